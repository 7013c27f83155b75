#include "transport/patience.h"

#include <vector>

#include "support/catch.h"

using namespace zhibao;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

Error const unreachable{error::collectorUnreachable, {}, {{"host", "collector.example"}, {"reason", "样例"}}};

/// What is waited for when the work always fails like that.
std::vector<milliseconds> waits(unsigned attempts, Error const& error) {
    std::vector<milliseconds> all;
    Patience patience;
    patience.attempts = attempts;
    patience.wait = [&](milliseconds wait, Error const&) {
        all.push_back(wait);
        return true;
    };
    auto const result = patiently(patience, [&]() -> Result<int> { return tl::unexpected(error); });
    CHECK(result.error() == error);
    return all;
}

}  // namespace

TEST_CASE("what cannot be reached is tried again, each time after twice the time, up to a bound", "[transport]") {
    CHECK(waits(9, unreachable) == std::vector<milliseconds>{seconds{1}, seconds{2}, seconds{4}, seconds{8}, seconds{16}, seconds{32}, seconds{60}, seconds{60}});
    CHECK(waits(1, unreachable).empty());
}

TEST_CASE("a collector that asks to wait is not asked earlier", "[transport]") {
    auto const asks = [](std::string const& time) { return Error{error::collectorAsksToWait, {}, {{"host", "collector.example"}, {"seconds", time}}}; };
    CHECK(waits(2, asks("90")) == std::vector<milliseconds>{seconds{90}});
    CHECK(waits(2, asks("0")) == std::vector<milliseconds>{seconds{1}});
    CHECK(waits(2, asks("999999999")) == std::vector<milliseconds>{std::chrono::hours{1}});
    CHECK(waits(2, asks("soon")) == std::vector<milliseconds>{seconds{5}});
}

TEST_CASE("what does not pass by itself is not tried again", "[transport]") {
    for (auto const code : {error::collectorRefused, error::collectorNotTrusted, error::collectorAnswerMalformed, error::proxyRefused, error::cancelled}) CHECK(waits(5, Error{code, {}, {}}).empty());
}

TEST_CASE("who is asked to stop while waiting stops", "[transport]") {
    Patience patience;
    patience.wait = [](milliseconds, Error const&) { return false; };
    CHECK(patiently(patience, []() -> Result<int> { return tl::unexpected(unreachable); }).error().code == error::cancelled);
}

TEST_CASE("only an https address without a name, a question or a fragment is a collector's", "[transport]") {
    auto const made = [](std::string const& url) { return CollectorClient::make({.url = url, .authorities = {}, .identity = {}, .proxy = {}}); };
    for (auto const* url : {"", "collector.example", "http://collector.example", "https://", "https:/" "/user@collector.example", "https:/" "/user:word@collector.example", "https://collector.example/?a=b",
                            "https://collector.example/#a", "ftp://collector.example/", "https://collector.example:port", "https:/" "/a b"}) {
        INFO(url);
        auto const client = made(url);
        REQUIRE_FALSE(client);
        CHECK(client.error().code == error::collectorUrlMalformed);
    }
    for (auto const* url : {"https://collector.example", "https://collector.example:8443/", "https://192.0.2.7:8443", "https://[2001:db8::1]:8443", "https://bureau.example/collector/"}) {
        INFO(url);
        CHECK(made(url));
    }
}
