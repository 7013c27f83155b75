#include "store/bureau_ledger.h"

#include <sys/mount.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sched.h>
#endif

#include <algorithm>
#include <csignal>
#include <fstream>
#include <optional>
#include <random>

#include <rapidcheck.h>

#include "base/file.h"
#include "intake/intake.h"
#include "store/decisions.h"
#include "store/lists.h"
#include "store/status.h"
#include "store/verify.h"

#include "support/arrivals.h"
#include "support/bureaus.h"
#include "support/catch.h"
#include "support/signers.h"
#include "support/submissions.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using test::ArrivalBuilder;

namespace {

using Kinds = std::vector<Outcome::Kind>;

Kinds kindsOf(std::vector<Outcome> const& outcomes) {
    Kinds kinds;
    for (auto const& outcome : outcomes) kinds.push_back(outcome.kind);
    return kinds;
}

std::int64_t count(BureauDatabase const& database, std::string const& sql) {
    return database.connection().integer("SELECT count(*) FROM " + sql).value().value();
}

std::string rowOf(unsigned unit, std::string const& amount) {
    return "2017Q1 " + exampleUnitCode(unit).text() + " export SJ211 USD " + amount + " ";
}

}  // namespace

TEST_CASE("a clean filing is stored whole, accepted and in the totals", "[store][bureau_ledger]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto const filing = ArrivalBuilder{1}.make();
    auto const outcomes = test::receiveEach(database, {filing});
    CHECK(outcomes[0].kind == Outcome::Kind::newFiling);
    CHECK(outcomes[0].isAccepted);
    CHECK(test::totalsIn(database) == std::vector<std::string>{rowOf(1, "100.00")});

    auto const stored = readVersion(database, 1).value();
    CHECK(stored.package == filing.package);
    CHECK(stored.entry.identity == filing.identity);
    CHECK(stored.entry.unit == exampleUnitCode(1).text());
    CHECK(stored.entry.state == VersionState::counted);
    CHECK(stored.signer == filing.signer);
    CHECK_FALSE(stored.entry.isLate);
}

TEST_CASE("the same filing twice is a duplicate, counted and not stored again", "[store][bureau_ledger]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto const filing = ArrivalBuilder{1}.make();
    auto resigned = filing;  // the same manifest with another signature: other bytes, the same filing
    resigned.package += "x";
    resigned.packageDigest = sha256(resigned.package);
    CHECK(kindsOf(test::receiveEach(database, {filing, filing, resigned})) ==
          Kinds{Outcome::Kind::newFiling, Outcome::Kind::duplicate, Outcome::Kind::duplicate});
    CHECK(count(database, "filing_version") == 1);
    CHECK(count(database, "event") == 3);  // policy, opening, received
}

