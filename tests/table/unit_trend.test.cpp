#include "table/unit_trend.h"

#include "answers/example_filings.h"
#include "support/catch.h"
#include "support/editions.h"
#include "support/submissions.h"

using namespace zhibao;

namespace {

std::shared_ptr<Edition const> const& edition() {
    static std::shared_ptr<Edition const> const shared{&test::theEdition(), [](Edition const*) {}};
    return shared;
}

struct TradeLine {
    char const* flow;
    char const* item;
    char const* partner;
    char const* currency;
    std::int64_t hundredths;
};

KnownFiling filingOf(std::string const& quarter, std::initializer_list<TradeLine> lines) {
    auto filing = newFiling(*edition(), *edition()->findFormSet("quarterly"), exampleUnitCode(1).text(), quarter);
    auto const& form = *edition()->findForm("form2");
    for (auto const& line : lines) {
        auto row = newRow(form);
        auto const set = [&](std::string_view column, Cell cell) { row.cells[*form.indexOf(column)] = std::move(cell); };
        set("flow", std::string{line.flow});
        set("item", std::string{line.item});
        set("partner", std::string{line.partner});
        set("currency", std::string{line.currency});
        set("total", Money::ofHundredths(line.hundredths));
        set("mode1", Money::ofHundredths(line.hundredths));
        filing.findForm("form2")->rows.push_back(std::move(row));
    }
    return {edition(), std::move(filing)};
}

Table trend(std::vector<KnownFiling> const& filings, TrendOptions options) {
    options.unit = Unit::one;
    options.language = Language::english;
    auto const table = trendTable(filings, *edition(), test::judgingData().rates, options);
    REQUIRE(table);
    CHECK(misfitOf(*table) == "");
    return *table;
}

}  // namespace

TEST_CASE("a unit's history has a column for each quarter and a blank one where nothing was filed", "[table][unit_trend]") {
    auto const table = trend({filingOf("2016Q3", {{"export", "SJ211", "SG", "USD", 100'00}}), filingOf("2017Q1", {{"export", "SJ211", "SG", "USD", 300'00}, {"import", "SI21", "US", "USD", 50'00}})}, {});
    REQUIRE(table.columns.size() == 3);
    CHECK(table.columns[0].key == "2016Q3");
    CHECK(table.columns[1].key == "2016Q4");
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0].label() == "Exports");
    CHECK(table.cells[0][0].value == "100.00");
    CHECK_FALSE(table.cells[0][1].value);
    CHECK(table.cells[0][2].value == "300.00");
    CHECK(table.cells[1][0].value == "0.00");
    CHECK(table.cells[1][2].value == "50.00");
}

TEST_CASE("by item, mode and partner the largest of the last quarter stands first", "[table][unit_trend]") {
    std::vector<KnownFiling> const filings{filingOf("2017Q1", {{"export", "SJ211", "SG", "USD", 100'00}, {"export", "SI21", "US", "USD", 300'00}, {"import", "SH2", "JP", "USD", 900'00}})};
    auto const byItem = trend(filings, {.by = TrendBy::item});
    REQUIRE(byItem.rows.size() == 2);
    CHECK(byItem.rows[0].key == "SI21");
    CHECK(byItem.rows[0].label().find("SI21 ") == 0);
    auto const byPartner = trend(filings, {.by = TrendBy::partner, .flow = "import"});
    REQUIRE(byPartner.rows.size() == 1);
    CHECK(byPartner.rows[0].key == "JP");
    auto const byMode = trend(filings, {.by = TrendBy::mode});
    REQUIRE(byMode.rows.size() == 1);
    CHECK(byMode.rows[0].label() == "Cross-border supply");
    CHECK(byMode.cells[0][0].value == "400.00");
}

TEST_CASE("amounts are converted at their quarter's rate, and a currency without one is told", "[table][unit_trend]") {
    auto const dollars = trend({filingOf("2017Q1", {{"export", "SJ211", "SG", "CNY", 68'854'00}, {"export", "SJ211", "SG", "XAF", 5'00}})}, {});
    CHECK(dollars.cells[0][0].value != "68859.00");
    REQUIRE(dollars.notes.size() == 1);
    CHECK(dollars.notes[0].find("XAF") != std::string::npos);
    auto const yuan = trend({filingOf("2017Q1", {{"export", "SJ211", "SG", "CNY", 68'854'00}})}, {.currency = "CNY"});
    CHECK(yuan.cells[0][0].value == "68854.00");
    CHECK(yuan.notes.empty());
}

TEST_CASE("of two filings for one quarter the later counts, and a withdrawal is none", "[table][unit_trend]") {
    auto withdrawal = filingOf("2016Q4", {});
    withdrawal.filing = withdrawalOf(withdrawal.filing, sha256("first"));
    auto const table = trend({filingOf("2017Q1", {{"export", "SJ211", "SG", "USD", 100'00}}), filingOf("2017Q1", {{"export", "SJ211", "SG", "USD", 200'00}}), withdrawal}, {});
    REQUIRE(table.columns.size() == 1);
    CHECK(table.cells[0][0].value == "200.00");
    CHECK(trend({}, {}).rows.empty());
}
