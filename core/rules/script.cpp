#include "rules/script.h"

#include <algorithm>
#include <optional>
#include <variant>

#include "rules/evaluate.h"
#include "rules/names.h"
#include "rules/tokens.h"

namespace zhibao::vtl {

namespace {

DatapointRuleset const* findRuleset(Script const& script, std::string_view name) {
    auto const found = findName(script.rulesets.begin(), script.rulesets.end(), name,
                                [](DatapointRuleset const& one) -> std::string_view { return one.name.text; });
    return found == script.rulesets.end() ? nullptr : &*found;
}

Result<> lintNames(Expression const& expression, DatapointRuleset const& ruleset, std::string_view file) {
    if (expression.kind == Expression::Kind::name) {
        auto const known = findName(ruleset.signature.begin(), ruleset.signature.end(), expression.name,
                                    [](Parameter const& one) -> std::string_view { return one.alias.text; });
        if (known == ruleset.signature.end())
            return fail(error::vtlNameUnknown, {{"name", expression.name}, {"in", ruleset.name.text}}, placeOf(file, expression.position));
    }
    for (auto const& operand : expression.operands) ZHIBAO_CHECK(lintNames(operand, ruleset, file));
    return {};
}

Result<> lintDataset(DatasetExpression const& expression, Script const& script, std::string_view file) {
    if (expression.kind == DatasetExpression::Kind::checkDatapoint && findRuleset(script, expression.ruleset.text) == nullptr)
        return fail(error::vtlNameUnknown, {{"name", expression.ruleset.text}, {"in", "rulesets"}},
                    placeOf(file, expression.ruleset.position));
    for (auto const& operand : expression.operands) ZHIBAO_CHECK(lintDataset(operand, script, file));
    return {};
}

/// Where the one dataset stands that the expression is made of.
DatasetExpression const& sourceOf(DatasetExpression const& expression) {
    return expression.kind == DatasetExpression::Kind::name ? expression : sourceOf(expression.operands.front());
}

/// The type of the measure errorlevel: whole numbers if all levels are, else numbers, else texts.
ScalarType levelType(std::vector<RuleDescription> const& rules) {
    ScalarType type = ScalarType::integer;
    for (auto const& rule : rules) {
        if (std::holds_alternative<std::string>(rule.errorLevel) || std::holds_alternative<bool>(rule.errorLevel))
            return ScalarType::string;
        if (std::holds_alternative<Number>(rule.errorLevel)) type = ScalarType::number;
    }
    return type;
}

void appendLiteral(Column& column, Literal const& literal) {
    if (std::holds_alternative<Null>(literal))
        column.appendNull();
    else if (isTextual(column.type()))
        column.append(std::string_view{written(literal)});
    else if (auto const* integer = std::get_if<Integer>(&literal))
        column.append(integer->value);
    else
        column.append(std::get<Number>(literal));
}

}  // namespace

/// One dataset made from another: a copy, or the outcome of a check.
struct CompiledScript::Step {
    struct Check {
        CompiledRuleset ruleset;
        CheckOutput output = CheckOutput::invalid;
        Structure structure;  // of the outcome
    };
    std::string target;
    std::string source;
    bool sourceIsResult = false;
    std::vector<Check> checks;  // from the inside out
};

class ScriptCompiler {
public:
    ScriptCompiler(Script const& script, Structures const& inputs, std::string_view file) : script_(script), inputs_(inputs), file_(file) {}

