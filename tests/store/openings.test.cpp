#include "store/openings.h"

#include <map>
#include <set>

#include "form/edition.h"
#include "store/register.h"
#include "store/status.h"

#include "support/arrivals.h"
#include "support/bureaus.h"
#include "support/catch.h"
#include "support/editions.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using test::ArrivalBuilder;

namespace {

Moment const now = test::dayOfArrival;
FilingWindow const window{Moment{1'490'976'000}, Moment{1'492'703'999}, "样例"};
Period const firstQuarter = Quarter::parse("2017Q1").value();
Period const year = Year::parse("2017").value();

FormSet const& affiliates() {
    return *test::theEdition().findFormSet("affiliates");
}

/// Per unit of the set's only opening: "due active", "exempt out-of-scope".
std::map<std::string, std::string> obligations(BureauDatabase const& database, Period const& period, std::string_view set) {
    std::map<std::string, std::string> found;
    auto const status = statusOf(database, period, now).value();
    for (auto const& part : status.formSets)
        if (part.formSet == set)
            for (auto const& unit : part.units) found[unit.unit] = (unit.isExempt ? "exempt " : "due ") + unit.reason;
    return found;
}

RegisterImport imported(BureauDatabase& database, std::string const& rows) {
    auto const& edition = test::theEdition();
    auto const result = importRegister(database, "code,name,valid_from,state,foreignShare,hasOverseasAffiliates\n" + rows, {nullptr, nullptr, nullptr, &edition}, now, "bureau");
    REQUIRE(result);
    return *result;
}

std::string codeOf(unsigned unit) {
    return exampleUnitCode(unit).text();
}

}  // namespace

TEST_CASE("affiliates are due from whoever the register says has some, and those of whom nothing is known are told apart", "[store][openings]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    CHECK(imported(database, codeOf(1) + ",样例一,2016-01-01,,60,no\n" + codeOf(2) + ",样例二,2016-01-01,,50,no\n" + codeOf(3) + ",样例三,2016-01-01,,,是\n" + codeOf(4) +
                                 ",样例四,2016-01-01,,,\n" + codeOf(5) + ",样例五,2016-01-01,suspended,100,yes\n" + codeOf(6) + ",样例六,2017-04-01,,60,no\n")
              .problems.empty());
    REQUIRE(openPeriod(database, "services-trade/2017-1", "affiliates", firstQuarter, window, now, "bureau", &affiliates()));
    REQUIRE(openPeriod(database, "services-trade/2017-1", "quarterly", firstQuarter, window, now, "bureau", test::theEdition().findFormSet("quarterly")));
    CHECK(obligations(database, firstQuarter, "affiliates") == std::map<std::string, std::string>{{codeOf(1), "due active"},
                                                                                                   {codeOf(2), "exempt out-of-scope"},
                                                                                                   {codeOf(3), "due active"},
                                                                                                   {codeOf(4), "exempt unknown"},
                                                                                                   {codeOf(5), "exempt suspended"},
                                                                                                   {codeOf(6), "exempt unknown"}});
    CHECK(obligations(database, firstQuarter, "quarterly")[codeOf(4)] == "due active");
}

TEST_CASE("what the register says later does not change what was frozen when the period opened", "[store][openings]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    imported(database, codeOf(1) + ",样例一,2016-01-01,,60,no\n");
    REQUIRE(openPeriod(database, "services-trade/2017-1", "affiliates", firstQuarter, window, now, "bureau", &affiliates()));
    CHECK(imported(database, codeOf(1) + ",样例一,2017-01-01,,20,no\n").changed == 1);
    CHECK(imported(database, codeOf(1) + ",样例一,2017-01-01,,20.00,no\n").unchanged == 1);
    CHECK(obligations(database, firstQuarter, "affiliates")[codeOf(1)] == "due active");
    auto const second = Period{Quarter::parse("2017Q2").value()};
    REQUIRE(openPeriod(database, "services-trade/2017-1", "affiliates", second, window, now, "bureau", &affiliates()));
    CHECK(obligations(database, second, "affiliates")[codeOf(1)] == "exempt out-of-scope");
    CHECK(registeredUnits(database).value()[0].profileOn(Date{2017, 6, 30}).characteristics ==
          Characteristics{{"foreignShare", "20.00"}, {"hasOverseasAffiliates", "no"}});
}

