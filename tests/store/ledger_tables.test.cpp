#include "store/ledger_tables.h"

#include <algorithm>
#include <map>
#include <set>

#include "store/migrations.h"

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
