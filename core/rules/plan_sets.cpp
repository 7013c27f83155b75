#include <algorithm>
#include <span>

#include "rules/planner.h"

namespace zhibao::vtl {

namespace {

/// Which column of a dataset stands for each component of the result.
using Columns = std::vector<std::size_t>;

Columns identifiersOf(Columns const& columns, std::vector<std::size_t> const& identifiers) {
    Columns chosen;
    for (auto const i : identifiers) chosen.push_back(columns[i]);
    return chosen;
}

void append(Dataset& result, Dataset const& from, Columns const& columns, std::span<std::uint32_t const> rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        auto& column = result.column(i);
        auto const& source = from.column(columns[i]);
        // Columns share what they hold: all rows of the first one cost nothing.
        if (column.size() == 0 && column.type() == source.type() && rows.size() == source.size())
            column = source;
        else
            column.append(source, rows);
    }
}

}  // namespace

/// union, intersect, setdiff and symdiff know data points by their identifiers; where several have the same, the leftmost counts.
Result<Plan> Planner::setOperation(Expression const& expression, std::vector<Plan> sources) const {
    auto const operation = expression.dataset->operation;
    Plan plan;
    plan.structure = sources.front().structure;
    std::vector<Columns> columns;
    for (std::size_t s = 0; s < sources.size(); ++s) {
        auto const& structure = sources[s].structure;
        Columns some;
        for (auto& component : plan.structure.components) {
            auto const found = structure.find(component.name);
            bool const fits = found && structure.components[*found].role == component.role &&
                              (structure.components[*found].type == component.type ||
                               (isNumeric(structure.components[*found].type) && isNumeric(component.type)));
            if (!fits)
                return refuse(error::vtlStructuresDiffer, expression.operands[s].position,
                              {{"operator", std::string{nameOf(operation)}}, {"component", component.name}});
            if (structure.components[*found].type == ScalarType::number) component.type = ScalarType::number;
            component.nullable = component.nullable || structure.components[*found].nullable;
            some.push_back(*found);
        }
        for (auto const& component : structure.components) {
            if (!plan.structure.find(component.name))
                return refuse(error::vtlStructuresDiffer, expression.operands[s].position,
                              {{"operator", std::string{nameOf(operation)}}, {"component", component.name}});
        }
        columns.push_back(std::move(some));
    }
    auto const identifiers = positionsOf(plan.structure, Role::identifier);
    plan.run = [sources = std::move(sources), columns = std::move(columns), identifiers, operation,
                structure = shared(plan.structure)](Run const& run) -> Result<Table> {
        std::vector<Table> tables;
        std::vector<Key> keys;
        for (std::size_t s = 0; s < sources.size(); ++s) {
            ZHIBAO_TRY(Table table, sources[s].run(run));
            keys.push_back(Key{*table, identifiersOf(columns[s], identifiers)});
            tables.push_back(std::move(table));
        }
        Dataset result{structure};
        // The rows of one operand that are, or are not, in all of the others.
        auto const take = [&](std::size_t which, std::vector<std::size_t> const& others, bool wanted) {
            if (tables[which]->rowCount() == 0) return;
            std::vector<std::vector<std::uint32_t>> found;
            for (auto const other : others) {
                if (tables[other]->rowCount() != 0) found.push_back(matches(keys[which], keys[other]));
                else if (wanted) return;
            }
            std::vector<std::uint32_t> rows;
            for (std::uint32_t row = 0; row < tables[which]->rowCount(); ++row) {
                bool const fits = std::all_of(found.begin(), found.end(), [&](auto const& one) { return (one[row] != noRow) == wanted; });
                if (fits) rows.push_back(row);
            }
            append(result, *tables[which], columns[which], rows);
        };
        std::vector<std::size_t> before;
        switch (operation) {
            case DatasetOperation::unite:
                for (std::size_t s = 0; s < tables.size(); ++s) {
                    take(s, before, false);
                    before.push_back(s);
                }
                break;
            case DatasetOperation::intersect:
                for (std::size_t s = 1; s < tables.size(); ++s) before.push_back(s);
                take(0, before, true);
                break;
            case DatasetOperation::symmetricDifference:
                take(0, {1}, false);
                take(1, {0}, false);
                break;
            default: take(0, {1}, false); break;
        }
        return std::make_shared<Dataset>(std::move(result));
    };
    return plan;
}

Result<Plan> Planner::existsIn(Expression const& expression, Plan left, Plan right) const {
    Columns leftKey;
    Columns rightKey;
    auto const leftIdentifiers = positionsOf(left.structure, Role::identifier);
    auto const rightIdentifiers = positionsOf(right.structure, Role::identifier);
    for (auto const i : leftIdentifiers) {
        for (auto const j : rightIdentifiers) {
            auto const& one = left.structure.components[i];
            auto const& other = right.structure.components[j];
            if (one.name != other.name || (one.type != other.type && !(isNumeric(one.type) && isNumeric(other.type)))) continue;
            leftKey.push_back(i);
            rightKey.push_back(j);
        }
    }
    if (leftKey.size() != std::min(leftIdentifiers.size(), rightIdentifiers.size()))
        return refuse(error::vtlIdentifiersDiffer, expression.position,
                      {{"operator", "exists_in"},
                       {"left", listed(left.structure, Role::identifier)},
                       {"right", listed(right.structure, Role::identifier)}});
    Plan plan;
    plan.structure.name = left.structure.name;
    for (auto const i : leftIdentifiers) plan.structure.components.push_back(left.structure.components[i]);
    plan.structure.components.push_back({"bool_var", Role::measure, ScalarType::boolean, true});
    auto const viral = positionsOf(left.structure, Role::viralAttribute);
    for (auto const i : viral) plan.structure.components.push_back(left.structure.components[i]);
    ZHIBAO_CHECK(allNamesOnce(plan.structure, expression.position));
    plan.run = [left = std::move(left), right = std::move(right), leftKey, rightKey, leftIdentifiers, viral,
                retained = expression.dataset->retained, structure = shared(plan.structure)](Run const& run) -> Result<Table> {
        ZHIBAO_TRY(Table const one, left.run(run));
        ZHIBAO_TRY(Table const other, right.run(run));
        auto const found = matches(Key{*one, leftKey}, Key{*other, rightKey});
        std::vector<std::uint32_t> rows;
        Column answers{ScalarType::boolean};
        for (std::uint32_t row = 0; row < found.size(); ++row) {
            bool const isThere = found[row] != noRow;
            if (retained != Retained::all && isThere != (retained == Retained::found)) continue;
            rows.push_back(row);
            answers.append(isThere);
        }
        std::vector<Column> columns;
        for (auto const i : leftIdentifiers) columns.push_back(one->column(i).taken(rows));
        columns.push_back(std::move(answers));
        for (auto const i : viral) columns.push_back(one->column(i).taken(rows));
        return tableOf(structure, std::move(columns));
    };
    return plan;
}

}  // namespace zhibao::vtl
