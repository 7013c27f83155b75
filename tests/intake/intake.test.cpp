#include "intake/intake.h"
#include "intake/judge.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>

#include "base/file.h"
#include "base/text.h"

#include "support/catch.h"
#include "support/submissions.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

/// Remembers what it was handed; a port's double, so that these tests need no database.
class RememberingLedger final : public Ledger {
public:
    Result<std::vector<Outcome>> receive(std::vector<Arrival> const& arrivals) override {
        if (failAfter == 0) return fail(error::keyNotPinned);
        if (failAfter > 0) --failAfter;
        batches.push_back(arrivals.size());
        std::vector<Outcome> outcomes;
        for (auto const& arrival : arrivals) {
            if (auto const* filing = std::get_if<JudgedFiling>(&arrival)) {
                files.push_back(filing->fileName);
                outcomes.push_back({Outcome::Kind::newFiling, filing->isClean(), {}});
            } else {
                auto const& refused = std::get<RefusedFile>(arrival);
                files.push_back(refused.fileName);
                outcomes.push_back({Outcome::Kind::refused, false, refused.error});
            }
        }
        return outcomes;
    }
    Result<std::unique_ptr<PriorFilings>> priorFilings() override { return nullptr; }
    std::vector<std::string> files;
    std::vector<std::size_t> batches;
    int failAfter = -1;
};

class StoppingProgress final : public Progress {
public:
    explicit StoppingProgress(std::uint64_t after) : after_(after) {}
    void advanced(std::uint64_t done, std::uint64_t total, std::string_view item) override {
        CHECK(done == last_ + 1);
        CHECK(total > 0);
        CHECK_FALSE(item.empty());
        last_ = done;
        if (done == after_) source.request_stop();
    }
    std::stop_source source;

private:
    std::uint64_t after_;
    std::uint64_t last_ = 0;
};

FixedClock const fixedClock{test::dayOfArrival};

IntakeOptions optionsFor(unsigned jobs) {
    IntakeOptions options;
    options.jobs = jobs;
    options.clock = &fixedClock;
    return options;
}

/// An inbox with sound and broken files of many kinds.
void fillInbox(test::Submissions& submissions, std::filesystem::path const& inbox, unsigned count) {
    std::filesystem::create_directories(inbox / "district/office");
    for (unsigned unit = 1; unit <= count; ++unit) {
        auto const name = std::to_string(1000 + unit) + ".zbs";
        submissions.write((unit % 3 == 0 ? inbox / "district/office" : inbox) / name, submissions.filing(unit, "2017Q1"));
    }
    std::ofstream{inbox / "1003a.zbs"} << "dear bureau";
    std::ofstream{inbox / "1004a.zbs"};
    std::ofstream{inbox / "notes.txt"} << "call them";
    std::ofstream{inbox / ".hidden.zbs"} << "x";
    std::ofstream{inbox / "1001.zbs.part77"} << "x";
}

}  // namespace

TEST_CASE("a folder is taken in with its folders, in the order of names, and broken files do not stop the others", "[intake]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    fillInbox(submissions, folder / "inbox", 9);
    RememberingLedger ledger;
    auto const report = takeIn({folder / "inbox"}, submissions.library(), test::judgingData(), ledger, optionsFor(2));
    REQUIRE(report);
    CHECK(report->received == 12);
    CHECK(report->newFilings == 9);
    CHECK(report->accepted == 9);
    CHECK_FALSE(report->isCancelled);
    CHECK(ledger.files == std::vector<std::string>{"1001.zbs", "1002.zbs", "1003a.zbs", "1004.zbs", "1004a.zbs", "1005.zbs", "1007.zbs", "1008.zbs", "1003.zbs",
                                                   "1006.zbs", "1009.zbs", "notes.txt"});
    REQUIRE(report->refused.size() == 3);
    CHECK(report->refused[0].file == toText(folder / "inbox/1003a.zbs"));
    CHECK(report->refused[0].error.where().starts_with(report->refused[0].file));
    CHECK(report->refused[0].error.code == error::zipMalformed);
    // The files stay where they are.
    CHECK(std::filesystem::exists(folder / "inbox/1001.zbs"));
    CHECK(std::filesystem::exists(folder / "inbox/1003a.zbs"));
}

