#include "import/ledger_import.h"

#include <random>

#include "import/ledger_head.h"
#include "support/catch.h"
#include "support/editions.h"
#include "support/ledgers.h"
#include "support/workbook_maker.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

LedgerMapping theMapping() {
    auto mapping = readLedgerMapping(JsonNode{*parseJson(exampleMapping)});
    REQUIRE(mapping);
    return *std::move(mapping);
}

Period const firstQuarter = *parsePeriod("2017Q1");

LedgerImport imported(std::string const& ledger, LedgerMapping const& mapping = theMapping()) {
    auto const sheets = readSheets(ledger, "账册.csv");
    REQUIRE(sheets);
    auto import = importLedger({*sheets}, mapping, theEdition(), firstQuarter);
    INFO((import ? std::string{} : std::string{import.error().code.name()} + import.error().where()));
    REQUIRE(import);
    return *std::move(import);
}

Form const& form2() {
    return *theEdition().findForm("form2");
}

/// A row as text: "export SI21 SG ito USD total=1250.01 mode1=1250.01".
std::string textOf(Row const& row) {
    std::string text;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (auto const* code = std::get_if<std::string>(&row.cells[i])) text += (text.empty() ? "" : " ") + *code;
        if (auto const* money = std::get_if<Money>(&row.cells[i])) text += " " + form2().columns[i].id + "=" + money->canonical();
    }
    return text;
}

std::vector<std::string> textsOf(std::vector<Row> const& rows) {
    std::vector<std::string> texts;
    for (auto const& row : rows) texts.push_back(textOf(row));
    return texts;
}

/// Per currency the source is the sum of all outcomes, and what was taken differs from the rows only by rounding.
void checkReconciles(LedgerImport const& import) {
    std::map<std::string, WrittenAmount> sums;
    std::size_t lines = 0;
    std::size_t withoutAmount = 0;
    for (auto const& [outcome, tally] : import.outcomes) {
        lines += tally.lines;
        withoutAmount += tally.withoutAmount;
        for (auto const& [currency, sum] : tally.sums) sums[currency] = *sums[currency].plus(sum);
    }
    CHECK(lines == import.source.lines);
    CHECK(lines == import.lines.size());
    CHECK(withoutAmount == import.source.withoutAmount);
    CHECK(sums == import.source.sums);
    std::map<std::string, Money> ofRows;
    for (auto const& row : import.rows) {
        auto const& currency = std::get<std::string>(row.cells[*form2().indexOf("currency")]);
        ofRows[currency] = *ofRows[currency].plus(std::get<Money>(row.cells[*form2().indexOf("total")]));
    }
    CHECK(ofRows == import.takenSums);
}

}  // namespace

TEST_CASE("a ledger becomes rows grouped by the key of the form, and every other line is told of with its cell", "[import][ledger]") {
    auto const import = imported(exampleLedger);
    CHECK(textsOf(import.rows) == std::vector<std::string>{"export SI21 SG ito USD total=1250.01 mode1=1250.01 affiliated=1250.01 digital=1250.01",
                                                           "export SJ211 HK none HKD total=-100.50 mode4=-100.50"});
    std::vector<std::string> told;
    for (auto const& line : import.lines)
        told.push_back(std::string{nameOf(line.outcome)} + (line.reason ? ": " + std::string{line.reason->code.name()} + " at " + line.reason->where() : ""));
    CHECK(told == std::vector<std::string>{"taken", "rounded", "taken", "outside-period: ledger-outside-period at 账册.csv > A6", "left-out: ledger-left-out at 账册.csv > D7",
                                           "unmapped: ledger-word-unmapped at 账册.csv > D8", "refused: amount-malformed at 账册.csv > G9", "total-line: ledger-total-line at 账册.csv > C10"});
    checkReconciles(import);
    CHECK(import.source.sums.at("USD").text() == "2577.01");
    CHECK(import.outcomes.at(LineOutcome::rounded).sums.at("USD").text() == "250.005");
    CHECK(import.takenSums.at("USD").canonical() == "1250.01");
    REQUIRE(import.unmapped.size() == 1);
    CHECK(import.unmapped[0].field == LedgerField::service);
    CHECK(import.unmapped[0].word == "翻译");
    CHECK(import.unmapped[0].tally.sums.at("JPY").text() == "30000.00");
    CHECK(import.withoutMode == 0);
}

