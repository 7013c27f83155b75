#include "import/pasted_block.h"

#include "base/file.h"
#include "support/catch.h"

using namespace zhibao;

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

TEST_CASE("a block is read as LibreOffice Calc writes it", "[import][paste]") {
    auto const folder = std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "tests" / "fixtures" / "clipboard";
    auto const html = readFile(folder / "libreoffice-calc.html");
    auto const text = readFile(folder / "libreoffice-calc.txt");
    REQUIRE(html);
    REQUIRE(text);
    CHECK(textsOf(parsePastedBlock(*html, *text)) == Texts{{"样例：软件\n开发", "SI21", "新加坡", "1234.5678", "-5.5", "2017-01-10"},
                                                           {"含\"引号\"与TAB", "SJ211", "新加坡^", "1000000", "0.005", "12.5%"},
                                                           {"甲 & 乙 <公司>", "１，２３４．５", "合并", "合并^", "", "末"}});
    CHECK(textsOf(parseTextBlock(*text))[0] == std::vector<std::string>{"样例：软件\n开发", "SI21", "新加坡", "1234.5678", "-5.5", "2017-01-10"});
    CHECK(textsOf(parseTextBlock(*text))[1][0] == "含\"引号\"与TAB");
}
