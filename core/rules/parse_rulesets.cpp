#include "rules/parser.h"

namespace zhibao::vtl {

// define datapoint|hierarchical ruleset NAME ( … ) is RULE ; RULE end datapoint|hierarchical ruleset
Result<> Parser::definition(Script& script, Names& rulesets) {
    Token const start = here();
    advance();
    if (here().isKeyword("operator")) return unsupported(start, "define operator");
    if (here().isKeyword("viral")) return unsupported(start, "define viral propagation");
    Until const level{level_, Level::components};
    if (here().isKeyword("hierarchical")) {
        ZHIBAO_TRY(HierarchicalRuleset ruleset, hierarchicalRuleset());
        if (!rulesets.insert(ruleset.name.text).second) return twice(ruleset.name);
        script.hierarchies.push_back(std::move(ruleset));
    } else {
        ZHIBAO_TRY(DatapointRuleset ruleset, datapointRuleset());
        if (!rulesets.insert(ruleset.name.text).second) return twice(ruleset.name);
        script.rulesets.push_back(std::move(ruleset));
    }
    return {};
}

template <class Rule, class Read>
Result<> Parser::rules(Name const& ruleset, std::vector<Rule>& rules, Read read) {
    Names names;
    std::optional<bool> areNamed;
    std::size_t number = 0;
    do {
        // The next statement: the ruleset has no end.
        if (number != 0 && beginsStatement()) return unexpected("end");
        auto one = rule<Rule>(ruleset, areNamed, ++number, names, read);
        if (one) {
            rules.push_back(std::move(*one));
            continue;
        }
        if (problems_.count() + 1 >= mostTold) return tl::unexpected(std::move(one).error());
        problems_.add(std::move(one).error());
        skipRule();
    } while (skipMark(";"));
    return {};
}

template <class Rule, class Read>
Result<Rule> Parser::rule(Name const& ruleset, std::optional<bool>& areNamed, std::size_t number, Names& names, Read read) {
    Token const first = here();
    Name name;
    if (next().isMark(":")) {
        ZHIBAO_TRY(name, this->name());
        advance();
    }
    bool const hasName = !name.text.empty();
    if (!areNamed) areNamed = hasName;
    ZHIBAO_TRY(Rule rule, read());
    if (*areNamed != hasName) return refuse(error::vtlRuleUnnamed, first.position, {{"ruleset", ruleset.text}});
    rule.name = hasName ? name : Name{std::to_string(number), first.position};
    if (!names.insert(rule.name.text).second) return twice(rule.name);
    ZHIBAO_CHECK(codesOf(rule.errorCode, rule.errorLevel));
    return rule;
}

Result<> Parser::codesOf(Literal& errorCode, Literal& errorLevel) {
    if (skipKeyword("errorcode")) {
        ZHIBAO_TRY(errorCode, constant());
    }
    if (skipKeyword("errorlevel")) {
        ZHIBAO_TRY(errorLevel, constant());
    }
    return {};
}

Result<std::vector<Parameter>> Parser::parameters() {
    std::vector<Parameter> parameters;
    std::set<std::string, std::less<>> aliases;
    do {
        Parameter parameter;
        ZHIBAO_TRY(parameter.name, name());
        parameter.alias = parameter.name;
        if (skipKeyword("as")) {
            ZHIBAO_TRY(parameter.alias, name());
        }
        if (!aliases.insert(parameter.alias.text).second) return twice(parameter.alias);
        parameters.push_back(std::move(parameter));
    } while (skipMark(","));
    return parameters;
}

// variable|valuedomain
Result<bool> Parser::isOnValueDomains() {
    if (skipKeyword("valuedomain")) return true;
    ZHIBAO_CHECK(keyword("variable"));
    return false;
}

Result<DatapointRuleset> Parser::datapointRuleset() {
    ZHIBAO_CHECK(keyword("datapoint"));
    ZHIBAO_CHECK(keyword("ruleset"));
    DatapointRuleset ruleset;
    ZHIBAO_TRY(ruleset.name, name());
    ZHIBAO_CHECK(mark("("));
    ZHIBAO_TRY(ruleset.onValueDomains, isOnValueDomains());
    ZHIBAO_TRY(ruleset.signature, parameters());
    ZHIBAO_CHECK(mark(")"));
    ZHIBAO_CHECK(keyword("is"));
    ZHIBAO_CHECK(rules(ruleset.name, ruleset.rules, [&] { return datapointRule(); }));
    ZHIBAO_CHECK(keyword("end"));
    ZHIBAO_CHECK(keyword("datapoint"));
    ZHIBAO_CHECK(keyword("ruleset"));
    return ruleset;
}

Result<DatapointRule> Parser::datapointRule() {
    DatapointRule rule;
    if (skipKeyword("when")) {
        ZHIBAO_TRY(rule.when, expression());
        ZHIBAO_CHECK(keyword("then"));
    }
    ZHIBAO_TRY(rule.then, expression());
    return rule;
}

// ( variable|valuedomain { condition A { as B } , … } rule C )
Result<HierarchicalRuleset> Parser::hierarchicalRuleset() {
    ZHIBAO_CHECK(keyword("hierarchical"));
    ZHIBAO_CHECK(keyword("ruleset"));
    HierarchicalRuleset ruleset;
    ZHIBAO_TRY(ruleset.name, name());
    ZHIBAO_CHECK(mark("("));
    ZHIBAO_TRY(ruleset.onValueDomains, isOnValueDomains());
    if (skipKeyword("condition")) {
        ZHIBAO_TRY(ruleset.conditions, parameters());
    }
    ZHIBAO_CHECK(keyword("rule"));
    ZHIBAO_TRY(ruleset.rule, name());
    ZHIBAO_CHECK(mark(")"));
    ZHIBAO_CHECK(keyword("is"));
    ZHIBAO_CHECK(rules(ruleset.name, ruleset.rules, [&] { return hierarchicalRule(); }));
    ZHIBAO_CHECK(keyword("end"));
    ZHIBAO_CHECK(keyword("hierarchical"));
    ZHIBAO_CHECK(keyword("ruleset"));
    return ruleset;
}

Result<HierarchicalRule> Parser::hierarchicalRule() {
    HierarchicalRule rule;
    if (skipKeyword("when")) {
        ZHIBAO_TRY(rule.when, expression());
        ZHIBAO_CHECK(keyword("then"));
    }
    ZHIBAO_TRY(rule.left, codeItem());
    auto const* relation = infixOf(here());
    if (relation == nullptr || relation->operation < Operation::equal || relation->operation > Operation::greaterOrEqual ||
        relation->operation == Operation::notEqual)
        return unexpected("=");
    rule.relation = relation->operation;
    advance();
    do {
        CodeItem item;
        if (here().isMark("-"))
            item.isSubtracted = true;
        else if (!here().isMark("+") && !rule.right.empty())
            break;
        if (here().isMark("+") || here().isMark("-")) advance();
        ZHIBAO_TRY(item.name, codeItem());
        if (skipMark("[")) {
            ZHIBAO_TRY(item.condition, expression());
            ZHIBAO_CHECK(mark("]"));
        }
        rule.right.push_back(std::move(item));
    } while (here().isMark("+") || here().isMark("-"));
    return rule;
}

/// A code: a name, or a number as it is written.
Result<Name> Parser::codeItem() {
    Token const token = here();
    if (token.kind != Token::Kind::integer && token.kind != Token::Kind::number && token.kind != Token::Kind::string)
        return name("code item");
    Name item{std::string{token.text}, token.position};
    advance();
    return item;
}

}  // namespace zhibao::vtl
