#include "rules/evaluate.h"

#include <optional>

#include "rules/compile.h"
#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::vtl;

namespace {

/// A row to judge: components by name with their type and, unless null, their value as CSV writes it.
struct Value {
    std::string name;
    ScalarType type;
    std::optional<std::string> text;
};

Value number(std::string name, std::optional<std::string> text = {}) {
    return {std::move(name), ScalarType::number, std::move(text)};
}
Value integer(std::string name, std::optional<std::string> text = {}) {
    return {std::move(name), ScalarType::integer, std::move(text)};
}
Value text(std::string name, std::optional<std::string> value = {}) {
    return {std::move(name), ScalarType::string, std::move(value)};
}
Value boolean(std::string name, std::optional<std::string> value = {}) {
    return {std::move(name), ScalarType::boolean, std::move(value)};
}

Dataset datasetOf(std::vector<Value> const& values, std::size_t rows = 1) {
    Structure structure{"DS_1", {}};
    for (auto const& value : values) structure.components.push_back({value.name, Role::measure, value.type, true});
    Dataset dataset{structure};
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            auto& column = dataset.column(i);
            if (!values[i].text)
                column.appendNull();
            else if (isNumeric(values[i].type))
                column.append(*Number::parse(*values[i].text));
            else if (values[i].type == ScalarType::boolean)
                column.append(*values[i].text == "true");
            else
                column.append(std::string_view{*values[i].text});
        }
    }
    return dataset;
}

std::string rulesetText(std::string const& rule, Structure const& structure) {
    std::string names;
    for (auto const& component : structure.components) names += (names.empty() ? "'" : ", '") + component.name + "'";
    return "define datapoint ruleset r (variable " + names + ") is\n" + rule + "\nend datapoint ruleset;";
}

Result<CompiledRuleset> compiled(std::string const& rule, Structure const& structure) {
    auto const script = parseScript(rulesetText(rule, structure), "test.vtl");
    if (!script) FAIL(script.error().where() << ": " << script.error().code.name());
    return compileRuleset(script->rulesets.front(), structure, {}, "test.vtl");
}

Verdict judged(std::string const& rule, std::vector<Value> const& values) {
    auto const dataset = datasetOf(values);
    auto const ruleset = compiled(rule, dataset.structure());
    if (!ruleset) FAIL(rule << " | " << ruleset.error().where() << ": " << ruleset.error().code.name());
    std::optional<Verdict> verdict;
    evaluate(*ruleset, dataset, [&](VerdictBatch const& batch) { verdict = batch.verdict(0); });
    REQUIRE(verdict);
    return *verdict;
}

/// What a boolean expression gives: satisfied is true, violated false, notEvaluable null.
std::string truth(std::string const& expression, std::vector<Value> const& values = {integer("zero", "0")}) {
    switch (judged(expression, values)) {
        case Verdict::satisfied: return "true";
        case Verdict::violated: return "false";
        case Verdict::notEvaluable: return "null";
        case Verdict::broken: return "broken";
    }
    return "";
}

Error refused(std::string const& rule, std::vector<Value> const& values) {
    auto const ruleset = compiled(rule, datasetOf(values, 0).structure());
    REQUIRE_FALSE(ruleset);
    return ruleset.error();
}

}  // namespace

TEST_CASE("and, or, xor and not follow three-valued logic", "[rules][evaluate]") {
    struct Line {
        char const* left;
        char const* right;
        char const* conjunction;
        char const* disjunction;
        char const* exclusive;
    };
    for (auto const& line : {Line{"true", "true", "true", "true", "false"}, Line{"true", "false", "false", "true", "true"},
                             Line{"true", "null", "null", "true", "null"}, Line{"false", "true", "false", "true", "true"},
                             Line{"false", "false", "false", "false", "false"}, Line{"false", "null", "false", "null", "null"},
                             Line{"null", "true", "null", "true", "null"}, Line{"null", "false", "false", "null", "null"},
                             Line{"null", "null", "null", "null", "null"}}) {
        auto const value = [](char const* name, std::string const& written) {
            return boolean(name, written == "null" ? std::nullopt : std::optional{written});
        };
        std::vector<Value> const row{value("x", line.left), value("y", line.right)};
        INFO(line.left << " " << line.right);
        CHECK(truth("x and y", row) == line.conjunction);
        CHECK(truth("x or y", row) == line.disjunction);
        CHECK(truth("x xor y", row) == line.exclusive);
        // The same with constants.
        CHECK(truth(std::string{line.left} + " and " + line.right) == line.conjunction);
        CHECK(truth(std::string{line.left} + " or " + line.right) == line.disjunction);
        CHECK(truth(std::string{line.left} + " xor " + line.right) == line.exclusive);
    }
    CHECK(truth("not x", {boolean("x", "true")}) == "false");
    CHECK(truth("not x", {boolean("x", "false")}) == "true");
    CHECK(truth("not x", {boolean("x")}) == "null");
}

