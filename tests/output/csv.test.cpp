#include "output/csv.h"

#include "base/csv.h"

#include "support/catch.h"
#include "support/tables.h"

using namespace zhibao;

TEST_CASE("a table for machines has its keys, plain values and statuses", "[output][csv]") {
    auto const csv = parseCsv(toCsv(test::aTable()));
    REQUIRE(csv);
    CHECK(csv->header == std::vector<std::string>{"key", "label", "level", "kind", "export", "export_status", "import", "import_status", "remark", "remark_status"});
    REQUIRE(csv->rows.size() == 3);
    CHECK(csv->rows[0].fields == std::vector<std::string>{"total", "合计", "0", "total", "1234567.89", "", "-12.00", "p", "", ""});
    CHECK(csv->rows[1].fields == std::vector<std::string>{"finance", "金融", "1", "normal", "1234567.89", "", "", "n", "=1+2", ""});
    CHECK(csv->rows[2].fields == std::vector<std::string>{"sports", "体育", "1", "normal", "0.00", "0", "", "x", "", ""});
}

TEST_CASE("a table for spreadsheets begins with a byte-order mark and has no formulas", "[output][csv]") {
    auto table = test::aTable();
    table.rows[2].stubs = {"@SUM(A1)"};
    table.columns[0].label = "+1";
    auto const bytes = toCsv(table, CsvUse::spreadsheet);
    CHECK(bytes.starts_with("\xEF\xBB\xBF"));
    auto const csv = parseCsv(bytes);
    REQUIRE(csv);
    CHECK(csv->header == std::vector<std::string>{"重点领域", "'+1", "服务 · 进口", "备注"});
    CHECK(csv->rows[0].fields == std::vector<std::string>{"合计", "1234567.89", "-12.00", ""});
    CHECK(csv->rows[1].fields == std::vector<std::string>{"　金融", "1234567.89", "×", "'=1+2"});
    CHECK(csv->rows[2].fields == std::vector<std::string>{"　'@SUM(A1)", "–", "…", ""});
}
