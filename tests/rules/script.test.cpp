#include "rules/script.h"

#include "script_data.h"
#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::vtl;

namespace {

constexpr auto structureText = R"({"name":"any","components":[
  {"name":"year","role":"Identifier","data_type":"TimePeriod"},{"name":"account","role":"Identifier","data_type":"String"},
  {"name":"amount","role":"Measure","data_type":"Number"},{"name":"note","role":"Attribute","data_type":"String"},
  {"name":"status","role":"ViralAttribute","data_type":"String"}]})";

Datasets inputs() {
    Datasets datasets;
    auto dataset = readDataset(*readStructure(structureText),
                               "year,account,amount,note,status\n"
                               "2016,credit,10,n,e\n"
                               "2016,debit,-2.50,,\n"
                               "2017,credit,,,p\n"
                               "2017,debit,3,,\n");
    REQUIRE(dataset);
    datasets.emplace("BOP", std::move(*dataset));
    return datasets;
}

constexpr auto ruleset = R"(define datapoint ruleset signs (variable account, amount) is
  C : when account = "credit" then amount >= 0 errorcode "bad credit" errorlevel 2;
  D : when account = "debit" then amount >= 0 errorcode "bad debit"
end datapoint ruleset;
)";

Datasets ran(std::string const& text) {
    auto results = runScript(text, inputs(), "s.vtl");
    if (!results) FAIL(results.error().where() << ": " << results.error().code.name());
    return std::move(*results);
}

Error refused(std::string const& text) {
    auto const results = runScript(text, inputs(), "s.vtl");
    REQUIRE_FALSE(results);
    return results.error();
}

}  // namespace

TEST_CASE("invalid gives the rows that violate a rule, with their measures", "[rules][script]") {
    auto const results = ran("bad := check_datapoint(BOP, signs);" + std::string{ruleset});
    CHECK(writeCsv(results.at("bad")) ==
          "year,account,ruleid,amount,errorcode,errorlevel,status\n"
          "2016,debit,D,-2.5,bad debit,,\n");
    CHECK(writeCsv(results.at("bad")) == writeCsv(ran(ruleset + std::string{"bad <- check_datapoint(BOP, signs invalid);"}).at("bad")));
}

TEST_CASE("all gives each rule and row with the truth, and codes only where it is false", "[rules][script]") {
    auto const results = ran(std::string{ruleset} + "r := check_datapoint(BOP, signs components account, amount all);");
    CHECK(writeCsv(results.at("r")) ==
          "year,account,ruleid,bool_var,errorcode,errorlevel,status\n"
          "2016,credit,C,true,,,e\n"
          "2016,debit,C,true,,,\n"
          "2017,credit,C,,,,p\n"
          "2017,debit,C,true,,,\n"
          "2016,credit,D,true,,,e\n"
          "2016,debit,D,false,bad debit,,\n"
          "2017,credit,D,true,,,p\n"
          "2017,debit,D,true,,,\n");
}

TEST_CASE("all_measures gives the truth beside the measures", "[rules][script]") {
    auto const results = ran(std::string{ruleset} + "r := check_datapoint(BOP, signs all_measures);");
    auto const& structure = results.at("r").structure();
    std::vector<std::string> names;
    for (auto const& component : structure.components) names.push_back(component.name);
    CHECK(names == std::vector<std::string>{"year", "account", "ruleid", "amount", "bool_var", "errorcode", "errorlevel", "status"});
    CHECK(structure.name == "r");
    CHECK(structure.components[2].role == Role::identifier);
    CHECK(structure.components[4].type == ScalarType::boolean);
    CHECK(structure.components[6].type == ScalarType::integer);
    CHECK(structure.components[7].role == Role::viralAttribute);
    CHECK(results.at("r").rowCount() == 8);
}

TEST_CASE("unnamed rules are known by their number", "[rules][script]") {
    auto const results =
        ran("define datapoint ruleset p (variable amount) is amount > -10; amount > 5 errorlevel 1.5; amount < 100 errorlevel \"high\" end "
            "datapoint ruleset;"
            "r := check_datapoint(BOP, p);");
    CHECK(writeCsv(results.at("r")) ==
          "year,account,ruleid,amount,errorcode,errorlevel,status\n"
          "2016,debit,2,-2.5,,1.5,\n"
          "2017,debit,2,3,,1.5,\n");
    CHECK(results.at("r").structure().components[5].type == ScalarType::string);
}

