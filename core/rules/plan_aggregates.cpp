#include <algorithm>

#include "rules/aggregates.h"
#include "rules/planner.h"

namespace zhibao::vtl {

namespace {

/// One aggregate function: what it is applied to and where the result goes.
struct Aggregate {
    Component result;
    Operation function = Operation::count;
    Position position;
    std::optional<CompiledExpression> values;  // none for count()
};

}  // namespace

struct Planner::Aggregation {
    std::vector<Aggregate> results;
    std::vector<Aggregate> conditions;  // what `having` asks about
    std::optional<Expression> having;   // over the results of `conditions`
};

Result<std::vector<std::size_t>> Planner::groupIdentifiers(Grouping const& grouping, Structure const& structure) const {
    auto const identifiers = positionsOf(structure, Role::identifier);
    auto const part = part_.empty() ? std::nullopt : structure.find(part_);
    if (grouping.kind == Grouping::Kind::whole) {
        isByParts_ = isByParts_ && part_.empty();
        return part ? std::vector<std::size_t>{*part} : std::vector<std::size_t>{};
    }
    std::vector<bool> named(structure.components.size(), false);
    if (part) named[*part] = grouping.kind == Grouping::Kind::by;
    for (auto const& name : grouping.components) {
        ZHIBAO_TRY(std::size_t const position, component(structure, name));
        if (structure.components[position].role != Role::identifier)
            return refuse(error::vtlRoleMismatch, name.position, {{"operator", "group"}, {"name", name.text}, {"expected", "Identifier"}});
        named[position] = true;
    }
    std::vector<std::size_t> chosen;
    for (auto const i : identifiers) {
        if (named[i] == (grouping.kind == Grouping::Kind::by)) chosen.push_back(i);
    }
    return chosen;
}

namespace {

/// The aggregate of an expression like "sum(a + b)" over the rows of the structure.
Result<Aggregate> aggregateOf(Expression const& expression, Structure const& structure, std::string name, Role role, std::string_view file,
                              std::string const& place) {
    Aggregate aggregate;
    aggregate.function = expression.operation;
    aggregate.position = expression.position;
    ScalarType type = ScalarType::integer;
    if (!expression.operands.empty()) {
        ZHIBAO_TRY(aggregate.values, compileExpression(expression.operands.front(), structure, ScalarType::number, file));
        auto const known = aggregateType(expression.operation, aggregate.values->type());
        if (!known)
            return fail(error::vtlTypeMismatch,
                        {{"operator", std::string{nameOf(expression.operation)}},
                         {"got", std::string{nameOf(aggregate.values->type())}},
                         {"expected", "Number"}},
                        place);
        type = *known;
    }
    aggregate.result = {std::move(name), role, type, role != Role::identifier};
    return aggregate;
}

Result<Column> run(Aggregate const& aggregate, Dataset const& dataset, Groups const& groups, std::string_view file,
                   std::string const& place) {
    if (!aggregate.values || aggregate.function == Operation::count) return counted(groups);
    ZHIBAO_TRY(Column const values, valuesOf(*aggregate.values, dataset, aggregate.result.name, file));
    auto column = aggregated(aggregate.function, values, groups);
    if (!column)
        return fail(error::vtlExpressionFailed, {{"reason", "overflow"}, {"component", aggregate.result.name}, {"row", "1"}}, place);
    return std::move(*column);
}

}  // namespace

Result<Plan> Planner::aggr(Expression const& expression, Plan source) const {
    Aggregation what;
    for (auto const& item : expression.dataset->items) {
        ZHIBAO_TRY(Aggregate aggregate, aggregateOf(*item.expression, source.structure, item.name.text, item.role.value_or(Role::measure),
                                                    file_, placeText(item.expression->position)));
        what.results.push_back(std::move(aggregate));
    }
    return aggregation(std::move(what), expression.dataset->grouping, std::move(source));
}

/// "sum(DS group by …)": every measure, or the count of the data points as a measure of its own.
Result<Plan> Planner::aggregate(Expression const& expression, Plan source) const {
    auto const function = expression.dataset->function;
    Aggregation what;
    auto const one = [&](std::string name, std::vector<Expression> operands) -> Result<> {
        Expression call;
        call.kind = Expression::Kind::operation;
        call.operation = function;
        call.position = expression.position;
        call.operands = std::move(operands);
        ZHIBAO_TRY(Aggregate aggregate,
                   aggregateOf(call, source.structure, std::move(name), Role::measure, file_, placeText(expression.position)));
        what.results.push_back(std::move(aggregate));
        return {};
    };
    if (function == Operation::count) {
        ZHIBAO_CHECK(one("int_var", {}));
    } else {
        for (auto const i : positionsOf(source.structure, Role::measure)) {
            auto const& name = source.structure.components[i].name;
            ZHIBAO_CHECK(one(name, {nameExpression(name, expression.position)}));
        }
    }
    return aggregation(std::move(what), expression.dataset->grouping, std::move(source));
}

Result<Plan> Planner::aggregation(Aggregation what, Grouping const& grouping, Plan source) const {
    Structure const from = source.structure;
    ZHIBAO_TRY(auto const identifiers, groupIdentifiers(grouping, from));
    Plan plan;
    plan.structure.name = from.name;
    for (auto const i : identifiers) plan.structure.components.push_back(from.components[i]);
    Structure asked = plan.structure;  // what `having` sees of a group
    for (auto const& aggregate : what.results) plan.structure.components.push_back(aggregate.result);
    std::vector<std::size_t> viral;
    for (auto const i : positionsOf(from, Role::viralAttribute)) {
        if (plan.structure.find(from.components[i].name)) continue;  // calculated in the clause
        viral.push_back(i);
        plan.structure.components.push_back(from.components[i]);
    }
    ZHIBAO_CHECK(allNamesOnce(plan.structure, grouping.components.empty() ? Position{} : grouping.components.front().position));

    std::optional<CompiledExpression> having;
    if (grouping.having) {
        // Each aggregate in the condition becomes a component of the groups.
        Expression condition = *grouping.having;
        auto const takeApart = [&](auto const& self, Expression& expression) -> Result<> {
            if (expression.kind == Expression::Kind::operation && isAggregate(expression.operation)) {
                std::string name = "#" + std::to_string(what.conditions.size());
                ZHIBAO_TRY(Aggregate aggregate, aggregateOf(expression, from, name, Role::measure, file_, placeText(expression.position)));
                asked.components.push_back(aggregate.result);
                what.conditions.push_back(std::move(aggregate));
                expression = nameExpression(std::move(name), expression.position);
                return {};
            }
            for (auto& operand : expression.operands) ZHIBAO_CHECK(self(self, operand));
            return {};
        };
        ZHIBAO_CHECK(takeApart(takeApart, condition));
        ZHIBAO_TRY(having, compileExpression(condition, asked, ScalarType::boolean, file_));
        if (having->type() != ScalarType::boolean)
            return refuse(error::vtlTypeMismatch, grouping.having->position,
                          {{"operator", "having"}, {"got", std::string{nameOf(having->type())}}, {"expected", "Boolean"}});
    }

    std::vector<std::string> places;
    for (auto const& aggregate : what.results) places.push_back(placeText(aggregate.position));
    for (auto const& aggregate : what.conditions) places.push_back(placeText(aggregate.position));
    plan.run = [source = std::move(source), what = std::move(what), identifiers, viral, having = std::move(having), asked = shared(asked), places,
                structure = shared(plan.structure), nothing = emptyTable(shared(plan.structure)), file = std::string{file_}](Run const& data) -> Result<Table> {
        ZHIBAO_TRY(Table const table, source.run(data));
        // Without identifiers all rows are one group, also when there are none.
        if (table->rowCount() == 0 && !identifiers.empty()) return nothing;
        Groups const groups = groupsOf(Key{*table, identifiers});
        std::vector<Column> columns;
        for (auto const i : identifiers) columns.push_back(table->column(i).taken(groups.firstRows));
        std::vector<Column> seen = columns;
        for (std::size_t i = 0; i < what.results.size(); ++i) {
            ZHIBAO_TRY(Column values, run(what.results[i], *table, groups, file, places[i]));
            columns.push_back(std::move(values));
        }
        for (auto const i : viral) columns.push_back(propagated(table->column(i), groups));
        Table result = tableOf(structure, std::move(columns));
        if (!having) return result;
        for (std::size_t i = 0; i < what.conditions.size(); ++i) {
            ZHIBAO_TRY(Column values, run(what.conditions[i], *table, groups, file, places[what.results.size() + i]));
            seen.push_back(std::move(values));
        }
        ZHIBAO_TRY(Column const answers, valuesOf(*having, *tableOf(asked, std::move(seen)), "having", file));
        std::vector<std::uint32_t> rows;
        for (std::uint32_t group = 0; group < answers.size(); ++group) {
            if (!answers.isNull(group) && answers.boolean(group)) rows.push_back(group);
        }
        return rowsOf(*result, structure, rows);
    };
    return plan;
}

}  // namespace zhibao::vtl