TEST_CASE("comparisons are exact and null with a null", "[rules][evaluate]") {
    std::vector<Value> const row{number("x", "1.50"), integer("y", "2"), number("n")};
    CHECK(truth("x = 1.5", row) == "true");
    CHECK(truth("x <> 1.5", row) == "false");
    CHECK(truth("x < y and y > x", row) == "true");
    CHECK(truth("x <= 1.5 and x >= 1.5000", row) == "true");
    CHECK(truth("y <= x", row) == "false");
    CHECK(truth("y >= 2", row) == "true");
    CHECK(truth("3 > y", row) == "true");
    CHECK(truth("1 = 1.0") == "true");
    for (auto const* comparison : {"=", "<>", "<", ">", "<=", ">="}) CHECK(truth(std::string{"x "} + comparison + " n", row) == "null");
    CHECK(truth("x = null", row) == "null");
    CHECK(truth("null = null") == "null");
}

TEST_CASE("booleans compare, false before true", "[rules][evaluate]") {
    std::vector<Value> const row{boolean("t", "true"), boolean("f", "false"), boolean("n")};
    CHECK(truth("t = true and f = false and t <> f", row) == "true");
    CHECK(truth("f < t and t > f and f <= f and t >= t", row) == "true");
    CHECK(truth("t < f", row) == "false");
    CHECK(truth("t = n", row) == "null");
    CHECK(truth("t in {true}", row) == "true");
    CHECK(truth("n in {true, false}", row) == "null");
}

TEST_CASE("texts compare by their characters", "[rules][evaluate]") {
    std::vector<Value> const row{text("s", "hello"), text("h", "hi"), text("z", "进口"), text("n")};
    CHECK(truth("s = \"hello\"", row) == "true");
    CHECK(truth("\"hello\" <> s", row) == "false");
    CHECK(truth("s > h", row) == "false");
    CHECK(truth("s < \"hi\" and \"hi\" > s", row) == "true");
    CHECK(truth("z = \"进口\"", row) == "true");
    CHECK(truth("z > \"z\"", row) == "true");
    CHECK(truth("n = \"\"", row) == "null");
    CHECK(truth("s in {\"a\", \"hello\"}", row) == "true");
    CHECK(truth("s not_in {\"a\", \"hello\"}", row) == "false");
    CHECK(truth("upper(s) in {\"HELLO\"}", row) == "true");
    CHECK(truth("n in {\"a\"}", row) == "null");
    CHECK(truth("n not_in {\"a\"}", row) == "null");
}

TEST_CASE("a set that contains null leaves open what is not found", "[rules][evaluate]") {
    std::vector<Value> const row{integer("x", "1"), text("s", "a"), boolean("b", "true")};
    CHECK(truth("x in {1, null}", row) == "true");
    CHECK(truth("x in {2, null}", row) == "null");
    CHECK(truth("x not_in {2, null}", row) == "null");
    CHECK(truth("s in {\"b\", null}", row) == "null");
    CHECK(truth("b in {false, null}", row) == "null");
    CHECK(truth("x in {1.0, 2.5}", row) == "true");
}

TEST_CASE("between includes its bounds and is null with any null", "[rules][evaluate]") {
    std::vector<Value> const row{number("x", "5"), number("n")};
    CHECK(truth("between(x, 5, 5)", row) == "true");
    CHECK(truth("between(x, 5.01, 9)", row) == "false");
    CHECK(truth("between(n, 1, 9)", row) == "null");
    CHECK(truth("between(x, 9, n)", row) == "null");
    CHECK(truth("between(\"b\", \"a\", \"c\")", row) == "true");
}

