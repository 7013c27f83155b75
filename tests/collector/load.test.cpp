/// The collector under load: how many submissions it stores in a second, and what is left of them when it and intake are killed.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>

#include "base/random.h"
#include "benchmarks/example_inbox.h"
#include "calendar/survey_data.h"
#include "store/bureau_database.h"
#include "store/register.h"

#include "collector/collector_place.h"
#include "collector/running_collector.h"
#include "support/https_client.h"
#include "support/program.h"

using namespace zhibao;
using test::HttpsClient;

namespace {

using Steady = std::chrono::steady_clock;
std::string const type = "application/vnd.zhibao.submission";
Moment const opened{1'491'364'800};  // 2017-04-05

unsigned wanted(char const* name, unsigned otherwise) {
    auto const* const text = std::getenv(name);
    return text == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

/// Sealed filings of 20 rows, each of a unit of its own.
std::vector<Bytes> filings(unsigned count) {
    test::TemporaryFolder const folder;
    EditionLibrary const library{pathOf(ZHIBAO_SOURCE_FOLDER) / "forms"};
    auto const data = loadSurveyData(library.folder()).value();
    Surroundings surroundings;
    surroundings.rates = &data.rates;
    auto const edition = library.find("services-trade/2017-1").value();
    REQUIRE(benchmarks::makeInbox(*edition, folder / "inbox", count, 20, surroundings));
    std::vector<Bytes> all;
    auto const files = listFiles(folder / "inbox").value();
    for (auto const& file : files) all.push_back(readFile(file).value());
    REQUIRE(all.size() == count);
    return all;
}

/// The most memory a process has had so far, in MiB.
double peakMemory(int process) {
    auto const answer = test::runTool("grep", {"VmHWM", "/proc/" + std::to_string(process) + "/status"});
    return std::strtod(answer.output.c_str() + std::min<std::size_t>(answer.output.size(), 6), nullptr) / 1024;
}

/// Sends all of them over so many connections, with so many more that are idle, and prints what came of it.
void measure(std::vector<Bytes> const& packages, unsigned senders, unsigned idle) {
    test::CollectorPlace place;
    test::RunningCollector running{place.arguments()};
    REQUIRE(running.port != 0);
    std::vector<test::ShownIdentity> identities;
    for (unsigned i = 0; i < senders; ++i) identities.push_back(place.authority.issue(exampleUnitCode(i + 1).text(), test::allTheTime()));
    std::vector<HttpsClient> clients;
    std::vector<HttpsClient> waiting;
    for (auto const& identity : identities) clients.emplace_back(running.port, place.authority.certificate(), identity);
    for (unsigned i = 0; i < idle; ++i) waiting.emplace_back(running.port, place.authority.certificate(), identities[i % senders]);
    for (auto const& client : clients) REQUIRE(client.isConnected());
    for (auto const& client : waiting) REQUIRE(client.isConnected());
    std::atomic<std::size_t> next = 0;
    std::atomic<std::size_t> stored = 0;
    std::vector<std::vector<double>> times(senders);
    auto const started = Steady::now();
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < senders; ++i)
            threads.emplace_back([&, i] {
                for (auto number = next++; number < packages.size(); number = next++) {
                    auto const before = Steady::now();
                    auto const answer = clients[i].ask(test::postRequest("/v1/submissions", type, packages[number]));
                    times[i].push_back(std::chrono::duration<double, std::milli>(Steady::now() - before).count());
                    if (answer && answer->status == 202) ++stored;
                }
            });
    }
    auto const seconds = std::chrono::duration<double>(Steady::now() - started).count();
    std::vector<double> all;
    for (auto const& one : times) all.insert(all.end(), one.begin(), one.end());
    std::sort(all.begin(), all.end());
    CHECK(stored == packages.size());
    // Those that were idle are still served.
    for (auto& client : waiting) {
        auto const answer = client.ask(test::getRequest("/healthz"));
        REQUIRE(answer);
        CHECK(answer->status == 200);
    }
    std::printf("%zu submissions, %u connections, %u idle besides: %.0f a second, median %.1f ms, 99 of 100 within %.1f ms, collector's peak memory %.0f MiB\n", packages.size(),
                senders, idle, static_cast<double>(packages.size()) / seconds, all[all.size() / 2], all[all.size() * 99 / 100], peakMemory(running.id()));
}

/// `zhibao intake --watch` until it is killed.
class Watching {
public:
    Watching(test::TemporaryFolder const& folder, std::string const& spool)
        : child_{std::string{ZHIBAO_PROGRAM_FOLDER} + "/zhibao",
                 boost::process::args(std::vector<std::string>{"--forms", std::string{ZHIBAO_SOURCE_FOLDER} + "/forms", "intake", "--db", folder / "bureau.db", "--spool", spool, "--watch"}),
                 boost::process::std_out > boost::process::null, boost::process::std_err > boost::process::null, boost::process::std_in < boost::process::null} {}
    ~Watching() {
        ::kill(child_.id(), SIGKILL);
        child_.wait();
    }

private:
    boost::process::child child_;
};

}  // namespace

