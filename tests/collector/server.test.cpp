/// Attacks over real connections on this machine.

#include "collector/loopback_collector.h"

#include <openssl/ssl.h>

#include <chrono>
#include <thread>

#include "base/file.h"
#include "base/json.h"
#include "base/random.h"

#include "support/catch.h"
#include "support/https_client.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using namespace zhibao::collector;
using test::HttpsClient;

namespace {

std::string const unit = "91999999000000019D";
std::string const zip = "PK\x03\x04 as far as the collector looks";
std::string const packageType = "application/vnd.zhibao.submission";

using Collector = LoopbackCollector;

std::string codeOf(std::optional<test::HttpAnswer> const& answer) {
    if (!answer) return "no answer";
    auto const value = parseJson(answer->body);
    if (!value || !value->find("code")) return std::to_string(answer->status);
    return *value->find("code")->string();
}

std::string submission(std::string_view body = zip, std::string const& fields = {}) {
    return test::postRequest("/v1/submissions", packageType, body, fields);
}

}  // namespace

TEST_CASE("a connection is kept for many submissions, also when they are sent before the answers are read", "[collector][server]") {
    Collector collector;
    auto client = collector.known();
    REQUIRE(client.isConnected());
    for (int i = 0; i < 5; ++i) {
        auto const answer = client.ask(submission(zip + std::to_string(i)));
        REQUIRE(answer);
        CHECK(answer->status == 202);
    }
    REQUIRE(client.send(submission(zip + "5") + submission(zip + "6") + test::getRequest("/healthz")));
    CHECK(client.receive()->status == 202);
    CHECK(client.receive()->status == 202);
    CHECK(client.receive()->status == 200);
    CHECK(collector.spool.figures().records == 7);
    // A body of some size in small pieces.
    auto const large = submission(zip + std::string(300'000, 'x'));
    for (std::size_t i = 0; i < large.size(); i += 50'000) REQUIRE(client.send(std::string_view{large}.substr(i, 50'000)));
    CHECK(client.receive()->status == 202);
    auto const last = client.ask(submission(zip, "Connection: close\r\n"));
    REQUIRE(last);
    CHECK(last->fields.at("connection") == "close");
    CHECK(client.isEnded());
}