TEST_CASE("isnull and nvl tell missing values", "[rules][evaluate]") {
    std::vector<Value> const row{number("x", "5"), number("n"), text("t"), boolean("b")};
    CHECK(truth("isnull(n) and isnull(t) and isnull(b) and isnull(null)", row) == "true");
    CHECK(truth("isnull(x)", row) == "false");
    CHECK(truth("nvl(n, 0) = 0 and nvl(x, 0) = 5", row) == "true");
    CHECK(truth("nvl(t, \"none\") = \"none\"", row) == "true");
    CHECK(truth("nvl(b, true)", row) == "true");
    CHECK(truth("nvl(n, n) = 1", row) == "null");
    CHECK(truth("nvl(null, 3) = 3", row) == "true");
}

TEST_CASE("if takes the else branch for a null condition, and case the first condition that holds", "[rules][evaluate]") {
    std::vector<Value> const row{number("x", "5"), boolean("b"), boolean("t", "true")};
    CHECK(truth("if b then false else true", row) == "true");
    CHECK(truth("(if t then x else 0) = 5", row) == "true");
    CHECK(truth("(if x > 7 then \"a\" else \"b\") = \"b\"", row) == "true");
    CHECK(truth("(case when b then 1 when x = 5 then 2.5 when t then 3 else 4) = 2.5", row) == "true");
    CHECK(truth("(case when b then 1 else 4) = 4", row) == "true");
    CHECK(truth("isnull(case when t then null else 4)", row) == "true");
    CHECK(truth("if t then null else null", row) == "null");
}

TEST_CASE("arithmetic is exact and null with a null", "[rules][evaluate]") {
    std::vector<Value> const row{number("x", "0.1"), number("y", "0.2"), integer("i", "7"), number("n")};
    CHECK(truth("x + y = 0.3", row) == "true");
    CHECK(truth("i - y - x = 6.7", row) == "true");
    CHECK(truth("x * y = 0.02 and i * -2 = -14", row) == "true");
    CHECK(truth("1 - x = 0.9 and -x = -0.1 and +x = 0.1", row) == "true");
    CHECK(truth("i / 2 = 3.5 and 3 / 5 = 0.6", row) == "true");
    CHECK(truth("abs(x - i) = 6.9 and abs(-3) = 3", row) == "true");
    CHECK(truth("round(3.14159, 2) = 3.14 and round(12345.6) = 12346 and round(12345.6, -1) = 12350 and round(12345.6, _) = 12346", row) ==
          "true");
    CHECK(truth("trunc(3.14159, 4) = 3.1415 and trunc(12345.6, -1) = 12340", row) == "true");
    CHECK(truth("ceil(x) = 1 and floor(-x) = -1", row) == "true");
    CHECK(truth("mod(i, 2) = 1 and mod(5, -2) = -1 and mod(9, 0) = 9", row) == "true");
    for (auto const* expression :
         {"n + 1 = 1", "1 - n = 1", "n * 0 = 0", "n / 1 = 1", "-n = 1", "abs(n) = 1", "round(n) = 1", "mod(n, 2) = 1", "1 / n = 1"}) {
        INFO(expression);
        CHECK(truth(expression, row) == "null");
    }
}

TEST_CASE("sums that leave 64 bits go on exactly with 128", "[rules][evaluate]") {
    std::vector<Value> const row{integer("large", "9223372036854775807"), integer("small", "-9223372036854775808"),
                                 number("cents", "0.01")};
    CHECK(truth("large + 1 = 9223372036854775808", row) == "true");
    CHECK(truth("large + large - large = large", row) == "true");
    CHECK(truth("small - 1 < small", row) == "true");
    CHECK(truth("-small = 9223372036854775808 and abs(small) = large + 1", row) == "true");
    CHECK(truth("large * large > large", row) == "true");
    CHECK(truth("large + cents > large", row) == "true");
    CHECK(truth("nvl(large, cents) = large", row) == "true");
    CHECK(truth("large > cents and cents < large", row) == "true");
}

