#include "rules/explanations.h"

#include "support/catch.h"

using namespace zhibao;

namespace {

ExplanationRequirements const requirements{4, {"核实", "无误", "属实", "数据", "情况", "checked", "correct", "ok", "the", "data", "are"}};

std::string verdict(std::string_view text, std::vector<Explanation> const& earlier = {}) {
    auto const refusal = refusalOf({"B11", {{"form2", 0, "total"}}, std::string{text}}, requirements, earlier);
    return refusal ? std::string{refusal->code.name()} : "stands";
}

}  // namespace

TEST_CASE("an explanation of empty words says nothing, however it is spaced and marked", "[rules][explanations]") {
    for (auto const* text : {"核实无误", "核 实 无 误", "核实，无误。", "“核实无误”！", "核实无误核实无误", "数据属实，情况无误", "ＯＫ", "Checked.", "The data are correct!",
                             "checked OK", "", "　", "——", "。。。", "123", "2017", "１２３", "…… 5 %"}) {
        INFO(text);
        CHECK(verdict(text) == "explanation-says-nothing");
    }
}

TEST_CASE("an explanation with a few letters only is too short", "[rules][explanations]") {
    for (auto const* text : {"退款", "核实无误，退款", "x", "no!", "新合同 2017"}) {
        INFO(text);
        CHECK(verdict(text) == "explanation-too-short");
    }
    auto const refusal = refusalOf({"B11", {}, "退款"}, requirements, {});
    REQUIRE(refusal);
    CHECK(refusal->arguments == ErrorArguments{{"rule", "B11"}, {"text", "退款"}, {"shortest", "4"}});
}

TEST_CASE("an explanation that says what is behind a figure may stand", "[rules][explanations]") {
    for (auto const* text : {"客户退款", "核实无误：新签软件开发合同", "new contract with a client in Singapore", "checked: late order", "一季度起新增3份检测合同"}) {
        INFO(text);
        CHECK(verdict(text) == "stands");
    }
}

TEST_CASE("an empty word a million times says nothing, and it does not take long to see", "[rules][explanations]") {
    std::string text;
    for (int i = 0; i < 1'000'000; ++i) text += "核实";
    CHECK(lettersThatSaySomething(text, requirements.emptyWords) == 0);
    CHECK(lettersThatSaySomething("核核实实退款", requirements.emptyWords) == 2);
}

TEST_CASE("a word of letters is empty only where it is whole", "[rules][explanations]") {
    CHECK(lettersThatSaySomething("ok", requirements.emptyWords) == 0);
    CHECK(lettersThatSaySomething("booked", requirements.emptyWords) == 6);
    CHECK(lettersThatSaySomething("is ok now", requirements.emptyWords) == 5);
}

TEST_CASE("the text of the period before is refused for the same rule, also with other marks", "[rules][explanations]") {
    std::vector<Explanation> const earlier{{"B11", {{"form2", 4, "total"}}, "新签软件开发合同。"}, {"B4", {}, "上季退款冲减"}};
    CHECK(verdict("新签软件开发合同", earlier) == "explanation-repeated");
    CHECK(verdict("新签 软件开发合同！", earlier) == "explanation-repeated");
    CHECK(verdict("新签第二份软件开发合同", earlier) == "stands");
    CHECK(verdict("上季退款冲减", earlier) == "stands");
    CHECK(verdict("2017年第1份开发合同", {{"B11", {}, "2016年第4份开发合同"}}) == "stands");
}

TEST_CASE("an edition without requirements refuses only what has no letters", "[rules][explanations]") {
    CHECK_FALSE(refusalOf({"B4", {}, "x"}, {}, {}));
    CHECK(refusalOf({"B4", {}, "7"}, {}, {}));
}
