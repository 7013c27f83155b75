#include "store/bureau_database.h"

#include <utility>

#include "store/event_log.h"
#include "store/migrations.h"

namespace zhibao {

namespace {

constexpr std::string_view acceptance = "acceptance";

}  // namespace

Result<BureauDatabase> BureauDatabase::create(std::filesystem::path const& path, Moment moment, Database::Options options) {
    ZHIBAO_TRY(auto database, Database::open(path, Database::Access::create, options));
    ZHIBAO_CHECK(migrate(database, bureauSchema()));
    BureauDatabase bureau{std::move(database)};
    ZHIBAO_CHECK(bureau.setAcceptancePolicy(AcceptancePolicy::automatic, moment, "bureau"));
    return bureau;
}

Result<BureauDatabase> BureauDatabase::open(std::filesystem::path const& path, Database::Access access, Database::Options options) {
    ZHIBAO_TRY(auto database, Database::open(path, access, options));
    if (access == Database::Access::readOnly) {
        ZHIBAO_CHECK(requireSchema(database, bureauSchema()));
    } else {
        // A file that is not ours must be refused, never made ours because it happens to be empty.
        ZHIBAO_TRY(auto const applicationId, database.integer("PRAGMA application_id"));
        if (applicationId != bureauSchema().applicationId) ZHIBAO_CHECK(requireSchema(database, bureauSchema()));
        ZHIBAO_CHECK(migrate(database, bureauSchema()));
    }
    return BureauDatabase{std::move(database)};
}

Result<AcceptancePolicy> BureauDatabase::acceptancePolicy() const {
    ZHIBAO_TRY(auto rows, database_->query("SELECT value FROM setting WHERE name = ?1 ORDER BY event DESC LIMIT 1", {acceptance}));
    ZHIBAO_TRY(bool const found, rows.next());
    if (!found) return AcceptancePolicy::automatic;
    return acceptancePolicyNamed(rows.text(0));
}

Result<> BureauDatabase::setAcceptancePolicy(AcceptancePolicy policy, Moment moment, std::string_view actor) {
    ZHIBAO_TRY(auto transaction, Transaction::begin(*database_));
    ZHIBAO_TRY(auto log, EventLog::inTransaction(*database_));
    EventDraft draft{moment, actor, "setting-changed", std::string{acceptance}, JsonValue::Object{{"value", nameOf(policy)}}};
    draft.addRow(ledger::setting, {acceptance, nameOf(policy)});
    ZHIBAO_CHECK(log.append(draft));
    return transaction.commit();
}

std::string_view nameOf(AcceptancePolicy policy) noexcept {
    return policy == AcceptancePolicy::automatic ? "auto" : "manual";
}

Result<AcceptancePolicy> acceptancePolicyNamed(std::string_view name) {
    for (auto const policy : {AcceptancePolicy::automatic, AcceptancePolicy::manual})
        if (nameOf(policy) == name) return policy;
    return fail(error::settingValueUnknown, {{"name", std::string{acceptance}}, {"text", std::string{name}}, {"expected", "auto, manual"}});
}

}  // namespace zhibao
