#include "store/spool_intake.h"

#include <thread>

#include "base/file.h"
#include "store/verify.h"

#include "support/bureaus.h"
#include "support/catch.h"
#include "support/submissions.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

FixedClock const fixedClock{test::dayOfArrival};

IntakeReport takenIn(std::filesystem::path const& spool, test::Submissions const& submissions, BureauDatabase& database, SpoolBatch const& batch = {}) {
    SurveyData data;
    data.rates = test::judgingData().rates;
    IntakeOptions options;
    options.jobs = 2;
    options.clock = &fixedClock;
    auto report = takeInFromSpool(spool, submissions.library(), data, database, options, batch);
    REQUIRE(report);
    return *std::move(report);
}

std::int64_t countOf(BureauDatabase const& database, std::string const& what) {
    return database.connection().integer("SELECT count(*) FROM " + what).value().value();
}

}  // namespace

TEST_CASE("what a spool holds comes into the ledger exactly once, with the moment at which it arrived", "[store][spool]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto spool = Spool::open(folder / "spool");
    REQUIRE(spool);
    auto const put = [&](unsigned unit) { REQUIRE(spool->append(submissions.seal(submissions.filing(unit, "2017Q1")).bytes, "A", Moment{test::dayOfArrival.seconds - 60})); };
    CHECK(takenIn(folder / "spool", submissions, database).received == 0);
    for (unsigned unit = 1; unit <= 5; ++unit) put(unit);
    REQUIRE(spool->append("PK\x03\x04 nothing", "A", test::dayOfArrival));
    auto const first = takenIn(folder / "spool", submissions, database, {4, 1U << 20U});
    CHECK(first.received == 4);
    CHECK(first.newFilings == 4);
    auto const second = takenIn(folder / "spool", submissions, database);
    CHECK(second.received == 2);
    CHECK(second.newFilings == 1);
    REQUIRE(second.refused.size() == 1);
    CHECK(second.refused[0].file == arrivalToken(sha256("PK\x03\x04 nothing")) + ".zbs");
    CHECK(takenIn(folder / "spool", submissions, database).received == 0);
    put(6);
    CHECK(takenIn(folder / "spool", submissions, database).newFilings == 1);
    CHECK(countOf(database, "filing_version") == 6);
    CHECK(countOf(database, "filing_version WHERE arrived = " + std::to_string(test::dayOfArrival.seconds - 60)) == 6);
    auto const verified = verify(database, submissions.library());
    REQUIRE(verified);
    CHECK(verified->problems.empty());
}

TEST_CASE("a position that was not noted before a kill costs duplicates and nothing else", "[store][spool]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    {
        auto spool = Spool::open(folder / "spool");
        REQUIRE(spool);
        for (unsigned unit = 1; unit <= 3; ++unit) REQUIRE(spool->append(submissions.seal(submissions.filing(unit, "2017Q1")).bytes, "A", test::dayOfArrival));
    }
    REQUIRE(takenIn(folder / "spool", submissions, database).newFilings == 3);
    // The same spool at another place is another spool to the ledger.
    std::filesystem::rename(folder / "spool", folder / "moved");
    CHECK(spoolPosition(database, folder / "moved").value() == SpoolPosition{});
    auto const again = takenIn(folder / "moved", submissions, database);
    CHECK(again.duplicates == 3);
    CHECK(countOf(database, "filing_version") == 3);
    CHECK(takenIn(folder / "moved", submissions, database).received == 0);
}

TEST_CASE("a spool is taken in while it is written", "[store][spool]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    std::vector<Bytes> packages;
    for (unsigned unit = 1; unit <= 30; ++unit) packages.push_back(submissions.seal(submissions.filing(unit, "2017Q1")).bytes);
    SpoolLimits limits;
    limits.segmentBytes = 20'000;
    auto spool = Spool::open(folder / "spool", limits);
    REQUIRE(spool);
    std::jthread const writer{[&] {
        for (auto const& package : packages) static_cast<void>(spool->append(package, "A", test::dayOfArrival));
    }};
    std::uint64_t taken = 0;
    while (taken < packages.size()) {
        auto const report = takenIn(folder / "spool", submissions, database);
        CHECK(report.newFilings == report.received);
        taken += report.received;
    }
    CHECK(countOf(database, "filing_version") == 30);
}

TEST_CASE("a spool that is not there is told, and so is a position that is none", "[store][spool]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    CHECK(spoolPosition(database, folder / "missing").error().code == error::folderUnreadable);
}
