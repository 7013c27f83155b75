#include "collector/http_request.h"

#include "base/random.h"

#include "support/catch.h"

#include <rapidcheck.h>

using namespace zhibao;
using namespace zhibao::collector;

namespace {

/// The code of what is wrong with a head; "good" when nothing is.
std::string problemOf(std::string const& head) {
    auto const read = readHead(head);
    return read ? "good" : std::string{read.error().code.name()};
}

std::string post(std::string const& fields) {
    return "POST /v1/submissions HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

}  // namespace

TEST_CASE("a plain request is read: method, path, query, fields, length", "[collector]") {
    auto const head = readHead("POST /v1/x?after=3&b HTTP/1.1\r\nHost: localhost:8443\r\nCONTENT-Length:  12 \r\nX-Empty:\r\nAccept: a, b\r\n\r\n");
    REQUIRE(head);
    CHECK(head->method == "POST");
    CHECK(head->path == "/v1/x");
    CHECK(head->query == "after=3&b");
    CHECK(head->contentLength == 12);
    CHECK(head->field("accept") == "a, b");
    CHECK(head->field("x-empty").empty());
    CHECK(head->field("missing").empty());
    CHECK(head->keepsAlive);
    CHECK_FALSE(head->expectsContinue);
    CHECK(endOfHead("GET / HTTP/1.1\r\nHost: a\r\n\r\nrest") == 27);
    CHECK(endOfHead("GET / HTTP/1.1\r\nHost: a\r\n\r") == BytesView::npos);
}

TEST_CASE("a connection is kept unless the sender says close", "[collector]") {
    CHECK_FALSE(readHead(post("Content-Length: 0\r\nConnection: close\r\n"))->keepsAlive);
    CHECK_FALSE(readHead(post("Content-Length: 0\r\nConnection: x, Close\r\n"))->keepsAlive);
    CHECK(readHead(post("Content-Length: 0\r\nConnection: keep-alive\r\n"))->keepsAlive);
    CHECK(readHead(post("Content-Length: 5\r\nExpect: 100-Continue\r\n"))->expectsContinue);
    CHECK(problemOf(post("Content-Length: 5\r\nExpect: payment\r\n")) == "request-expectation-unknown");
}

TEST_CASE("lengths that two programs could understand in two ways are refused", "[collector]") {
    CHECK(problemOf(post("Content-Length: 5\r\n")) == "good");
    CHECK(problemOf(post("Content-Length: 5\r\nContent-Length: 5\r\n")) == "request-ambiguous");
    CHECK(problemOf(post("Content-Length: 5\r\nContent-Length: 6\r\n")) == "request-ambiguous");
    CHECK(problemOf(post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")) == "request-ambiguous");
    CHECK(problemOf(post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n")) == "request-ambiguous");
    CHECK(problemOf(post("Transfer-Encoding: chunked\r\n")) == "request-length-missing");
    CHECK(problemOf(post("Transfer-Encoding: xchunked\r\n")) == "request-length-missing");
    CHECK(problemOf(post("Transfer-Encoding:\r\n")) == "request-length-missing");
    CHECK(problemOf(post("")) == "request-length-missing");
    for (auto const* length : {"", "+5", "-5", "5, 5", "5 5", "0x5", "5.0", "5a", "99999999999999999999", "0000000000000000005"}) {
        INFO(length);
        CHECK(problemOf(post("Content-Length: " + std::string{length} + "\r\n")) == "request-ambiguous");
    }
    // A body behind a GET is counted, not ignored: what follows would be taken for the next request.
    CHECK(readHead("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n")->contentLength == 5);
}

TEST_CASE("shapes by which requests are smuggled past a front are malformed", "[collector]") {
    std::string const good = "Content-Length: 0\r\n";
    CHECK(problemOf(post(good + "A: b\r\n c\r\n")) == "request-malformed");                       // folded
    CHECK(problemOf(post(good + "A: b\r\n\tc\r\n")) == "request-malformed");
    CHECK(problemOf("GET / HTTP/1.1\r\n Host: a\r\n\r\n") == "request-malformed");
    CHECK(problemOf(post("Content-Length : 0\r\n")) == "request-malformed");                      // a blank before the colon
    CHECK(problemOf(post(good + "Transfer-Encoding\x0b: chunked\r\n")) == "request-malformed");
    CHECK(problemOf(post(good + "A: b\nTransfer-Encoding: chunked\r\n")) == "request-malformed");  // a bare line feed
    CHECK(problemOf(post(good + "A: b\rTransfer-Encoding: chunked\r\n")) == "request-malformed");  // a bare carriage return
    CHECK(problemOf(post(good + std::string{"A: b\0c\r\n", 8})) == "request-malformed");
    CHECK(problemOf(post(good + ": b\r\n")) == "request-malformed");
    CHECK(problemOf(post(good + "no colon\r\n")) == "request-malformed");
    CHECK(problemOf(post(good + "Ä: b\r\n")) == "request-malformed");
    CHECK(problemOf(post(good + "Host: b\r\n")) == "request-malformed");
    CHECK(problemOf(post(good + "Content-Type: a\r\nContent-Type: b\r\n")) == "request-malformed");
    CHECK(problemOf("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n") == "request-malformed");
    CHECK(problemOf(post(good) + "x") == "request-malformed");
}

TEST_CASE("a request line is three words with a path of visible characters", "[collector]") {
    auto const line = [](std::string const& text) { return problemOf(text + "\r\nHost: a\r\n\r\n"); };
    CHECK(line("GET / HTTP/1.1") == "good");
    CHECK(line("GET / HTTP/1.0") == "request-version-other");
    CHECK(line("GET / HTTP/2.0") == "request-version-other");
    for (auto const* text : {"", "GET", "GET /", "GET  / HTTP/1.1", "GET /  HTTP/1.1", " GET / HTTP/1.1", "GET / a HTTP/1.1", "GET http://example.org/ HTTP/1.1", "GET * HTTP/1.1", "GET /#a HTTP/1.1",
                             "G(T / HTTP/1.1", "GET / http/1.1", "GET /\t HTTP/1.1", "GET /\xe4 HTTP/1.1"}) {
        INFO(text);
        CHECK(line(text) == "request-malformed");
    }
    CHECK(line("GET /" + std::string(2'047, 'a') + " HTTP/1.1") == "good");
    CHECK(line("GET /" + std::string(2'048, 'a') + " HTTP/1.1") == "request-malformed");
}

TEST_CASE("a flood of fields is malformed", "[collector]") {
    std::string fields = "Content-Length: 0\r\n";
    for (int i = 0; i < 62; ++i) fields += "A: b\r\n";
    CHECK(problemOf(post(fields)) == "good");
    CHECK(problemOf(post(fields + "A: b\r\n")) == "request-malformed");
}

TEST_CASE("whatever bytes come, reading a head ends with a request or a code", "[collector]") {
    rc::check([](std::string const& bytes) { static_cast<void>(readHead(bytes)); });
    // Sound heads with some bytes changed come further.
    std::string const sound = post("Content-Length: 5\r\nExpect: 100-continue\r\nConnection: a, close\r\n");
    SeededRandom random{5};
    for (int i = 0; i < 20'000; ++i) {
        auto bytes = sound;
        for (auto changes = random.below(4) + 1; changes > 0; --changes) bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
        if (auto const head = readHead(bytes)) CHECK(head->path.starts_with('/'));
    }
}
