#include "trust/der.h"

#include "support/catch.h"

using namespace zhibao;
using namespace std::string_view_literals;

TEST_CASE("DER elements are read one after the other", "[trust]") {
    der::Reader reader{"\x02\x01\x05\x04\x02hi"sv};
    CHECK(reader.nextIs(der::integer));
    CHECK(reader.next(der::integer) == "\x05"sv);
    CHECK_FALSE(reader.next(der::integer));
    CHECK(reader.next(der::octetString) == "hi"sv);
    CHECK(reader.atEnd());
    CHECK_FALSE(reader.next());
}

TEST_CASE("a DER length that is indefinite, not the shortest, or beyond the end is refused", "[trust]") {
    CHECK_FALSE(der::only(der::octetString, "\x04\x80hi\x00\x00"sv));
    CHECK_FALSE(der::only(der::octetString, "\x04\x81\x02hi"sv));
    CHECK_FALSE(der::only(der::octetString, "\x04\x82\x00\x02hi"sv));
    CHECK_FALSE(der::only(der::octetString, "\x04\x03hi"sv));
    CHECK_FALSE(der::only(der::octetString, "\x04\x85\x01\x00\x00\x00\x00"sv));
    CHECK_FALSE(der::only(der::octetString, "\x04"sv));
    CHECK_FALSE(der::only(der::octetString, "\x04\x02hi!"sv));
    CHECK(der::only(der::octetString, "\x04\x02hi"sv) == "hi"sv);
    std::string const longer(0x80, 'x');
    CHECK(der::only(der::octetString, "\x04\x81\x80" + longer) == longer);
}

TEST_CASE("an integer with a needless leading byte is not the shortest", "[trust]") {
    CHECK(der::isShortestInteger("\x00"sv));
    CHECK(der::isShortestInteger("\x00\x80"sv));
    CHECK_FALSE(der::isShortestInteger("\x00\x7F"sv));
    CHECK_FALSE(der::isShortestInteger("\xFF\x80"sv));
    CHECK_FALSE(der::isShortestInteger(""sv));
}
