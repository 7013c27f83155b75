#include "aggregate/cube.h"

#include <algorithm>
#include <map>
#include <set>

#include <rapidcheck.h>

#include "support/accepted_rows.h"
#include "support/catch.h"

using namespace zhibao;
using test::aRow;
using test::RowOfTest;

namespace {

CodeList items() {
    auto const entry = [](std::string code, std::string parent, bool isLeaf, std::string sector) {
        return CodeEntry{std::move(code), std::move(parent), isLeaf, {"名", "name"}, {}, {{"default_sector", std::move(sector)}}};
    };
    return CodeList{"items",
                    {"服务类别", "Service items"},
                    {entry("SC", "", false, ""), entry("SC1", "SC", false, ""), entry("SC11", "SC1", true, "logistics"), entry("SC12", "SC1", true, "logistics"),
                     entry("SJ", "", false, ""), entry("SJ211", "SJ", true, "professional"), entry("SK24", "", true, "")}};
}

constexpr DimensionSet everything{Dimension::sector,      Dimension::item,     Dimension::mode,        Dimension::flow,       Dimension::partner, Dimension::district,
                                  Dimension::platform, Dimension::industry, Dimension::outsourcing, Dimension::liangjiang};

Cube cubeOf(std::vector<RowOfTest> const& rows, CubeShape shape = {everything, true}) {
    static CodeList const list = items();
    DefaultSectors const sectors{list};
    CubeBuilder builder{shape, sectors};
    for (auto const& row : rows) REQUIRE(builder.add(row.row()));
    return builder.build();
}

/// Every cell as text, so that two cubes can be compared.
std::vector<std::string> cellsOf(Cube const& cube) {
    std::vector<std::string> cells;
    cube.forEach([&](CubeCell const& cell) {
        std::string text;
        for (auto const dimension : cube.shape().dimensions.list()) text += std::string{cell.code(dimension)} + " ";
        cells.push_back(text + toText(cell.hundredths) + " " + std::to_string(cell.facts) + " " + std::to_string(cell.contributors));
    });
    return cells;
}

std::vector<std::string> cellsBy(Cube const& cube, DimensionSet dimensions) {
    return cellsOf(cube.rollUp(dimensions));
}

rc::Gen<RowOfTest> anyRow() {
    return rc::gen::exec([] {
        RowOfTest row;
        auto const pick = [](std::vector<std::string> const& from) { return *rc::gen::elementOf(from); };
        auto const amount = []() -> std::optional<std::int64_t> {
            if (*rc::gen::inRange(0, 4) == 0) return std::nullopt;
            if (*rc::gen::inRange(0, 6) == 0) return *rc::gen::arbitrary<std::int64_t>();
            return *rc::gen::inRange<std::int64_t>(-500, 1'000'000);
        };
        row.quarter = pick({"2016Q4", "2017Q1", "2017Q2"});
        row.unit = pick({"U1", "U2", "U3", "U4"});
        row.flow = pick({"export", "import"});
        row.item = pick({"SC11", "SC12", "SJ211", "SK24", "ZZ"});
        row.partner = pick({"SG", "HK", "US"});
        row.outsourcing = pick({"none", "none", "ito", "kpo"});
        row.currency = pick({"CNY", "USD", "SGD"});
        row.district = pick({"500105", "500112"});
        row.platform = pick({"", "JBZ"});
        row.total = amount();
        row.mode1 = amount();
        row.mode2 = amount();
        row.mode4 = amount();
        row.affiliated = amount();
        return row;
    });
}

/// What a row adds to the grand total: its total, or its modes where the total is blank.
Int128 valueOf(RowOfTest const& row) {
    return row.total ? Int128{*row.total} : Int128{row.mode1.value_or(0)} + row.mode2.value_or(0) + row.mode4.value_or(0);
}

}  // namespace

TEST_CASE("a row's modes are facts of their own and add up to its total", "[aggregate][cube]") {
    CHECK(cellsBy(cubeOf({aRow("export", "SJ211", 100, 20, 3)}), {Dimension::mode}) ==
          std::vector<std::string>{"2017Q1 1 CNY 100 1 1", "2017Q1 2 CNY 20 1 1", "2017Q1 4 CNY 3 1 1"});
}

TEST_CASE("what a total has beyond its modes is shown as not allocated and never lost", "[aggregate][cube]") {
    auto row = aRow("export", "SJ211", 100);
    row.total = 150;
    row.mode2.reset();
    row.mode4.reset();
    CHECK(cellsBy(cubeOf({row}), {Dimension::mode}) == std::vector<std::string>{"2017Q1 1 CNY 100 1 1", "2017Q1 unallocated CNY 50 1 1"});
    row.mode1.reset();
    CHECK(cellsBy(cubeOf({row}), {Dimension::mode}) == std::vector<std::string>{"2017Q1 unallocated CNY 150 1 1"});
}