TEST_CASE("each cell leads to the lines that make it up", "[import][ledger]") {
    auto const import = imported(exampleLedger);
    auto const behind = [&](std::size_t row, char const* column) {
        std::vector<std::string> documents;
        for (auto const* line : linesBehind(import.lines, import.rows[row], form2().columns[*form2().indexOf(column)], form2())) documents.push_back(line->document);
        return documents;
    };
    CHECK(behind(0, "total") == std::vector<std::string>{"记-001", "记-002"});
    CHECK(behind(0, "digital") == std::vector<std::string>{"记-001", "记-002"});
    CHECK(behind(0, "mode4").empty());
    CHECK(behind(1, "mode4") == std::vector<std::string>{"记-003"});
    CHECK(behind(1, "affiliated").empty());
    CHECK(behind(0, "item").empty());
}

TEST_CASE("a workbook with shared and inline strings, numbers as text, days, merged and empty cells reads as the same ledger", "[import][ledger]") {
    WorkbookParts parts;
    parts.sharedStrings = "<si><t>样例客户甲</t></si><si><t>日期</t></si><si><t>客户</t></si><si><t>软件开发</t></si>";
    parts.styles = R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>)";
    auto const text = [](std::string const& name, std::string const& value) { return "<c r=\"" + name + "\" t=\"inlineStr\"><is><t>" + value + "</t></is></c>"; };
    parts.sheetData = "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c>" + text("B2", "凭证号") + "<c r=\"C2\" t=\"s\"><v>2</v></c>" + text("D2", "项目") + text("E2", "国家") + text("F2", "币种") +
                      text("G2", "金额") + "</row>" + "<row r=\"3\"><c r=\"A3\" s=\"1\"><v>42745</v></c><c r=\"C3\" t=\"s\"><v>0</v></c><c r=\"D3\" t=\"s\"><v>3</v></c>" + text("E3", "SG") +
                      text("F3", "美元") + "<c r=\"G3\"><v>1000.1000000000001</v></c></row>" + "<row r=\"4\"><c r=\"A4\" s=\"1\"><v>42746</v></c><c r=\"D4\" t=\"s\"><v>3</v></c>" + text("E4", "SG") +
                      text("F4", "usd") + text("G4", "1,000.20") + "</row>" + "<row r=\"5\"><c r=\"A5\" s=\"1\"><v>42747</v></c><c r=\"D5\" t=\"s\"><v>3</v></c>" + text("E5", "SG") + text("F5", "USD") +
                      "</row>" + "<row r=\"6\"><c r=\"A6\" s=\"1\"><v>42747</v></c><c r=\"D6\" t=\"s\"><v>3</v></c>" + text("E6", "SG") + text("F6", "USD") + "<c r=\"G6\" t=\"e\"><v>#REF!</v></c></row>";
    parts.behind = R"(<mergeCells count="2"><mergeCell ref="C3:C6"/><mergeCell ref="G4:G5"/></mergeCells>)";
    auto const sheets = readSheets(zipOf(workbookParts(parts)), "账册.xlsx");
    REQUIRE(sheets);
    auto const import = importLedger({*sheets}, theMapping(), theEdition(), firstQuarter);
    REQUIRE(import);
    CHECK(textsOf(import->rows) == std::vector<std::string>{"export SI21 SG ito USD total=2000.30 mode1=2000.30 affiliated=2000.30 digital=2000.30"});
    REQUIRE(import->lines.size() == 4);
    CHECK(import->lines[2].reason->code == error::ledgerAmountMerged);
    CHECK(import->lines[2].reason->where() == "账册.xlsx > Sheet1!G5");
    CHECK(import->lines[3].outcome == LineOutcome::refused);
    CHECK(import->lines[3].reason->where() == "账册.xlsx > Sheet1!G6");
    checkReconciles(*import);
}

