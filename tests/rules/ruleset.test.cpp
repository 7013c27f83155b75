#include "rules/ruleset.h"

#include "base/json.h"
#include "support/catch.h"

using namespace zhibao;

namespace {

constexpr auto rulesText = R"(define datapoint ruleset small (variable a, b) is
  R1 : a = b errorlevel 1;
  R2 : a > 0 errorlevel 2
end datapoint ruleset;)";

std::string papersOf(std::string const& rules,
                     std::string const& head = R"("schema":"papers-1","ruleset":"small","runs":["enterprise","bureau"])") {
    return "{" + head + R"(,"rules":[)" + rules + "]}";
}

std::string paper(std::string const& id, std::string const& level, std::string const& message = "{a}",
                  std::string const& more = R"("cells":["a"])") {
    return R"({"id":")" + id + R"(","level":")" + level + R"(","title":{"zh":"标题","en":"Title"},"message":{"zh":")" + message +
           R"(","en":"text"},"reason":{"zh":"理由","en":"Why"},"source":"example","since":"2017Q1",)" + more + "}";
}

Result<Ruleset> load(std::string const& vtlText, std::string const& papers) {
    return loadRuleset({"small", "form", {}, "rules/small.vtl", vtlText, "rules/small.papers.json", papers});
}

Error refused(std::string const& papers) {
    auto const ruleset = load(rulesText, papers);
    REQUIRE_FALSE(ruleset);
    return ruleset.error();
}

}  // namespace

TEST_CASE("a ruleset is loaded with one paper per rule, in the order of the rules", "[rules][ruleset]") {
    auto const ruleset = load(
        rulesText, papersOf(paper("R2", "query", "{row}: {b}", R"("cells":["a","b"],"runs":["bureau"])") + "," + paper("R1", "error")));
    REQUIRE(ruleset);
    REQUIRE(ruleset->papers.size() == 2);
    CHECK(ruleset->papers[0].id == "R1");
    CHECK(ruleset->papers[0].level == Level::error);
    CHECK(ruleset->papers[0].runs(RunsAt::enterprise));
    CHECK(ruleset->papers[1].level == Level::query);
    CHECK_FALSE(ruleset->papers[1].runs(RunsAt::enterprise));
    CHECK(ruleset->papers[1].runs(RunsAt::bureau));
    REQUIRE(ruleset->papers[1].cells.size() == 2);
    CHECK(ruleset->papers[1].cells[0].column == "a");
    CHECK(ruleset->papers[1].cells[1].column == "b");
    CHECK(ruleset->papers[1].cells[1].form.empty());
    CHECK_FALSE(ruleset->papers[1].validation);
}

TEST_CASE("rules and papers must match, one to one", "[rules][ruleset]") {
    auto const missing = refused(papersOf(paper("R1", "error")));
    CHECK(missing.code == error::papersMissing);
    CHECK(missing.arguments.at("rule") == "R2");
    CHECK(missing.where() == "rules/small.papers.json > /rules");
    auto const unknown = refused(papersOf(paper("R1", "error") + "," + paper("R3", "error")));
    CHECK(unknown.code == error::papersRuleUnknown);
    CHECK(unknown.where() == "rules/small.papers.json > /rules/1");
    CHECK(refused(papersOf(paper("R1", "error") + "," + paper("R1", "error"))).code == error::papersTwice);
    CHECK(refused(papersOf("", R"("schema":"papers-1","ruleset":"other","runs":[])")).code == error::rulesetNameDiffers);
}

TEST_CASE("papers are complete, in both languages, and name columns that the rules know", "[rules][ruleset]") {
    auto const second = "," + paper("R2", "query");
    CHECK(refused(papersOf(paper("R1", "warning") + second)).code == error::jsonValueUnknown);
    CHECK(refused(papersOf(paper("R1", "error", "") + second)).code == error::papersTextEmpty);
    auto const placeholder = refused(papersOf(paper("R1", "error", "{c}") + second));
    CHECK(placeholder.code == error::papersColumnUnknown);
    CHECK(placeholder.arguments.at("column") == "c");
    auto const cell = refused(papersOf(paper("R1", "error", "m", R"("cells":["a","c"])") + second));
    CHECK(cell.code == error::papersColumnUnknown);
    CHECK(cell.where() == "rules/small.papers.json > /rules/0/cells/1");
    CHECK(refused(papersOf(paper("R1", "error", "m", R"("cells":[],"colour":"red")") + second)).code == error::jsonKeyUnknown);
    CHECK(refused(papersOf(paper("R1", "error", "m", R"("cells":[],"runs":["home"])") + second)).code == error::jsonValueUnknown);
    CHECK(refused(R"({"schema":"papers-2","ruleset":"small","runs":[],"rules":[]})").code == error::jsonValueUnknown);
}

TEST_CASE("the level in the rule and the level in its papers agree", "[rules][ruleset]") {
    auto const error = refused(papersOf(paper("R1", "query") + "," + paper("R2", "query")));
    CHECK(error.code == error::papersLevelDiffers);
    CHECK(error.arguments.at("got") == "1");
    CHECK(error.arguments.at("expected") == "2");
}

