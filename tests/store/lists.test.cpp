#include "store/lists.h"

#include "store/decisions.h"
#include "store/register.h"

#include "support/arrivals.h"
#include "support/bureaus.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using test::ArrivalBuilder;

TEST_CASE("versions are listed page by page from the newest, and each page goes on where the last ended", "[store][lists]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    std::vector<Arrival> arrivals;
    for (unsigned unit = 1; unit <= 25; ++unit) arrivals.push_back(ArrivalBuilder{unit}.make());
    test::receiveEach(database, arrivals);
    CHECK(countVersions(database, {}).value() == 25);
    std::vector<std::int64_t> seen;
    std::optional<std::int64_t> before;
    for (;;) {
        auto const page = listVersions(database, {}, before, 10).value();
        if (page.empty()) break;
        CHECK(page.size() <= 10);
        for (auto const& entry : page) seen.push_back(entry.version);
        before = page.back().version;
    }
    REQUIRE(seen.size() == 25);
    CHECK(seen.front() == 25);
    CHECK(std::is_sorted(seen.rbegin(), seen.rend()));
}

TEST_CASE("versions can be sought by period, form set, state, and any part of a unit's code or name", "[store][lists]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    SurveyUnit const named{exampleUnitCode(2), UnitState::active, {UnitProfile{Date{2016, 1, 1}, "样例软件公司", "", "", "", "", true}}};
    REQUIRE(addUnits(database, {named}, test::dayOfArrival, "bureau"));
    auto const first = ArrivalBuilder{1}.make();
    test::receiveEach(database, {first, ArrivalBuilder{1}.version(2, first.identity).amount(7).make(), ArrivalBuilder{2}.period("2017Q2").make(),
                                 ArrivalBuilder{3}.finding("error", false).make(), ArrivalBuilder{4}.make(), ArrivalBuilder{4}.amount(9).make()});
    auto const count = [&](VersionFilter const& filter) {
        CHECK(listVersions(database, filter, {}, 100)->size() == countVersions(database, filter).value());
        return countVersions(database, filter).value();
    };
    CHECK(count({.period = "2017Q1", .formSet = {}, .unit = {}, .state = {}}) == 5);
    CHECK(count({.period = {}, .formSet = "profile", .unit = {}, .state = {}}) == 0);
    CHECK(count({.period = {}, .formSet = {}, .unit = "软件", .state = {}}) == 1);
    CHECK(count({.period = {}, .formSet = {}, .unit = exampleUnitCode(1).text().substr(8), .state = {}}) == 2);
    CHECK(count({.period = {}, .formSet = {}, .unit = {}, .state = VersionState::counted}) == 2);
    CHECK(count({.period = {}, .formSet = {}, .unit = {}, .state = VersionState::replaced}) == 1);
    CHECK(count({.period = {}, .formSet = {}, .unit = {}, .state = VersionState::waiting}) == 1);
    CHECK(count({.period = {}, .formSet = {}, .unit = {}, .state = VersionState::fork}) == 2);
    CHECK(listVersions(database, {.period = "2017Q2", .formSet = {}, .unit = {}, .state = {}}, {}, 1)->front().unitName == "样例软件公司");
    // A sign of the language of patterns is an ordinary character.
    CHECK(count({.period = {}, .formSet = {}, .unit = "%", .state = {}}) == 0);
}

TEST_CASE("refusals are listed from the newest with all a sentence needs", "[store][lists]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    std::vector<Arrival> arrivals;
    for (int i = 1; i <= 5; ++i)
        arrivals.push_back(RefusedFile{std::to_string(i) + ".zbs", sha256(std::to_string(i)), Error{error::versionUnknown, {"entry"}, {{"version", std::to_string(i)}}},
                                       Moment{test::dayOfArrival.seconds + i}});
    test::receiveEach(database, arrivals);
    CHECK(countRefusals(database).value() == 5);
    auto const page = listRefusals(database, {}, 2).value();
    REQUIRE(page.size() == 2);
    CHECK(page[0].fileName == "5.zbs");
    CHECK(page[0].arrived.seconds == test::dayOfArrival.seconds + 5);
    CHECK(listRefusals(database, page[1].refusal, 10)->size() == 3);
}

TEST_CASE("a version that is not there is said to be unknown", "[store][lists]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    CHECK(readVersion(database, 1).error().code == error::versionUnknown);
}
