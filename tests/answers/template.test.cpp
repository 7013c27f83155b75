#include "answers/template.h"

#include <algorithm>
#include <iostream>
#include <string>

#include "answers/small_edition.h"
#include "answers/structure.h"
#include "base/xlsx_reader.h"
#include "register/credit_code.h"

#include "base/file.h"
#include "support/catch.h"
#include "support/program.h"
#include "support/temporary_folder.h"
#include "support/workbook_maker.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

EditionSource const theSmallEdition = [](std::string_view id) -> Result<std::shared_ptr<Edition const>> {
    if (id != smallEdition()->id) return fail(error::editionUnknown, {{"edition", std::string{id}}});
    return smallEdition();
};

Bytes templateOf(std::string_view set, Language language = Language::chinese) {
    auto const edition = smallEdition();
    auto const bytes = writeTemplate(*edition, set, {exampleUnitCode(1).text(), set == "profile" ? "2017" : "2017Q1", language});
    REQUIRE(bytes);
    return *bytes;
}

// In the quarterly template the cover is sheet 1 and "trade" sheet 2. Its columns B to J are flow, item, currency, total, mode1,
// mode2, persons, share and note; answers begin in row 5.

TemplateReading readFilled(std::vector<TypedCell> const& cells, std::vector<TypedCell> const& cover = {}) {
    auto const reading = readTemplate(typedInto(typedInto(templateOf("quarterly"), 2, cells), 1, cover), theSmallEdition);
    REQUIRE(reading);
    return *reading;
}

std::vector<TypedCell> soundRow() {
    return {{"B5", "export"}, {"C5", "SJ211 法律服务"}, {"D5", "USD"}, {"E5", "12.5", "n"}, {"F5", "12.5", "n"}};
}

/// "code at Sheet!C7" of each problem.
std::vector<std::string> problemsOf(TemplateReading const& reading) {
    std::vector<std::string> texts;
    for (auto const& problem : reading.problems) texts.push_back(std::string{problem.code.name()} + " at " + problem.where());
    return texts;
}

using Problems = std::vector<std::string>;
std::string const trade = "服务进出口（样例）!";

Bytes withPart(BytesView workbook, std::string const& name, std::string const& from, std::string const& to) {
    auto parts = unzipped(workbook);
    bool isChanged = false;
    for (auto& [part, xml] : parts) {
        if (part != name) continue;
        auto const position = xml.find(from);
        REQUIRE(position != std::string::npos);
        xml.replace(position, from.size(), to);
        isChanged = true;
    }
    REQUIRE(isChanged);
    return zipOf(parts);
}

}  // namespace

TEST_CASE("a template as it was made is an empty filing of its unit and period", "[answers][template]") {
    auto const reading = readFilled({});
    CHECK(problemsOf(reading) == Problems{});
    REQUIRE(reading.filing);
    CHECK(*reading.filing == quarterlyFiling(*smallEdition()));
    CHECK(reading.counts.rows == 0);
}

TEST_CASE("equal input gives equal bytes", "[answers][template]") {
    CHECK(templateOf("quarterly") == templateOf("quarterly"));
    CHECK(templateOf("profile", Language::english) == templateOf("profile", Language::english));
    CHECK(templateOf("quarterly") != templateOf("quarterly", Language::english));
}

TEST_CASE("a template has no formulas, and a text that looks like one stays a text", "[answers][template]") {
    auto edition = *smallEdition();
    edition.forms.front().title = {"=HYPERLINK(\"x\")", "=1+1"};
    edition.forms.front().columns.front().title = {"=1+1", "+1"};
    auto const bytes = writeTemplate(edition, "quarterly", {"=cmd|' /C calc'!A0", "@SUM(1)", Language::chinese});
    REQUIRE(bytes);
    auto const workbook = readXlsx(*bytes);
    REQUIRE(workbook);
    bool isThere = false;
    for (auto const& sheet : workbook->sheets)
        for (auto const& row : sheet.rows)
            for (auto const& cell : row.cells) {
                CHECK_FALSE(cell.isFormula);
                CHECK(cell.kind == XlsxKind::text);
                isThere = isThere || cell.text == "=cmd|' /C calc'!A0";
            }
    CHECK(isThere);
}