TEST_CASE("statements run in the order of what they need", "[rules][script]") {
    auto const results = ran(std::string{ruleset} + "final := middle; middle := start; start := check_datapoint(BOP, signs); copy := BOP;");
    CHECK(results.size() == 4);
    CHECK(results.at("final").rowCount() == 1);
    CHECK(results.at("final").structure().name == "final");
    CHECK(results.at("copy").rowCount() == 4);
}

TEST_CASE("names of datasets and rulesets are case-insensitive unless one is exact", "[rules][script]") {
    CHECK(ran(std::string{ruleset} + "r := check_datapoint(bop, SIGNS);").at("r").rowCount() == 1);
}

TEST_CASE("an unsound script is refused before it runs, with its position", "[rules][script]") {
    auto const at = [](std::string const& text) {
        auto const error = refused(text);
        return std::string{error.code.name()} + " " + error.where();
    };
    CHECK(at("r := check_datapoint(BOP, none);") == "vtl-ruleset-unknown s.vtl:1:27");
    CHECK(at(std::string{ruleset} + "r := check_datapoint(NONE, signs);") == "vtl-dataset-unknown s.vtl:5:22");
    CHECK(at("a := b; b := a;") == "vtl-cycle s.vtl:1:1");
    CHECK(at("BOP := BOP;") == "vtl-cycle s.vtl:1:1");
    CHECK(at("define datapoint ruleset p (variable amount, nothing) is amount > 1 end datapoint ruleset; r := check_datapoint(BOP, p);") ==
          "vtl-component-unknown s.vtl:1:46");
    // An unused ruleset is checked as far as its signature tells.
    CHECK(at("define datapoint ruleset p (variable amount) is amonut > 1 end datapoint ruleset;") == "vtl-name-unknown s.vtl:1:49");
    CHECK(at(std::string{ruleset} + "r := check_datapoint(check_datapoint(BOP, signs), signs);") == "vtl-name-taken s.vtl:5:6");
    CHECK(at(std::string{ruleset} + "r := check_datapoint(BOP, signs components amount, account);") == "vtl-signature-mismatch s.vtl:5:44");
    CHECK(at("define datapoint ruleset p (valuedomain v) is v > 1 end datapoint ruleset; r := check_datapoint(BOP, p);") ==
          "vtl-signature-mismatch s.vtl:1:102");
    CHECK(at("define datapoint ruleset p (variable account) is account > 1 end datapoint ruleset; r := check_datapoint(BOP, p);") ==
          "vtl-type-mismatch s.vtl:1:58");
}

TEST_CASE("an operator that fails leaves its row unjudged, names rule, row and position, and lets the rest be judged", "[rules][script]") {
    std::string const rules = "define datapoint ruleset p (variable amount) is R : 1 / (amount - 3) > 0; S : amount > 0 end datapoint ruleset;\n";
    auto const script = parseScript(rules + "r := check_datapoint(BOP, p all);", "s.vtl");
    REQUIRE(script);
    auto const compiled = compileScript(*script, {{"BOP", *readStructure(structureText)}}, "s.vtl");
    REQUIRE(compiled);
    Problems unjudged;
    auto const results = compiled->run(inputs(), unjudged);
    REQUIRE(results);
    CHECK(writeCsv(results->at("r")) ==
          "year,account,ruleid,bool_var,errorcode,errorlevel,status\n"
          "2016,credit,R,true,,,e\n"
          "2016,debit,R,false,,,\n"
          "2017,credit,R,,,,p\n"
          "2017,debit,R,,,,\n"
          "2016,credit,S,true,,,e\n"
          "2016,debit,S,false,,,\n"
          "2017,credit,S,,,,p\n"
          "2017,debit,S,true,,,\n");
    REQUIRE(unjudged.count() == 1);
    auto const& error = unjudged.first().front();
    CHECK(error.code == error::vtlRunFailed);
    CHECK(error.where() == "s.vtl:1:55");
    CHECK(error.arguments.at("reason") == "division-by-zero");
    CHECK(error.arguments.at("row") == "4");
    CHECK(error.arguments.at("rule") == "R");
    CHECK(refused(rules + "r := check_datapoint(BOP, p);") == error);
}

