#include "store/accepted_rows.h"

#include "store/openings.h"
#include "store/register.h"

#include "support/arrivals.h"
#include "support/bureaus.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using test::ArrivalBuilder;

namespace {

Quarter quarter(std::string_view text) { return Quarter::parse(text).value(); }

}  // namespace

TEST_CASE("totals read rows by quarter, unit and row, with blanks as nothing", "[store][accepted_rows]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto second = test::tradeRow("import", "SC1", 2);
    second.mode1.reset();
    second.digital = Money::ofHundredths(-5);
    test::receiveEach(database, {ArrivalBuilder{2}.rows({test::tradeRow("export", "SA1", 1), second}).make(), ArrivalBuilder{1}.make(),
                                 ArrivalBuilder{1}.period("2016Q4").make(), ArrivalBuilder{1}.period("2017Q2").make(),
                                 ArrivalBuilder{1}.set("profile").period("2017").rows({}).make()});
    std::vector<std::string> seen;
    REQUIRE(forEachAcceptedRow(database, quarter("2016Q4"), quarter("2017Q1"), [&](AcceptedRow const& row) -> Result<> {
        seen.push_back(toText(row.quarter) + " " + std::string{row.unit} + " " + std::string{row.item} + " " + std::to_string(row.filingVersion));
        if (row.item == "SC1") {
            CHECK(row.flow == "import");
            CHECK(row.total == Money::ofHundredths(2));
            CHECK_FALSE(row.mode1);
            CHECK(row.digital == Money::ofHundredths(-5));
        }
        return {};
    }));
    auto const unit = [](unsigned number) { return exampleUnitCode(number).text(); };
    REQUIRE(seen.size() == 4);
    CHECK(seen[0] == "2016Q4 " + unit(1) + " SJ211 3");
    std::vector<std::string> expected{"2017Q1 " + unit(2) + " SA1 1", "2017Q1 " + unit(2) + " SC1 1"};
    auto const one = "2017Q1 " + unit(1) + " SJ211 2";
    expected.insert(exampleUnitCode(1).organisationCode() < exampleUnitCode(2).organisationCode() ? expected.begin() : expected.end(), one);
    expected.insert(expected.begin(), seen[0]);
    CHECK(seen == expected);
}

TEST_CASE("the profile is that of the quarter's last day", "[store][accepted_rows]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    SurveyUnit const unit{exampleUnitCode(1),
                          UnitState::active,
                          {UnitProfile{Date{2016, 1, 1}, "样例", "500112", "p1", "I", "2011", true}, UnitProfile{Date{2017, 3, 31}, "样例", "500105", "", "J", "2011", false},
                           UnitProfile{Date{2017, 4, 1}, "样例", "500103", "", "", "", true}}};
    REQUIRE(addUnits(database, {unit}, test::dayOfArrival, "bureau"));
    test::receiveEach(database, {ArrivalBuilder{1}.make(), ArrivalBuilder{1}.period("2015Q4").make()});
    int rows = 0;
    REQUIRE(forEachAcceptedRow(database, quarter("2015Q1"), quarter("2017Q4"), [&](AcceptedRow const& row) -> Result<> {
        ++rows;
        bool const isEarly = row.quarter == quarter("2015Q4");  // before the first profile: the first holds
        CHECK(row.district == (isEarly ? "500112" : "500105"));
        CHECK(row.industry == (isEarly ? "I" : "J"));
        CHECK(row.platform == "p1");  // what a later row does not say stays
        CHECK(row.inLiangjiang == isEarly);
        return {};
    }));
    CHECK(rows == 2);
}

TEST_CASE("reading stops at the first error and hands it on", "[store][accepted_rows]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    test::receiveEach(database, {ArrivalBuilder{1}.make(), ArrivalBuilder{2}.make()});
    int rows = 0;
    auto const result = forEachAcceptedRow(database, quarter("2017Q1"), quarter("2017Q1"), [&](AcceptedRow const&) -> Result<> {
        ++rows;
        return fail(error::amountOverflow);
    });
    REQUIRE_FALSE(result);
    CHECK(result.error().code == error::amountOverflow);
    CHECK(rows == 1);
    // The reading is over: writing goes on.
    test::receiveEach(database, {ArrivalBuilder{3}.make()});
}

TEST_CASE("what arrives while rows are read is not among them", "[store][accepted_rows]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    auto other = test::openBureau(folder / "bureau.db");
    test::receiveEach(database, {ArrivalBuilder{1}.make(), ArrivalBuilder{2}.period("2017Q2").make()});
    int rows = 0;
    REQUIRE(forEachAcceptedRow(database, quarter("2017Q1"), quarter("2017Q4"), [&](AcceptedRow const&) -> Result<> {
        if (rows++ == 0) test::receiveEach(other, {ArrivalBuilder{3}.period("2017Q3").make()});
        return {};
    }));
    CHECK(rows == 2);
    CHECK(test::totalsIn(database).size() == 3);
}