TEST_CASE("figures: submissions a second over 100 connections, alone and beside 1,000 idle ones", "[.load]") {
    auto const packages = filings(wanted("ZHIBAO_SUBMISSIONS", 20'000));
    measure(packages, 100, 0);
    measure(packages, 100, 1'000);
}

TEST_CASE("kill -9 of the collector and of intake at random moments under load: what was answered 202 is in the ledger exactly once", "[collector][kills]") {
    auto const kills = wanted("ZHIBAO_KILLS", 6);
    constexpr unsigned each = 150;
    auto const packages = filings(kills * each);
    test::CollectorPlace place;
    test::TemporaryFolder const folder;
    auto const count = static_cast<unsigned>(packages.size());
    {
        auto database = BureauDatabase::create(folder / "bureau.db", opened).value();
        REQUIRE(addUnits(database, benchmarks::unitsOfInbox(count), opened, "bureau"));
    }
    auto const identity = place.authority.issue("91999999000000019D", test::allTheTime());
    auto const spool = place.folder / "state/spool";
    SeededRandom random{static_cast<std::uint64_t>(Steady::now().time_since_epoch().count())};
    std::set<Digest> answered;
    std::mutex mutex;
    std::atomic<std::size_t> next = 0;
    for (unsigned kill = 0; kill < kills; ++kill) {
        test::RunningCollector running{place.arguments()};
        REQUIRE(running.port != 0);
        std::optional<Watching> watching{std::in_place, folder, spool};
        std::vector<std::jthread> clients;
        for (int i = 0; i < 6; ++i)
            clients.emplace_back([&] {
                HttpsClient client{running.port, place.authority.certificate(), identity};
                while (client.isConnected()) {
                    auto const number = next++;
                    if (number >= packages.size()) return;
                    auto const answer = client.ask(test::postRequest("/v1/submissions", type, packages[number]));
                    if (!answer || answer->status != 202) return;
                    std::lock_guard const lock{mutex};
                    answered.insert(sha256(packages[number]));
                    std::this_thread::sleep_for(std::chrono::milliseconds{5});
                }
            });
        std::this_thread::sleep_for(std::chrono::milliseconds{static_cast<int>(50 + random.below(500))});
        // Now one, now the other first.
        if (random.below(2) == 0) watching.reset();
        running.end(SIGKILL);
        watching.reset();
    }
    auto const versions = [&] { return BureauDatabase::open(folder / "bureau.db").value().connection().integer("SELECT count(*) FROM filing_version").value().value(); };
    // Intake was at work when it was killed, and did not leave all to the last run.
    auto const before = versions();
    CHECK(before > 0);
    auto const last = test::runProgram("zhibao", {"--forms", std::string{ZHIBAO_SOURCE_FOLDER} + "/forms", "intake", "--db", folder / "bureau.db", "--spool", spool});
    INFO(last.errors);
    CHECK(last.status == 0);
    auto const database = BureauDatabase::open(folder / "bureau.db").value();
    std::size_t missing = 0;
    for (auto const& digest : answered) {
        auto const found = database.connection().integer("SELECT count(*) FROM filing_version WHERE hex(package_digest) = upper('" + digest.hex() + "')").value().value();
        if (found != 1) ++missing;
    }
    CHECK(answered.size() > kills);
    CHECK(missing == 0);
    CHECK(test::runProgram("zhibao", {"--forms", std::string{ZHIBAO_SOURCE_FOLDER} + "/forms", "verify", "--db", folder / "bureau.db"}).status == 0);
    std::printf("%u kills of both: %zu submissions answered, %zu of them not exactly once in the ledger; %lld were taken in before the last kill\n", kills, answered.size(), missing,
                static_cast<long long>(before));
}
