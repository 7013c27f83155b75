/// The official prints of all forms as they lie on paper: every text of a form and every answer is there, in either language.
/// Poppler reads them back.

#include <set>

#include "answers/scope.h"
#include "base/file.h"
#include "base/separators.h"
#include "base/text.h"
#include "output/pdf.h"
#include "output/print_job.h"
#include "register/credit_code.h"
#include "support/catch.h"
#include "support/editions.h"
#include "support/program.h"
#include "support/temporary_folder.h"
#include "table/form_print.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// Where lines and pages break does not matter.
std::string withoutSpaces(std::string_view text) {
    auto result = normalized(text);
    std::erase_if(result, [](char character) { return character == ' ' || character == '\n' || character == '\f' || character == '\r'; });
    // A no-break space.
    for (auto at = result.find("\u00a0"); at != std::string::npos; at = result.find("\u00a0")) result.erase(at, 2);
    return result;
}

std::string paperOf(std::vector<Table> const& tables) {
    TemporaryFolder const folder;
    auto const pdf = toPdf(printJobOf(tables), PdfPrinter{std::filesystem::path{ZHIBAO_PROGRAM_FOLDER} / "zhibao-print"});
    REQUIRE(pdf);
    REQUIRE(writeFile(folder / "a.pdf", *pdf));
    // In the order they were drawn, so that lines of a cell follow each other.
    auto const run = runTool("pdftotext", {"-raw", toText(folder / "a.pdf"), "-"});
    REQUIRE(run.status == 0);
    return withoutSpaces(run.output);
}

/// Every {"zh", "en"} in a layout.
void collectTexts(JsonValue const& value, Language language, std::set<std::string>& texts) {
    if (auto const* array = value.array())
        for (auto const& element : *array) collectTexts(element, language, texts);
    auto const* object = value.object();
    if (object == nullptr) return;
    if (auto const* text = value.find(language == Language::chinese ? "zh" : "en"); text != nullptr && text->string() != nullptr) texts.insert(*text->string());
    for (auto const& [key, member] : *object) collectTexts(member, language, texts);
}

std::set<std::string> textsOf(Form const& form, Language language) {
    std::set<std::string> texts{form.title.in(language), form.marks.number.in(language)};
    collectTexts(form.print, language, texts);
    for (auto const& definition : form.definitions) texts.insert({definition.term.in(language), definition.text.in(language)});
    if (form.kind == FormKind::record)
        for (auto const& column : form.columns) texts.insert(column.title.in(language));
    return texts;
}

/// Something for every question; each row in its own block.
Cell anAnswer(Column const& column, std::size_t number) {
    auto const digit = std::to_string(number);
    switch (column.kind) {
        case ColumnKind::money: return Money::ofHundredths(static_cast<std::int64_t>(number) * 1'234'500'00);
        case ColumnKind::percent: return Money::ofHundredths(60'00 + static_cast<std::int64_t>(number));
        case ColumnKind::integer: return static_cast<std::int64_t>(number) * 7;
        case ColumnKind::yesNo: return std::string{"yes"};
        case ColumnKind::month: return std::string{"2010-0"} + digit;
        case ColumnKind::date: return std::string{"2010-03-0"} + digit;
        case ColumnKind::text: return column.conceptId == "unitCode" ? exampleUnitCode(1).text() : "样例" + digit;
        case ColumnKind::code: break;
    }
    std::vector<std::string> leaves;
    for (auto const& entry : theEdition().findList(column.list)->entries())
        if (entry.isLeaf || !column.leafOnly) leaves.push_back(entry.code);
    return column.conceptId == "currency" ? Cell{std::string{"CNY"}} : Cell{leaves[number % leaves.size()]};
}

Filing answered(FormSet const& set) {
    auto filing = newFiling(theEdition(), set, exampleUnitCode(1).text(), set.frequency == Frequency::annual ? "2017" : "2017Q1");
    for (auto const& id : set.forms) static_cast<void>(addForm(filing, id, theEdition()));
    for (auto& answers : filing.forms) {
        auto const& form = *theEdition().findForm(answers.form);
        std::size_t const rows = form.kind == FormKind::record ? 1 : 4;
        answers.rows.assign(rows, Row{});
        for (std::size_t number = 0; number < rows; ++number)
            for (auto const& column : form.columns) answers.rows[number].cells.push_back(anAnswer(column, number + 1));
    }
    filing.signatories = {"样例甲", "样例乙", "样例丙", "023-00000000", "2017-04-08"};
    return filing;
}

}  // namespace

TEST_CASE("every text of a form stands in its empty print", "[app][print]") {
    RateTable const rates;
    for (auto const language : {Language::chinese, Language::english})
        for (auto const& form : theEdition().forms) {
            auto const tables = printBlankForm(form, {theEdition(), rates, language, {}, {}, {}, false});
            REQUIRE(tables);
            auto const paper = paperOf(*tables);
            auto const texts = textsOf(form, language);
            CHECK(texts.size() > 15);
            for (auto const& text : texts) {
                INFO(form.id << ": " << text);
                CHECK(paper.find(withoutSpaces(text)) != std::string::npos);
            }
        }
}

TEST_CASE("every answer stands in the print of a filing, and on each page which form it is", "[app][print]") {
    auto const rates = roundRates();
    for (auto const language : {Language::chinese, Language::english})
        for (auto const& set : theEdition().formSets) {
            auto const filing = answered(set);
            REQUIRE(filing.forms.size() == set.forms.size());
            auto const tables = printFiling(filing, {theEdition(), rates, language, "样例服务有限公司", "1", std::nullopt, true});
            REQUIRE(tables);
            auto const paper = paperOf(*tables);
            for (auto const& table : *tables) {
                std::set<std::string> texts{table.title, table.blockTitle, "样例服务有限公司", "样例甲", "023-00000000"};
                texts.insert(table.notes.begin(), table.notes.end());
                for (auto const& row : table.rows) texts.insert(row.stubs.begin(), row.stubs.end());
                for (auto const& line : table.cells)
                    for (auto const& cell : line)
                        if (cell.value) texts.insert(*cell.value);
                CHECK(texts.size() > 10);
                for (auto const& text : texts) {
                    INFO(set.id << " " << table.id << ": " << text);
                    auto const amount = withoutSpaces(withSeparators(text));
                    CHECK((paper.find(withoutSpaces(text)) != std::string::npos || paper.find(amount) != std::string::npos));
                }
            }
        }
}

TEST_CASE("a profile is printed with the name that it gives its unit, and its months as months", "[app][print]") {
    RateTable const rates;
    auto const& edition = theEdition();
    auto filing = answered(*edition.findFormSet("profile"));
    auto& row = filing.forms.front().rows.front();
    row.cells[*edition.findForm("form1")->indexOf("unitName")] = std::string{"样例乙有限公司"};
    auto const tables = printFiling(filing, {edition, rates, Language::chinese, {}, {}, {}, true});
    REQUIRE(tables);
    CHECK(tables->front().heading.back().value == "样例乙有限公司");
    auto const paper = paperOf(*tables);
    CHECK(paper.find("单位详细名称:样例乙有限公司") != std::string::npos);
    CHECK(paper.find("2010年1月") != std::string::npos);
}