TEST_CASE("an operator that fails breaks the rule, unless its value does not count", "[rules][evaluate]") {
    std::vector<Value> const row{number("x", "1"), number("zero", "0"), number("n"),
                                 number("huge", "99999999999999999999999999999999999999")};
    CHECK(truth("x / zero = 1", row) == "broken");
    CHECK(truth("huge * huge > 1", row) == "broken");
    CHECK(truth("huge + huge > 1", row) == "broken");
    CHECK(truth("n / zero = 1", row) == "null");
    CHECK(truth("isnull(x / zero)", row) == "broken");
    CHECK(truth("nvl(x / zero, 1) = 1", row) == "broken");
    CHECK(truth("nvl(x, x / zero) = 1", row) == "true");
    CHECK(truth("if zero = 0 then true else x / zero = 1", row) == "true");
    CHECK(truth("zero <> 0 and x / zero = 1", row) == "false");
    CHECK(truth("x / zero = 1 or x = 1", row) == "true");
    CHECK(truth("x / zero = 1 and x = 1", row) == "broken");
    CHECK(truth("when zero <> 0 then x / zero = 1", row) == "true");
    CHECK(truth("when x / zero = 1 then x = 1", row) == "broken");
    CHECK(truth("substr(\"abc\", ceil(zero)) = \"a\"", row) == "broken");
}

TEST_CASE("a broken rule says which operator failed, why, and on which rows", "[rules][evaluate]") {
    Structure const structure{"D", {{"x", Role::measure, ScalarType::integer, true}}};
    Dataset dataset{structure};
    for (std::int64_t i = 0; i < 5; ++i) dataset.column(0).append(Number::ofInteger(i % 2));
    auto const ruleset = compiled("10 / x > 1", structure);
    REQUIRE(ruleset);
    evaluate(*ruleset, dataset, [](VerdictBatch const& batch) {
        REQUIRE(batch.faults.size() == 1);
        CHECK(batch.faults[0].fault == Fault::divisionByZero);
        CHECK(batch.faults[0].position == Position{2, 4});
        CHECK(isSet(batch.faults[0].rows, 0));
        CHECK_FALSE(isSet(batch.faults[0].rows, 1));
        CHECK(batch.verdict(1) == Verdict::satisfied);
        CHECK(batch.verdict(4) == Verdict::broken);
    });
}

TEST_CASE("string operators count characters and are null with a null", "[rules][evaluate]") {
    std::vector<Value> const row{text("s", "  Ab中文 "), text("n"), text("e", "straße")};
    CHECK(truth("length(s) = 7 and length(\"\") = 0", row) == "true");
    CHECK(truth("trim(s) = \"Ab中文\" and ltrim(s) = \"Ab中文 \" and rtrim(s) = \"  Ab中文\"", row) == "true");
    CHECK(truth("upper(trim(s)) = \"AB中文\" and lower(\"ÄB\") = \"äb\" and upper(e) = \"STRASSE\"", row) == "true");
    CHECK(truth("substr(trim(s), 2, 2) = \"b中\" and substr(trim(s), 3) = \"中文\" and substr(trim(s)) = \"Ab中文\"", row) == "true");
    CHECK(truth("substr(\"abc\", _, 2) = \"ab\" and substr(\"abc\", 30, 10) = \"\"", row) == "true");
    CHECK(truth("replace(\"Hello world\", \"Hello\", \"Hi\") = \"Hi world\" and replace(\"Hello world\", \"Hello\") = \" world\"", row) ==
          "true");
    CHECK(truth("instr(\"abcde\", \"c\") = 3 and instr(\"abcdecfrxcwsd\", \"c\", _, 3) = 10 and instr(\"abcdecfrxcwsd\", \"c\", 5, 3) = 0",
                row) == "true");
    CHECK(truth("instr(s, \"文\") = 6", row) == "true");
    CHECK(truth("\"a\" || \"b\" || trim(s) = \"abAb中文\"", row) == "true");
    for (auto const* expression : {"length(n) = 0", "trim(n) = \"\"", "n || \"a\" = \"a\"", "substr(n, 1) = \"\"", "instr(n, \"a\") = 0",
                                   "replace(n, \"a\") = \"\""}) {
        INFO(expression);
        CHECK(truth(expression, row) == "null");
    }
}

TEST_CASE("texts cannot be made to grow without end", "[rules][evaluate]") {
    std::string expression = "s";
    for (int i = 0; i < 12; ++i) expression = "replace(" + expression + ", \"a\", s || s || s || s)";
    CHECK(truth("length(" + expression + ") > 0", {text("s", "aaaaaaaa")}) == "broken");
}

