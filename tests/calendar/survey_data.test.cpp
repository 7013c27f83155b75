#include "calendar/survey_data.h"

#include "support/catch.h"

using namespace zhibao;

namespace {

Editions editions() {
    Edition edition;
    edition.id = "fixture/1";
    FormSet quarterly;
    quarterly.id = "quarterly";
    quarterly.opensDaysAfter = 1;
    quarterly.deadlineDaysAfter = 10;
    FormSet annual = quarterly;
    annual.id = "annual";
    annual.frequency = Frequency::annual;
    FormSet early = quarterly;
    early.id = "early";
    early.opensDaysAfter = -5;
    edition.formSets = {quarterly, annual, early};
    return {std::make_shared<Edition const>(std::move(edition))};
}

/// "code @ line; " of each announcement that no edition can follow.
std::string misfits(std::string const& rows) {
    auto const schedule = Schedule::parse("period,form_set,opens,deadline,note\n" + rows);
    REQUIRE(schedule);
    std::string text;
    for (auto const& problem : misfitsOf(*schedule, editions(), "forms")) text += std::string{problem.code.name()} + " @ " + problem.where() + "; ";
    return text;
}

std::string const file = "forms/calendar/periods.csv > ";

}  // namespace

TEST_CASE("days announced for a form set or a period that no edition has are named", "[calendar][survey_data]") {
    CHECK(misfits("2017Q1,quarterly,2017-04-02,2017-04-12,\n2017,annual,,2018-02-10,\n").empty());
    CHECK(misfits("2017Q1,quaterly,,2017-04-12,\n2017,quarterly,,,\n2017Q1,annual,,,\n") ==
          "form-set-unknown @ " + file + "2; period-not-of-set @ " + file + "3; period-not-of-set @ " + file + "4; ");
    auto const schedule = Schedule::parse("period,form_set,opens,deadline,note\n2017Q1,quaterly,,2017-04-12,\n");
    CHECK(misfitsOf(*schedule, editions(), "forms").front().arguments.at("known") == "quarterly");
}

TEST_CASE("nothing is opened before its period has ended, unless the set's own rule opens early", "[calendar][survey_data]") {
    CHECK(misfits("2017Q1,quarterly,2017-03-31,,\n") == "schedule-opens-early @ " + file + "2; ");
    CHECK(misfits("2017Q1,quarterly,2017-04-01,,\n").empty());
    CHECK(misfits("2017Q1,early,2017-03-20,,\n").empty());
}

TEST_CASE("what the bureau says of calendar and rates comes first, and of what it says nothing the installed tables hold", "[calendar][survey_data]") {
    auto const installed = parseSurveyData("first,last,kind,name,notice\n2017-04-02,2017-04-04,holiday,,\n2018-01-01,2018-01-01,holiday,,\n",
                                           "period,form_set,opens,deadline,note\n2017Q1,quarterly,,2017-04-12,\n2017Q2,quarterly,,2017-07-12,\n",
                                           "quarter,currency,units_per_usd,basis\n2017Q1,EUR,0.9,old\n2017Q1,JPY,110,old\n2017Q2,EUR,0.8,old\n");
    auto const told = parseSurveyData("first,last,kind,name,notice\n2017-04-03,2017-04-03,holiday,,\n", "period,form_set,opens,deadline,note\n2017Q1,quarterly,,2017-04-20,later\n",
                                      "quarter,currency,units_per_usd,basis\n2017Q1,EUR,0.95,new\n");
    REQUIRE(installed);
    REQUIRE(told);
    auto const data = completed(*told, *installed);
    auto const day = [](char const* text) { return parseDate(text).value(); };
    CHECK_FALSE(data.holidays.isWorkday(day("2017-04-03")));
    CHECK(data.holidays.isWorkday(day("2017-04-04")));
    CHECK_FALSE(data.holidays.isWorkday(day("2018-01-01")));
    auto const edition = editions().front();
    auto const& set = *edition->findFormSet("quarterly");
    CHECK(dayInChina(data.schedule.window(set, Quarter::parse("2017Q1").value())->deadline) == day("2017-04-20"));
    CHECK(dayInChina(data.schedule.window(set, Quarter::parse("2017Q2").value())->deadline) == day("2017-07-12"));
    CHECK(data.schedule.announced().size() == 2);
    CHECK(data.rates.find(Quarter::parse("2017Q1").value(), "EUR")->basis == "new");
    CHECK_FALSE(data.rates.find(Quarter::parse("2017Q1").value(), "JPY"));
    CHECK(data.rates.find(Quarter::parse("2017Q2").value(), "EUR")->basis == "old");
}
