#include "base/money.h"

#include <limits>

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

TEST_CASE("amounts near the limit of 64 bits are kept to the last hundredth, and beyond it refused", "[base][money]") {
    for (auto const* text : {"999999999999999.99", "1000000000000000.00", "-1000000000000000.01", "92233720368547758.07", "-92233720368547758.07"}) {
        CHECK(Money::parse(text)->canonical() == text);
        CHECK(Money::parseCanonical(text)->canonical() == text);
    }
    CHECK(Money::parse("922,337,203.6854775807", Unit::hundredMillion)->hundredths() == INT64_MAX);
    CHECK(Money::parse("922337203.6854775808", Unit::hundredMillion).error().code == error::amountOverflow);
    CHECK(Money::parse("9223372036854.775808", Unit::tenThousand).error().code == error::amountOverflow);
    CHECK(Money::parse("-92233720368547758.08").error().code == error::amountOverflow);
    CHECK(Money::parse(std::string(1'000'000, '9')).error().code == error::amountOverflow);
    CHECK(Money::parse(std::string(1'000'000, '0') + "7")->hundredths() == 700);

    auto const most = Money::ofHundredths(INT64_MAX);
    auto const least = Money::ofHundredths(INT64_MIN);
    auto const one = Money::ofHundredths(1);
    CHECK(most.plus(one).error().code == error::amountOverflow);
    CHECK(least.minus(one).error().code == error::amountOverflow);
    CHECK(Money{}.minus(least).error().code == error::amountOverflow);
    CHECK(most.plus(least)->hundredths() == -1);
    CHECK(least.canonical() == "-92233720368547758.08");
    CHECK(least.display(Unit::hundredMillion) == "-922,337,203.6854775808");
}

TEST_CASE("rounding treats an amount and its negative alike, and halves as the mode says", "[base][money]") {
    struct Case {
        int value;
        int divisor;
        int halfUp;
        int halfEven;
    };
    for (auto const& [value, divisor, halfUp, halfEven] : {Case{5, 10, 1, 0}, Case{15, 10, 2, 2}, Case{25, 10, 3, 2}, Case{24, 10, 2, 2}, Case{26, 10, 3, 3}, Case{4, 10, 0, 0},
                                                           Case{1, 3, 0, 0}, Case{2, 3, 1, 1}, Case{7, 2, 4, 4}, Case{5, 2, 3, 2}, Case{0, 7, 0, 0}}) {
        INFO(value << " / " << divisor);
        CHECK((scaledAndRounded(value, 1, divisor, Rounding::halfUp).value() == halfUp));
        CHECK((scaledAndRounded(-value, 1, divisor, Rounding::halfUp).value() == -halfUp));
        CHECK((scaledAndRounded(value, 1, divisor, Rounding::halfEven).value() == halfEven));
        CHECK((scaledAndRounded(-value, 1, divisor, Rounding::halfEven).value() == -halfEven));
    }
    // Nothing is printed as "-0.00".
    CHECK(decimalText(scaledAndRounded(-4, 1, 10, Rounding::halfUp).value(), 2) == "0.00");
    CHECK(decimalText(-1, 2) == "-0.01");
    CHECK(decimalText(-123'456'789, 2, true) == "-1,234,567.89");
}

TEST_CASE("products up to 128 bits are rounded exactly, and larger ones refused", "[base][money]") {
    constexpr Int128 most = std::numeric_limits<std::int64_t>::max();
    CHECK((scaledAndRounded(most * most, 1, most, Rounding::halfUp).value() == most));
    CHECK((scaledAndRounded(-most * most, 2, 2 * most, Rounding::halfEven).value() == -most));
    CHECK(scaledAndRounded(most * most, most, 1, Rounding::halfUp).error().code == error::amountOverflow);
    // A divisor beyond half of 128 bits: doubling the remainder would wrap.
    Int128 const large = (Int128{1} << 126) + 1;
    CHECK((scaledAndRounded(large - 1, 1, large, Rounding::halfUp).value() == 1));
}

TEST_CASE("what is no number, or has separators out of place, is no amount", "[base][money]") {
    for (auto const* text : {"", " ", "-", "+", ".", ",", "1,23", "12,34", ",123", "1,234,56", "1,2345", "1.2.3", "1e3", "0x10", "INF", "nan", "--1", "1-", "1 000 元", "１２a", "\xFF", "٣"}) {
        INFO(text);
        CHECK(Money::parse(text).error().code == error::amountMalformed);
    }
    CHECK(Money::parse("1 234.5")->hundredths() == 123'450);
    CHECK(Money::parse("+.5")->hundredths() == 50);
    CHECK(Money::parse("-0")->isZero());
    CHECK(parseFraction("6.8847") == Fraction{68'847, 10'000});
    CHECK(parseFraction("-1").error().code == error::amountMalformed);
    CHECK(parseFraction("1.0000000000000000000").error().code == error::amountOverflow);
}
