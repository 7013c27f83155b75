#include "store/register.h"

#include <algorithm>
#include <map>

#include "store/openings.h"

#include "support/arrivals.h"
#include "support/bureaus.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

std::string const head = "code,name,district,platform,industry,industry_edition,in_liangjiang,valid_from,state\n";

std::string codeOf(unsigned unit) { return exampleUnitCode(unit).text(); }

RegisterImport imported(BureauDatabase& database, std::string const& rows) {
    auto const result = importRegister(database, head + rows, {}, test::dayOfArrival, "bureau");
    REQUIRE(result);
    return *result;
}

}  // namespace

TEST_CASE("units come in with their dated profiles, and coming again changes nothing", "[store][register]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto const rows = codeOf(1) + ",样例一,500112,p1,I,2011,yes,2016-01-01,active\n" + codeOf(1) + ",样例一新名,500105,p1,I,2011,,2017-06-01,\n" + codeOf(2) +
                      ",样例二,500103,,,,no,2016-01-01,suspended\n";
    auto const first = imported(database, rows);
    CHECK(first.added == 2);
    CHECK(first.problems.empty());
    auto const units = registeredUnits(database).value();
    REQUIRE(units.size() == 2);
    auto const& one = units[0].code.text() == codeOf(1) ? units[0] : units[1];
    auto const& two = units[0].code.text() == codeOf(1) ? units[1] : units[0];
    CHECK(one.profileOn(Date{2017, 3, 31}).district == "500112");
    CHECK(one.profileOn(Date{2017, 6, 30}).district == "500105");
    CHECK(one.profileOn(Date{2017, 6, 30}).inLiangjiang);
    CHECK(two.state == UnitState::suspended);
    CHECK_FALSE(two.profileOn(Date{2017, 1, 1}).inLiangjiang);

    auto const events = database.connection().integer("SELECT count(*) FROM event").value();
    auto const again = imported(database, rows);
    CHECK(again.added == 0);
    CHECK(again.changed == 0);
    CHECK(again.unchanged == 2);
    CHECK(database.connection().integer("SELECT count(*) FROM event").value() == events);

    auto const changed = imported(database, codeOf(1) + ",样例一,500112,p2,I,2011,yes,2016-01-01,cancelled\n");
    CHECK(changed.changed == 1);
    auto const after = registeredUnits(database).value();
    CHECK(std::count_if(after.begin(), after.end(), [](SurveyUnit const& unit) { return unit.state == UnitState::cancelled; }) == 1);
    CHECK(database.connection().integer("SELECT count(*) FROM unit_profile").value() == 4);
}

TEST_CASE("a register file with wrong rows is not imported at all, and every wrong row is named", "[store][register]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    CodeList const districts{"districts", {}, {CodeEntry{.code = "500112", .parent = {}, .isLeaf = true, .name = {}, .searchKeys = {}, .attributes = {}}}};
    auto const result = importRegister(database,
                                       head + codeOf(1) + ",样例,500112,,,,,2017-01-01,\n" + "91500000MA5U,样例,,,,,,2017-01-01,\n" + codeOf(2) +
                                           ",,,,,,,2017-01-01,\n" + codeOf(3) + ",样例,,,,,,2017-02-30,\n" + codeOf(4) + ",样例,999,,,,,2017-01-01,\n" +
                                           codeOf(5) + ",样例,,,,,perhaps,2017-01-01,\n" + codeOf(6) + ",样例,,,,,,2017-01-01,gone\n",
                                       {&districts, nullptr, nullptr}, test::dayOfArrival, "bureau");
    REQUIRE(result);
    std::vector<std::string> problems;
    for (auto const& problem : result->problems) problems.push_back(problem.where() + " " + std::string{problem.code.name()});
    CHECK(problems == std::vector<std::string>{"3 credit-code-length", "4 register-name-missing", "5 date-malformed", "6 register-code-unknown",
                                               "7 register-yes-no-unknown", "8 register-state-unknown"});
    CHECK(result->problems[3].arguments == ErrorArguments{{"column", "district"}, {"code", "999"}, {"list", "districts"}, {"allowed", "500112"}});
    CHECK(registeredUnits(database)->empty());

    auto const twice = imported(database, codeOf(1) + ",样例,,,,,,2017-01-01,\n" + std::string{exampleUnitCode(1).organisationCode()} + ",样例,,,,,,2017-01-01,\n");
    REQUIRE(twice.problems.size() == 1);
    CHECK(twice.problems[0].code == error::registerRowTwice);
    CHECK(twice.problems[0].arguments.at("line") == "2");
    CHECK(registeredUnits(database)->empty());
}

TEST_CASE("whether a unit is in Liangjiang may be written in the ways people write it", "[store][register]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    std::map<std::string, bool> expected;
    std::string rows;
    unsigned number = 0;
    for (std::string const text : {"yes", "1", "是", "no", "0", "否"}) {
        rows += codeOf(++number) + ",样例,,,,," + text + ",2017-01-01,\n";
        expected[codeOf(number)] = number <= 3;
    }
    CHECK(imported(database, rows).problems.empty());
    std::map<std::string, bool> found;
    auto const units = registeredUnits(database).value();
    for (auto const& unit : units) found[unit.code.text()] = unit.profileOn(Date{2017, 3, 31}).inLiangjiang;
    CHECK(found == expected);
}

TEST_CASE("a unit that filed before it was registered is confirmed by the register", "[store][register]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    test::receiveEach(database, {test::ArrivalBuilder{1}.make()});
    CHECK(registeredUnits(database)->front().state == UnitState::unconfirmed);
    CHECK(imported(database, codeOf(1) + ",样例,,,,,,2017-01-01,\n").changed == 1);
    CHECK(registeredUnits(database)->front().state == UnitState::active);
    CHECK(registeredUnits(database)->size() == 1);
}

TEST_CASE("an organisation code grows into the credit code, and never back", "[store][register]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    std::string const former{exampleUnitCode(1).organisationCode()};
    imported(database, former + ",样例,,,,,,2016-01-01,\n");
    CHECK(registeredUnits(database)->front().code.text() == former);
    imported(database, codeOf(1) + ",样例,,,,,,2017-01-01,\n");
    CHECK(registeredUnits(database)->front().code.text() == codeOf(1));
    imported(database, former + ",样例,,,,,,2018-01-01,\n");
    CHECK(registeredUnits(database)->front().code.text() == codeOf(1));
    CHECK(registeredUnits(database)->size() == 1);
}
