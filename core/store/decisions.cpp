#include "store/decisions.h"

#include <algorithm>

#include "base/text.h"
#include "package/open.h"
#include "store/counting.h"
#include "store/event_log.h"
#include "store/json_columns.h"

namespace zhibao {

Result<> acceptVersion(BureauDatabase& database, std::int64_t version, std::string_view reason, Moment moment, std::string_view actor) {
    auto& connection = database.connection();
    auto const number = std::to_string(version);
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    std::int64_t filing = 0;
    std::string unit;
    bool isAccepted = false;
    {
        ZHIBAO_TRY(auto rows, connection.query("SELECT v.filing_id, v.errors, (SELECT kind FROM decision d WHERE d.version_id = v.version_id "
                                               "ORDER BY event DESC LIMIT 1), (SELECT code FROM unit_entry e WHERE e.unit_id = f.unit_id "
                                               "ORDER BY event DESC LIMIT 1) FROM filing_version v JOIN filing f USING (filing_id) "
                                               "WHERE v.version_id = ?1",
                                               {version}));
        ZHIBAO_TRY(bool const found, rows.next());
        if (!found) return fail(error::versionUnknown, {{"version", number}});
        if (rows.integer(1) > 0) return fail(error::versionHasErrors, {{"version", number}, {"errors", std::to_string(rows.integer(1))}});
        isAccepted = rows.text(2) == "accepted";
        filing = rows.integer(0);
        unit = rows.text(3);
    }
    // What intake accepted for its content may still wait for a predecessor; then the bureau's own decision lets it count.
    ZHIBAO_TRY(auto const standing, standingOf(connection, filing));
    bool const isGap = std::find(standing.gaps.begin(), standing.gaps.end(), version) != standing.gaps.end();
    if (isAccepted && !isGap) return fail(error::versionAlreadyAccepted, {{"version", number}});
    ZHIBAO_TRY(auto log, EventLog::inTransaction(connection));
    EventDraft draft{moment, actor, "version-accepted", unit, JsonValue::Object{{"version", version}, {"reason", reason}}};
    draft.addRow(ledger::decision, {version, std::string_view{"accepted"}, reason});
    ZHIBAO_CHECK(log.append(draft));
    ZHIBAO_CHECK(recount(connection, filing));
    return transaction.commit();
}

namespace {

/// The cells are some of the version's answers: its unit has to find them.
Result<> checkCells(Database& database, EditionLibrary const& library, std::int64_t version, std::vector<ReturnReason> const& reasons) {
    if (std::all_of(reasons.begin(), reasons.end(), [](ReturnReason const& reason) { return reason.cells.empty(); })) return {};
    ZHIBAO_TRY(auto rows, database.query("SELECT bytes FROM package WHERE version_id = ?1", {version}));
    ZHIBAO_TRY(bool const found, rows.next());
    if (!found) return fail(error::versionUnknown, {{"version", std::to_string(version)}});
    ZHIBAO_TRY(auto const answers, readAnswers(rows.blob(0)));
    auto const edition = library.find(answers.header.edition);
    for (auto const& reason : reasons) {
        for (auto const& cell : reason.cells) {
            auto const* forms = answers.document.find("forms");
            auto const* answered = forms != nullptr ? forms->find(cell.form) : nullptr;
            auto const* lines = answered != nullptr ? answered->find("rows") : nullptr;
            bool isThere = lines != nullptr && lines->array() != nullptr && cell.row < lines->array()->size();
            if (isThere && edition && !cell.column.empty()) {
                auto const* form = (*edition)->findForm(cell.form);
                isThere = form != nullptr && std::any_of(form->columns.begin(), form->columns.end(), [&](Column const& column) { return column.id == cell.column; });
            }
            if (!isThere) return fail(error::returnCellUnknown, {{"cell", shortened(cellName(cell), 80)}});
        }
    }
    return {};
}

}  // namespace

std::string cellName(CellReference const& cell) {
    return cell.form + "/" + std::to_string(cell.row + 1) + (cell.column.empty() ? "" : "/" + cell.column);
}

Result<> sendBack(BureauDatabase& database, EditionLibrary const& library, std::int64_t version, std::string_view text, std::vector<ReturnReason> const& reasons,
                  Moment moment, std::string_view actor) {
    bool const saysNothing = trimmed(text).empty() && reasons.empty();
    if (saysNothing || std::any_of(reasons.begin(), reasons.end(), [](ReturnReason const& reason) { return trimmed(reason.text).empty(); }))
        return fail(error::returnReasonMissing);
    auto& connection = database.connection();
    auto const number = std::to_string(version);
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    std::int64_t filing = 0;
    std::string unit;
    {
        ZHIBAO_TRY(auto rows, connection.query("SELECT v.filing_id, (SELECT kind FROM decision d WHERE d.version_id = v.version_id ORDER BY event DESC LIMIT 1), "
                                               "(SELECT code FROM unit_entry e WHERE e.unit_id = f.unit_id ORDER BY event DESC LIMIT 1) "
                                               "FROM filing_version v JOIN filing f USING (filing_id) WHERE v.version_id = ?1",
                                               {version}));
        ZHIBAO_TRY(bool const found, rows.next());
        if (!found) return fail(error::versionUnknown, {{"version", number}});
        if (rows.text(1) == "returned") return fail(error::versionIsReturned, {{"version", number}});
        filing = rows.integer(0);
        unit = rows.text(2);
    }
    ZHIBAO_CHECK(checkCells(connection, library, version, reasons));
    ZHIBAO_TRY(auto log, EventLog::inTransaction(connection));
    EventDraft draft{moment, actor, "version-returned", unit, JsonValue::Object{{"version", version}, {"reasons", static_cast<std::int64_t>(reasons.size())}}};
    draft.addRow(ledger::decision, {version, std::string_view{"returned"}, text});
    std::vector<std::string> cells;
    cells.reserve(reasons.size());
    for (std::size_t i = 0; i < reasons.size(); ++i) {
        cells.push_back(cellsText(reasons[i].cells));
        draft.addRow(ledger::returnReason, {version, static_cast<std::int64_t>(i), std::string_view{cells.back()}, std::string_view{reasons[i].text}});
    }
    ZHIBAO_CHECK(log.append(draft));
    ZHIBAO_CHECK(recount(connection, filing));
    return transaction.commit();
}

}  // namespace zhibao
