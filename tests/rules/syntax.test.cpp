#include "rules/syntax.h"

#include <chrono>

#include "base/text.h"
#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::vtl;

namespace {

Script parsed(std::string const& text) {
    auto script = parseScript(text);
    if (!script) FAIL(script.error().where() << ": " << script.error().code.name());
    return std::move(*script);
}

Error refused(std::string const& text) {
    auto const script = parseScript(text, "test.vtl");
    REQUIRE_FALSE(script);
    return script.error();
}

/// A ruleset with one rule.
std::string withRule(std::string const& rule) {
    return "define datapoint ruleset r (variable a, b) is\n" + rule + "\nend datapoint ruleset;";
}

/// The expression with every operator in parentheses.
std::string shape(Expression const& expression) {
    switch (expression.kind) {
        case Expression::Kind::literal: return written(expression.literal).empty() ? "null" : written(expression.literal);
        case Expression::Kind::name: return expression.name;
        case Expression::Kind::omitted: return "_";
        case Expression::Kind::operation:
        case Expression::Kind::dataset: break;
    }
    std::string text = "(" + std::string{nameOf(expression.operation)};
    for (auto const& operand : expression.operands) text += " " + shape(operand);
    return text + ")";
}

std::string shapeOf(std::string const& expression) {
    return shape(parsed(withRule(expression)).rulesets.front().rules.front().then);
}

}  // namespace

TEST_CASE("a ruleset is read with its signature, rules, codes and levels", "[rules][syntax]") {
    auto const script = parsed(R"(
/* comment
   over lines */
define datapoint ruleset trade (variable flow, mode1 as m) is // to the end of the line
  B1 : when flow = "export" then m > 0 errorcode "negative" errorlevel 1;
  B2 : m < 5.25
end datapoint ruleset;)");
    REQUIRE(script.rulesets.size() == 1);
    auto const& ruleset = script.rulesets.front();
    CHECK(ruleset.name.text == "trade");
    CHECK_FALSE(ruleset.onValueDomains);
    CHECK(ruleset.signature[1].name.text == "mode1");
    CHECK(ruleset.signature[1].alias.text == "m");
    REQUIRE(ruleset.rules.size() == 2);
    CHECK(ruleset.rules[0].name.text == "B1");
    CHECK(ruleset.rules[0].name.position == Position{5, 3});
    CHECK(shape(*ruleset.rules[0].when) == "(= flow export)");
    CHECK(ruleset.rules[0].errorCode == Literal{std::string{"negative"}});
    CHECK(ruleset.rules[0].errorLevel == Literal{Integer{Number::ofInteger(1)}});
    CHECK_FALSE(ruleset.rules[1].when);
    CHECK(ruleset.rules[1].errorCode == Literal{Null{}});
    CHECK(ruleset.rules[1].then.operands[1].literal == Literal{*Number::parse("5.25")});
}

TEST_CASE("rules without names are numbered in their order", "[rules][syntax]") {
    auto const script = parsed(withRule("a = 1; b = 2"));
    CHECK(script.rulesets.front().rules[0].name.text == "1");
    CHECK(script.rulesets.front().rules[1].name.text == "2");
}

TEST_CASE("statements assign what a check gives, with its output and components", "[rules][syntax]") {
    auto const script = parsed(
        "DS_r := check_datapoint(DS_1, dpr1);\n"
        "p <- check_datapoint ( DS_1, dpr1 components Id_1, Me_1 all_measures );\n"
        "x := check_datapoint((DS_1), dpr1 all); y := DS_1; z := check_datapoint(DS_1, dpr1 invalid);");
    REQUIRE(script.assignments.size() == 5);
    CHECK_FALSE(script.assignments[0].persistent);
    CHECK(script.assignments[0].expression.dataset->output == CheckOutput::invalid);
    CHECK(script.assignments[1].persistent);
    CHECK(script.assignments[1].expression.dataset->components[1].text == "Me_1");
    CHECK(script.assignments[1].expression.dataset->output == CheckOutput::allMeasures);
    CHECK(script.assignments[2].expression.dataset->output == CheckOutput::all);
    CHECK(script.assignments[2].expression.operands.front().name == "DS_1");
    CHECK(script.assignments[3].expression.kind == Expression::Kind::name);
}

