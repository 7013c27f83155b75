#include "base/xlsx_reader.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include <rapidcheck.h>
#include <zip.h>

#include "support/catch.h"
#include "support/workbook_maker.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

Result<Workbook> readParts(WorkbookParts const& parts, XlsxLimits const& limits = {}) {
    return readXlsx(zipOf(workbookParts(parts)), limits);
}

/// The text of the cell in row 1, or what is wrong with the workbook.
std::string firstText(WorkbookParts const& parts, std::size_t column = 0) {
    auto const workbook = readParts(parts);
    if (!workbook) return std::string{workbook.error().code.name()} + " at " + workbook.error().where();
    auto const* cell = workbook->sheets.at(0).find(0, column);
    return cell == nullptr ? "(empty)" : cell->text;
}

/// The first cell, a number with the style 1 of the given format.
XlsxCell styled(std::string const& number, std::string const& style, std::string const& workbookProperties = "") {
    WorkbookParts parts;
    parts.sheetData = R"(<row r="1"><c r="A1" s="1"><v>)" + number + "</v></c></row>";
    parts.styles = style;
    parts.workbookProperties = workbookProperties;
    auto const workbook = readParts(parts);
    REQUIRE(workbook);
    return *workbook->sheets.at(0).find(0, 0);
}

std::string ownFormat(std::string const& code) {
    return R"(<numFmts><numFmt numFmtId="164" formatCode=")" + code +
           R"("/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>)";
}

std::string builtInFormat(int id) {
    return R"(<cellXfs><xf numFmtId="0"/><xf numFmtId=")" + std::to_string(id) + R"("/></cellXfs>)";
}

Bytes deflated(std::string const& name, Bytes const& bytes) {
    zip_error_t problem;
    auto* target = zip_source_buffer_create(nullptr, 0, 0, &problem);
    zip_source_keep(target);
    auto* archive = zip_open_from_source(target, ZIP_TRUNCATE, &problem);
    for (auto const& [part, text] : workbookParts({})) {
        auto const& contents = part == name ? bytes : text;
        // The library takes what it is given after this loop, so it keeps a copy.
        auto* copy = static_cast<char*>(std::malloc(contents.size()));
        std::copy(contents.begin(), contents.end(), copy);
        zip_file_add(archive, part.c_str(), zip_source_buffer(archive, copy, contents.size(), 1), ZIP_FL_ENC_UTF_8);
    }
    REQUIRE(zip_close(archive) == 0);
    zip_source_open(target);
    zip_stat_t statistics;
    zip_source_stat(target, &statistics);
    Bytes zip(statistics.size, '\0');
    zip_source_read(target, zip.data(), zip.size());
    zip_source_close(target);
    zip_source_free(target);
    return zip;
}

}  // namespace

TEST_CASE("texts are read whether shared, in runs, inline or computed", "[base][xlsx]") {
    WorkbookParts parts;
    parts.sharedStrings = R"(<si><t>plain</t></si><si><r><t>法律</t></r><r><rPr/><t xml:space="preserve"> 服务</t></r><rPh><t>guide</t></rPh></si>)";
    parts.sheetData =
        R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>inline</t></is></c>)"
        R"(<c r="D1" t="inlineStr"><is><r><t>in </t></r><r><t>runs</t></r></is></c><c r="E1" t="str"><f>A1</f><v>computed</v></c></row>)";
    auto const workbook = readParts(parts);
    REQUIRE(workbook);
    auto const& sheet = workbook->sheets.at(0);
    CHECK(sheet.name == "Sheet1");
    CHECK(sheet.find(0, 0)->text == "plain");
    CHECK(sheet.find(0, 1)->text == "法律 服务");
    CHECK(sheet.find(0, 2)->text == "inline");
    CHECK(sheet.find(0, 3)->text == "in runs");
    CHECK(sheet.find(0, 4)->text == "computed");
    CHECK(sheet.find(0, 4)->isFormula);
    CHECK_FALSE(sheet.find(0, 0)->isFormula);
}

TEST_CASE("characters that the format writes as codes are characters again", "[base][xlsx]") {
    WorkbookParts parts;
    parts.sheetData = R"(<row r="1"><c r="A1" t="inlineStr"><is><t>a_x000A_b_x005F_x000A__x4E2D_ _xD800_ _x00_ &lt;</t></is></c></row>)";
    CHECK(firstText(parts) == "a\nb_x000A_中 _xD800_ _x00_ <");
}

