#include "import/ledger_line.h"

#include <algorithm>

#include "answers/template.h"
#include "form/concepts.h"

namespace zhibao {

namespace {

constexpr std::array<std::string_view, lineOutcomes.size()> outcomeNames{"taken", "rounded", "left-out", "total-line", "outside-period", "unmapped", "refused"};

/// What importLedger says of lines. Codes cannot be made from texts, so those that are stored are found among these.
constexpr std::array reasons{error::ledgerCellMissing, error::ledgerAmountMerged,         error::ledgerOutsidePeriod, error::ledgerWordUnmapped,
                             error::ledgerLeftOut,     error::ledgerTotalLine,            error::templateCellError,   error::templateFormulaWithoutValue,
                             error::amountMalformed,   error::amountTooFine,              error::amountOverflow,      error::dateMalformed};

}  // namespace

JsonValue reasonJson(Error const& reason) {
    JsonValue::Array places{reason.places.begin(), reason.places.end()};
    JsonValue::Object arguments;
    for (auto const& [name, text] : reason.arguments) arguments.emplace_back(name, text);
    return JsonValue::Object{{"code", reason.code.name()}, {"places", std::move(places)}, {"arguments", std::move(arguments)}};
}

std::optional<Error> readReason(JsonValue const& reason) {
    auto const* code = reason.find("code");
    auto const* places = reason.find("places");
    auto const* arguments = reason.find("arguments");
    if (code == nullptr || code->string() == nullptr || places == nullptr || places->array() == nullptr || arguments == nullptr || arguments->object() == nullptr) return std::nullopt;
    auto const known = std::find_if(reasons.begin(), reasons.end(), [&](ErrorCode one) { return one.name() == *code->string(); });
    if (known == reasons.end()) return std::nullopt;
    Error error{*known, {}, {}};
    for (auto const& place : *places->array())
        if (place.string() != nullptr) error.places.push_back(*place.string());
    for (auto const& [name, text] : *arguments->object())
        if (text.string() != nullptr) error.arguments.emplace(name, *text.string());
    return error;
}

std::string_view nameOf(LineOutcome outcome) noexcept {
    return outcomeNames[static_cast<std::size_t>(outcome)];
}

std::optional<LineOutcome> lineOutcomeOf(std::string_view name) noexcept {
    auto const found = std::find(outcomeNames.begin(), outcomeNames.end(), name);
    if (found == outcomeNames.end()) return std::nullopt;
    return lineOutcomes[static_cast<std::size_t>(found - outcomeNames.begin())];
}

std::vector<std::string> rowKeyOf(Row const& row, Form const& form) {
    std::vector<std::string> key;
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        if (form.columns[i].role != ColumnRole::key) continue;
        auto const* code = std::get_if<std::string>(&row.cells[i]);
        key.push_back(code == nullptr ? std::string{} : *code);
    }
    return key;
}

std::vector<LedgerLine const*> linesBehind(std::vector<LedgerLine> const& lines, Row const& row, Column const& column, Form const& form) {
    std::vector<LedgerLine const*> behind;
    auto const key = rowKeyOf(row, form);
    auto const belongs = [&](LedgerLine const& line) {
        auto const& meaning = column.conceptId;
        return meaning == concepts::total || meaning == concepts::dollars || (!line.mode.empty() && meaning == line.mode) || (meaning == concepts::affiliated && line.isAffiliated) ||
               (meaning == concepts::digital && line.isDigital);
    };
    for (auto const& line : lines)
        if (line.isTaken() && line.key == key && belongs(line)) behind.push_back(&line);
    return behind;
}

}  // namespace zhibao
