#include "register/obligation.h"

#include <algorithm>

#include "support/catch.h"

using namespace zhibao;

namespace {

SurveyUnit unit(unsigned number, UnitState state) {
    UnitProfile profile;
    profile.validFrom = Date{2015, 1, 1};
    profile.name = "样例企业";
    return SurveyUnit{exampleUnitCode(number), state, {profile}};
}

FormSet quarterlySet() {
    FormSet set;
    set.id = "quarterly";
    set.frequency = Frequency::quarterly;
    return set;
}

Period period(std::string const& text) {
    return *parsePeriod(text);
}
Moment moment(std::string const& text) {
    return *parseMoment(text);
}

Obligation obligation(Exemption exemption = Exemption::none) {
    return Obligation{exampleUnitCode(1), "quarterly", period("2017Q1"), exemption};
}

FilingWindow firstQuarter() {
    return *Schedule{}.window(quarterlySet(), period("2017Q1"));
}

}  // namespace

TEST_CASE("active and unconfirmed units owe a filing, suspended and cancelled ones are exempt, with the reason", "[register][obligation]") {
    auto const obligations = computeObligations(
        {unit(4, UnitState::cancelled), unit(1, UnitState::active), unit(3, UnitState::suspended), unit(2, UnitState::unconfirmed)},
        quarterlySet(), period("2017Q1"));
    REQUIRE(obligations);
    REQUIRE(obligations->size() == 4);
    auto const of = [&](unsigned number) {
        return *std::find_if(obligations->begin(), obligations->end(), [&](auto const& o) { return o.unit == exampleUnitCode(number); });
    };
    CHECK(of(1).isDue());
    CHECK(of(2).isDue());
    CHECK(of(3).exemption == Exemption::suspended);
    CHECK(of(4).exemption == Exemption::cancelled);
    CHECK(of(1).formSet == "quarterly");
    CHECK(toText(of(1).period) == "2017Q1");
}

TEST_CASE("obligations do not depend on the order of the register", "[register][obligation]") {
    auto const there = computeObligations({unit(1, UnitState::active), unit(2, UnitState::active)}, quarterlySet(), period("2017Q1"));
    auto const back = computeObligations({unit(2, UnitState::active), unit(1, UnitState::active)}, quarterlySet(), period("2017Q1"));
    REQUIRE(there);
    REQUIRE(back);
    for (std::size_t i = 0; i < there->size(); ++i) CHECK((*there)[i].unit == (*back)[i].unit);
    CHECK((*there)[0].unit < (*there)[1].unit);
}

TEST_CASE("a unit known by its old and its new code owes once", "[register][obligation]") {
    auto old = unit(1, UnitState::active);
    old.code = *UnitCode::parse(exampleUnitCode(1).organisationCode());
    auto const obligations = computeObligations({old, unit(1, UnitState::active)}, quarterlySet(), period("2017Q1"));
    REQUIRE(obligations);
    REQUIRE(obligations->size() == 1);
    CHECK(obligations->front().unit == exampleUnitCode(1));
}

TEST_CASE("a year is no period of a quarterly set", "[register][obligation]") {
    auto const obligations = computeObligations({unit(1, UnitState::active)}, quarterlySet(), period("2017"));
    REQUIRE_FALSE(obligations);
    CHECK(obligations.error().code == error::periodNotOfSet);
}

TEST_CASE("the last second of the tenth of April is in time, the next is late", "[register][obligation]") {
    auto const now = moment("2017-05-01T00:00:00Z");
    CHECK(filingStatus(obligation(), moment("2017-04-10T15:59:59Z"), firstQuarter(), now) == FilingStatus::filed);
    CHECK(filingStatus(obligation(), moment("2017-04-10T16:00:00Z"), firstQuarter(), now) == FilingStatus::late);
}

TEST_CASE("what has not arrived is due until the deadline and missing after it", "[register][obligation]") {
    CHECK(filingStatus(obligation(), std::nullopt, firstQuarter(), moment("2017-04-10T15:59:59Z")) == FilingStatus::due);
    CHECK(filingStatus(obligation(), std::nullopt, firstQuarter(), moment("2017-04-10T16:00:00Z")) == FilingStatus::missing);
}

TEST_CASE("an exempt unit is never missing, but its filing is seen", "[register][obligation]") {
    auto const exempt = obligation(Exemption::suspended);
    auto const now = moment("2017-05-01T00:00:00Z");
    CHECK(filingStatus(exempt, std::nullopt, firstQuarter(), now) == FilingStatus::exempt);
    CHECK(filingStatus(exempt, moment("2017-04-05T00:00:00Z"), firstQuarter(), now) == FilingStatus::filed);
    CHECK(filingStatus(exempt, moment("2017-04-15T00:00:00Z"), firstQuarter(), now) == FilingStatus::late);
}

TEST_CASE("filings of exempt units stay out of the filing rate", "[register][obligation]") {
    FilingCounts counts;
    counts.add(obligation(), FilingStatus::filed);
    counts.add(obligation(), FilingStatus::late);
    counts.add(obligation(), FilingStatus::missing);
    counts.add(obligation(), FilingStatus::due);
    counts.add(obligation(Exemption::cancelled), FilingStatus::exempt);
    counts.add(obligation(Exemption::suspended), FilingStatus::filed);
    CHECK(counts.owed() == 4);
    CHECK(counts.arrived() == 2);
    CHECK(counts.exempt == 1);
    CHECK(counts.exemptButFiled == 1);
}

TEST_CASE("states have names for files", "[register][obligation]") {
    CHECK(nameOf(FilingStatus::late) == "late");
    CHECK(nameOf(FilingStatus::exempt) == "exempt");
    CHECK(nameOf(Exemption::cancelled) == "cancelled");
}

TEST_CASE("a set that only some units owe is owed by those whose profile at the period's end gives a reason", "[register][obligation]") {
    auto set = quarterlySet();
    set.id = "affiliates";
    set.owedWhen = {{"profile", {{"foreignShare", ScopeTest::Kind::above, {}, Money::parse("50").value()}}, {"外方控股", "foreign control"}}};
    set.notOwed = {"没有外方控股", "no foreign control"};
    auto const with = [](unsigned number, std::vector<std::pair<Date, std::string>> shares, UnitState state = UnitState::active) {
        auto one = unit(number, state);
        for (auto const& [day, share] : shares) {
            auto profile = one.profiles.front();
            profile.validFrom = day;
            profile.characteristics = {{"foreignShare", share}};
            one.profiles.push_back(profile);
        }
        return one;
    };
    auto const obligations = computeObligations({with(1, {}), with(2, {{Date{2016, 1, 1}, "60.00"}}), with(3, {{Date{2016, 1, 1}, "60.00"}, {Date{2017, 3, 31}, "20.00"}}),
                                                 with(4, {{Date{2017, 4, 1}, "60.00"}}), with(5, {{Date{2016, 1, 1}, "60.00"}}, UnitState::suspended)},
                                                set, period("2017Q1"));
    REQUIRE(obligations);
    std::vector<std::string> found;
    for (unsigned number = 1; number <= 5; ++number) {
        auto const one = std::find_if(obligations->begin(), obligations->end(), [&](auto const& o) { return o.unit == exampleUnitCode(number); });
        REQUIRE(one != obligations->end());
        found.push_back(std::string{nameOf(one->exemption)} + ": " + one->reason.en);
    }
    CHECK(found == std::vector<std::string>{"unknown: ", "none: foreign control", "out-of-scope: no foreign control", "unknown: ",
                                            "suspended: foreign control"});
}
