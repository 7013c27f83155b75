/// The lines of a unit's own ledger beside its draft, and how its ledgers are read.

#include <utility>

#include "base/json.h"
#include "store/drafts.h"

namespace zhibao {

namespace {

std::string keyText(std::vector<std::string> const& key) {
    return toText(JsonValue{JsonValue::Array{key.begin(), key.end()}});
}

Result<std::vector<std::string>> keyOf(std::string_view text) {
    ZHIBAO_TRY(auto const value, parseJson(text));
    ZHIBAO_TRY(auto const elements, JsonNode{value}.elements());
    std::vector<std::string> key;
    for (auto const& element : elements) {
        ZHIBAO_TRY(auto code, element.string());
        key.push_back(std::move(code));
    }
    return key;
}

Result<LedgerLine> lineAt(Cursor const& cursor) {
    LedgerLine line;
    int column = 0;
    auto const next = [&] { return std::string{cursor.text(column++)}; };
    line.file = next();
    line.sheet = next();
    line.row = static_cast<std::size_t>(cursor.integer(column++));
    for (auto* text : {&line.date, &line.document, &line.customer, &line.service, &line.partner, &line.remark, &line.amountText, &line.currency}) *text = next();
    if (!cursor.isNull(column)) {
        ZHIBAO_TRY(line.amount, WrittenAmount::parse(cursor.text(column)));
    }
    ++column;
    ZHIBAO_TRY(line.key, keyOf(next()));
    line.mode = next();
    line.isAffiliated = cursor.integer(column++) != 0;
    line.isDigital = cursor.integer(column++) != 0;
    line.outcome = lineOutcomeOf(next()).value_or(LineOutcome::refused);  // the table knows no other names
    if (!cursor.isNull(column)) {
        ZHIBAO_TRY(auto const reason, parseJson(cursor.text(column)));
        line.reason = readReason(reason);
    }
    return line;
}

}  // namespace

Result<> DraftStore::saveLedger(std::int64_t id, std::string_view form, std::vector<LedgerLine> const& lines) {
    ZHIBAO_TRY(auto const draft, entry(id));
    if (draft.seal) return fail(error::draftSealed, {{"unit", draft.unit}, {"period", draft.period}, {"version", std::to_string(draft.version)}});
    ZHIBAO_TRY(auto transaction, Transaction::begin(database_));
    ZHIBAO_CHECK(database_.execute("DELETE FROM ledger_line WHERE draft_id = ?1 AND form = ?2", {id, form}));
    std::int64_t number = 0;
    for (auto const& line : lines) {
        auto const amount = line.amount ? line.amount->text() : std::string{};
        auto const key = keyText(line.key);
        auto const reason = line.reason ? toText(reasonJson(*line.reason)) : std::string{};
        auto const orNull = [](bool isThere, std::string const& text) { return isThere ? SqlArgument{std::string_view{text}} : SqlArgument{}; };
        ZHIBAO_CHECK(database_.execute("INSERT INTO ledger_line (draft_id, form, number, file, sheet, row, date, document, customer, service, partner, remark, amount_text, currency, "
                                       "amount, row_key, mode, affiliated, digital, outcome, reason) "
                                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
                                       {id, form, ++number, line.file, line.sheet, static_cast<std::int64_t>(line.row), line.date, line.document, line.customer, line.service, line.partner,
                                        line.remark, line.amountText, line.currency, orNull(line.amount.has_value(), amount), key, line.mode, std::int64_t{line.isAffiliated ? 1 : 0},
                                        std::int64_t{line.isDigital ? 1 : 0}, nameOf(line.outcome), orNull(line.reason.has_value(), reason)}));
    }
    return transaction.commit();
}

Result<std::vector<LedgerLine>> DraftStore::ledger(std::int64_t id, std::string_view form) {
    ZHIBAO_TRY(auto cursor, database_.query("SELECT file, sheet, row, date, document, customer, service, partner, remark, amount_text, currency, amount, row_key, mode, affiliated, digital, "
                                            "outcome, reason FROM ledger_line WHERE draft_id = ?1 AND form = ?2 ORDER BY number",
                                            {id, form}));
    std::vector<LedgerLine> lines;
    while (true) {
        ZHIBAO_TRY(bool const isRow, cursor.next());
        if (!isRow) return lines;
        ZHIBAO_TRY(auto line, lineAt(cursor));
        lines.push_back(std::move(line));
    }
}

Result<> DraftStore::saveMapping(std::string_view unit, LedgerMapping const& mapping, Moment now) {
    auto const document = toText(toJson(mapping));
    return database_.execute("INSERT INTO ledger_mapping (unit, form, mapping, changed_at) VALUES (?1, ?2, ?3, ?4) "
                             "ON CONFLICT (unit, form) DO UPDATE SET mapping = excluded.mapping, changed_at = excluded.changed_at",
                             {unit, mapping.form, document, now.seconds});
}

Result<std::optional<LedgerMapping>> DraftStore::mapping(std::string_view unit, std::string_view form) {
    ZHIBAO_TRY(auto cursor, database_.query("SELECT mapping FROM ledger_mapping WHERE unit = ?1 AND form = ?2", {unit, form}));
    ZHIBAO_TRY(bool const isRow, cursor.next());
    if (!isRow) return std::nullopt;
    ZHIBAO_TRY(auto const document, parseJson(cursor.text(0)));
    ZHIBAO_TRY(auto mapping, readLedgerMapping(JsonNode{document}));
    return std::optional{std::move(mapping)};
}

}  // namespace zhibao
