#include "rules/rule_texts.h"

#include <utility>

#include "rules/tokens.h"

namespace zhibao {

RuleTexts ruleTextsOf(RulesetSource const& source) {
    RuleTexts texts;
    auto const tokens = vtl::tokensOf(source.vtl, source.file);
    if (!tokens) {
        texts.rest = source.vtl;
        return texts;
    }
    auto const add = [](std::string& text, vtl::Token const& token) {
        if (!text.empty()) text += ' ';
        if (token.kind == vtl::Token::Kind::string) text += "\"" + std::string{token.text} + "\"";
        else if (token.kind == vtl::Token::Kind::quotedName) text += "'" + std::string{token.text} + "'";
        else text += token.text;
    };
    bool inDefinition = false;  // between "define" and "end"
    bool inRules = false;       // after its "is"
    std::string name;
    std::string text;
    auto const finish = [&] {
        if (!name.empty()) texts.rules.emplace(name, text);
        else texts.rest += text.empty() ? "" : " " + text;
        name.clear();
        text.clear();
    };
    for (auto const& token : *tokens) {
        if (token.kind == vtl::Token::Kind::end) break;
        if (!inRules) {
            add(texts.rest, token);
            inDefinition = inDefinition || token.isKeyword("define");
            inRules = inDefinition && token.isKeyword("is");
            continue;
        }
        if (token.isKeyword("end")) {
            finish();
            inRules = inDefinition = false;
            add(texts.rest, token);
        } else if (token.isMark(";")) {
            finish();
        } else if (token.isMark(":") && name.empty()) {
            name = std::exchange(text, {});
        } else {
            add(text, token);
        }
    }
    finish();
    return texts;
}

}  // namespace zhibao
