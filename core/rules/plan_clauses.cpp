#include <algorithm>

#include "rules/planner.h"

namespace zhibao::vtl {

namespace {

/// A plan that takes some columns of another's table, in the order of the structure.
Plan ofColumns(Plan source, Structure structure, std::vector<std::size_t> columns) {
    Plan plan;
    plan.structure = structure;
    plan.run = [source = std::move(source), structure = shared(std::move(structure)),
                columns = std::move(columns)](Run const& run) -> Result<Table> {
        ZHIBAO_TRY(Table const table, source.run(run));
        std::vector<Column> taken;
        taken.reserve(columns.size());
        for (auto const i : columns) taken.push_back(table->column(i));
        return tableOf(structure, std::move(taken));
    };
    return plan;
}

std::vector<std::uint32_t> rowsWhereTrue(Column const& answers) {
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < answers.size(); ++row) {
        if (!answers.isNull(row) && answers.boolean(row)) rows.push_back(row);
    }
    return rows;
}

}  // namespace

Result<Plan> Planner::filter(Expression const& expression, Plan source) const {
    auto const& condition = *expression.dataset->condition;
    ZHIBAO_TRY(CompiledExpression compiled, compileExpression(condition, source.structure, ScalarType::boolean, file_));
    if (compiled.type() != ScalarType::boolean)
        return refuse(error::vtlTypeMismatch, condition.position,
                      {{"operator", "filter"}, {"got", std::string{nameOf(compiled.type())}}, {"expected", "Boolean"}});
    Plan plan;
    plan.structure = source.structure;
    plan.run = [source = std::move(source), compiled = std::move(compiled), structure = shared(plan.structure),
                file = std::string{file_}](Run const& run) -> Result<Table> {
        ZHIBAO_TRY(Table table, source.run(run));
        if (table->rowCount() == 0) return table;
        ZHIBAO_TRY(Column const answers, valuesOf(compiled, *table, "filter", file));
        auto const rows = rowsWhereTrue(answers);
        if (rows.size() == table->rowCount()) return table;
        return rowsOf(*table, structure, rows);
    };
    return plan;
}

Result<Plan> Planner::calc(Expression const& expression, Plan source) const {
    struct Item {
        std::size_t target = 0;
        CompiledExpression values;
        bool isIdentifier = false;
        Position position;
    };
    Structure const from = source.structure;
    Plan plan;
    plan.structure = from;
    std::vector<Item> items;
    for (auto const& one : expression.dataset->items) {
        auto const known = from.find(one.name.text);
        if (known && from.components[*known].role == Role::identifier)
            return refuse(error::vtlRoleMismatch, one.name.position,
                          {{"operator", "calc"}, {"name", one.name.text}, {"expected", "Measure"}});
        Item item;
        item.position = one.name.position;
        ScalarType const untyped = known ? from.components[*known].type : ScalarType::string;
        ZHIBAO_TRY(item.values, compileExpression(*one.expression, from, untyped, file_));
        Component component{known ? from.components[*known].name : one.name.text, Role::measure, item.values.type(), true};
        if (known) component.role = from.components[*known].role;
        if (one.role) component.role = *one.role;
        item.isIdentifier = component.role == Role::identifier;
        component.nullable = !item.isIdentifier;
        for (auto const& earlier : items) {
            if (plan.structure.components[earlier.target].name == component.name)
                return refuse(error::vtlNameTaken, one.name.position, {{"name", component.name}});
        }
        item.target = known ? *known : plan.structure.components.size();
        if (known)
            plan.structure.components[*known] = component;
        else
            plan.structure.components.push_back(component);
        items.push_back(std::move(item));
    }
    plan.run = [source = std::move(source), items = std::move(items), structure = shared(plan.structure), nothing = emptyTable(shared(plan.structure)),
                file = std::string{file_}](Run const& run) -> Result<Table> {
        ZHIBAO_TRY(Table const table, source.run(run));
        if (table->rowCount() == 0) return nothing;
        auto const& components = structure->components;
        std::vector<Column> columns;
        columns.reserve(components.size());
        columns = table->columns();
        for (std::size_t i = columns.size(); i < components.size(); ++i) columns.emplace_back(components[i].type);
        for (auto const& item : items) {
            ZHIBAO_TRY(columns[item.target], valuesOf(item.values, *table, components[item.target].name, file));
            if (!item.isIdentifier) continue;
            for (std::size_t row = 0; row < columns[item.target].size(); ++row) {
                if (columns[item.target].isNull(row))
                    return fail(
                        error::vtlExpressionFailed,
                        {{"reason", "null"}, {"component", components[item.target].name}, {"row", std::to_string(row + 1)}},
                        file);
            }
        }
        return tableOf(structure, std::move(columns));
    };
    return plan;
}

