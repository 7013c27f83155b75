#include "calendar/schedule.h"

#include "base/file.h"
#include "form/edition.h"
#include "support/catch.h"

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
