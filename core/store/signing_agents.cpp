#include "store/signing_agents.h"

#include "trust/unit_keys.h"

namespace zhibao {

Result<std::vector<KnownUnit>> possibleAgents(DraftStore& store, std::filesystem::path const& dataFolder, std::string_view unit) {
    ZHIBAO_TRY(auto units, store.units(true));
    std::erase_if(units, [&](KnownUnit const& one) {
        std::error_code problem;
        return one.code == unit || !std::filesystem::exists(unitKeyFiles(dataFolder, one.code).key, problem);
    });
    return units;
}

Result<std::optional<std::string>> agentOf(DraftStore& store, std::string_view unit) {
    ZHIBAO_TRY(auto rows, store.connection().query("SELECT agent FROM signing_agent WHERE unit = ?1", {unit}));
    ZHIBAO_TRY(bool const isRow, rows.next());
    return isRow ? std::optional{std::string{rows.text(0)}} : std::optional<std::string>{};
}

Result<> rememberAgent(DraftStore& store, std::string_view unit, std::string_view agent) {
    auto& database = store.connection();
    if (agent.empty() || agent == unit) return database.execute("DELETE FROM signing_agent WHERE unit = ?1", {unit});
    for (auto const code : {unit, agent}) {
        ZHIBAO_TRY(auto const known, database.integer("SELECT 1 FROM unit WHERE code = ?1", {code}));
        if (!known) return fail(error::unitNotHere, {{"unit", std::string{code}}});
    }
    return database.execute("INSERT INTO signing_agent (unit, agent) VALUES (?1, ?2) ON CONFLICT (unit) DO UPDATE SET agent = excluded.agent", {unit, agent});
}

}  // namespace zhibao