    Result<CompiledScript> compile() {
        ZHIBAO_CHECK(lintScript(script_, file_));
        compiled_.file_ = std::string{file_};
        enum class State { waiting, begun, done };
        std::vector<State> states(script_.assignments.size(), State::waiting);
        std::map<std::string, std::size_t, std::less<>> targets;
        for (std::size_t i = 0; i < script_.assignments.size(); ++i) targets.emplace(script_.assignments[i].target.text, i);

        std::vector<std::size_t> chain;
        for (std::size_t i = 0; i < script_.assignments.size(); ++i) {
            // Follows what a statement is made of back to an input or to a result that is done, then comes forward again.
            for (std::size_t next = i; states[next] != State::done;) {
                if (states[next] == State::begun)
                    return fail(error::vtlCycle, {{"name", script_.assignments[next].target.text}},
                                placeOf(file_, script_.assignments[next].target.position));
                states[next] = State::begun;
                chain.push_back(next);
                auto const found = targets.find(sourceOf(script_.assignments[next].expression).name);
                if (found == targets.end()) break;
                next = found->second;
            }
            for (; !chain.empty(); chain.pop_back()) {
                ZHIBAO_CHECK(add(script_.assignments[chain.back()]));
                states[chain.back()] = State::done;
            }
        }
        return std::move(compiled_);
    }

private:
    Result<> add(Assignment const& assignment) {
        CompiledScript::Step step;
        step.target = assignment.target.text;
        auto const& source = sourceOf(assignment.expression);
        step.source = source.name;
        Structure structure;
        if (auto const result = compiled_.results_.find(source.name); result != compiled_.results_.end()) {
            step.sourceIsResult = true;
            structure = result->second;
        } else {
            auto const input =
                findName(inputs_.begin(), inputs_.end(), source.name, [](auto const& one) -> std::string_view { return one.first; });
            if (input == inputs_.end())
                return fail(error::vtlNameUnknown, {{"name", source.name}, {"in", "datasets"}}, placeOf(file_, source.position));
            step.source = input->first;
            structure = input->second;
            structure.name = input->first;
        }
        ZHIBAO_TRY(structure, addChecks(assignment.expression, std::move(structure), step));
        structure.name = step.target;
        if (!step.checks.empty()) step.checks.back().structure.name = step.target;
        compiled_.results_.emplace(step.target, std::move(structure));
        compiled_.steps_.push_back(std::make_shared<CompiledScript::Step const>(std::move(step)));
        return {};
    }

    Result<Structure> addChecks(DatasetExpression const& expression, Structure source, CompiledScript::Step& step) {
        if (expression.kind == DatasetExpression::Kind::name) return source;
        ZHIBAO_TRY(Structure const operand, addChecks(expression.operands.front(), std::move(source), step));
        auto const* ruleset = findRuleset(script_, expression.ruleset.text);
        if (ruleset->onValueDomains != expression.hasComponents && ruleset->onValueDomains)
            return fail(error::vtlSignatureMismatch, {{"ruleset", ruleset->name.text}, {"expected", signatureOf(*ruleset)}},
                        placeOf(file_, expression.ruleset.position));
        CompiledScript::Step::Check check;
        check.output = expression.output;
        ZHIBAO_TRY(check.ruleset, compileRuleset(*ruleset, operand, expression.components, file_));
        ZHIBAO_TRY(check.structure, outcome(operand, check, expression.position));
        step.checks.push_back(check);
        return check.structure;
    }

    static std::string signatureOf(DatapointRuleset const& ruleset) {
        std::string names;
        for (auto const& parameter : ruleset.signature) names += (names.empty() ? "" : ", ") + parameter.name.text;
        return names;
    }

    /// Identifiers, ruleid, then the measures that the output asks for, errorcode and errorlevel; viral attributes stay, others go.
    /// Source: VTL 2.1 reference manual, check_datapoint; user manual, attribute propagation.
    Result<Structure> outcome(Structure const& operand, CompiledScript::Step::Check const& check, Position position) const {
        Structure structure;
        auto const keep = [&](Role role) {
            for (auto const& component : operand.components) {
                if (component.role == role) structure.components.push_back(component);
            }
        };
        keep(Role::identifier);
        structure.components.push_back({"ruleid", Role::identifier, ScalarType::string, false});
        if (check.output != CheckOutput::all) keep(Role::measure);
        if (check.output != CheckOutput::invalid) structure.components.push_back({"bool_var", Role::measure, ScalarType::boolean, true});
        structure.components.push_back({"errorcode", Role::measure, ScalarType::string, true});
        structure.components.push_back({"errorlevel", Role::measure, levelType(check.ruleset.rules()), true});
        keep(Role::viralAttribute);
        for (auto one = structure.components.begin(); one != structure.components.end(); ++one) {
            auto const same = [&](Component const& other) { return other.name == one->name; };
            if (std::any_of(structure.components.begin(), one, same))
                return fail(error::vtlNameTaken, {{"name", one->name}}, placeOf(file_, position));
        }
        return structure;
    }