TEST_CASE("a filled template gives the filing, amounts counted in ten thousands", "[answers][template]") {
    auto const edition = smallEdition();
    auto cells = soundRow();
    cells.push_back({"H5", "3", "n"});
    cells.push_back({"I5", "12.5", "n"});
    cells.push_back({"J5", "  备注 "});
    auto const reading = readFilled(cells, {{"C6", "否"}, {"C8", "样例甲"}, {"C12", "2017/4/10"}});
    CHECK(problemsOf(reading) == Problems{});
    REQUIRE(reading.filing);
    auto expected = quarterlyFiling(*edition);
    expected.signatories.unitHead = "样例甲";
    expected.signatories.reportDate = "2017-04-10";
    auto row = tradeRow(*edition, "SJ211", "125000");
    auto const& form = *edition->findForm("trade");
    cellOf(row, form, "currency") = std::string{"USD"};
    cellOf(row, form, "persons") = std::int64_t{3};
    cellOf(row, form, "share") = Money::ofHundredths(12'50);
    cellOf(row, form, "note") = std::string{"备注"};
    expected.forms.front().rows = {row};
    CHECK(*reading.filing == expected);
    CHECK(checkStructure(*reading.filing, *edition).empty());
    CHECK(reading.counts.rows == 1);
    CHECK(reading.counts.cells == 13);  // 8 in the row; unit, period, zero, head and date on the cover
}

TEST_CASE("where a figure belongs the spreadsheet program warns of anything else and still lets it be kept", "[answers][template]") {
    for (auto const language : {Language::chinese, Language::english}) {
        std::string sheet;
        for (auto const& [part, xml] : unzipped(templateOf("quarterly", language)))
            if (part == "xl/worksheets/sheet2.xml") sheet = xml;
        auto const ruleOf = [&](std::string const& cells) {
            auto const place = sheet.find("sqref=\"" + cells + "\"");
            REQUIRE(place != std::string::npos);
            auto const start = sheet.rfind("<dataValidation ", place);
            return sheet.substr(start, sheet.find("</dataValidation>", start) - start);
        };
        auto const says = [](std::string const& rule, std::string const& text) { return rule.find(text) != std::string::npos; };
        for (auto const* cells : {"E5:E204", "F5:F204", "G5:G204"}) {
            INFO(cells);
            auto const rule = ruleOf(cells);
            CHECK(says(rule, "type=\"decimal\""));
            CHECK(says(rule, "errorStyle=\"warning\""));
            CHECK(says(rule, "showErrorMessage=\"1\""));
            CHECK(says(rule, "<formula1>-999999999999999</formula1><formula2>999999999999999</formula2>"));
            CHECK(says(rule, language == Language::chinese ? "金额，只填数字" : "an amount, digits only"));
        }
        CHECK(says(ruleOf("H5:H204"), "type=\"whole\""));
        CHECK(says(ruleOf("I5:I204"), "<formula1>0</formula1><formula2>100</formula2>"));
    }
}

TEST_CASE("codes may be written as code, as name, or as the list offers them, and numbers as texts", "[answers][template]") {
    auto const reading = readFilled({{"B5", "出口"}, {"C5", "sj211"}, {"E5", "１２．５"}, {"B6", "Import"}, {"C6", "Legal services"}, {"E6", "1,000.5"}});
    CHECK(problemsOf(reading) == Problems{});
    REQUIRE(reading.filing);
    auto const& rows = reading.filing->forms.front().rows;
    REQUIRE(rows.size() == 2);
    CHECK(rows.at(0).cells.at(0) == Cell{std::string{"export"}});
    CHECK(rows.at(0).cells.at(1) == Cell{std::string{"SJ211"}});
    CHECK(rows.at(0).cells.at(3) == Cell{Money::ofHundredths(12'500'000)});
    CHECK(rows.at(1).cells.at(0) == Cell{std::string{"import"}});
    CHECK(rows.at(1).cells.at(3) == Cell{Money::ofHundredths(1'000'500'000)});
}

TEST_CASE("a blank cell of a filled row takes its column's default", "[answers][template]") {
    auto const reading = readFilled({{"B5", "export"}, {"C5", "SJ211"}, {"E5", "1", "n"}});
    REQUIRE(reading.filing);
    CHECK(reading.filing->forms.front().rows.at(0).cells.at(2) == Cell{std::string{"CNY"}});
}

TEST_CASE("numbers are those a person sees, not what binary arithmetic left in the file", "[answers][template]") {
    auto const totalOf = [](std::string const& number) {
        auto cells = soundRow();
        cells.push_back({"E5", number, "n"});
        auto const reading = readFilled(cells);
        REQUIRE(problemsOf(reading) == Problems{});
        return std::get<Money>(reading.filing->forms.front().rows.at(0).cells.at(3)).canonical();
    };
    CHECK(totalOf("1234.5600000000001") == "12345600.00");
    CHECK(totalOf("0.10000000000000001") == "1000.00");
    CHECK(totalOf("1.2345E3") == "12345000.00");
    CHECK(totalOf("1.0000000000000001E-6") == "0.01");
    CHECK(totalOf("-5") == "-50000.00");
}

TEST_CASE("the person may count in ones, and says so above the form", "[answers][template]") {
    auto cells = soundRow();
    cells.push_back({"C2", "元"});
    auto const reading = readFilled(cells);
    REQUIRE(reading.filing);
    CHECK(reading.filing->forms.front().rows.at(0).cells.at(3) == Cell{Money::ofHundredths(1250)});
    cells.push_back({"C2", "亿"});
    CHECK(problemsOf(readFilled(cells)) == Problems{"template-amount-unit-unknown at " + trade + "C2"});
    cells.push_back({"C2", " "});
    CHECK(problemsOf(readFilled(cells)) == Problems{"template-amount-unit-unknown at " + trade + "C2"});
}

TEST_CASE("every wrong cell is told with its sheet and name, and nothing is imported by half", "[answers][template]") {
    auto cells = soundRow();
    for (auto const& wrong : std::vector<TypedCell>{{"B6", "sideways"},
                                                    {"C6", "SJ21"},
                                                    {"D6", "CNY"},
                                                    {"E6", "twelve"},
                                                    {"F6", "0.12345678", "n"},
                                                    {"G6", "#DIV/0!", "e"},
                                                    {"H6", "1.5", "n"},
                                                    {"C7", "其他"}})
        cells.push_back(wrong);
    auto const reading = readFilled(cells, {{"C4", "91"}, {"C5", "spring"}, {"C12", "soon"}});
    CHECK_FALSE(reading.filing);
    CHECK(problemsOf(reading) == Problems{"date-malformed at 封面!C12", "credit-code-length at 封面!C4", "period-malformed at 封面!C5",
                                          "code-unknown at " + trade + "B6", "code-not-a-leaf at " + trade + "C6", "amount-malformed at " + trade + "E6",
                                          "amount-too-fine at " + trade + "F6", "template-cell-error at " + trade + "G6",
                                          "integer-malformed at " + trade + "H6", "code-ambiguous at " + trade + "C7"});
}

TEST_CASE("a template without unit and period asks for them", "[answers][template]") {
    auto const bytes = writeTemplate(*smallEdition(), "quarterly", {});
    REQUIRE(bytes);
    auto const reading = readTemplate(*bytes, theSmallEdition);
    REQUIRE(reading);
    CHECK(problemsOf(*reading) == Problems{"template-answer-missing at 封面!C4", "template-answer-missing at 封面!C5"});
    auto const filled = readTemplate(typedInto(*bytes, 1, {{"C4", exampleUnitCode(1).text()}, {"C5", "2017年第1季度"}}), theSmallEdition);
    REQUIRE(filled);
    REQUIRE(filled->filing);
    CHECK(*filled->filing == quarterlyFiling(*smallEdition()));
}

TEST_CASE("a quarter is understood however it is written on the cover", "[answers][template]") {
    for (auto const* written : {"2017Q1", "2017q1", "2017-Q1", "2017 Q1", "２０１７Ｑ１", "2017年1季度", "2017年第一季度", "2017年 第1季度"}) {
        INFO(written);
        auto const reading = readFilled({}, {{"C5", written}});
        REQUIRE(reading.filing);
        CHECK(reading.filing->header.period == "2017Q1");
    }
    for (auto const* wrong : {"2017年5季度", "一季度", "2017Q0", "2017年第季度"}) CHECK(problemsOf(readFilled({}, {{"C5", wrong}})) == Problems{"period-malformed at 封面!C5"});
}

TEST_CASE("a zero filing is said on the cover", "[answers][template]") {
    auto const reading = readFilled({}, {{"C6", "是"}, {"C7", "样例：停业"}});
    REQUIRE(reading.filing);
    CHECK(reading.filing->header.zero);
    CHECK(reading.filing->header.zeroReason == "样例：停业");
    CHECK(checkStructure(*reading.filing, *smallEdition()).empty());
}

TEST_CASE("blank lines are skipped and remarks beside the grid are counted, not read", "[answers][template]") {
    auto cells = soundRow();
    cells.push_back({"B9", "export"});
    cells.push_back({"C9", "SJ212"});
    cells.push_back({"E9", "1", "n"});
    cells.push_back({"J7", "   "});
    cells.push_back({"L5", "ask Ms Wang"});
    auto const reading = readFilled(cells);
    CHECK(problemsOf(reading) == Problems{});
    CHECK(reading.counts.rows == 2);
    CHECK(reading.counts.ignoredCells == 1);
}

TEST_CASE("an answer by formula counts with its value, and is refused without one", "[answers][template]") {
    auto const bytes = typedInto(templateOf("quarterly"), 2, soundRow());
    auto const computed = readTemplate(withPart(bytes, "xl/worksheets/sheet2.xml", R"(<c r="E5" t="n"><v>)", R"(<c r="E5"><f>F5</f><v>)"), theSmallEdition);
    REQUIRE(computed);
    CHECK(computed->filing);
    auto const open = readTemplate(withPart(bytes, "xl/worksheets/sheet2.xml", R"(<c r="E5" t="n"><v>12.5</v>)", R"(<c r="E5"><f>F5</f>)"), theSmallEdition);
    REQUIRE(open);
    CHECK(problemsOf(*open) == Problems{"template-formula-without-value at " + trade + "E5"});
}

TEST_CASE("merged answers are refused", "[answers][template]") {
    auto const bytes = withPart(typedInto(templateOf("quarterly"), 2, soundRow()), "xl/worksheets/sheet2.xml", "</sheetData>",
                                R"(</sheetData><mergeCells count="1"><mergeCell ref="D5:D6"/></mergeCells>)");
    auto const reading = readTemplate(bytes, theSmallEdition);
    REQUIRE(reading);
    CHECK(problemsOf(*reading) == Problems{"template-cells-merged at " + trade + "D5"});
}

TEST_CASE("questions and answers of a record are read like a grid's", "[answers][template]") {
    auto const edition = smallEdition();
    // Sheet 2: code, name, phone, mail, postcode, founded, opened, listed, staff and capital from row 4 on, answers in column C.
    auto const bytes = typedInto(templateOf("profile"), 2,
                                 {{"C5", "样例公司"}, {"C6", "023-67890000"}, {"C9", "2008年3月"}, {"C12", "45", "n"}, {"C13", "500", "n"}});
    auto const reading = readTemplate(bytes, theSmallEdition);
    REQUIRE(reading);
    CHECK(problemsOf(*reading) == Problems{});
    REQUIRE(reading->filing);
    auto expected = profileFiling(*edition);
    auto const& form = *edition->findForm("profile");
    auto& row = expected.forms.front().rows.front();
    cellOf(row, form, "name") = std::string{"样例公司"};
    cellOf(row, form, "phone") = std::string{"023-67890000"};
    cellOf(row, form, "founded") = std::string{"2008-03"};
    cellOf(row, form, "staff") = std::int64_t{45};
    cellOf(row, form, "capital") = Money::parse("5000000").value();
    CHECK(*reading->filing == expected);
}

TEST_CASE("an English template is read like a Chinese one", "[answers][template]") {
    auto const bytes = typedInto(templateOf("quarterly", Language::english), 2, soundRow());
    auto const reading = readTemplate(bytes, theSmallEdition);
    REQUIRE(reading);
    CHECK(problemsOf(*reading) == Problems{});
    CHECK(*reading->filing == *readFilled(soundRow()).filing);
}

TEST_CASE("what is no template of ours, or no longer one, is refused as a whole", "[answers][template]") {
    auto const bytes = templateOf("quarterly");
    auto const codeOf = [](Bytes const& workbook, EditionSource const& source = theSmallEdition) {
        auto const reading = readTemplate(workbook, source);
        return reading ? std::string{"read"} : std::string{reading.error().code.name()};
    };
    CHECK(codeOf(bytes) == "read");
    CHECK(codeOf("no zip") == "xlsx-not-a-workbook");
    CHECK(codeOf(zipOf(workbookParts({}))) == "template-not-ours");
    CHECK(codeOf(bytes, [](std::string_view id) -> Result<std::shared_ptr<Edition const>> {
              return fail(error::editionUnknown, {{"edition", std::string{id}}});
          }) == "edition-unknown");
    CHECK(codeOf(bytes, [](std::string_view) -> Result<std::shared_ptr<Edition const>> {
              auto changed = std::make_shared<Edition>(*smallEdition());
              changed->digest = sha256("changed");
              return changed;
          }) == "template-outdated");
    // In the shared strings stand what the hidden sheet says.
    CHECK(codeOf(withPart(bytes, "xl/sharedStrings.xml", "<t>template-1</t>", "<t>template-2</t>")) == "template-schema-unknown");
    CHECK(codeOf(withPart(bytes, "xl/sharedStrings.xml", "<t>quarterly</t>", "<t>profile</t>")) == "template-altered");
    CHECK(codeOf(withPart(bytes, "xl/sharedStrings.xml", "<t>quarterly</t>", "<t>monthly</t>")) == "form-set-unknown");
}

TEST_CASE("a hidden cell that was removed, or a sheet that was copied, is told", "[answers][template]") {
    auto const bytes = templateOf("quarterly");
    auto const removed = readTemplate(withPart(bytes, "xl/sharedStrings.xml", "<t>trade:total</t>", "<t>gone</t>"), theSmallEdition);
    REQUIRE(removed);
    CHECK(problemsOf(*removed) == Problems{"template-anchor-missing at "});
    CHECK(removed->problems.at(0).arguments == ErrorArguments{{"form", "trade"}, {"column", "total"}});
    auto const copied = readTemplate(typedInto(bytes, 4, {{"H3", "trade:total"}}), theSmallEdition);
    REQUIRE(copied);
    CHECK(problemsOf(*copied) == Problems{"template-anchor-twice at 填报说明!H3"});
    auto const scattered = readTemplate(typedInto(withPart(bytes, "xl/sharedStrings.xml", "<t>trade:note</t>", "<t>gone</t>"), 2, {{"K9", "trade:note"}}),
                                        theSmallEdition);
    REQUIRE(scattered);
    CHECK(problemsOf(*scattered) == Problems{"template-anchors-scattered at " + trade + "K9"});
}

TEST_CASE("lists offer leaves only where a leaf is asked for, each under its groups", "[answers][template]") {
    auto const workbook = readXlsx(templateOf("quarterly"));
    REQUIRE(workbook);
    auto const* items = workbook->findSheet("服务类别");
    REQUIRE(items != nullptr);
    CHECK(items->find(1, 0)->text == "SJ211 法律服务");
    CHECK(items->find(1, 4)->text == "其他商业服务 › 专业服务");
    CHECK(items->rows.size() == 6);  // the head and five leaves
    auto const hidden = std::find_if(workbook->sheets.begin(), workbook->sheets.end(), [](XlsxSheet const& sheet) { return sheet.isHidden; });
    REQUIRE(hidden != workbook->sheets.end());
    CHECK(hidden->name == "zhibao");
}

TEST_CASE("a template of a set that the edition does not have is refused", "[answers][template]") {
    CHECK(writeTemplate(*smallEdition(), "monthly", {}).error().code == error::formSetUnknown);
}

TEST_CASE("names of sheets and notes beside cells end with a whole word, and the instructions have the rest", "[answers][template]") {
    auto edition = *smallEdition();
    std::string const title = "International trade in services by mode of supply";
    std::string help;
    for (int i = 0; i < 60; ++i) help += "explanation ";
    for (auto& form : edition.forms) {
        form.title.en = title;
        form.columns.front().help.en = help;
        form.columns.front().title.en = "A heading of quite unusual length";
    }
    auto const bytes = writeTemplate(edition, "quarterly", {exampleUnitCode(1).text(), "2017Q1", Language::english});
    REQUIRE(bytes);
    auto const workbook = readXlsx(*bytes);
    REQUIRE(workbook);
    CHECK(workbook->findSheet("International trade in…") != nullptr);
    std::string all;
    for (auto const& [part, xml] : unzipped(*bytes)) all += xml;
    auto const note = all.find("explanation… (in full on the sheet “Instructions”)");
    CHECK(note != std::string::npos);
    CHECK(all.find("expla…") == std::string::npos);
    CHECK(all.find("promptTitle=\"A heading of quite unusual…\"") != std::string::npos);
    CHECK(all.find(help.substr(0, help.size() - 1)) != std::string::npos);
}

// Run for itself, with the tests that take long: see CMakeLists.txt.
TEST_CASE("a filled template that LibreOffice Calc has saved again gives the same filing", "[.libreoffice]") {
    if (!hasTool("soffice")) {
        std::cout << "skipped: LibreOffice Calc (soffice) is not installed; install libreoffice-calc-nogui.\n";
        return;
    }
    auto cells = soundRow();
    for (auto const& more : {TypedCell{"H5", "3", "n"}, TypedCell{"I5", "12.5", "n"}, TypedCell{"J5", "备注：=1+1 与 <尖括号>"}, TypedCell{"B6", "进口"}, TypedCell{"C6", "SJ211"}, TypedCell{"E6", "１，０００．５"}})
        cells.push_back(more);
    auto const typed = typedInto(typedInto(templateOf("quarterly"), 2, cells), 1, {{"C6", "否"}, {"C8", "样例甲"}, {"C12", "2017-04-10"}});
    auto const before = readTemplate(typed, theSmallEdition);
    REQUIRE(before);
    REQUIRE(before->filing);
    REQUIRE(before->filing->forms.front().rows.size() == 2);

    TemporaryFolder const folder;
    REQUIRE(writeFile(folder / "filled.xlsx", typed));
    auto const profile = "-env:UserInstallation=file://" + (folder / "profile").string();
    // Through its own format and back, so that nothing is kept that Calc does not understand.
    for (auto const& [format, file] : {std::pair{"ods", "filled.xlsx"}, std::pair{"xlsx:Calc MS Excel 2007 XML", "filled.ods"}}) {
        auto const run = runTool("soffice", {"--headless", "--norestore", profile, "--convert-to", format, "--outdir", folder.path().string(), (folder / file).string()});
        INFO(run.output << run.errors);
        REQUIRE(run.status == 0);
    }
    auto const bytes = readFile(folder / "filled.xlsx");
    REQUIRE(bytes);
    REQUIRE(*bytes != typed);
    auto const after = readTemplate(*bytes, theSmallEdition);
    REQUIRE(after);
    CHECK(problemsOf(*after) == Problems{});
    REQUIRE(after->filing);
    CHECK(*after->filing == *before->filing);
    CHECK(after->counts.cells == before->counts.cells);
    // Calc keeps the lists that cells offer.
    bool hasLists = false;
    for (auto const& [part, xml] : unzipped(*bytes)) hasLists = hasLists || (part.ends_with("sheet2.xml") && xml.find("type=\"list\"") != std::string::npos);
    CHECK(hasLists);
}