TEST_CASE("who has no sound certificate hears why, over TLS that works", "[collector][server]") {
    Collector collector;
    test::Authority impostor{"样例 CA"};
    auto stranger = collector.stranger();
    REQUIRE(stranger.isConnected());
    CHECK(codeOf(stranger.ask(submission())) == "client-certificate-missing");
    HttpsClient foreign{collector.port, collector.authority.certificate(), impostor.issue(unit, test::allTheTime())};
    CHECK(codeOf(foreign.ask(submission())) == "client-certificate-foreign");
    HttpsClient expired{collector.port, collector.authority.certificate(), collector.authority.issue(unit, {Moment{946'684'800}, Moment{1'500'000'000}})};
    CHECK(codeOf(expired.ask(submission())) == "client-certificate-expired");
    CHECK(collector.spool.figures().records == 0);
    CHECK(stranger.isEnded());
}

TEST_CASE("older TLS than 1.2 gets no connection, 1.2 does", "[collector][server]") {
    Collector collector;
    CHECK_FALSE(HttpsClient{collector.port, collector.authority.certificate(), {}, TLS1_1_VERSION}.isConnected());
    CHECK(HttpsClient{collector.port, collector.authority.certificate(), {}, TLS1_2_VERSION}.isConnected());
}

TEST_CASE("a client that trusts another authority does not talk to the collector", "[collector][server]") {
    Collector collector;
    CHECK_FALSE(HttpsClient{collector.port, test::Authority{"another"}.certificate()}.isConnected());
}

TEST_CASE("smuggling shapes end the connection with a code, and what was hidden behind them is never done", "[collector][server]") {
    Collector collector;
    std::string const hidden = submission();
    for (auto const* fields : {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 0\r\nContent-Length: 40\r\n", "Content-Length: 0\r\nA: b\r\n Transfer-Encoding: chunked\r\n",
                               "Content-Length: 0\r\nTransfer-Encoding : chunked\r\n", "Content-Length: +0\r\n", "Transfer-Encoding: chunked\r\n"}) {
        INFO(fields);
        auto client = collector.known();
        auto const answer = client.ask("POST /v1/submissions HTTP/1.1\r\nHost: a\r\nContent-Type: " + packageType + "\r\n" + fields + "\r\n0\r\n\r\n" + hidden);
        REQUIRE(answer);
        CHECK(answer->status >= 400);
        CHECK(answer->fields.at("connection") == "close");
        CHECK_FALSE(client.receive());
    }
    CHECK(collector.spool.figures().records == 0);
}

TEST_CASE("a truncated upload is not stored, and the collector goes on", "[collector][server]") {
    Collector collector;
    for (std::size_t length : {1U, 30U, 100U, 180U}) {
        auto client = collector.known();
        REQUIRE(client.send(submission(zip + std::string(1'000, 'x')).substr(0, length)));
    }
    auto client = collector.known();
    CHECK(client.ask(submission())->status == 202);
    CHECK(collector.spool.figures().records == 1);
}

TEST_CASE("slow clients are answered and let go at every stage", "[collector][server]") {
    ServerLimits limits;
    // Long enough for a machine that is busy with other tests.
    limits.handshake = limits.head = limits.body = std::chrono::milliseconds{1'500};
    limits.idle = std::chrono::milliseconds{2'500};
    Collector collector{limits};
    {
        HttpsClient mute{collector.port, HttpsClient::Protection::none};
        CHECK(mute.isEnded());
    }
    auto head = collector.known();
    REQUIRE(head.send("POST /v1/subm"));
    CHECK(codeOf(head.receive()) == "request-too-slow");
    CHECK(head.isEnded());
    auto drops = collector.known();
    auto const started = std::chrono::steady_clock::now();
    for (int i = 0; i < 40 && drops.send("G"); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{50});
    CHECK(codeOf(drops.receive()) == "request-too-slow");
    CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds{8});
    auto body = collector.known();
    REQUIRE(body.send(submission().substr(0, submission().size() - 1)));
    CHECK(codeOf(body.receive()) == "request-too-slow");
    auto idle = collector.known();
    CHECK(idle.ask(submission())->status == 202);
    CHECK(idle.isEnded());
    CHECK(collector.metrics.handshakesFailed == 1);
}

TEST_CASE("header floods are answered 431, or 400 for too many fields", "[collector][server]") {
    Collector collector;
    auto large = collector.known();
    CHECK(codeOf(large.ask(test::getRequest("/healthz", "A: " + std::string(20'000, 'x') + "\r\n"))) == "request-head-too-large");
    auto endless = collector.known();
    for (int i = 0; i < 1'000 && endless.send("A: " + std::string(1'000, 'x') + "\r\n"); ++i) {}
    CHECK(codeOf(endless.receive()) == "request-head-too-large");
    auto many = collector.known();
    std::string fields;
    for (int i = 0; i < 100; ++i) fields += "A: b\r\n";
    CHECK(codeOf(many.ask(test::getRequest("/healthz", fields))) == "request-malformed");
}

TEST_CASE("a body that is too large is refused before it is sent", "[collector][server]") {
    Collector collector;
    auto client = collector.known();
    auto const answer = client.ask("POST /v1/submissions HTTP/1.1\r\nHost: a\r\nContent-Type: " + packageType + "\r\nContent-Length: 99999999999\r\nExpect: 100-continue\r\n\r\n");
    CHECK(codeOf(answer) == "request-body-too-large");
    CHECK(client.isEnded());
    auto expecting = collector.known();
    auto const leave = expecting.ask("POST /v1/submissions HTTP/1.1\r\nHost: a\r\nContent-Type: " + packageType + "\r\nContent-Length: " + std::to_string(zip.size()) + "\r\nExpect: 100-continue\r\n\r\n");
    CHECK(leave->status == 100);
    CHECK(expecting.ask(zip)->status == 202);
}

TEST_CASE("bodies of all connections together are bounded", "[collector][server]") {
    ServerLimits limits;
    limits.bodyBytesTogether = 1'000;
    Collector collector{limits};
    auto first = collector.known();
    REQUIRE(first.send("POST /v1/submissions HTTP/1.1\r\nHost: a\r\nContent-Type: " + packageType + "\r\nContent-Length: 900\r\n\r\nPK"));
    while (collector.metrics.bodyBytes == 0) std::this_thread::yield();
    auto second = collector.known();
    CHECK(codeOf(second.ask(submission(zip + std::string(200, 'x')))) == "collector-busy");
    REQUIRE(first.send("\x03\x04" + std::string(896, 'x')));
    CHECK(first.receive()->status == 202);
    CHECK(collector.known().ask(submission(zip + std::string(200, 'x')))->status == 202);
    CHECK(collector.metrics.bodyBytes == 0);
}

TEST_CASE("no more connections than the limit are held, and the bureau's own port stays open", "[collector][server]") {
    ServerLimits limits;
    limits.connections = 3;
    Collector collector{limits};
    std::vector<HttpsClient> held;
    for (int i = 0; i < 3; ++i) {
        held.push_back(collector.known());
        REQUIRE(held.back().isConnected());
    }
    CHECK_FALSE(collector.known().isConnected());
    HttpsClient admin{collector.adminPort, HttpsClient::Protection::none};
    auto const metrics = admin.ask(test::getRequest("/metrics"));
    REQUIRE(metrics);
    CHECK(metrics->body.find("zhibao_collector_connections_refused_total 1\n") != std::string::npos);
    CHECK(admin.ask(test::getRequest("/v1/calendar"))->status == 404);
    held.clear();
    // The place becomes free when the collector has seen the end.
    bool isFree = false;
    for (int i = 0; i < 100 && !isFree; ++i) {
        isFree = collector.known().isConnected();
        if (!isFree) std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    CHECK(isFree);
}

TEST_CASE("a stop ends idle connections at once and lets a request under way be answered", "[collector][server]") {
    Collector collector;
    auto idle = collector.known();
    REQUIRE(idle.ask(submission())->status == 202);
    auto busy = collector.known();
    auto const request = submission(zip + "busy");
    REQUIRE(busy.send(request.substr(0, request.size() - 3)));
    while (collector.metrics.bodyBytes == 0) std::this_thread::yield();
    std::jthread const stopping{[&] { collector.server.stop(); }};
    CHECK(idle.isEnded());
    auto const answer = busy.ask(request.substr(request.size() - 3));
    REQUIRE(answer);
    CHECK(answer->status == 202);
    CHECK(collector.spool.figures().records == 2);
}

TEST_CASE("random bytes over TLS, before it and instead of it harm nobody", "[collector][server]") {
    Collector collector;
    SeededRandom random{7};
    for (int i = 0; i < 30; ++i) {
        std::string bytes(random.below(3'000), '\0');
        for (auto& one : bytes) one = static_cast<char>(random.below(256));
        if (i % 3 == 0) bytes = "GET / HTTP/1.1\r\n" + bytes;
        if (i % 2 == 0) {
            HttpsClient raw{collector.port, HttpsClient::Protection::none};
            static_cast<void>(raw.send(bytes));
        } else {
            auto client = collector.known();
            REQUIRE(client.isConnected());
            static_cast<void>(client.send(bytes + "\r\n\r\n"));
            auto const answer = client.receive();
            REQUIRE(answer);
            CHECK(answer->status >= 400);
        }
    }
    CHECK(collector.known().ask(submission())->status == 202);
}

TEST_CASE("the log says what happened and not who: no code of a unit, no bytes of a filing", "[collector][server]") {
    Collector collector;
    auto client = collector.known();
    REQUIRE(client.ask(submission())->status == 202);
    CHECK(client.ask(submission("secret figures"))->status == 422);
    collector.server.stop();
    auto const log = collector.logged();
    CHECK(log.find(arrivalToken(sha256(zip))) != std::string::npos);
    CHECK(log.find("\"code\":\"submission-no-package\"") != std::string::npos);
    CHECK(log.find(unit) == std::string::npos);
    CHECK(log.find("样例") == std::string::npos);
    CHECK(log.find("secret") == std::string::npos);
    std::size_t start = 0;
    for (auto end = log.find('\n'); end != std::string::npos; start = end + 1, end = log.find('\n', start)) CHECK(parseJson(log.substr(start, end - start)));
}

TEST_CASE("an address or a certificate that cannot be used is told before anything is served", "[collector][server]") {
    Collector collector;
    Server second{{collector.metrics, collector.log}, {}};
    CHECK(second.listenPlainly("127.0.0.1:" + std::to_string(collector.port), collector.admin).error().code == error::addressUnusable);
    for (auto const* address : {"", "127.0.0.1", "nowhere:1", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:1x"}) {
        INFO(address);
        CHECK(second.listenPlainly(address, collector.admin).error().code == error::addressUnusable);
    }
    auto const one = collector.authority.issue("", test::allTheTime(), test::Authority::Use::server);
    auto const other = collector.authority.issue("", test::allTheTime(), test::Authority::Use::server);
    CHECK(TlsIdentity::read(one.certificate, other.key, collector.authority.certificate()).error().code == error::serverCertificateUnusable);
    CHECK(TlsIdentity::read("x", one.key, collector.authority.certificate()).error().code == error::serverCertificateUnusable);
}
