#include "store/restore.h"

#include <fstream>

#include "base/file.h"

#include "support/arrivals.h"
#include "support/bureaus.h"
#include "support/catch.h"
#include "support/submissions.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

/// A bureau whose policy tells it from others, and its backup.
void makeBackup(std::filesystem::path const& database, std::filesystem::path const& backup) {
    auto bureau = test::makeBureau(database);
    REQUIRE(bureau.setAcceptancePolicy(AcceptancePolicy::manual, test::dayOfArrival, "bureau"));
    REQUIRE(copyDatabase(bureau.connection(), backup, Overwrite::no));
}

}  // namespace

TEST_CASE("a backup is restored where nothing is, and is the same ledger", "[store][restore]") {
    test::Submissions const submissions;
    test::TemporaryFolder const folder;
    makeBackup(folder / "bureau.db", folder / "backup.db");
    auto const report = restore(folder / "backup.db", folder / "again.db", Overwrite::no, submissions.library());
    REQUIRE(report);
    CHECK(report->events == 2);
    auto again = test::openBureau(folder / "again.db");
    CHECK(again.acceptancePolicy().value() == AcceptancePolicy::manual);
    CHECK(verify(again, submissions.library())->head == report->head);
}

TEST_CASE("a database is replaced only when told to, and not while another program has it open", "[store][restore]") {
    test::Submissions const submissions;
    test::TemporaryFolder const folder;
    makeBackup(folder / "bureau.db", folder / "backup.db");
    CHECK(restore(folder / "backup.db", folder / "bureau.db", Overwrite::no, submissions.library()).error().code == error::backupTargetExists);
    CHECK(restore(folder / "backup.db", folder / "backup.db", Overwrite::yes, submissions.library()).error().code == error::backupIsItself);
    {
        auto bureau = test::openBureau(folder / "bureau.db");
        REQUIRE(bureau.setAcceptancePolicy(AcceptancePolicy::automatic, test::dayOfArrival, "bureau"));
        auto const busy = restore(folder / "backup.db", folder / "bureau.db", Overwrite::yes, submissions.library());
        REQUIRE_FALSE(busy);
        CHECK(busy.error().code == error::databaseBusy);
        CHECK(bureau.acceptancePolicy().value() == AcceptancePolicy::automatic);
    }
    REQUIRE(restore(folder / "backup.db", folder / "bureau.db", Overwrite::yes, submissions.library()));
    CHECK(test::openBureau(folder / "bureau.db").acceptancePolicy().value() == AcceptancePolicy::manual);
    CHECK(listFiles(folder.path()).value().size() == 2);
}

TEST_CASE("what a restoring that was killed left is not taken for the backup", "[store][restore]") {
    test::Submissions const submissions;
    test::TemporaryFolder const folder;
    makeBackup(folder / "bureau.db", folder / "backup.db");
    {
        // Another ledger, all of it still in its log, as a killed process leaves it.
        auto other = test::makeBureau(folder / "other.db");
        REQUIRE(other.setAcceptancePolicy(AcceptancePolicy::automatic, test::dayOfArrival, "other"));
        // Names count upwards, so these are the next that could be used.
        auto const used = reserveBeside(folder / "again.db").value();
        std::filesystem::remove(used);
        auto const name = used.string();
        auto const number = std::stoi(name.substr(name.size() - 6));
        for (int next = number + 1; next < number + 4; ++next) {
            auto const left = name.substr(0, name.size() - 6) + std::to_string(1'000'000 + next).substr(1);
            if (next == number + 1) std::filesystem::copy_file(folder / "other.db", left);
            std::filesystem::copy_file(folder / "other.db-wal", left + "-wal");
        }
    }
    REQUIRE(restore(folder / "backup.db", folder / "again.db", Overwrite::no, submissions.library()));
    CHECK(test::openBureau(folder / "again.db").acceptancePolicy().value() == AcceptancePolicy::manual);
}

TEST_CASE("a damaged database can be replaced", "[store][restore]") {
    test::Submissions const submissions;
    test::TemporaryFolder const folder;
    makeBackup(folder / "bureau.db", folder / "backup.db");
    std::ofstream{folder / "bureau.db"} << "no longer a database";
    REQUIRE(restore(folder / "backup.db", folder / "bureau.db", Overwrite::yes, submissions.library()));
    CHECK(test::openBureau(folder / "bureau.db").acceptancePolicy().value() == AcceptancePolicy::manual);
}

TEST_CASE("a backup that was altered, or is none, is not restored and leaves the target as it was", "[store][restore]") {
    test::Submissions const submissions;
    test::TemporaryFolder const folder;
    makeBackup(folder / "bureau.db", folder / "backup.db");
    {
        auto database = Database::open(folder / "backup.db", Database::Access::readWrite).value();
        REQUIRE(database.executeScript("DROP TRIGGER setting_update; UPDATE setting SET value = 'auto';"));
    }
    auto const unsound = restore(folder / "backup.db", folder / "bureau.db", Overwrite::yes, submissions.library());
    REQUIRE_FALSE(unsound);
    CHECK(unsound.error().code == error::backupNotSound);
    CHECK(unsound.error().arguments.at("text").starts_with("ledger-"));
    CHECK(test::openBureau(folder / "bureau.db").acceptancePolicy().value() == AcceptancePolicy::manual);

    // A page of it is gone: the error is the backup's own, and names no file that nobody has heard of.
    std::filesystem::remove(folder / "backup.db");
    makeBackup(folder / "other.db", folder / "backup.db");
    {
        auto const size = std::filesystem::file_size(folder / "backup.db");
        std::fstream file{folder / "backup.db", std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(static_cast<std::streamoff>(4096 * 2));
        for (auto left = size - 4096 * 2; left > 0; --left) file.put('\x7f');
    }
    auto const damaged = restore(folder / "backup.db", folder / "bureau.db", Overwrite::yes, submissions.library());
    REQUIRE_FALSE(damaged);
    INFO(damaged.error().where());
    CHECK(damaged.error().code == error::backupDamaged);
    CHECK(damaged.error().places.front() == toText(folder / "backup.db"));

    std::ofstream{folder / "letter.db"} << std::string(5000, 'a');
    CHECK(restore(folder / "letter.db", folder / "bureau.db", Overwrite::yes, submissions.library()).error().code == error::databaseForeign);
    CHECK(restore(folder / "none.db", folder / "bureau.db", Overwrite::yes, submissions.library()).error().code == error::backupMissing);
    CHECK(test::openBureau(folder / "bureau.db").acceptancePolicy().value() == AcceptancePolicy::manual);
    CHECK(listFiles(folder.path(), ".restoring").value().empty());
}
