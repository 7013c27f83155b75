/// The program as it is started, killed and stopped.

#include <atomic>
#include <csignal>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include <boost/asio.hpp>
#include <boost/process.hpp>

#include "base/file.h"
#include "base/json.h"
#include "base/random.h"
#include "intake/spool.h"

#include "collector/collector_place.h"
#include "collector/running_collector.h"

#include "support/catch.h"
#include "support/https_client.h"
#include "support/program.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using test::HttpsClient;
using test::RunningCollector;
using Place = test::CollectorPlace;

namespace {

Bytes packageNumber(std::uint64_t number) {
    return "PK\x03\x04" + std::to_string(number) + std::string(static_cast<std::size_t>(number % 5'000), 'x');
}

std::string const type = "application/vnd.zhibao.submission";

}  // namespace

TEST_CASE("the program stops in order when it is asked to, and exits with 0", "[collector][program]") {
    Place place;
    RunningCollector running{place.arguments()};
    REQUIRE(running.port != 0);
    HttpsClient client{running.port, place.authority.certificate(), place.authority.issue("91999999000000019D", test::allTheTime())};
    CHECK(client.ask(test::postRequest("/v1/submissions", type, packageNumber(1)))->status == 202);
    CHECK(running.end(SIGTERM) == 0);
    CHECK(running.last().find("\"stopped\"") != std::string::npos);
}

TEST_CASE("the program reads certificates again when it is told to, and keeps the old ones when the new are broken", "[collector][program]") {
    Place place;
    auto const identity = place.authority.issue("91999999000000019D", test::allTheTime());
    RunningCollector running{place.arguments()};
    auto const isServed = [&] {
        HttpsClient client{running.port, place.authority.certificate(), identity};
        auto const answer = client.ask(test::getRequest("/v1/receipts"));
        return answer && answer->status == 200;
    };
    CHECK(isServed());
    REQUIRE(writeFile(place.folder / "server.pem", "broken"));
    running.tell(SIGHUP, "server-certificate-unusable");
    CHECK(isServed());
    auto const own = place.authority.issue("", test::allTheTime(), test::Authority::Use::server);
    REQUIRE(writeFile(place.folder / "server.pem", own.certificate));
    REQUIRE(writeFile(place.folder / "server.key", own.key, FileAccess::ownerOnly));
    REQUIRE(writeFile(place.folder / "authority.pem", test::Authority{"样例 CA"}.certificate()));
    running.tell(SIGHUP, "reloaded");
    // The units' certificates are now of an authority that is none any more.
    CHECK_FALSE(isServed());
    CHECK(running.end(SIGTERM) == 0);
}

TEST_CASE("arguments that lead nowhere are told in one line, with status 2", "[collector][program]") {
    Place place;
    auto arguments = place.arguments();
    arguments[3] = place.folder / "missing.pem";
    auto const run = test::runProgram("zhibao-collector", arguments);
    CHECK(run.status == 2);
    CHECK(run.errors.find("missing.pem: file-unreadable:") != std::string::npos);
    CHECK(test::runProgram("zhibao-collector", {}).status == 2);
    CHECK(test::runProgram("zhibao-collector", {"--help"}).status == 0);
}

TEST_CASE("kill -9 of the program at any moment under load loses nothing that was answered 202", "[collector][program]") {
    Place place;
    auto const identity = place.authority.issue("91999999000000019D", test::allTheTime());
    SeededRandom random{11};
    std::set<Digest> answered;
    std::mutex mutex;
    std::atomic<std::uint64_t> next = 0;
    for (int kill = 0; kill < 8; ++kill) {
        RunningCollector running{place.arguments()};
        REQUIRE(running.port != 0);
        std::vector<std::jthread> clients;
        for (int i = 0; i < 6; ++i)
            clients.emplace_back([&] {
                HttpsClient client{running.port, place.authority.certificate(), identity};
                while (client.isConnected()) {
                    auto const package = packageNumber(next++);
                    auto const answer = client.ask(test::postRequest("/v1/submissions", type, package));
                    if (!answer || answer->status != 202) return;
                    std::lock_guard const lock{mutex};
                    answered.insert(sha256(package));
                }
            });
        std::this_thread::sleep_for(std::chrono::milliseconds{static_cast<int>(50 + random.below(300))});
        running.end(SIGKILL);
        clients.clear();
    }
    std::map<Digest, int> stored;
    auto reader = SpoolReader::open(place.folder / "state/spool").value();
    for (auto record = reader.next().value(); record; record = reader.next().value()) ++stored[record->position.digest];
    CHECK(answered.size() > 50);
    for (auto const& digest : answered) CHECK(stored[digest] == 1);
}
