#include "calendar/schedule.h"

#include <ctime>
#include <tuple>

#include "base/file.h"
#include "calendar/survey_data.h"
#include "form/edition.h"
#include "support/catch.h"
#include "support/time_zone.h"

using namespace zhibao;

namespace {

std::string const header = "period,form_set,opens,deadline,note\n";

FormSet quarterlySet() {
    FormSet set;
    set.id = "quarterly";
    return set;
}

Period period(std::string const& text) {
    return *parsePeriod(text);
}

std::string windowText(FilingWindow const& window) {
    return chinaTimeText(window.opens) + " – " + chinaTimeText(window.deadline);
}

}  // namespace

TEST_CASE("a quarter is filed from the first to the tenth day after it, 24:00 in China", "[calendar][schedule]") {
    auto const window = Schedule{}.window(quarterlySet(), period("2017Q1"));
    REQUIRE(window);
    CHECK(toText(window->opens) == "2017-03-31T16:00:00Z");
    CHECK(toText(window->deadline) == "2017-04-10T15:59:59Z");
    CHECK(window->note.empty());
}

TEST_CASE("an announced day holds for its period and form set only", "[calendar][schedule]") {
    auto const schedule = Schedule::parse(header + "2017Q3,quarterly,,2017-10-16,国庆节顺延\n");
    REQUIRE(schedule);
    auto const third = schedule->window(quarterlySet(), period("2017Q3"));
    REQUIRE(third);
    CHECK(windowText(*third) == "2017-10-01 00:00 – 2017-10-16 23:59");
    CHECK(third->note == "国庆节顺延");
    CHECK(windowText(*schedule->window(quarterlySet(), period("2017Q2"))) == "2017-07-01 00:00 – 2017-07-10 23:59");
    auto other = quarterlySet();
    other.id = "affiliates";
    CHECK(windowText(*schedule->window(other, period("2017Q3"))) == "2017-10-01 00:00 – 2017-10-10 23:59");
}

TEST_CASE("a holiday alone does not move a deadline", "[calendar][schedule]") {
    // 2017-10-01 to 08 were holidays; without an announcement the tenth day stands.
    CHECK(windowText(*Schedule{}.window(quarterlySet(), period("2017Q3"))) == "2017-10-01 00:00 – 2017-10-10 23:59");
}

TEST_CASE("the profile of 2016 is due on the last of January 2017", "[calendar][schedule]") {
    EditionLibrary const library{std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms"};
    auto const edition = library.find("services-trade/2017-1");
    REQUIRE(edition);
    auto const* profile = (*edition)->findFormSet("profile");
    REQUIRE(profile != nullptr);
    CHECK(windowText(*Schedule{}.window(*profile, period("2016"))) == "2017-01-01 00:00 – 2017-01-31 23:59");
    auto const wrong = Schedule{}.window(*profile, period("2016Q4"));
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().code == error::periodNotOfSet);
}