TEST_CASE("a zero is a contribution and a blank is none", "[aggregate][cube]") {
    RowOfTest row;
    CHECK(cellsOf(cubeOf({row})).empty());
    row.total = 0;
    CHECK(cellsBy(cubeOf({row}), {}) == std::vector<std::string>{"2017Q1 CNY 0 1 1"});
}

TEST_CASE("the outsourcing flag decides the sector before the item does", "[aggregate][cube]") {
    auto flagged = aRow("export", "SJ211", 5);
    flagged.outsourcing = "kpo";
    CHECK(cellsBy(cubeOf({aRow("export", "SJ211", 1), aRow("export", "SC11", 2), flagged}), {Dimension::sector}) ==
          std::vector<std::string>{"2017Q1 logistics CNY 2 3 1", "2017Q1 outsourcing CNY 5 3 1", "2017Q1 professional CNY 1 3 1"});
}

TEST_CASE("an item without a sector stays in the total as unassigned", "[aggregate][cube]") {
    CHECK(cellsBy(cubeOf({aRow("export", "SK24", 7), aRow("export", "ZZ", 1)}), {Dimension::sector}) == std::vector<std::string>{"2017Q1 unassigned CNY 8 6 1"});
}

TEST_CASE("a main item contains its leaves, each amount once", "[aggregate][cube]") {
    auto const list = items();
    auto const cube = cubeOf({aRow("export", "SC11", 1), aRow("export", "SC12", 2), aRow("export", "SJ211", 4), aRow("export", "ZZ", 8)});
    auto const atTop = cube.mapped(Dimension::item, [&](std::string_view code) { return ancestorAtDepth(list, code, 1); });
    REQUIRE(atTop);
    CHECK(cellsBy(*atTop, {Dimension::item}) == std::vector<std::string>{"2017Q1 SC CNY 3 6 1", "2017Q1 SJ CNY 4 3 1", "2017Q1 ZZ CNY 8 3 1"});
    CHECK(ancestorAtDepth(list, "SC11", 2) == "SC1");
    CHECK(ancestorAtDepth(list, "SC11", 3) == "SC11");
    CHECK(ancestorAtDepth(list, "SC11", 9) == "SC11");
}

TEST_CASE("a unit that appears in several rows of a cell is one contributor", "[aggregate][cube]") {
    auto second = aRow("export", "SC12", 2);
    second.partner = "HK";
    auto other = aRow("export", "SC11", 4);
    other.unit = "U2";
    auto const cube = cubeOf({aRow("export", "SC11", 1), second, other});
    CHECK(cellsBy(cube, {Dimension::flow}) == std::vector<std::string>{"2017Q1 export CNY 7 9 2"});
    CHECK(cube.contributors() == 2);
    CHECK(cube.where(Dimension::partner, [](auto code) { return code == "HK"; }).contributors() == 1);
}

TEST_CASE("affiliated trade is a measure of its own and never added to the amounts", "[aggregate][cube]") {
    auto row = aRow("export", "SC11", 10);
    row.affiliated = 6;
    CHECK(cellsBy(cubeOf({row}), {Dimension::flow}) == std::vector<std::string>{"2017Q1 export CNY 10 3 1"});
    CHECK(cellsBy(cubeOf({row}, {everything, true, Measure::affiliated}), {Dimension::flow}) == std::vector<std::string>{"2017Q1 export CNY 6 1 1"});
    CHECK(cellsOf(cubeOf({row}, {everything, true, Measure::digital})).empty());
}

TEST_CASE("periods and currencies are never added to each other", "[aggregate][cube]") {
    auto dollars = aRow("export", "SC11", 1);
    dollars.currency = "USD";
    auto later = aRow("export", "SC11", 2);
    later.quarter = "2017Q2";
    CHECK(cellsBy(cubeOf({aRow("export", "SC11", 4), dollars, later}), {}) ==
          std::vector<std::string>{"2017Q1 CNY 4 3 1", "2017Q1 USD 1 3 1", "2017Q2 CNY 2 3 1"});
}

TEST_CASE("amounts at the limit of 64 bits are added without wrapping", "[aggregate][cube]") {
    auto row = aRow("export", "SC11", 0);
    row.mode1 = row.total = std::numeric_limits<std::int64_t>::max();
    auto const total = cubeOf({row, row, row}).total();
    REQUIRE(total.parts().size() == 1);
    CHECK(toText(total.parts()[0].hundredths) == "27670116110564327421");
}