TEST_CASE("operators bind in the order of the manual", "[rules][syntax]") {
    CHECK(shapeOf("a + b * 2 = 7") == "(= (+ a (* b 2)) 7)");
    CHECK(shapeOf("a - b - 1 = 0") == "(= (- (- a b) 1) 0)");
    CHECK(shapeOf("a = 1 or b = 2 and a = 3") == "(or (= a 1) (and (= b 2) (= a 3)))");
    CHECK(shapeOf("a = 1 or b = 2 xor a = 3") == "(xor (or (= a 1) (= b 2)) (= a 3))");
    CHECK(shapeOf("not a = b") == "(= (not a) b)");
    CHECK(shapeOf("not (a = b)") == "(not (= a b))");
    CHECK(shapeOf("-a * b < - 3") == "(< (* (- a) b) -3)");
    CHECK(shapeOf("a || b || \"x\" = \"y\"") == "(= (|| (|| a b) x) y)");
    CHECK(shapeOf("a in {1, -2, null} and b not_in {\"x\"}") == "(and (in a 1 -2 null) (not_in b x))");
    CHECK(shapeOf("if a > 1 then b = 1 else b = 2 or true") == "(if (> a 1) (= b 1) (or (= b 2) true))");
    CHECK(shapeOf("case when a = 1 then true when a = 2 then false else null") == "(case (= a 1) true (= a 2) false null)");
    CHECK(shapeOf("between(a, 1, 2)") == "(between a 1 2)");
    CHECK(shapeOf("nvl(a, 0) = round(b, _)") == "(= (nvl a 0) (round b _))");
    CHECK(shapeOf("isnull(a) = TRUE") == "(= (isnull a) true)");
}

TEST_CASE("names may be quoted, and reserved words must be", "[rules][syntax]") {
    auto const script = parsed("define datapoint ruleset r (variable 'total', '2', 'a b', 1ab) is 'total' > '2' end datapoint ruleset;");
    CHECK(script.rulesets.front().signature[0].name.text == "total");
    CHECK(script.rulesets.front().signature[2].name.text == "a b");
    CHECK(script.rulesets.front().signature[3].name.text == "1ab");
    auto const error = refused("define datapoint ruleset r (variable total) is total > 2 end datapoint ruleset;");
    CHECK(error.code == error::vtlNameReserved);
    CHECK(error.where() == "test.vtl:1:38");
    CHECK(refused(withRule("total > 2")).code == error::vtlNameReserved);
    CHECK(refused("x := first;").where() == "test.vtl:1:6");
    CHECK(refused("x := first;").code == error::vtlNameReserved);
}

TEST_CASE("positions count characters, not bytes", "[rules][syntax]") {
    auto const error = refused(withRule("a = \"服务贸易\" ?"));
    CHECK(error.code == error::vtlCharacter);
    CHECK(error.where() == "test.vtl:2:12");
    CHECK(error.arguments.at("found") == "?");
}

TEST_CASE("what is no VTL is refused with its position", "[rules][syntax]") {
    auto const at = [](std::string const& text) {
        auto const error = refused(text);
        CHECK((error.code == error::vtlSyntax || error.code == error::vtlTextEnds || error.code == error::vtlUnclosed));
        return error.where();
    };
    CHECK(at("DS_r := check_datapoint(DS_1, dpr1)") == "test.vtl:1:36");
    CHECK(at("DS_r = DS_1;") == "test.vtl:1:6");
    CHECK(at("DS_r := ;") == "test.vtl:1:9");
    CHECK(at(withRule("a = ")) == "test.vtl:3:1");
    CHECK(at(withRule("a = 1;")) == "test.vtl:3:1");
    CHECK(at(withRule("when a = 1 b = 2")) == "test.vtl:2:12");
    CHECK(at(withRule("a = (1")) == "test.vtl:3:1");
    CHECK(at(withRule("a in {}")) == "test.vtl:2:7");
    CHECK(at(withRule("a = \"open")) == "test.vtl:2:5");
    CHECK(at(withRule("a = 'open")) == "test.vtl:2:5");
    CHECK(at(withRule("nvl(a)")) == "test.vtl:2:6");
    CHECK(at(withRule("abs(a, b)")) == "test.vtl:2:6");
    CHECK(at(withRule("a = 1 errorcode b")) == "test.vtl:2:17");
    CHECK(at("/* never closed") == "test.vtl:1:1");
    CHECK(at("define datapoint ruleset r (a, b) is a = b end datapoint ruleset;") == "test.vtl:1:29");
    CHECK(refused("x := \xFF;").code == error::textNotUtf8);
}

