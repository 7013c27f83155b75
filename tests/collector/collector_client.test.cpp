/// The client of core, against a real collector and against strangers.

#include "transport/collector_client.h"

#include <atomic>
#include <thread>

#include <boost/asio.hpp>

#include "collector/loopback_collector.h"
#include "collector/example_registrations.h"

#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::collector;

namespace {

std::string const unit = "91999999000000019D";
std::string const package = "PK\x03\x04 as far as the collector looks";

CollectorAccess accessTo(LoopbackCollector& collector, bool isKnown = true) {
    CollectorAccess access;
    access.url = "https://127.0.0.1:" + std::to_string(collector.port);
    access.authorities = collector.authority.certificate();
    access.proxy = "none";
    if (isKnown) {
        auto const identity = collector.authority.issue(unit, test::allTheTime());
        access.identity = ConnectionIdentity{identity.certificate, identity.key};
    }
    return access;
}

CollectorClient clientOf(CollectorAccess access) {
    auto client = CollectorClient::make(std::move(access));
    REQUIRE(client);
    return *std::move(client);
}

/// Answers every connection with the same bytes, without TLS; or keeps silent.
class Stranger {
public:
    explicit Stranger(std::string answer) : answer_(std::move(answer)), thread_([this] { serve(); }) {}
    ~Stranger() {
        isOver_ = true;
        boost::system::error_code ignored;
        boost::asio::ip::tcp::socket knock{context_};
        knock.connect(acceptor_.local_endpoint(), ignored);
        thread_.join();
    }
    [[nodiscard]] std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }

private:
    void serve() {
        while (!isOver_) {
            boost::asio::ip::tcp::socket socket{context_};
            boost::system::error_code problem;
            acceptor_.accept(socket, problem);
            if (problem || isOver_) return;
            char piece[1'000];
            socket.read_some(boost::asio::buffer(piece), problem);
            boost::asio::write(socket, boost::asio::buffer(answer_), problem);
        }
    }
    std::string answer_;
    std::atomic<bool> isOver_ = false;
    boost::asio::io_context context_;
    boost::asio::ip::tcp::acceptor acceptor_{context_, {boost::asio::ip::make_address("127.0.0.1"), 0}};
    std::thread thread_;
};

/// A proxy that connects whoever asks (RFC 9110, CONNECT), one at a time, and counts.
class Proxy {
public:
    Proxy() : thread_([this] { serve(); }) {}
    ~Proxy() {
        isOver_ = true;
        boost::system::error_code ignored;
        boost::asio::ip::tcp::socket knock{context_};
        knock.connect(acceptor_.local_endpoint(), ignored);
        thread_.join();
    }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()); }
    std::atomic<int> connected = 0;

private:
    using Socket = boost::asio::ip::tcp::socket;
    static void pass(Socket& from, Socket& to) {
        boost::system::error_code problem;
        char piece[10'000];
        while (!problem) {
            auto const size = from.read_some(boost::asio::buffer(piece), problem);
            if (size > 0) boost::asio::write(to, boost::asio::buffer(piece, size), problem);
        }
        to.shutdown(Socket::shutdown_both, problem);
        from.shutdown(Socket::shutdown_both, problem);
    }
    void serve() {
        while (!isOver_) {
            Socket inner{context_};
            boost::system::error_code problem;
            acceptor_.accept(inner, problem);
            if (problem || isOver_) return;
            boost::asio::streambuf head;
            boost::asio::read_until(inner, head, "\r\n\r\n", problem);
            std::istream line{&head};
            std::string method;
            std::string place;
            line >> method >> place;
            auto const colon = place.find(':');
            if (method != "CONNECT" || colon == std::string::npos) continue;
            Socket outer{context_};
            outer.connect({boost::asio::ip::make_address(place.substr(0, colon)), static_cast<std::uint16_t>(std::stoi(place.substr(colon + 1)))}, problem);
            boost::asio::write(inner, boost::asio::buffer(std::string{"HTTP/1.1 200 OK\r\n\r\n"}), problem);
            ++connected;
            std::thread back{[&] { pass(outer, inner); }};
            pass(inner, outer);
            back.join();
        }
    }
    std::atomic<bool> isOver_ = false;
    boost::asio::io_context context_;
    boost::asio::ip::tcp::acceptor acceptor_{context_, {boost::asio::ip::make_address("127.0.0.1"), 0}};
    std::thread thread_;
};

}  // namespace

TEST_CASE("what is handed in arrives once, with a token that stays the same", "[collector][transport]") {
    LoopbackCollector collector;
    auto client = clientOf(accessTo(collector));
    auto const first = client.submit(package);
    REQUIRE(first);
    CHECK_FALSE(first->isKnown);
    CHECK(first->digest == sha256(package));
    CHECK(first->arrived.has_value());
    auto const again = client.submit(package);
    REQUIRE(again);
    CHECK(again->isKnown);
    CHECK(again->token == first->token);
    CHECK(again->arrived == first->arrived);
    CHECK(collector.spool.figures().records == 1);
}