TEST_CASE("numbers stay the text that stands in the file", "[base][xlsx]") {
    WorkbookParts parts;
    for (std::string const number : {"1234.5", "1.2345E3", "1234.5600000000001", "-0.1", "100000000000000000000"}) {
        parts.sheetData = R"(<row r="1"><c r="A1"><v>)" + number + "</v></c></row>";
        CHECK(firstText(parts) == number);
    }
}

TEST_CASE("a number as shown has fifteen significant digits and no exponent", "[base][xlsx]") {
    CHECK(*decimalAsShown("1234.5") == "1234.5");
    CHECK(*decimalAsShown("1.2345E3") == "1234.5");
    CHECK(*decimalAsShown("1.2345E+3") == "1234.5");
    CHECK(*decimalAsShown("1e-7") == "0.0000001");
    CHECK(*decimalAsShown("0.1") == "0.1");
    CHECK(*decimalAsShown("0.10000000000000001") == "0.1");
    CHECK(*decimalAsShown("1234.5600000000001") == "1234.56");
    CHECK(*decimalAsShown("1234.5599999999999") == "1234.56");
    CHECK(*decimalAsShown("0.29999999999999999") == "0.3");
    CHECK(*decimalAsShown("99999999999999.995") == "100000000000000");
    CHECK(*decimalAsShown("999999999999.99") == "999999999999.99");
    CHECK(*decimalAsShown("-1.50") == "-1.5");
    CHECK(*decimalAsShown("-0") == "0");
    CHECK(*decimalAsShown("0.000") == "0");
    CHECK(*decimalAsShown("1E2") == "100");
    for (std::string const text : {"", "-", ".", "1,5", "1.2.3", "E5", "INF", "NaN", "0x10", "1E", "1E999", "--1", "１"}) {
        INFO(text);
        REQUIRE_FALSE(decimalAsShown(text));
        CHECK(decimalAsShown(text).error().code == error::xlsxNumberMalformed);
    }
}

TEST_CASE("any decimal of at most fifteen digits is shown as it was written, however it is written", "[base][xlsx]") {
    CHECK(rc::check([] {
        auto const digits = *rc::gen::inRange<std::int64_t>(1, 999'999'999'999'999);
        auto const decimals = *rc::gen::inRange<std::size_t>(0, 10);
        auto text = std::to_string(digits);
        if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
        if (decimals > 0) text.insert(text.size() - decimals, ".");
        auto plain = text;
        if (decimals > 0) {
            while (plain.back() == '0') plain.pop_back();
            if (plain.back() == '.') plain.pop_back();
        }
        RC_ASSERT(*decimalAsShown(text) == plain);
        RC_ASSERT(*decimalAsShown(std::to_string(digits) + "E-" + std::to_string(decimals)) == plain);
    }));
}

TEST_CASE("truth values and errors are known as such", "[base][xlsx]") {
    WorkbookParts parts;
    parts.sheetData = R"(<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>)";
    auto const workbook = readParts(parts);
    REQUIRE(workbook);
    auto const& sheet = workbook->sheets.at(0);
    CHECK(sheet.find(0, 0)->kind == XlsxKind::boolean);
    CHECK(sheet.find(0, 0)->text == "true");
    CHECK(sheet.find(0, 1)->text == "false");
    CHECK(sheet.find(0, 2)->kind == XlsxKind::error);
    CHECK(sheet.find(0, 2)->text == "#DIV/0!");
}

TEST_CASE("a serial number is a day when its style shows one", "[base][xlsx]") {
    CHECK(styled("42835", builtInFormat(14)).text == "2017-04-10");
    CHECK(styled("42835", builtInFormat(14)).kind == XlsxKind::date);
    CHECK(styled("42835", builtInFormat(31)).text == "2017-04-10");  // the Chinese long date
    CHECK(styled("42835.354166666664", builtInFormat(22)).text == "2017-04-10T08:30:00");
    CHECK(styled("42834.9999999", builtInFormat(22)).text == "2017-04-10");
    CHECK(styled("42835", ownFormat("yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@")).text == "2017-04-10");
    CHECK(styled("42826", ownFormat("[$-804]yyyy\\-mm")).text == "2017-04-01");
    CHECK(styled("42826", ownFormat("mmm")).kind == XlsxKind::date);
    CHECK(styled("1", builtInFormat(14)).text == "1900-01-01");
    CHECK(styled("59", builtInFormat(14)).text == "1900-02-28");
    CHECK(styled("61", builtInFormat(14)).text == "1900-03-01");
    CHECK(styled("2958465", builtInFormat(14)).text == "9999-12-31");
    CHECK(styled("41373", builtInFormat(14), R"(<workbookPr date1904="1"/>)").text == "2017-04-10");
}

