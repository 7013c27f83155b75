#include "aggregate/convert.h"

#include "support/catch.h"

using namespace zhibao;

namespace {

Quarter quarter(std::string_view text) {
    return *Quarter::parse(text);
}

RateTable someRates() {
    return *RateTable::parse(
        "quarter,currency,units_per_usd,basis\n"
        "2017Q1,CNY,6.8847,example basis\n"
        "2017Q1,JPY,113.5667,example basis\n"
        "2017Q2,CNY,6.8595,another basis\n");
}

std::string textOf(Converted const& converted, int decimals = 2) {
    Int128 factor = 1;
    for (int i = 0; i < decimals; ++i) factor *= 10;
    return decimalText(*converted.hundredths.scaledAndRounded(factor, 100, Rounding::halfUp), decimals);
}

}  // namespace

TEST_CASE("an amount in the target currency passes unchanged and needs no rate", "[aggregate]") {
    ExactSum sum;
    sum.add(quarter("1999Q1"), "CNY", 60'300'000'000'00);
    Converter const intoCny{someRates(), "CNY"};
    auto const converted = intoCny.convert(sum);
    CHECK(converted.hundredths == ExactRatio::of(60'300'000'000'00));
    CHECK(converted.withoutRate.empty());
}

TEST_CASE("conversion divides by the own rate and multiplies by the target's", "[aggregate]") {
    ExactSum sum;
    sum.add(quarter("2017Q1"), "JPY", 1'135'667'00);
    CHECK(textOf(Converter{someRates(), "USD"}.convert(sum)) == "10000.00");
    CHECK(textOf(Converter{someRates(), "CNY"}.convert(sum)) == "68847.00");
    ExactSum dollars;
    dollars.add(quarter("2017Q2"), "USD", 100'00);
    CHECK(textOf(Converter{someRates(), "CNY"}.convert(dollars)) == "685.95");
}

TEST_CASE("each quarter of a cumulative sum has its own rate, and the parts are added before anything is rounded", "[aggregate]") {
    // 0.004 dollars each: rounded one by one nothing would be left.
    ExactSum sum;
    sum.add(quarter("2017Q1"), "CNY", 3);  // 0.03 / 6.8847 = 0.004357…
    sum.add(quarter("2017Q2"), "CNY", 3);  // 0.03 / 6.8595 = 0.004373…
    auto const converted = Converter{someRates(), "USD"}.convert(sum);
    CHECK(converted.hundredths == ExactRatio::of(30000, 68847).plus(ExactRatio::of(30000, 68595)));
    CHECK(textOf(converted) == "0.01");
}

TEST_CASE("what has no rate stays outside the total and is listed with its amount", "[aggregate]") {
    ExactSum sum;
    sum.add(quarter("2017Q1"), "USD", 100);
    sum.add(quarter("2017Q2"), "JPY", 500);
    sum.add(quarter("2017Q2"), "XXX", 0);
    auto const converted = Converter{someRates(), "USD"}.convert(sum);
    CHECK(textOf(converted) == "1.00");
    CHECK(converted.withoutRate == std::vector<ExactSum::Part>{{quarter("2017Q2"), "JPY", 500}});
}

TEST_CASE("without a rate of the target nothing but the target itself is converted", "[aggregate]") {
    ExactSum sum;
    sum.add(quarter("2017Q1"), "USD", 100);
    sum.add(quarter("2017Q1"), "EUR", 7);
    auto const converted = Converter{someRates(), "EUR"}.convert(sum);
    CHECK(textOf(converted) == "0.07");
    CHECK(converted.withoutRate.size() == 1);
}

TEST_CASE("the basis of each rate is known", "[aggregate]") {
    Converter const converter{someRates(), "USD"};
    CHECK(converter.basis(quarter("2017Q1"), "JPY") == "example basis");
    CHECK(converter.basis(quarter("2017Q2"), "CNY") == "another basis");
    CHECK(converter.basis(quarter("2017Q2"), "JPY").empty());
    CHECK(converter.basis(quarter("2018Q2"), "CNY").empty());
}
