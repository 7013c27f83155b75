#include "store/decisions.h"

#include <algorithm>

#include "store/counting.h"
#include "store/event_log.h"

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

}  // namespace zhibao