TEST_CASE("a value that cannot be computed ends the run and says how many rows are concerned", "[rules][script]") {
    auto const one = refused("r := BOP[calc x := 1 / (amount - 3)];");
    CHECK(one.code == error::vtlExpressionFailed);
    CHECK(one.arguments.at("row") == "4");
    auto const several = refused("r := BOP[calc x := 1 / (mod(amount, 1) * (amount - 3))];");
    CHECK(several.code == error::vtlExpressionFailedOften);
    CHECK(several.arguments.at("row") == "1");
    CHECK(several.arguments.at("more") == "1");
    CHECK(ran("r := BOP[calc x := if amount <> 3 then 1 / (amount - 3) else null];").at("r").rowCount() == 4);
}

namespace {

/// What is wrong with a script, "code place" for each; of one that is understood what lint says, or with structures the compiler.
std::vector<std::string> problemsOf(std::string const& text, Structures const& structures = {}) {
    Problems problems;
    if (auto const script = parseScript(text, "s.vtl", problems)) {
        if (structures.empty()) lintScript(*script, "s.vtl", problems);
        else static_cast<void>(compileScript(*script, structures, "s.vtl", problems));
    }
    std::vector<std::string> all;
    for (auto const& problem : problems.first()) all.push_back(std::string{problem.code.name()} + " " + problem.where());
    return all;
}

using Said = std::vector<std::string>;

}  // namespace

TEST_CASE("every statement and rule that is not understood is told of, and what follows is read", "[rules][script]") {
    CHECK(problemsOf("a := b +;\n"
                     "define datapoint ruleset p (variable x) is\n"
                     "  R1 : x > ;\n"
                     "  R2 : x > 1;\n"
                     "  R1x : x = = 2 errorcode \"e\"\n"
                     "end datapoint ruleset;\n"
                     "c := d\n"
                     "e := filtr(f);\n"
                     "g := h[filter i > 1;\n"
                     "j := k;\n") ==
          Said{"vtl-syntax s.vtl:1:9", "vtl-syntax s.vtl:3:12", "vtl-spelling s.vtl:5:13", "vtl-syntax s.vtl:8:1", "vtl-operator-unknown s.vtl:8:6",
               "vtl-syntax s.vtl:9:20"});
    CHECK(problemsOf("define operator f (x number) returns number is x + 1 end operator;\nr := a +;") == Said{"unsupported s.vtl:1:1", "vtl-syntax s.vtl:2:9"});
}

TEST_CASE("without structures types are checked as far as constants tell", "[rules][script]") {
    auto const rule = [](std::string const& text) { return problemsOf("define datapoint ruleset p (variable a, s) is " + text + " end datapoint ruleset;"); };
    CHECK(rule("length(1) > 2") == Said{"vtl-type-mismatch s.vtl:1:54"});
    CHECK(rule("\"a\" > 1") == Said{"vtl-type-mismatch s.vtl:1:51"});
    CHECK(rule("a + 1") == Said{"vtl-type-mismatch s.vtl:1:49"});
    CHECK(rule("a != 1") == Said{"vtl-spelling s.vtl:1:49"});
    CHECK(problemsOf("r := a[filter x == 1];") == Said{"vtl-spelling s.vtl:1:18"});
    CHECK(problemsOf("r := a[filter x = 1 AND y = 2];") == Said{"vtl-spelling s.vtl:1:21"});
    CHECK(problemsOf("r := a[calc total := 1];") == Said{"vtl-name-reserved s.vtl:1:13"});
    CHECK(problemsOf("r := a[filter x = \"b];") == Said{"vtl-unclosed s.vtl:1:19"});
    CHECK(problemsOf("r := a[filter x = 1") == Said{"vtl-text-ends s.vtl:1:20"});
    CHECK(rule("when 1 + \"a\" = 2 then a > 1") == Said{"vtl-type-mismatch s.vtl:1:56"});
    CHECK(rule("match_characters(s, \"[a-\")") == Said{"vtl-pattern-malformed s.vtl:1:67"});
    CHECK(rule("substr(s, 0, 1) = \"a\"") == Said{"vtl-constant-outside s.vtl:1:57"});
    CHECK(rule("substr(s, 1, -1) = \"a\"") == Said{"vtl-constant-outside s.vtl:1:60"});
    CHECK(rule("instr(s, \"a\", 1, 0) = 1") == Said{"vtl-constant-outside s.vtl:1:64"});
    CHECK(rule("a / 0.00 > 1") == Said{"vtl-constant-outside s.vtl:1:51"});
    CHECK(rule("sqrt(-4) > 1 and ln(0) > 1 and log(2, 0) > 1").size() == 1);
    CHECK(rule("length(s) > a and s in {\"x\"} and a in {1, 2} and not (a > 1) and match_characters(s, s)").empty());
    CHECK(rule("length(1) > 2; not 1; b > 1") == Said{"vtl-type-mismatch s.vtl:1:54", "vtl-type-mismatch s.vtl:1:66", "vtl-name-unknown s.vtl:1:69"});
    CHECK(problemsOf("r := D[calc x := 1 + \"a\"][filter length(2) > 1];\nq := D + (1 || \"a\");\nt := D[aggr n := sum(\"a\") group by k];\n"
                     "u := if D > 0 then D else 2 * count(D group by k);") ==
          Said{"vtl-type-mismatch s.vtl:1:22", "vtl-type-mismatch s.vtl:1:41", "vtl-type-mismatch s.vtl:2:11", "vtl-type-mismatch s.vtl:3:22"});
}

