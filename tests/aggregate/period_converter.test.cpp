#include "aggregate/period_converter.h"

#include "support/catch.h"
#include "support/editions.h"

using namespace zhibao;
using namespace zhibao::test;

TEST_CASE("an amount is shown in dollars at the rate of its quarter, rounded once", "[aggregate]") {
    PeriodConverter const dollars{roundRates(), Period{*Quarter::parse("2017Q1")}, "USD"};
    CHECK(dollars.converted(Money::ofHundredths(80'04), "CNY") == Money::ofHundredths(10'01));  // 10.005
    CHECK(dollars.converted(Money::ofHundredths(-80'04), "CNY") == Money::ofHundredths(-10'01));
    CHECK(dollars.converted(Money::ofHundredths(1'00), "EUR") == Money::ofHundredths(2'00));
    CHECK(dollars.converted(Money::ofHundredths(7), "USD") == Money::ofHundredths(7));
    CHECK_FALSE(dollars.converted(Money::ofHundredths(7), "JPY"));
    CHECK_FALSE(dollars.converted(Money::ofHundredths(7), ""));
}

TEST_CASE("an amount of a year is converted at the mean of its quarters, and not at all while one has no rate", "[aggregate]") {
    auto const rates = RateTable::parse("quarter,currency,units_per_usd,basis\n2017Q1,CNY,4,x\n2017Q2,CNY,4,x\n2017Q3,CNY,8,x\n2017Q4,CNY,8,x\n2017Q1,EUR,1,x\n");
    REQUIRE(rates);
    PeriodConverter const dollars{*rates, Period{*Year::parse("2017")}, "USD"};
    CHECK(dollars.converted(Money::ofHundredths(16'00), "CNY") == Money::ofHundredths(3'00));  // (4 + 4 + 2 + 2) / 4
    CHECK_FALSE(dollars.converted(Money::ofHundredths(16'00), "EUR"));
}

TEST_CASE("an amount that does not fit any more is not converted", "[aggregate]") {
    PeriodConverter const yuan{roundRates(), Period{*Quarter::parse("2017Q1")}, "CNY"};
    CHECK(yuan.converted(Money::ofHundredths(1'00), "USD") == Money::ofHundredths(8'00));
    CHECK_FALSE(yuan.converted(Money::ofHundredths(9'000'000'000'000'000'000), "USD"));
}
