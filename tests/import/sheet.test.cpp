#include "import/sheet.h"

#include "base/xlsx_reader.h"
#include "support/catch.h"
#include "support/workbook_maker.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::string textAt(Sheet const& sheet, std::size_t number, std::size_t column) {
    for (auto const& row : sheet.rows)
        if (row.number == number) {
            auto const* cell = row.find(column);
            return cell == nullptr ? "(empty)" : cell->text;
        }
    return "(no row)";
}

}  // namespace

TEST_CASE("a workbook gives shared and inline strings, numbers as text, days, percentages and values of formulas", "[import][sheet]") {
    WorkbookParts parts;
    parts.sharedStrings = "<si><t>客户</t></si><si><t>1,234.50</t></si>";
    parts.styles = R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/></cellXfs>)";
    parts.sheetData = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>金额</t></is></c></row>)"
                      R"(<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3"><v>1234.5600000000001</v></c><c r="C3" s="1"><v>42745</v></c>)"
                      R"(<c r="D3" s="2"><v>0.125</v></c><c r="E3" t="str"><f>A1</f><v>客户</v></c><c r="F3"><f>1+1</f></c><c r="G3" t="e"><v>#DIV/0!</v></c></row>)";
    auto const sheets = readSheets(zipOf(workbookParts(parts)), "账册.xlsx");
    REQUIRE(sheets);
    REQUIRE(sheets->size() == 1);
    auto const& sheet = sheets->front();
    CHECK(sheet.file == "账册.xlsx");
    CHECK(textAt(sheet, 1, 0) == "客户");
    CHECK(textAt(sheet, 1, 1) == "金额");
    CHECK(textAt(sheet, 3, 0) == "1,234.50");
    CHECK(textAt(sheet, 3, 1) == "1234.56");
    CHECK(textAt(sheet, 3, 2) == "2017-01-10");
    CHECK(textAt(sheet, 3, 3) == "12.5%");
    CHECK(textAt(sheet, 3, 4) == "客户");
    CHECK(sheet.rows.back().find(5)->trouble == CellTrouble::formulaWithoutValue);
    CHECK(sheet.rows.back().find(6)->trouble == CellTrouble::formulaError);
    CHECK(sheet.placeOf(3, 1) == "Sheet1!B3");
    CHECK(sheet.columnCount() == 7);
}

TEST_CASE("a merged block says its name in each of its rows, marked as a repetition", "[import][sheet]") {
    WorkbookParts parts;
    parts.sheetData = R"(<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>)";
    parts.behind = R"(<mergeCells count="1"><mergeCell ref="A1:A3"/></mergeCells>)";
    auto const sheets = readSheets(zipOf(workbookParts(parts)), "账册.xlsx");
    REQUIRE(sheets);
    auto const& rows = sheets->front().rows;
    REQUIRE(rows.size() == 2);
    CHECK_FALSE(rows[0].find(0)->isRepeated);
    CHECK(*rows[1].find(0) == SheetCell{"甲", CellTrouble::none, true});
}

TEST_CASE("a CSV is one sheet without a name, its places are cells too", "[import][sheet]") {
    auto const sheets = readSheets("\xEF\xBB\xBF客户;金额\r\n\r\n甲;\"1 234,50\"\r\n", "账册.csv");
    REQUIRE(sheets);
    auto const& sheet = sheets->front();
    REQUIRE(sheet.rows.size() == 2);
    CHECK(sheet.rows[1].number == 3);
    CHECK(sheet.placeOf(3, 1) == "B3");
    CHECK(textAt(sheet, 3, 1) == "1 234,50");
}

TEST_CASE("a workbook of the old kind is refused by what it is", "[import][sheet]") {
    auto const sheets = readSheets("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "账册.xls");
    REQUIRE_FALSE(sheets);
    CHECK(sheets.error().code == error::xlsxNotAWorkbook);
    CHECK(sheets.error().where() == "账册.xls");
}