TEST_CASE("a rule is satisfied where its antecedent is false and not evaluable where it is null", "[rules][evaluate]") {
    auto const rule = "when x > 1 then y = 2";
    CHECK(judged(rule, {integer("x", "2"), integer("y", "2")}) == Verdict::satisfied);
    CHECK(judged(rule, {integer("x", "2"), integer("y", "3")}) == Verdict::violated);
    CHECK(judged(rule, {integer("x", "2"), integer("y")}) == Verdict::notEvaluable);
    CHECK(judged(rule, {integer("x", "0"), integer("y", "3")}) == Verdict::satisfied);
    CHECK(judged(rule, {integer("x", "0"), integer("y")}) == Verdict::satisfied);
    CHECK(judged(rule, {integer("x"), integer("y", "2")}) == Verdict::notEvaluable);
    CHECK(judged(rule, {integer("x"), integer("y", "3")}) == Verdict::notEvaluable);
}

TEST_CASE("every row of many batches gets the verdict it would get alone", "[rules][evaluate]") {
    Structure const structure{"D",
                              {{"a", Role::measure, ScalarType::number, true},
                               {"b", Role::measure, ScalarType::integer, true},
                               {"s", Role::measure, ScalarType::string, true}}};
    std::vector<std::string> const rules{"nvl(a, 0) + b >= 10.5", "when s in {\"x\", \"y\"} then a * b < 40", "a / b > 1",
                                         "s || s = \"zz\" or isnull(s)"};
    std::string joined;
    for (auto const& rule : rules) joined += (joined.empty() ? "" : ";\n") + rule;
    auto const ruleset = compiled(joined, structure);
    REQUIRE(ruleset);
    for (std::size_t const rows : {1U, 63U, 64U, 65U, 1023U, 1024U, 1025U, 3000U}) {
        Dataset dataset{structure};
        for (std::size_t row = 0; row < rows; ++row) {
            if (row % 7 == 3)
                dataset.column(0).appendNull();
            else
                dataset.column(0).append(Number{static_cast<Int128>(row % 23) * 25, 2});
            if (row % 11 == 5)
                dataset.column(1).appendNull();
            else
                dataset.column(1).append(Number::ofInteger(static_cast<std::int64_t>(row % 13)));
            if (row % 5 == 4)
                dataset.column(2).appendNull();
            else
                dataset.column(2).append(std::string_view{"xyzw"}.substr(row % 4, 1));
        }
        std::vector<std::vector<Verdict>> verdicts(rules.size(), std::vector<Verdict>(rows));
        std::size_t judgedRows = 0;
        evaluate(*ruleset, dataset, [&](VerdictBatch const& batch) {
            for (std::size_t row = 0; row < batch.rowCount; ++row) verdicts[batch.rule][batch.firstRow + row] = batch.verdict(row);
            judgedRows += batch.rowCount;
        });
        CHECK(judgedRows == rows * rules.size());
        for (std::size_t row = 0; row < rows; ++row) {
            std::optional<Int128> const a = row % 7 == 3 ? std::nullopt : std::optional<Int128>{static_cast<Int128>(row % 23) * 25};
            std::optional<Int128> const b = row % 11 == 5 ? std::nullopt : std::optional<Int128>{row % 13};
            std::optional<char> const s = row % 5 == 4 ? std::nullopt : std::optional<char>{"xyzw"[row % 4]};
            auto const of = [](bool good) { return good ? Verdict::satisfied : Verdict::violated; };
            bool same = verdicts[0][row] == (b ? of(a.value_or(0) + *b * 100 >= 1050) : Verdict::notEvaluable);
            Verdict second = Verdict::satisfied;
            if (!s)
                second = Verdict::notEvaluable;
            else if (*s == 'x' || *s == 'y')
                second = a && b ? of(*a * *b < 4000) : Verdict::notEvaluable;
            same = same && verdicts[1][row] == second;
            same = same && verdicts[2][row] == (!a || !b ? Verdict::notEvaluable : *b == 0 ? Verdict::broken : of(*a > *b * 100));
            same = same && verdicts[3][row] == of(!s || *s == 'z');
            if (!same) FAIL("row " << row << " of " << rows);
        }
    }
}

