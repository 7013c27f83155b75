#include "import/pasted_block.h"

#include "support/catch.h"
#include "support/recorded_clipboard.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

using Texts = std::vector<std::vector<std::string>>;

Texts textsOf(Result<PastedBlock> const& block) {
    REQUIRE(block);
    Texts texts;
    for (auto const& row : *block) {
        texts.emplace_back();
        for (auto const& cell : row) texts.back().push_back(cell.text + (cell.isCovered ? "^" : ""));
    }
    return texts;
}

}  // namespace

TEST_CASE("a table as Excel puts it on the clipboard is read with its merged cells, breaks and entities", "[import][paste]") {
    // After the format that Excel documents: a whole page, the fragment between comments, unquoted attributes, a phantom row at the end.
    std::string const html =
        "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><style><!-- td {mso-number-format:\"\\@\";} --></style></head><body>\r\n"
        "<table border=0 cellpadding=0 width=192><!--StartFragment-->\r\n <tr height=20>\r\n  <td rowspan=2 height=40 class=xl65>样例 A &amp; B</td>\r\n  <td align=right>1,234.50</td><td>第一行<br>\r\n    第二行</td>\r\n </tr>\r\n"
        " <tr><td align=right x:num=\"1234.5678\">1,234.57</td><td>&#20013;&#x6587;&nbsp;</td></tr>\r\n"
        " <tr><td colspan=2>12.5%</td><td style='color:red'>(3.00)</td></tr><![if supportMisalignedColumns]>\r\n <tr height=0 style='display:none'><td width=64></td><td></td><td></td></tr>"
        "<![endif]><!--EndFragment-->\r\n</table></body></html>";
    CHECK(textsOf(parseHtmlBlock(html)) == Texts{{"样例 A & B", "1,234.50", "第一行\n第二行"}, {"样例 A & B^", "1234.5678", "中文"}, {"12.5%", "12.5%^", "(3.00)"}});
}

TEST_CASE("cells that are not closed and rows of unequal length make a whole block", "[import][paste]") {
    CHECK(textsOf(parseHtmlBlock("<TABLE><TR><TD>1<TD>2<TR><TD>3</TABLE><table><tr><td>other</table>")) == Texts{{"1", "2"}, {"3", ""}});
    CHECK(textsOf(parseHtmlBlock("<table><tr><td rowspan=3>a</td></tr></table>")) == Texts{{"a"}, {"a^"}, {"a^"}});
    CHECK(textsOf(parseHtmlBlock("<table><tr><td title='a>b'>x &lt; y &unknown; &</td></tr>")) == Texts{{"x < y &unknown; &"}});
}

TEST_CASE("a shown day or percentage is not replaced by the number behind it", "[import][paste]") {
    CHECK(textsOf(parseHtmlBlock("<table><tr><td sdval=\"42745\" sdnum=\"1033;0;YYYY-MM-DD\">2017-01-10</td><td sdval=\"0.125\">12.5%</td><td sdval=\"1234.5600000000001\">1,234.6</td></tr></table>")) ==
          Texts{{"2017-01-10", "12.5%", "1234.56"}});
}

TEST_CASE("lines with tabs are a block, quoted cells hold breaks and tabs", "[import][paste]") {
    CHECK(textsOf(parseTextBlock("a\t\"b\nc\td\"\r\n１，２３４\t\r\n")) == Texts{{"a", "b\nc\td"}, {"１，２３４", ""}});
    CHECK(textsOf(parsePastedBlock("<p>no table</p>", "x")) == Texts{{"x"}});
    CHECK(textsOf(parsePastedBlock("<table><tr><td>1</td></tr></table>", "x")) == Texts{{"1"}});
    CHECK(parsePastedBlock("", " \t\n").error().code == error::pasteWithoutCells);
}

TEST_CASE("a span without end is not believed", "[import][paste]") {
    auto const block = parseHtmlBlock("<table><tr><td rowspan=999999999 colspan=999999999>a</td></tr></table>");
    REQUIRE(block);
    CHECK(block->size() == 1024);
    std::string many = "<table><tr>";
    for (int cell = 0; cell < 3; ++cell) many += "<td rowspan=1024 colspan=1024>a</td>";
    CHECK(parseHtmlBlock(many).error().code == error::pasteTooLarge);
}

TEST_CASE("what LibreOffice Calc puts on the clipboard is read with the numbers behind the shown ones", "[import][paste]") {
    auto const figures = recordedClipboard("figures");
    CHECK(textsOf(parsePastedBlock(figures.html, figures.text)) == Texts{{"SJ211", "SG", "否", "USD", "1234567.5", "1234567.5"},
                                                                         {"SB", "JP", "", "USD", "1,234.50", "１，２３４．５０"},
                                                                         {"", "", "", "", "", ""},
                                                                         {"SH2", "HK", "", "CNY", "-5.5", ""},
                                                                         {"SI21", "DE", "ITO", "EUR", "1234.5678", "1000"}});
    // A program that takes texts only is given the numbers as they are shown.
    CHECK(textsOf(parseTextBlock(figures.text)) == Texts{{"SJ211", "SG", "否", "USD", "1,234,567.50", "1,234,567.50"},
                                                         {"SB", "JP", "", "USD", "1,234.50", "１，２３４．５０"},
                                                         {"", "", "", "", "", ""},
                                                         {"SH2", "HK", "", "CNY", "(5.50)", ""},
                                                         {"SI21", "DE", "ITO", "EUR", "1,234.57", "1000"}});
    auto const cell = recordedClipboard("one-cell");
    CHECK(textsOf(parsePastedBlock(cell.html, cell.text)) == Texts{{"98765.4321"}});
    CHECK(textsOf(parseTextBlock(cell.text)) == Texts{{"98,765.43"}});
}

TEST_CASE("merged cells, line breaks, quotes and days of LibreOffice Calc are read as they are shown", "[import][paste]") {
    auto const merged = recordedClipboard("merged");
    CHECK(textsOf(parsePastedBlock(merged.html, merged.text)) == Texts{{"SJ211", "SG", "", "USD", "900", "600"}, {"SI21", "SG^", "", "USD", "900^", "300"}, {"法律服务", "法律服务^", "", "USD", "12", "12"}});
    CHECK(textsOf(parseTextBlock(merged.text))[1] == std::vector<std::string>{"SI21", "", "", "USD", "", "300"});
    auto const words = recordedClipboard("words");
    CHECK(textsOf(parsePastedBlock(words.html, words.text)) == Texts{{"样例：软件\n开发", "含\"引号\"与TAB", "甲 & 乙 <公司>"}, {"2017-01-10", "12.5%", ""}});
    CHECK(textsOf(parseTextBlock(words.text)) == Texts{{"样例：软件 开发", "含\"引号\"与TAB", "甲 & 乙 <公司>"}, {"2017-01-10", "12.5%", ""}});
}
