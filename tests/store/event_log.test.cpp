#include "store/event_log.h"

#include "store/migrations.h"

#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

Database ledgerAt(std::filesystem::path const& path) {
    auto database = Database::open(path, Database::Access::create);
    REQUIRE(database);
    REQUIRE(migrate(*database, bureauSchema()));
    return *std::move(database);
}

void appendSetting(Database& database, std::string_view name, std::string_view value) {
    auto transaction = Transaction::begin(database);
    auto log = EventLog::inTransaction(database);
    EventDraft draft{Moment{1000}, "bureau", "setting-changed", std::string{name}, JsonValue{}};
    draft.addRow(ledger::setting, {name, value});
    REQUIRE(log->append(draft));
    REQUIRE(transaction->commit());
}

}  // namespace

TEST_CASE("each event's digest covers the one before it and the rows it wrote", "[store][event_log]") {
    test::TemporaryFolder const folder;
    auto database = ledgerAt(folder / "a.db");
    appendSetting(database, "policy", "auto");
    appendSetting(database, "policy", "manual");

    auto rows = database.query("SELECT number, moment, actor, kind, subject, payload, content, previous, digest FROM event ORDER BY number");
    REQUIRE(rows->next().value());
    auto const first = eventIn(*rows);
    REQUIRE(rows->next().value());
    auto const second = eventIn(*rows);
    CHECK(first.number == 1);
    CHECK(first.previous == Digest{});
    CHECK(second.previous == first.digest);
    CHECK(digestOf(first) == first.digest);
    CHECK(digestOf(second) == second.digest);
    CHECK(first.content != second.content);

    // The recipe of the header, written out once.
    auto const field = [](char kind, std::string const& value) {
        return std::string{kind} + std::string(7, '\0') + static_cast<char>(value.size()) + value;
    };
    auto const row = field('t', "setting") + field('t', "policy") + field('t', "auto");
    CHECK(first.content == sha256(field('b', row)));
    auto const bytesOf = [](Digest const& digest) { return std::string{blobOf(digest).bytes}; };
    CHECK(first.digest == sha256(field('b', std::string(32, '\0')) + field('i', "1") + field('i', "1000") + field('t', "bureau") +
                                 field('t', "setting-changed") + field('t', "policy") + field('t', "null") + field('b', bytesOf(first.content))));
}

TEST_CASE("the digest of several rows does not depend on the order they were written in", "[store][event_log]") {
    std::vector<Bytes> one{"a", "b", "cc"};
    std::vector<Bytes> other{"cc", "a", "b"};
    std::vector<Bytes> joined{"ab", "cc"};
    CHECK(contentDigest(one) == contentDigest(other));
    CHECK(contentDigest(one) != contentDigest(joined));
}

TEST_CASE("a row cannot be slipped under an event of the past", "[store][event_log]") {
    test::TemporaryFolder const folder;
    auto database = ledgerAt(folder / "a.db");
    appendSetting(database, "policy", "auto");
    appendSetting(database, "policy", "manual");
    CHECK(database.execute("INSERT INTO setting (name, value, event) VALUES ('other', 'x', 1)").error().code == error::databaseRefused);
    CHECK(database.execute("INSERT OR REPLACE INTO event SELECT * FROM event WHERE number = 1").error().code == error::databaseRefused);
}
