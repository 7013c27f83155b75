#include "rules/check.h"

#include "support/catch.h"

using namespace zhibao;

namespace {

constexpr auto rulesText = R"(define datapoint ruleset small (variable item, amount, part) is
  E1 : amount = part;
  Q1 : amount >= 0;
  N1 : amount / part = 1
end datapoint ruleset;)";

constexpr auto papersText = R"({"schema":"papers-1","ruleset":"small","runs":["enterprise","bureau"],"rules":[
 {"id":"E1","level":"error","title":{"zh":"相等","en":"Equal"},"message":{"zh":"第{row}行{item}：{amount}与{part}不等","en":"Row {row}: {amount} is not {part}"},
  "reason":{"zh":"r","en":"r"},"source":"example","since":"2017Q1","cells":["amount","part"]},
 {"id":"Q1","level":"query","title":{"zh":"非负","en":"Not negative"},"message":{"zh":"负","en":"negative"},
  "reason":{"zh":"r","en":"r"},"source":"example","since":"2017Q1","cells":["amount"]},
 {"id":"N1","level":"notice","title":{"zh":"比","en":"Ratio"},"message":{"zh":"比","en":"ratio"},
  "reason":{"zh":"r","en":"r"},"source":"example","since":"2017Q1","cells":["part"],"runs":["bureau"]}]})";

vtl::Structure structure() {
    using namespace vtl;
    return {"small",
            {{"unused", Role::attribute, ScalarType::string, true},
             {"item", Role::identifier, ScalarType::string, false},
             {"amount", Role::measure, ScalarType::number, true},
             {"part", Role::measure, ScalarType::number, true}}};
}

BoundRuleset bound() {
    auto ruleset = loadRuleset({"small", "formX", {}, "small.vtl", rulesText, "small.papers.json", papersText});
    if (!ruleset) FAIL(ruleset.error().where() << ": " << ruleset.error().code.name());
    auto result = BoundRuleset::bind(std::move(*ruleset), structure());
    REQUIRE(result);
    return std::move(*result);
}

vtl::Dataset dataset(std::string_view csv) {
    auto result = vtl::readDataset(bound().structure(), csv);
    if (!result) FAIL(result.error().where() << ": " << result.error().code.name());
    return std::move(*result);
}

}  // namespace

TEST_CASE("a ruleset may be bound to a dataset that has more than it lists", "[rules][check]") {
    CHECK(bound().structure() == structure());
}

TEST_CASE("a finding says rule, level, verdict, cells, values and message", "[rules][check]") {
    auto const findings = check(bound(), dataset("item,amount,part,unused\nA,1.50,1.50,\nB,2.50,,\nC,-3.00,2,\n"), RunsAt::enterprise);
    REQUIRE(findings.size() == 3);
    CHECK(findings[0].rule == "E1");
    CHECK(findings[0].verdict == Verdict::notEvaluable);
    CHECK(findings[0].row == 1);
    CHECK(findings[0].message.en == "Row 2: 2.50 is not —");
    CHECK(findings[1].verdict == Verdict::violated);
    CHECK(findings[1].ruleset == "small");
    CHECK(findings[1].form == "formX");
    CHECK(findings[1].cells == std::vector<CellReference>{{"formX", 2, "amount"}, {"formX", 2, "part"}});
    CHECK(findings[1].arguments == std::map<std::string, std::string>{{"amount", "-3.00"}, {"part", "2.00"}});
    CHECK(findings[1].message.zh == "第3行C：-3.00与2.00不等");
    CHECK(findings[1].title.en == "Equal");
    CHECK(findings[2].rule == "Q1");
    CHECK(findings[2].level == Level::query);
}

TEST_CASE("amounts in a message have commas between thousands in both languages, texts and the finding's values have none", "[rules][check]") {
    auto const findings = check(bound(), dataset("item,amount,part,unused\n20170101,1234567.5,-98765432109.25,\n"), RunsAt::enterprise);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].message.en == "Row 1: 1,234,567.50 is not -98,765,432,109.25");
    CHECK(findings[0].message.zh == "第1行20170101：1,234,567.50与-98,765,432,109.25不等");
    CHECK(findings[0].arguments == std::map<std::string, std::string>{{"amount", "1234567.50"}, {"part", "-98765432109.25"}});
}

TEST_CASE("a rule that runs at the bureau only is silent at the enterprise", "[rules][check]") {
    auto const data = dataset("item,amount,part,unused\nA,0,0,\n");
    CHECK(check(bound(), data, RunsAt::enterprise).empty());
    auto const findings = check(bound(), data, RunsAt::bureau);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].verdict == Verdict::broken);
    CHECK(nameOf(findings[0].verdict) == "broken");
}

TEST_CASE("a finding on rows that were made points to the cells it is told of, and else to the period", "[rules][check]") {
    auto ruleset = loadRuleset({"small", "made", {}, "small.vtl", rulesText, "small.papers.json", papersText});
    REQUIRE(ruleset);
    for (auto& papers : ruleset->papers) papers.cells = {{"form4", "amount", {{"kind", "item"}}}};
    auto const made = BoundRuleset::bind(std::move(*ruleset), structure());
    REQUIRE(made);
    auto const data = dataset("item,amount,part,unused\nA,2,1,\nB,3,1,\n");
    auto const findings = check(*made, data, RunsAt::enterprise, [](PaperCell const& cell, vtl::Dataset const& judged, std::size_t row, auto& cells) {
        if (judged.column(1).written(row) == "A") cells.push_back({cell.form, 7, cell.column});
    });
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].form == "form4");
    CHECK(findings[0].row == 7);
    CHECK(findings[1].cells == std::vector<CellReference>{{"header", 0, "period"}});
}

TEST_CASE("a finding names what its papers say it is about, and its part of the check", "[rules][check]") {
    auto ruleset = loadRuleset({"small", "made", {}, "small.vtl", rulesText, "small.papers.json", papersText});
    REQUIRE(ruleset);
    for (auto& papers : ruleset->papers) papers.about = {"item"};
    auto const made = BoundRuleset::bind(std::move(*ruleset), structure());
    REQUIRE(made);
    auto const findings = check(*made, dataset("item,amount,part,unused\nA,2,1,\n"), RunsAt::enterprise);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].rule == "E1");
    CHECK(findings[0].part == "E1");
    CHECK(findings[0].about == std::map<std::string, std::string>{{"item", "A"}});
    CHECK(findings[0].arguments.at("item") == "A");
}

TEST_CASE("papers that match by a component the dataset lacks are refused", "[rules][check]") {
    auto ruleset = loadRuleset({"small", "made", {}, "small.vtl", rulesText, "small.papers.json", papersText});
    REQUIRE(ruleset);
    ruleset->papers[0].cells = {{"form4", "amount", {{"kind", "colour"}}}};
    auto const made = BoundRuleset::bind(std::move(*ruleset), structure());
    REQUIRE_FALSE(made);
    CHECK(made.error().code == error::papersColumnUnknown);
}

TEST_CASE("where the dataset could not be made, each rule is broken", "[rules][check]") {
    auto const findings = brokenFindings(bound(), RunsAt::enterprise);
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].verdict == Verdict::broken);
}
