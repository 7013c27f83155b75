#include "aggregate/column_totals.h"

#include "support/catch.h"
#include "support/editions.h"
#include "support/grid_rows.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

Form const& form2() {
    return *theEdition().findForm("form2");
}

PeriodConverter dollars() {
    return {roundRates(), Period{*Quarter::parse("2017Q1")}, "USD"};
}

Row trade(char const* flow, char const* currency, char const* total) {
    return rowOf(theEdition(), "form2", {{"flow", flow}, {"item", "SJ211"}, {"partner", "SG"}, {"currency", currency}, {"total", total}});
}

std::optional<ColumnTotal> totalOf(TotalsLine const& line) {
    return line.columns[form2().indexOf("total").value()];
}

}  // namespace

TEST_CASE("exports and imports are added apart, exactly, in their own currency", "[aggregate]") {
    auto const lines = columnTotals({trade("export", "CNY", "0.10"), trade("import", "USD", "7"), trade("export", "CNY", "0.20")}, form2(), theEdition(), dollars());
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].code == "export");
    CHECK(lines[0].currency == "CNY");
    CHECK_FALSE(lines[0].isConverted);
    CHECK(totalOf(lines[0]) == ColumnTotal{30, true});
    CHECK(totalOf(lines[1]) == ColumnTotal{700, true});
    CHECK(lines[1].currency == "USD");
    CHECK_FALSE(lines[0].columns[form2().indexOf("mode1").value()]);
}

TEST_CASE("several currencies in one line are converted after adding, and the line says so", "[aggregate]") {
    // 0.04 yuan are 0.005 dollars; one by one they would be rounded twice.
    auto const lines = columnTotals({trade("export", "CNY", "0.04"), trade("export", "CNY", "0.04"), trade("export", "USD", "1")}, form2(), theEdition(), dollars());
    CHECK(lines[0].isConverted);
    CHECK(lines[0].currency == "USD");
    CHECK(totalOf(lines[0]) == ColumnTotal{101, true});
    CHECK(lines[0].withoutRate.empty());
}

TEST_CASE("what has no rate is not contained and is named", "[aggregate]") {
    auto const lines = columnTotals({trade("export", "JPY", "500"), trade("export", "USD", "1"), trade("import", "JPY", "5")}, form2(), theEdition(), dollars());
    CHECK(lines[0].withoutRate == std::vector<std::string>{"JPY"});
    CHECK(totalOf(lines[0]) == ColumnTotal{100, true});
    // Alone it needs none, unless everything is wanted in dollars.
    CHECK(totalOf(lines[1]) == ColumnTotal{500, true});
    auto const converted = columnTotals({trade("import", "JPY", "5"), trade("export", "CNY", "16")}, form2(), theEdition(), dollars(), true);
    CHECK(totalOf(converted[0]) == ColumnTotal{200, true});
    CHECK_FALSE(totalOf(converted[1]));
    CHECK(converted[1].withoutRate == std::vector<std::string>{"JPY"});
}

TEST_CASE("the lines keep their place without rows, a form of many kinds has one line, and counts are added as counts", "[aggregate]") {
    CHECK(columnTotals({}, form2(), theEdition(), dollars()).size() == 2);
    auto const& form5 = *theEdition().findForm("form5");
    CHECK_FALSE(columnOfTotals(form5, theEdition()));
    auto const lines = columnTotals({rowOf(theEdition(), "form5", {{"employees", "3"}}), rowOf(theEdition(), "form5", {{"employees", "4"}, {"contractValue", "2"}})}, form5, theEdition(), dollars());
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].code.empty());
    CHECK(lines[0].columns[form5.indexOf("employees").value()] == ColumnTotal{7, false});
    CHECK(lines[0].columns[form5.indexOf("contractValue").value()] == ColumnTotal{200, true});
}

TEST_CASE("sums larger than an amount can be are added exactly", "[aggregate]") {
    std::vector<Row> const rows(3, trade("export", "USD", "90000000000000000"));
    CHECK(totalOf(columnTotals(rows, form2(), theEdition(), dollars())[0]) == ColumnTotal{Int128{9'000'000'000'000'000'000} * 3, true});
}

TEST_CASE("a row that says not where it belongs stands in no line", "[aggregate]") {
    auto row = trade("export", "USD", "5");
    row.cells[0] = Blank{};
    CHECK_FALSE(totalOf(columnTotals({row}, form2(), theEdition(), dollars())[0]));
}

TEST_CASE("dollars that came with a ledger are no part of any total", "[aggregate]") {
    auto const row = rowOf(theEdition(), "form2", {{"flow", "export"}, {"item", "SJ211"}, {"partner", "SG"}, {"currency", "CNY"}, {"total", "7"}, {"dollars", "1"}});
    auto const lines = columnTotals({row}, form2(), theEdition(), dollars());
    CHECK(totalOf(lines[0]) == ColumnTotal{700, true});
    CHECK_FALSE(lines[0].columns[form2().indexOf("dollars").value()]);
}