TEST_CASE("a rule file of an edition defines one datapoint ruleset, after the statements that make its dataset", "[rules][ruleset]") {
    auto const papers = papersOf(paper("R1", "error") + "," + paper("R2", "query"));
    auto const prepared = load("x := DS_1 [filter a > 0];" + std::string{rulesText}, papers);
    REQUIRE(prepared);
    CHECK(prepared->preparation.assignments.size() == 1);
    CHECK(prepared->preparation.rulesets.empty());
    CHECK(load("", papers).error().code == error::rulesetNotAlone);
    CHECK(load(std::string{rulesText} + "define datapoint ruleset other (variable a) is a = 1 end datapoint ruleset;", papers).error().code ==
          error::rulesetNotAlone);
    auto const broken = load("define datapoint ruleset small (variable a) is R1 : c = 1 end datapoint ruleset;", papers);
    CHECK(broken.error().code == error::vtlNameUnknown);
    CHECK(broken.error().where() == "rules/small.vtl:1:53");
}

TEST_CASE("a check made of several rules has one set of papers, with cells and perhaps a message for each part", "[rules][ruleset]") {
    auto const parted = [](std::string const& parts) { return papersOf(paper("R", "error", "{a}", R"("parts":[)" + parts + "]")); };
    constexpr auto plain = "define datapoint ruleset small (variable a, b) is R.1 : a = b; R.2 : a > 0 end datapoint ruleset;";
    auto const ruleset =
        load(plain, parted(R"({"rule":"R.2","cells":["a"]},{"rule":"R.1","cells":["b"],"message":{"zh":"另","en":"other {b}"}})"));
    REQUIRE(ruleset);
    CHECK(ruleset->papers[0].rule == "R.1");
    CHECK(ruleset->papers[0].id == "R");
    CHECK(ruleset->papers[0].cells == std::vector<PaperCell>{{{}, "b", {}}});
    CHECK(ruleset->papers[0].message.en == "other {b}");
    CHECK(ruleset->papers[1].message.en == "text");
    auto const missing = load(plain, parted(R"({"rule":"R.2","cells":["a"]})"));
    CHECK(missing.error().code == error::papersMissing);
    auto const strange = load(plain, parted(R"({"rule":"R.2","cells":["a"],"message":{"zh":"{x}","en":"e"}})"));
    CHECK(strange.error().code == error::papersColumnUnknown);
    auto const both = load(plain, papersOf(paper("R", "error", "{a}", R"("cells":["a"],"parts":[])")));
    CHECK(both.error().code == error::jsonKeyUnknown);
}

TEST_CASE("papers say where a check stands among those of other statistical offices", "[rules][ruleset]") {
    auto const withKind = [](std::string const& kind) {
        return papersOf(paper("R1", "error", "{a}", R"("cells":["a"],"validation":)" + kind) + "," + paper("R2", "query"));
    };
    auto const ruleset = load(rulesText, withKind(R"({"level":2,"type":"VCO"})"));
    REQUIRE(ruleset);
    REQUIRE(ruleset->papers[0].validation);
    CHECK(ruleset->papers[0].validation->level == 2);
    CHECK(ruleset->papers[0].validation->type == "VCO");
    CHECK(refused(withKind(R"({"level":6,"type":"VCO"})")).where() == "rules/small.papers.json > /rules/0/validation/level");
    CHECK(refused(withKind(R"({"level":1,"type":"XYZ"})")).where() == "rules/small.papers.json > /rules/0/validation/type");
}

TEST_CASE("a check on rows that were made points to cells of forms by what rows have in common", "[rules][ruleset]") {
    auto const ruleset = load(rulesText, papersOf(paper("R1", "error", "{a}", R"("cells":[{"form":"form2","column":"total","match":{"flow":"a"}}])") +
                                                  "," + paper("R2", "query")));
    REQUIRE(ruleset);
    REQUIRE(ruleset->papers[0].cells.size() == 1);
    auto const& cell = ruleset->papers[0].cells[0];
    CHECK(cell.form == "form2");
    CHECK(cell.match == std::vector<std::pair<std::string, std::string>>{{"flow", "a"}});
}

TEST_CASE("checks of the structure have papers too", "[rules][ruleset]") {
    constexpr auto text = R"({"schema":"structural-papers-1","rules":[{"id":"B6","level":"error","title":{"zh":"不重复","en":"Once"},
      "reason":{"zh":"理由","en":"Why"},"source":"example","since":"2017Q1","validation":{"level":1,"type":"RWD"},"codes":["row-key-twice"]}]})";
    auto const papers = loadStructuralPapers({"rules/structure.json", text});
    REQUIRE(papers);
    REQUIRE(papers->size() == 1);
    CHECK(papers->front().codes == std::vector<std::string>{"row-key-twice"});
    CHECK(loadStructuralPapers({})->empty());
    auto const wrong = loadStructuralPapers({"rules/structure.json", R"({"schema":"structural-papers-2","rules":[]})"});
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().where() == "rules/structure.json > /schema");
}
