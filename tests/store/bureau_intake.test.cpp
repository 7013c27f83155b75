#include "store/bureau_intake.h"

#include <map>

#include "store/lists.h"
#include "store/prior_filings.h"
#include "store/status.h"
#include "store/verify.h"

#include "support/bureaus.h"
#include "support/catch.h"
#include "support/submissions.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

FixedClock const fixedClock{test::dayOfArrival};

/// What was said of each version, by identity, and whether it counts.
std::map<std::string, std::string> judgedIn(BureauDatabase const& database) {
    std::map<std::string, std::string> all;
    auto rows = database.connection().query(
        "SELECT hex(v.identity), (SELECT group_concat(rule || ' ' || verdict || ' ' || cells || ' ' || arguments || ' ' || message_zh, '; ') FROM "
        "(SELECT * FROM finding f WHERE f.version_id = v.version_id ORDER BY number)), EXISTS (SELECT 1 FROM counted c WHERE c.version_id = v.version_id) "
        "FROM filing_version v");
    REQUIRE(rows);
    while (rows->next().value()) all.emplace(rows->text(0), std::string{rows->text(1)} + (rows->integer(2) != 0 ? " counted" : ""));
    return all;
}

IntakeReport takenIn(std::filesystem::path const& inbox, test::Submissions const& submissions, BureauDatabase& database, unsigned jobs) {
    SurveyData data;
    data.rates = test::judgingData().rates;
    IntakeOptions options;
    options.jobs = jobs;
    options.clock = &fixedClock;
    options.batchFiles = 2;
    auto report = takeInAtBureau({inbox}, submissions.library(), data, database, options);
    REQUIRE(report);
    return *std::move(report);
}

/// Two quarters of several units; in which order their files stand is for `number` to say.
template <class Number>
void fill(test::Submissions& submissions, std::filesystem::path const& inbox, Number number) {
    std::filesystem::create_directories(inbox);
    unsigned file = 0;
    std::uint64_t seed = 0;
    for (auto const* quarter : {"2016Q4", "2017Q1"}) {
        ++seed;  // other figures and items in each quarter
        for (unsigned unit = 1; unit <= 5; ++unit) submissions.write(inbox / (std::to_string(100 + number(file++)) + ".zbs"), submissions.filing(unit, quarter, 4, seed));
    }
}

std::size_t withRule(std::map<std::string, std::string> const& judged, std::string const& rule) {
    return static_cast<std::size_t>(std::count_if(judged.begin(), judged.end(), [&](auto const& one) { return one.second.find(rule + " violated") != std::string::npos; }));
}

}  // namespace

TEST_CASE("a filing is judged beside what its unit filed before, also in the same folder", "[store][bureau_intake]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    // What was reported last quarter is missing now, which only history can tell.
    fill(submissions, folder / "inbox", [](unsigned file) { return 50 - file; });
    auto database = test::makeBureau(folder / "bureau.db");
    auto const report = takenIn(folder / "inbox", submissions, database, 2);
    CHECK(report.newFilings == 10);
    CHECK(report.refused.empty());
    CHECK(withRule(judgedIn(database), "B12") > 0);
}

TEST_CASE("what is said of a filing depends neither on names nor on threads nor on how files are spread over folders", "[store][bureau_intake]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    fill(submissions, folder / "a", [](unsigned file) { return file; });
    // The very same files under other names: a signature made again would be another one.
    std::filesystem::create_directories(folder / "b");
    std::filesystem::create_directories(folder / "c1");
    std::filesystem::create_directories(folder / "c2");
    for (unsigned file = 0; file < 10; ++file) {
        auto const name = [](unsigned number) { return std::to_string(100 + number) + ".zbs"; };
        std::filesystem::copy_file(folder / "a" / name(file), folder / "b" / name((file * 7 + 3) % 10));
        std::filesystem::copy_file(folder / "a" / name(file), folder / (file < 5 ? "c1" : "c2") / name(9 - file));
    }
    std::vector<std::map<std::string, std::string>> all;
    for (auto const* inbox : {"a", "b"}) {
        for (unsigned const jobs : {1U, 4U}) {
            auto database = test::makeBureau(folder / (std::string{inbox} + std::to_string(jobs) + ".db"));
            takenIn(folder / inbox, submissions, database, jobs);
            all.push_back(judgedIn(database));
        }
    }
    auto database = test::makeBureau(folder / "c.db");
    takenIn(folder / "c1", submissions, database, 2);
    takenIn(folder / "c2", submissions, database, 2);
    all.push_back(judgedIn(database));
    REQUIRE(all.front().size() == 10);
    for (auto const& one : all) CHECK(one == all.front());
}

TEST_CASE("the register says what it knows of a unit by itself, and a unit that counts nothing has no earlier filings", "[store][prior_filings]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto prior = BureauPriorFilings::open(folder / "bureau.db");
    REQUIRE(prior);
    auto const nobody = (*prior)->of(exampleUnitCode(1), {{"quarterly", "2016Q4"}}, Date{2017, 3, 31});
    REQUIRE(nobody);
    CHECK(nobody->packages.empty());
    CHECK_FALSE(nobody->registered);
    test::receiveEach(database, {test::ArrivalBuilder{1}.make()});
    auto const counted = (*prior)->of(exampleUnitCode(1), {{"quarterly", "2016Q4"}, {"quarterly", "2017Q1"}}, Date{2017, 3, 31});
    REQUIRE(counted);
    CHECK(counted->packages.size() == 1);
    CHECK_FALSE(counted->registered);
}

TEST_CASE("a withdrawal takes the filing out of the totals and is kept, and what follows it counts again", "[store][bureau_intake]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto const inbox = folder / "inbox";
    std::filesystem::create_directories(inbox);
    auto const first = submissions.filing(1, "2017Q1");
    auto const identity = submissions.write(inbox / "1.zbs", first);
    CHECK(takenIn(inbox, submissions, database, 1).accepted == 1);
    CHECK(database.connection().integer("SELECT count(*) FROM counted").value() == 1);

    auto const withdrawal = test::Submissions::withdrawal(first, identity);
    auto const withdrawn = submissions.write(inbox / "2.zbs", withdrawal);
    CHECK(takenIn(inbox, submissions, database, 1).accepted == 1);
    CHECK(database.connection().integer("SELECT count(*) FROM counted").value() == 0);
    CHECK(database.connection().integer("SELECT count(*) FROM filing_version").value() == 2);
    auto const versions = listVersions(database, {}, std::nullopt, 10).value();
    REQUIRE(versions.size() == 2);
    CHECK(versions[0].state == VersionState::withdrawn);
    CHECK(versions[0].kind == "withdrawal");
    CHECK(versions[0].reason == withdrawal.header.reason);
    CHECK(versions[1].state == VersionState::replaced);
    CHECK(versions[1].reason.empty());
    auto const unit = statusOf(database, Quarter::parse("2017Q1").value(), fixedClock.now()).value().formSets.front().units.front();
    CHECK(unit.isWithdrawn);
    CHECK(unit.countedNumber == 0);
    CHECK(unit.status != FilingStatus::filed);

    auto again = submissions.correction(first, withdrawn, 7);
    again.header.version = 3;
    submissions.write(inbox / "3.zbs", again);
    CHECK(takenIn(inbox, submissions, database, 1).accepted == 1);
    CHECK(database.connection().integer("SELECT count(*) FROM counted").value() == 1);
    CHECK(countVersions(database, {.period = {}, .formSet = {}, .unit = {}, .state = VersionState::withdrawn}).value() == 0);
    CHECK(verify(database, submissions.library(), {})->problems.empty());
}
