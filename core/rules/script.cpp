#include "rules/script.h"

#include <algorithm>

#include "rules/names.h"
#include "rules/planner.h"
#include "rules/tokens.h"
#include "rules/typing.h"

namespace zhibao::vtl {

namespace {

/// Every name in a rule's expression is one of the signature.
void lintNames(Expression const& expression, NameIndex const& signature, Name const& ruleset, std::string_view file, Problems& problems) {
    if (expression.kind == Expression::Kind::name && !signature.contains(expression.name))
        problems.add({error::vtlNameUnknown, {placeOf(file, expression.position)}, {{"name", expression.name}, {"in", ruleset.text}}});
    for (auto const& operand : expression.operands) lintNames(operand, signature, ruleset, file, problems);
}

NameIndex namesOf(std::vector<Parameter> const& signature) {
    NameIndex names;
    for (auto const& parameter : signature) names.add(parameter.alias.text);
    return names;
}

template <class AnyRuleset>
NameIndex namesOf(std::vector<AnyRuleset> const& rulesets) {
    NameIndex names;
    for (auto const& ruleset : rulesets) names.add(ruleset.name.text);
    return names;
}

/// Every ruleset that is used is defined, and of the right kind.
void lintRulesets(Expression const& expression, NameIndex const& rulesets, NameIndex const& hierarchies, std::string_view file, Problems& problems) {
    if (expression.kind == Expression::Kind::dataset) {
        auto const& what = *expression.dataset;
        bool const takesDatapoints = what.operation == DatasetOperation::checkDatapoint;
        bool const takesHierarchies = what.operation == DatasetOperation::checkHierarchy || what.operation == DatasetOperation::hierarchy;
        auto const& name = what.ruleset;
        if ((takesDatapoints && !rulesets.contains(name.text)) || (takesHierarchies && !hierarchies.contains(name.text))) {
            if (rulesets.contains(name.text) || hierarchies.contains(name.text))
                problems.add({error::vtlRulesetKind,
                              {placeOf(file, name.position)},
                              {{"name", name.text}, {"operator", std::string{nameOf(what.operation)}}}});
            else
                problems.add({error::vtlRulesetUnknown, {placeOf(file, name.position)}, {{"name", name.text}}});
        }
    }
    for (auto const& operand : expression.operands) lintRulesets(operand, rulesets, hierarchies, file, problems);
}

/// The statements by whose targets the expression goes.
void collectSources(Expression const& expression, std::map<std::string, std::size_t, std::less<>> const& targets,
                    std::vector<std::size_t>& sources) {
    if (expression.kind == Expression::Kind::name) {
        if (auto const found = targets.find(expression.name); found != targets.end()) sources.push_back(found->second);
    }
    for (auto const& operand : expression.operands) collectSources(operand, targets, sources);
}

/// The statements in an order in which each comes after those that make what it uses. vtlCycle.
Result<std::vector<std::size_t>> orderOf(std::vector<Assignment> const& assignments, std::string_view file) {
    std::map<std::string, std::size_t, std::less<>> targets;
    for (std::size_t i = 0; i < assignments.size(); ++i) targets.emplace(assignments[i].target.text, i);

    enum class State { waiting, begun, done };
    std::vector<State> states(assignments.size(), State::waiting);
    struct Open {
        std::size_t statement = 0;
        std::vector<std::size_t> sources;
        std::size_t next = 0;
    };
    std::vector<std::size_t> order;
    // A stack of our own, so that a long chain of statements needs no deep one.
    std::vector<Open> open;
    auto const begin = [&](std::size_t statement) -> Result<> {
        if (states[statement] == State::done) return {};
        auto const& target = assignments[statement].target;
        if (states[statement] == State::begun) return fail(error::vtlCycle, {{"name", target.text}}, placeOf(file, target.position));
        states[statement] = State::begun;
        Open one;
        one.statement = statement;
        collectSources(assignments[statement].expression, targets, one.sources);
        open.push_back(std::move(one));
        return {};
    };
    for (std::size_t i = 0; i < assignments.size(); ++i) {
        ZHIBAO_CHECK(begin(i));
        while (!open.empty()) {
            auto& last = open.back();
            if (last.next < last.sources.size()) {
                ZHIBAO_CHECK(begin(last.sources[last.next++]));
                continue;
            }
            order.push_back(last.statement);
            states[last.statement] = State::done;
            open.pop_back();
        }
    }
    return order;
}

}  // namespace

/// One statement that makes a dataset.
struct CompiledScript::Step {
    std::string target;
    Plan plan;
};

class ScriptCompiler {
public:
    ScriptCompiler(Script const& script, Structures const& inputs, std::string_view file, std::string_view part, Problems& problems)
        : script_(script), file_(file), problems_(problems), planner_(script, inputs, file, part, problems) {}