TEST_CASE("a customer that says neither country nor anything is asked for once", "[import][ledger]") {
    auto mapping = theMapping();
    mapping.columns.erase(LedgerField::partner);
    std::string const ledger =
        "日期,凭证号,客户,项目,币种,金额\n2017-01-10,1,样例客户甲,软件开发,USD,1\n2017-01-11,2,样例客户 甲,软件开发,USD,2\n2017-01-12,3,样例客户乙,软件开发,USD,4\n2017-01-13,4,,软件开发,USD,8\n";
    auto const import = imported(ledger, mapping);
    REQUIRE(import.unmapped.size() == 2);
    CHECK(import.unmapped[0].word == "样例客户甲");
    CHECK(import.lines[3].reason->code == error::ledgerCellMissing);
    CHECK(textsOf(import.rows) == std::vector<std::string>{"export SI21 HK ito USD total=4.00 mode4=4.00"});
    checkReconciles(import);

    // The next quarter asks only for what is new.
    mapping.customers["样例客户甲"].partner = "SG";
    mapping.customers["样例客户 甲"].partner = "SG";
    CHECK(imported(ledger, mapping).unmapped.empty());
}

TEST_CASE("customers that nobody spoke of are named, for their lines count as not affiliated", "[import][ledger]") {
    auto const import = imported("日期,凭证号,客户,项目,国家,币种,金额\n2017-01-10,1,样例客户戊,法律服务,SG,USD,1\n");
    REQUIRE(import.newCustomers.size() == 1);
    CHECK(import.newCustomers[0].word == "样例客户戊");
    CHECK(import.withoutMode == 1);
    CHECK(textsOf(import.rows) == std::vector<std::string>{"export SJ211 SG none USD total=1.00"});
}

TEST_CASE("a file that is not the mapped ledger is refused with the headings that it lacks", "[import][ledger]") {
    auto const sheets = readSheets("日期,客户,金额\n2017-01-10,甲,1\n", "别的.csv");
    REQUIRE(sheets);
    auto const import = importLedger({*sheets}, theMapping(), theEdition(), firstQuarter);
    REQUIRE_FALSE(import);
    CHECK(import.error().code == error::ledgerHeadMissing);
    CHECK(import.error().where() == "别的.csv");
    CHECK(import.error().arguments.at("columns") == "凭证号, 项目, 国家, 币种");
    auto const twice = readSheets("日期,凭证号,客户,项目,国家,币种,金额,金额\n", "账册.csv");
    CHECK(importLedger({*twice}, theMapping(), theEdition(), firstQuarter).error().code == error::ledgerHeadingTwice);
}

TEST_CASE("whatever stands in a ledger, the sums reconcile exactly", "[import][ledger]") {
    std::mt19937 random{7};
    auto const oneOf = [&](std::vector<std::string> const& choices) { return choices[random() % choices.size()]; };
    for (int trial = 0; trial < 20; ++trial) {
        std::string ledger = "日期,凭证号,客户,项目,国家,币种,金额\n";
        for (int line = 0; line < 100; ++line) {
            ledger += oneOf({"2017-01-01", "2017-03-31", "2017-04-01", "2016-12", "201702", "", "昨天"}) + "," + std::to_string(line) + "," + oneOf({"样例客户甲", "样例客户乙", "", "合计"}) + "," +
                      oneOf({"软件开发", "法律服务", "房屋出租", "??", ""}) + "," + oneOf({"SG", "中国", "日本", "火星", ""}) + "," + oneOf({"USD", "CNY", "XXX", ""}) + "," +
                      oneOf({"1", "-2.5", "0.005", "1234.567891234", "\"1,000\"", "x", "", "(3)"}) + "\n";
        }
        checkReconciles(imported(ledger));
    }
}

