#include "answers/edit.h"

#include <string>

#include <rapidcheck.h>

#include "answers/small_edition.h"
#include "answers/structure.h"
#include "register/credit_code.h"

#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

Column const& columnOf(std::string_view form, std::string_view column) {
    static auto const edition = smallEdition();
    auto const& found = *edition->findForm(form);
    return found.columns.at(found.indexOf(column).value());
}

Result<Cell> typed(std::string_view form, std::string_view column, std::string_view text, Unit unit = Unit::one) {
    return parseCell(text, columnOf(form, column), unit, *smallEdition());
}

std::string codeOf(Result<Cell> const& cell) {
    return cell ? "fine" : std::string{cell.error().code.name()};
}

Cell text(std::string value) {
    return value;
}

Money money(std::string_view amount) {
    return Money::parse(amount).value();
}

}  // namespace

TEST_CASE("nothing but space is blank, and not applicable can be typed", "[answers][edit]") {
    for (auto const* column : {"total", "item", "note", "persons", "share"}) {
        CHECK(*typed("trade", column, "") == Cell{Blank{}});
        CHECK(*typed("trade", column, " 　\t") == Cell{Blank{}});
        CHECK(*typed("trade", column, "不适用") == Cell{NotApplicable{}});
        CHECK(*typed("trade", column, "n/a") == Cell{NotApplicable{}});
    }
}

TEST_CASE("an amount is typed in the unit of the grid", "[answers][edit]") {
    CHECK(*typed("trade", "total", "１，２３４．５") == Cell{money("1234.50")});
    CHECK(*typed("trade", "total", "1.234567", Unit::tenThousand) == Cell{money("12345.67")});
    CHECK(codeOf(typed("trade", "total", "1.2345678", Unit::tenThousand)) == "amount-too-fine");
    CHECK(codeOf(typed("trade", "total", "1e5")) == "amount-malformed");
}

TEST_CASE("a percentage may carry its sign and does not follow the unit of amounts", "[answers][edit]") {
    CHECK(*typed("trade", "share", "12.5", Unit::tenThousand) == Cell{money("12.50")});
    CHECK(*typed("trade", "share", "12.5％") == Cell{money("12.50")});
    CHECK(typed("trade", "share", "half%").error().arguments.at("text") == "half%");
}

TEST_CASE("a count is a whole number", "[answers][edit]") {
    CHECK(*typed("trade", "persons", "1,200") == Cell{std::int64_t{1200}});
    CHECK(*typed("trade", "persons", "３") == Cell{std::int64_t{3}});
    CHECK(*typed("trade", "persons", "-2") == Cell{std::int64_t{-2}});
    for (auto const* wrong : {"1.5", "three", "1e3", "99999999999999999999"}) CHECK(codeOf(typed("trade", "persons", wrong)) == "integer-malformed");
}

TEST_CASE("a code is found by code, by name in either language, or by both together", "[answers][edit]") {
    for (auto const* written : {"SJ211", "sj211", "ＳＪ２１１", " SJ211 ", "法律服务", "Legal services", "LEGAL  SERVICES", "SJ211 法律服务",
                                "sj211 legal services", "SJ211　法律服务"}) {
        INFO(written);
        auto const cell = typed("trade", "item", written);
        REQUIRE(cell);
        CHECK(*cell == text("SJ211"));
    }
    CHECK(*typed("trade", "flow", "出口") == text("export"));
    CHECK(*typed("trade", "flow", "EXPORT") == text("export"));
    CHECK(*typed("trade", "item", "会计服务(含审计)") == text("SJ212"));
}

TEST_CASE("a code that is not there, or is not clear, is refused", "[answers][edit]") {
    CHECK(codeOf(typed("trade", "item", "SJ999")) == "code-unknown");
    CHECK(codeOf(typed("trade", "item", "法律")) == "code-unknown");
    CHECK(codeOf(typed("trade", "item", "SJ211 会计服务（含审计）")) == "code-unknown");
    CHECK(codeOf(typed("trade", "item", "SJ21")) == "code-not-a-leaf");
    CHECK(codeOf(typed("trade", "item", "专业服务")) == "code-not-a-leaf");
    auto const ambiguous = typed("trade", "item", "其他");
    CHECK(codeOf(ambiguous) == "code-ambiguous");
    CHECK(ambiguous.error().arguments.at("codes") == "X1, X2");
}

TEST_CASE("a name that a group shares with its only item means the item", "[answers][edit]") {
    CHECK(*typed("trade", "item", "加工服务") == text("SA1"));
}