    std::optional<CompiledScript> compile() {
        auto const before = problems_.count();
        lintScript(script_, file_, problems_);
        if (problems_.count() != before) return std::nullopt;
        compiled_.file_ = std::string{file_};
        // There is an order: a cycle has been found before.
        auto const order = *orderOf(script_.assignments, file_);
        for (auto const statement : order) add(script_.assignments[statement]);
        if (problems_.count() != before) return std::nullopt;
        compiled_.isByParts_ = planner_.isByParts();
        return std::move(compiled_);
    }

private:
    void add(Assignment const& assignment) {
        auto const& target = assignment.target.text;
        std::vector<std::size_t> unmade;
        if (!failed_.empty()) collectSources(assignment.expression, failed_, unmade);
        auto const before = problems_.count();
        auto operand = unmade.empty() ? planner_.plan(assignment.expression) : tl::unexpected(Error{error::vtlDatasetUnknown, {}, {}});
        if (!operand) {
            if (unmade.empty() && problems_.count() == before) problems_.add(std::move(operand).error());
            failed_.emplace(target, 0);
            return;
        }
        if (operand->isDataset()) {
            CompiledScript::Step step{target, *operand->plan};
            step.plan.structure.name = target;
            compiled_.results_.emplace(target, step.plan.structure);
            compiled_.steps_.push_back(std::make_shared<CompiledScript::Step const>(std::move(step)));
        }
        planner_.remember(target, std::move(*operand));
    }

    Script const& script_;
    std::string_view file_;
    Problems& problems_;
    Planner planner_;
    std::map<std::string, std::size_t, std::less<>> failed_;  // statements that make nothing
    CompiledScript compiled_;
};

Result<> lintScript(Script const& script, std::string_view file) {
    Problems problems;
    lintScript(script, file, problems);
    if (!problems.empty()) return tl::unexpected(problems.first().front());
    return {};
}

void lintScript(Script const& script, std::string_view file, Problems& problems) {
    for (auto const& ruleset : script.rulesets) {
        auto const names = namesOf(ruleset.signature);
        auto const lint = [&](Expression const& expression) {
            lintNames(expression, names, ruleset.name, file, problems);
            lintCondition(expression, file, problems);
        };
        for (auto const& rule : ruleset.rules) {
            if (rule.when) lint(*rule.when);
            lint(rule.then);
        }
    }
    for (auto const& ruleset : script.hierarchies) {
        auto const names = namesOf(ruleset.conditions);
        auto const lint = [&](Expression const& expression) {
            lintNames(expression, names, ruleset.name, file, problems);
            lintCondition(expression, file, problems);
        };
        for (auto const& rule : ruleset.rules) {
            if (rule.when) lint(*rule.when);
            for (auto const& item : rule.right) {
                if (item.condition) lint(*item.condition);
            }
        }
    }
    auto const rulesets = namesOf(script.rulesets);
    auto const hierarchies = namesOf(script.hierarchies);
    for (auto const& assignment : script.assignments) {
        lintRulesets(assignment.expression, rulesets, hierarchies, file, problems);
        lintTypes(assignment.expression, file, problems);
    }
    if (auto const order = orderOf(script.assignments, file); !order) problems.add(order.error());
}

Result<CompiledScript> compileScript(Script const& script, Structures const& inputs, std::string_view file, std::string_view part) {
    Problems problems;
    auto compiled = compileScript(script, inputs, file, problems, part);
    if (!compiled) return tl::unexpected(problems.first().front());
    return std::move(*compiled);
}

std::optional<CompiledScript> compileScript(Script const& script, Structures const& inputs, std::string_view file, Problems& problems,
                                            std::string_view part) {
    return ScriptCompiler{script, inputs, file, part, problems}.compile();
}

Result<> CompiledScript::run(FindDataset const& inputs, Tables& tables, Problems& unjudged) const {
    for (auto const& step : steps_) {
        ZHIBAO_TRY(Table table, step->plan.run(Run{inputs, tables, unjudged}));
        tables.emplace(step->target, std::move(table));
    }
    return {};
}

Result<Datasets> CompiledScript::run(Datasets const& inputs, Problems& unjudged) const {
    Tables tables;
    auto const find = [&](std::string_view name) {
        auto const found = inputs.find(name);
        return found == inputs.end() ? nullptr : &found->second;
    };
    ZHIBAO_CHECK(run(find, tables, unjudged));
    Datasets results;
    for (auto& [name, table] : tables) {
        auto columns = table->columns();
        results.emplace(name, Dataset{results_.find(name)->second, std::move(columns)});
    }
    return results;
}

Result<Datasets> runScript(std::string_view text, Datasets const& inputs, std::string_view file) {
    ZHIBAO_TRY(Script const script, parseScript(text, file));
    Structures structures;
    for (auto const& [name, dataset] : inputs) structures.emplace(name, dataset.structure());
    ZHIBAO_TRY(CompiledScript const compiled, compileScript(script, structures, file));
    Problems unjudged;
    ZHIBAO_TRY(Datasets results, compiled.run(inputs, unjudged));
    if (!unjudged.empty()) return tl::unexpected(unjudged.first().front());
    return results;
}

}  // namespace zhibao::vtl