TEST_CASE("with structures every rule and statement is checked, and what uses a wrong statement is not told of again", "[rules][script]") {
    Structures const structures{{"BOP", *readStructure(structureText)}};
    CHECK(problemsOf("a := BOP[calc x := account + 1];\nb := a[filter nothing > 1];\nc := BOP[keep nothing];\nd := b;\n"
                     "define datapoint ruleset p (variable account, amount) is account > 1; amount > 1; amount = \"x\" end datapoint ruleset;\n"
                     "e := check_datapoint(BOP, p);\nf := e[filter nothing > 1];",
                     structures) ==
          Said{"vtl-type-mismatch s.vtl:1:20", "vtl-component-unknown s.vtl:3:15", "vtl-type-mismatch s.vtl:5:66", "vtl-type-mismatch s.vtl:5:90"});
}

TEST_CASE("a long chain of statements needs no deep stack", "[rules][script]") {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += "d" + std::to_string(i) + " := d" + std::to_string(i + 1) + ";\n";
    auto const script = parseScript(text + "d20000 := BOP;");
    REQUIRE(script);
    Structures structures;
    structures.emplace("BOP", *readStructure(structureText));
    auto const compiled = compileScript(*script, structures);
    REQUIRE(compiled);
    CHECK(compiled->results().size() == 20'001);
}

TEST_CASE("the structures of all results are known before the run", "[rules][script]") {
    auto const script = parseScript(std::string{ruleset} + "r := check_datapoint(BOP, signs all);");
    Structures structures;
    structures.emplace("BOP", *readStructure(structureText));
    auto const compiled = compileScript(*script, structures);
    REQUIRE(compiled);
    Problems unjudged;
    auto const results = compiled->run(inputs(), unjudged);
    REQUIRE(results);
    CHECK(compiled->results().at("r") == results->at("r").structure());
}

TEST_CASE("a dataset under several names is whole under each, and inputs stay what they are", "[rules][script]") {
    Datasets datasets;
    add(datasets, "A", "id:Integer! x:Number t:String", "id,x,t\n1,1.5,a\n2,,b\n");
    auto const before = writeCsv(datasets.at("A"));
    auto const results = runScript("r := A; s := A[calc y := x * 2]; t := s; u := t; v := s[filter id = 1];", datasets);
    REQUIRE(results);
    CHECK(writeCsv(results->at("r")) == before);
    for (auto const* name : {"s", "t", "u"}) CHECK(writeCsv(results->at(name)) == "id,x,t,y\n1,1.5,a,3\n2,,b,\n");
    CHECK(writeCsv(results->at("v")) == "id,x,t,y\n1,1.5,a,3\n");
    CHECK(writeCsv(datasets.at("A")) == before);
}
