#include "base/separators.h"

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("commas stand between the thousands of a decimal, and nowhere behind its point", "[base]") {
    CHECK(withSeparators("0.00") == "0.00");
    CHECK(withSeparators("999.99") == "999.99");
    CHECK(withSeparators("1000.00") == "1,000.00");
    CHECK(withSeparators("-1000") == "-1,000");
    CHECK(withSeparators("-100.5") == "-100.5");
    CHECK(withSeparators("1234567.891234") == "1,234,567.891234");
    CHECK(withSeparators("12345678901234567890123456789012345678.00") == "12,345,678,901,234,567,890,123,456,789,012,345,678.00");
}

TEST_CASE("what is no plain decimal gets no commas", "[base]") {
    for (auto const* text : {"", "-", ".", "-.5", "SJ2110", "1e5000", "12345 a", "1,000.00", "2017-01-01", "12345.6.7", "12345.", "1234 Beibei", "—"}) CHECK(withSeparators(text) == text);
}