TEST_CASE("a later version takes the place of the first in the totals, and both are kept", "[store][bureau_ledger]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto const first = ArrivalBuilder{1}.make();
    auto const second = ArrivalBuilder{1}.version(2, first.identity).amount(25'000).make();
    CHECK(kindsOf(test::receiveEach(database, {first, second})) == Kinds{Outcome::Kind::newFiling, Outcome::Kind::newVersion});
    CHECK(test::totalsIn(database) == std::vector<std::string>{rowOf(1, "250.00")});
    CHECK(readVersion(database, 1)->entry.state == VersionState::replaced);
    CHECK(readVersion(database, 1)->package == first.package);
}

TEST_CASE("a version that arrives before its predecessor waits for it, and then counts", "[store][bureau_ledger]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto const first = ArrivalBuilder{1}.make();
    auto const second = ArrivalBuilder{1}.version(2, first.identity).amount(25'000).make();
    auto const early = test::receiveEach(database, {second});
    CHECK_FALSE(early[0].isAccepted);
    CHECK(early[0].waits == Outcome::Waits::predecessor);
    CHECK(test::totalsIn(database).empty());
    CHECK(readVersion(database, 1)->entry.state == VersionState::gap);
    test::receiveEach(database, {first});
    CHECK(test::totalsIn(database) == std::vector<std::string>{rowOf(1, "250.00")});
    CHECK(readVersion(database, 1)->entry.state == VersionState::counted);
}

TEST_CASE("a version with an unknown predecessor neither counts nor hides a fork", "[store][bureau_ledger]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto const first = ArrivalBuilder{1}.make();
    auto const stray = ArrivalBuilder{1}.version(3, Digest{}).amount(99'900).make();
    auto const rival = ArrivalBuilder{1}.version(2, first.identity).amount(300).make();
    auto const outcomes = test::receiveEach(database, {first, stray, ArrivalBuilder{1}.version(2, first.identity).amount(200).make(), rival});
    CHECK(outcomes[1].waits == Outcome::Waits::predecessor);
    CHECK(outcomes[3].kind == Outcome::Kind::fork);
    CHECK(test::totalsIn(database) == std::vector<std::string>{rowOf(1, "100.00")});
    CHECK(readVersion(database, 3)->entry.state == VersionState::fork);
    // What follows one side by naming it resolves the fork, and the stray goes on waiting.
    test::receiveEach(database, {ArrivalBuilder{1}.version(3, rival.identity).amount(400).make()});
    CHECK(test::totalsIn(database) == std::vector<std::string>{rowOf(1, "4.00")});
    CHECK(readVersion(database, 2)->entry.state == VersionState::gap);
    CHECK(readVersion(database, 3)->entry.state == VersionState::replaced);
    CHECK(readVersion(database, 4)->entry.state == VersionState::replaced);
}

TEST_CASE("the bureau can let a version count whose predecessor never came", "[store][bureau_ledger][decisions]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    test::receiveEach(database, {ArrivalBuilder{1}.make(), ArrivalBuilder{1}.version(3, sha256("lost")).amount(300).make()});
    CHECK(test::totalsIn(database) == std::vector<std::string>{rowOf(1, "100.00")});
    REQUIRE(acceptVersion(database, 2, "the second was lost, asked by telephone", test::dayOfArrival, "bureau"));
    CHECK(test::totalsIn(database) == std::vector<std::string>{rowOf(1, "3.00")});
    CHECK(readVersion(database, 1)->entry.state == VersionState::replaced);
    CHECK(acceptVersion(database, 2, "again", test::dayOfArrival, "bureau").error().code == error::versionAlreadyAccepted);
}

TEST_CASE("of two different versions with one number neither counts, until a later one is accepted", "[store][bureau_ledger]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto const one = ArrivalBuilder{1}.make();
    auto const other = ArrivalBuilder{1}.amount(77'700).make();
    CHECK(kindsOf(test::receiveEach(database, {one, other})) == Kinds{Outcome::Kind::newFiling, Outcome::Kind::fork});
    CHECK(test::totalsIn(database).empty());
    CHECK(readVersion(database, 1)->entry.state == VersionState::fork);
    CHECK(readVersion(database, 2)->entry.state == VersionState::fork);
    CHECK(readVersion(database, 2)->package == other.package);

    test::receiveEach(database, {ArrivalBuilder{1}.version(2, one.identity).amount(88'800).make()});
    CHECK(test::totalsIn(database) == std::vector<std::string>{rowOf(1, "888.00")});
}

TEST_CASE("a fork at a later number leaves the last undisputed version in the totals", "[store][bureau_ledger]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto const first = ArrivalBuilder{1}.make();
    test::receiveEach(database, {first, ArrivalBuilder{1}.version(2, first.identity).amount(200).make(),
                                 ArrivalBuilder{1}.version(2, first.identity).amount(300).make()});
    CHECK(test::totalsIn(database) == std::vector<std::string>{rowOf(1, "100.00")});
}

TEST_CASE("a filing with an error or an unexplained query waits and does not count", "[store][bureau_ledger]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto const outcomes = test::receiveEach(database, {ArrivalBuilder{1}.finding("error", false).make(), ArrivalBuilder{2}.finding("query", false).make(),
                                                       ArrivalBuilder{3}.finding("query", true).make(), ArrivalBuilder{4}.finding("notice", false).make()});
    CHECK_FALSE(outcomes[0].isAccepted);
    CHECK_FALSE(outcomes[1].isAccepted);
    CHECK(outcomes[2].isAccepted);
    CHECK(outcomes[3].isAccepted);
    CHECK(test::totalsIn(database) == std::vector<std::string>{rowOf(3, "100.00"), rowOf(4, "100.00")});
    auto const waiting = readVersion(database, 1).value();
    CHECK(waiting.entry.state == VersionState::waiting);
    CHECK(waiting.entry.errors == 1);
    CHECK(waiting.findings == ArrivalBuilder{1}.finding("error", false).make().findings);
}

TEST_CASE("a clean correction that waits leaves the accepted version before it in the totals", "[store][bureau_ledger]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto const first = ArrivalBuilder{1}.make();
    test::receiveEach(database, {first, ArrivalBuilder{1}.version(2, first.identity).amount(200).finding("query", false).make()});
    CHECK(test::totalsIn(database) == std::vector<std::string>{rowOf(1, "100.00")});
}

TEST_CASE("by the policy manual nothing counts before a person accepts it, and errors cannot be accepted", "[store][bureau_ledger][decisions]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    REQUIRE(database.setAcceptancePolicy(AcceptancePolicy::manual, test::dayOfArrival, "bureau"));
    auto const outcomes = test::receiveEach(database, {ArrivalBuilder{1}.make(), ArrivalBuilder{2}.finding("error", false).make()});
    CHECK_FALSE(outcomes[0].isAccepted);
    CHECK(test::totalsIn(database).empty());
    REQUIRE(acceptVersion(database, 1, "checked by telephone", test::dayOfArrival, "bureau"));
    CHECK(test::totalsIn(database) == std::vector<std::string>{rowOf(1, "100.00")});
    CHECK(acceptVersion(database, 1, "again", test::dayOfArrival, "bureau").error().code == error::versionAlreadyAccepted);
    CHECK(acceptVersion(database, 2, "", test::dayOfArrival, "bureau").error().code == error::versionHasErrors);
    CHECK(acceptVersion(database, 9, "", test::dayOfArrival, "bureau").error().code == error::versionUnknown);
}

TEST_CASE("the first key of a unit is pinned and another key is refused, for every period", "[store][bureau_ledger]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto const outcomes = test::receiveEach(database, {ArrivalBuilder{1}.make(), ArrivalBuilder{1}.period("2017Q2").signedBy("somebody").make(),
                                                       ArrivalBuilder{1}.period("2017Q2").make()});
    CHECK(kindsOf(outcomes) == Kinds{Outcome::Kind::newFiling, Outcome::Kind::refused, Outcome::Kind::newFiling});
    REQUIRE(outcomes[1].error);
    CHECK(outcomes[1].error->code == error::keyNotPinned);
    CHECK(outcomes[1].error->arguments.at("got") == sha256("somebody").hex());
    auto const refusals = listRefusals(database, {}, 10).value();
    REQUIRE(refusals.size() == 1);
    CHECK(refusals[0].code == "key-not-pinned");
    CHECK(refusals[0].arguments == outcomes[1].error->arguments);
}

TEST_CASE("a unit that changes from an organisation code to its credit code stays the same unit", "[store][bureau_ledger]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto former = ArrivalBuilder{1}.make();
    former.unit = UnitCode::parse(exampleUnitCode(1).organisationCode()).value();
    test::receiveEach(database, {former, ArrivalBuilder{1}.period("2017Q2").make()});
    CHECK(count(database, "unit") == 1);
    CHECK(count(database, "filing") == 2);
}

TEST_CASE("a unit that is not in the register enters it unconfirmed and owes what it filed", "[store][bureau_ledger]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    test::receiveEach(database, {ArrivalBuilder{1}.make(), ArrivalBuilder{2}.make()});
    CHECK(count(database, "unit_entry WHERE state = 'unconfirmed' AND reason = 'filed'") == 2);
    CHECK(count(database, "obligation WHERE state = 'due' AND reason = 'unconfirmed'") == 2);
    CHECK(count(database, "opening") == 1);
}

TEST_CASE("a file that is refused again for the same reason is one refusal", "[store][bureau_ledger]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    RefusedFile const broken{"a.zbs", sha256("broken"), Error{error::jsonMalformed, {"answers.json", "1:1"}, {{"text", "样例"}}}, test::dayOfArrival};
    RefusedFile const unreadable{"b.zbs", std::nullopt, Error{error::fileUnreadable, {}, {{"text", "no"}}}, test::dayOfArrival};
    CHECK(kindsOf(test::receiveEach(database, {broken, unreadable, broken, unreadable})) == Kinds(4, Outcome::Kind::refused));
    auto const refusals = listRefusals(database, {}, 10).value();
    REQUIRE(refusals.size() == 2);
    CHECK(refusals[1].place == "answers.json > 1:1");
    CHECK(refusals[1].arguments.at("text") == "样例");
    CHECK_FALSE(refusals[0].fileDigest);
}

TEST_CASE("a filed profile holds from the first day of its period, while its version counts", "[store][bureau_ledger][profiles]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto const profile = ArrivalBuilder{1}.set("profile").period("2017").rows({}).profile({"样例一", "500112", "p1", "I"}).make();
    auto const corrected = ArrivalBuilder{1}.set("profile").period("2017").rows({}).version(2, profile.identity).profile({"样例一", "500105", "p1", "I"}).make();
    auto const rival = ArrivalBuilder{1}.set("profile").period("2017").rows({}).version(2, profile.identity).profile({"样例一", "500103", "p1", "I"}).make();
    test::receiveEach(database, {ArrivalBuilder{1}.make(), corrected, profile});
    CHECK(test::totalsIn(database) == std::vector<std::string>{rowOf(1, "100.00") + "500105"});
    test::receiveEach(database, {rival});
    CHECK(test::totalsIn(database) == std::vector<std::string>{rowOf(1, "100.00") + "500112"});
}

TEST_CASE("what was received in one batch that fails is not there at all", "[store][bureau_ledger]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto broken = ArrivalBuilder{2}.make();
    broken.header.version = 0;  // the schema refuses it
    BureauLedger ledger{database};
    auto const events = count(database, "event");
    REQUIRE_FALSE(ledger.receive({ArrivalBuilder{1}.make(), broken}));
    CHECK(count(database, "event") == events);
    CHECK(count(database, "trade_row") == 0);
    // The ledger itself goes on, and has not kept what it believed of the failed batch.
    REQUIRE(ledger.receive({ArrivalBuilder{1}.make()}));
    CHECK(count(database, "opening") == 1);
    CHECK(count(database, "edition_seen") == 1);
}

TEST_CASE("two ledgers on one database take turns", "[store][bureau_ledger]") {
    test::TemporaryFolder const folder;
    auto first = test::makeBureau(folder / "bureau.db");
    auto second = test::openBureau(folder / "bureau.db");
    BureauLedger one{first};
    BureauLedger other{second};
    for (unsigned unit = 1; unit <= 20; ++unit) REQUIRE((unit % 2 == 0 ? one : other).receive({ArrivalBuilder{unit}.make()}));
    CHECK(count(first, "filing_version") == 20);
    CHECK(count(first, "edition_seen") == 1);
}

TEST_CASE("any order of arrival ends in the same totals", "[store][bureau_ledger][property]") {
    // Three units with every case between them: versions out of order, forks, forks resolved and not, versions that wait, profiles.
    std::vector<Arrival> arrivals;
    auto const a1 = ArrivalBuilder{1}.amount(101).make();
    auto const a2 = ArrivalBuilder{1}.amount(102).version(2, a1.identity).make();
    auto const a3 = ArrivalBuilder{1}.amount(103).version(3, a2.identity).finding("query", false).make();
    auto const b1 = ArrivalBuilder{2}.amount(201).make();
    auto const b1other = ArrivalBuilder{2}.amount(211).make();
    auto const b2 = ArrivalBuilder{2}.amount(202).version(2, b1.identity).make();
    auto const c1 = ArrivalBuilder{3}.amount(301).make();
    auto const c2 = ArrivalBuilder{3}.amount(302).version(2, c1.identity).make();
    auto const c2other = ArrivalBuilder{3}.amount(312).version(2, c1.identity).finding("error", false).make();
    auto const d1 = ArrivalBuilder{4}.amount(401).make();
    auto const d1other = ArrivalBuilder{4}.amount(411).make();
    // Two rival corrections resolved by a third, and a stray; a gap that never closes; a fork resolved and torn open again by a follower.
    auto const e1 = ArrivalBuilder{5}.amount(501).make();
    auto const e2 = ArrivalBuilder{5}.amount(502).version(2, e1.identity).make();
    auto const e2other = ArrivalBuilder{5}.amount(512).version(2, e1.identity).make();
    auto const e3 = ArrivalBuilder{5}.amount(503).version(3, e2other.identity).make();
    auto const e4 = ArrivalBuilder{5}.amount(504).version(4, sha256("lost")).make();
    auto const f1 = ArrivalBuilder{6}.amount(601).make();
    auto const f3 = ArrivalBuilder{6}.amount(603).version(3, Digest{}).make();
    auto const g1 = ArrivalBuilder{7}.amount(701).make();
    auto const g1other = ArrivalBuilder{7}.amount(711).make();
    auto const g2 = ArrivalBuilder{7}.amount(702).version(2, g1.identity).make();
    auto const g2other = ArrivalBuilder{7}.amount(712).version(2, g1other.identity).make();
    auto const p1 = ArrivalBuilder{1}.set("profile").period("2017").rows({}).profile({"样例", "500112", "", ""}).make();
    auto const p2 = ArrivalBuilder{1}.set("profile").period("2017").rows({}).version(2, p1.identity).profile({"样例", "500105", "", ""}).make();
    arrivals = {a1, a2, a3, b1, b1other, b2, c1, c2, c2other, d1, d1other, p1, p2, a2, b1,
                e1, e2, e2other, e3, e4, f1, f3, g1, g1other, g2, g2other};
    std::vector<std::string> const expected{rowOf(1, "1.02") + "500105", rowOf(2, "2.02"), rowOf(3, "3.01"), rowOf(5, "5.03"), rowOf(6, "6.01")};
    auto const statusAfter = [](BureauDatabase const& database) {
        // The reason of an obligation says which form set made the unit known, and that is a matter of order.
        auto status = statusOf(database, Quarter::parse("2017Q1").value(), test::dayOfArrival).value();
        for (auto& set : status.formSets)
            for (auto& unit : set.units) unit.reason.clear();
        return toText(toJson(status, [](std::string_view name) { return std::string{name}; }), 2);
    };
    std::optional<std::string> expectedStatus;

    bool const holds = rc::check("any order", [&](std::uint32_t seed) {
        std::vector<Arrival> shuffled = arrivals;
        std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937{seed});
        test::TemporaryFolder const folder;
        auto database = test::makeBureau(folder / "bureau.db");
        test::receiveEach(database, shuffled);
        auto sorted = expected;
        std::sort(sorted.begin(), sorted.end());
        RC_ASSERT(test::totalsIn(database) == sorted);
        auto const status = statusAfter(database);
        if (!expectedStatus) expectedStatus = status;
        RC_ASSERT(status == *expectedStatus);
        std::size_t forked = 0;
        std::size_t gaps = 0;
        auto const versions = listVersions(database, {}, {}, 100).value();
        for (auto const& one : versions) {
            if (one.state == VersionState::fork) ++forked;
            if (one.state == VersionState::gap) ++gaps;
        }
        RC_ASSERT(forked == 8U);  // c2, c2other, d1, d1other, and the four of g
        RC_ASSERT(gaps == 2U);    // e4, f3
    });
    CHECK(holds);
}

namespace {

FixedClock const fixedClock{test::dayOfArrival};

Result<IntakeReport> takeInto(BureauDatabase& database, std::filesystem::path const& inbox, test::Submissions const& submissions, unsigned jobs, std::size_t batch) {
    BureauLedger ledger{database};
    IntakeOptions options;
    options.jobs = jobs;
    options.clock = &fixedClock;
    options.batchFiles = batch;
    return takeIn({inbox}, submissions.library(), test::judgingData(), ledger, options);
}

Digest headOf(BureauDatabase const& database, test::Submissions const& submissions) {
    auto const report = verify(database, submissions.library());
    REQUIRE(report);
    for (auto const& problem : report->problems) UNSCOPED_INFO(problem.code.name() << " " << problem.where());
    CHECK(report->problems.empty());
    return report->head;
}

/// Filings of several units and quarters with corrections, a fork, a duplicate, a stranger's key and broken files.
void fillInbox(test::Submissions& submissions, std::filesystem::path const& inbox, unsigned units) {
    std::filesystem::create_directories(inbox);
    unsigned file = 1000;
    auto const next = [&] { return inbox / (std::to_string(++file) + ".zbs"); };
    for (unsigned unit = 1; unit <= units; ++unit) {
        auto const first = submissions.filing(unit, unit % 2 == 0 ? "2017Q1" : "2017Q2");
        auto const identity = submissions.write(next(), first);
        if (unit % 4 == 0) submissions.write(next(), submissions.correction(first, identity, unit));
        if (unit % 5 == 0) submissions.write(next(), submissions.correction(first, identity, unit + 1));
        if (unit % 6 == 0) submissions.write(next(), first);
        if (unit % 7 == 0) std::ofstream{next()} << "broken " << unit;
        if (unit % 8 == 0) {
            auto stranger = test::signerOf(first.header.unit);
            std::ofstream{next(), std::ios::binary} << submissions.sealWith(submissions.filing(unit, "2017Q2"), stranger).bytes;
        }
    }
}

}  // namespace

TEST_CASE("the ledger is the same byte for byte of its log whatever the number of threads and the batches", "[store][bureau_ledger]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    fillInbox(submissions, folder / "inbox", 24);
    std::optional<Digest> head;
    for (unsigned const jobs : {1U, 4U}) {
        for (std::size_t const batch : {std::size_t{1}, std::size_t{7}, std::size_t{200}}) {
            auto const path = folder / ("bureau" + std::to_string(jobs) + "-" + std::to_string(batch) + ".db");
            auto database = test::makeBureau(path);
            auto const report = takeInto(database, folder / "inbox", submissions, jobs, batch);
            REQUIRE(report);
            CHECK(report->newFilings == 24);
            CHECK(report->versions + report->forks == 10);
            CHECK(report->forks == 1);
            CHECK(report->duplicates == 4);
            CHECK(report->refused.size() == 6);
            auto const seen = headOf(database, submissions);
            if (!head) head = seen;
            CHECK(seen == *head);
        }
    }
}

TEST_CASE("a program killed while taking in leaves whole filings, and running it again completes them", "[store][bureau_ledger]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    fillInbox(submissions, folder / "inbox", 40);
    auto undisturbed = test::makeBureau(folder / "undisturbed.db");
    REQUIRE(takeInto(undisturbed, folder / "inbox", submissions, 2, 5));
    auto const expected = headOf(undisturbed, submissions);

    auto const path = folder / "bureau.db";
    { auto const made = test::makeBureau(path); }
    /// Dies by its own hand in the middle of the work, after a number of files that differs each time.
    struct Killer final : Progress {
        std::uint64_t after = 0;
        void advanced(std::uint64_t done, std::uint64_t, std::string_view) override {
            if (done >= after) (void)kill(getpid(), SIGKILL);
        }
    };
    int deaths = 0;
    for (std::uint64_t after = 3; after < 40; after += 9) {
        auto const child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            auto database = BureauDatabase::open(path, Database::Access::readWrite, {.durable = false});
            if (!database) _exit(1);
            BureauLedger ledger{*database};
            Killer killer;
            killer.after = after;
            IntakeOptions options;
            options.jobs = 2;
            options.clock = &fixedClock;
            options.batchFiles = 3;
            options.progress = &killer;
            (void)takeIn({folder / "inbox"}, submissions.library(), test::judgingData(), ledger, options);
            _exit(0);
        }
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        if (WIFSIGNALED(status)) ++deaths;
        auto const database = test::openBureau(path);
        (void)headOf(database, submissions);
        CHECK(count(database, "package") == count(database, "filing_version"));
        CHECK(count(database, "trade_row") == database.connection().integer("SELECT sum(row_count) FROM filing_version").value().value_or(0));
    }
    CHECK(deaths == 5);
    auto database = test::openBureau(path);
    REQUIRE(takeInto(database, folder / "inbox", submissions, 2, 5));
    CHECK(headOf(database, submissions) == expected);
    CHECK(test::totalsIn(database) == test::totalsIn(undisturbed));
}

namespace {

/// Takes the folder in as a program of its own would, and ends this process: 0 when all went well.
[[noreturn]] void takeInAndExit(std::filesystem::path const& path, std::filesystem::path const& inbox, test::Submissions const& submissions) {
    auto database = BureauDatabase::open(path, Database::Access::readWrite, {.durable = false});
    _exit(database && takeInto(*database, inbox, submissions, 2, 3) ? 0 : 1);
}

}  // namespace

TEST_CASE("two programs that take in the same folder at once store every filing once", "[store][bureau_ledger]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    fillInbox(submissions, folder / "inbox", 30);
    auto undisturbed = test::makeBureau(folder / "undisturbed.db");
    auto const alone = takeInto(undisturbed, folder / "inbox", submissions, 2, 5);
    REQUIRE(alone);
    auto const path = folder / "bureau.db";
    { auto const made = test::makeBureau(path); }
    std::vector<pid_t> programs;
    for (int program = 0; program < 3; ++program) {
        auto const child = fork();
        REQUIRE(child >= 0);
        if (child == 0) takeInAndExit(path, folder / "inbox", submissions);
        programs.push_back(child);
    }
    for (auto const program : programs) {
        int status = 0;
        REQUIRE(waitpid(program, &status, 0) == program);
        CHECK(status == 0);
    }
    auto const database = test::openBureau(path);
    (void)headOf(database, submissions);
    for (auto const* table : {"filing_version", "filing", "refusal", "unit", "opening", "edition_seen", "pinned_key", "counted"}) {
        INFO(table);
        CHECK(count(database, table) == count(undisturbed, table));
    }
    CHECK(test::totalsIn(database) == test::totalsIn(undisturbed));
}

TEST_CASE("the same path given twice is one filing and one duplicate", "[store][bureau_ledger]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    std::filesystem::create_directories(folder / "inbox");
    submissions.write(folder / "inbox/1.zbs", submissions.filing(1, "2017Q1"));
    auto database = test::makeBureau(folder / "bureau.db");
    BureauLedger ledger{database};
    IntakeOptions options;
    options.clock = &fixedClock;
    auto const report = takeIn({folder / "inbox", folder / "inbox/1.zbs"}, submissions.library(), test::judgingData(), ledger, options);
    REQUIRE(report);
    CHECK(report->newFilings == 1);
    CHECK(report->duplicates == 1);
    CHECK(count(database, "filing_version") == 1);
}

TEST_CASE("a program killed at any moment of taking in leaves a sound ledger, and running it again completes it", "[store][bureau_ledger]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    fillInbox(submissions, folder / "inbox", 30);
    auto undisturbed = test::makeBureau(folder / "undisturbed.db");
    REQUIRE(takeInto(undisturbed, folder / "inbox", submissions, 2, 5));
    auto const expected = headOf(undisturbed, submissions);
    auto const path = folder / "bureau.db";
    { auto const made = test::makeBureau(path); }
    int deaths = 0;
    for (int milliseconds = 1; milliseconds < 400 && deaths < 12; milliseconds += 1 + milliseconds / 2) {
        auto const child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            // The clock of the system kills, whatever the program does at that moment.
            itimerval const timer{{0, 0}, {0, milliseconds * 1'000}};
            (void)setitimer(ITIMER_REAL, &timer, nullptr);
            takeInAndExit(path, folder / "inbox", submissions);
        }
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        if (WIFSIGNALED(status)) ++deaths;
        else CHECK(status == 0);
        auto const database = test::openBureau(path);
        (void)headOf(database, submissions);
        CHECK(count(database, "package") == count(database, "filing_version"));
        CHECK(count(database, "trade_row") == database.connection().integer("SELECT sum(row_count) FROM filing_version").value().value_or(0));
    }
    CHECK(deaths > 0);
    auto database = test::openBureau(path);
    REQUIRE(takeInto(database, folder / "inbox", submissions, 2, 5));
    CHECK(headOf(database, submissions) == expected);
}

#ifdef __linux__
TEST_CASE("a disk that is full stops taking in with its reason and harms nothing, and with room it is completed", "[store][bureau_ledger]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    fillInbox(submissions, folder / "inbox", 60);
    auto const disk = folder / "disk";
    std::filesystem::create_directories(disk);
    constexpr int cannotMount = 77;
    auto const child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        // A small disk that only this process sees; that takes root.
        bool const isMounted = unshare(CLONE_NEWNS) == 0 && mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                               mount("small", disk.c_str(), "tmpfs", 0, "size=700k") == 0;
        if (!isMounted) _exit(cannotMount);
        auto database = BureauDatabase::create(disk / "bureau.db", test::dayOfArrival);
        if (!database) _exit(1);
        auto const full = takeInto(*database, folder / "inbox", submissions, 2, 5);
        if (full) _exit(2);
        if (full.error().code != error::diskFull) _exit(3);
        auto const sound = [&] {
            auto const report = verify(*database, submissions.library());
            return report && report->problems.empty();
        };
        if (!sound()) _exit(4);
        if (mount("small", disk.c_str(), "tmpfs", MS_REMOUNT, "size=64m") != 0) _exit(5);
        auto const rest = takeInto(*database, folder / "inbox", submissions, 2, 5);
        if (!rest || !sound()) _exit(6);
        _exit(rest->newFilings + rest->duplicates >= 60 ? 0 : 7);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    if (WEXITSTATUS(status) == cannotMount) {
        WARN("skipped: only root may make a small disk");
        return;
    }
    CHECK(WEXITSTATUS(status) == 0);
}
#endif
