#include "aggregate/target.h"

#include "support/catch.h"

using namespace zhibao;

namespace {

Result<Target> targetOf(std::string_view json) {
    auto const document = parseJson(json);
    REQUIRE(document);
    return readTarget(JsonNode{*document});
}

RateTable someRates() {
    return *RateTable::parse("quarter,currency,units_per_usd,basis\n2017Q1,CNY,7,b\n2017Q2,CNY,6.5,b\n");
}

}  // namespace

TEST_CASE("a target names its amount, currency, year and calibre", "[aggregate]") {
    auto const target = targetOf(R"({"amount":"10000000000.00","currency":"USD","year":2017,"calibre":"reported"})");
    REQUIRE(target);
    CHECK(target->hundredths == Int128{1'000'000'000'000});
    CHECK(target->currency == "USD");
    CHECK(target->year == 2017);
    CHECK(target->calibre == Calibre::reported);
}

TEST_CASE("a broken target is answered with its place", "[aggregate]") {
    CHECK(targetOf(R"({"amount":"10","currency":"USD","year":2017,"calibre":"reported"})").error().where() == "/amount");
    CHECK(targetOf(R"({"amount":"-1.00","currency":"USD","year":2017,"calibre":"reported"})").error().where() == "/amount");
    CHECK(targetOf(R"({"amount":"1.00","currency":"USD","year":17,"calibre":"reported"})").error().where() == "/year");
    CHECK(targetOf(R"({"amount":"1.00","currency":"USD","year":2017,"calibre":"all"})").error().where() == "/calibre");
    CHECK(targetOf(R"({"amount":"1.00","currency":"USD","year":2017})").error().code == error::jsonKeyMissing);
}

TEST_CASE("progress adds the year's quarters, each at its own rate", "[aggregate]") {
    auto const first = *Quarter::parse("2017Q1");
    std::map<Quarter, ExactSum> sums;
    sums[first].add(first, "CNY", 700);
    sums[first.next()].add(first.next(), "CNY", 650);
    Target const target{1000, "USD", 2017, Calibre::reported};
    auto const progress = progressTowards(target, sums, first.next().next(), Converter{someRates(), "USD"});
    REQUIRE(progress);
    REQUIRE(progress->size() == 3);
    CHECK((*progress)[0].shareDone == ExactRatio::of(1, 10));
    CHECK((*progress)[1].ofQuarter.hundredths == ExactRatio::of(100));
    CHECK((*progress)[1].cumulative.hundredths == ExactRatio::of(200));
    CHECK((*progress)[2].shareDone == ExactRatio::of(2, 10));
}

TEST_CASE("a target says nothing about another year", "[aggregate]") {
    Target const target{1000, "USD", 2017, Calibre::reported};
    auto const progress = progressTowards(target, {}, *Quarter::parse("2016Q4"), Converter{someRates(), "USD"});
    REQUIRE_FALSE(progress);
    CHECK(progress.error().code == error::targetYearDiffers);
}