TEST_CASE("more codes than a cube can keep are refused", "[aggregate][cube]") {
    auto const list = items();
    DefaultSectors const sectors{list};
    CubeBuilder builder{{{Dimension::flow}, false}, sectors};
    Result<> result;
    for (int i = 0; i < 10 && result; ++i) {
        auto const row = aRow("flow" + std::to_string(i), "SC11", 1);
        result = builder.add(row.row());
    }
    REQUIRE_FALSE(result);
    CHECK(result.error().code == error::cubeTooManyCodes);
    CHECK(result.error().arguments.at("dimension") == "flow");
}

TEST_CASE("dimensions are known by the names of the contract", "[aggregate][cube]") {
    CHECK(parseDimension("partner") == Dimension::partner);
    for (auto const dimension : everything.list()) CHECK(parseDimension(nameOf(dimension)) == dimension);
    CHECK(parseDimension("colour").error().code == error::dimensionUnknown);
}

TEST_CASE("sums by any set of dimensions add up to the same total", "[aggregate][cube][property]") {
    CHECK(rc::check("grand total", [] {
        auto const rows = *rc::gen::container<std::vector<RowOfTest>>(anyRow());
        auto const cube = cubeOf(rows);
        std::map<std::pair<std::string, std::string>, Int128> expected;
        for (auto const& row : rows)
            if (row.total || row.mode1 || row.mode2 || row.mode4) expected[{row.quarter, row.currency}] += valueOf(row);
        DimensionSet dimensions;
        for (auto const dimension : everything.list())
            if (*rc::gen::arbitrary<bool>()) dimensions.add(dimension);
        std::map<std::pair<std::string, std::string>, Int128> got;
        cube.rollUp(dimensions).forEach([&](CubeCell const& cell) { got[{std::string{cell.code(Dimension::period)}, std::string{cell.currency()}}] += cell.hundredths; });
        RC_ASSERT(got == expected);
    }));
}

TEST_CASE("rolling up in two steps is rolling up in one", "[aggregate][cube][property]") {
    CHECK(rc::check("two steps", [] {
        auto const cube = cubeOf(*rc::gen::container<std::vector<RowOfTest>>(anyRow()));
        RC_ASSERT(cellsBy(cube.rollUp({Dimension::sector, Dimension::flow, Dimension::mode}), {Dimension::flow}) == cellsBy(cube, {Dimension::flow}));
    }));
}

TEST_CASE("contributors of a cell are the different units of its rows", "[aggregate][cube][property]") {
    CHECK(rc::check("units", [] {
        auto const rows = *rc::gen::container<std::vector<RowOfTest>>(anyRow());
        std::map<std::string, std::set<std::string>> expected;
        for (auto const& row : rows)
            if (row.total || row.mode1 || row.mode2 || row.mode4) expected[row.quarter + row.flow + row.currency].insert(row.unit);
        std::map<std::string, std::uint64_t> got;
        cubeOf(rows).rollUp({Dimension::flow}).forEach([&](CubeCell const& cell) {
            got[std::string{cell.code(Dimension::period)} + std::string{cell.code(Dimension::flow)} + std::string{cell.currency()}] = cell.contributors;
        });
        RC_ASSERT(got.size() == expected.size());
        for (auto const& [key, units] : expected) RC_ASSERT(got[key] == units.size());
    }));
}

TEST_CASE("the order of rows does not matter", "[aggregate][cube][property]") {
    CHECK(rc::check("order", [] {
        auto rows = *rc::gen::container<std::vector<RowOfTest>>(anyRow());
        auto const before = cellsOf(cubeOf(rows));
        std::reverse(rows.begin(), rows.end());
        RC_ASSERT(cellsOf(cubeOf(rows)) == before);
        std::rotate(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 3), rows.end());
        RC_ASSERT(cellsOf(cubeOf(rows)) == before);
    }));
}

TEST_CASE("replacing a filing is taking out its rows and adding the new ones", "[aggregate][cube][property]") {
    CHECK(rc::check("replacement", [] {
        static auto const list = items();
        auto const kept = *rc::gen::container<std::vector<RowOfTest>>(anyRow());
        auto const old = *rc::gen::container<std::vector<RowOfTest>>(anyRow());
        auto const fresh = *rc::gen::container<std::vector<RowOfTest>>(anyRow());
        DefaultSectors const sectors{list};
        CubeBuilder builder{{everything, true}, sectors};
        for (auto const* rows : {&kept, &old})
            for (auto const& row : *rows) RC_ASSERT(builder.add(row.row()).has_value());
        for (auto const& row : fresh) RC_ASSERT(builder.add(row.row()).has_value());
        for (auto const& row : old) RC_ASSERT(builder.remove(row.row()).has_value());
        auto rows = kept;
        rows.insert(rows.end(), fresh.begin(), fresh.end());
        RC_ASSERT(cellsOf(builder.build()) == cellsOf(cubeOf(rows)));
    }));
}