TEST_CASE("the annual report is filed from 1 April to 30 June, in leap years as in others", "[calendar][schedule]") {
    EditionLibrary const library{std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms"};
    auto const edition = library.find("services-trade/2017-1");
    REQUIRE(edition);
    auto const* annual = (*edition)->findFormSet("annual");
    REQUIRE(annual != nullptr);
    CHECK(windowText(*Schedule{}.window(*annual, period("2017"))) == "2018-04-01 00:00 – 2018-06-30 23:59");
    // Filed in 2020, which has a 29 February.
    CHECK(windowText(*Schedule{}.window(*annual, period("2019"))) == "2020-04-01 00:00 – 2020-06-30 23:59");
}

TEST_CASE("a broken table of periods is refused with its line", "[calendar][schedule]") {
    auto const problem = [](std::string const& rows) {
        auto const schedule = Schedule::parse(header + rows);
        REQUIRE_FALSE(schedule);
        return std::string{schedule.error().code.name()} + " @ " + schedule.error().where();
    };
    CHECK(problem("2017Q9,quarterly,,2017-10-16,\n") == "period-malformed @ 2");
    CHECK(problem("2017Q3,,,2017-10-16,\n") == "schedule-set-missing @ 2");
    CHECK(problem("2017Q3,quarterly,,16.10.2017,\n") == "date-malformed @ 2");
    CHECK(problem("2017Q3,quarterly,2017-10-17,2017-10-16,\n") == "schedule-dates-reversed @ 2");
    CHECK(problem("2017Q3,quarterly,,2017-10-16,\n2017Q3,quarterly,,2017-10-17,\n") == "schedule-twice @ 3");
}

TEST_CASE("an announced day that does not go with the rule's other day is said", "[calendar][schedule]") {
    auto const schedule = Schedule::parse(header + "2017Q3,quarterly,2017-10-20,,\n");
    REQUIRE(schedule);
    auto const window = schedule->window(quarterlySet(), period("2017Q3"));
    REQUIRE_FALSE(window);
    CHECK(window.error().code == error::scheduleDatesReversed);
}

TEST_CASE("the table of periods that comes along is well-formed", "[calendar][schedule]") {
    auto const bytes = readFile(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms/calendar/periods.csv");
    REQUIRE(bytes);
    CHECK(Schedule::parse(*bytes));
}

namespace {

Holidays realHolidays() {
    auto const bytes = readFile(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms/calendar/holidays.csv");
    REQUIRE(bytes);
    auto holidays = Holidays::parse(*bytes);
    REQUIRE(holidays);
    return *std::move(holidays);
}

Moment moment(std::string const& text) {
    auto const value = parseMoment(text);
    REQUIRE(value);
    return *value;
}

}  // namespace

TEST_CASE("the last second of the last day is in time and the next one is late", "[calendar][schedule]") {
    auto const window = *Schedule{}.window(quarterlySet(), period("2017Q1"));
    auto const holidays = realHolidays();
    auto const at = [&](std::string const& text) { return timelinessAt(window, moment(text), holidays); };
    // 23:59:59 and 24:00 in China.
    CHECK(at("2017-04-10T15:59:59Z") == Timeliness{WindowState::open, 0, 0});
    CHECK(at("2017-04-10T16:00:00Z") == Timeliness{WindowState::closed, -1, std::nullopt});
    CHECK(at("2017-04-10T16:00:00Z").isLate());
    CHECK_FALSE(at("2017-04-10T15:59:59Z").isLate());
    CHECK(at("2017-04-12T02:00:00Z").daysLeft == -2);
}

TEST_CASE("before 0:00 in China of the first day nothing is open, whatever the day is elsewhere", "[calendar][schedule]") {
    auto const window = *Schedule{}.window(quarterlySet(), period("2017Q1"));
    auto const holidays = realHolidays();
    CHECK(timelinessAt(window, moment("2017-03-31T15:59:59Z"), holidays).state == WindowState::notYetOpen);
    CHECK(timelinessAt(window, moment("2017-03-31T16:00:00Z"), holidays) == Timeliness{WindowState::open, 9, 4});
}

TEST_CASE("the time zone Asia/Shanghai is UTC+8 at each end of every quarter since 1992", "[calendar][schedule]") {
    if (!std::filesystem::exists("/usr/share/zoneinfo/Asia/Shanghai")) {
        WARN("skipped: this machine has no data of time zones");
        return;
    }
    test::TimeZone const shanghai{"Asia/Shanghai"};
    for (auto quarter = *Quarter::parse("1992Q1"); quarter < *Quarter::parse("2040Q1"); quarter = quarter.next()) {
        std::time_t const end = endOfDayInChina(quarter.lastDay()).seconds;
        std::tm local{};
        REQUIRE(localtime_r(&end, &local) != nullptr);
        INFO(toText(quarter));
        CHECK(std::tuple{local.tm_hour, local.tm_min, local.tm_sec} == std::tuple{23, 59, 59});
        CHECK(local.tm_gmtoff == 8 * 3'600);
    }
    // Summer time, which is why nothing is said of quarters before.
    std::time_t const summer = parseMoment("1990-07-01T00:00:00Z")->seconds;
    std::tm local{};
    REQUIRE(localtime_r(&summer, &local) != nullptr);
    CHECK(local.tm_gmtoff == 9 * 3'600);
}

TEST_CASE("days left are days in China and workdays leave holidays out", "[calendar][schedule]") {
    auto const window = *Schedule{}.window(quarterlySet(), period("2017Q3"));
    auto const holidays = realHolidays();
    // 2017-10-01 to 08 were holidays: two working days remain on the first, the ninth and the tenth.
    CHECK(timelinessAt(window, moment("2017-10-01T04:00:00Z"), holidays) == Timeliness{WindowState::open, 9, 2});
    CHECK(timelinessAt(window, moment("2017-10-08T16:00:00Z"), holidays) == Timeliness{WindowState::open, 1, 1});
    // Without a table of that year nothing is said about working days.
    CHECK(timelinessAt(window, moment("2017-10-01T04:00:00Z"), Holidays{}) == Timeliness{WindowState::open, 9, std::nullopt});
}

TEST_CASE("the last quarter's window lies in the new year", "[calendar][schedule]") {
    auto const window = *Schedule{}.window(quarterlySet(), period("2016Q4"));
    CHECK(windowText(window) == "2017-01-01 00:00 – 2017-01-10 23:59");
    auto const newYearsEve = timelinessAt(window, moment("2016-12-31T15:59:59Z"), realHolidays());
    CHECK(newYearsEve.state == WindowState::notYetOpen);
    CHECK(newYearsEve.daysLeft == 10);
    // 2017-01-01 and 02 were holidays, 07 and 08 a weekend.
    CHECK(newYearsEve.workdaysLeft == 6);
}

TEST_CASE("days after a leap year's first quarter are counted from its last day", "[calendar][schedule]") {
    auto set = quarterlySet();
    set.opensDaysAfter = -31;
    // 2016 had a 29 February, which a window that opens a month early runs through.
    CHECK(windowText(*Schedule{}.window(set, period("2016Q1"))) == "2016-02-29 00:00 – 2016-04-10 23:59");
    CHECK(windowText(*Schedule{}.window(set, period("2017Q1"))) == "2017-02-28 00:00 – 2017-04-10 23:59");
}

TEST_CASE("a set may say that its last day goes on to the next working day", "[calendar][schedule]") {
    auto set = quarterlySet();
    set.deadlineOnHoliday = DeadlineOnHoliday::nextWorkday;
    auto const schedule = Schedule::parse(header, realHolidays());
    REQUIRE(schedule);
    // 2016-07-10 was a Sunday.
    auto const moved = schedule->window(set, period("2016Q2"));
    REQUIRE(moved);
    CHECK(windowText(*moved) == "2016-07-01 00:00 – 2016-07-11 23:59");
    CHECK(moved->movedFrom == Date{2016, 7, 10});
    auto const kept = schedule->window(set, period("2017Q2"));
    REQUIRE(kept);
    CHECK_FALSE(kept->movedFrom);
    auto const silent = schedule->window(quarterlySet(), period("2016Q2"));
    REQUIRE(silent);
    CHECK(windowText(*silent) == "2016-07-01 00:00 – 2016-07-10 23:59");
}

TEST_CASE("an announced day holds as it is, and a year without a table is said and not guessed", "[calendar][schedule]") {
    auto set = quarterlySet();
    set.deadlineOnHoliday = DeadlineOnHoliday::nextWorkday;
    auto const schedule = Schedule::parse(header + "2016Q2,quarterly,,2016-07-17,样例通知\n", realHolidays());
    REQUIRE(schedule);
    CHECK(windowText(*schedule->window(set, period("2016Q2"))) == "2016-07-01 00:00 – 2016-07-17 23:59");
    auto const unknown = schedule->window(set, period("2014Q2"));
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == error::holidaysUnknown);
    CHECK(unknown.error().arguments.at("year") == "2014");
}

TEST_CASE("the calendar and the rates that come along are read together", "[calendar]") {
    auto const data = loadSurveyData(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms");
    REQUIRE(data);
    CHECK(data->holidays.covers(2018));
    CHECK(data->rates.find(*Quarter::parse("2017Q1"), "CNY"));
}

TEST_CASE("a day at the end of the calendar is refused and not counted on from", "[calendar][schedule]") {
    for (std::string const day : {"1400-01-01", "9999-12-31"}) {
        INFO(day);
        CHECK(Schedule::parse(header + "2017Q1,quarterly," + day + ",,\n", {}).error().code == error::dateNotOfSurvey);
        CHECK(Holidays::parse("first,last,kind\n" + day + "," + day + ",holiday\n").error().code == error::dateNotOfSurvey);
    }
}

TEST_CASE("a period can be owed from its first day on", "[calendar][schedule]") {
    CHECK(checkPeriodHasBegun(period("2017Q2"), Date{2017, 4, 1}));
    auto const early = checkPeriodHasBegun(period("2017Q2"), Date{2017, 3, 31});
    REQUIRE_FALSE(early);
    CHECK(early.error().code == error::periodNotBegun);
    CHECK(early.error().arguments == ErrorArguments{{"period", "2017Q2"}, {"day", "2017-04-01"}});
}
