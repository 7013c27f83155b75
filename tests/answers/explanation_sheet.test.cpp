#include "answers/explanation_sheet.h"

#include "answers/template.h"
#include "base/xlsx_reader.h"
#include "support/catch.h"
#include "support/editions.h"
#include "support/filled_filings.h"
#include "support/workbook_maker.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

// In the quarterly template the cover is sheet 1, forms 2, 4 and 5 follow, and sheet 5 is for explanations: check, form, row, column and
// text in the columns B to F, from row 5 on.
constexpr int sheet = 5;

TemplateReading readWith(std::vector<TypedCell> const& cells) {
    auto const filing = filledFiling(theEdition(), *theEdition().findFormSet("quarterly"));
    auto const workbook = typedInto(filledTemplate(theEdition(), filing, Language::chinese), sheet, cells);
    auto const reading = readTemplate(workbook, [](std::string_view) -> Result<std::shared_ptr<Edition const>> {
        return std::shared_ptr<Edition const>{&theEdition(), [](Edition const*) {}};
    });
    REQUIRE(reading);
    return *reading;
}

using Lines = std::vector<std::string>;

Lines problemsOf(std::vector<TypedCell> const& cells) {
    Lines lines;
    for (auto const& problem : readWith(cells).problems) lines.push_back(std::string{problem.code.name()} + " at " + problem.where());
    return lines;
}

}  // namespace

TEST_CASE("a query is explained in the workbook by check, form, row and column", "[answers][template]") {
    auto const reading = readWith({{"B5", "B4"}, {"C5", "form2"}, {"D5", "2", "n"}, {"E5", "跨境提供"}, {"F5", "样例：客户退回多付的款项"},
                                   {"B7", "b11.2"}, {"C7", "form2"}, {"D7", "1"}, {"E7", "Total"}, {"F7", "样例：新签三年期开发合同"},
                                   {"B8", "B12"}, {"F8", "样例：合同到期"}});
    REQUIRE(reading.filing);
    CHECK(reading.filing->explanations == std::vector<Explanation>{{"B4", {{"form2", 1, "mode1"}}, "样例：客户退回多付的款项"},
                                                                   {"B11.2", {{"form2", 0, "total"}}, "样例：新签三年期开发合同"},
                                                                   {"B12", {}, "样例：合同到期"}});
    // They are no rows of a form.
    CHECK(reading.counts.rows == readWith({}).counts.rows);
}

TEST_CASE("a check that does not exist is named with sheet and cell", "[answers][template]") {
    auto const reading = readWith({{"B5", "B99"}, {"F5", "样例：客户退回多付的款项"}});
    CHECK_FALSE(reading.filing);
    REQUIRE(reading.problems.size() == 1);
    CHECK(reading.problems.front().code == error::templateCheckUnknown);
    CHECK(reading.problems.front().where() == "核实说明!B5");
    CHECK(reading.problems.front().arguments == ErrorArguments{{"text", "B99"}});
}

TEST_CASE("an explanation that says half of where it stands is not guessed at", "[answers][template]") {
    std::string const text = "样例：客户退回多付的款项";
    CHECK(problemsOf({{"B5", "B4"}, {"C5", "form2"}, {"D5", "1"}, {"F5", text}}) == Lines{"template-explanation-incomplete at 核实说明!E5"});
    CHECK(problemsOf({{"B5", "B4"}, {"D5", "1"}, {"E5", "合计"}, {"F5", text}}) == Lines{"template-explanation-incomplete at 核实说明!C5"});
    CHECK(problemsOf({{"B5", "B4"}, {"C5", "form2"}, {"E5", "合计"}, {"F5", text}}) == Lines{"template-explanation-incomplete at 核实说明!D5"});
    CHECK(problemsOf({{"C5", "form2"}, {"D5", "1"}, {"E5", "合计"}}) ==
          Lines{"template-explanation-incomplete at 核实说明!B5", "template-explanation-incomplete at 核实说明!F5"});
    CHECK(problemsOf({{"B5", "B4"}, {"C5", "form2"}, {"D5", "4"}, {"E5", "利润"}, {"F5", text}}) ==
          Lines{"template-explanation-column at 核实说明!E5", "template-explanation-row at 核实说明!D5"});
    CHECK(problemsOf({{"B5", "B4"}, {"C5", "form2"}, {"D5", "0"}, {"E5", "合计"}, {"F5", text}}) == Lines{"template-explanation-row at 核实说明!D5"});
    CHECK(problemsOf({{"B5", "B4"}, {"C5", "form3"}, {"D5", "1"}, {"E5", "合计"}, {"F5", text}}) == Lines{"code-unknown at 核实说明!C5"});
}

TEST_CASE("a workbook without the sheet for explanations is read as before, one with half of it is not", "[answers][template]") {
    auto const filing = filledFiling(theEdition(), *theEdition().findFormSet("quarterly"));
    auto const edition = [](std::string_view) -> Result<std::shared_ptr<Edition const>> { return std::shared_ptr<Edition const>{&theEdition(), [](Edition const*) {}}; };
    auto const readWithout = [&](std::vector<std::string> const& anchors) {
        auto parts = unzipped(filledTemplate(theEdition(), filing, Language::chinese));
        for (auto& [name, xml] : parts) {
            for (auto const& anchor : anchors) {
                auto const position = name == "xl/sharedStrings.xml" ? xml.find("<t>" + anchor + "</t>") : std::string::npos;
                if (position != std::string::npos) xml.replace(position, anchor.size() + 7, "<t>gone</t>");
            }
        }
        auto const reading = readTemplate(zipOf(parts), edition);
        REQUIRE(reading);
        return *reading;
    };
    auto const none = readWithout({"#explanations:check", "#explanations:form", "#explanations:row", "#explanations:column", "#explanations:text"});
    REQUIRE(none.filing);
    CHECK(*none.filing == filing);
    auto const half = readWithout({"#explanations:text"});
    REQUIRE(half.problems.size() == 1);
    CHECK(half.problems.front().code == error::templateAnchorMissing);
}

TEST_CASE("a person is offered the checks that ask for explanations, each once", "[answers][template]") {
    auto const bytes = writeTemplate(theEdition(), "quarterly", {});
    REQUIRE(bytes);
    auto const workbook = readXlsx(*bytes);
    REQUIRE(workbook);
    auto const* checks = workbook->findSheet("审核关系");
    REQUIRE(checks != nullptr);
    Lines offered;
    for (auto const& row : checks->rows) offered.push_back(checks->find(row.index, 1)->text);
    CHECK(std::count(offered.begin(), offered.end(), "B4") == 1);
    CHECK(std::count(offered.begin(), offered.end(), "B11") == 1);
    CHECK(std::count(offered.begin(), offered.end(), "currency-without-rate") == 1);
    // B1 is an error, B4.2 a part that a person need not tell from the others, B13 an error of the annual report.
    for (auto const* other : {"B1", "B4.2", "B13"}) CHECK(std::count(offered.begin(), offered.end(), other) == 0);
}

TEST_CASE("a template does not ask what only comes with a ledger", "[answers][template]") {
    auto const bytes = writeTemplate(theEdition(), "quarterly", {});
    REQUIRE(bytes);
    auto const workbook = readXlsx(*bytes);
    REQUIRE(workbook);
    REQUIRE(theEdition().findForm("form2")->indexOf("dollars"));
    for (auto const& sheet : workbook->sheets)
        for (auto const& row : sheet.rows)
            for (auto const& cell : row.cells) CHECK(cell.text.find("折美元") == std::string::npos);
}
