#include "register/unit.h"

#include "base/money.h"  // both are used together everywhere; their names must not clash
#include "support/catch.h"

using namespace zhibao;

namespace {

UnitProfile profileFrom(int year, std::string platform) {
    UnitProfile profile;
    profile.validFrom = Date{static_cast<unsigned short>(year), 1, 1};
    profile.name = "样例企业";
    profile.platform = std::move(platform);
    return profile;
}

}  // namespace

TEST_CASE("the profile that holds on a day is the last that began by then", "[register][unit]") {
    SurveyUnit const unit{exampleUnitCode(1), UnitState::active, {profileFrom(2015, "YL"), profileFrom(2017, "XT")}};
    CHECK(unit.profileOn(Date{2016, 12, 31}).platform == "YL");
    CHECK(unit.profileOn(Date{2017, 1, 1}).platform == "XT");
    CHECK(unit.profileOn(Date{2030, 1, 1}).platform == "XT");
}

TEST_CASE("before the first profile the first one holds", "[register][unit]") {
    SurveyUnit const unit{exampleUnitCode(1), UnitState::active, {profileFrom(2015, "YL")}};
    CHECK(unit.profileOn(Date{2014, 12, 31}).platform == "YL");
}