TEST_CASE("a serial number outside the calendar, or shown as time or amount, stays a number", "[base][xlsx]") {
    for (std::string const number : {"60", "0", "-5", "2958466", "1E9"}) CHECK(styled(number, builtInFormat(14)).kind == XlsxKind::number);
    for (int const id : {0, 2, 4, 18, 20, 45, 46, 47}) CHECK(styled("42835", builtInFormat(id)).kind == XlsxKind::number);
    for (std::string const code : {"h:mm", "[h]:mm:ss", "mm:ss", "#,##0.00", "&quot;day&quot; 0", "[Red]0.00", "General", "0.00E+00", "0\\d"}) {
        INFO(code);
        CHECK(styled("42835", ownFormat(code)).kind == XlsxKind::number);
    }
}

TEST_CASE("a percentage is known as such", "[base][xlsx]") {
    CHECK(styled("0.125", builtInFormat(10)).isPercent);
    CHECK(styled("0.125", ownFormat("0.0%")).isPercent);
    CHECK_FALSE(styled("0.125", ownFormat("0.0\\%")).isPercent);
    CHECK_FALSE(styled("0.125", builtInFormat(2)).isPercent);
}

TEST_CASE("cells and rows without names follow those before them", "[base][xlsx]") {
    WorkbookParts parts;
    parts.sheetData = "<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"5\"><c r=\"C5\"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>";
    auto const workbook = readParts(parts);
    REQUIRE(workbook);
    auto const& sheet = workbook->sheets.at(0);
    CHECK(sheet.find(0, 1)->text == "2");
    CHECK(sheet.find(4, 2)->text == "3");
    CHECK(sheet.find(4, 3)->text == "4");
    CHECK(sheet.find(5, 0)->text == "5");
    CHECK(sheet.find(4, 0) == nullptr);
    CHECK(sheet.find(99, 0) == nullptr);
}

TEST_CASE("empty cells do not count and merged ones are told", "[base][xlsx]") {
    WorkbookParts parts;
    parts.sheetData = R"(<row r="1"><c r="A1" s="3"/><c r="B1" t="inlineStr"><is><t></t></is></c><c r="C1"><v>7</v></c></row><row r="2"/>)";
    parts.behind = R"(<mergeCells count="1"><mergeCell ref="C1:D4"/></mergeCells>)";
    auto const workbook = readParts(parts);
    REQUIRE(workbook);
    auto const& sheet = workbook->sheets.at(0);
    REQUIRE(sheet.rows.size() == 1);
    CHECK(sheet.rows.at(0).cells.size() == 1);
    CHECK(sheet.mergedCells == std::vector<XlsxRange>{{0, 2, 3, 3}});
}

TEST_CASE("a formula that was never computed is told from an empty cell", "[base][xlsx]") {
    WorkbookParts parts;
    parts.sheetData = R"(<row r="1"><c r="A1"><f>B1*2</f></c></row>)";
    auto const workbook = readParts(parts);
    REQUIRE(workbook);
    auto const* cell = workbook->sheets.at(0).find(0, 0);
    REQUIRE(cell != nullptr);
    CHECK(cell->isFormula);
    CHECK(cell->text.empty());
}

TEST_CASE("what is wrong with a cell is said with its sheet and name", "[base][xlsx]") {
    WorkbookParts parts;
    parts.sheetData = R"(<row r="7"><c r="C7" t="s"><v>9</v></c></row>)";
    CHECK(firstText(parts) == "xlsx-malformed at Sheet1!C7");
    parts.sheetData = R"(<row r="7"><c r="C7"><v>twelve</v></c></row>)";
    CHECK(firstText(parts) == "xlsx-number-malformed at Sheet1!C7");
    parts.sheetData = R"(<row r="7"><c r="C7" t="?"><v>1</v></c></row>)";
    CHECK(firstText(parts) == "xlsx-malformed at Sheet1!C7");
    parts.sheetData = R"(<row r="7"><c r="C8"><v>1</v></c></row>)";
    CHECK(firstText(parts) == "xlsx-malformed at Sheet1!7");
    parts.sheetData = R"(<row r="7"><c r="C7"><v>1</v></c></row><row r="2"/><row r="7"><c r="C7"><v>2</v></c></row>)";
    CHECK(firstText(parts) == "xlsx-cell-twice at Sheet1!C7");
    parts.sheetData = R"(<row r="0"/>)";
    CHECK(firstText(parts) == "xlsx-malformed at xl/worksheets/sheet1.xml");
}