TEST_CASE("days and months are understood as people write them", "[answers][edit]") {
    for (auto const* written : {"2017-04-01", "2017/4/1", "2017.4.1", "2017年4月1日", "20170401", "２０１７－４－１"})
        CHECK(*typed("profile", "opened", written) == text("2017-04-01"));
    for (auto const* written : {"2017-04", "2017/4", "2017年4月", "201704", "2017-04-01"}) CHECK(*typed("profile", "founded", written) == text("2017-04"));
    for (auto const* wrong : {"2017-02-30", "4/1/2017", "1.4.17", "2017", "2017-04-01 08:30", "April"})
        CHECK(codeOf(typed("profile", "opened", wrong)) == "date-malformed");
    for (auto const* wrong : {"2017-13", "2017", "2017-04-02", "17-4"}) CHECK(codeOf(typed("profile", "founded", wrong)) == "month-malformed");
}

TEST_CASE("yes and no are understood in both languages", "[answers][edit]") {
    for (auto const* written : {"是", "有", "yes", "Y", "TRUE", "ｙｅｓ"}) CHECK(*typed("profile", "listed", written) == text("yes"));
    for (auto const* written : {"否", "无", "no", "N", "false"}) CHECK(*typed("profile", "listed", written) == text("no"));
    CHECK(codeOf(typed("profile", "listed", "perhaps")) == "yes-no-malformed");
}

TEST_CASE("names and prose are kept as typed, texts with a format are normalized", "[answers][edit]") {
    CHECK(*typed("trade", "note", " 样例（重庆）公司：甲　 ") == text("样例（重庆）公司：甲"));
    CHECK(*typed("profile", "phone", "０２３－６７８９００００") == text("023-67890000"));
    auto const code = exampleUnitCode(2).text();
    std::string small;
    for (char const character : code) small += character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
    CHECK(*typed("profile", "code", small) == text(code));
    CHECK(*typed("profile", "code", "123") == text("123"));
    CHECK(codeOf(typed("trade", "note", "\xFF")) == "text-not-utf8");
}

TEST_CASE("what is shown is understood again, in either language and unit", "[answers][edit]") {
    auto const edition = smallEdition();
    CHECK(rc::check([&] {
        auto const& form = *rc::gen::elementOf(edition->forms);
        auto const& column = *rc::gen::elementOf(form.columns);
        auto const language = *rc::gen::element(Language::chinese, Language::english);
        auto const unit = *rc::gen::element(Unit::one, Unit::tenThousand);
        Cell cell = NotApplicable{};
        switch (column.kind) {
            case ColumnKind::money:
            case ColumnKind::percent: cell = Money::ofHundredths(*rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'000)); break;
            case ColumnKind::integer: cell = *rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000); break;
            case ColumnKind::code: {
                auto const entry = *rc::gen::elementOf(edition->findList(column.list)->entries());
                if (entry.isLeaf || !column.leafOnly) cell = entry.code;
                break;
            }
            case ColumnKind::yesNo: cell = std::string{*rc::gen::element("yes", "no")}; break;
            case ColumnKind::date: cell = std::string{"2017-04-10"}; break;
            case ColumnKind::month: cell = std::string{"2017-04"}; break;
            case ColumnKind::text: cell = std::string{"样例 text"}; break;
        }
        RC_ASSERT(*parseCell(displayText(cell, column, unit, language, *edition), column, unit, *edition) == cell);
        RC_ASSERT(*parseCell(editText(cell, column, unit, language), column, unit, *edition) == cell);
    }));
}

TEST_CASE("cells are shown with separators and names, and edited without", "[answers][edit]") {
    auto const edition = smallEdition();
    Cell const amount = money("1234567.89");
    CHECK(displayText(amount, columnOf("trade", "total"), Unit::one, Language::chinese, *edition) == "1,234,567.89");
    CHECK(displayText(amount, columnOf("trade", "total"), Unit::tenThousand, Language::chinese, *edition) == "123.456789");
    CHECK(editText(amount, columnOf("trade", "total"), Unit::one, Language::chinese) == "1234567.89");
    CHECK(displayText(text("SJ211"), columnOf("trade", "item"), Unit::one, Language::chinese, *edition) == "SJ211 法律服务");
    CHECK(displayText(text("SJ211"), columnOf("trade", "item"), Unit::one, Language::english, *edition) == "SJ211 Legal services");
    CHECK(displayText(text("gone"), columnOf("trade", "item"), Unit::one, Language::english, *edition) == "gone");
    CHECK(editText(text("SJ211"), columnOf("trade", "item"), Unit::one, Language::chinese) == "SJ211");
    CHECK(displayText(text("yes"), columnOf("profile", "listed"), Unit::one, Language::chinese, *edition) == "是");
    CHECK(displayText(Blank{}, columnOf("trade", "total"), Unit::one, Language::chinese, *edition).empty());
}

