#include "store/database.h"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "base/file.h"

#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

Database made(std::filesystem::path const& path) {
    auto database = Database::open(path, Database::Access::create);
    REQUIRE(database);
    REQUIRE(database->executeScript("CREATE TABLE pair (number INTEGER PRIMARY KEY, name TEXT, bytes BLOB) STRICT;"));
    return *std::move(database);
}

}  // namespace

TEST_CASE("numbers, texts with a zero in them, bytes and nothing come back as they were bound", "[store][database]") {
    test::TemporaryFolder const folder;
    auto database = made(folder / "a.db");
    std::string_view const text{"ab\0cd", 5};
    Bytes const bytes{"\0\1\xff", 3};
    REQUIRE(database.execute("INSERT INTO pair VALUES (?1, ?2, ?3)", {std::int64_t{-7}, text, Blob{bytes}}));
    REQUIRE(database.execute("INSERT INTO pair VALUES (?1, ?2, ?3)", {std::int64_t{8}, std::monostate{}, Blob{{}}}));
    auto rows = database.query("SELECT number, name, bytes FROM pair ORDER BY number");
    REQUIRE(rows);
    REQUIRE(rows->next().value());
    CHECK(rows->integer(0) == -7);
    CHECK(rows->text(1) == text);
    CHECK(rows->blob(2) == bytes);
    REQUIRE(rows->next().value());
    CHECK(rows->isNull(1));
    CHECK_FALSE(rows->isNull(2));
    CHECK(rows->blob(2).empty());
    CHECK_FALSE(rows->next().value());
}

TEST_CASE("a query may run inside the loop of the same query", "[store][database]") {
    test::TemporaryFolder const folder;
    auto database = made(folder / "a.db");
    for (std::int64_t number = 1; number <= 3; ++number) REQUIRE(database.execute("INSERT INTO pair (number) VALUES (?1)", {number}));
    std::int64_t pairs = 0;
    auto outer = database.query("SELECT number FROM pair");
    while (outer->next().value()) {
        auto inner = database.query("SELECT number FROM pair");
        while (inner->next().value()) ++pairs;
    }
    CHECK(pairs == 9);
}

TEST_CASE("a query keeps its arguments although they are gone when it is read", "[store][database]") {
    test::TemporaryFolder const folder;
    auto database = made(folder / "a.db");
    auto rows = [&] {
        std::string const passing(100, 'x');
        return database.query("SELECT ?1", {std::string_view{passing}});
    }();
    std::string const other(100, 'y');
    REQUIRE(rows->next().value());
    CHECK(rows->text(0) == std::string(100, 'x'));
}

TEST_CASE("a transaction that is not committed leaves nothing behind", "[store][database]") {
    test::TemporaryFolder const folder;
    auto database = made(folder / "a.db");
    {
        auto transaction = Transaction::begin(database);
        REQUIRE(transaction);
        REQUIRE(database.execute("INSERT INTO pair (number) VALUES (1)"));
    }
    CHECK(database.integer("SELECT count(*) FROM pair").value() == 0);
    {
        auto transaction = Transaction::begin(database);
        REQUIRE(database.execute("INSERT INTO pair (number) VALUES (1)"));
        REQUIRE(transaction->commit());
    }
    CHECK(database.integer("SELECT count(*) FROM pair").value() == 1);
}

TEST_CASE("a transaction inside another lasts only with it, and undoes both when it is not committed", "[store][database]") {
    test::TemporaryFolder const folder;
    auto database = made(folder / "a.db");
    auto const insert = [&](std::int64_t number, bool commitsInner) {
        auto inner = Transaction::begin(database);
        REQUIRE(inner);
        REQUIRE(database.execute("INSERT INTO pair (number) VALUES (?1)", {number}));
        if (commitsInner) REQUIRE(inner->commit());
    };
    {
        auto outer = Transaction::begin(database);
        insert(3, true);
    }
    CHECK(database.integer("SELECT count(*) FROM pair").value() == 0);
    {
        auto outer = Transaction::begin(database);
        insert(1, true);
        insert(2, false);
        CHECK_FALSE(outer->commit());
    }
    CHECK(database.integer("SELECT count(*) FROM pair").value() == 0);
    {
        auto outer = Transaction::begin(database);
        insert(3, true);
        REQUIRE(outer->commit());
    }
    insert(4, true);
    CHECK(database.integer("SELECT count(*) FROM pair").value() == 2);
}

TEST_CASE("a database that another program writes to is busy, not broken", "[store][database]") {
    test::TemporaryFolder const folder;
    auto first = made(folder / "a.db");
    auto second = Database::open(folder / "a.db", Database::Access::readWrite, {.durable = true, .busyMilliseconds = 10});
    REQUIRE(second);
    auto holding = Transaction::begin(first);
    auto waiting = Transaction::begin(*second);
    REQUIRE_FALSE(waiting);
    CHECK(waiting.error().code == error::databaseBusy);
}

