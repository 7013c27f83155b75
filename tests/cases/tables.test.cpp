/// Cases under output/: the rows of some filings and what is asked go in, the finished files are compared byte by byte.

#include <algorithm>

#include "base/csv.h"
#include "output/csv.h"
#include "output/html.h"
#include "output/json.h"
#include "output/print_job.h"
#include "table/build.h"
#include "table/form_print.h"

#include "support/accepted_rows.h"
#include "support/catch.h"
#include "support/editions.h"
#include "support/golden.h"

using namespace zhibao;

namespace {

std::vector<test::RowOfTest> rowsOf(std::filesystem::path const& file) {
    auto const bytes = readFile(file);
    REQUIRE(bytes);
    auto const csv = parseCsv(*bytes);
    REQUIRE(csv);
    std::vector<test::RowOfTest> rows;
    for (auto const& line : csv->rows) {
        auto const text = [&](std::string_view column) { return line.fields[*csv->column(column)]; };
        auto const amount = [&](std::string_view column) {
            auto const field = text(column);
            return field.empty() ? std::optional<std::int64_t>{} : Money::parseCanonical(field)->hundredths();
        };
        test::RowOfTest row;
        row.quarter = text("quarter");
        row.unit = text("unit");
        row.flow = text("flow");
        row.item = text("item");
        row.partner = text("partner");
        row.outsourcing = text("outsourcing");
        row.currency = text("currency");
        row.total = amount("total");
        row.mode1 = amount("mode1");
        row.mode2 = amount("mode2");
        row.mode4 = amount("mode4");
        rows.push_back(std::move(row));
    }
    return rows;
}

/// request.json: {"table", "period", "cumulative", "calibre", "currency", "unit", "language", "depth"}.
Result<Table> tableOf(std::filesystem::path const& folder) {
    ZHIBAO_TRY(Bytes const bytes, readFile(folder / "request.json"));
    ZHIBAO_TRY(JsonValue const document, parseJson(bytes));
    JsonNode const request{document};
    ZHIBAO_TRY(std::string const id, request.stringAt("table"));
    ZHIBAO_TRY(std::string const periodText, request.stringAt("period"));
    ZHIBAO_TRY(Quarter const period, Quarter::parse(periodText));
    TableOptions options{period};
    ZHIBAO_TRY(options.cumulative, request.booleanAt("cumulative"));
    ZHIBAO_TRY(std::string const calibre, request.stringAt("calibre"));
    ZHIBAO_TRY(options.calibre, parseCalibre(calibre));
    ZHIBAO_TRY(std::string currency, request.stringAt("currency"));
    options.currency = std::move(currency);
    ZHIBAO_TRY(std::string const unit, request.stringAt("unit"));
    ZHIBAO_TRY(Unit const parsed, parseTableUnit(unit));
    options.unit = parsed;
    ZHIBAO_TRY(std::string const language, request.stringAt("language"));
    options.language = language == "zh" ? Language::chinese : Language::english;
    auto const& edition = test::theEdition();
    ZHIBAO_TRY(TableDefinition const definition, findTableDefinition(edition, id));
    DefaultSectors const sectors{*edition.findList("items")};
    CubeBuilder builder{shapeFor(definition), sectors};
    for (auto const& row : rowsOf(folder / "rows.csv")) ZHIBAO_CHECK(builder.add(row.row()));
    auto const rates = test::roundRates();
    return buildTable(definition, builder.build(), options, {edition, rates, "样例统计机构", {{"preparer", "样例甲"}}, "0123456789abcdef0123", Moment{1'500'602'400}, true});
}

}  // namespace

TEST_CASE("rows of filings become the expected tables in every format", "[output][golden]") {
    for (auto const* name : {"by-sector-in-dollars", "half-year-by-item-in-yuan", "target-after-two-quarters"}) {
        DYNAMIC_SECTION(name) {
            auto const folder = test::caseFolder("output/" + std::string{name});
            auto const table = tableOf(folder);
            REQUIRE(table);
            CHECK(misfitOf(*table) == "");
            CHECK(test::differenceFromExpected(folder / "expected" / "table.json", toJsonBytes(*table)) == "");
            CHECK(test::differenceFromExpected(folder / "expected" / "table.csv", toCsv(*table)) == "");
            CHECK(test::differenceFromExpected(folder / "expected" / "table.html", toHtml(*table)) == "");
        }
    }
}

TEST_CASE("a filing becomes the expected official print", "[output][golden]") {
    auto const folder = test::caseFolder("output/print-of-form-2");
    auto const bytes = readFile(folder / "filing.json");
    REQUIRE(bytes);
    auto const document = parseJson(*bytes);
    REQUIRE(document);
    auto const filing = readFiling(JsonNode{*document}, test::theEdition());
    REQUIRE(filing);
    auto const rates = test::roundRates();
    for (auto const language : {Language::chinese, Language::english}) {
        auto const tables = printFiling(*filing, {test::theEdition(), rates, language, "样例服务贸易有限公司", "1", std::nullopt, true});
        REQUIRE(tables);
        auto const name = language == Language::chinese ? "print.zh.html" : "print.en.html";
        CHECK(test::differenceFromExpected(folder / "expected" / name, toHtml(*tables, HtmlUse::printing)) == "");
    }
}