/// keep and drop: identifiers stay in any case.
Result<Plan> Planner::selection(Expression const& expression, Plan source) const {
    auto const& what = *expression.dataset;
    bool const keeps = what.operation == DatasetOperation::keep;
    Structure const& from = source.structure;
    std::vector<bool> named(from.components.size(), false);
    for (auto const& item : what.items) {
        ZHIBAO_TRY(std::size_t const position, component(from, item.name));
        if (from.components[position].role == Role::identifier)
            return refuse(error::vtlRoleMismatch, item.name.position,
                          {{"operator", std::string{nameOf(what.operation)}}, {"name", item.name.text}, {"expected", "Measure"}});
        named[position] = true;
    }
    Structure structure{from.name, {}};
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < from.components.size(); ++i) {
        if (from.components[i].role != Role::identifier && named[i] != keeps) continue;
        structure.components.push_back(from.components[i]);
        columns.push_back(i);
    }
    return ofColumns(std::move(source), std::move(structure), std::move(columns));
}

Result<Plan> Planner::rename(Expression const& expression, Plan source) const {
    Structure structure = source.structure;
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < structure.components.size(); ++i) columns.push_back(i);
    std::vector<bool> renamed(columns.size(), false);
    for (auto const& item : expression.dataset->items) {
        ZHIBAO_TRY(std::size_t const position, component(source.structure, item.name));
        if (renamed[position]) return refuse(error::vtlNameTwice, item.name.position, {{"name", item.name.text}});
        renamed[position] = true;
        structure.components[position].name = item.newName.text;
    }
    ZHIBAO_CHECK(allNamesOnce(structure, expression.position));
    return ofColumns(std::move(source), std::move(structure), std::move(columns));
}

/// sub: the data points where identifiers have these values, without these identifiers.
Result<Plan> Planner::subspace(Expression const& expression, Plan source) const {
    Structure const from = source.structure;
    std::vector<bool> fixed(from.components.size(), false);
    Expression condition;
    for (auto const& item : expression.dataset->items) {
        ZHIBAO_TRY(std::size_t const position, component(from, item.name));
        if (from.components[position].role != Role::identifier)
            return refuse(error::vtlRoleMismatch, item.name.position,
                          {{"operator", "sub"}, {"name", item.name.text}, {"expected", "Identifier"}});
        if (fixed[position]) return refuse(error::vtlNameTwice, item.name.position, {{"name", item.name.text}});
        fixed[position] = true;
        Expression value;
        value.kind = Expression::Kind::literal;
        value.position = item.name.position;
        value.literal = item.value;
        Expression same;
        same.kind = Expression::Kind::operation;
        same.operation = Operation::equal;
        same.position = item.name.position;
        same.operands = {nameExpression(from.components[position].name, item.name.position), std::move(value)};
        if (condition.kind == Expression::Kind::omitted) {
            condition = std::move(same);
            continue;
        }
        Expression both;
        both.kind = Expression::Kind::operation;
        both.operation = Operation::conjunction;
        both.position = item.name.position;
        both.operands = {std::move(condition), std::move(same)};
        condition = std::move(both);
    }
    ZHIBAO_TRY(CompiledExpression compiled, compileExpression(condition, from, ScalarType::boolean, file_));
    Structure structure{from.name, {}};
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < from.components.size(); ++i) {
        if (fixed[i]) continue;
        structure.components.push_back(from.components[i]);
        columns.push_back(i);
    }
    Plan plan;
    plan.structure = structure;
    plan.run = [source = std::move(source), compiled = std::move(compiled), structure = shared(structure), columns,
                file = std::string{file_}](Run const& run) -> Result<Table> {
        ZHIBAO_TRY(Table const table, source.run(run));
        ZHIBAO_TRY(Column const answers, valuesOf(compiled, *table, "sub", file));
        auto const rows = rowsWhereTrue(answers);
        std::vector<Column> taken;
        for (auto const i : columns) taken.push_back(table->column(i).taken(rows));
        return tableOf(structure, std::move(taken));
    };
    return plan;
}

}  // namespace zhibao::vtl
