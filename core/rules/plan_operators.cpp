#include <algorithm>

#include "rules/planner.h"

namespace zhibao::vtl {

namespace {

/// What the result's measure is of does not depend on the operands' type: it gets a name of its own.
bool changesType(Operation operation) noexcept {
    switch (operation) {
        case Operation::equal:
        case Operation::notEqual:
        case Operation::less:
        case Operation::greater:
        case Operation::lessOrEqual:
        case Operation::greaterOrEqual:
        case Operation::between:
        case Operation::in:
        case Operation::notIn:
        case Operation::isNull:
        case Operation::matchCharacters:
        case Operation::length:
        case Operation::locate: return true;
        default: return false;
    }
}

/// The expression over the components that stand for the datasets.
Expression rowExpression(Expression const& expression, std::vector<Operand> const& operands,
                         std::initializer_list<std::pair<std::size_t, std::string>> names) {
    Expression row = expression;
    for (std::size_t i = 0; i < operands.size(); ++i) {
        if (!operands[i].isDataset()) row.operands[i] = operands[i].scalar;
    }
    for (auto const& [operand, name] : names) row.operands[operand] = nameExpression(name, expression.operands[operand].position);
    return row;
}

/// A dataset of one row whose value does not matter: scalars are computed over it.
Dataset oneRow() {
    Dataset row{Structure{{}, {{"", Role::measure, ScalarType::boolean, true}}}};
    row.column(0).appendNull();
    return row;
}

/// One measure of the result.
struct Calculation {
    std::string name;
    CompiledExpression expression;
};

}  // namespace

Result<Plan> Planner::ofOne(Expression const& expression, std::vector<Operand> const& operands, std::size_t dataset) const {
    Plan const& source = *operands[dataset].plan;
    Structure const& from = source.structure;
    bool const changes = changesType(expression.operation);
    if (changes) ZHIBAO_CHECK(onlyMeasure(from, nameOf(expression.operation), expression.position));

    Plan plan;
    plan.structure.name = from.name;
    auto const identifiers = positionsOf(from, Role::identifier);
    auto const viral = positionsOf(from, Role::viralAttribute);
    std::vector<Calculation> calculations;
    for (auto const i : identifiers) plan.structure.components.push_back(from.components[i]);
    for (auto const i : positionsOf(from, Role::measure)) {
        auto const& measure = from.components[i];
        Calculation calculation;
        ZHIBAO_TRY(calculation.expression,
                   compileExpression(rowExpression(expression, operands, {{dataset, measure.name}}), from, measure.type, file_));
        auto const type = calculation.expression.type();
        calculation.name = changes ? std::string{defaultMeasure(type)} : measure.name;
        plan.structure.components.push_back({calculation.name, Role::measure, type, true});
        calculations.push_back(std::move(calculation));
    }
    for (auto const i : viral) plan.structure.components.push_back(from.components[i]);
    ZHIBAO_CHECK(allNamesOnce(plan.structure, expression.position));

    plan.run = [source, identifiers, viral, calculations = std::move(calculations), structure = shared(plan.structure),
                file = std::string{file_}](Run const& run) -> Result<Table> {
        ZHIBAO_TRY(Table const table, source.run(run));
        std::vector<Column> columns;
        for (auto const i : identifiers) columns.push_back(table->column(i));
        for (auto const& calculation : calculations) {
            ZHIBAO_TRY(Column values, valuesOf(calculation.expression, *table, calculation.name, file));
            columns.push_back(std::move(values));
        }
        for (auto const i : viral) columns.push_back(table->column(i));
        return tableOf(structure, std::move(columns));
    };
    return plan;
}

namespace {

/// Two datasets side by side: the rows of one that have more identifiers, or as many, each with the row of the other that has the
/// same values in the other's identifiers. Rows without a partner are left out.
struct Join {
    bool overLeft = true;  // whose rows are gone through
    std::vector<std::size_t> keysLeft, keysRight;
    struct Part {
        bool left = true;
        std::size_t component = 0;
    };
    Structure structure;
    std::vector<Part> parts;  // where each component comes from

    void add(bool left, Structure const& from, std::size_t position, std::string name) {
        structure.components.push_back(from.components[position]);
        structure.components.back().name = std::move(name);
        parts.push_back({left, position});
    }

