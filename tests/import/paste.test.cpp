#include "import/paste.h"

#include <chrono>

#include "answers/edit.h"
#include "support/catch.h"
#include "support/editions.h"
#include "support/recorded_clipboard.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

Form const& form2() {
    return *theEdition().findForm("form2");
}

PastePlan planned(Result<PastedBlock> const& block, char const* firstColumn = "flow", std::vector<Row> const& rows = {}, Unit unit = Unit::one) {
    REQUIRE(block);
    PasteTarget target{form2(), theEdition(), rows, 0, {}, unit};
    for (auto column = *form2().indexOf(firstColumn); column < form2().columns.size(); ++column) {
        target.columns.emplace_back(column);
        if (form2().columns[column].id == "mode4") target.columns.emplace_back();  // the difference, which only shows
    }
    return planPaste(*block, target);
}

PastePlan planned(std::string const& text, char const* firstColumn = "flow", std::vector<Row> const& rows = {}, Unit unit = Unit::one) {
    return planned(parseTextBlock(text), firstColumn, rows, unit);
}

std::string cellText(Row const& row, char const* column) {
    auto const position = *form2().indexOf(column);
    return editText(row.cells[position], form2().columns[position], Unit::one, Language::english);
}

std::vector<std::string> refusals(PastePlan const& plan) {
    std::vector<std::string> told;
    for (auto const& answer : plan.answers)
        if (answer.reason) told.push_back(std::to_string(answer.blockRow + 1) + ":" + std::to_string(answer.blockColumn + 1) + " " + std::string{answer.reason->code.name()});
    return told;
}

}  // namespace

TEST_CASE("a block becomes rows, whatever way its figures are written", "[import][paste]") {
    auto const plan = planned("出口\tSJ211\t新加坡\t否\t美元\t¥1,234.50\t１，０００．００\t-\t(5.50)\n\t\t\t\t\t\nimport\t法律服务\tHK\tITO\tCNY\t250.005\n");
    CHECK(refusals(plan).empty());
    REQUIRE(plan.newRows.size() == 2);
    CHECK(cellText(plan.newRows[0], "item") == "SJ211");
    CHECK(cellText(plan.newRows[0], "total") == "1234.50");
    CHECK(cellText(plan.newRows[0], "mode1") == "1000.00");
    CHECK(cellText(plan.newRows[0], "mode2").empty());
    CHECK(cellText(plan.newRows[0], "mode4") == "-5.50");
    CHECK(cellText(plan.newRows[1], "outsourcing") == "ito");
    CHECK(cellText(plan.newRows[1], "total") == "250.01");
    CHECK(plan.count(PasteOutcome::rounded) == 1);
    CHECK(plan.count(PasteOutcome::taken) == 14);
}

TEST_CASE("what is refused is told with its place in the block and never becomes a default", "[import][paste]") {
    auto const plan = planned("出口\tXX\t火星\t\t比特币\t约一千\n");
    CHECK(refusals(plan) == std::vector<std::string>{"1:2 code-unknown", "1:3 code-unknown", "1:5 code-unknown", "1:6 amount-malformed"});
    REQUIRE(plan.newRows.size() == 1);
    CHECK(cellText(plan.newRows[0], "currency").empty());     // not the default USD
    CHECK(cellText(plan.newRows[0], "outsourcing") == "none");  // nothing was pasted there: the default
    auto const beside = planned("1\t2\t3\t4", "mode4");
    CHECK(refusals(beside) == std::vector<std::string>{"1:2 paste-beside-form"});
    CHECK(cellText(beside.newRows[0], "affiliated") == "3.00");
}

TEST_CASE("pasting over rows replaces, empties what the block leaves empty, and keeps what it refuses", "[import][paste]") {
    auto row = newRow(form2());
    row.cells[*form2().indexOf("total")] = Money::ofHundredths(100);
    row.cells[*form2().indexOf("mode1")] = Money::ofHundredths(100);
    auto const plan = planned("x\t\n7\t8\n", "total", {row});
    CHECK(refusals(plan) == std::vector<std::string>{"1:1 amount-malformed"});
    REQUIRE(plan.answers.size() == 4);
    CHECK(isBlank(plan.answers[1].cell));
    CHECK(plan.answers[1].outcome == PasteOutcome::taken);
    REQUIRE(plan.newRows.size() == 1);
    CHECK(cellText(plan.newRows[0], "mode1") == "8.00");
}