TEST_CASE("importing again replaces what the import made before and nothing else", "[import][ledger]") {
    auto const& edition = theEdition();
    auto filing = newFiling(edition, *edition.findFormSet("quarterly"), "91999999000000019D", "2017Q1");
    auto typed = newRow(form2());
    typed.cells[*form2().indexOf("item")] = std::string{"SB"};
    typed.cells[*form2().indexOf("partner")] = std::string{"JP"};
    filing.findForm("form2")->rows = {typed};
    auto const first = imported(exampleLedger);
    REQUIRE(takeLedgerRows(filing, first, {}, "form2", edition));
    REQUIRE(filing.findForm("form2")->rows.size() == 3);
    CHECK(filing.findForm("form2")->rows[0] == typed);
    filing.explanations = {{"B4", {{"form2", 2, "total"}}, "样例：退款"}};

    // The software is gone from the ledger, the legal advice has another amount.
    auto const second = imported("日期,凭证号,客户,项目,国家,币种,金额\n20170315,记-003,样例客户乙,法律服务,中国香港,港币,(200)\n");
    REQUIRE(takeLedgerRows(filing, second, first.lines, "form2", edition));
    auto const& rows = filing.findForm("form2")->rows;
    REQUIRE(rows.size() == 2);
    CHECK(rows[0] == typed);
    CHECK(textOf(rows[1]) == "export SJ211 HK none HKD total=-200.00 mode4=-200.00");
    CHECK(filing.explanations[0].cells[0].row == 1);
}

namespace {

std::string replaced(std::string text, std::string_view before, std::string_view after) {
    auto const place = text.find(before);
    REQUIRE(place != std::string::npos);
    return text.replace(place, before.size(), after);
}

/// The example's mapping for an account with two columns of amounts.
LedgerMapping mappingWithSides(bool saysFlow) {
    auto mapping = theMapping();
    mapping.columns.erase(LedgerField::amount);
    mapping.columns[LedgerField::debit] = "借方";
    mapping.columns[LedgerField::credit] = "贷方";
    if (!saysFlow) mapping.constants.erase(LedgerField::flow);
    return mapping;
}

std::string const account =
    "日期,凭证号,客户,项目,国家,币种,借方,贷方\n"
    "2017-01-01,,期初余额,,,USD,0,0\n"
    "2017-01-10,记-001,样例客户甲,软件开发,新加坡,USD,,\"1,000.00\"\n"
    "2017-01-20,记-002,样例客户甲,软件开发,新加坡,USD,200.00,0.00\n"
    "2017-01-21,记-003,样例客户甲,软件开发,新加坡,USD,-,-50\n"
    "2017-01-22,记-004,样例客户甲,软件开发,新加坡,USD,1,2\n"
    "2017-01-23,记-005,样例客户甲,软件开发,新加坡,USD,,\n"
    "2017-01-31,记-006,期间损益结转,软件开发,,USD,800,\n"
    ",,本月合计,,,USD,1000,1000\n";

std::vector<std::string> outcomesOf(LedgerImport const& import) {
    std::vector<std::string> told;
    for (auto const& line : import.lines) told.push_back(line.reason ? std::string{line.reason->code.name()} + " at " + line.reason->where() : std::string{nameOf(line.outcome)} + " " + line.amount->text());
    return told;
}

}  // namespace

TEST_CASE("of an account with debit and credit, the side that is not the flow's own takes back", "[import][ledger]") {
    auto const import = imported(account, mappingWithSides(true));
    CHECK(outcomesOf(import) == std::vector<std::string>{"ledger-total-line at 账册.csv > C2", "taken 1000.00", "taken -200.00", "taken -50.00", "ledger-both-sides at 账册.csv > H6",
                                                         "ledger-cell-missing at 账册.csv > H7", "ledger-closing-line at 账册.csv > C8", "ledger-total-line at 账册.csv > C9"});
    REQUIRE(import.rows.size() == 1);
    CHECK(textOf(import.rows[0]) == "export SI21 SG ito USD total=750.00 mode1=750.00 affiliated=750.00 digital=750.00");
    CHECK(import.lines[1].amountText == "1,000.00");
    CHECK(import.lines[2].amountText == "200.00");
    checkReconciles(import);

    auto ofCosts = mappingWithSides(true);
    ofCosts.constants[LedgerField::flow] = "import";
    CHECK(textOf(imported(account, ofCosts).rows[0]) == "import SI21 SG ito USD total=-750.00 mode1=-750.00 affiliated=-750.00 digital=-750.00");
}

