#include <algorithm>
#include <map>

#include "rules/checks.h"
#include "rules/hierarchy.h"
#include "rules/planner.h"

namespace zhibao::vtl {

namespace {

/// The rules with "=" by number, each after those that compute its items; the first rule of a cycle where there is one.
tl::expected<std::vector<std::size_t>, std::size_t> ordered(HierarchyPlan const& plan) {
    std::vector<std::vector<std::size_t>> makers(plan.items.size());
    for (std::size_t i = 0; i < plan.rules.size(); ++i) {
        if (plan.rules[i].relation == Operation::equal) makers[plan.rules[i].left].push_back(i);
    }
    enum class State { waiting, begun, done };
    std::vector<State> states(plan.rules.size(), State::waiting);
    std::vector<std::size_t> order;
    struct Open {
        std::size_t rule;
        std::vector<std::size_t> needed;
    };
    std::vector<Open> open;
    for (std::size_t i = 0; i < plan.rules.size(); ++i) {
        if (plan.rules[i].relation != Operation::equal || states[i] != State::waiting) continue;
        open.push_back({i, {}});
        while (!open.empty()) {
            std::size_t const rule = open.back().rule;
            if (states[rule] == State::waiting) {
                states[rule] = State::begun;
                for (auto const& item : plan.rules[rule].right) {
                    // A rule takes its own left side from the operand.
                    if (item.item == plan.rules[rule].left) continue;
                    for (auto const maker : makers[item.item]) open.back().needed.push_back(maker);
                }
                std::reverse(open.back().needed.begin(), open.back().needed.end());
            }
            if (open.back().needed.empty()) {
                states[rule] = State::done;
                order.push_back(rule);
                open.pop_back();
                continue;
            }
            std::size_t const needed = open.back().needed.back();
            open.back().needed.pop_back();
            if (states[needed] == State::begun) return tl::unexpected(needed);
            if (states[needed] == State::waiting) open.push_back({needed, {}});
        }
    }
    return order;
}

}  // namespace

Result<Plan> Planner::hierarchical(Expression const& expression, Plan source) const {
    auto const& what = *expression.dataset;
    bool const isCheck = what.operation == DatasetOperation::checkHierarchy;
    std::string const operation{nameOf(what.operation)};
    auto const& ruleset = *findRuleset(script_.hierarchies, what.ruleset.text);
    Structure const from = source.structure;

    auto const signatureMismatch = [&](Position position) {
        std::string expected;
        for (auto const& condition : ruleset.conditions) expected += condition.name.text + ", ";
        return refuse(error::vtlSignatureMismatch, position, {{"ruleset", ruleset.name.text}, {"expected", expected + ruleset.rule.text}});
    };
    if (ruleset.onValueDomains && !what.ruleComponent) return signatureMismatch(what.ruleset.position);
    if (what.components.size() != ruleset.conditions.size() && (ruleset.onValueDomains || !what.components.empty()))
        return signatureMismatch(what.ruleset.position);

    HierarchyPlan hierarchy;
    hierarchy.missing = what.missing;
    hierarchy.source = what.source;
    auto const identifier = [&](Name const& name) -> Result<std::size_t> {
        ZHIBAO_TRY(std::size_t const position, component(from, name));
        if (from.components[position].role != Role::identifier)
            return refuse(error::vtlRoleMismatch, name.position,
                          {{"operator", operation}, {"name", name.text}, {"expected", "Identifier"}});
        return position;
    };
    ZHIBAO_TRY(hierarchy.codes, identifier(ruleset.onValueDomains ? *what.ruleComponent : ruleset.rule));
    if (what.ruleComponent && from.find(what.ruleComponent->text) != hierarchy.codes)
        return signatureMismatch(what.ruleComponent->position);
    ZHIBAO_TRY(hierarchy.measure, onlyMeasure(from, operation, expression.position));
    auto const& measure = from.components[hierarchy.measure];
    if (!isNumeric(measure.type))
        return refuse(error::vtlTypeMismatch, expression.position,
                      {{"operator", operation}, {"got", std::string{nameOf(measure.type)}}, {"expected", "Number"}});
    for (auto const i : positionsOf(from, Role::identifier)) {
        if (i != hierarchy.codes) hierarchy.others.push_back(i);
    }
    hierarchy.viral = positionsOf(from, Role::viralAttribute);
    hierarchy.conditioning.name = ruleset.name.text;
    for (std::size_t i = 0; i < ruleset.conditions.size(); ++i) {
        auto const& named = ruleset.onValueDomains ? what.components[i] : ruleset.conditions[i].name;
        ZHIBAO_TRY(std::size_t const position, identifier(named));
        if (!ruleset.onValueDomains && !what.components.empty() && from.find(what.components[i].text) != position)
            return signatureMismatch(what.components[i].position);
        // The codes differ inside a group; no condition can be about them.
        if (position == hierarchy.codes) return signatureMismatch(named.position);
        Component seen = from.components[position];
        seen.name = ruleset.conditions[i].alias.text;
        hierarchy.conditioning.components.push_back(std::move(seen));
        hierarchy.conditioningFrom.push_back(position);
    }

    if (hierarchy.conditioningFrom.empty()) {
        // A condition may be made of constants only; it needs groups to be asked about all the same.
        hierarchy.conditioning.components.push_back({"", Role::identifier, from.components[hierarchy.codes].type, false});
        hierarchy.conditioningFrom.push_back(hierarchy.codes);
    }

    std::map<std::string, std::size_t, std::less<>> numbers;
    auto const numberOf = [&](Name const& item) {
        auto const [found, isNew] = numbers.emplace(item.text, hierarchy.items.size());
        if (isNew) hierarchy.items.push_back(item.text);
        return found->second;
    };
    auto const condition = [&](std::optional<Expression> const& one) -> Result<std::optional<CompiledExpression>> {
        if (!one) return std::optional<CompiledExpression>{};
        ZHIBAO_TRY(CompiledExpression compiled, compileExpression(*one, hierarchy.conditioning, ScalarType::boolean, file_));
        if (compiled.type() != ScalarType::boolean)
            return refuse(error::vtlTypeMismatch, one->position,
                          {{"operator", "when"}, {"got", std::string{nameOf(compiled.type())}}, {"expected", "Boolean"}});
        return std::optional{std::move(compiled)};
    };
    std::vector<Literal> levels;
    for (auto const& one : ruleset.rules) {
        HierarchyRule rule;
        rule.name = one.name.text;
        rule.position = one.left.position;
        ZHIBAO_TRY(rule.when, condition(one.when));
        rule.left = numberOf(one.left);
        rule.relation = one.relation;
        for (auto const& item : one.right) {
            HierarchyRule::Item right;
            right.item = numberOf(item.name);
            right.isSubtracted = item.isSubtracted;
            ZHIBAO_TRY(right.condition, condition(item.condition));
            rule.right.push_back(std::move(right));
        }
        rule.errorCode = one.errorCode;
        rule.errorLevel = one.errorLevel;
        levels.push_back(one.errorLevel);
        hierarchy.rules.push_back(std::move(rule));
    }
    hierarchy.isComputed.assign(hierarchy.items.size(), false);
    for (auto const& rule : hierarchy.rules) {
        if (rule.relation == Operation::equal) hierarchy.isComputed[rule.left] = true;
    }
    if (what.source == ItemSource::dataset) {
        // No rule looks at another.
        for (std::size_t i = 0; i < hierarchy.rules.size(); ++i) {
            if (hierarchy.rules[i].relation == Operation::equal) hierarchy.order.push_back(i);
        }
    } else {
        auto order = ordered(hierarchy);
        if (!order)
            return refuse(error::vtlCycle, hierarchy.rules[order.error()].position, {{"name", hierarchy.rules[order.error()].name}});
        hierarchy.order = std::move(*order);
    }

    Plan plan;
    plan.structure.name = from.name;
    auto& components = plan.structure.components;
    for (auto const i : positionsOf(from, Role::identifier)) components.push_back(from.components[i]);
    std::size_t const identifiers = components.size();
    if (isCheck) components.push_back({"ruleid", Role::identifier, ScalarType::string, false});
    if (!isCheck || what.output != CheckOutput::all) components.push_back(measure);
    if (isCheck) {
        if (what.output != CheckOutput::invalid) components.push_back({"bool_var", Role::measure, ScalarType::boolean, true});
        components.push_back({"imbalance", Role::measure, measure.type, true});
        components.push_back({"errorcode", Role::measure, ScalarType::string, true});
        components.push_back({"errorlevel", Role::measure, levelType(levels), true});
    }
    for (auto const i : hierarchy.viral) components.push_back(from.components[i]);
    ZHIBAO_CHECK(allNamesOnce(plan.structure, expression.position));

    plan.run = [source = std::move(source), hierarchy = std::move(hierarchy), isCheck, output = what.output,
                computedOnly = what.computedOnly, identifiers, structure = plan.structure,
                file = std::string{file_}](Run const& run) -> Result<Table> {
        ZHIBAO_TRY(Table const table, source.run(run));
        ZHIBAO_TRY(auto const results, isCheck ? checkedHierarchy(hierarchy, *table, file) : computedHierarchy(hierarchy, *table, file));
        Dataset made{structure};
        auto const appendNumber = [](Column& column, std::optional<Number> const& value) {
            if (value)
                column.append(*value);
            else
                column.appendNull();
        };
        auto const ids = positionsOf(source.structure, Role::identifier);
        for (auto const& result : results) {
            bool const isViolated = result.holds && !*result.holds;
            if (isCheck && output == CheckOutput::invalid && !isViolated) continue;
            auto const& rule = hierarchy.rules[result.rule];
            std::size_t c = 0;
            for (; c < identifiers; ++c) {
                if (ids[c] != hierarchy.codes)
                    made.column(c).append(table->column(ids[c]), result.groupRow);
                else if (isTextual(structure.components[c].type))
                    made.column(c).append(std::string_view{hierarchy.items[result.item]});
                else
                    made.column(c).append(Number::parse(hierarchy.items[result.item]).value_or(Number{}));
            }
            if (isCheck) made.column(c++).append(std::string_view{rule.name});
            if (!isCheck || output != CheckOutput::all) appendNumber(made.column(c++), result.left);
            if (isCheck) {
                if (output != CheckOutput::invalid) {
                    auto& answers = made.column(c++);
                    if (result.holds)
                        answers.append(*result.holds);
                    else
                        answers.appendNull();
                }
                appendNumber(made.column(c++), result.imbalance);
                append(made.column(c++), isViolated ? rule.errorCode : Literal{Null{}});
                append(made.column(c++), isViolated ? rule.errorLevel : Literal{Null{}});
            }
            for (std::size_t i = 0; i < hierarchy.viral.size(); ++i) {
                if (result.viralRows[i] == noRow)
                    made.column(c++).appendNull();
                else
                    made.column(c++).append(table->column(hierarchy.viral[i]), result.viralRows[i]);
            }
        }
        if (isCheck || computedOnly) return std::make_shared<Dataset>(std::move(made));
        // union(setdiff(op, R), R)
        std::vector<std::size_t> keys;
        for (std::size_t i = 0; i < identifiers; ++i) keys.push_back(i);
        auto const found = matches(Key{*table, ids}, Key{made, keys});
        Dataset all{structure};
        for (std::size_t row = 0; row < table->rowCount(); ++row) {
            if (found[row] != noRow) continue;
            for (std::size_t c = 0; c < structure.components.size(); ++c)
                all.column(c).append(table->column(*source.structure.find(structure.components[c].name)), row);
        }
        for (std::size_t row = 0; row < made.rowCount(); ++row) {
            for (std::size_t c = 0; c < structure.components.size(); ++c) all.column(c).append(made.column(c), row);
        }
        return std::make_shared<Dataset>(std::move(all));
    };
    return plan;
}

}  // namespace zhibao::vtl