TEST_CASE("an accepted profile decides who owes the annual report of affiliates", "[store][openings]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    std::vector<Arrival> arrivals;
    for (unsigned number : {1U, 2U, 3U}) {
        auto filing = ArrivalBuilder{number}.set("profile").period("2017").profile({"样例", "500112", "", ""}).make();
        filing.characteristics = {{"foreignShare", number == 1 ? "0.00" : "100.00"}, {"hasOverseasAffiliates", "no"}};
        if (number == 3) filing.findings.push_back({"B8", "query", "violated", false, {}, {}, {}});  // waits, so it does not count yet
        arrivals.emplace_back(std::move(filing));
    }
    test::receiveEach(database, arrivals);
    REQUIRE(openPeriod(database, "services-trade/2017-1", "annual", year, window, now, "bureau", test::theEdition().findFormSet("annual")));
    CHECK(obligations(database, year, "annual") == std::map<std::string, std::string>{{codeOf(1), "exempt out-of-scope"},
                                                                                       {codeOf(2), "due unconfirmed"},
                                                                                       {codeOf(3), "exempt unknown"}});
}

TEST_CASE("a first filing that opens a period freezes the same obligations as the bureau would", "[store][openings]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    imported(database, codeOf(1) + ",样例一,2016-01-01,,60,no\n" + codeOf(2) + ",样例二,2016-01-01,,0,no\n" + codeOf(3) + ",样例三,2016-01-01,,0,no\n");
    auto filing = ArrivalBuilder{3}.set("affiliates").make();
    filing.formSet = std::shared_ptr<FormSet const>{std::shared_ptr<void>{}, &affiliates()};
    test::receiveEach(database, {std::move(filing)});
    CHECK(obligations(database, firstQuarter, "affiliates") ==
          std::map<std::string, std::string>{{codeOf(1), "due active"}, {codeOf(2), "exempt out-of-scope"}, {codeOf(3), "exempt out-of-scope"}});
}

TEST_CASE("a register row whose answer is none is refused with its column", "[store][openings]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto const result = imported(database, codeOf(1) + ",样例一,2016-01-01,,most,no\n");
    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems[0].where() == "2 > foreignShare");
    CHECK(result.added == 0);
}

TEST_CASE("units that came into the register after the opening owe nothing until they are entered, with a reason", "[store][openings]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    CHECK(unitsWithoutObligation(database, "quarterly", firstQuarter).error().code == error::periodNotOpen);
    imported(database, codeOf(1) + ",样例一,2016-01-01,,,\n");
    REQUIRE(openPeriod(database, "services-trade/2017-1", "quarterly", firstQuarter, window, now, "bureau", test::theEdition().findFormSet("quarterly")));
    imported(database, codeOf(2) + ",样例二,2016-01-01,,,\n" + codeOf(3) + ",样例三,2016-01-01,suspended,,\n" + codeOf(4) + ",样例四,2016-01-01,,,\n");
    auto const added = unitsWithoutObligation(database, "quarterly", firstQuarter).value();
    CHECK(std::set<UnitCode>(added.begin(), added.end()) == std::set<UnitCode>{exampleUnitCode(2), exampleUnitCode(4)});

    REQUIRE(setObligations(database, "quarterly", firstQuarter, added, true, "补录", now, "bureau"));
    CHECK(obligations(database, firstQuarter, "quarterly") ==
          std::map<std::string, std::string>{{codeOf(1), "due active"}, {codeOf(2), "due 补录"}, {codeOf(4), "due 补录"}});
    CHECK(unitsWithoutObligation(database, "quarterly", firstQuarter)->empty());

    SECTION("a unit can be freed again, and both changes stay") {
        REQUIRE(setObligations(database, "quarterly", firstQuarter, {exampleUnitCode(2)}, false, "已停业", now, "bureau"));
        CHECK(obligations(database, firstQuarter, "quarterly")[codeOf(2)] == "exempt 已停业");
        CHECK(database.connection().integer("SELECT count(*) FROM obligation").value() == 4);
    }
    SECTION("with one unit that the register does not know, none is changed") {
        auto const refused = setObligations(database, "quarterly", firstQuarter, {exampleUnitCode(4), exampleUnitCode(9)}, false, "已停业", now, "bureau");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == error::unitUnknown);
        CHECK(obligations(database, firstQuarter, "quarterly")[codeOf(4)] == "due 补录");
    }
}
