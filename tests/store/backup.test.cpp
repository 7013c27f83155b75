#include "store/backup.h"

#include <array>
#include <atomic>
#include <thread>

#include "base/file.h"

#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

Database filled(std::filesystem::path const& path, std::int64_t count) {
    auto database = Database::open(path, Database::Access::create);
    REQUIRE(database);
    REQUIRE(database->executeScript("CREATE TABLE pair (number INTEGER PRIMARY KEY, name TEXT) STRICT;"));
    auto transaction = Transaction::begin(*database);
    for (std::int64_t number = 1; number <= count; ++number)
        REQUIRE(database->execute("INSERT INTO pair VALUES (?1, ?2)", {number, std::string_view{"a text of some length, to fill pages"}}));
    REQUIRE(transaction->commit());
    return *std::move(database);
}

struct CountingProgress final : Progress {
    std::uint64_t calls = 0;
    std::uint64_t last = 0;
    std::stop_source* stop = nullptr;
    void advanced(std::uint64_t done, std::uint64_t, std::string_view) override {
        ++calls;
        last = done;
        if (stop != nullptr) stop->request_stop();
    }
};

}  // namespace

TEST_CASE("a backup is one file with everything in it, also what is still in the log", "[store][backup]") {
    test::TemporaryFolder const folder;
    auto database = filled(folder / "a.db", 100'000);
    CountingProgress progress;
    REQUIRE(copyDatabase(database, folder / "copy.db", Overwrite::no, &progress));
    CHECK(progress.calls > 1);
    CHECK(listFiles(folder.path(), "").value().size() == 4);  // a.db, a.db-shm, a.db-wal, copy.db
    auto copy = Database::open(folder / "copy.db", Database::Access::readOnly);
    REQUIRE(copy);
    CHECK(copy->integer("SELECT count(*) FROM pair").value() == 100'000);
}

TEST_CASE("a backup that is stopped leaves neither a file nor a part of one", "[store][backup]") {
    test::TemporaryFolder const folder;
    auto database = filled(folder / "a.db", 100'000);
    std::stop_source source;
    CountingProgress progress;
    progress.stop = &source;
    auto const result = copyDatabase(database, folder / "copy.db", Overwrite::no, &progress, source.get_token());
    REQUIRE_FALSE(result);
    CHECK(result.error().code == error::cancelled);
    CHECK(listFiles(folder.path(), "").value().size() == 3);
    // The database itself goes on as before.
    CHECK(database.execute("INSERT INTO pair VALUES (0, 'after')"));
}

TEST_CASE("a backup replaces an older file only when told to, and never the database itself", "[store][backup]") {
    test::TemporaryFolder const folder;
    auto database = filled(folder / "a.db", 10);
    REQUIRE(writeFile(folder / "copy.db", "older"));
    CHECK(copyDatabase(database, folder / "copy.db", Overwrite::no).error().code == error::backupTargetExists);
    CHECK(readFile(folder / "copy.db").value() == "older");
    CHECK(copyDatabase(database, folder / "copy.db", Overwrite::yes));
    CHECK(Database::open(folder / "copy.db", Database::Access::readOnly));
    CHECK(copyDatabase(database, folder / "a.db", Overwrite::yes).error().code == error::backupIsItself);
}

TEST_CASE("a log that an older copy left behind does not spoil the new one", "[store][backup]") {
    test::TemporaryFolder const folder;
    auto database = filled(folder / "a.db", 10);
    {
        auto const other = filled(folder / "other.db", 500);
        REQUIRE(writeFile(folder / "copy.db-wal", readFile(folder / "other.db-wal").value()));
    }
    REQUIRE(writeFile(folder / "copy.db", "older"));
    REQUIRE(copyDatabase(database, folder / "copy.db", Overwrite::yes));
    auto copy = Database::open(folder / "copy.db", Database::Access::readWrite);
    REQUIRE(copy);
    CHECK(copy->integer("SELECT count(*) FROM pair").value() == 10);
}

TEST_CASE("a backup does not replace a database that another program has open", "[store][backup]") {
    test::TemporaryFolder const folder;
    auto database = filled(folder / "a.db", 10);
    auto open = filled(folder / "open.db", 3);
    CHECK(copyDatabase(database, folder / "open.db", Overwrite::yes).error().code == error::databaseBusy);
    CHECK(open.integer("SELECT count(*) FROM pair").value() == 3);
    CHECK(listFiles(folder.path()).value().size() == 6);  // two databases, each with its log and the log's index
}

TEST_CASE("two backups of one name at the same time leave one that is whole", "[store][backup]") {
    test::TemporaryFolder const folder;
    {
        auto const few = filled(folder / "few.db", 3'000);
        auto const many = filled(folder / "many.db", 9'000);
    }
    std::array<std::atomic<int>, 2> done{};
    auto const copyOften = [&](std::size_t which) {
        auto database = Database::open(folder / (which == 0 ? "few.db" : "many.db"), Database::Access::readWrite);
        CountingProgress progress;  // in steps, so that both are under way together
        for (int i = 0; i < 10; ++i) {
            auto const copied = copyDatabase(*database, folder / "copy.db", Overwrite::yes, &progress);
            // While the other one looks whether the old copy is in use, it is.
            if (copied || copied.error().code == error::databaseBusy) ++done[which];
        }
    };
    std::thread other{copyOften, 0};
    copyOften(1);
    other.join();
    CHECK(done[0] == 10);
    CHECK(done[1] == 10);
    auto copy = Database::open(folder / "copy.db", Database::Access::readOnly);
    REQUIRE(copy);
    auto const count = copy->integer("SELECT count(*) FROM pair").value();
    CHECK((count == 3'000 || count == 9'000));
    auto check = copy->query("PRAGMA integrity_check");
    REQUIRE(check->next().value());
    CHECK(check->text(0) == "ok");
    auto const files = listFiles(folder.path()).value();
    for (auto const& file : files) CHECK(toText(file).find(".part") == std::string::npos);
}