TEST_CASE("what VTL has and is not covered is refused as unsupported, with its position", "[rules][syntax]") {
    auto const at = [](std::string const& text) {
        auto const error = refused(text);
        INFO(text);
        CHECK(error.code == error::vtlUnsupported);
        CHECK(error.code.name() == "unsupported");
        return error.where() + " " + error.arguments.at("feature");
    };
    CHECK(at("DS_r := inner_join(DS_1, DS_2);") == "test.vtl:1:9 inner_join");
    CHECK(at("DS_r := DS_1[pivot Id_1, Me_1];") == "test.vtl:1:14 pivot");
    CHECK(at("DS_r := timeshift(DS_1, 1);") == "test.vtl:1:9 timeshift");
    CHECK(at("DS_r := cast(DS_1, string);") == "test.vtl:1:9 cast");
    CHECK(at("DS_r := sum(DS_1 over (partition by Id_1));") == "test.vtl:1:18 over");
    CHECK(at("DS_r := sum(DS_1 group all time_agg(\"A\"));") == "test.vtl:1:24 group all");
    CHECK(at("DS_r := myOperator(DS_1); define operator myOperator (x integer) is x + 1 end operator;") == "test.vtl:1:9 myOperator( )");
    CHECK(at("DS_r := DS_1[filter DS_1#Me_1 > 2];") == "test.vtl:1:25 #");
    CHECK(at("define operator f (x integer) is x + 1 end operator;") == "test.vtl:1:1 define operator");
    CHECK(at(withRule("sum(a) > 2")) == "test.vtl:2:1 sum");
    CHECK(at(withRule("cast(a, integer) > 2")) == "test.vtl:2:1 cast");
    CHECK(at(withRule("a in myDomain")) == "test.vtl:2:6 value domain myDomain");
    CHECK(at(withRule("r#a > 1")) == "test.vtl:2:2 #");
}

TEST_CASE("a mistyped operator is told apart from one that is not covered", "[rules][syntax]") {
    auto const near = refused("DS_r := DS_1[calc x := sqr(a)];");
    CHECK(near.code == error::vtlOperatorNear);
    CHECK(near.where() == "test.vtl:1:24");
    CHECK(near.arguments.at("near") == "sqrt");
    CHECK(refused("DS_r := myOperator(DS_1);").code == error::vtlOperatorUnknown);
    CHECK(refused(withRule("myOperator(a) > 1")).code == error::vtlOperatorUnknown);
}

TEST_CASE("a character that VTL does not use is named, with the one to write where there is one", "[rules][syntax]") {
    auto const wide = [](std::string const& text) {
        auto const error = refused(text);
        INFO(text);
        REQUIRE(error.code == error::vtlCharacterWide);
        return error.where() + " " + error.arguments.at("found") + " " + error.arguments.at("write");
    };
    CHECK(wide("r := D［filter a > 1］;") == "test.vtl:1:7 ［ [");
    CHECK(wide("r := D[keep a，b];") == "test.vtl:1:14 ， ,");
    CHECK(wide("r := D[filter a = “x”];") == "test.vtl:1:19 “ \"");
    auto const none = refused("r := D @;");
    CHECK(none.code == error::vtlCharacter);
    CHECK(none.arguments.at("found") == "@");
    auto const invisible = refused(std::string{"x := DS_1;\0", 11});
    CHECK(invisible.code == error::vtlCharacter);
    CHECK(invisible.where() == "test.vtl:1:11");
    CHECK(invisible.arguments.at("found") == "U+0000");
}