TEST_CASE("a block with titles is put below the columns that it names", "[import][paste]") {
    auto const plan = planned("合计\t服务类别\t备注\n12\tSB\t样例\n", "digital", {}, Unit::tenThousand);
    CHECK(plan.hasHeadings);
    REQUIRE(plan.newRows.size() == 1);
    CHECK(cellText(plan.newRows[0], "item") == "SB");
    CHECK(cellText(plan.newRows[0], "total") == "120000.00");
    CHECK(refusals(plan) == std::vector<std::string>{"2:3 paste-beside-form"});
}

TEST_CASE("one figure in merged cells counts once, a name in merged cells counts for each row", "[import][paste]") {
    auto const plan = planned(parseHtmlBlock("<table><tr><td rowspan=2>SB</td><td>JP</td><td></td><td>USD</td><td rowspan=2>5</td></tr><tr><td>KR</td><td></td><td>USD</td></tr></table>"), "item");
    REQUIRE(plan.newRows.size() == 2);
    CHECK(cellText(plan.newRows[1], "item") == "SB");
    CHECK(cellText(plan.newRows[0], "total") == "5.00");
    CHECK(cellText(plan.newRows[1], "total").empty());
    CHECK(refusals(plan) == std::vector<std::string>{"2:5 paste-figure-merged"});
}

TEST_CASE("figures that LibreOffice Calc put on the clipboard become rows, also those kept as texts", "[import][paste]") {
    auto const clipboard = recordedClipboard("figures");
    auto const plan = planned(parsePastedBlock(clipboard.html, clipboard.text), "item");
    CHECK(refusals(plan).empty());
    REQUIRE(plan.newRows.size() == 4);  // the empty row begins none
    CHECK(cellText(plan.newRows[0], "total") == "1234567.50");
    CHECK(cellText(plan.newRows[1], "total") == "1234.50");
    CHECK(cellText(plan.newRows[1], "mode1") == "1234.50");
    CHECK(cellText(plan.newRows[1], "outsourcing") == "none");  // the default, where the block is empty
    CHECK(cellText(plan.newRows[2], "total") == "-5.50");
    CHECK(cellText(plan.newRows[2], "mode1").empty());
    CHECK(cellText(plan.newRows[3], "total") == "1234.57");
    CHECK(plan.count(PasteOutcome::rounded) == 1);
    // The text beside it shows two decimals only, so there is nothing left to round.
    auto const shown = planned(clipboard.text, "item");
    CHECK(shown.count(PasteOutcome::rounded) == 0);
    CHECK(cellText(shown.newRows[3], "total") == "1234.57");
}

TEST_CASE("cells that were merged in LibreOffice Calc give names to each row and a figure to none but the first", "[import][paste]") {
    auto const clipboard = recordedClipboard("merged");
    auto const plan = planned(parsePastedBlock(clipboard.html, clipboard.text), "item");
    CHECK(refusals(plan) == std::vector<std::string>{"2:5 paste-figure-merged", "3:2 code-unknown"});
    REQUIRE(plan.newRows.size() == 3);
    CHECK(cellText(plan.newRows[1], "partner") == "SG");
    CHECK(cellText(plan.newRows[0], "total") == "900.00");
    CHECK(cellText(plan.newRows[1], "total").empty());
    CHECK(cellText(plan.newRows[1], "mode1") == "300.00");
}

TEST_CASE("titles copied along from LibreOffice Calc name the columns", "[import][paste]") {
    auto const clipboard = recordedClipboard("titles");
    auto const plan = planned(parsePastedBlock(clipboard.html, clipboard.text), "digital", {}, Unit::tenThousand);
    CHECK(plan.hasHeadings);
    CHECK(refusals(plan) == std::vector<std::string>{"2:4 paste-beside-form"});
    REQUIRE(plan.newRows.size() == 1);
    CHECK(cellText(plan.newRows[0], "partner") == "JP");
    CHECK(cellText(plan.newRows[0], "total") == "123450.00");
}