TEST_CASE("what is no workbook is refused as such", "[base][xlsx]") {
    auto const codeOf = [](Bytes const& bytes) { return readXlsx(bytes).error().code.name(); };
    CHECK(codeOf("") == error::xlsxNotAWorkbook.name());
    CHECK(codeOf("a,b\n1,2\n") == error::xlsxNotAWorkbook.name());
    CHECK(codeOf("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old or encrypted") == error::xlsxNotAWorkbook.name());
    CHECK(codeOf("PK\x03\x04 and then nothing") == error::xlsxNotAWorkbook.name());
    CHECK(codeOf(zipOf({{"hello.txt", "hello"}})) == error::xlsxNotAWorkbook.name());
}

TEST_CASE("document types and entities are refused", "[base][xlsx]") {
    auto parts = workbookParts({});
    for (auto& [name, xml] : parts)
        if (name == "xl/sharedStrings.xml") xml = R"(<!DOCTYPE a [<!ENTITY b "c">]><sst><si><t>&b;</t></si></sst>)";
    auto const workbook = readXlsx(zipOf(parts));
    REQUIRE_FALSE(workbook);
    CHECK(workbook.error().code == error::xlsxDocumentType);
    CHECK(workbook.error().where() == "xl/sharedStrings.xml");
}

TEST_CASE("broken XML is told with its line", "[base][xlsx]") {
    WorkbookParts parts;
    parts.sheetData = "\n<row>\n</wor>";
    auto const workbook = readParts(parts);
    REQUIRE_FALSE(workbook);
    CHECK(workbook.error().code == error::xlsxMalformed);
    CHECK(workbook.error().where() == "xl/worksheets/sheet1.xml:3");
}

TEST_CASE("two entries of one name are refused", "[base][xlsx]") {
    auto parts = workbookParts({});
    parts.push_back(parts.back());
    auto const workbook = readXlsx(zipOf(parts));
    REQUIRE_FALSE(workbook);
    CHECK(workbook.error().code == error::xlsxEntryTwice);
}

