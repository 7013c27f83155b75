#include "form/scope_reader.h"

#include <algorithm>

#include "form/form_reader.h"
#include "form/localized_texts.h"
#include "form/values.h"

namespace zhibao {

namespace {

/// {"column":"mode4","nonZero":true}, {"column":"foreignShare","above":"50"}, {"column":"outsourcing","oneOf":["ito","bpo"]}
Result<ScopeTest> readScopeTest(JsonNode const& node, Form const& form, Edition const& edition) {
    ZHIBAO_CHECK(node.onlyKeys({"column", "oneOf", "above", "nonZero"}));
    ScopeTest test;
    ZHIBAO_TRY(JsonNode const place, node.at("column"));
    ZHIBAO_TRY(auto const* column, columnOf(place, form));
    test.column = column->id;
    ZHIBAO_TRY(auto const oneOf, node.find("oneOf"));
    ZHIBAO_TRY(auto const above, node.find("above"));
    ZHIBAO_TRY(bool const nonZero, booleanOr(node, "nonZero", false));
    if ((oneOf ? 1 : 0) + (above ? 1 : 0) + (nonZero ? 1 : 0) != 1) return node.fail(error::scopeTestUnfit, {{"column", column->id}});
    if (isFigure(column->kind) == oneOf.has_value()) return node.fail(error::scopeTestUnfit, {{"column", column->id}});
    if (above) {
        test.kind = ScopeTest::Kind::above;
        ZHIBAO_TRY(std::string const text, above->string());
        ZHIBAO_TRY(test.bound, inside(above->pointer(), Money::parse(text, Unit::one)));
    }
    if (!oneOf) return test;
    test.kind = ScopeTest::Kind::oneOf;
    ZHIBAO_TRY(auto const elements, oneOf->elements());
    for (auto const& element : elements) {
        ZHIBAO_TRY(std::string code, element.string());
        auto const* list = column->kind == ColumnKind::code ? edition.findList(column->list) : nullptr;
        if (list == nullptr && (column->kind != ColumnKind::yesNo || (code != "yes" && code != "no")))
            return element.fail(error::scopeTestUnfit, {{"column", column->id}});
        if (list != nullptr && list->find(code) == nullptr) return element.fail(error::codeUnknown, {{"code", code}, {"list", column->list}});
        test.codes.push_back(std::move(code));
    }
    return test;
}

}  // namespace

Result<std::vector<ScopeCondition>> readScope(JsonNode const& node, FormSet const& set, std::string_view asked, Edition const& edition) {
    std::vector<ScopeCondition> conditions;
    ZHIBAO_TRY(auto const elements, node.elements());
    for (auto const& element : elements) {
        ZHIBAO_CHECK(element.onlyKeys({"source", "where", "reason"}));
        ScopeCondition condition;
        ZHIBAO_TRY(JsonNode const source, element.at("source"));
        ZHIBAO_TRY(condition.source, source.string());
        bool const isProfile = condition.source == ScopeCondition::profile;
        bool const isOfSet = std::find(set.forms.begin(), set.forms.end(), condition.source) != set.forms.end();
        if (!isProfile && (asked.empty() || condition.source == asked || !isOfSet || !set.isAlwaysAsked(condition.source)))
            return source.fail(error::scopeSourceUnfit, {{"source", condition.source}, {"set", set.id}});
        auto const* form = isProfile ? edition.profileForm() : edition.findForm(condition.source);
        if (form == nullptr) return source.fail(error::scopeSourceUnfit, {{"source", condition.source}, {"set", set.id}});
        ZHIBAO_TRY(JsonNode const where, element.at("where"));
        ZHIBAO_TRY(auto const tests, where.elements());
        for (auto const& one : tests) {
            ZHIBAO_TRY(ScopeTest test, readScopeTest(one, *form, edition));
            condition.where.push_back(std::move(test));
        }
        if (condition.where.empty()) return where.fail(error::scopeSourceUnfit, {{"source", condition.source}, {"set", set.id}});
        ZHIBAO_TRY(condition.reason, readTextAt(element, "reason"));
        conditions.push_back(std::move(condition));
    }
    return conditions;
}

}  // namespace zhibao
