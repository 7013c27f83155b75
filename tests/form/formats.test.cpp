#include "form/formats.h"

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("telephone numbers are taken as people write them", "[form][formats]") {
    for (auto const* text : {"023-67000000", "(023) 6700 0000", "+86 23 67000000", "13800000000", "023-67000000转123", "023-67000000x12"}) {
        INFO(text);
        CHECK(hasFormat(text, "phone"));
    }
    for (auto const* text : {"", "12345", "无", "转1234567", "023-6700000O", "123456789012345678901"}) {
        INFO(text);
        CHECK_FALSE(hasFormat(text, "phone"));
    }
}

TEST_CASE("an e-mail address has a name, an at sign and a domain with a point", "[form][formats]") {
    for (auto const* text : {"statistics@example.com", "a.b+c@mail.example.org", "统计@例子.example"}) CHECK(hasFormat(text, "e-mail"));
    for (auto const* text : {"", "@example.com", "a@example", "a b@example.com", "a@b@example.com", "a@example..com", "a@.com"}) {
        INFO(text);
        CHECK_FALSE(hasFormat(text, "e-mail"));
    }
}

TEST_CASE("a web site is a host with a point", "[form][formats]") {
    for (auto const* text : {"www.example.com", "https://example.com/path", "http://example.com:8080"}) CHECK(hasFormat(text, "website"));
    for (auto const* text : {"", "example", "http://", "www example.com", "example.com:port"}) {
        INFO(text);
        CHECK_FALSE(hasFormat(text, "website"));
    }
}

TEST_CASE("numbers of fixed length have that length", "[form][formats]") {
    CHECK(hasFormat("401120", "postcode"));
    CHECK_FALSE(hasFormat("4011200", "postcode"));
    CHECK_FALSE(hasFormat("40112O", "postcode"));
    CHECK(hasFormat("500112", "region"));
    CHECK(hasFormat("6510", "industry-class"));
    CHECK(hasFormat("65", "industry-class"));
    CHECK_FALSE(hasFormat("I", "industry-class"));
    CHECK(hasFormat("00000006X", "organisation-code"));
    CHECK(hasFormat("00000006-X", "organisation-code"));
    CHECK_FALSE(hasFormat("0000006-X", "organisation-code"));
}
