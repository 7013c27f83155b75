#include "intake/trade_rows.h"

#include "form/concepts.h"

#include "support/catch.h"
#include "support/submissions.h"

using namespace zhibao;

TEST_CASE("each row of a form about trade becomes one row for the totals, with the cells of its concepts", "[intake][trade_rows]") {
    test::Submissions const submissions;
    auto filing = submissions.filing(1, "2017Q1", 5);
    auto const& form = *submissions.edition().findForm(filing.forms.front().form);
    auto const rows = tradeRowsOf(filing, submissions.edition());
    REQUIRE(rows.size() == 5);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const cell = [&](std::string_view concept_) {
            for (std::size_t column = 0; column < form.columns.size(); ++column)
                if (form.columns[column].conceptId == concept_) return filing.forms.front().rows[i].cells[column];
            return Cell{};
        };
        CHECK(Cell{rows[i].item} == cell(concepts::item));
        CHECK(Cell{rows[i].partner} == cell(concepts::partner));
        CHECK(Cell{rows[i].flow} == cell(concepts::flow));
        REQUIRE(rows[i].total);
        CHECK(Cell{*rows[i].total} == cell(concepts::total));
        CHECK(rows[i].mode2.has_value() == std::holds_alternative<Money>(cell(concepts::mode2)));
    }
    CHECK_FALSE(profileOf(filing, submissions.edition()));
}

TEST_CASE("blank and not applicable give no amount, and zero is an amount", "[intake][trade_rows]") {
    test::Submissions const submissions;
    auto filing = submissions.filing(1, "2017Q1", 1);
    auto const& form = *submissions.edition().findForm(filing.forms.front().form);
    auto& cells = filing.forms.front().rows.front().cells;
    for (std::size_t column = 0; column < form.columns.size(); ++column) {
        if (form.columns[column].conceptId == concepts::mode1) cells[column] = NotApplicable{};
        if (form.columns[column].conceptId == concepts::mode2) cells[column] = Blank{};
        if (form.columns[column].conceptId == concepts::mode4) cells[column] = Money{};
    }
    auto const row = tradeRowsOf(filing, submissions.edition()).front();
    CHECK_FALSE(row.mode1);
    CHECK_FALSE(row.mode2);
    CHECK(row.mode4 == Money{});
}

TEST_CASE("the digest of rows sees every field and the order", "[intake][trade_rows]") {
    auto const one = test::tradeRow("export", "SJ211", 100);
    auto const digest = digestOf(std::vector{one, one});
    auto const altered = [&](auto change) {
        auto row = one;
        change(row);
        return digestOf(std::vector{row, one}) != digest && digestOf(std::vector{row, one}) != digestOf(std::vector{one, row});
    };
    CHECK(altered([](TradeRow& row) { row.form = "x"; }));
    CHECK(altered([](TradeRow& row) { row.flow = "x"; }));
    CHECK(altered([](TradeRow& row) { row.item = "x"; }));
    CHECK(altered([](TradeRow& row) { row.partner = "x"; }));
    CHECK(altered([](TradeRow& row) { row.outsourcing = "x"; }));
    CHECK(altered([](TradeRow& row) { row.currency = "x"; }));
    CHECK(altered([](TradeRow& row) { row.total.reset(); }));
    CHECK(altered([](TradeRow& row) { row.mode1 = Money::ofHundredths(1); }));
    CHECK(altered([](TradeRow& row) { row.mode2 = Money{}; }));
    CHECK(altered([](TradeRow& row) { row.mode4 = Money{}; }));
    CHECK(altered([](TradeRow& row) { row.affiliated = Money{}; }));
    CHECK(altered([](TradeRow& row) { row.digital = Money{}; }));
    // Fields do not run into each other.
    CHECK(altered([](TradeRow& row) { row.flow = "exportS", row.item = "J211"; }));
    CHECK(digestOf(std::vector{one}) != digest);
}

TEST_CASE("a profile form gives the unit's name and place", "[intake][trade_rows]") {
    test::Submissions const submissions;
    auto const& edition = submissions.edition();
    auto filing = newFiling(edition, *edition.findFormSet("profile"), exampleUnitCode(1).text(), "2017");
    auto const& form = *edition.findForm(filing.forms.front().form);
    for (std::size_t column = 0; column < form.columns.size(); ++column) {
        if (form.columns[column].conceptId == concepts::unitName) filing.forms.front().rows.front().cells[column] = std::string{"样例"};
        if (form.columns[column].conceptId == concepts::district) filing.forms.front().rows.front().cells[column] = std::string{"500112"};
    }
    auto const profile = profileOf(filing, edition);
    REQUIRE(profile);
    CHECK(*profile == FiledProfile{"样例", "500112", "", ""});
    CHECK(tradeRowsOf(filing, edition).empty());
}
