#include "store/status.h"

#include <algorithm>

#include "store/openings.h"
#include "store/register.h"

#include "support/arrivals.h"
#include "support/bureaus.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using test::ArrivalBuilder;

namespace {

Moment const beforeDeadline = test::dayOfArrival;
Moment const afterDeadline{1'491'840'000};

FilingWindow const window{Moment{1'490'976'000}, Moment{1'491'839'999}, "样例"};
Period const firstQuarter = Quarter::parse("2017Q1").value();

SurveyUnit registered(unsigned unit, UnitState state = UnitState::active) {
    return {exampleUnitCode(unit), state, {UnitProfile{Date{2016, 1, 1}, "样例" + std::to_string(unit), "500112", "", "", "", true}}};
}

FormSetStatus onlySet(BureauDatabase const& database, Moment now) {
    auto const status = statusOf(database, firstQuarter, now).value();
    REQUIRE(status.formSets.size() == 1);
    return status.formSets[0];
}

}  // namespace

TEST_CASE("a period says who owes, who filed in time, late or not at all, and what waits", "[store][status]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    REQUIRE(addUnits(database, {registered(1), registered(2), registered(3), registered(4), registered(5, UnitState::suspended), registered(6)}, beforeDeadline, "bureau"));
    REQUIRE(openPeriod(database, "services-trade/2017-1", "quarterly", firstQuarter, window, beforeDeadline, "bureau"));

    auto const fork = ArrivalBuilder{4}.make();
    test::receiveEach(database, {ArrivalBuilder{1}.make(), ArrivalBuilder{2}.arrived(afterDeadline).make(), ArrivalBuilder{3}.finding("query", false).make(), fork,
                                 ArrivalBuilder{4}.amount(5).make(), ArrivalBuilder{7}.version(2, sha256("lost")).make()});

    auto const early = onlySet(database, beforeDeadline);
    CHECK(early.counts.due == 1);  // unit 6
    CHECK(early.counts.missing == 0);
    auto const status = onlySet(database, afterDeadline);
    CHECK(status.window == window);
    CHECK(status.counts.owed() == 6);
    CHECK(status.counts.filed == 4);
    CHECK(status.counts.late == 1);
    CHECK(status.counts.missing == 1);
    CHECK(status.counts.exempt == 1);
    CHECK(status.accepted == 2);
    CHECK(status.waiting == 1);
    CHECK(status.forks == 1);
    CHECK(status.gaps == 1);
    REQUIRE(status.units.size() == 7);
    auto const unit = [&](unsigned number) {
        return *std::find_if(status.units.begin(), status.units.end(), [&](UnitStatus const& one) { return one.unit == exampleUnitCode(number).text(); });
    };
    CHECK(unit(1).status == FilingStatus::filed);
    CHECK(unit(1).name == "样例1");
    CHECK(unit(2).status == FilingStatus::late);
    CHECK(unit(3).countedNumber == 0);
    CHECK(unit(3).latestNumber == 1);
    CHECK(unit(4).isFork);
    CHECK(unit(5).status == FilingStatus::exempt);
    CHECK(unit(5).reason == "suspended");
    CHECK(unit(6).status == FilingStatus::missing);
    CHECK(unit(7).isGap);
    CHECK(unit(7).countedNumber == 0);
    CHECK(unit(7).unitState == "unconfirmed");
    REQUIRE(unit(7).disputed.size() == 1);
    CHECK(unit(7).disputed[0].isGap);
    CHECK(unit(7).disputed[0].number == 2);
    auto const disputed = unit(4).disputed;
    REQUIRE(disputed.size() == 2);
    CHECK(std::count_if(disputed.begin(), disputed.end(), [&](DisputedVersion const& version) { return version.identity == fork.identity; }) == 1);

    auto const json = toText(toJson(statusOf(database, firstQuarter, afterDeadline).value(), [](std::string_view name) { return std::string{name}; }), 2);
    CHECK(json.find("\"missing\": 1") != std::string::npos);
    CHECK(json.find("\"next\": \"status-next-fork\"") != std::string::npos);
    CHECK(json.find("\"next\": \"status-next-gap\"") != std::string::npos);
    CHECK(json.find(fork.identity.hex()) != std::string::npos);
    CHECK(json.find("\"deadline\": \"2017-04-10T15:59:59Z\"") != std::string::npos);
}

TEST_CASE("who owes is frozen when the period opens, who registers later owes from then on, by filing or by decision", "[store][status][openings]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    REQUIRE(addUnits(database, {registered(1)}, beforeDeadline, "bureau"));
    REQUIRE(openPeriod(database, "services-trade/2017-1", "quarterly", firstQuarter, window, beforeDeadline, "bureau"));
    CHECK(openPeriod(database, "services-trade/2017-1", "quarterly", firstQuarter, window, beforeDeadline, "bureau").error().code == error::periodAlreadyOpen);
    REQUIRE(addUnits(database, {registered(2), registered(3)}, beforeDeadline, "bureau"));
    CHECK(onlySet(database, beforeDeadline).counts.owed() == 1);

    test::receiveEach(database, {ArrivalBuilder{2}.make()});
    REQUIRE(setObligation(database, "quarterly", firstQuarter, exampleUnitCode(3), true, "founded in March", beforeDeadline, "bureau"));
    auto const status = onlySet(database, beforeDeadline);
    CHECK(status.counts.owed() == 3);
    CHECK(std::count_if(status.units.begin(), status.units.end(), [](UnitStatus const& unit) { return unit.reason == "entered-later"; }) == 1);

    REQUIRE(setObligation(database, "quarterly", firstQuarter, exampleUnitCode(1), false, "closed down", beforeDeadline, "bureau"));
    CHECK(onlySet(database, beforeDeadline).counts.owed() == 2);
    CHECK(onlySet(database, beforeDeadline).counts.exempt == 1);
    // The earlier row is still there.
    CHECK(database.connection().integer("SELECT count(*) FROM obligation").value() == 4);

    auto const other = Quarter::parse("2017Q2").value();
    CHECK(setObligation(database, "quarterly", other, exampleUnitCode(1), false, "", beforeDeadline, "bureau").error().code == error::periodNotOpen);
    CHECK(setObligation(database, "quarterly", firstQuarter, exampleUnitCode(9), false, "", beforeDeadline, "bureau").error().code == error::unitUnknown);
}

TEST_CASE("the first filing of a period opens it for all units of the register", "[store][status][openings]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    CHECK(statusOf(database, firstQuarter, beforeDeadline)->formSets.empty());
    REQUIRE(addUnits(database, {registered(1), registered(2), registered(3, UnitState::cancelled)}, beforeDeadline, "bureau"));
    test::receiveEach(database, {ArrivalBuilder{1}.make()});
    auto const status = onlySet(database, afterDeadline);
    CHECK(status.counts.owed() == 2);
    CHECK(status.counts.missing == 1);
    CHECK(status.counts.exempt == 1);
    CHECK(status.edition == "services-trade/2017-1");
}
