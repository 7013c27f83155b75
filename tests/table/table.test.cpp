#include "table/table.h"

#include "support/catch.h"
#include "support/tables.h"

using namespace zhibao;

TEST_CASE("marks are written in the order of the contract", "[table]") {
    CellMarks marks{CellMark::provisional};
    marks.add(CellMark::estimated);
    CHECK(marks.text() == "ep");
    CHECK(CellMarks{CellMark::noContributor}.text() == "0");
    CHECK(CellMarks{}.text().empty());
}

TEST_CASE("no contributor, not applicable, confidential and zero look different", "[table]") {
    CHECK(symbolOf(CellMark::noContributor) == "–");
    CHECK(symbolOf(CellMark::notApplicable) == "×");
    CHECK(symbolOf(CellMark::confidential) == "…");
    CHECK(symbolOf(CellMarks{}).empty());
}

TEST_CASE("what is confidential hides every other mark", "[table]") {
    CellMarks marks{CellMark::noContributor};
    marks.add(CellMark::confidential).add(CellMark::estimated);
    CHECK(symbolOf(marks) == "…");
    CHECK(suffixOf(marks).empty());
}

TEST_CASE("the legend explains only the symbols that occur", "[table]") {
    auto table = test::aTable();
    CHECK(legendOf(table) == "符号：p 初步数；– 无单位申报；× 不适用；… 涉密不公布。");
    for (auto& line : table.cells)
        for (auto& cell : line) cell.marks = {};
    CHECK(legendOf(table).empty());
}

TEST_CASE("a head with a hole or an overlap is found", "[table]") {
    auto table = test::aTable();
    REQUIRE(misfitOf(table).empty());
    SECTION("a hole") {
        table.head[1].pop_back();
        CHECK(misfitOf(table) == "the head has a hole");
    }
    SECTION("a heading outside") {
        table.head[0][1].columns = 3;
        CHECK(misfitOf(table).find("outside") != std::string::npos);
    }
    SECTION("a line of cells too short") {
        table.cells[1].pop_back();
        CHECK(misfitOf(table).find("finance") != std::string::npos);
    }
}
