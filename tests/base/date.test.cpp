#include "base/date.h"

#include <limits>

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("a day is read in one form only, and only if the calendar has it", "[base][date]") {
    CHECK(toText(parseDate("2016-02-29").value()) == "2016-02-29");
    for (auto const* text : {"", "2017-02-29", "2017-2-9", "2017-00-10", "2017-13-01", "2017-01-00", "2017-01-32", "0000-01-01", "1399-12-31", "2017/01/01", "2017-01-01 ", "+017-01-01",
                             "２０１７-01-01", "2017-01-0a"}) {
        INFO(text);
        CHECK(parseDate(text).error().code == error::dateMalformed);
    }
}

TEST_CASE("a moment is read and written to the second, and is a day in China eight hours ahead", "[base][date]") {
    auto const moment = parseMoment("2017-04-10T15:59:59Z");
    REQUIRE(moment);
    CHECK(toText(*moment) == "2017-04-10T15:59:59Z");
    CHECK(dayInChina(*moment) == parseDate("2017-04-10").value());
    CHECK(dayInChina(Moment{moment->seconds + 1}) == parseDate("2017-04-11").value());
    CHECK(endOfDayInChina(parseDate("2017-04-10").value()) == *moment);
    CHECK(chinaTimeText(*moment) == "2017-04-10 23:59");
    // Before 1970 the day still begins at midnight.
    CHECK(toText(Moment{-1}) == "1969-12-31T23:59:59Z");
    CHECK(dayInChina(Moment{-8 * 3'600 - 1}) == parseDate("1969-12-31").value());
    for (auto const* text : {"", "2017-04-10T15:59:59", "2017-04-10 15:59:59Z", "2017-04-10T24:00:00Z", "2017-04-10T15:60:00Z", "2017-04-10T15:59:60Z", "2017-02-30T00:00:00Z", "2017-04-10T-1:00:00Z"}) {
        INFO(text);
        CHECK(parseMoment(text).error().code == error::momentMalformed);
    }
}

TEST_CASE("a moment that no calendar has, as an altered file may hold, is still a text", "[base][date]") {
    for (auto const seconds : {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min(), std::int64_t{300'000'000'000}, std::int64_t{-100'000'000'000}}) {
        CHECK(toText(Moment{seconds}).size() == 20);
        CHECK(chinaTimeText(Moment{seconds}).size() == 16);
        CHECK_FALSE(dayInChina(Moment{seconds}).is_special());
    }
    CHECK(toText(Moment{std::numeric_limits<std::int64_t>::max()}) == "9999-12-31T23:59:59Z");
    CHECK(toText(Moment{std::numeric_limits<std::int64_t>::min()}) == "1400-01-01T00:00:00Z");
}
