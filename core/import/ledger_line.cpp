#include "import/ledger_line.h"

#include <algorithm>

#include "form/concepts.h"

namespace zhibao {

namespace {

constexpr std::array<std::string_view, lineOutcomes.size()> outcomeNames{"taken", "rounded", "left-out", "total-line", "outside-period", "unmapped", "refused"};

}  // namespace

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
        return meaning == concepts::total || (!line.mode.empty() && meaning == line.mode) || (meaning == concepts::affiliated && line.isAffiliated) ||
               (meaning == concepts::digital && line.isDigital);
    };
    for (auto const& line : lines)
        if (line.isTaken() && line.key == key && belongs(line)) behind.push_back(&line);
    return behind;
}

}  // namespace zhibao
