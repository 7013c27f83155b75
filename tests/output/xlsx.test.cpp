#include "output/xlsx.h"

#include <clocale>

#include "base/xlsx_reader.h"

#include "support/catch.h"
#include "support/tables.h"

using namespace zhibao;

namespace {

Workbook read(std::vector<Table> const& tables) {
    auto const bytes = toXlsx(tables);
    REQUIRE(bytes);
    auto workbook = readXlsx(*bytes);
    REQUIRE(workbook);
    return *std::move(workbook);
}

/// Row and column of the first cell with that text.
std::pair<std::size_t, std::size_t> placeOf(XlsxSheet const& sheet, std::string_view text) {
    for (auto const& row : sheet.rows)
        for (auto const& cell : row.cells)
            if (cell.text == text) return {row.index, cell.column};
    FAIL("no cell says " << text);
    return {};
}

}  // namespace

TEST_CASE("figures are numbers and everything else is text", "[output][xlsx]") {
    auto const workbook = read({test::aTable()});
    auto const& sheet = workbook.sheets.front();
    auto const [row, column] = placeOf(sheet, "合计");
    CHECK(column == 0);
    CHECK(sheet.find(row, 1)->kind == XlsxKind::number);
    CHECK(decimalAsShown(sheet.find(row, 1)->text) == "1234567.89");
    CHECK(decimalAsShown(sheet.find(row, 2)->text) == "-12");
    CHECK(sheet.find(row + 1, 2)->text == "×");
    CHECK(sheet.find(row + 2, 1)->text == "–");
    CHECK(sheet.find(row + 2, 2)->text == "…");
}

TEST_CASE("a text that looks like a formula stays a text", "[output][xlsx]") {
    auto table = test::aTable();
    table.rows[1].stubs = {"=HYPERLINK(\"http://example.invalid\")"};
    table.notes = {"=1+1"};
    auto const workbook = read({table});
    for (auto const& sheet : workbook.sheets)
        for (auto const& row : sheet.rows)
            for (auto const& cell : row.cells) CHECK_FALSE(cell.isFormula);
    auto const [row, column] = placeOf(workbook.sheets.front(), "=1+2");
    CHECK(workbook.sheets.front().find(row, column)->kind == XlsxKind::text);
}

TEST_CASE("every decimal of up to 15 digits comes back exactly, a longer one as text with a note", "[output][xlsx]") {
    auto table = test::aTable();
    for (std::string const value : {"9.95", "8.41", "0.01", "1234567890123.45", "-999999999999.99", "0.30"}) {
        table.cells[0][0].value = value;
        auto const workbook = read({table});
        auto const [row, column] = placeOf(workbook.sheets.front(), "合计");
        auto const* cell = workbook.sheets.front().find(row, 1);
        REQUIRE(cell->kind == XlsxKind::number);
        CHECK(Money::parse(*decimalAsShown(cell->text)) == Money::parse(value));
        CHECK(workbook.sheets.back().rows.back().cells.back().text.find("15位") == std::string::npos);
    }
    table.cells[0][0].value = "12345678901234.56";
    auto const workbook = read({table});
    auto const [row, column] = placeOf(workbook.sheets.front(), "合计");
    CHECK(workbook.sheets.front().find(row, 1)->kind == XlsxKind::text);
    CHECK(workbook.sheets.front().find(row, 1)->text == "12,345,678,901,234.56");
    CHECK(workbook.sheets.back().rows.back().cells.back().text.find("15位") != std::string::npos);
}

TEST_CASE("headings that stand over several columns are merged", "[output][xlsx]") {
    auto const workbook = read({test::aTable()});
    auto const& sheet = workbook.sheets.front();
    auto const [row, column] = placeOf(sheet, "服务");
    auto const has = [&](XlsxRange const& range) { return std::find(sheet.mergedCells.begin(), sheet.mergedCells.end(), range) != sheet.mergedCells.end(); };
    CHECK(has({row, 1, row, 2}));
    CHECK(has({row, 0, row + 1, 0}));
    CHECK(sheet.find(row + 1, 1)->text == "出口");
    CHECK(sheet.find(row + 2, 0)->text == "甲");
}

TEST_CASE("notes, symbols and where the figures come from stand on a sheet of their own", "[output][xlsx]") {
    auto const workbook = read({test::aTable()});
    REQUIRE(workbook.sheets.size() == 2);
    CHECK(workbook.sheets.back().name == "说明");
    auto const& notes = workbook.sheets.back();
    (void)placeOf(notes, "本表计数采用四舍五入原则。");
    (void)placeOf(notes, "0123456789abcdef");
    (void)placeOf(notes, legendOf(test::aTable()));
}

TEST_CASE("every sheet has a name that a spreadsheet accepts", "[output][xlsx]") {
    auto table = test::aTable();
    table.title = "A/B: [C]? 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十";
    auto const workbook = read({table, table, table});
    REQUIRE(workbook.sheets.size() == 4);
    CHECK(workbook.sheets[0].name != workbook.sheets[1].name);
    CHECK(workbook.sheets[0].name.find_first_of("[]:*?/\\") == std::string::npos);
}

TEST_CASE("equal tables give equal workbooks", "[output][xlsx]") {
    CHECK(toXlsx(test::aTable()) == toXlsx(test::aTable()));
}

TEST_CASE("a locale with decimal commas does not reach the workbook", "[output][xlsx]") {
    auto const plain = toXlsx(test::aTable());
    std::string const before = std::setlocale(LC_ALL, nullptr);
    for (auto const* name : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8"}) std::setlocale(LC_ALL, name);
    auto const there = toXlsx(test::aTable());
    std::setlocale(LC_ALL, before.c_str());
    CHECK(plain == there);
}
