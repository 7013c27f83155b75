#include "store/counting.h"

namespace zhibao {

Result<std::optional<std::int64_t>> versionThatCounts(Database& database, std::int64_t filing) {
    return database.integer(
        "SELECT v.version_id FROM filing_version v WHERE v.filing_id = ?1 "
        "AND 'accepted' = (SELECT kind FROM decision d WHERE d.version_id = v.version_id ORDER BY event DESC LIMIT 1) "
        "AND NOT EXISTS (SELECT 1 FROM filing_version w WHERE w.filing_id = v.filing_id AND w.number = v.number AND w.version_id <> v.version_id) "
        "ORDER BY v.number DESC LIMIT 1",
        {filing});
}

Result<> recount(Database& database, std::int64_t filing) {
    ZHIBAO_TRY(auto const version, versionThatCounts(database, filing));
    if (!version) return database.execute("DELETE FROM counted WHERE filing_id = ?1", {filing});
    return database.execute("INSERT INTO counted (filing_id, version_id) VALUES (?1, ?2) ON CONFLICT (filing_id) DO UPDATE SET version_id = ?2",
                            {filing, *version});
}

}  // namespace zhibao