TEST_CASE("explanations keep pointing at their rows when rows come and go", "[answers][edit]") {
    auto const edition = smallEdition();
    auto filing = quarterlyFiling(*edition);
    auto& rows = filing.findForm("trade")->rows;
    rows = {tradeRow(*edition, "SJ211"), tradeRow(*edition, "SJ212")};
    filing.explanations = {{"B4", {{"trade", 1, "total"}}, "second"}, {"B8", {{"trade", 0, "mode1"}, {"trade", 1, "mode1"}}, "both"}, {"A3", {}, "all"}};

    insertRow(filing, "trade", 1, tradeRow(*edition, "SA1"));
    CHECK(filing.explanations.at(0).cells.at(0).row == 2);
    CHECK(filing.explanations.at(1).cells.at(0).row == 0);
    duplicateRow(filing, "trade", 0);
    CHECK(rows.at(1) == rows.at(0));
    CHECK(filing.explanations.at(0).cells.at(0).row == 3);
    CHECK(rows.at(3) == tradeRow(*edition, "SJ212"));

    removeRow(filing, "trade", 1);
    removeRow(filing, "trade", 1);
    CHECK(filing.explanations.at(0).cells.at(0).row == 1);
    removeRow(filing, "trade", 1);
    REQUIRE(filing.explanations.size() == 2);  // the one about that row alone went with it
    CHECK(filing.explanations.at(0).cells == std::vector<CellReference>{{"trade", 0, "mode1"}});
    CHECK(filing.explanations.at(1).text == "all");
    CHECK(rows.size() == 1);
}

TEST_CASE("the difference between a total and its parts counts blanks as nothing", "[answers][edit]") {
    auto const edition = smallEdition();
    auto const& form = *edition->findForm("trade");
    auto const& residual = form.residuals.front();
    auto row = newRow(form);
    CHECK(*residualOf(row, form, residual) == std::nullopt);
    cellOf(row, form, "total") = money("100");
    cellOf(row, form, "mode1") = money("30");
    cellOf(row, form, "mode2") = NotApplicable{};
    CHECK(*residualOf(row, form, residual) == money("70"));
    cellOf(row, form, "total") = Blank{};
    CHECK(*residualOf(row, form, residual) == money("-30"));
}

TEST_CASE("the rest goes into a part, on top of what is there", "[answers][edit]") {
    auto const edition = smallEdition();
    auto const& form = *edition->findForm("trade");
    auto const& residual = form.residuals.front();
    auto row = newRow(form);
    cellOf(row, form, "total") = money("100");
    cellOf(row, form, "mode1") = money("30");
    auto into2 = withRestIn(row, form, residual, "mode2");
    REQUIRE(into2);
    CHECK(cellOf(*into2, form, "mode2") == Cell{money("70")});
    auto into1 = withRestIn(row, form, residual, "mode1");
    REQUIRE(into1);
    CHECK(cellOf(*into1, form, "mode1") == Cell{money("100")});
    CHECK(*withRestIn(*into1, form, residual, "mode2") == *into1);

    cellOf(row, form, "total") = money("10");
    CHECK(withRestIn(row, form, residual, "mode2").error().code == error::residualNegative);
    cellOf(row, form, "total") = money("-10");
    CHECK(withRestIn(row, form, residual, "mode2").has_value());  // a credit note

    cellOf(row, form, "total") = Money::ofHundredths(INT64_MAX);
    cellOf(row, form, "mode1") = money("-100");
    CHECK(withRestIn(row, form, residual, "mode2").error().code == error::amountOverflow);
}

TEST_CASE("notes keep to their rows when rows come and go, and go with a row that is removed", "[answers][edit]") {
    auto const edition = smallEdition();
    auto filing = quarterlyFiling(*edition);
    for (int i = 0; i < 3; ++i) insertRow(filing, "trade", 0, tradeRow(*edition));
    filing.notes = {{{"trade", 1, "total"}, "样例一", false}, {{"trade", 2, "total"}, "样例二", true}, {{"header", 0, "unitHead"}, "样例三", false}};
    insertRow(filing, "trade", 1, tradeRow(*edition));
    CHECK(filing.notes[0].cell.row == 2);
    CHECK(filing.notes[1].cell.row == 3);
    removeRow(filing, "trade", 2);
    REQUIRE(filing.notes.size() == 2);
    CHECK(filing.notes[0].cell == CellReference{"trade", 2, "total"});
    CHECK(filing.notes[0].text == "样例二");
    CHECK(filing.notes[1].cell.form == "header");
}
