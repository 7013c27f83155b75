#include "rules/judgement.h"

#include <filesystem>

#include "answers/example_filings.h"
#include "support/catch.h"
#include "support/editions.h"

using namespace zhibao;

namespace {

EditionRules const& rules() {
    static EditionRules const compiled = [] {
        auto result = EditionRules::compile(test::theEdition());
        if (!result) FAIL(result.error().where() << ": " << result.error().code.name());
        return std::move(*result);
    }();
    return compiled;
}

/// A signed quarterly filing with one row: software for a client in Singapore.
Filing aFiling(std::string_view total, std::string_view mode1, std::string const& period = "2017Q1") {
    auto const& edition = test::theEdition();
    Filing filing;
    filing.header.edition = edition.id;
    filing.header.formSet = "quarterly";
    filing.header.unit = exampleUnitCode(1).text();
    filing.header.period = period;
    auto const parsed = parsePeriod(period);
    REQUIRE(parsed);
    filing.signatories = exampleSignatories(*parsed);
    auto const& form = *edition.findForm("form2");
    Row row = newRow(form);
    auto const set = [&](std::string_view column, Cell cell) { row.cells[*form.indexOf(column)] = std::move(cell); };
    set("flow", std::string{"export"});
    set("item", std::string{"SI21"});
    set("partner", std::string{"SG"});
    set("outsourcing", std::string{"none"});
    set("currency", std::string{"USD"});
    set("total", *Money::parse(total));
    set("mode1", *Money::parse(mode1));
    filing.forms = {{"form2", {row}}};
    return filing;
}

Judgement judged(Filing const& filing, Surroundings const& surroundings = {}) {
    return judge(filing, test::theEdition(), rules(), RunsAt::enterprise, surroundings);
}

/// The codes of problems and the ids of findings.
std::vector<std::string> named(Judgement const& judgement) {
    std::vector<std::string> names;
    for (auto const& problem : judgement.problems) names.emplace_back(problem.error.code.name());
    for (auto const& finding : judgement.findings) names.push_back(finding.rule);
    return names;
}

using Names = std::vector<std::string>;

/// Of the refund in the row's one mode.
Explanation explaining(std::string rule, std::string text) {
    return {std::move(rule), {{"form2", 0, "mode1"}}, std::move(text)};
}

}  // namespace

TEST_CASE("a filing in order may be sealed", "[rules][judgement]") {
    auto const judgement = judged(aFiling("5", "5"));
    CHECK(named(judgement) == Names{});
    CHECK_FALSE(judgement.blocksSealing());
    CHECK_FALSE(judgement.hasErrors());
}

TEST_CASE("an error blocks sealing and cannot be explained away", "[rules][judgement]") {
    auto filing = aFiling("5", "4");
    filing.explanations = {explaining("B1", "差额来自汇率折算，已与财务核对")};
    auto const judgement = judged(filing);
    // Nothing asks for it: an error wants to be put right.
    CHECK(named(judgement) == Names{"explanation-unasked", "B1"});
    CHECK(judgement.blocksSealing());
    CHECK(judgement.hasErrors());
}

TEST_CASE("a query blocks sealing until it has an explanation that says something", "[rules][judgement]") {
    auto filing = aFiling("-5", "-5");
    CHECK(named(judged(filing)) == Names{"B4"});
    CHECK(judged(filing).blocksSealing());
    CHECK_FALSE(judged(filing).hasErrors());
    filing.explanations = {explaining("B4", "客户退回上季多付的开发费")};
    auto const explained = judged(filing);
    CHECK_FALSE(explained.blocksSealing());
    CHECK(explained.findingExplained == std::vector<bool>{true});
    // The finding stays, so that the bureau sees both.
    CHECK(explained.findings.size() == 1);
}

TEST_CASE("an explanation of one cell leaves the query of another open", "[rules][judgement]") {
    auto filing = aFiling("-8", "-5");
    auto const& form = *test::theEdition().findForm("form2");
    auto& cells = filing.forms.front().rows.front().cells;
    cells[*form.indexOf("item")] = std::string{"SJ12"};
    cells[*form.indexOf("mode2")] = *Money::parse("-3");
    filing.explanations = {explaining("B4", "客户退回上季多付的开发费")};
    auto const judgement = judged(filing);
    CHECK(judgement.findingExplained == std::vector<bool>{true, false});
    REQUIRE(judgement.blockingFindings.size() == 1);
    CHECK(judgement.blockingFindings.front().cells.front().column == "mode2");
}

TEST_CASE("an explanation that says nothing is refused with a sentence, and the query stays open", "[rules][judgement]") {
    for (auto const& [text, code] : {std::pair{"核实无误", "explanation-says-nothing"}, {"经核实，数据真实无误。", "explanation-says-nothing"},
                                     {"Checked, correct.", "explanation-says-nothing"}, {"退款", "explanation-too-short"}, {"12345", "explanation-says-nothing"}}) {
        INFO(text);
        auto filing = aFiling("-5", "-5");
        filing.explanations = {explaining("B4", text)};
        auto const judgement = judged(filing);
        CHECK(named(judgement) == Names{code, "B4"});
        CHECK(judgement.blockingFindings.size() == 1);
        CHECK(judgement.blockingProblems.size() == 1);
        CHECK(judgement.findingExplained == std::vector<bool>{false});
    }
}

