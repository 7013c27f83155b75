#include "store/ledger_tables.h"

#include <algorithm>
#include <map>
#include <set>

#include "store/decisions.h"
#include "store/event_log.h"
#include "store/migrations.h"
#include "store/rates.h"
#include "store/mandates.h"
#include "store/receipts.h"
#include "store/register.h"

#include "support/arrivals.h"
#include "support/bureaus.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;

TEST_CASE("every table of the ledger that names an event is read by verification with all its columns", "[store][ledger_tables]") {
    test::TemporaryFolder const folder;
    auto database = Database::open(folder / "a.db", Database::Access::create);
    REQUIRE(database);
    REQUIRE(migrate(*database, bureauSchema()));

    std::map<std::string, std::set<std::string>> inDatabase;
    auto columns = database->query("SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'");
    while (columns->next().value()) inDatabase[std::string{columns->text(0)}].insert(std::string{columns->text(1)});

    std::map<std::string, std::set<std::string>> listed;
    for (auto const* table : ledger::all()) {
        auto& names = listed[std::string{table->name}];
        names.insert(table->columns.begin(), table->columns.end());
        names.insert("event");
        CHECK(names.size() == table->columns.size() + 1);
    }
    for (auto const& [name, names] : inDatabase) {
        if (!names.contains("event")) {
            // The log itself, what hangs on a version by digest, and what is computed anew.
            CHECK(std::set<std::string>{"event", "package", "finding", "trade_row", "counted"}.contains(name));
            continue;
        }
        INFO(name);
        CHECK(listed[name] == names);
        listed.erase(name);
    }
    CHECK(listed.empty());
}

TEST_CASE("every table but the derived one refuses to change, remove and replace rows", "[store][ledger_tables]") {
    test::TemporaryFolder const folder;
    auto database = Database::open(folder / "a.db", Database::Access::create);
    REQUIRE(database);
    REQUIRE(migrate(*database, bureauSchema()));
    auto tables = database->query("SELECT name FROM sqlite_schema WHERE type = 'table'");
    while (tables->next().value()) {
        auto const name = std::string{tables->text(0)};
        if (name == "counted") continue;
        for (auto const* action : {"insert", "update", "delete"}) {
            INFO(name << " " << action);
            auto const trigger = name + "_" + action;
            CHECK(database->integer("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND name = ?1 AND tbl_name = ?2",
                                    {std::string_view{trigger}, std::string_view{name}})
                      .value() == 1);
        }
    }
}