TEST_CASE("each limit of a workbook is kept", "[base][xlsx]") {
    WorkbookParts parts;
    parts.sharedStrings = "<si><t>" + std::string(1000, 'a') + "</t></si>";
    parts.sheetData = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>0</v></c><c r="D1" t="s"><v>0</v></c></row>)";
    REQUIRE(readParts(parts));
    auto const refusal = [&](auto const& change) {
        XlsxLimits limits;
        change(limits);
        auto const workbook = readParts(parts, limits);
        if (workbook) return std::string{"read"};
        CHECK(workbook.error().code == error::xlsxTooLarge);
        return workbook.error().arguments.at("what");
    };
    CHECK(refusal([](XlsxLimits& limits) { limits.bytes = 100; }) == "bytes");
    CHECK(refusal([](XlsxLimits& limits) { limits.entries = 5; }) == "entries");
    CHECK(refusal([](XlsxLimits& limits) { limits.inflatedBytes = 500; }) == "inflated bytes");
    CHECK(refusal([](XlsxLimits& limits) { limits.sheets = 0; }) == "sheets");
    CHECK(refusal([](XlsxLimits& limits) { limits.cells = 2; }) == "cells");
    CHECK(refusal([](XlsxLimits& limits) { limits.columns = 3; }) == "columns");
    CHECK(refusal([](XlsxLimits& limits) { limits.textBytes = 2'999; }) == "text");
    CHECK(refusal([](XlsxLimits& limits) { limits.cellTextBytes = 999; }) == "text");
    CHECK(refusal([](XlsxLimits& limits) { limits.textBytes = 3'000; limits.cells = 3; limits.columns = 4; }) == "read");
}

TEST_CASE("a sheet that inflates beyond reason is refused while it inflates", "[base][xlsx]") {
    std::string const blanks(20U << 20U, ' ');
    auto const bomb = deflated("xl/worksheets/sheet1.xml", "<worksheet>" + blanks + "</worksheet>");
    REQUIRE(bomb.size() < (1U << 20U));
    auto const workbook = readXlsx(bomb);
    REQUIRE_FALSE(workbook);
    CHECK(workbook.error().code == error::xlsxTooLarge);
    CHECK(workbook.error().arguments.at("what") == "ratio");
}

TEST_CASE("parts are found however a program writes their names, and two that differ in case only are one twice", "[base][xlsx]") {
    WorkbookParts parts;
    parts.sharedStrings = "<si><t>text</t></si>";
    parts.sheetData = R"(<row r="1"><c r="A1" t="s"><v>0</v></c></row>)";
    auto named = workbookParts(parts);
    for (auto& [name, xml] : named) {
        if (name == "xl/sharedStrings.xml") name = "xl/SharedStrings.xml";
        if (name == "xl/worksheets/sheet1.xml") name = "xl\\worksheets\\Sheet1.xml";
    }
    auto const workbook = readXlsx(zipOf(named));
    REQUIRE(workbook);
    CHECK(workbook->sheets.at(0).find(0, 0)->text == "text");
    named.emplace_back("xl/sharedstrings.xml", "<sst/>");
    CHECK(readXlsx(zipOf(named)).error().code == error::xlsxEntryTwice);
}

TEST_CASE("what lies outside the file is never looked for", "[base][xlsx]") {
    WorkbookParts parts;
    parts.sheetData = R"(<row r="1"><c r="A1" t="str"><f>[1]Other!A1</f><v>last value</v></c></row>)";
    auto linked = workbookParts(parts);
    for (auto& [name, xml] : linked)
        if (name == "xl/_rels/workbook.xml.rels")
            xml.insert(xml.rfind("</Relationships>"), R"(<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" )"
                                                      R"(Target="../../elsewhere.xml" TargetMode="External"/>)");
    auto const workbook = readXlsx(zipOf(linked));
    REQUIRE(workbook);
    CHECK(workbook->sheets.at(0).find(0, 0)->text == "last value");
    CHECK(workbook->sheets.at(0).find(0, 0)->isFormula);
}

TEST_CASE("a row inside a row is refused, because what stands outside would be lost", "[base][xlsx]") {
    WorkbookParts parts;
    parts.sheetData = R"(<row r="1"><c r="A1"><v>1</v></c><row r="2"><c r="A2"><v>2</v></c></row></row>)";
    CHECK(readParts(parts).error().code == error::xlsxMalformed);
}

TEST_CASE("the last row of the format is read, and one behind it refused", "[base][xlsx]") {
    WorkbookParts parts;
    parts.sheetData = R"(<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c></row>)";
    auto const workbook = readParts(parts);
    REQUIRE(workbook);
    CHECK(workbook->sheets.at(0).find(1'048'575, 0)->text == "2");
    parts.sheetData += R"(<row><c><v>3</v></c></row>)";
    CHECK(readParts(parts).error().code == error::xlsxTooLarge);
    // All rows at once.
    parts.sheetData.clear();
    for (int row = 0; row < 1'048'576; ++row) parts.sheetData += "<row><c><v>7</v></c></row>";
    XlsxLimits limits;
    limits.ratio = 10'000;
    auto const full = readParts(parts, limits);
    REQUIRE(full);
    CHECK(full->sheets.at(0).rows.size() == 1'048'576);
}

TEST_CASE("no flipped byte of a workbook makes the reader stumble", "[base][xlsx]") {
    WorkbookParts parts;
    parts.sharedStrings = "<si><t>text</t></si>";
    parts.sheetData = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1.5</v></c></row>)";
    auto const good = zipOf(workbookParts(parts));
    REQUIRE(readXlsx(good));
    for (std::size_t i = 0; i < good.size(); ++i) {
        auto bad = good;
        bad[i] = static_cast<char>(bad[i] ^ 0x21);
        auto const workbook = readXlsx(bad);
        if (!workbook) CHECK_FALSE(workbook.error().code.name().empty());
    }
    for (std::size_t length = 0; length < good.size(); length += 7) CHECK_FALSE(readXlsx(BytesView{good}.substr(0, length)));
}

TEST_CASE("cells are named as spreadsheet programs name them", "[base][xlsx]") {
    CHECK(cellName(0, 0) == "A1");
    CHECK(cellName(6, 2) == "C7");
    CHECK(cellName(0, 25) == "Z1");
    CHECK(cellName(9, 26) == "AA10");
    CHECK(cellName(0, 701) == "ZZ1");
    CHECK(cellName(0, 702) == "AAA1");
}
