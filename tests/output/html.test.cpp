#include "output/html.h"

#include "support/catch.h"
#include "support/tables.h"

using namespace zhibao;

namespace {

std::size_t countOf(std::string const& text, std::string_view part) {
    std::size_t count = 0;
    for (auto place = text.find(part); place != std::string::npos; place = text.find(part, place + part.size())) ++count;
    return count;
}

}  // namespace

TEST_CASE("text can never become markup", "[output][html]") {
    CHECK(escapedForHtml("<b class=\"x\">A&B's</b>") == "&lt;b class=&quot;x&quot;&gt;A&amp;B&#39;s&lt;/b&gt;");
    CHECK(escapedForHtml(std::string{"a\0b\x07"
                                     "c\nd",
                                     7}) == "abc\nd");
    auto table = test::aTable();
    std::string const attack = "<script>alert(1)</script>";
    table.title = table.subtitle = table.periodText = table.unitText = table.sampleMark = table.blockTitle = attack;
    table.legalMarks = table.heading = table.footer = {{attack, attack}};
    table.stubs[0] = {attack, attack};
    table.head[0][0].text = table.columns[0].number = attack;
    table.rows[1].stubs = {attack};
    table.cells[1][2].value = attack;
    table.cells[0][0].value = attack;
    table.notes = {attack};
    table.edition = table.dataVersion = attack;
    for (auto const use : {HtmlUse::reading, HtmlUse::printing}) CHECK(toHtml(table, use).find("<script") == std::string::npos);
}

TEST_CASE("figures show separators, marks and symbols", "[output][html]") {
    auto const html = toHtml(test::aTable());
    CHECK(html.find(">1,234,567.89</td>") != std::string::npos);
    CHECK(html.find(">-12.00<sup>p</sup></td>") != std::string::npos);
    CHECK(html.find(">×</td>") != std::string::npos);
    CHECK(html.find(">…</td>") != std::string::npos);
    CHECK(html.find(">–</td>") != std::string::npos);
}

TEST_CASE("the head with stub letters and column numbers repeats on every page", "[output][html]") {
    auto const html = toHtml(test::aTable());
    auto const start = html.find("<thead>");
    auto const head = html.substr(start, html.find("</thead>") - start);
    CHECK(countOf(head, "<tr>") == 3);
    CHECK(head.find(">甲</th>") != std::string::npos);
    CHECK(head.find(">3</th>") != std::string::npos);
    CHECK(head.find(" colspan=\"2\"") != std::string::npos);
    CHECK(head.find(" rowspan=\"2\"") != std::string::npos);
}

TEST_CASE("the page footer of a print takes over what a browser shows below the table", "[output][html]") {
    auto const read = toHtml(test::aTable(), HtmlUse::reading);
    auto const printed = toHtml(test::aTable(), HtmlUse::printing);
    CHECK(read.find("数据版本：0123456789abcdef") != std::string::npos);
    CHECK(read.find("样表") != std::string::npos);
    CHECK(printed.find("数据版本") == std::string::npos);
    CHECK(printed.find("样表") == std::string::npos);
    CHECK(printed.find("待批") != std::string::npos);
}

TEST_CASE("a continued table shares the title and marks of the one before it", "[output][html]") {
    auto first = test::aTable();
    first.blockTitle = "一、出口";
    auto second = first;
    second.continuation = true;
    second.blockTitle = "二、进口";
    auto const html = toHtml(std::vector<Table>{first, second});
    CHECK(countOf(html, "<h1") == 1);
    CHECK(countOf(html, "制定机关") == 1);
    CHECK(html.find("二、进口") != std::string::npos);
    CHECK(countOf(html, "数据版本") == 1);
}

TEST_CASE("equal tables give equal pages", "[output][html]") {
    CHECK(toHtml(test::aTable()) == toHtml(test::aTable()));
}

TEST_CASE("no line of a heading ends within a number, and no column is too narrow for a word of its heading", "[output][html]") {
    auto table = test::aTable();
    table.head[0][0].text = "Amount (10 000)";
    table.legalMarks = {{"Number: ", "Summary 2"}};
    table.unitText = "USD 10 000";
    auto const html = toHtml(table);
    CHECK(html.find("Amount (10&nbsp;000)") != std::string::npos);
    CHECK(html.find("Number: Summary&nbsp;2") != std::string::npos);
    CHECK(html.find("USD&nbsp;10&nbsp;000") != std::string::npos);
    auto const widthOfLast = [](std::string const& label) {
        auto wide = test::aTable();
        wide.columns.back().label = label;
        // Blocks below each other share their widths; those of a single table find them by themselves.
        auto below = wide;
        below.continuation = true;
        auto const page = toHtml(std::vector<Table>{wide, below}, HtmlUse::printing);
        auto const place = page.find("width=\"", page.find("class=\"number last\""));
        return std::stoi(page.substr(place + 7));
    };
    CHECK(widthOfLast("Telecommunications") > widthOfLast("Of which in this row"));
}
