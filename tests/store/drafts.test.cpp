#include "store/drafts.h"

#include "store/migrations.h"

#include "support/catch.h"
#include "support/draft_stores.h"

using namespace zhibao;
using namespace zhibao::test;

TEST_CASE("a draft comes back as it was saved, also after the file was closed", "[store][drafts]") {
    TemporaryFolder const folder;
    auto const edition = draftEdition();
    auto filing = draftFiling(edition);
    std::int64_t id = 0;
    {
        auto store = draftStore(folder);
        auto const added = store.add(filing, edition, noon);
        REQUIRE(added);
        id = *added;
        filing.forms.front().rows.push_back(Row{{Cell{std::string{"设计"}}, Cell{Blank{}}}});
        filing.explanations = {{"B4", {{"form2", 0, "total"}}, "退货"}};
        filing.signatories.preparer = "样例";
        REQUIRE(store.save(id, filing, edition, later));
    }
    auto store = draftStore(folder);
    auto const loaded = store.load(id, edition);
    REQUIRE(loaded);
    CHECK(*loaded == filing);
    auto const entry = store.entry(id);
    REQUIRE(entry);
    CHECK(entry->createdAt == noon);
    CHECK(entry->changedAt == later);
    CHECK_FALSE(entry->seal);
}

TEST_CASE("a sealed version can neither be saved nor sealed again, and the database itself holds it", "[store][drafts]") {
    TemporaryFolder const folder;
    auto const edition = draftEdition();
    {
        auto store = draftStore(folder);
        auto const id = store.add(draftFiling(edition), edition, noon);
        REQUIRE(id);
        SealRecord const seal{sha256("manifest"), "样例.zbs", later};
        REQUIRE(store.recordSeal(*id, seal));
        CHECK(store.entry(*id)->seal == seal);
        CHECK(store.save(*id, draftFiling(edition), edition, later).error().code == error::draftSealed);
        CHECK(store.recordSeal(*id, seal).error().code == error::draftSealed);
    }
    auto database = Database::open(folder / "drafts.db", Database::Access::readWrite);
    REQUIRE(database);
    CHECK(database->execute("UPDATE draft SET filing = '{}'").error().code == error::databaseRefused);
    CHECK(database->execute("DELETE FROM draft").error().code == error::databaseRefused);
    CHECK(database->execute("UPDATE sealed SET file = 'x'").error().code == error::databaseRefused);
    CHECK(database->execute("DELETE FROM sealed").error().code == error::databaseRefused);
}

TEST_CASE("what was sealed is not written over by another program that replaces rows", "[store][drafts]") {
    TemporaryFolder const folder;
    auto const edition = draftEdition();
    std::int64_t sealed = 0;
    {
        auto store = draftStore(folder);
        sealed = addDraft(store);
        REQUIRE(addDraft(store, draftWith("2017Q2", 500)) == sealed + 1);
        REQUIRE(store.recordSeal(sealed, {sha256("manifest"), "one.zbs", later}));
    }
    {
        auto database = Database::open(folder / "drafts.db", Database::Access::readWrite);
        REQUIRE(database);
        // As other programs open it.
        REQUIRE(database->executeScript("PRAGMA foreign_keys = OFF; PRAGMA recursive_triggers = OFF"));
        for (std::string const statement :
             {"INSERT OR REPLACE INTO draft (draft_id, unit, form_set, period, version, edition, filing, created_at, changed_at) "
              "SELECT draft_id, unit, form_set, '2018Q1', version, edition, '{}', 0, 0 FROM draft WHERE draft_id = 1",
              "REPLACE INTO draft (unit, form_set, period, version, edition, filing, created_at, changed_at) "
              "SELECT unit, form_set, period, version, edition, '{}', 0, 0 FROM draft WHERE draft_id = 1",
              "INSERT INTO draft (draft_id, unit, form_set, period, version, edition, filing, created_at, changed_at) "
              "SELECT draft_id, unit, form_set, period, version, edition, '{}', 0, 0 FROM draft WHERE draft_id = 1 "
              "ON CONFLICT (draft_id) DO UPDATE SET filing = excluded.filing",
              "UPDATE OR REPLACE draft SET period = '2017Q1' WHERE draft_id = 2", "UPDATE OR REPLACE draft SET draft_id = 1 WHERE draft_id = 2",
              "UPDATE draft SET filing = '{}' WHERE draft_id = 1", "DELETE FROM draft WHERE draft_id = 1",
              "REPLACE INTO sealed (draft_id, identity, file, sealed_at) SELECT 1, identity, 'other.zbs', 0 FROM sealed",
              "REPLACE INTO sealed (draft_id, identity, file, sealed_at) SELECT 2, identity, 'other.zbs', 0 FROM sealed"}) {
            INFO(statement);
            auto const done = database->execute(statement);
            REQUIRE_FALSE(done);
            CHECK(done.error().code == error::databaseRefused);
        }
        // What is not sealed may be replaced.
        CHECK(database->execute("REPLACE INTO draft (draft_id, unit, form_set, period, version, edition, filing, created_at, changed_at) "
                                "SELECT draft_id, unit, form_set, '2017Q3', version, edition, filing, 0, 0 FROM draft WHERE draft_id = 2"));
    }
    auto store = draftStore(folder);
    CHECK(store.load(sealed, edition) == draftFiling(edition));
    CHECK(store.entry(sealed)->seal == SealRecord{sha256("manifest"), "one.zbs", later});
    CHECK(store.find("91999999MA00000001", "quarterly", "2017Q3")->has_value());
}