namespace {

/// A bureau in which every table has rows.
void fillBureau(std::filesystem::path const& path) {
    auto database = test::makeBureau(path);
    REQUIRE(addUnits(database, {{exampleUnitCode(9), UnitState::active, {UnitProfile{Date{2016, 1, 1}, "样例", "500112", "", "", "", true, {{"foreignShare", "60.00"}}}}}}, test::dayOfArrival, "bureau"));
    REQUIRE(importRates(database, "quarter,currency,units_per_usd\n2017Q1,CNY,6.9\n", {}, test::dayOfArrival, "bureau"));
    auto bureau = test::addCertificates(database, exampleUnitCode(9).text());
    auto const first = test::ArrivalBuilder{1}.make();
    test::receiveEach(database, {first, test::ArrivalBuilder{1}.version(2, first.identity).reason("样例").amount(5).finding("query", true).make(),
                                 RefusedFile{"a.zbs", sha256("a"), Error{error::versionUnknown, {}, {}}, test::dayOfArrival}});
    REQUIRE(recordMandate(database, {.unit = exampleUnitCode(9).text(), .agent = exampleUnitCode(1).text(), .firstDay = Date{2017, 1, 1}, .lastDay = {}, .evidence = "样例"}, test::dayOfArrival, "bureau"));
    auto forOther = test::ArrivalBuilder{9}.make();
    forOther.agent = exampleUnitCode(1).text();
    forOther.signer = first.signer;
    test::receiveEach(database, {forOther});
    REQUIRE(endMandate(database, 1, Date{2017, 4, 30}, "样例", test::dayOfArrival, "bureau"));
    EditionLibrary const library{std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms"};
    REQUIRE(sendBack(database, library, 2, "样例", {{{}, "样例"}}, test::dayOfArrival, "bureau"));
    REQUIRE(issueReceipts(database, bureau, FixedClock{test::dayOfArrival}, "0.1.0").value().size() == 4);
}

}  // namespace

TEST_CASE("raw SQL cannot change, remove or replace what the ledger holds", "[store][ledger_tables]") {
    test::TemporaryFolder const folder;
    fillBureau(folder / "bureau.db");
    auto database = Database::open(folder / "bureau.db", Database::Access::readWrite);
    REQUIRE(database);
    // As a stranger's tool would find it: without the settings our own connection makes.
    REQUIRE(database->executeScript("PRAGMA recursive_triggers = OFF; PRAGMA foreign_keys = OFF;"));

    std::vector<std::string> tables;
    {
        auto rows = database->query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'counted'");
        while (rows->next().value()) tables.emplace_back(rows->text(0));
    }
    CHECK(tables.size() == 28);
    auto const digestOfAll = [&] {
        FieldBytes bytes;
        for (auto const& table : tables) {
            auto rows = database->query("SELECT * FROM " + table);
            while (rows->next().value())
                for (int column = 0; column < rows->columns(); ++column) bytes.add(rows->value(column));
        }
        return sha256(bytes.bytes());
    };
    auto const before = digestOfAll();
    for (auto const& table : tables) {
        INFO(table);
        REQUIRE(database->integer("SELECT count(*) FROM " + table).value() > 0);
        CHECK(database->executeScript("DELETE FROM " + table).error().code == error::databaseRefused);
        CHECK(database->executeScript("INSERT OR REPLACE INTO " + table + " SELECT * FROM " + table).error().code == error::databaseRefused);
        // What IGNORE leaves undone needs no refusal; that nothing has changed is checked at the end.
        if (auto const ignored = database->executeScript("INSERT OR IGNORE INTO " + table + " SELECT * FROM " + table); !ignored) CHECK(ignored.error().code == error::databaseRefused);
        std::vector<std::string> columns;
        {
            auto rows = database->query("SELECT name FROM pragma_table_info('" + table + "')");
            while (rows->next().value()) columns.emplace_back(rows->text(0));
        }
        for (auto const& column : columns) {
            INFO(column);
            CHECK(database->executeScript("UPDATE " + table + " SET " + column + " = " + column).error().code == error::databaseRefused);
            CHECK(database->executeScript("UPDATE OR REPLACE " + table + " SET " + column + " = " + column).error().code == error::databaseRefused);
        }
    }
    // Nothing can be added to a version that is there, nor a second version under its digest.
    CHECK(database->executeScript("INSERT INTO trade_row SELECT version_id, 99, form, flow, item, partner, outsourcing, currency, total, mode1, mode2, mode4, "
                                  "affiliated, digital FROM trade_row WHERE version_id = 1 LIMIT 1")
              .error()
              .code == error::databaseRefused);
    CHECK(database->executeScript("INSERT OR REPLACE INTO filing_version SELECT 77, filing_id, number, identity, replaces, kind, origin, zero, arrived, file_name, "
                                  "signer, edition, edition_digest, package_digest, rows_digest, findings_digest, row_count, errors, queries, unexplained, notices, "
                                  "(SELECT max(number) FROM event) FROM filing_version WHERE version_id = 1")
              .error()
              .code == error::databaseRefused);
    CHECK(digestOfAll() == before);
}

TEST_CASE("what the ledger refuses undoes the whole transaction", "[store][ledger_tables]") {
    test::TemporaryFolder const folder;
    fillBureau(folder / "bureau.db");
    for (std::string const table : {"event", "filing", "filing_version", "decision"}) {
        INFO(table);
        auto database = Database::open(folder / "bureau.db", Database::Access::readWrite);
        REQUIRE(database);
        REQUIRE(database->executeScript("BEGIN; CREATE TABLE other (id INTEGER) STRICT"));
        CHECK(database->executeScript("INSERT OR REPLACE INTO " + table + " SELECT * FROM " + table).error().code == error::databaseRefused);
        CHECK(database->integer("SELECT count(*) FROM sqlite_schema WHERE name = 'other'").value() == 0);
        CHECK_FALSE(database->executeScript("ROLLBACK"));
    }
}