    [[nodiscard]] Dataset run(Dataset const& left, Dataset const& right) const {
        auto const partners =
            overLeft ? matches(Key{left, keysLeft}, Key{right, keysRight}) : matches(Key{right, keysRight}, Key{left, keysLeft});
        std::vector<std::uint32_t> own;
        std::vector<std::uint32_t> others;
        for (std::uint32_t row = 0; row < partners.size(); ++row) {
            if (partners[row] == noRow) continue;
            own.push_back(row);
            others.push_back(partners[row]);
        }
        std::vector<Column> columns;
        for (auto const& part : parts)
            columns.push_back((part.left ? left : right).column(part.component).taken(part.left == overLeft ? own : others));
        return Dataset{structure, std::move(columns)};
    }
};

bool comparable(ScalarType left, ScalarType right) noexcept {
    return left == right || (isNumeric(left) && isNumeric(right));
}

}  // namespace

Result<Plan> Planner::ofTwo(Expression const& expression, std::vector<Operand> const& operands, std::size_t left, std::size_t right) const {
    Structure const& first = operands[left].structure();
    Structure const& second = operands[right].structure();
    std::string const operation{nameOf(expression.operation)};
    bool const changes = changesType(expression.operation);

    Join join;
    auto const leftIdentifiers = positionsOf(first, Role::identifier);
    auto const rightIdentifiers = positionsOf(second, Role::identifier);
    for (auto const i : leftIdentifiers) {
        auto const& identifier = first.components[i];
        for (auto const j : rightIdentifiers) {
            if (second.components[j].name != identifier.name) continue;
            if (!comparable(identifier.type, second.components[j].type))
                return refuse(error::vtlTypeMismatch, expression.position,
                              {{"operator", operation},
                               {"got", std::string{nameOf(second.components[j].type)}},
                               {"expected", std::string{nameOf(identifier.type)}}});
            join.keysLeft.push_back(i);
            join.keysRight.push_back(j);
        }
    }
    if (join.keysLeft.size() != std::min(leftIdentifiers.size(), rightIdentifiers.size()))
        return refuse(error::vtlIdentifiersDiffer, expression.position,
                      {{"operator", operation}, {"left", listed(first, Role::identifier)}, {"right", listed(second, Role::identifier)}});
    join.overLeft = leftIdentifiers.size() >= rightIdentifiers.size();

    auto const leftMeasures = positionsOf(first, Role::measure);
    auto const rightMeasures = positionsOf(second, Role::measure);
    if (changes) {
        ZHIBAO_CHECK(onlyMeasure(first, operation, expression.position));
        ZHIBAO_CHECK(onlyMeasure(second, operation, expression.position));
    }
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (auto const i : leftMeasures) {
        for (auto const j : rightMeasures) {
            if (changes || second.components[j].name == first.components[i].name) pairs.emplace_back(i, j);
        }
    }
    if (pairs.size() != leftMeasures.size() || pairs.size() != rightMeasures.size())
        return refuse(error::vtlMeasuresDiffer, expression.position,
                      {{"operator", operation}, {"left", listed(first, Role::measure)}, {"right", listed(second, Role::measure)}});

    Plan plan;
    plan.structure.name = join.structure.name = first.name;
    for (auto const i : leftIdentifiers) join.add(true, first, i, first.components[i].name);
    for (auto const j : rightIdentifiers) {
        if (std::find(join.keysRight.begin(), join.keysRight.end(), j) == join.keysRight.end())
            join.add(false, second, j, second.components[j].name);
    }
    plan.structure.components = join.structure.components;
    std::size_t const identifierCount = plan.structure.components.size();
    // No name of a component has a mark like this in front.
    for (auto const& [i, j] : pairs) {
        join.add(true, first, i, "1#" + first.components[i].name);
        join.add(false, second, j, "2#" + second.components[j].name);
    }
    // A viral attribute of both is one of the result.
    std::vector<std::pair<std::size_t, std::optional<std::size_t>>> viral;
    std::vector<Component> viralComponents;
    for (auto const i : positionsOf(first, Role::viralAttribute)) {
        viral.emplace_back(join.parts.size(), std::nullopt);
        viralComponents.push_back(first.components[i]);
        join.add(true, first, i, "1#" + first.components[i].name);
    }
    std::size_t const leftViral = viral.size();
    for (auto const j : positionsOf(second, Role::viralAttribute)) {
        auto const& attribute = second.components[j];
        std::size_t const position = join.parts.size();
        join.add(false, second, j, "2#" + attribute.name);
        std::size_t same = 0;
        while (same < leftViral && viralComponents[same].name != attribute.name) ++same;
        if (same == leftViral) {
            viral.emplace_back(position, std::nullopt);
            viralComponents.push_back(attribute);
        } else if (!comparable(viralComponents[same].type, attribute.type)) {
            return refuse(error::vtlTypeMismatch, expression.position,
                          {{"operator", operation},
                           {"got", std::string{nameOf(attribute.type)}},
                           {"expected", std::string{nameOf(viralComponents[same].type)}}});
        } else {
            viral[same].second = position;
        }
    }

    std::vector<Calculation> calculations;
    for (auto const& [i, j] : pairs) {
        auto const& measure = first.components[i];
        Calculation calculation;
        ZHIBAO_TRY(
            calculation.expression,
            compileExpression(rowExpression(expression, operands, {{left, "1#" + measure.name}, {right, "2#" + second.components[j].name}}),
                              join.structure, measure.type, file_));
        auto const type = calculation.expression.type();
        calculation.name = changes ? std::string{defaultMeasure(type)} : measure.name;
        plan.structure.components.push_back({calculation.name, Role::measure, type, true});
        calculations.push_back(std::move(calculation));
    }
    for (auto& component : viralComponents) plan.structure.components.push_back(std::move(component));
    ZHIBAO_CHECK(allNamesOnce(plan.structure, expression.position));

    plan.run = [sourceLeft = *operands[left].plan, sourceRight = *operands[right].plan, join = std::move(join), identifierCount, viral,
                calculations = std::move(calculations), structure = shared(plan.structure),
                file = std::string{file_}](Run const& run) -> Result<Table> {
        ZHIBAO_TRY(Table const one, sourceLeft.run(run));
        ZHIBAO_TRY(Table const other, sourceRight.run(run));
        Dataset const both = join.run(*one, *other);
        std::vector<Column> columns{both.columns().begin(), both.columns().begin() + static_cast<std::ptrdiff_t>(identifierCount)};
        for (auto const& calculation : calculations) {
            ZHIBAO_TRY(Column values, valuesOf(calculation.expression, both, calculation.name, file));
            columns.push_back(std::move(values));
        }
        for (auto const& [position, partner] : viral)
            columns.push_back(partner ? propagated(both.column(position), both.column(*partner)) : both.column(position));
        return tableOf(structure, std::move(columns));
    };
    return plan;
}

/// `if` and `case` with a dataset as condition: for each data point of the first condition the data point of the branch that is taken.
Result<Plan> Planner::choice(Expression const& expression, std::vector<Operand> const& operands) const {
    std::string const operation{nameOf(expression.operation)};
    std::vector<std::size_t> conditions;
    std::vector<std::size_t> branches;
    for (std::size_t i = 0; i < operands.size(); ++i) (i % 2 == 0 && i + 1 < operands.size() ? conditions : branches).push_back(i);
    Structure const* shape = nullptr;
    for (auto const branch : branches) {
        if (operands[branch].isDataset() && shape == nullptr) shape = &operands[branch].structure();
    }
    if (shape == nullptr) return refuse(error::vtlNotDataset, operands[branches.front()].position, {{"operator", operation}});

    struct Branch {
        std::optional<Plan> plan;
        std::vector<std::size_t> keys;     // its identifiers in the order of those of the result
        std::vector<std::size_t> columns;  // its components in the order of the result
        std::vector<CompiledExpression> scalars;
    };
    struct Condition {
        Plan plan;
        std::vector<std::size_t> keys;
        std::size_t measure = 0;
    };
    Plan plan;
    plan.structure.name = shape->name;
    for (Role const role : {Role::identifier, Role::measure, Role::viralAttribute}) {
        for (auto const i : positionsOf(*shape, role)) plan.structure.components.push_back(shape->components[i]);
    }
    auto const identifiers = positionsOf(plan.structure, Role::identifier);
    auto const keysIn = [&](Structure const& structure, Position position) -> Result<std::vector<std::size_t>> {
        std::vector<std::size_t> keys;
        for (auto const i : identifiers) {
            auto const found = structure.find(plan.structure.components[i].name);
            if (found && structure.components[*found].role == Role::identifier &&
                comparable(structure.components[*found].type, plan.structure.components[i].type))
                keys.push_back(*found);
        }
        if (keys.size() != identifiers.size() || keys.size() != positionsOf(structure, Role::identifier).size())
            return refuse(error::vtlIdentifiersDiffer, position,
                          {{"operator", operation},
                           {"left", listed(plan.structure, Role::identifier)},
                           {"right", listed(structure, Role::identifier)}});
        return keys;
    };

    std::vector<Branch> made;
    for (auto const i : branches) {
        Branch branch;
        if (operands[i].isDataset()) {
            branch.plan = operands[i].plan;
            auto const& structure = branch.plan->structure;
            ZHIBAO_TRY(branch.keys, keysIn(structure, operands[i].position));
            for (auto& component : plan.structure.components) {
                auto const found = structure.find(component.name);
                if (!found || structure.components[*found].role != component.role ||
                    !comparable(structure.components[*found].type, component.type) ||
                    positionsOf(structure, Role::measure).size() != positionsOf(plan.structure, Role::measure).size())
                    return refuse(error::vtlStructuresDiffer, operands[i].position,
                                  {{"operator", operation}, {"component", component.name}});
                if (structure.components[*found].type == ScalarType::number) component.type = ScalarType::number;
                branch.columns.push_back(*found);
            }
        } else {
            for (auto const m : positionsOf(plan.structure, Role::measure)) {
                auto& measure = plan.structure.components[m];
                ZHIBAO_TRY(CompiledExpression scalar, compileExpression(operands[i].scalar, oneRow().structure(), measure.type, file_));
                if (!comparable(scalar.type(), measure.type))
                    return refuse(error::vtlTypeMismatch, operands[i].position,
                                  {{"operator", operation},
                                   {"got", std::string{nameOf(scalar.type())}},
                                   {"expected", std::string{nameOf(measure.type)}}});
                if (scalar.type() == ScalarType::number) measure.type = ScalarType::number;
                branch.scalars.push_back(std::move(scalar));
            }
        }
        made.push_back(std::move(branch));
    }
    std::vector<Condition> asked;
    for (auto const i : conditions) {
        if (!operands[i].isDataset()) return refuse(error::vtlNotDataset, operands[i].position, {{"operator", operation}});
        Condition condition;
        condition.plan = *operands[i].plan;
        ZHIBAO_TRY(condition.measure, onlyMeasure(condition.plan.structure, operation, operands[i].position));
        auto const type = condition.plan.structure.components[condition.measure].type;
        if (type != ScalarType::boolean)
            return refuse(error::vtlTypeMismatch, operands[i].position,
                          {{"operator", operation}, {"got", std::string{nameOf(type)}}, {"expected", "Boolean"}});
        ZHIBAO_TRY(condition.keys, keysIn(condition.plan.structure, operands[i].position));
        asked.push_back(std::move(condition));
    }

    plan.run = [made = std::move(made), asked = std::move(asked), structure = plan.structure, identifiers,
                file = std::string{file_}](Run const& run) -> Result<Table> {
        std::vector<Table> conditionTables;
        for (auto const& condition : asked) {
            ZHIBAO_TRY(Table table, condition.plan.run(run));
            conditionTables.push_back(std::move(table));
        }
        Dataset const& leading = *conditionTables.front();
        Key const leadingKey{leading, asked.front().keys};
        std::vector<std::vector<std::uint32_t>> conditionRows;
        for (std::size_t i = 0; i < asked.size(); ++i)
            conditionRows.push_back(matches(leadingKey, Key{*conditionTables[i], asked[i].keys}));
        std::vector<Table> branchTables;
        std::vector<std::vector<std::uint32_t>> branchRows;
        std::vector<std::vector<Column>> scalars;
        for (auto const& branch : made) {
            branchTables.emplace_back();
            branchRows.emplace_back();
            scalars.emplace_back();
            if (branch.plan) {
                ZHIBAO_TRY(branchTables.back(), branch.plan->run(run));
                branchRows.back() = matches(leadingKey, Key{*branchTables.back(), branch.keys});
                continue;
            }
            Dataset const row = oneRow();
            for (auto const& scalar : branch.scalars) {
                ZHIBAO_TRY(Column value, valuesOf(scalar, row, structure.name, file));
                scalars.back().push_back(std::move(value));
            }
        }
        Dataset result{structure};
        for (std::size_t row = 0; row < leading.rowCount(); ++row) {
            std::size_t taken = made.size() - 1;
            for (std::size_t i = asked.size(); i-- > 0;) {
                auto const at = conditionRows[i][row];
                auto const& answers = conditionTables[i]->column(asked[i].measure);
                if (at != noRow && !answers.isNull(at) && answers.boolean(at)) taken = i;
            }
            auto const& branch = made[taken];
            if (branch.plan && branchRows[taken][row] == noRow) continue;
            std::size_t measure = 0;
            for (std::size_t c = 0; c < structure.components.size(); ++c) {
                if (branch.plan)
                    result.column(c).append(branchTables[taken]->column(branch.columns[c]), branchRows[taken][row]);
                else if (structure.components[c].role == Role::identifier)
                    result.column(c).append(leading.column(asked.front().keys[c]), row);
                else if (structure.components[c].role == Role::measure)
                    result.column(c).append(scalars[taken][measure++], 0);
                else
                    result.column(c).appendNull();
            }
        }
        return std::make_shared<Dataset>(std::move(result));
    };
    return plan;
}

}  // namespace zhibao::vtl
