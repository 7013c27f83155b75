#include "rules/quick_fix.h"

#include "rules/edition_rules.h"

#include "support/catch.h"
#include "support/editions.h"
#include "support/grid_rows.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

EditionRules const& theRules() {
    static EditionRules const rules = [] {
        auto compiled = EditionRules::compile(theEdition());
        REQUIRE(compiled);
        return *std::move(compiled);
    }();
    return rules;
}

Filing quarter(std::string const& period, std::vector<Row> rows) {
    auto filing = newFiling(theEdition(), *theEdition().findFormSet("quarterly"), "91999999000000019D", period);
    filing.findForm("form2")->rows = std::move(rows);
    return filing;
}

Row trade(std::initializer_list<std::pair<char const*, char const*>> amounts) {
    auto row = rowOf(theEdition(), "form2", {{"item", "SJ211"}, {"partner", "SG"}});
    auto const& form = *theEdition().findForm("form2");
    for (auto const& [column, text] : amounts) row.cells[form.indexOf(column).value()] = Money::parse(text).value();
    return row;
}

/// The fix that is offered for a rule's finding on the only row: "sum total=30.00"; "" for none, "no finding" when the rule is content.
std::string fixOf(Filing const& filing, std::string const& part, Surroundings const& surroundings = {}) {
    for (auto const& finding : theRules().check(filing, RunsAt::enterprise, surroundings)) {
        if (finding.part != part) continue;
        auto const fix = quickFix(finding, theRules().findPapers(finding.part), filing, theEdition());
        if (!fix) return {};
        CHECK(fix->form == "form2");
        CHECK(fix->row == 0);
        std::string text = fix->kind == QuickFix::Kind::sum ? "sum" : fix->kind == QuickFix::Kind::sign ? "sign" : "unit";
        for (auto const& change : fix->changes)
            text += " " + theEdition().findForm("form2")->columns[change.column].id + "=" + std::get<Money>(change.cell).canonical();
        return text;
    }
    return "no finding";
}

std::string fixOf(Row row, std::string const& part) {
    return fixOf(quarter("2017Q1", {std::move(row)}), part);
}

std::string fixAfter(Row before, Row now, std::string const& part) {
    auto const edition = std::shared_ptr<Edition const>{&theEdition(), [](Edition const*) {}};
    Surroundings surroundings;
    surroundings.filings.push_back({edition, quarter("2016Q4", {std::move(before)})});
    return fixOf(quarter("2017Q1", {std::move(now)}), part, surroundings);
}

}  // namespace

TEST_CASE("a total that is blank or smaller than its parts becomes their sum", "[rules]") {
    CHECK(fixOf(trade({{"mode1", "10"}, {"mode2", "20"}}), "B1") == "sum total=30.00");
    CHECK(fixOf(trade({{"total", "25"}, {"mode1", "10"}, {"mode2", "20"}}), "B1") == "sum total=30.00");
}

TEST_CASE("a rest that any part could take is not put anywhere", "[rules]") {
    CHECK(fixOf(trade({{"total", "35"}, {"mode1", "10"}, {"mode2", "20"}}), "B1").empty());
    CHECK(fixOf(trade({{"total", "30"}, {"mode1", "10"}, {"mode2", "20"}}), "B1") == "no finding");
}

TEST_CASE("one amount with a swapped sign that makes the total agree is turned", "[rules]") {
    CHECK(fixOf(trade({{"total", "30"}, {"mode1", "10"}, {"mode2", "-20"}}), "B1") == "sign mode2=20.00");
    CHECK(fixOf(trade({{"total", "-30"}, {"mode1", "10"}, {"mode2", "20"}}), "B1") == "sign total=30.00");
}

TEST_CASE("one amount in the wrong unit that makes the total agree is counted in the other", "[rules]") {
    CHECK(fixOf(trade({{"total", "300000"}, {"mode1", "100000"}, {"mode2", "20"}}), "B1") == "unit mode2=200000.00");
    CHECK(fixOf(trade({{"total", "30"}, {"mode1", "10"}, {"mode2", "200000"}}), "B1") == "unit mode2=20.00");
    CHECK(fixOf(trade({{"total", "300000"}, {"mode1", "30"}}), "B1").empty());
}

TEST_CASE("of two changes that would do as well none is offered", "[rules]") {
    // Either of the equal parts could have the wrong sign.
    CHECK(fixOf(trade({{"total", "10"}, {"mode1", "10"}, {"mode2", "10"}, {"mode4", "10"}}), "B1").empty());
}

TEST_CASE("a negative amount loses its minus together with the amounts that make it up, or not at all", "[rules]") {
    CHECK(fixOf(trade({{"total", "-30"}, {"mode1", "-10"}, {"mode2", "-20"}}), "B4.2") == "sign total=30.00 mode1=10.00 mode2=20.00");
    CHECK(fixOf(trade({{"total", "10"}, {"mode1", "30"}, {"mode2", "-20"}}), "B4.3").empty());
}

TEST_CASE("a row of ten thousand times last quarter is offered in the other unit, whole", "[rules]") {
    CHECK(fixAfter(trade({{"total", "123"}, {"mode1", "123"}}), trade({{"total", "1500000"}, {"mode1", "1500000"}}), "B10.1") == "unit total=150.00 mode1=150.00");
    CHECK(fixAfter(trade({{"total", "1230000"}, {"mode1", "1230000"}}), trade({{"total", "110.50"}, {"mode1", "110.50"}}), "B10.1") ==
          "unit total=1105000.00 mode1=1105000.00");
}

TEST_CASE("a slip that cannot be divided exactly, or is far beyond ten thousand, is left to people", "[rules]") {
    CHECK(fixAfter(trade({{"total", "123"}, {"mode1", "123"}}), trade({{"total", "1500000.01"}, {"mode1", "1500000.01"}}), "B10.1").empty());
    CHECK(fixAfter(trade({{"total", "1"}, {"mode1", "1"}}), trade({{"total", "1000000"}, {"mode1", "1000000"}}), "B10.1").empty());
}

TEST_CASE("a finding about something else than one row's amounts has no quick fix", "[rules]") {
    CHECK(fixOf(rowOf(theEdition(), "form2", {{"item", "SJ211"}, {"partner", "CN"}, {"total", "5"}, {"mode1", "5"}}), "B5").empty());
}
