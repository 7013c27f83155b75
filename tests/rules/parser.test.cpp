#include "rules/parser.h"

#include <ctime>
#include <fstream>
#include <functional>

#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "rules/script.h"
#include "support/catch.h"

namespace zhibao::vtl {
namespace {

/// Half a megabyte: what grows faster than the text shows, and a build without optimisation is done in time.
constexpr std::size_t size = std::size_t{1} << 19U;

std::string repeated(std::string_view part, std::string_view before = {}, std::string_view behind = {}) {
    std::string text{before};
    while (text.size() + behind.size() < size) text += part;
    return text += behind;
}

std::string numbered(std::function<std::string(std::string const&)> const& part, std::string_view before = {}, std::string_view behind = {}) {
    std::string text{before};
    for (std::size_t i = 0; text.size() + behind.size() < size; ++i) text += part(std::to_string(i));
    return text += behind;
}

/// What the parser says of a text, "sound" or a code; the check of what needs no data is part of it.
std::string said(std::string_view text) {
    auto const script = parseScript(text, "f");
    if (!script) {
        // Every refusal names the place.
        if (script.error().code != error::textNotUtf8 && script.error().code != error::vtlTooLarge) CHECK(script.error().where().find(':') != std::string::npos);
        return std::string{script.error().code.name()};
    }
    auto const sound = lintScript(*script, "f");
    return sound ? "sound" : std::string{sound.error().code.name()};
}

struct Text {
    char const* name;
    std::string text;
    char const* answer;
};

std::string nested(int depth) {
    return std::string(static_cast<std::size_t>(depth), '(') + "1" + std::string(static_cast<std::size_t>(depth), ')');
}

}  // namespace

TEST_CASE("every character that is none of the language is told at once", "[rules][parser]") {
    Problems problems;
    CHECK_FALSE(parseScript("r := a ＋ b；\ns := “x” ? '';\nt := \"open", "f", problems));
    std::vector<std::string> told;
    for (auto const& problem : problems.first()) told.push_back(std::string{problem.code.name()} + " " + problem.where());
    CHECK(told == std::vector<std::string>{"vtl-character-wide f:1:8", "vtl-character-wide f:1:11", "vtl-character-wide f:2:6", "vtl-character-wide f:2:8",
                                           "vtl-character f:2:10", "vtl-syntax f:2:12", "vtl-unclosed f:3:6"});
    Problems many;
    CHECK_FALSE(parseScript("r := " + std::string(30, '?') + ";", "f", many));
    CHECK(many.first().size() == Problems::mostKept);
    CHECK(many.count() == 30);
}

TEST_CASE("half a megabyte of anything is answered within seconds of processor time", "[rules][parser]") {
    std::string const deep = nested(140);
    std::vector<Text> const texts{
        {"opening parentheses", repeated("(", "r := "), "vtl-too-deep"},
        {"negations", repeated("not ", "r := "), "vtl-too-deep"},
        {"signs", repeated("-", "r := "), "vtl-too-deep"},
        {"conditions", repeated("if ", "r := "), "vtl-too-deep"},
        {"cases", repeated("case when ", "r := "), "vtl-too-deep"},
        {"functions", repeated("abs(", "r := "), "vtl-too-deep"},
        {"a sum", repeated("a+", "r := ", "a;"), "vtl-too-deep"},
        {"conjunctions", repeated(" and a", "r := a", ";"), "vtl-too-deep"},
        {"clauses", repeated("[filter b]", "r := a", ";"), "vtl-too-deep"},
        {"memberships", repeated("#b", "r := a", ";"), "vtl-too-deep"},
        {"opening brackets", repeated("["), "vtl-syntax"},
        {"opening braces", repeated("{", "r := a in "), "vtl-syntax"},
        {"semicolons", repeated(";"), "vtl-syntax"},
        {"one name", repeated("a", "r := ", ";"), "sound"},
        {"one number", repeated("7", "r := ", ";"), "vtl-number-too-large"},
        {"one number of zeros behind the point", repeated("0", "r := 0.", ";"), "sound"},
        {"one text", repeated("a", "r := \"", "\";"), "sound"},
        {"a text that does not end", repeated("a", "r := \""), "vtl-unclosed"},
        {"a name that does not end", repeated("a", "r := '"), "vtl-unclosed"},
        {"a comment", repeated("a ", "/*", "*/"), "sound"},
        {"a comment that does not end", repeated("*", "/*"), "vtl-unclosed"},
        {"comments", repeated("/**/"), "sound"},
        {"lines of comments", repeated("//\n"), "sound"},
        {"blank lines", repeated("\n"), "sound"},
        {"zero bytes", repeated(std::string_view{"\0", 1}), "vtl-character"},
        {"what is no UTF-8", repeated("\x80"), "text-not-utf8"},
        {"Chinese names", repeated("\xE9\x87\x91", "r := '", "';"), "sound"},
        {"one statement again and again", repeated("r := a;"), "vtl-name-twice"},
        {"statements", numbered([](auto const& i) { return "r" + i + " := a + b" + i + ";\n"; }), "sound"},
        {"deep statements", numbered([&](auto const& i) { return "r" + i + " := " + deep + ";\n"; }), "sound"},
        {"a set", numbered([](auto const& i) { return "," + i; }, "r := a in {1", "};"), "sound"},
        {"a union", repeated(", a", "r := union(a", ");"), "sound"},
        {"what is kept", numbered([](auto const& i) { return ", a" + i; }, "r := a[keep a", "];"), "sound"},
        {"what is calculated", numbered([](auto const& i) { return ", a" + i + " := 1"; }, "r := a[calc a := 1", "];"), "sound"},
        {"what is renamed", numbered([](auto const& i) { return ", a" + i + " to b" + i; }, "r := a[rename a to b", "];"), "sound"},
        {"variables", numbered([](auto const& i) { return ", a" + i; }, "define datapoint ruleset d (variable a", ") is a = 1 end datapoint ruleset;"), "sound"},
        {"rules", numbered([](auto const& i) { return "; R" + i + " : a = " + i; }, "define datapoint ruleset d (variable a) is R : a = 1", " end datapoint ruleset;"), "sound"},
        {"rules on many variables",
         [] {
             std::string text = "define datapoint ruleset d (variable a";
             for (int i = 0; text.size() < size / 2; ++i) text += ", a" + std::to_string(i);
             text += ") is a = 1";
             for (int i = 0; text.size() < size; ++i) text += "; a" + std::to_string(i) + " = 1";
             return text + " end datapoint ruleset;";
         }(),
         "sound"},
        {"rules that need a name", repeated("; a = 1", "define datapoint ruleset d (variable a) is R : a = 1", " end datapoint ruleset;"), "vtl-rule-unnamed"},
        {"rulesets", numbered([](auto const& i) { return "define datapoint ruleset d" + i + " (variable a) is a = 1 end datapoint ruleset;"; }), "sound"},
        {"code items", numbered([](auto const& i) { return " + B" + i; }, "define hierarchical ruleset h (variable rule a) is A = B", " end hierarchical ruleset;"), "sound"},
        {"rules of a hierarchy", numbered([](auto const& i) { return "; A" + i + " = B + C"; }, "define hierarchical ruleset h (variable rule a) is A = B", " end hierarchical ruleset;"),
         "sound"},
    };
    for (auto const& one : texts) {
        INFO(one.name);
        auto const start = std::clock();
        CHECK(said(one.text) == one.answer);
        // An optimised build takes a small part of a second (rules_benchmark measures it). Here it is about what grows faster than the
        // text, which takes minutes, in a build without optimisation or with sanitizers, which is some times slower.
        CHECK(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC < 5);
    }
}

TEST_CASE("an expression may nest up to the limit and is refused with its place beyond it", "[rules][parser]") {
    CHECK(said("r := " + nested(maximalDepth / 2 - 1) + ";") == "sound");
    auto const tooDeep = parseScript("r :=\n" + nested(maximalDepth) + ";", "f");
    REQUIRE_FALSE(tooDeep);
    CHECK(tooDeep.error().code == error::vtlTooDeep);
    CHECK(tooDeep.error().arguments.at("limit") == std::to_string(maximalDepth));
    CHECK(tooDeep.error().where().starts_with("f:2:"));
    CHECK(said("r := " + std::string(maximalScriptBytes, ' ') + "1;") == "vtl-too-large");
}

namespace {

/// Scripts that between them use the whole grammar.
constexpr auto seeds = std::to_array<std::string_view>({
    R"(define datapoint ruleset d (variable whole as w, part, flow) is
    R1 : when flow = "export" then w = part + 1.5 * (w - 2) errorcode "E1" errorlevel 3;
    R2 : between(w, -1, 1e) or not isnull(part) and flow not_in {"a", "b"} errorcode "E2" errorlevel "x"
end datapoint ruleset;
r := check_datapoint(DS_1, d components w, part, flow all_measures);)",
    R"(define hierarchical ruleset h (variable condition t rule item) is
    A : when t >= 2017 then T = B - C + D[E = 1] errorcode "X" errorlevel 1;
    B : B >= F
end hierarchical ruleset;
r <- check_hierarchy(DS_1, h condition t rule item partial_null dataset_priority all);
s := hierarchy(DS_1, h rule item non_zero rule all);)",
    R"(r := DS_1[calc identifier x := substr(a, 1, _), viral attribute y := if a = "x" then b else nvl(c, 0)][filter x > 1 and y in {1, 2}]
    [keep x, 'y z'][drop x][rename a to b][sub t = "2017"] /* a
    comment */ [aggr m := sum(b), attribute n := count() group except t having avg(b) > 1 and max(c) <= 2];
s := union(DS_1, DS_2#Me_1, r); // more
t := exists_in(intersect(s, r), setdiff(r, symdiff(s, s)), all);)",
    R"(x := 1 + 2 * -3 / 4; y := case when true then "a" || upper("b") when null then trim("c") else "d";
z := check(DS_1 >= DS_2 errorcode "E" errorlevel 5 imbalance DS_1 - DS_2 invalid);
m := match_characters(DS_1#a, "[a-z]{2}"); k := round(DS_1, 2) + trunc(power(DS_1, 2), _) - mod(log(DS_1, 10), ln(exp(sqrt(DS_1))));
g := stddev_samp(DS_1 group by a, b having count() > 2); l := instr(replace(DS_1#a, "x", "y"), "z", 1, 2);)",
});

/// One change as a person or a broken disk would make it: something cut out, doubled, put in from elsewhere, or another byte.
std::string changed(std::string text, SeededRandom& random) {
    auto const place = [&] { return static_cast<std::size_t>(random.below(text.size() + 1)); };
    constexpr auto pieces = std::to_array<std::string_view>({"(", ")", "[", "]", "{", "}", ";", ",", "\"", "'", "#", ":=", "<-", "-", " not ", " and ", " in ", " then ", " is ", "null",
                                                             "/*", "*/", "//", "\n", "define ", " end ", "datapoint ", "ruleset ", "_", "1", "9999999999999999999999999999999999999999", "0.5", "\xE9\x87\x91",
                                                             "\xFF", "check(", "inner_join(", " errorcode ", "group by "});
    for (std::uint64_t change = random.below(4) + 1; change > 0; --change) {
        std::size_t const at = place();
        std::size_t const length = std::min<std::size_t>(random.below(12), text.size() - at);
        switch (random.below(5)) {
            case 0: text.erase(at, length); break;
            case 1: text.insert(at, text.substr(at, length)); break;
            case 2: text.insert(at, pieces[random.below(pieces.size())]); break;
            case 3: text.insert(at, seeds[random.below(seeds.size())].substr(0, random.below(200))); break;
            default:
                if (at < text.size()) text[at] = static_cast<char>(random.below(256));
        }
    }
    return text;
}

}  // namespace

TEST_CASE("scripts with random changes are read or refused, never more", "[rules][parser]") {
    SeededRandom random{20170401};
    std::map<std::string, int> answers;
    for (int i = 0; i < 4000; ++i) ++answers[said(changed(std::string{seeds[random.below(seeds.size())]}, random))];
    // Both happen: the changes are neither too small nor too large to reach the depths of the parser.
    CHECK(answers["sound"] > 40);
    CHECK(answers["vtl-syntax"] > 400);
    CHECK(answers.size() > 5);
}

}  // namespace zhibao::vtl