TEST_CASE("a blank explanation is named once", "[rules][judgement]") {
    auto filing = aFiling("-5", "-5");
    filing.explanations = {explaining("B4", " 　")};
    CHECK(named(judged(filing)) == Names{"explanation-empty", "B4"});
}

TEST_CASE("last quarter's text for the same rule is refused", "[rules][judgement]") {
    std::shared_ptr<Edition const> const edition{&test::theEdition(), [](Edition const*) {}};
    auto before = aFiling("-5", "-5", "2016Q4");
    before.explanations = {explaining("B4", "客户退回多付的开发费")};
    Surroundings around;
    around.filings.push_back({edition, before});
    auto filing = aFiling("-5", "-5");
    filing.explanations = before.explanations;
    CHECK(named(judged(filing, around)) == Names{"explanation-repeated", "B4"});
    CHECK_FALSE(judged(filing).blocksSealing());
    filing.explanations[0].text = "第二批退款：客户退回多付的开发费";
    CHECK_FALSE(judged(filing, around).blocksSealing());
}

TEST_CASE("the text of two quarters ago is refused as well", "[rules][judgement]") {
    std::shared_ptr<Edition const> const edition{&test::theEdition(), [](Edition const*) {}};
    auto before = aFiling("-5", "-5", "2016Q3");
    // Then it was given for a part of the check.
    before.explanations = {{"B4.2", {{"form2", 0, "mode1"}}, "客户退回多付的开发费"}};
    Surroundings around;
    around.filings.push_back({edition, before});
    auto filing = aFiling("-5", "-5");
    filing.explanations = {explaining("B4", "客户退回多付的开发费")};
    CHECK(named(judged(filing, around)) == Names{"explanation-repeated", "B4"});
}

TEST_CASE("an explanation that nothing asks for is noticed and stands in nobody's way", "[rules][judgement]") {
    auto filing = aFiling("5", "5");
    for (auto const* text : {"核实无误", "客户退回上季多付的开发费"}) {
        filing.explanations = {explaining("B4", text)};
        auto const judgement = judged(filing);
        CHECK(named(judgement) == Names{"explanation-unasked"});
        CHECK(judgement.problems.front().level == StructuralLevel::notice);
        CHECK_FALSE(judgement.hasErrors());
        CHECK_FALSE(judgement.blocksSealing());
    }
}

TEST_CASE("an explanation of what only the bureau asks is for the bureau to look at", "[rules][judgement]") {
    auto filing = aFiling("5", "5");
    filing.explanations = {{"A2", {}, "三月更名为样例软件集团"}};
    CHECK(named(judged(filing)) == Names{});
    CHECK(named(judge(filing, test::theEdition(), rules(), RunsAt::bureau)) == Names{"explanation-unasked"});
}

TEST_CASE("the reason of a zero filing must say something", "[rules][judgement]") {
    auto filing = aFiling("5", "5");
    filing.forms.front().rows.clear();
    filing.header.zero = true;
    for (auto const& [reason, found] : {std::pair{"核实无误", Names{"zero-reason-says-nothing"}}, {"无业务", Names{"zero-reason-too-short"}},
                                        {" 　", Names{"zero-reason-missing"}}, {"本季度项目尚未开工", Names{}}}) {
        INFO(reason);
        filing.header.zeroReason = reason;
        CHECK(named(judged(filing)) == found);
        CHECK(judged(filing).blocksSealing() == !found.empty());
    }
}

TEST_CASE("enterprise and bureau come to the same judgement of the same filing", "[rules][judgement]") {
    for (auto const* total : {"5", "-5", "6"}) {
        auto const filing = aFiling(total, "5");
        auto const here = judge(filing, test::theEdition(), rules(), RunsAt::enterprise);
        auto const there = judge(filing, test::theEdition(), rules(), RunsAt::bureau);
        CHECK(here.findings == there.findings);
        CHECK(here.problems == there.problems);
        CHECK(here.blocksSealing() == there.blocksSealing());
    }
}

TEST_CASE("one filing can be judged without keeping the rules", "[rules][judgement]") {
    auto const judgement = judge(aFiling("5", "4"), test::theEdition(), RunsAt::bureau);
    REQUIRE(judgement);
    CHECK(named(*judgement) == Names{"B1"});
}

TEST_CASE("a withdrawal is asked who signs it and why, and nothing about figures", "[rules][judgement]") {
    auto withdrawal = withdrawalOf(aFiling("100.00", "100.00"), sha256("first"));
    withdrawal.header.reason = "重复报送，另一份已由总公司报送。";
    CHECK_FALSE(judged(withdrawal).blocksSealing());
    withdrawal.signatories.unitHead.clear();
    auto const judgement = judged(withdrawal);
    CHECK(judgement.blocksSealing());
    for (auto const& finding : judgement.findings)
        for (auto const& cell : finding.cells) CHECK(cell.form == "header");
}
