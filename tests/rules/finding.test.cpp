#include "rules/finding.h"

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("findings are written as the command line promises", "[rules][finding]") {
    Finding finding;
    finding.rule = "B1";
    finding.verdict = Verdict::notEvaluable;
    finding.cells = {{"form2", 3, "total"}};
    finding.arguments = {{"mode1", "1.00"}, {"total", ""}};
    finding.message = {"不等", "differs"};
    CHECK(toText(toJson({finding}, Language::english)) ==
          R"({"findings":[{"rule":"B1","level":"error","verdict":"not-evaluable","cells":[{"form":"form2","row":3,"column":"total"}],)"
          R"("args":{"mode1":"1.00","total":null},"message":"differs"}]})");
    CHECK(toText(toJson({}, Language::chinese)) == R"({"findings":[]})");
}

TEST_CASE("levels are known by their names", "[rules][finding]") {
    CHECK(levelNamed("query") == Level::query);
    CHECK_FALSE(levelNamed("warning"));
    CHECK(nameOf(Verdict::satisfied) == "satisfied");
    CHECK(nameOf(Verdict::broken) == "broken");
    CHECK(nameOf(Level::notice) == "notice");
}
