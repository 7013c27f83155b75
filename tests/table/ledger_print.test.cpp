#include "table/ledger_print.h"

#include "import/ledger_import.h"
#include "output/csv.h"
#include "output/html.h"
#include "output/xlsx.h"
#include "support/catch.h"
#include "support/editions.h"
#include "support/ledgers.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

Table theTable(Language language = Language::chinese) {
    auto const mapping = readLedgerMapping(JsonNode{*parseJson(exampleMapping)});
    REQUIRE(mapping);
    auto const import = importLedger({*readSheets(exampleLedger, "/books/账册.csv")}, *mapping, theEdition(), *parsePeriod("2017Q1"));
    REQUIRE(import);
    auto table = printLedger(import->lines, {theEdition(), *theEdition().findForm("form2"), language, "91999999000000019D", "样例公司", "2017Q1", std::nullopt});
    REQUIRE(table);
    CHECK(misfitOf(*table).empty());
    return *std::move(table);
}

}  // namespace

TEST_CASE("the statistical ledger shows the lines behind each row of the form and their sum", "[table][ledger]") {
    auto const table = theTable();
    std::vector<std::string> labels;
    for (auto const& row : table.rows) labels.push_back(row.label());
    CHECK(labels == std::vector<std::string>{"出口 · SI21 计算机软件服务 · 新加坡 · 信息技术外包（ITO） · 美元", "2017-01-10", "2017-02-03", "小计", "出口 · SJ211 法律服务 · 中国香港 · 否 · 港元", "2017-03-15", "小计"});
    CHECK(table.rows[2].stubs == std::vector<std::string>{"2017-02-03", "记-002", "样例客户甲", "软件开发", ""});
    CHECK(table.cells[2][0].value == "250.01");
    CHECK(table.cells[2][2].value == "250.005");
    CHECK(table.cells[2][5].value == "账册.csv:4");
    CHECK(table.cells[3][0].value == "1250.01");
    CHECK(table.periodText == "2017年1季度");
    CHECK(table.notes == std::vector<std::string>{"不属本表填报范围，未计入：1 行，CNY 5,000.00。", "合计行，未计入：1 行，USD 1,250.005。", "不在报告期内，未计入：1 行，USD 77.00。",
                                                  "代码未对应，未计入：1 行，JPY 30,000.00。", "无法读取，未计入：1 行。"});
}

TEST_CASE("the statistical ledger goes out as HTML, CSV and XLSX like every table", "[table][ledger]") {
    auto const table = theTable(Language::english);
    CHECK(toHtml(table).find("Statistical ledger") != std::string::npos);
    CHECK(toCsv(table, CsvUse::spreadsheet).find("250.005") != std::string::npos);
    CHECK(toXlsx(table).has_value());
}