TEST_CASE("what a constraint refuses is told apart from what fails", "[store][database]") {
    test::TemporaryFolder const folder;
    auto database = made(folder / "a.db");
    REQUIRE(database.execute("INSERT INTO pair (number) VALUES (1)"));
    CHECK(database.execute("INSERT INTO pair (number) VALUES (1)").error().code == error::databaseRefused);
    CHECK(database.execute("INSERT INTO pair (name) VALUES (x'00')").error().code == error::databaseRefused);
    CHECK(database.execute("INSERT INTO nowhere VALUES (1)").error().code == error::databaseFailed);
}

TEST_CASE("a missing, a foreign and a damaged file are three different troubles", "[store][database]") {
    test::TemporaryFolder const folder;
    CHECK(Database::open(folder / "none.db", Database::Access::readWrite).error().code == error::databaseMissing);

    REQUIRE(writeFile(folder / "letter.db", std::string(5000, 'a')));
    CHECK(Database::open(folder / "letter.db", Database::Access::readWrite).error().code == error::databaseForeign);

    {
        auto database = made(folder / "a.db");
        for (std::int64_t number = 1; number <= 2000; ++number)
            REQUIRE(database.execute("INSERT INTO pair VALUES (?1, 'a text of some length', NULL)", {number}));
    }
    {
        std::fstream file{folder / "a.db", std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(4096 + 100);
        file << std::string(8000, '\x7f');
    }
    auto damaged = Database::open(folder / "a.db", Database::Access::readWrite);
    REQUIRE(damaged);
    CHECK(damaged->integer("SELECT count(name) FROM pair").error().code == error::databaseDamaged);
}

TEST_CASE("creating never touches a file with contents, but takes the empty one of a creation that was killed", "[store][database]") {
    test::TemporaryFolder const folder;
    REQUIRE(writeFile(folder / "letter.txt", "dear bureau"));
    CHECK(Database::open(folder / "letter.txt", Database::Access::create).error().code == error::databaseExists);
    CHECK(readFile(folder / "letter.txt").value() == "dear bureau");
    for (auto const access : {Database::Access::create, Database::Access::readWrite, Database::Access::readOnly})
        CHECK(Database::open(folder.path(), access).error().code == error::databaseIsFolder);
    auto const nowhere = Database::open(folder / "none" / "bureau.db", Database::Access::create);
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error().code == error::databaseFolderMissing);
    REQUIRE(writeFile(folder / "empty.db", ""));
    CHECK(Database::open(folder / "empty.db", Database::Access::create));
}

TEST_CASE("a database that may only be read can be read and not written", "[store][database]") {
    test::TemporaryFolder const folder;
    { auto database = made(folder / "a.db"); }
    auto reading = Database::open(folder / "a.db", Database::Access::readOnly);
    REQUIRE(reading);
    CHECK(reading->integer("SELECT count(*) FROM pair").value() == 0);
    CHECK(reading->execute("INSERT INTO pair (number) VALUES (1)").error().code == error::databaseReadOnly);
}

TEST_CASE("a copy into a database that another program holds gives up after waiting, and the source goes on", "[store][database]") {
    test::TemporaryFolder const folder;
    auto source = made(folder / "a.db");
    auto holder = made(folder / "target.db");
    REQUIRE(holder.executeScript("BEGIN IMMEDIATE"));
    auto target = Database::open(folder / "target.db", Database::Access::readWrite, {.durable = false, .busyMilliseconds = 50});
    REQUIRE(target);
    CHECK(source.copyTo(*target).error().code == error::databaseBusy);
    CHECK(source.copyTo(*target, [](std::uint64_t, std::uint64_t) { return true; }).error().code == error::databaseBusy);
    REQUIRE(holder.executeScript("ROLLBACK"));
    // No transaction was left open.
    CHECK(source.execute("INSERT INTO pair (number) VALUES (1)"));
    CHECK(Transaction::begin(source));
}

TEST_CASE("a database whose name is no UTF-8 is made, opened and copied", "[store][database]") {
    test::TemporaryFolder const folder;
    auto const path = folder / "\xD1\xF9\xC0\xFD.db";
    {
        auto database = made(path);
        REQUIRE(database.execute("INSERT INTO pair (number) VALUES (1)"));
    }
    CHECK(std::filesystem::exists(path));
    auto database = Database::open(path, Database::Access::readOnly);
    REQUIRE(database);
    CHECK(database->integer("SELECT count(*) FROM pair").value() == 1);
}