TEST_CASE("a ruleset without an end is told so where the next statement begins", "[rules][syntax]") {
    auto const error = refused("define datapoint ruleset r (variable a) is x : a > 1;\nR := D;");
    CHECK(error.code == error::vtlSyntax);
    CHECK(error.where() == "test.vtl:2:1");
    CHECK(error.arguments.at("expected") == "end");
}

TEST_CASE("names that stand twice are refused where the second stands", "[rules][syntax]") {
    CHECK(refused(withRule("x : a = 1; x : b = 1")).where() == "test.vtl:2:12");
    CHECK(refused(withRule("x : a = 1; x : b = 1")).code == error::vtlNameTwice);
    CHECK(refused("define datapoint ruleset r (variable a, b as a) is a = 1 end datapoint ruleset;").code == error::vtlNameTwice);
    CHECK(refused(withRule("a = 1") + withRule("b = 1")).code == error::vtlNameTwice);
    CHECK(refused("x := DS_1; x := DS_2;").where() == "test.vtl:1:12");
    CHECK(refused(withRule("x : a = 1; b = 1")).code == error::vtlRuleUnnamed);
    CHECK(refused(withRule("x : a = 1; b = 1")).where() == "test.vtl:2:12");
}

TEST_CASE("nesting is limited, in parentheses, chains, signs and checks alike", "[rules][syntax]") {
    auto const repeated = [](std::string_view part, int times) {
        std::string text;
        for (int i = 0; i < times; ++i) text += part;
        return text;
    };
    CHECK(parseScript(withRule(repeated("(", 100) + "a" + repeated(")", 100) + " = 1")));
    for (int const times : {1'000, 100'000}) {
        CHECK(refused(withRule(repeated("(", times) + "a")).code == error::vtlTooDeep);
        CHECK(refused(withRule("a = 1" + repeated(" or a = 1", times))).code == error::vtlTooDeep);
        CHECK(refused(withRule(repeated("not ", times) + "a")).code == error::vtlTooDeep);
        CHECK(refused(withRule(repeated("- ", times) + "a")).code == error::vtlTooDeep);
        CHECK(refused(withRule(repeated("if a then ", times))).code == error::vtlTooDeep);
        CHECK(refused(withRule(repeated("nvl(", times))).code == error::vtlTooDeep);
        CHECK(refused("x := " + repeated("check_datapoint(", times)).code == error::vtlTooDeep);
        CHECK(refused("x := " + repeated("(", times)).code == error::vtlTooDeep);
    }
}

TEST_CASE("a long script of many statements is no problem", "[rules][syntax]") {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += "d" + std::to_string(i) + " := DS_1; // 注释\n";
    CHECK(parsed(text).assignments.size() == 20'000);
    std::string members = "a in {0";
    for (int i = 1; i < 50'000; ++i) members += ", " + std::to_string(i);
    CHECK(parsed(withRule(members + "}")).rulesets.front().rules.front().then.operands.size() == 50'001);
}

TEST_CASE("a number of more than 38 digits is refused where it stands", "[rules][syntax]") {
    auto const error = refused(withRule("a = 1234567890123456789012345678901234567890"));
    CHECK(error.code == error::vtlNumberTooLarge);
    CHECK(error.where() == "test.vtl:2:5");
}

TEST_CASE("cutting a script anywhere gives an error or a shorter script, never a crash", "[rules][syntax]") {
    std::string const text =
        "define datapoint ruleset r (variable a as x, 'b') is R1 : when x in {1,-2.5} then case when isnull('b') then true else "
        "between(x, 0, 10) and not (x <> 3 or x || \"é\" = \"中\") errorcode \"c\" errorlevel 2 end datapoint ruleset;"
        "y <- check_datapoint(DS_1, r components a, 'b' all_measures); /* c */ // d";
    REQUIRE(parseScript(text));
    for (std::size_t length = 0; length < text.size(); ++length) {
        auto const cut = parseScript(text.substr(0, length));
        CHECK((cut || !cut.error().where().empty() || cut.error().code == error::textNotUtf8));
    }
}
