#include "support/forger.h"

#include <utility>
#include <vector>

#include "store/event_log.h"
#include "store/ledger_tables.h"

#include "support/catch.h"

namespace zhibao::test {

namespace {

/// Runs the script with all triggers away. They are put back as they were, because verification compares them.
void withoutTriggers(Database& database, std::string const& script) {
    std::string drop = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; BEGIN;";
    std::string make;
    {
        auto rows = database.query("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
        REQUIRE(rows);
        while (rows->next().value()) {
            drop += "DROP TRIGGER " + std::string{rows->text(0)} + ";";
            make += std::string{rows->text(1)} + ";";
        }
    }
    auto const done = database.executeScript(drop + script + ";" + make + "COMMIT;");
    if (!done) FAIL(script << ": " << done.error().arguments.at("text"));
}

std::string literal(Digest const& digest) {
    return "x'" + digest.hex() + "'";
}

/// The rows that an event wrote, as its digest reads them.
Digest contentOf(Database& database, std::int64_t event) {
    std::vector<Bytes> contents;
    for (auto const* table : ledger::all()) {
        auto rows = database.query(table->selection);
        REQUIRE(rows);
        while (rows->next().value()) {
            if (rows->integer(0) != event) continue;
            FieldBytes fields;
            fields.add(table->name);
            for (int column = 1; column < rows->columns(); ++column) fields.add(rows->value(column));
            contents.push_back(fields.bytes());
        }
    }
    return contentDigest(contents);
}

}  // namespace

void forge(std::filesystem::path const& original, std::filesystem::path const& copy, std::string const& sql) {
    std::filesystem::copy_file(original, copy, std::filesystem::copy_options::overwrite_existing);
    auto database = Database::open(copy, Database::Access::readWrite, {.durable = false});
    REQUIRE(database);
    withoutTriggers(*database, sql);
}

void mendChain(std::filesystem::path const& ledger) {
    auto database = Database::open(ledger, Database::Access::readWrite, {.durable = false});
    REQUIRE(database);
    std::vector<Event> events;
    {
        auto rows = database->query("SELECT number, moment, actor, kind, subject, payload, content, previous, digest FROM event ORDER BY number");
        REQUIRE(rows);
        while (rows->next().value()) events.push_back(eventIn(*rows));
    }
    std::string script;
    Digest previous;
    for (auto& event : events) {
        event.content = contentOf(*database, event.number);
        event.previous = previous;
        event.digest = digestOf(event);
        previous = event.digest;
        script += "UPDATE event SET content = " + literal(event.content) + ", previous = " + literal(event.previous) + ", digest = " + literal(event.digest) +
                  " WHERE number = " + std::to_string(event.number) + ";";
    }
    withoutTriggers(*database, script);
}

}  // namespace zhibao::test