TEST_CASE("dollars beside the amounts are added up where every line of a row has them", "[import][ledger]") {
    auto mapping = theMapping();
    mapping.columns[LedgerField::dollars] = "折美元";
    std::string const head = "日期,凭证号,客户,项目,国家,币种,金额,折美元\n";
    auto const whole = imported(head + "2017-01-10,记-001,样例客户甲,软件开发,新加坡,CNY,688.47,100\n"
                                       "2017-02-10,记-002,样例客户甲,软件开发,新加坡,CNY,68.85,10.00\n",
                                mapping);
    REQUIRE(whole.rows.size() == 1);
    CHECK(textOf(whole.rows[0]) == "export SI21 SG ito CNY total=757.32 mode1=757.32 affiliated=757.32 digital=757.32 dollars=110.00");
    checkReconciles(whole);
    // A part of the dollars compares with nothing, wherever the line without them stands.
    for (auto const* lines : {"2017-01-10,记-001,样例客户甲,软件开发,新加坡,CNY,688.47,100\n2017-02-10,记-002,样例客户甲,软件开发,新加坡,CNY,68.85,\n"
                              "2017-02-11,记-003,样例客户甲,软件开发,新加坡,CNY,68.85,10\n",
                              "2017-01-10,记-001,样例客户甲,软件开发,新加坡,CNY,688.47,\n2017-02-10,记-002,样例客户甲,软件开发,新加坡,CNY,137.70,20\n"})
        CHECK(textOf(imported(head + lines, mapping).rows[0]) == "export SI21 SG ito CNY total=826.17 mode1=826.17 affiliated=826.17 digital=826.17");
    // What cannot be read is said, and the line waits.
    auto const wrong = imported(head + "2017-01-10,记-001,样例客户甲,软件开发,新加坡,CNY,688.47,约一百\n", mapping);
    CHECK(wrong.rows.empty());
    CHECK(wrong.lines[0].reason->where() == "账册.csv > H2");
}

TEST_CASE("what takes back takes back dollars too", "[import][ledger]") {
    auto mapping = mappingWithSides(true);
    mapping.columns[LedgerField::dollars] = "折美元";
    auto const import = imported("日期,凭证号,客户,项目,国家,币种,借方,贷方,折美元\n"
                                 "2017-01-10,记-001,样例客户甲,软件开发,新加坡,CNY,,688.47,100\n"
                                 "2017-01-20,记-002,样例客户甲,软件开发,新加坡,CNY,68.85,,10\n",
                                 mapping);
    CHECK(textOf(import.rows[0]) == "export SI21 SG ito CNY total=619.62 mode1=619.62 affiliated=619.62 digital=619.62 dollars=90.00");
}

TEST_CASE("where nothing else says it, a credit is an export and a debit an import", "[import][ledger]") {
    auto const import = imported(account, mappingWithSides(false));
    CHECK(textsOf(import.rows) == std::vector<std::string>{"export SI21 SG ito USD total=950.00 mode1=950.00 affiliated=950.00 digital=950.00",
                                                           "import SI21 SG ito USD total=200.00 mode1=200.00 affiliated=200.00 digital=200.00"});
    checkReconciles(import);
}

