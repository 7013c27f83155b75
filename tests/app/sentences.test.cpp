#include "i18n/sentences.h"

#include "i18n/data_folder.h"
#include "rules/evaluate.h"
#include "rules/script.h"
#include "support/catch.h"

using namespace zhibao;

TEST_CASE("an error becomes a sentence with its arguments in either language", "[app][i18n]") {
    Error const error{error::formsFolderMissing, {}, {{"text", "a, b"}}};
    CHECK(sentence(error, Language::english).find("Looked at: a, b.") != std::string::npos);
    CHECK(sentence(error, Language::chinese).find("查找过：a, b。") != std::string::npos);
}

TEST_CASE("a problem line names the place, the code and the sentence", "[app][i18n]") {
    Error const error{error::formsFolderMissing, {"inbox", "0042.zbs"}, {{"text", "a"}}};
    CHECK(problemLine(error, Language::english).starts_with("inbox > 0042.zbs: forms-folder-missing: The forms folder"));
}

TEST_CASE("what a stranger wrote neither ends a line nor steers the terminal", "[app][i18n]") {
    CHECK(onOneLine("A\x1B[31mB\r\nC\x7F") == "A [31mB  C ");
    CHECK(onOneLine("a\xC2\x9B" "b\u2028c\u202Ed\u2066e") == "a b c d e");
    CHECK(onOneLine("样例 é “x” — ‰ \u00A0.") == "样例 é “x” — ‰ \u00A0.");
    Error const error{error::formsFolderMissing, {"in\nbox", "0042\x1B[2J.zbs"}, {{"text", "a\n-: all is well"}}};
    auto const line = problemLine(error, Language::english);
    CHECK(line.starts_with("in box > 0042 [2J.zbs: forms-folder-missing: "));
    CHECK(line.find("a -: all is well") != std::string::npos);
}

TEST_CASE("why a rule failed on a row is said in words", "[app][i18n]") {
    for (auto const fault : {vtl::Fault::overflow, vtl::Fault::divisionByZero, vtl::Fault::argument}) {
        std::string const code{vtl::nameOf(fault)};
        for (auto const failed : {error::vtlRunFailed, error::vtlExpressionFailed, error::vtlExpressionFailedOften}) {
            Error const error{failed, {}, {{"reason", code}}};
            CHECK(sentence(error, Language::chinese).find(code) == std::string::npos);
            CHECK(sentence(error, Language::chinese).find(phrase("fault-" + code, {}, Language::chinese)) != std::string::npos);
            CHECK(sentence(error, Language::english).find(phrase("fault-" + code, {}, Language::english)) != std::string::npos);
        }
    }
    CHECK(sentence({error::vtlRunFailed, {}, {{"reason", "division-by-zero"}}}, Language::chinese).find("（除以零）") != std::string::npos);
}

TEST_CASE("what VTL should have had is said in the language, and its own words stay", "[app][i18n]") {
    CHECK(sentence({error::vtlSyntax, {}, {{"found", ")"}, {"expected", "expression"}}}, Language::chinese).find("应为：表达式。") != std::string::npos);
    CHECK(sentence({error::vtlTextEnds, {}, {{"expected", "end"}}}, Language::chinese).find("还缺少：end。") != std::string::npos);
    CHECK(sentence({error::vtlTypeMismatch, {}, {{"operator", "+"}, {"got", "String"}, {"expected", "Number"}}}, Language::chinese) ==
          "“+”需要 数值（number），得到的是 文本（string）。请更正表达式。");
    // Names of the script's own are not words.
    CHECK(sentence({error::vtlSignatureMismatch, {}, {{"ruleset", "r"}, {"expected", "Number"}}}, Language::chinese).find("Number") != std::string::npos);
}

TEST_CASE("a counted thing is named in the singular when there is one", "[app][i18n]") {
    auto const said = [](std::string const& lines) { return phrase("generated", {{"filings", "1"}, {"lines", lines}}, Language::english); };
    CHECK(said("1") == "Generated 1 filing of 1 row each.");
    CHECK(said("20") == "Generated 1 filing of 20 rows each.");
}

TEST_CASE("a forms folder that was named and is missing is an error that says so", "[app][i18n]") {
    auto const folder = findFormsFolder("no/such/folder");
    REQUIRE_FALSE(folder);
    CHECK(folder.error().code == error::formsFolderMissing);
    CHECK(folder.error().arguments.at("text") == "no/such/folder");
}
