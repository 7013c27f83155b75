#include "calendar/holidays.h"

#include <rapidcheck.h>

#include "base/csv.h"
#include "base/file.h"
#include "support/catch.h"

using namespace zhibao;

namespace {

Holidays realHolidays() {
    auto const bytes = readFile(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms/calendar/holidays.csv");
    REQUIRE(bytes);
    auto holidays = Holidays::parse(*bytes);
    REQUIRE(holidays);
    return *std::move(holidays);
}

}  // namespace

TEST_CASE("the National Day week of 2017 has no working day, and the Saturday before it is one", "[calendar][holidays]") {
    auto const holidays = realHolidays();
    for (unsigned short day = 1; day <= 8; ++day) CHECK_FALSE(holidays.isWorkday(Date{2017, 10, day}));
    CHECK(holidays.isWorkday(Date{2017, 9, 30}));
    CHECK(holidays.isWorkday(Date{2017, 10, 9}));
    CHECK(holidays.workdayOnOrAfter(Date{2017, 10, 1}) == Date{2017, 10, 9});
    CHECK(holidays.plusWorkdays(Date{2017, 9, 29}, 2) == Date{2017, 10, 9});
    CHECK(holidays.workdaysBetween(Date{2017, 9, 29}, Date{2017, 10, 9}) == 2);
}

TEST_CASE("a working Sunday counts and an ordinary one does not", "[calendar][holidays]") {
    auto const holidays = realHolidays();
    CHECK(holidays.isWorkday(Date{2018, 4, 8}));
    CHECK_FALSE(holidays.isWorkday(Date{2018, 4, 15}));
}

TEST_CASE("the table says for which years it speaks", "[calendar][holidays]") {
    auto const holidays = realHolidays();
    CHECK(holidays.covers(2016));
    CHECK(holidays.covers(2018));
    CHECK_FALSE(holidays.covers(2015));
    CHECK_FALSE(Holidays{}.covers(2017));
}

TEST_CASE("counting forward and counting between agree", "[calendar][holidays]") {
    auto const holidays = realHolidays();
    CHECK(rc::check("n working days later lie n working days", [&] {
        Date const from = Date{2016, 1, 1} + boost::gregorian::days(*rc::gen::inRange(0, 1'000));
        int const count = *rc::gen::inRange(0, 60);
        Date const to = holidays.plusWorkdays(from, count);
        RC_ASSERT(holidays.workdaysBetween(from, to) == count);
        RC_ASSERT(count == 0 || holidays.isWorkday(to));
    }));
}

TEST_CASE("a broken table of holidays is refused with its line", "[calendar][holidays]") {
    auto const problem = [](std::string const& rows) {
        auto const table = Holidays::parse("first,last,kind\n" + rows);
        REQUIRE_FALSE(table);
        return std::string{table.error().code.name()} + " @ " + table.error().where();
    };
    CHECK(problem("2017-01-01,2017-01-02,feast\n") == "holiday-kind-unknown @ 2");
    CHECK(problem("2017-01-02,2017-01-01,holiday\n") == "holiday-dates-reversed @ 2");
    CHECK(problem("2017-01-01,2027-01-01,holiday\n") == "holiday-dates-reversed @ 2");
    CHECK(problem("2017-01-01,2017-01-02,holiday\n2017-01-02,2017-01-02,workday\n") == "holiday-twice @ 3");
    CHECK(problem("2017-02-30,2017-03-01,holiday\n") == "date-malformed @ 2");
}

TEST_CASE("the end of 2018 is known from the notice of 2019", "[calendar][holidays]") {
    // The last quarter of 2018 is filed in January 2019.
    auto const holidays = realHolidays();
    CHECK(holidays.isWorkday(Date{2018, 12, 29}));
    CHECK_FALSE(holidays.isWorkday(Date{2018, 12, 31}));
    CHECK_FALSE(holidays.isWorkday(Date{2019, 1, 1}));
    CHECK(holidays.workdaysBetween(Date{2018, 12, 28}, Date{2019, 1, 10}) == 8);
}

TEST_CASE("every line of the table names its holiday and the notice it stands in", "[calendar][holidays]") {
    auto const bytes = readFile(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms/calendar/holidays.csv");
    REQUIRE(bytes);
    auto const table = parseCsv(*bytes);
    REQUIRE(table);
    auto const name = table->column("name");
    auto const notice = table->column("notice");
    REQUIRE(name);
    REQUIRE(notice);
    for (auto const& row : table->rows) {
        INFO("line " << row.line);
        CHECK_FALSE(row.fields[*name].empty());
        CHECK(row.fields[*notice].starts_with("国办发明电〔201"));
    }
}

TEST_CASE("each working weekend is a Saturday or Sunday, and each holiday has a day that would be one of work", "[calendar][holidays]") {
    auto const bytes = readFile(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms/calendar/holidays.csv");
    auto const table = parseCsv(*bytes);
    REQUIRE(table);
    Holidays const plain;  // knows weekends only
    for (auto const& row : table->rows) {
        INFO("line " << row.line);
        auto const first = *parseDate(row.fields[0]);
        auto const last = *parseDate(row.fields[1]);
        if (row.fields[2] == "workday") CHECK_FALSE(plain.isWorkday(first));
        else CHECK((plain.isWorkday(first) || plain.workdaysBetween(first, last) > 0));
    }
}