TEST_CASE("days are read from serial numbers as the workbook counts them, and as the mapping says for a CSV", "[import][ledger]") {
    auto const days = [](LedgerImport const& import) {
        std::vector<std::string> texts;
        for (auto const& line : import.lines) texts.push_back(line.date);
        return texts;
    };
    auto const inCsv = [](std::string const& day) { return "日期,客户,项目,国家,币种,金额\n" + day + ",样例客户甲,软件开发,新加坡,USD,1\n"; };
    auto mapping = theMapping();
    mapping.columns.erase(LedgerField::document);
    CHECK(days(imported(inCsv("42745"), mapping)) == std::vector<std::string>{"2017-01-10"});
    CHECK(days(imported(inCsv("42745.520833"), mapping)) == std::vector<std::string>{"2017-01-10"});
    CHECK(imported(inCsv("41283"), mapping).lines[0].outcome == LineOutcome::outsidePeriod);
    CHECK(imported(inCsv("4274"), mapping).lines[0].reason->code == error::dateMalformed);
    mapping.countsFrom1904 = true;
    CHECK(days(imported(inCsv("41283"), mapping)) == std::vector<std::string>{"2017-01-10"});

    // A workbook says itself how it counts, in cells that nobody formatted as days.
    for (auto const countsFrom1904 : {false, true}) {
        WorkbookParts parts;
        if (countsFrom1904) parts.workbookProperties = R"(<workbookPr date1904="1"/>)";
        auto const text = [](std::string const& name, std::string const& value) { return "<c r=\"" + name + "\" t=\"inlineStr\"><is><t>" + value + "</t></is></c>"; };
        parts.sheetData = "<row r=\"1\">" + text("A1", "日期") + text("B1", "客户") + text("C1", "项目") + text("D1", "国家") + text("E1", "币种") + text("F1", "金额") + "</row><row r=\"2\"><c r=\"A2\"><v>" +
                          (countsFrom1904 ? "41283.25" : "42745.25") + "</v></c>" + text("B2", "样例客户甲") + text("C2", "软件开发") + text("D2", "SG") + text("E2", "USD") + "<c r=\"F2\"><v>1234.5</v></c></row>";
        auto const sheets = readSheets(zipOf(workbookParts(parts)), "账册.xlsx");
        REQUIRE(sheets);
        mapping.countsFrom1904 = !countsFrom1904;
        mapping.decimalSign = DecimalSign::comma;  // of texts only
        auto const import = importLedger({*sheets}, mapping, theEdition(), firstQuarter);
        REQUIRE(import);
        CHECK(days(*import) == std::vector<std::string>{"2017-01-10"});
        CHECK(import->takenSums.at("USD").canonical() == "1234.50");
    }
}

TEST_CASE("a CSV of a program that writes semicolons and decimal commas is read as its country does", "[import][ledger]") {
    std::string const ledger =
        "日期;凭证号;客户;项目;国家;币种;金额\r\n"
        "10.01.2017;记-001;样例客户甲;软件开发;SG;USD;1.234,50\r\n"
        "2017-01-11;记-002;样例客户甲;软件开发;SG;USD;1 000,25\r\n"
        "2017-01-12;记-003;样例客户甲;\"软件开发\";SG;USD;7,5\r\n";
    auto const sheets = readSheets(ledger, "账册.csv");
    REQUIRE(sheets);
    CHECK(likelyDecimalSign(sheets->front()) == DecimalSign::comma);
    auto mapping = theMapping();
    CHECK(imported(ledger, mapping).outcomes.at(LineOutcome::refused).lines >= 2);
    mapping.decimalSign = DecimalSign::comma;
    auto const import = imported(ledger, mapping);
    CHECK(import.lines[1].amount->text() == "1000.25");
    CHECK(import.lines[2].amount->text() == "7.50");
    CHECK(import.source.sums.at("USD").text() == "2242.25");
    CHECK(import.lines[0].date == "2017-01-10");
    CHECK(import.takenSums.at("USD").canonical() == "2242.25");
    checkReconciles(import);
}

TEST_CASE("words that only begin like a sum are none", "[import][ledger]") {
    auto mapping = theMapping();
    mapping.services["Summer school"] = {false, "SI21", "", "", false};
    auto const import = imported(replaced(exampleLedger, "记-001,样例客户甲,软件开发", "记-001,样例客户甲,Summer school"), mapping);
    CHECK(import.lines[0].outcome == LineOutcome::taken);
}
