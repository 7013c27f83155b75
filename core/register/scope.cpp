#include "register/scope.h"

#include <algorithm>

namespace zhibao {

namespace {

bool passes(ScopeTest const& test, std::string const& text) {
    if (test.kind == ScopeTest::Kind::oneOf) return std::find(test.codes.begin(), test.codes.end(), text) != test.codes.end();
    auto const figure = Money::parse(text, Unit::one);
    if (!figure) return false;
    return test.kind == ScopeTest::Kind::above ? figure->hundredths() > test.bound.hundredths() : !figure->isZero();
}

bool looksAt(std::vector<ScopeCondition> const& conditions, std::string const& column) {
    return std::any_of(conditions.begin(), conditions.end(), [&](ScopeCondition const& condition) {
        return condition.source == ScopeCondition::profile &&
               std::any_of(condition.where.begin(), condition.where.end(), [&](ScopeTest const& test) { return test.column == column; });
    });
}

}  // namespace

bool holds(ScopeCondition const& condition, Characteristics const& characteristics) {
    return condition.source == ScopeCondition::profile &&
           std::all_of(condition.where.begin(), condition.where.end(), [&](ScopeTest const& test) {
               auto const known = characteristics.find(test.column);
               return known != characteristics.end() && passes(test, known->second);
           });
}

ScopeCondition const* owedBecause(FormSet const& set, Characteristics const& characteristics) {
    auto const found = std::find_if(set.owedWhen.begin(), set.owedWhen.end(),
                                    [&](ScopeCondition const& condition) { return holds(condition, characteristics); });
    return found == set.owedWhen.end() ? nullptr : &*found;
}

bool isScopeUnknown(FormSet const& set, Characteristics const& characteristics) {
    return !isOwedByAll(set) && std::none_of(set.owedWhen.begin(), set.owedWhen.end(), [&](ScopeCondition const& condition) {
        return std::any_of(condition.where.begin(), condition.where.end(), [&](ScopeTest const& test) { return characteristics.contains(test.column); });
    });
}

std::vector<std::string> characteristicColumns(Edition const& edition) {
    std::vector<std::string> columns;
    auto const* profile = edition.profileForm();
    if (profile == nullptr) return columns;
    for (auto const& column : profile->columns) {
        bool const isUsed = std::any_of(edition.formSets.begin(), edition.formSets.end(), [&](FormSet const& set) {
            return looksAt(set.owedWhen, column.id) || std::any_of(set.appliesWhen.begin(), set.appliesWhen.end(),
                                                                   [&](auto const& form) { return looksAt(form.second, column.id); });
        });
        if (isUsed) columns.push_back(column.id);
    }
    return columns;
}

}  // namespace zhibao
