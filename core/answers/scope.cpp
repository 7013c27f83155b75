#include "answers/scope.h"

#include <algorithm>

#include "register/scope.h"

namespace zhibao {

namespace {

bool passes(ScopeTest const& test, Cell const& cell) {
    if (auto const* text = std::get_if<std::string>(&cell))
        return test.kind == ScopeTest::Kind::oneOf && std::find(test.codes.begin(), test.codes.end(), *text) != test.codes.end();
    if (auto const* amount = std::get_if<Money>(&cell))
        return test.kind == ScopeTest::Kind::above ? *amount > test.bound : test.kind == ScopeTest::Kind::nonZero && !amount->isZero();
    if (auto const* count = std::get_if<std::int64_t>(&cell)) {
        if (test.kind == ScopeTest::Kind::nonZero) return *count != 0;
        // Bounds stand in hundredths; the larger whole part decides, so that nothing is multiplied.
        auto const whole = test.bound.hundredths() / 100;
        return test.kind == ScopeTest::Kind::above && (*count > whole || (*count == whole && test.bound.hundredths() % 100 < 0));
    }
    return false;
}

bool holdsInSomeRow(ScopeCondition const& condition, Filing const& filing, Edition const& edition) {
    auto const* form = edition.findForm(condition.source);
    auto const* answers = filing.findForm(condition.source);
    if (form == nullptr || answers == nullptr) return false;
    return std::any_of(answers->rows.begin(), answers->rows.end(), [&](Row const& row) {
        return std::all_of(condition.where.begin(), condition.where.end(), [&](ScopeTest const& test) {
            auto const position = form->indexOf(test.column);
            return position && *position < row.cells.size() && passes(test, row.cells[*position]);
        });
    });
}

}  // namespace

std::vector<FormScope> formsInScope(Edition const& edition, FormSet const& set, Characteristics const* characteristics, Filing const* filing) {
    std::vector<FormScope> scopes;
    for (auto const& id : set.forms) {
        FormScope scope;
        scope.form = id;
        auto const conditional = set.appliesWhen.find(id);
        if (conditional == set.appliesWhen.end()) {
            scope.isAlways = true;
            scope.isAsked = true;
        } else {
            for (auto const& condition : conditional->second) {
                bool const isOfProfile = condition.source == ScopeCondition::profile;
                bool const isTrue = isOfProfile ? characteristics != nullptr && holds(condition, *characteristics)
                                                : filing != nullptr && holdsInSomeRow(condition, *filing, edition);
                (isTrue ? scope.because : scope.unless).push_back(condition.reason);
            }
            scope.isAsked = !scope.because.empty();
            if (scope.isAsked) scope.unless.clear();
        }
        scopes.push_back(std::move(scope));
    }
    return scopes;
}

std::string characteristicText(Cell const& cell) {
    if (auto const* text = std::get_if<std::string>(&cell)) return *text;
    if (auto const* amount = std::get_if<Money>(&cell)) return amount->canonical();
    if (auto const* count = std::get_if<std::int64_t>(&cell)) return std::to_string(*count);
    return {};
}

std::optional<Characteristics> characteristicsOf(Filing const& filing, Edition const& edition) {
    auto const* form = edition.profileForm();
    auto const* answers = form == nullptr ? nullptr : filing.findForm(form->id);
    if (answers == nullptr || answers->rows.empty()) return std::nullopt;
    Characteristics characteristics;
    for (auto const& column : characteristicColumns(edition)) {
        auto const position = form->indexOf(column);
        if (!position || *position >= answers->rows.front().cells.size()) continue;
        if (auto text = characteristicText(answers->rows.front().cells[*position]); !text.empty()) characteristics.emplace(column, std::move(text));
    }
    return characteristics;
}

Result<> addForm(Filing& filing, std::string_view form, Edition const& edition) {
    if (filing.findForm(form) != nullptr) return {};
    auto const* set = edition.findFormSet(filing.header.formSet);
    if (set == nullptr) return tl::unexpected(unknownFormSet(filing.header.formSet, edition));
    auto const place = std::find(set->forms.begin(), set->forms.end(), form);
    if (place == set->forms.end()) return fail(error::filingFormNotInSet, {{"form", std::string{form}}, {"set", set->id}});
    auto const stands = [&](FormAnswers const& answers) { return std::find(place, set->forms.end(), answers.form) != set->forms.end(); };
    filing.forms.insert(std::find_if(filing.forms.begin(), filing.forms.end(), stands), newAnswers(edition, form));
    return {};
}

void removeForm(Filing& filing, std::string_view form) {
    std::erase_if(filing.forms, [&](FormAnswers const& answers) { return answers.form == form; });
    for (auto& explanation : filing.explanations) {
        bool const pointed = !explanation.cells.empty();
        std::erase_if(explanation.cells, [&](CellReference const& cell) { return cell.form == form; });
        if (pointed && explanation.cells.empty()) explanation.rule.clear();
    }
    std::erase_if(filing.explanations, [](Explanation const& explanation) { return explanation.rule.empty(); });
}

}  // namespace zhibao
