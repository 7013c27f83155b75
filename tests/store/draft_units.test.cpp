#include "store/drafts.h"

#include "support/catch.h"
#include "support/draft_stores.h"

using namespace zhibao;
using namespace zhibao::test;

TEST_CASE("a unit that left is hidden and comes back with its drafts", "[store][drafts]") {
    TemporaryFolder const folder;
    auto const edition = draftEdition();
    auto store = draftStore(folder);
    REQUIRE(store.saveUnit("U1", "样例一", noon));
    REQUIRE(store.saveUnit("U2", "样例二", later));
    REQUIRE(store.add(draftFiling(edition, "U1"), edition, noon));
    REQUIRE(store.setUnitHidden("U1", true));
    CHECK(store.units().value() == std::vector<KnownUnit>{{"U2", "样例二"}});
    CHECK(store.units(true).value() == std::vector<KnownUnit>{{"U2", "样例二"}, {"U1", "样例一", true}});
    CHECK(store.newest()->size() == 1);
    // A new name does not bring it back.
    REQUIRE(store.saveUnit("U1", "样例壹", later));
    CHECK(store.units(true)->front().isHidden);
    REQUIRE(store.setUnitHidden("U1", false));
    CHECK(store.units()->size() == 2);
    CHECK(store.setUnitHidden("U3", true).error().code == error::unitNotHere);
}

TEST_CASE("who signs for a unit is remembered, without the day", "[store][drafts]") {
    TemporaryFolder const folder;
    {
        auto store = draftStore(folder);
        REQUIRE(store.saveUnit("U1", "样例一", noon));
        CHECK(store.signatoriesOf("U1").value() == std::nullopt);
        REQUIRE(store.rememberSignatories("U1", {"样例甲", "样例乙", "样例丙", "023-60000000", "2017-04-10"}));
        REQUIRE(store.rememberSignatories("U1", {"样例甲", "样例乙", "样例丁", "023-60000000", "2017-07-10"}));
        CHECK(store.rememberSignatories("U3", {}).error().code == error::unitNotHere);
    }
    auto store = draftStore(folder);
    CHECK(store.signatoriesOf("U1").value() == Signatories{"样例甲", "样例乙", "样例丁", "023-60000000", ""});
}

TEST_CASE("a practice draft is never sealed, neither by the store nor past it, and its unit is none to file for", "[store][drafts]") {
    TemporaryFolder const folder;
    auto const edition = draftEdition();
    std::int64_t practice = 0;
    {
        auto store = draftStore(folder);
        REQUIRE(store.saveUnit("U9", "样例练习", noon));
        auto const added = store.add(draftFiling(edition, "U9"), edition, noon, DraftPurpose::practice);
        REQUIRE(added);
        practice = *added;
        CHECK(store.entry(practice)->purpose == DraftPurpose::practice);
        CHECK(store.units(true)->empty());
        CHECK(store.recordSeal(practice, {sha256("manifest"), "a.zbs", later}).error().code == error::draftIsPractice);
        REQUIRE(store.save(practice, draftFiling(edition, "U9"), edition, later));
        CHECK(store.entry(practice)->purpose == DraftPurpose::practice);
    }
    auto database = Database::open(folder / "drafts.db", Database::Access::readWrite);
    REQUIRE(database);
    CHECK(database->execute("INSERT INTO sealed (draft_id, identity, file, sealed_at) VALUES (?1, ?2, 'a.zbs', 0)", {practice, sha256("manifest").hex()}).error().code ==
          error::databaseRefused);
    CHECK(database->execute("UPDATE draft SET is_practice = 0").error().code == error::databaseRefused);
}

TEST_CASE("a sealed version says where it was handed in last", "[store][drafts]") {
    TemporaryFolder const folder;
    auto const edition = draftEdition();
    auto store = draftStore(folder);
    auto const id = store.add(draftFiling(edition, "U1"), edition, noon);
    REQUIRE(id);
    CHECK(store.recordHandIn(*id, {"/stick/a.zbs", noon}).error().code == error::draftNotSealed);
    REQUIRE(store.recordSeal(*id, {sha256("manifest"), "a.zbs", noon}));
    CHECK(store.entry(*id)->handIn == std::nullopt);
    REQUIRE(store.recordHandIn(*id, {"/stick/a.zbs", noon}));
    REQUIRE(store.recordHandIn(*id, {"/other/a.zbs", later}));
    CHECK(store.entry(*id)->handIn == HandIn{"/other/a.zbs", later});
    CHECK(store.entry(*id)->seal.has_value());
}

TEST_CASE("drafts of an earlier program are brought along, with a copy of the file as it was", "[store][drafts]") {
    TemporaryFolder const folder;
    auto const edition = draftEdition();
    {
        auto database = Database::open(folder / "drafts.db", Database::Access::create);
        REQUIRE(database);
        auto const newest = enterpriseSchema();
        REQUIRE(migrate(*database, Schema{newest.applicationId, newest.migrations.first(1)}));
        REQUIRE(database->execute("INSERT INTO unit (code, name, changed_at) VALUES ('U1', '样例一', 1)"));
        REQUIRE(database->execute("INSERT INTO draft (unit, form_set, period, version, edition, filing, created_at, changed_at) "
                                  "VALUES ('U1', 'quarterly', '2017Q1', 1, 'test/1', ?1, 1, 1)",
                                  {toText(toJson(draftFiling(edition, "U1"), edition))}));
    }
    auto store = draftStore(folder);
    auto const drafts = store.newest();
    REQUIRE(drafts);
    REQUIRE(drafts->size() == 1);
    CHECK(drafts->front().purpose == DraftPurpose::report);
    CHECK(store.load(drafts->front().id, edition) == draftFiling(edition, "U1"));
    CHECK(store.units().value() == std::vector<KnownUnit>{{"U1", "样例一"}});
    CHECK(std::filesystem::exists(migrationBackupPath(folder / "drafts.db", 2)));
}