TEST_CASE("correcting a sealed version begins the next one, which says what it replaces", "[store][drafts]") {
    TemporaryFolder const folder;
    auto const edition = draftEdition();
    auto store = draftStore(folder);
    auto const first = store.add(draftFiling(edition), edition, noon);
    REQUIRE(first);
    CHECK(store.addCorrection(*first, edition, noon).error().code == error::draftNotSealed);
    REQUIRE(store.recordSeal(*first, {sha256("manifest"), "a.zbs", noon}));
    auto const second = store.addCorrection(*first, edition, later);
    REQUIRE(second);
    auto const filing = store.load(*second, edition);
    REQUIRE(filing);
    CHECK(filing->header.version == 2);
    CHECK(filing->header.replaces == sha256("manifest"));
    CHECK(filing->header.kind == FilingKind::correction);
    CHECK(filing->forms == draftFiling(edition).forms);
    CHECK(store.addCorrection(*first, edition, later).error().code == error::draftExists);

    auto const found = store.find("91999999MA00000001", "quarterly", "2017Q1");
    REQUIRE((found && *found));
    CHECK((*found)->id == *second);
    CHECK(store.newest()->size() == 1);
    // What was reported last stays what was reported last until the correction is sealed too.
    auto const reported = store.findSealed("91999999MA00000001", "quarterly", "2017Q1");
    REQUIRE((reported && *reported));
    CHECK((*reported)->id == *first);
    REQUIRE(store.recordSeal(*second, {sha256("other manifest"), "b.zbs", later}));
    CHECK(store.findSealed("91999999MA00000001", "quarterly", "2017Q1").value()->id == *second);
    CHECK_FALSE(store.findSealed("91999999MA00000001", "quarterly", "2017Q2").value());
}

TEST_CASE("drafts are listed with the name of their unit, last changed first", "[store][drafts]") {
    TemporaryFolder const folder;
    auto const edition = draftEdition();
    auto store = draftStore(folder);
    REQUIRE(store.saveUnit("U1", "样例一", noon));
    REQUIRE(store.add(draftFiling(edition, "U1", "2017Q1"), edition, noon));
    REQUIRE(store.add(draftFiling(edition, "U2", "2017Q1"), edition, later));
    CHECK(store.add(draftFiling(edition, "U2", "2017Q1"), edition, later).error().code == error::draftExists);
    REQUIRE(store.saveUnit("U2", "样例二", later));
    REQUIRE(store.saveUnit("U2", "样例二号", later));

    auto const drafts = store.newest();
    REQUIRE(drafts);
    REQUIRE(drafts->size() == 2);
    CHECK((*drafts)[0].unitName == "样例二号");
    CHECK((*drafts)[1].unitName == "样例一");
    CHECK(store.units().value() == std::vector<KnownUnit>{{"U2", "样例二号"}, {"U1", "样例一"}});
    CHECK(store.find("U3", "quarterly", "2017Q1").value() == std::nullopt);
    CHECK(store.entry(99).error().code == error::draftUnknown);
    CHECK(store.load(99, edition).error().code == error::draftUnknown);
}

TEST_CASE("a file that is no store of drafts is left alone", "[store][drafts]") {
    TemporaryFolder const folder;
    {
        auto database = Database::open(folder / "bureau.db", Database::Access::create);
        REQUIRE(database);
        REQUIRE(migrate(*database, bureauSchema()));
    }
    CHECK(DraftStore::open(folder / "bureau.db").error().code == error::databaseForeign);
}
