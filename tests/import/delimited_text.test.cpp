#include "import/delimited_text.h"

#include "support/catch.h"

using namespace zhibao;

namespace {

using Cells = std::vector<std::vector<std::string>>;

Cells cellsOf(std::string_view text, char separator) {
    auto const rows = parseDelimited(text, separator);
    REQUIRE(rows);
    Cells cells;
    for (auto const& row : *rows) cells.push_back(row.cells);
    return cells;
}

}  // namespace

TEST_CASE("quoted cells hold separators, line breaks and doubled quotes", "[import][text]") {
    CHECK(cellsOf("a\t\"b\tc\r\nd \"\"e\"\"\"\t\r\nf\tg\"h\"", '\t') == Cells{{"a", "b\tc\nd \"e\"", ""}, {"f", "g\"h\""}});
    CHECK(cellsOf("1\r2\r", ',') == Cells{{"1"}, {"2"}});
    CHECK(cellsOf("", ',').empty());
}

TEST_CASE("rows know their line also behind cells with line breaks and behind Excel's own first line", "[import][text]") {
    auto const rows = parseDelimited("sep=;\na;\"x\ny\"\nb;2\n", ';');
    REQUIRE(rows);
    REQUIRE(rows->size() == 2);
    CHECK((*rows)[0].line == 2);
    CHECK((*rows)[1].line == 4);
}

TEST_CASE("a quote that is never closed is told with the line where it begins", "[import][text]") {
    auto const rows = parseDelimited("a,b\nc,\"d\ne,f\n", ',');
    REQUIRE_FALSE(rows);
    CHECK(rows.error().code == error::quoteLeftOpen);
    CHECK(rows.error().where() == "2");
}

TEST_CASE("the separator is guessed from what parts the lines most evenly", "[import][text]") {
    CHECK(guessSeparator("日期,客户,金额\n2017-01-02,甲,1\n") == ',');
    CHECK(guessSeparator("日期;客户;金额\n2017-01-02;甲;1,5\n2017-01-02;甲;1,5\n") == ';');
    CHECK(guessSeparator("日期\t客户, 全称\t金额\n2017-01-02\t甲\t\"1,000.00\"\n") == '\t');
    CHECK(guessSeparator("日期|客户|金额\n") == '|');
    CHECK(guessSeparator("sep=;\na,b;c\n") == ';');
    CHECK(guessSeparator("账册\n日期,客户,金额\n2017-01-02,甲,1\n") == ',');
}
