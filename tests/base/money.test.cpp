#include "base/money.h"

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("an amount with more decimals than its unit allows is refused, not rounded", "[base][money]") {
    auto const amount = Money::parse("1234.567", Unit::one);
    REQUIRE_FALSE(amount);
    CHECK(amount.error().code == error::amountTooFine);
}

TEST_CASE("an amount in ten thousands keeps six decimals", "[base][money]") {
    CHECK(Money::parse("1,234.567891", Unit::tenThousand)->hundredths() == 1'234'567'891);
}

TEST_CASE("full-width digits and separators are read as plain ones", "[base][money]") {
    CHECK(Money::parse("１，２３４．５")->canonical() == "1234.50");
    CHECK(Money::parse("−１２")->canonical() == "-12.00");
}

TEST_CASE("the form of amounts in files has two decimals, no separators, and one way to write each amount", "[base][money]") {
    CHECK(Money::parseCanonical("1234.50")->hundredths() == 123'450);
    CHECK(Money::parseCanonical("-0.01")->hundredths() == -1);
    CHECK(Money::parseCanonical("0.00")->isZero());
    CHECK(Money::parseCanonical("92233720368547758.07")->hundredths() == INT64_MAX);
    for (auto const* text : {"", "-", ".00", "-.50", "1", "1.5", "1.500", "01.50", "-0.00", "+1.00", " 1.00", "1.00 ", "1,234.00", "1..0", "1.a0", "１.００", "--1.00"}) {
        INFO(text);
        auto const amount = Money::parseCanonical(text);
        REQUIRE_FALSE(amount);
        CHECK(amount.error().code == error::amountMalformed);
    }
    CHECK(Money::parseCanonical("92233720368547758.08").error().code == error::amountOverflow);
}