TEST_CASE("names and types are checked before any data is read", "[rules][evaluate]") {
    std::vector<Value> const columns{
        number("x"), integer("i"), text("s"), boolean("b"), {"d", ScalarType::date, {}}, {"p", ScalarType::timePeriod, {}}};
    auto const unknown = refused("x = 1 and\n  y = 2", columns);
    CHECK(unknown.code == error::vtlNameUnknown);
    CHECK(unknown.where() == "test.vtl:3:3");
    CHECK(unknown.arguments.at("name") == "y");
    auto const mismatch = refused("x = \"1\"", columns);
    CHECK(mismatch.code == error::vtlTypeMismatch);
    CHECK(mismatch.where() == "test.vtl:2:3");
    CHECK(mismatch.arguments.at("got") == "String");
    CHECK(mismatch.arguments.at("expected") == "Number");
    for (auto const* rule : {"x",
                             "x + 1",
                             "s + 1 = 2",
                             "not x",
                             "b and s",
                             "x in {\"a\"}",
                             "between(x, \"a\", \"b\")",
                             "nvl(x, \"\") = x",
                             "length(x) = 1",
                             "upper(b) = s",
                             "if x then b else b",
                             "(if b then x else s) = x",
                             "(case when b then 1 else \"a\") = 1",
                             "d = \"2017-01-01\"",
                             "round(x, 1.5) = x",
                             "substr(s, s) = s",
                             "when x then b",
                             "abs(s) = 1",
                             "s || x = s",
                             "d = p"}) {
        INFO(rule);
        CHECK(refused(rule, columns).code == error::vtlTypeMismatch);
    }
    CHECK(refused("p > p", columns).code == error::vtlUnsupported);
    CHECK(refused("p > p", columns).where() == "test.vtl:2:3");
}

TEST_CASE("days compare in the order of the calendar and periods for equality", "[rules][evaluate]") {
    std::vector<Value> const row{
        {"d", ScalarType::date, "2017-04-10"}, {"e", ScalarType::date, "2017-03-31"}, {"p", ScalarType::timePeriod, "2017Q1"}};
    CHECK(truth("d > e and not (d <= e)", row) == "true");
    CHECK(truth("p = p", row) == "true");
}

TEST_CASE("a column of texts that are all different is judged like any other", "[rules][evaluate]") {
    Structure const structure{"D", {{"s", Role::measure, ScalarType::string, true}}};
    Dataset dataset{structure};
    for (int i = 0; i < 5000; ++i) dataset.column(0).append(std::string_view{"t" + std::to_string(i)});
    CHECK(dataset.column(0).dictionary().size() == 5000);
    auto const ruleset = compiled("s in {\"t17\", \"t4999\", \"none\"}", structure);
    REQUIRE(ruleset);
    std::vector<std::size_t> satisfied;
    evaluate(*ruleset, dataset, [&](VerdictBatch const& batch) {
        for (std::size_t row = 0; row < batch.rowCount; ++row) {
            if (batch.verdict(row) == Verdict::satisfied) satisfied.push_back(batch.firstRow + row);
        }
    });
    CHECK(satisfied == std::vector<std::size_t>{17, 4999});
}

TEST_CASE("a ruleset on value domains is tied to components by position", "[rules][evaluate]") {
    auto const script = parseScript(
        "define datapoint ruleset r (valuedomain flow_type as A, numeric_value as B) is when A = \"CREDIT\" then B >= 0 end datapoint "
        "ruleset;");
    REQUIRE(script);
    auto const dataset = datasetOf({text("Id_3", "CREDIT"), integer("Me_1", "-1")});
    std::vector<Name> const components{{"Id_3", {}}, {"Me_1", {}}};
    auto const ruleset = compileRuleset(script->rulesets.front(), dataset.structure(), components);
    REQUIRE(ruleset);
    evaluate(*ruleset, dataset, [](VerdictBatch const& batch) { CHECK(batch.verdict(0) == Verdict::violated); });
    CHECK(compileRuleset(script->rulesets.front(), dataset.structure(), {}).error().code == error::vtlSignatureMismatch);
    std::vector<Name> const tooFew{{"Id_3", {}}};
    CHECK(compileRuleset(script->rulesets.front(), dataset.structure(), tooFew).error().code == error::vtlSignatureMismatch);
    std::vector<Name> const wrong{{"Id_3", {}}, {"Me_9", {}}};
    CHECK(compileRuleset(script->rulesets.front(), dataset.structure(), wrong).error().code == error::vtlComponentUnknown);
}
