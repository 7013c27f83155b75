#include "table/build.h"

#include <algorithm>

#include <rapidcheck.h>

#include "support/accepted_rows.h"
#include "support/catch.h"
#include "support/editions.h"

using namespace zhibao;
using test::aRow;
using test::RowOfTest;

namespace {

struct Asked {
    std::string table = "by-item-mode";
    std::string period = "2017Q1";
    bool cumulative = false;
    std::string currency = "CNY";
    Unit unit = Unit::one;
    Calibre calibre = Calibre::reported;
    Language language = Language::english;
    int depth = 0;
};

Result<Table> tableOf(std::vector<RowOfTest> const& rows, Result<TableDefinition> const& definition, Asked const& asked) {
    auto const& edition = test::theEdition();
    REQUIRE(definition);
    DefaultSectors const sectors{*edition.findList("items")};
    CubeBuilder builder{shapeFor(*definition), sectors};
    for (auto const& row : rows) REQUIRE(builder.add(row.row()));
    TableOptions options{*Quarter::parse(asked.period), asked.cumulative, asked.calibre, asked.currency, asked.unit, asked.language, asked.depth};
    auto const rates = test::roundRates();
    return buildTable(*definition, builder.build(), options, {edition, rates, "", {}, "version", Moment{1'500'602'400}, false});
}

Result<Table> tableOf(std::vector<RowOfTest> const& rows, Asked const& asked = {}) {
    return tableOf(rows, findTableDefinition(test::theEdition(), asked.table), asked);
}

std::size_t columnAt(Table const& table, std::string_view key) {
    auto const place = std::find_if(table.columns.begin(), table.columns.end(), [&](auto const& column) { return column.key == key; });
    REQUIRE(place != table.columns.end());
    return static_cast<std::size_t>(place - table.columns.begin());
}

TableCell cellAt(Table const& table, std::string_view row, std::string_view column) {
    auto const place = std::find_if(table.rows.begin(), table.rows.end(), [&](auto const& one) { return one.key == row; });
    REQUIRE(place != table.rows.end());
    return table.cells[static_cast<std::size_t>(place - table.rows.begin())][columnAt(table, column)];
}

std::string valueAt(Table const& table, std::string_view row, std::string_view column) {
    return cellAt(table, row, column).value.value_or("none");
}

bool hasRow(Table const& table, std::string_view key) {
    return std::any_of(table.rows.begin(), table.rows.end(), [&](auto const& row) { return row.key == key; });
}

bool hasColumn(Table const& table, std::string_view key) {
    return std::any_of(table.columns.begin(), table.columns.end(), [&](auto const& column) { return column.key == key; });
}

bool hasNote(Table const& table, std::string_view part) {
    return std::any_of(table.notes.begin(), table.notes.end(), [&](auto const& note) { return note.find(part) != std::string::npos; });
}

RowOfTest in(RowOfTest row, std::string currency, std::string quarter = "2017Q1", std::string unit = "U1") {
    row.currency = std::move(currency);
    row.quarter = std::move(quarter);
    row.unit = std::move(unit);
    return row;
}

}  // namespace

TEST_CASE("the total stands first and contains every item once", "[table][build]") {
    auto const table = tableOf({aRow("export", "SC11", 100), aRow("export", "SC12", 20), aRow("export", "SJ211", 3, 0, 4), aRow("import", "SJ211", 5)});
    REQUIRE(table);
    CHECK(misfitOf(*table).empty());
    CHECK(table->rows.front().key == "total");
    CHECK(table->rows.front().kind == RowKind::total);
    CHECK(valueAt(*table, "total", "export") == "1.27");
    CHECK(valueAt(*table, "SC", "export") == "1.20");
    CHECK(valueAt(*table, "SJ", "export-mode4") == "0.04");
    CHECK(valueAt(*table, "total", "import-mode1") == "0.05");
}

TEST_CASE("deeper rows show branches and leaves without adding anything", "[table][build]") {
    auto const table = tableOf({aRow("export", "SC11", 100), aRow("export", "SC12", 20)}, {.depth = 3});
    REQUIRE(table);
    CHECK(valueAt(*table, "total", "export") == "1.20");
    CHECK(valueAt(*table, "SC", "export") == "1.20");
    CHECK(valueAt(*table, "SC1", "export") == "1.20");
    CHECK(valueAt(*table, "SC11", "export") == "1.00");
    auto const sc11 = std::find_if(table->rows.begin(), table->rows.end(), [](auto const& row) { return row.key == "SC11"; });
    CHECK(sc11->level == 3);
}

TEST_CASE("an of-which row shows a part and changes no total", "[table][build]") {
    auto flagged = aRow("export", "SI22", 50);
    flagged.outsourcing = "ito";
    auto const table = tableOf({flagged, aRow("export", "SI22", 7)});
    REQUIRE(table);
    CHECK(valueAt(*table, "total", "export") == "0.57");
    CHECK(valueAt(*table, "of-which-outsourcing", "export") == "0.50");
    CHECK(table->rows.back().kind == RowKind::ofWhich);
}

TEST_CASE("cells that nobody reported differ from zeros and from cells that cannot be", "[table][build]") {
    auto const table = tableOf({aRow("export", "SJ211", 0), aRow("export", "SDA", 0, 9)});
    REQUIRE(table);
    CHECK(cellAt(*table, "SJ", "export") == TableCell{"0.00", {}});
    CHECK(cellAt(*table, "SA", "export") == TableCell{"0.00", CellMark::noContributor});
    // Travel is consumption abroad by definition.
    CHECK(cellAt(*table, "SD", "import-mode1") == TableCell{std::nullopt, CellMark::notApplicable});
    CHECK(cellAt(*table, "SD", "import-mode2") == TableCell{"0.00", CellMark::noContributor});
}

TEST_CASE("what is not allocated to a mode gets its column, and only then", "[table][build]") {
    CHECK_FALSE(hasColumn(*tableOf({aRow("export", "SJ211", 5)}), "export-unallocated"));
    auto draft = aRow("export", "SJ211", 5);
    draft.total = 8;
    auto const table = tableOf({draft});
    REQUIRE(table);
    CHECK(misfitOf(*table).empty());
    CHECK(valueAt(*table, "total", "export-unallocated") == "0.03");
    CHECK_FALSE(hasColumn(*table, "import-unallocated"));
    CHECK(table->columns[columnAt(*table, "import")].number == "6");
}

TEST_CASE("codes that the list does not know stay visible in a row of their own", "[table][build]") {
    CHECK_FALSE(hasRow(*tableOf({aRow("export", "SJ211", 5)}), "unlisted"));
    auto const table = tableOf({aRow("export", "SJ211", 5), aRow("export", "ZZ9", 2)});
    REQUIRE(table);
    CHECK(valueAt(*table, "total", "export") == "0.07");
    CHECK(valueAt(*table, "unlisted", "export") == "0.02");
}

TEST_CASE("sectors partition the total and their shares are computed from exact sums", "[table][build]") {
    auto flagged = aRow("export", "SI22", 1);
    flagged.outsourcing = "bpo";
    auto const table = tableOf({aRow("export", "SG1", 1), aRow("import", "SC12", 1), flagged}, {.table = "by-sector", .unit = Unit::tenThousand});
    REQUIRE(table);
    // Every amount is rounded away at this unit, the shares are not.
    CHECK(valueAt(*table, "total", "trade") == "0.00");
    CHECK(valueAt(*table, "finance", "share") == "33.33");
    CHECK(valueAt(*table, "outsourcing", "export-share") == "50.00");
    CHECK(valueAt(*table, "logistics", "import-share") == "100.00");
    CHECK(cellAt(*table, "sports", "share") == TableCell{"0.00", CellMark::noContributor});
}

TEST_CASE("enterprises are counted once however many sectors they are active in", "[table][build]") {
    auto const table = tableOf({aRow("export", "SG1", 1), aRow("export", "SC12", 1), in(aRow("import", "SC12", 1), "USD", "2017Q1", "U2")}, {.table = "by-sector"});
    REQUIRE(table);
    CHECK(valueAt(*table, "total", "units") == "2");
    CHECK(valueAt(*table, "logistics", "units") == "2");
    CHECK(valueAt(*table, "finance", "units") == "1");
    CHECK(cellAt(*table, "sports", "units") == TableCell{"0", CellMark::noContributor});
}

TEST_CASE("an amount in the printed currency is printed as it is, whatever the rates", "[table][build]") {
    auto const table = tableOf({in(aRow("export", "SA", 60'300'000'000'00), "CNY", "2017Q1")}, {.unit = Unit::hundredMillion});
    REQUIRE(table);
    CHECK(valueAt(*table, "SA", "export") == "603.00");
    CHECK_FALSE(hasNote(*table, "converted once"));
}

TEST_CASE("sums are converted at their own quarter's rate and rounded once, each cell for itself", "[table][build]") {
    // At 8 yuan a dollar 0.04 yuan are half a cent; two of them are one cent.
    auto const table = tableOf({aRow("export", "SA", 4), aRow("export", "SB", 4)}, {.currency = "USD"});
    REQUIRE(table);
    CHECK(valueAt(*table, "SA", "export") == "0.01");
    CHECK(valueAt(*table, "SB", "export") == "0.01");
    CHECK(valueAt(*table, "total", "export") == "0.01");
    CHECK(hasNote(*table, "rounded half up"));
    CHECK(hasNote(*table, "2017Q1 8"));
    CHECK(hasNote(*table, "example rates"));
    auto const both = tableOf({in(aRow("export", "SA", 800), "CNY", "2017Q1"), in(aRow("export", "SA", 625), "CNY", "2017Q2")},
                              {.period = "2017Q2", .cumulative = true, .currency = "USD"});
    REQUIRE(both);
    CHECK(valueAt(*both, "SA", "export") == "2.00");
    auto const alone = tableOf({in(aRow("export", "SA", 800), "CNY", "2017Q1"), in(aRow("export", "SA", 625), "CNY", "2017Q2")}, {.period = "2017Q2", .currency = "USD"});
    CHECK(valueAt(*alone, "SA", "export") == "1.00");
}

TEST_CASE("amounts without a rate stand outside the totals, marked and listed", "[table][build]") {
    auto const table = tableOf({aRow("export", "SA", 100), in(aRow("export", "SA", 123'456), "THB"), in(aRow("export", "SB", 700), "THB")});
    REQUIRE(table);
    CHECK(cellAt(*table, "SA", "export") == TableCell{"1.00", CellMark::provisional});
    CHECK(cellAt(*table, "SB", "export") == TableCell{std::nullopt, CellMark::provisional});
    CHECK(hasNote(*table, "Incomplete: no rate is known"));
    CHECK(hasNote(*table, "THB 1,241.56 (2017Q1)"));
    CHECK(table->sampleMark.ends_with("INCOMPLETE"));
    auto const bySector = tableOf({aRow("export", "SC12", 100), in(aRow("export", "SG1", 700), "THB")}, {.table = "by-sector"});
    CHECK(cellAt(*bySector, "finance", "share") == TableCell{std::nullopt, CellMark::provisional});
    CHECK(cellAt(*bySector, "logistics", "share") == TableCell{"100.00", CellMark::provisional});
    // Mode 2 was reported as zero: nothing is missing there.
    CHECK(cellAt(*table, "SB", "export-mode2") == TableCell{"0.00", {}});
}

TEST_CASE("amounts without a rate are told of though together they come to nothing", "[table][build]") {
    auto const table = tableOf({in(aRow("export", "SA", 700), "THB"), in(aRow("export", "SB", -700), "THB")});
    REQUIRE(table);
    CHECK(cellAt(*table, "SA", "export") == TableCell{std::nullopt, CellMark::provisional});
    CHECK(hasNote(*table, "THB 0.00 (2017Q1)"));
    CHECK(table->sampleMark.ends_with("INCOMPLETE"));
}

TEST_CASE("a column from January on is spoken of in the notes with its quarters", "[table][build]") {
    TableSource source{"year", "year.json", R"({"schema": "table-1", "id": "year", "title": {"zh": "样例", "en": "Example"},
        "marks": {"number": {"zh": "样表", "en": "Specimen"}, "authority": null, "approvalAuthority": null, "approvalNumber": null, "validUntil": null},
        "currencies": ["USD"], "unit": "one", "decimals": 2, "rounding": "halfUp", "stub": [{"letter": "甲", "title": {"zh": "类别", "en": "Item"}, "show": "name"}],
        "rows": {"kind": "list", "dimension": "item", "list": "items", "depth": 1, "total": {"zh": "合计", "en": "Total"}},
        "columns": [{"key": "now", "title": {"zh": "本期", "en": "Quarter"}, "measure": "amount"},
                    {"key": "year", "title": {"zh": "累计", "en": "Cumulative"}, "measure": "amount", "through": "year"}], "notes": [], "footer": []})"};
    std::vector<RowOfTest> const rows{in(aRow("export", "SA", 800), "CNY", "2017Q1"), in(aRow("export", "SA", 900), "THB", "2017Q1"), in(aRow("export", "SA", 625), "CNY", "2017Q2")};
    auto const table = tableOf(rows, readTableDefinition(source, test::theEdition()), {.period = "2017Q2", .currency = "USD"});
    REQUIRE(table);
    CHECK(cellAt(*table, "SA", "now") == TableCell{"1.00", {}});
    CHECK(cellAt(*table, "SA", "year") == TableCell{"2.00", CellMark::provisional});
    CHECK(hasNote(*table, "2017Q1 8, 2017Q2 6.25"));
    CHECK(hasNote(*table, "THB 9.00 (2017Q1)"));
    CHECK(table->sampleMark.ends_with("INCOMPLETE"));
}

TEST_CASE("progress is the year's cumulative trade against the target", "[table][build]") {
    auto const table = tableOf({in(aRow("export", "SA", 1'000'000'000'00), "USD", "2017Q1"), in(aRow("import", "SA", 500'000'000'00), "USD", "2017Q2"),
                                in(aRow("export", "SA", 99), "USD", "2016Q4")},
                               {.table = "target", .period = "2017Q2", .currency = "USD", .unit = Unit::hundredMillion});
    REQUIRE(table);
    CHECK(valueAt(*table, "2017Q1", "trade") == "10.00");
    CHECK(valueAt(*table, "2017Q2", "trade") == "5.00");
    CHECK(valueAt(*table, "2017Q1", "cumulative") == "10.00");
    CHECK(valueAt(*table, "2017Q2", "cumulative") == "15.00");
    CHECK(valueAt(*table, "2017Q1", "done") == "10.00");
    CHECK(valueAt(*table, "2017Q2", "done") == "15.00");
    CHECK(valueAt(*table, "total", "trade") == "15.00");
    CHECK(valueAt(*table, "total", "done") == "15.00");
    CHECK(valueAt(*table, "total", "target") == "100.00");
    CHECK(hasNote(*table, "cross-border, reported directly (modes 1, 2, 4)"));
}

TEST_CASE("a target is not converted, but progress is measured in its currency", "[table][build]") {
    auto const table = tableOf({in(aRow("export", "SA", 8'000'000'000'00), "CNY", "2017Q1")}, {.table = "target", .currency = "CNY"});
    REQUIRE(table);
    CHECK(cellAt(*table, "total", "target").marks.has(CellMark::notApplicable));
    CHECK(valueAt(*table, "total", "done") == "10.00");
    CHECK(hasNote(*table, "computed in USD"));
    auto const other = tableOf({}, {.table = "target", .period = "2016Q4"});
    REQUIRE_FALSE(other);
    CHECK(other.error().code == error::targetYearDiffers);
}

TEST_CASE("a calibre whose parts are not in the database never looks complete", "[table][build]") {
    auto const reported = tableOf({aRow("export", "SA", 100)});
    for (auto const calibre : {Calibre::withDepartmental, Calibre::withMode3}) {
        auto const table = tableOf({aRow("export", "SA", 100)}, {.calibre = calibre});
        REQUIRE(table);
        CHECK(table->calibre == nameOf(calibre));
        CHECK(cellAt(*table, "SA", "export").marks.text() == "p");
        CHECK(hasNote(*table, "departmental data"));
        CHECK(table->cells != reported->cells);
        CHECK(table->heading != reported->heading);
    }
    CHECK_FALSE(hasNote(*reported, "departmental"));
}

TEST_CASE("a table says its calibre, edition, data version, time and that its marks are missing", "[table][build]") {
    auto const table = tableOf({}, {.language = Language::chinese});
    REQUIRE(table);
    CHECK(table->heading[1].value == "跨境直报（模式1、2、4）");
    CHECK(table->edition == "services-trade/2017-1");
    CHECK(table->dataVersion == "version");
    CHECK(madeAtText(*table) == "2017-07-21 10:00");
    CHECK(table->sampleMark == "样表");
    CHECK(table->footer.back().value == "2017年7月21日");
    CHECK(table->unitText == "元");
}

TEST_CASE("a currency that the table is not made in is refused", "[table][build]") {
    auto const table = tableOf({}, {.currency = "GBP"});
    REQUIRE_FALSE(table);
    CHECK(table.error().code == error::tableCurrencyUnsupported);
    CHECK(parseTableUnit("10000") == Unit::tenThousand);
    CHECK(parseTableUnit("1000").error().code == error::tableUnitUnknown);
}

TEST_CASE("a cube need not hold more quarters than the table shows", "[table][build]") {
    auto const& edition = test::theEdition();
    TableOptions options{*Quarter::parse("2017Q3")};
    auto const bySector = *findTableDefinition(edition, "by-sector");
    CHECK(quartersFor(bySector, options).first == options.period);
    options.cumulative = true;
    CHECK(toText(quartersFor(bySector, options).first) == "2017Q1");
    options.cumulative = false;
    CHECK(toText(quartersFor(*findTableDefinition(edition, "target"), options).first) == "2017Q1");
}

TEST_CASE("without conversion the rows of a table add up to its total exactly", "[table][build][property]") {
    CHECK(rc::check("additive", [] {
        auto const amounts = *rc::gen::container<std::vector<std::int32_t>>(rc::gen::arbitrary<std::int32_t>());
        std::vector<RowOfTest> rows;
        std::vector<std::string> const items{"SA", "SC12", "SJ211", "SK24", "SDA"};
        for (std::size_t i = 0; i < amounts.size(); ++i) rows.push_back(aRow(i % 3 == 0 ? "import" : "export", items[i % items.size()], 0, amounts[i], 0));
        auto const table = tableOf(rows);
        RC_ASSERT(table.has_value());
        for (auto const* column : {"export", "import", "export-mode2"}) {
            Int128 sum = 0;
            for (std::size_t line = 1; line < table->rows.size(); ++line)
                if (table->rows[line].kind == RowKind::normal && table->cells[line][columnAt(*table, column)].value)
                    sum += Money::parseCanonical(*table->cells[line][columnAt(*table, column)].value)->hundredths();
            RC_ASSERT(decimalText(sum, 2) == valueAt(*table, "total", column));
        }
    }));
}

TEST_CASE("an optional column of contributors is shown where there are any", "[table][build]") {
    auto definition = findTableDefinition(test::theEdition(), "by-item-mode");
    REQUIRE(definition);
    auto& column = definition->columns.front();
    column.measure = ColumnMeasure::contributors;
    column.optional = true;
    auto const table = tableOf({in(aRow("export", "SC11", 100), "CNY", "2017Q1", "U1"), in(aRow("export", "SC12", 20), "CNY", "2017Q1", "U2")}, definition, {});
    REQUIRE(table);
    CHECK(valueAt(*table, "total", column.key) == "2");
    auto const without = tableOf({aRow("import", "SC11", 100)}, definition, {});
    REQUIRE(without);
    CHECK_FALSE(hasColumn(*without, column.key));
}