TEST_CASE("paths that are missing, forbidden, no files or folders are refused each with its reason", "[intake]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    submissions.write(folder / "good.zbs", submissions.filing(1, "2017Q1"));
    REQUIRE(mkfifo((folder / "pipe.zbs").c_str(), 0600) == 0);
    RememberingLedger ledger;
    auto const report = takeIn({folder / "missing.zbs", folder / "pipe.zbs", folder / "good.zbs"}, submissions.library(), test::judgingData(), ledger, optionsFor(2));
    REQUIRE(report);
    CHECK(report->newFilings == 1);
    REQUIRE(report->refused.size() == 2);
    CHECK(report->refused[0].error.code == error::fileUnreadable);
    CHECK(report->refused[0].error.where() == toText(folder / "missing.zbs"));
    CHECK(report->refused[1].error.code == error::notAFile);
}

TEST_CASE("a file larger than the limit is refused without being read", "[intake]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    std::ofstream{folder / "big.zbs"};
    std::filesystem::resize_file(folder / "big.zbs", 3'000'000'000U);
    RememberingLedger ledger;
    auto const report = takeIn({folder.path()}, submissions.library(), test::judgingData(), ledger, optionsFor(1));
    REQUIRE(report);
    REQUIRE(report->refused.size() == 1);
    CHECK(report->refused[0].error.code == error::fileTooLarge);
}

TEST_CASE("an empty folder and no path at all give an empty report", "[intake]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    RememberingLedger ledger;
    CHECK(takeIn({folder.path()}, submissions.library(), test::judgingData(), ledger, optionsFor(3))->received == 0);
    CHECK(takeIn({}, submissions.library(), test::judgingData(), ledger, optionsFor(0))->received == 0);
    CHECK(ledger.batches.empty());
}

TEST_CASE("the ledger sees the same whatever the number of threads, the size of batches and the memory", "[intake]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    fillInbox(submissions, folder / "inbox", 60);
    std::vector<std::string> expected;
    for (unsigned const jobs : {1U, 2U, 7U}) {
        for (std::size_t const batch : {1U, 4U, 200U}) {
            for (std::size_t const memory : {std::size_t{1}, std::size_t{20'000}, std::size_t{1} << 27U}) {
                RememberingLedger ledger;
                auto options = optionsFor(jobs);
                options.batchFiles = batch;
                options.memoryBytes = memory;
                auto const report = takeIn({folder / "inbox"}, submissions.library(), test::judgingData(), ledger, options);
                REQUIRE(report);
                auto const text = toText(toJson(*report, [](Error const& error) { return std::string{error.code.name()}; }));
                auto seen = ledger.files;
                seen.push_back(text);
                if (expected.empty()) expected = seen;
                CHECK(seen == expected);
                for (auto const size : ledger.batches) CHECK(size <= batch);
            }
        }
    }
    CHECK(expected.size() == 64);
}

TEST_CASE("a stop keeps what is in the ledger and leaves the rest for another time", "[intake]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    for (unsigned unit = 1; unit <= 40; ++unit) submissions.write(folder / (std::to_string(1000 + unit) + ".zbs"), submissions.filing(unit, "2017Q1"));
    RememberingLedger ledger;
    StoppingProgress progress{7};
    auto options = optionsFor(2);
    options.progress = &progress;
    options.stop = progress.source.get_token();
    options.batchFiles = 5;
    auto const report = takeIn({folder.path()}, submissions.library(), test::judgingData(), ledger, options);
    REQUIRE(report);
    CHECK(report->isCancelled);
    CHECK(report->received == ledger.files.size());
    CHECK(report->received >= 7);
    CHECK(report->received < 40);

    std::stop_source stopped;
    stopped.request_stop();
    options.progress = nullptr;
    options.stop = stopped.get_token();
    auto const nothing = takeIn({folder.path()}, submissions.library(), test::judgingData(), ledger, options);
    REQUIRE(nothing);
    CHECK(nothing->received == 0);
    CHECK(nothing->isCancelled);
}

TEST_CASE("when the ledger fails the work ends with its error and no thread is left behind", "[intake]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    for (unsigned unit = 1; unit <= 40; ++unit) submissions.write(folder / (std::to_string(1000 + unit) + ".zbs"), submissions.filing(unit, "2017Q1"));
    RememberingLedger ledger;
    ledger.failAfter = 2;
    auto options = optionsFor(3);
    options.batchFiles = 5;
    auto const report = takeIn({folder.path()}, submissions.library(), test::judgingData(), ledger, options);
    REQUIRE_FALSE(report);
    CHECK(report.error().code == error::keyNotPinned);
    CHECK(ledger.batches.size() == 2);
}

TEST_CASE("filings of a broken edition are refused and can be taken in once it is mended", "[intake]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    submissions.write(folder / "1.zbs", submissions.filing(1, "2017Q1"));
    std::filesystem::create_directories(folder / "forms/services-trade/2017-1");
    REQUIRE(writeFile(folder / "forms/services-trade/2017-1/edition.json", "{"));
    EditionLibrary const broken{folder / "forms"};
    RememberingLedger ledger;
    auto const refused = takeIn({folder / "1.zbs"}, broken, test::judgingData(), ledger, optionsFor(2));
    REQUIRE(refused);
    REQUIRE(refused->refused.size() == 1);
    CHECK(refused->refused.front().error.code == error::editionUnusable);
    auto const taken = takeIn({folder / "1.zbs"}, submissions.library(), test::judgingData(), ledger, optionsFor(2));
    REQUIRE(taken);
    CHECK(taken->newFilings == 1);
}

TEST_CASE("the report is the JSON that other programs read", "[intake]") {
    IntakeReport report;
    report.received = 3;
    report.newFilings = 1;
    report.duplicates = 1;
    report.refused.push_back({"in/a.zbs", Error{error::notAFile, {"in/a.zbs"}, {}}});
    report.refusedBefore = 1;
    report.duplicateFiles = {"in/b.zbs"};
    report.waiting = {{"in/c.zbs", Outcome::Waits::predecessor}};
    CHECK(toText(toJson(report, [](Error const&) { return std::string{"说明"}; })) ==
          R"({"received":3,"new":1,"versions":0,"duplicates":1,"forks":0,"refused":[{"file":"in/a.zbs","code":"not-a-file","where":"in/a.zbs","message":"说明"}],"refusedBefore":1,"duplicateFiles":["in/b.zbs"],"forkFiles":[],"waiting":[{"file":"in/c.zbs","why":"predecessor"}],"accepted":0,"cancelled":false})");
}

TEST_CASE("files whose names are no UTF-8 are taken in, and every name in the report is", "[intake]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    submissions.write(folder / "\xD1\xF9\xC0\xFD.zbs", submissions.filing(1, "2017Q1"));
    std::ofstream{folder / "\xB2\xBB.zbs"} << "dear bureau";
    RememberingLedger ledger;
    auto const report = takeIn({folder.path()}, submissions.library(), test::judgingData(), ledger, optionsFor(2));
    REQUIRE(report);
    CHECK(report->newFilings == 1);
    REQUIRE(report->refused.size() == 1);
    CHECK(isUtf8(report->refused.front().file));
    CHECK(isUtf8(report->refused.front().error.where()));
    CHECK(ledger.files == std::vector<std::string>{"��.zbs", "����.zbs"});
}