    Script const& script_;
    Structures const& inputs_;
    std::string_view file_;
    CompiledScript compiled_;
};

namespace {

Result<Dataset> runCheck(CompiledRuleset const& ruleset, CheckOutput output, Structure structure, Dataset const& operand,
                         std::string_view file) {
    auto const& rules = ruleset.rules();
    std::vector<std::vector<VerdictBatch>> batches(rules.size());
    std::optional<Error> failure;
    evaluate(ruleset, operand, [&](VerdictBatch const& batch) {
        batches[batch.rule].push_back(batch);
        if (failure || isEmpty(batch.broken)) return;
        for (std::size_t row = 0; row < batch.rowCount && !failure; ++row) {
            if (!isSet(batch.broken, row)) continue;
            for (auto const& place : batch.faults) {
                if (!isSet(place.rows, row)) continue;
                failure = Error{error::vtlRunFailed,
                                {placeOf(file, place.position)},
                                {{"reason", std::string{nameOf(place.fault)}},
                                 {"rule", rules[batch.rule].name},
                                 {"dataset", operand.structure().name},
                                 {"row", std::to_string(batch.firstRow + row + 1)}}};
                break;
            }
        }
    });
    if (failure) return tl::unexpected(std::move(*failure));

    Dataset result{std::move(structure)};
    auto const& components = result.structure().components;
    std::vector<std::optional<std::size_t>> sources;  // the operand's column behind each column of the result
    for (auto const& component : components) sources.push_back(operand.structure().find(component.name));
    for (std::size_t rule = 0; rule < rules.size(); ++rule) {
        for (auto const& batch : batches[rule]) {
            for (std::size_t row = 0; row < batch.rowCount; ++row) {
                Verdict const verdict = batch.verdict(row);
                if (output == CheckOutput::invalid && verdict != Verdict::violated) continue;
                for (std::size_t i = 0; i < components.size(); ++i) {
                    auto& column = result.column(i);
                    auto const& name = components[i].name;
                    if (name == "ruleid") {
                        column.append(std::string_view{rules[rule].name});
                    } else if (name == "bool_var") {
                        if (verdict == Verdict::notEvaluable)
                            column.appendNull();
                        else
                            column.append(verdict == Verdict::satisfied);
                    } else if (name == "errorcode" || name == "errorlevel") {
                        // Codes belong to results that are not valid.
                        if (verdict == Verdict::violated)
                            appendLiteral(column, name == "errorcode" ? rules[rule].errorCode : rules[rule].errorLevel);
                        else
                            column.appendNull();
                    } else {
                        column.append(operand.column(*sources[i]), batch.firstRow + row);
                    }
                }
            }
        }
    }
    return result;
}

Dataset renamed(Dataset const& source, std::string const& name) {
    Structure structure = source.structure();
    structure.name = name;
    Dataset copy{std::move(structure)};
    for (std::size_t i = 0; i < source.columns().size(); ++i) copy.column(i) = source.column(i);
    return copy;
}

}  // namespace

Result<> lintScript(Script const& script, std::string_view file) {
    for (auto const& ruleset : script.rulesets) {
        for (auto const& rule : ruleset.rules) {
            if (rule.when) ZHIBAO_CHECK(lintNames(*rule.when, ruleset, file));
            ZHIBAO_CHECK(lintNames(rule.then, ruleset, file));
        }
    }
    for (auto const& assignment : script.assignments) ZHIBAO_CHECK(lintDataset(assignment.expression, script, file));
    return {};
}

Result<CompiledScript> compileScript(Script const& script, Structures const& inputs, std::string_view file) {
    return ScriptCompiler{script, inputs, file}.compile();
}

Result<Datasets> CompiledScript::run(Datasets const& inputs) const {
    Datasets results;
    for (auto const& step : steps_) {
        auto const& from = step->sourceIsResult ? results : inputs;
        auto const source = from.find(step->source);
        if (source == from.end()) return fail(error::vtlNameUnknown, {{"name", step->source}, {"in", "datasets"}}, file_);
        if (step->checks.empty()) {
            results.emplace(step->target, renamed(source->second, step->target));
            continue;
        }
        Dataset const* operand = &source->second;
        std::optional<Dataset> outcome;
        for (auto const& check : step->checks) {
            ZHIBAO_TRY(Dataset made, runCheck(check.ruleset, check.output, check.structure, *operand, file_));
            outcome = std::move(made);
            operand = &*outcome;
        }
        results.emplace(step->target, std::move(*outcome));
    }
    return results;
}

Result<Datasets> runScript(std::string_view text, Datasets const& inputs, std::string_view file) {
    ZHIBAO_TRY(Script const script, parseScript(text, file));
    Structures structures;
    for (auto const& [name, dataset] : inputs) structures.emplace(name, dataset.structure());
    ZHIBAO_TRY(CompiledScript const compiled, compileScript(script, structures, file));
    return compiled.run(inputs);
}

}  // namespace zhibao::vtl