TEST_CASE("a registration is handed in without a certificate, and nothing else is taken for one", "[collector][transport]") {
    LoopbackCollector collector;
    auto client = clientOf(accessTo(collector, false));
    auto const registration = test::exampleRegistration();
    auto const arrival = client.sendRegistration(registration);
    REQUIRE(arrival);
    CHECK_FALSE(arrival->isKnown);
    CHECK(client.sendRegistration(registration)->isKnown);
    CHECK(collector.registrations.waiting().value() == 1);
    auto const refused = client.sendRegistration(package);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == error::collectorRefused);
    CHECK(refused.error().arguments.at("code") == "registration-unreadable");
    CHECK(client.submit(package).error().arguments.at("code") == "client-certificate-missing");
}

TEST_CASE("what the bureau has put out is listed and fetched whole", "[collector][transport]") {
    LoopbackCollector collector;
    auto const folder = collector.folder / "published/receipts" / unit;
    std::filesystem::create_directories(folder);
    Bytes const large(5'000'000, 'x');
    REQUIRE(writeFile(folder / "b.zbh", large));
    REQUIRE(writeFile(folder / "a.zbh", "样例"));
    auto client = clientOf(accessTo(collector));
    auto const files = client.list(Shelf::receipts);
    REQUIRE(files);
    REQUIRE(files->size() == 2);
    CHECK((*files)[0].name == "a.zbh");
    CHECK(client.fetch(Shelf::receipts, (*files)[0]).value() == "样例");
    auto const fetched = client.fetch(Shelf::receipts, (*files)[1]);
    REQUIRE(fetched);
    CHECK(*fetched == large);
    CHECK(client.list(Shelf::bulletins).value().empty());
    auto other = (*files)[0];
    other.digest = sha256("something else");
    CHECK(client.fetch(Shelf::receipts, other).error().code == error::collectorAnswerMalformed);
    other.name = "../secret";
    CHECK(client.fetch(Shelf::receipts, other).error().code == error::collectorAnswerMalformed);
    other.name = "missing.zbh";
    CHECK(client.fetch(Shelf::receipts, other).error().code == error::collectorRefused);
}

TEST_CASE("nothing is sent to a collector that another authority vouches for", "[collector][transport]") {
    LoopbackCollector collector;
    auto access = accessTo(collector);
    access.authorities = test::Authority{"another"}.certificate();
    auto const refused = clientOf(std::move(access)).submit(package);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == error::collectorNotTrusted);
    CHECK(collector.spool.figures().records == 0);
}

TEST_CASE("a certificate without its key opens no connection", "[collector][transport]") {
    LoopbackCollector collector;
    auto access = accessTo(collector);
    SECTION("the key is another's") { access.identity->key = collector.authority.issue(unit, test::allTheTime()).key; }
    SECTION("the key is no key") { access.identity->key = "样例"; }
    SECTION("the certificate is none") { access.identity->certificate = "样例"; }
    CHECK(clientOf(std::move(access)).submit(package).error().code == error::collectorIdentityUnusable);
    CHECK(collector.spool.figures().records == 0);
}

TEST_CASE("what is not there, what is silent and what talks otherwise is told apart", "[collector][transport]") {
    LoopbackCollector collector;
    auto access = accessTo(collector);
    SECTION("nobody listens") {
        access.url = "https://127.0.0.1:1";
        CHECK(clientOf(std::move(access)).submit(package).error().code == error::collectorUnreachable);
    }
    SECTION("no TLS") {
        Stranger const stranger{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"};
        access.url = "https://127.0.0.1:" + stranger.port();
        CHECK(clientOf(std::move(access)).submit(package).error().code == error::collectorNotTrusted);
    }
    SECTION("a proxy that refuses") {
        Stranger const stranger{"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"};
        access.proxy = "http://127.0.0.1:" + stranger.port();
        auto const refused = clientOf(std::move(access)).submit(package);
        CHECK(refused.error().code == error::proxyRefused);
        CHECK(refused.error().arguments.at("reason") == "HTTP 407");
    }
}

TEST_CASE("a proxy that connects is all that stands between", "[collector][transport]") {
    LoopbackCollector collector;
    Proxy proxy;
    auto access = accessTo(collector);
    access.proxy = proxy.url();
    {
        auto client = clientOf(std::move(access));
        CHECK(client.submit(package));
        CHECK(client.submit(package)->isKnown);
    }
    CHECK(proxy.connected == 1);
}

TEST_CASE("who was asked to stop sends nothing", "[collector][transport]") {
    LoopbackCollector collector;
    std::stop_source stop;
    stop.request_stop();
    CHECK(clientOf(accessTo(collector)).submit(package, {nullptr, stop.get_token()}).error().code == error::cancelled);
    CHECK(collector.spool.figures().records == 0);
}
