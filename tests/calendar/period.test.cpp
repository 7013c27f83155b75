#include "calendar/period.h"

#include <rapidcheck.h>

#include "support/catch.h"

using namespace zhibao;

namespace {

Quarter quarter(std::string const& text) {
    auto const result = Quarter::parse(text);
    REQUIRE(result);
    return *result;
}

Date day(std::string const& text) {
    auto const result = parseDate(text);
    REQUIRE(result);
    return *result;
}

}  // namespace

TEST_CASE("a quarter knows its first and last day", "[calendar][period]") {
    CHECK(quarter("2017Q1").firstDay() == day("2017-01-01"));
    CHECK(quarter("2017Q1").lastDay() == day("2017-03-31"));
    CHECK(quarter("2016Q2").lastDay() == day("2016-06-30"));
    CHECK(quarter("2017Q4").firstDay() == day("2017-10-01"));
    CHECK(quarter("2017Q4").lastDay() == day("2017-12-31"));
}

TEST_CASE("neighbours of a quarter cross the year", "[calendar][period]") {
    CHECK(quarter("2017Q1").previous() == quarter("2016Q4"));
    CHECK(quarter("2017Q4").next() == quarter("2018Q1"));
    CHECK(quarter("2017Q3").sameQuarterLastYear() == quarter("2016Q3"));
    CHECK(quarter("2017Q1") < quarter("2017Q2"));
    CHECK(quarter("2016Q4") < quarter("2017Q1"));
}

TEST_CASE("the year to date begins with the first quarter and ends with this one", "[calendar][period]") {
    auto const quarters = quarter("2017Q3").yearToDate();
    REQUIRE(quarters.size() == 3);
    CHECK(toText(quarters.front()) == "2017Q1");
    CHECK(toText(quarters.back()) == "2017Q3");
    CHECK(quarter("2017Q1").yearToDate().size() == 1);
}

TEST_CASE("what is no period is refused with the text that was given", "[calendar][period]") {
    for (auto const* text :
         {"", "2017", "2017Q0", "2017Q5", "2017q1", "2017-Q1", "17Q1", "1899Q4", "2200Q1", "2017Q11", " 2017Q1", "２０１７Q1"}) {
        auto const result = Quarter::parse(text);
        INFO(text);
        REQUIRE_FALSE(result);
        CHECK(result.error().code == error::periodMalformed);
        CHECK(result.error().arguments.at("text") == text);
    }
    for (auto const* text : {"", "2017Q1", "20170", "1899", "2200", "-201", "year"}) CHECK_FALSE(Year::parse(text));
}

TEST_CASE("a period is read as a quarter or a year and written the way it was read", "[calendar][period]") {
    for (auto const* text : {"2017Q1", "2016", "1900Q1", "2199Q4", "2199"}) {
        auto const period = parsePeriod(text);
        REQUIRE(period);
        CHECK(toText(*period) == text);
    }
    CHECK_FALSE(parsePeriod("2017H1"));
}

TEST_CASE("a period is shown in both languages", "[calendar][period]") {
    CHECK(displayText(*parsePeriod("2017Q1")) == LocalizedText{"2017年1季度", "2017 Q1"});
    CHECK(displayText(*parsePeriod("2017")) == LocalizedText{"2017年", "2017"});
}

TEST_CASE("a year reaches from January to December", "[calendar][period]") {
    auto const year = *parsePeriod("2016");
    CHECK(firstDay(year) == day("2016-01-01"));
    CHECK(lastDay(year) == day("2016-12-31"));
    CHECK(toText(previous(year)) == "2015");
    CHECK(toText(samePeriodLastYear(year)) == "2015");
    CHECK(toText(previous(*parsePeriod("2017Q1"))) == "2016Q4");
    CHECK(toText(samePeriodLastYear(*parsePeriod("2017Q1"))) == "2016Q1");
}

TEST_CASE("quarters follow one another without gap, and each day lies in exactly one", "[calendar][period]") {
    CHECK(rc::check("neighbours touch", [] {
        auto const text = std::to_string(*rc::gen::inRange(1901, 2199)) + "Q" + std::to_string(*rc::gen::inRange(1, 5));
        auto const here = *Quarter::parse(text);
        RC_ASSERT(toText(here) == text);
        RC_ASSERT(here.next().previous() == here);
        RC_ASSERT(here.lastDay() + boost::gregorian::days(1) == here.next().firstDay());
        RC_ASSERT(here.sameQuarterLastYear().quarterOfYear() == here.quarterOfYear());
        RC_ASSERT(here.sameQuarterLastYear().year() == here.year() - 1);
        RC_ASSERT(here.yearToDate().size() == static_cast<std::size_t>(here.quarterOfYear()));
    }));
    CHECK(rc::check("a day lies in the quarter that contains it", [] {
        auto const date = Date{1901, 1, 1} + boost::gregorian::days(*rc::gen::inRange(0, 100'000));
        auto const here = Quarter::containing(date);
        RC_ASSERT(here.firstDay() <= date);
        RC_ASSERT(date <= here.lastDay());
        RC_ASSERT(*Quarter::parse(toText(here)) == here);
    }));
}
