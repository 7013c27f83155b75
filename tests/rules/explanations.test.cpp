#include "rules/explanations.h"

#include "support/catch.h"

using namespace zhibao;

namespace {

ExplanationRules const rules{{4, {"核实", "无误", "属实", "数据", "情况", "经", "已", "checked", "correct", "ok", "the", "data", "are"}}};

std::string verdict(std::string_view text, std::vector<Explanation> const& earlier = {}) {
    auto const refusal = rules.refusalOf({"B11", {{"form2", 0, "total"}}, std::string{text}}, rules.textsOf(earlier));
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
    auto const refusal = rules.refusalOf({"B11", {}, "退款"});
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
    CHECK(rules.lettersThatSaySomething(text) == 0);
    CHECK(rules.lettersThatSaySomething("核核实实退款") == 2);
}

TEST_CASE("a word of letters is empty only where it is whole", "[rules][explanations]") {
    CHECK(rules.lettersThatSaySomething("ok") == 0);
    CHECK(rules.lettersThatSaySomething("booked") == 6);
    CHECK(rules.lettersThatSaySomething("is ok now") == 5);
}

TEST_CASE("one character between empty words says nothing, and belongs to the word it is part of", "[rules][explanations]") {
    CHECK(rules.lettersThatSaySomething("经核实") == 0);
    CHECK(rules.lettersThatSaySomething("数据已核实") == 0);
    CHECK(rules.lettersThatSaySomething("经营困难") == 4);
}

TEST_CASE("what is said again and again counts once", "[rules][explanations]") {
    for (auto const* text : {"退款退款退款", "aaaa", "哈哈哈哈哈哈", "abababab", "xyxyx"}) {
        INFO(text);
        CHECK(verdict(text) == "explanation-too-short");
    }
    CHECK(verdict("退货退款") == "stands");
    CHECK(rules.lettersThatSaySomething("合同结束合同") == 6);
}

TEST_CASE("pictures are no letters", "[rules][explanations]") {
    CHECK(verdict("😀😀👍👍") == "explanation-says-nothing");
    CHECK(verdict("❤️☀️✅✔️") == "explanation-says-nothing");
    CHECK(verdict("👍客户退款👍") == "stands");
}

TEST_CASE("the text of an earlier period is refused for the same rule, also with other marks", "[rules][explanations]") {
    std::vector<Explanation> const earlier{{"B11", {{"form2", 4, "total"}}, "新签软件开发合同。"}, {"B4", {}, "上季退款冲减"}};
    CHECK(verdict("新签软件开发合同", earlier) == "explanation-repeated");
    CHECK(verdict("新签 软件开发合同！", earlier) == "explanation-repeated");
    CHECK(verdict("上季退款冲减", earlier) == "stands");
}

TEST_CASE("an earlier text with hardly anything new is that text", "[rules][explanations]") {
    std::vector<Explanation> const earlier{{"B11", {}, "新签软件开发合同"}};
    for (auto const* text : {"经核实，新签软件开发合同", "新签软件开发合同，新签软件开发合同", "新签软件开发合同了", "又新签软件开发合同", "新签了软件开发的合同", "新签软件合同",
                             "新签软件开发合同1", "数据属实：新签软件开发合同。情况无误"}) {
        INFO(text);
        CHECK(verdict(text, earlier) == "explanation-repeated");
    }
    for (auto const* text : {"新签第二份软件开发合同", "新签软件开发合同2份", "新签软件测试合同", "本季新增新加坡客户", "新签软件开发合同，另有退款两笔冲减"}) {
        INFO(text);
        CHECK(verdict(text, earlier) == "stands");
    }
    CHECK(verdict("2017年第1份开发合同", {{"B11", {}, "2016年第4份开发合同"}}) == "stands");
    CHECK(verdict("新签法国客户合同", {{"B11", {}, "新签德国客户合同"}}) == "stands");
}

TEST_CASE("a long text with one letter changed is that text, and one with another number is not", "[rules][explanations]") {
    std::vector<Explanation> const earlier{{"B11", {}, "根据合同约定，服务费在验收完成之后集中结算，验收在三月完成"}};
    CHECK(verdict("根据合同约定，服务费在验收完成以后集中结算，验收在三月完成", earlier) == "explanation-repeated");
    CHECK(verdict("根据合同约定，服务费在验收完成之后集中结算，验收在五月完成", earlier) == "stands");
    CHECK(verdict("根据合同约定，服务费在项目移交之前分期结算，验收在三月完成", earlier) == "stands");
}

TEST_CASE("an edition without requirements refuses only what has no letters", "[rules][explanations]") {
    CHECK_FALSE(ExplanationRules{{}}.refusalOf({"B4", {}, "x"}));
    CHECK(ExplanationRules{{}}.refusalOf({"B4", {}, "7"}));
}
