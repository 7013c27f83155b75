#include <algorithm>
#include <cassert>

#include "rules/checks.h"
#include "rules/evaluate.h"
#include "rules/names.h"
#include "rules/planner.h"
#include "rules/tokens.h"

namespace zhibao::vtl {

namespace {

/// Says of each row that breaks the rule which of its operators failed there.
void report(VerdictBatch const& batch, std::string const& rule, std::string const& dataset, std::string_view file, Problems& unjudged) {
    if (isEmpty(batch.broken)) return;
    for (std::size_t row = 0; row < batch.rowCount; ++row) {
        if (!isSet(batch.broken, row)) continue;
        auto const place = std::find_if(batch.faults.begin(), batch.faults.end(), [&](FaultPlace const& one) { return isSet(one.rows, row); });
        assert(place != batch.faults.end());  // what breaks a row says where
        unjudged.add({error::vtlRunFailed,
                      {placeOf(file, place->position)},
                      {{"reason", std::string{nameOf(place->fault)}},
                       {"rule", rule},
                       {"dataset", dataset},
                       {"row", std::to_string(batch.firstRow + row + 1)}}});
    }
}

Dataset runCheck(CompiledRuleset const& ruleset, CheckOutput output, Structure structure, Dataset const& operand, std::string_view file,
                 Problems& unjudged) {
    auto const& rules = ruleset.rules();
    std::vector<std::vector<VerdictBatch>> batches(rules.size());
    evaluate(ruleset, operand, [&](VerdictBatch const& batch) {
        batches[batch.rule].push_back(batch);
        report(batch, rules[batch.rule].name, operand.structure().name, file, unjudged);
    });

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
                    } else if (name == "bool_var" && output != CheckOutput::invalid) {  // else a measure of the operand may be called so
                        if (verdict == Verdict::notEvaluable || verdict == Verdict::broken)
                            column.appendNull();
                        else
                            column.append(verdict == Verdict::satisfied);
                    } else if (name == "errorcode" || name == "errorlevel") {
                        // Codes belong to results that are not valid.
                        if (verdict == Verdict::violated)
                            append(column, name == "errorcode" ? rules[rule].errorCode : rules[rule].errorLevel);
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

}  // namespace

/// Identifiers, ruleid, then the measures that the output asks for, errorcode and errorlevel; viral attributes stay, others go.
/// Source: VTL 2.1 reference manual, check_datapoint; user manual, attribute propagation.
Result<Plan> Planner::checkDatapoint(Expression const& expression, Plan source) const {
    auto const& what = *expression.dataset;
    auto const& ruleset = *findRuleset(script_.rulesets, what.ruleset.text);
    if (ruleset.onValueDomains && what.components.empty()) {
        std::string expected;
        for (auto const& parameter : ruleset.signature) expected += (expected.empty() ? "" : ", ") + parameter.name.text;
        return refuse(error::vtlSignatureMismatch, what.ruleset.position,
                      {{"ruleset", ruleset.name.text}, {"expected", std::move(expected)}});
    }
    Problems problems;
    auto compiled = compileRuleset(ruleset, source.structure, what.components, file_, problems);
    if (!compiled) {
        for (auto const& problem : problems.first()) problems_.add(problem);
        return tl::unexpected(problems.first().front());
    }
    Plan plan;
    plan.structure.name = source.structure.name;
    auto& components = plan.structure.components;
    auto const keep = [&](Role role) {
        for (auto const i : positionsOf(source.structure, role)) components.push_back(source.structure.components[i]);
    };
    keep(Role::identifier);
    components.push_back({"ruleid", Role::identifier, ScalarType::string, false});
    if (what.output != CheckOutput::all) keep(Role::measure);
    if (what.output != CheckOutput::invalid) components.push_back({"bool_var", Role::measure, ScalarType::boolean, true});
    components.push_back({"errorcode", Role::measure, ScalarType::string, true});
    std::vector<Literal> levels;
    for (auto const& rule : compiled->rules()) levels.push_back(rule.errorLevel);
    components.push_back({"errorlevel", Role::measure, levelType(levels), true});
    keep(Role::viralAttribute);
    ZHIBAO_CHECK(allNamesOnce(plan.structure, expression.position));
    plan.run = [source = std::move(source), compiled = std::move(*compiled), output = what.output, structure = plan.structure,
                file = std::string{file_}](Run const& run) -> Result<Table> {
        ZHIBAO_TRY(Table const table, source.run(run));
        return std::make_shared<Dataset>(runCheck(compiled, output, structure, *table, file, run.unjudged));
    };
    return plan;
}

/// check(): the condition, what is missing to equality, and the codes where the condition is false.
Result<Plan> Planner::check(Expression const& expression, std::vector<Plan> sources) const {
    auto const& what = *expression.dataset;
    Structure const& from = sources.front().structure;
    ZHIBAO_TRY(std::size_t const condition, onlyMeasure(from, "check", expression.position));
    if (from.components[condition].type != ScalarType::boolean)
        return refuse(error::vtlTypeMismatch, expression.position,
                      {{"operator", "check"}, {"got", std::string{nameOf(from.components[condition].type)}}, {"expected", "Boolean"}});
    Plan plan;
    plan.structure.name = from.name;
    auto const identifiers = positionsOf(from, Role::identifier);
    auto const viral = positionsOf(from, Role::viralAttribute);
    for (auto const i : identifiers) plan.structure.components.push_back(from.components[i]);
    Component imbalance{"imbalance", Role::measure, ScalarType::number, true};
    std::size_t difference = 0;
    std::vector<std::size_t> partners;
    if (sources.size() == 2) {
        Structure const& other = sources[1].structure;
        ZHIBAO_TRY(difference, onlyMeasure(other, "imbalance", expression.operands[1].position));
        imbalance.type = other.components[difference].type;
        if (!isNumeric(imbalance.type))
            return refuse(error::vtlTypeMismatch, expression.operands[1].position,
                          {{"operator", "imbalance"}, {"got", std::string{nameOf(imbalance.type)}}, {"expected", "Number"}});
        for (auto const i : identifiers) {
            auto const found = other.find(from.components[i].name);
            if (found && other.components[*found].role == Role::identifier) partners.push_back(*found);
        }
        if (partners.size() != identifiers.size() || partners.size() != positionsOf(other, Role::identifier).size())
            return refuse(
                error::vtlIdentifiersDiffer, expression.operands[1].position,
                {{"operator", "imbalance"}, {"left", listed(from, Role::identifier)}, {"right", listed(other, Role::identifier)}});
    }
    plan.structure.components.push_back({"bool_var", Role::measure, ScalarType::boolean, true});
    plan.structure.components.push_back(imbalance);
    plan.structure.components.push_back({"errorcode", Role::measure, ScalarType::string, true});
    plan.structure.components.push_back({"errorlevel", Role::measure, levelType({what.errorLevel}), true});
    for (auto const i : viral) plan.structure.components.push_back(from.components[i]);
    ZHIBAO_CHECK(allNamesOnce(plan.structure, expression.position));
    plan.run = [sources = std::move(sources), condition, difference, partners, identifiers, viral, what,
                structure = shared(plan.structure)](Run const& run) -> Result<Table> {
        ZHIBAO_TRY(Table const table, sources.front().run(run));
        auto const& answers = table->column(condition);
        std::vector<std::uint32_t> rows;
        for (std::uint32_t row = 0; row < answers.size(); ++row) {
            if (what.output != CheckOutput::invalid || (!answers.isNull(row) && !answers.boolean(row))) rows.push_back(row);
        }
        std::vector<Column> columns;
        for (auto const i : identifiers) columns.push_back(table->column(i).taken(rows));
        columns.push_back(answers.taken(rows));
        if (sources.size() == 2) {
            ZHIBAO_TRY(Table const other, sources[1].run(run));
            auto const found = matches(Key{*table, identifiers}, Key{*other, partners});
            std::vector<std::uint32_t> theirs;
            for (auto const row : rows) theirs.push_back(found[row]);
            columns.push_back(other->column(difference).taken(theirs));
        } else {
            columns.push_back(Column{ScalarType::number});
            for (std::size_t i = 0; i < rows.size(); ++i) columns.back().appendNull();
        }
        Column codes{ScalarType::string};
        Column levels{structure->components[columns.size() + 1].type};
        for (auto const row : rows) {
            bool const isViolated = !answers.isNull(row) && !answers.boolean(row);
            append(codes, isViolated ? what.errorCode : Literal{Null{}});
            append(levels, isViolated ? what.errorLevel : Literal{Null{}});
        }
        columns.push_back(std::move(codes));
        columns.push_back(std::move(levels));
        for (auto const i : viral) columns.push_back(table->column(i).taken(rows));
        return tableOf(structure, std::move(columns));
    };
    return plan;
}

}  // namespace zhibao::vtl
