#include "rules/planner.h"

#include <algorithm>

#include "rules/names.h"
#include "rules/operators.h"
#include "rules/tokens.h"

namespace zhibao::vtl {

std::vector<std::size_t> positionsOf(Structure const& structure, Role role) {
    std::vector<std::size_t> positions;
    for (std::size_t i = 0; i < structure.components.size(); ++i) {
        if (structure.components[i].role == role) positions.push_back(i);
    }
    return positions;
}

std::string_view defaultMeasure(ScalarType type) noexcept {
    switch (type) {
        case ScalarType::string: return "string_var";
        case ScalarType::number: return "num_var";
        case ScalarType::integer: return "int_var";
        case ScalarType::boolean: return "bool_var";
        case ScalarType::date: return "date_var";
        case ScalarType::timePeriod: return "time_period_var";
        case ScalarType::time: return "time_var";
        case ScalarType::duration: return "duration_var";
    }
    return "";
}

SharedStructure shared(Structure structure) {
    return std::make_shared<Structure const>(std::move(structure));
}

Table tableOf(SharedStructure const& structure, std::vector<Column> columns) {
    return std::make_shared<Dataset>(structure, std::move(columns));
}

Table emptyTable(SharedStructure const& structure) {
    return std::make_shared<Dataset>(structure);
}

Table rowsOf(Dataset const& dataset, SharedStructure const& structure, std::span<std::uint32_t const> rows) {
    std::vector<Column> columns;
    columns.reserve(dataset.columns().size());
    for (auto const& column : dataset.columns()) columns.push_back(column.taken(rows));
    return tableOf(structure, std::move(columns));
}

Result<Column> valuesOf(CompiledExpression const& expression, Dataset const& dataset, std::string_view component, std::string_view file) {
    auto values = evaluate(expression, dataset);
    if (values) return std::move(*values);
    auto const& failed = values.error();
    ErrorArguments arguments{
        {"reason", std::string{nameOf(failed.fault)}}, {"component", std::string{component}}, {"row", std::to_string(failed.row + 1)}};
    if (failed.more != 0) arguments.emplace("more", std::to_string(failed.more));
    return fail(failed.more == 0 ? error::vtlExpressionFailed : error::vtlExpressionFailedOften, std::move(arguments),
                placeOf(file, failed.position));
}

Expression nameExpression(std::string name, Position position) {
    Expression expression;
    expression.kind = Expression::Kind::name;
    expression.name = std::move(name);
    expression.position = position;
    return expression;
}

std::string listed(Structure const& structure, Role role) {
    std::string names;
    for (auto const& component : structure.components) {
        if (component.role == role) names += (names.empty() ? "" : ", ") + component.name;
    }
    return names;
}

Column propagated(Column const& left, Column const& right) {
    Column result{left.type()};
    for (std::size_t row = 0; row < left.size(); ++row) result.append(compareValues(left, row, right, row) <= 0 ? left : right, row);
    return result;
}

Column propagated(Column const& values, Groups const& groups) {
    auto least = groups.firstRows;
    for (std::size_t row = 0; row < groups.ofRow.size(); ++row) {
        auto& best = least[groups.ofRow[row]];
        if (compareValues(values, row, values, best) < 0) best = static_cast<std::uint32_t>(row);
    }
    return values.taken(least);
}

tl::unexpected<Error> Planner::refuse(ErrorCode code, Position position, ErrorArguments arguments) const {
    return fail(code, std::move(arguments), placeOf(file_, position));
}

std::string Planner::placeText(Position position) const {
    return placeOf(file_, position);
}

Result<std::size_t> Planner::component(Structure const& structure, Name const& name) const {
    auto const found = structure.find(name.text);
    if (!found) return refuse(error::vtlComponentUnknown, name.position, {{"name", name.text}, {"in", structure.name}, {"there", listed(structure)}});
    return *found;
}

Result<std::size_t> Planner::onlyMeasure(Structure const& structure, std::string_view operation, Position position) const {
    auto const measures = positionsOf(structure, Role::measure);
    if (measures.size() != 1)
        return refuse(error::vtlSingleMeasure, position, {{"operator", std::string{operation}}, {"got", listed(structure, Role::measure)}});
    return measures.front();
}

Result<> Planner::allNamesOnce(Structure const& structure, Position position) const {
    for (auto one = structure.components.begin(); one != structure.components.end(); ++one) {
        if (std::any_of(structure.components.begin(), one, [&](Component const& other) { return other.name == one->name; }))
            return refuse(error::vtlNameTaken, position, {{"name", one->name}});
    }
    return {};
}

void Planner::remember(std::string const& target, Operand operand) {
    if (operand.isDataset()) {
        // Whoever refers to it takes what the statement made.
        operand.plan->run = [target](Run const& run) -> Result<Table> { return run.results.at(target); };
        operand.plan->structure.name = target;
    }
    known_.emplace(target, std::move(operand));
}

Result<Operand> Planner::plan(Expression const& expression) {
    switch (expression.kind) {
        case Expression::Kind::name: return named(expression);
        case Expression::Kind::operation: return operation(expression);
        case Expression::Kind::dataset: return dataset(expression);
        case Expression::Kind::literal:
        case Expression::Kind::omitted: break;
    }
    return Operand{std::nullopt, expression, expression.position};
}

Result<Operand> Planner::named(Expression const& expression) const {
    if (auto const result = known_.find(expression.name); result != known_.end()) {
        Operand operand = result->second;
        operand.position = expression.position;
        return operand;
    }
    auto const input =
        findName(inputs_.begin(), inputs_.end(), expression.name, [](auto const& one) -> std::string_view { return one.first; });
    if (input == inputs_.end()) return refuse(error::vtlDatasetUnknown, expression.position, {{"name", expression.name}});
    Plan plan;
    plan.structure = input->second;
    plan.structure.name = input->first;
    plan.run = [name = input->first, file = std::string{file_}](Run const& run) -> Result<Table> {
        auto const* found = run.inputs(name);
        if (found == nullptr) return fail(error::vtlDatasetUnknown, {{"name", name}}, file);
        return Table{Table{}, found};
    };
    return Operand{std::move(plan), {}, expression.position};
}

Result<Operand> Planner::operation(Expression const& expression) {
    std::vector<Operand> operands;
    std::vector<std::size_t> datasets;
    for (auto const& one : expression.operands) {
        ZHIBAO_TRY(Operand operand, plan(one));
        if (operand.isDataset()) datasets.push_back(operands.size());
        operands.push_back(std::move(operand));
    }
    if (datasets.empty()) return scalar(expression, std::move(operands));
    Operand result;
    result.position = expression.position;
    if (expression.operation == Operation::conditional || expression.operation == Operation::caseOf) {
        ZHIBAO_TRY(result.plan, choice(expression, operands));
    } else if (datasets.size() == 1) {
        ZHIBAO_TRY(result.plan, ofOne(expression, operands, datasets.front()));
    } else if (datasets.size() == 2) {
        ZHIBAO_TRY(result.plan, ofTwo(expression, operands, datasets[0], datasets[1]));
    } else if (expression.operation == Operation::between) {
        return betweenDatasets(expression);
    } else {
        return refuse(error::vtlUnsupported, expression.position,
                      {{"feature", std::string{nameOf(expression.operation)} + " of three datasets"}});
    }
    return result;
}

/// The manual's "between" has bounds that are scalars or components; where both are datasets it is what its definition says:
/// op >= from and op <= to.
Result<Operand> Planner::betweenDatasets(Expression const& expression) {
    auto const compared = [&](Operation operation, std::size_t bound) {
        Expression comparison = expression;
        comparison.operation = operation;
        comparison.operands = {expression.operands[0], expression.operands[bound]};
        return comparison;
    };
    Expression both = expression;
    both.operation = Operation::conjunction;
    both.operands = {compared(Operation::greaterOrEqual, 1), compared(Operation::lessOrEqual, 2)};
    auto planned = operation(both);
    // What is refused is refused of the operator that is written.
    if (!planned && planned.error().arguments.contains("operator")) planned.error().arguments["operator"] = nameOf(Operation::between);
    return planned;
}

Result<Operand> Planner::scalar(Expression const& expression, std::vector<Operand> operands) const {
    Operand result;
    result.position = expression.position;
    result.scalar = expression;
    for (std::size_t i = 0; i < operands.size(); ++i) {
        result.scalar.operands[i] = std::move(operands[i].scalar);
        result.scalar.depth = std::max(result.scalar.depth, result.scalar.operands[i].depth + 1);
    }
    // A scalar may stand for a long expression; a chain of them must not get deeper than what one expression may be.
    if (result.scalar.depth > maximalDepth)
        return refuse(error::vtlTooDeep, expression.position, {{"limit", std::to_string(maximalDepth)}});
    ZHIBAO_CHECK(compileExpression(result.scalar, Structure{}, ScalarType::string, file_));
    return result;
}

Result<Operand> Planner::dataset(Expression const& expression) {
    auto const& what = *expression.dataset;
    std::vector<Plan> sources;
    for (auto const& one : expression.operands) {
        ZHIBAO_TRY(Operand operand, plan(one));
        if (!operand.isDataset())
            return refuse(error::vtlNotDataset, operand.position, {{"operator", std::string{nameOf(what.operation)}}});
        sources.push_back(std::move(*operand.plan));
    }
    auto const made = [&]() -> Result<Plan> {
        switch (what.operation) {
            case DatasetOperation::membership: return membership(expression, std::move(sources.front()));
            case DatasetOperation::filter: return filter(expression, std::move(sources.front()));
            case DatasetOperation::calc: return calc(expression, std::move(sources.front()));
            case DatasetOperation::aggr: return aggr(expression, std::move(sources.front()));
            case DatasetOperation::keep:
            case DatasetOperation::drop: return selection(expression, std::move(sources.front()));
            case DatasetOperation::rename: return rename(expression, std::move(sources.front()));
            case DatasetOperation::subspace: return subspace(expression, std::move(sources.front()));
            case DatasetOperation::aggregate: return aggregate(expression, std::move(sources.front()));
            case DatasetOperation::unite:
            case DatasetOperation::intersect:
            case DatasetOperation::difference:
            case DatasetOperation::symmetricDifference: return setOperation(expression, std::move(sources));
            case DatasetOperation::existsIn: return existsIn(expression, std::move(sources[0]), std::move(sources[1]));
            case DatasetOperation::check: return check(expression, std::move(sources));
            case DatasetOperation::checkDatapoint: return checkDatapoint(expression, std::move(sources.front()));
            case DatasetOperation::checkHierarchy:
            case DatasetOperation::hierarchy: return hierarchical(expression, std::move(sources.front()));
        }
        return Plan{};
    };
    Operand result;
    result.position = expression.position;
    ZHIBAO_TRY(result.plan, made());
    return result;
}

/// "DS#component": the identifiers and that component as the measure; under its own name when it is one already.
Result<Plan> Planner::membership(Expression const& expression, Plan source) const {
    Structure const from = source.structure;
    ZHIBAO_TRY(std::size_t const chosen, component(from, expression.dataset->items.front().name));
    Plan plan;
    plan.structure.name = from.name;
    auto columns = positionsOf(from, Role::identifier);
    for (auto const i : columns) plan.structure.components.push_back(from.components[i]);
    Component measure = from.components[chosen];
    if (measure.role != Role::measure) measure.name = defaultMeasure(measure.type);
    measure.role = Role::measure;
    measure.nullable = true;
    plan.structure.components.push_back(measure);
    columns.push_back(chosen);
    for (auto const i : positionsOf(from, Role::viralAttribute)) {
        plan.structure.components.push_back(from.components[i]);
        columns.push_back(i);
    }
    ZHIBAO_CHECK(allNamesOnce(plan.structure, expression.position));
    plan.run = [source = std::move(source), columns, structure = shared(plan.structure)](Run const& run) -> Result<Table> {
        ZHIBAO_TRY(Table const table, source.run(run));
        std::vector<Column> chosenColumns;
        for (auto const i : columns) chosenColumns.push_back(table->column(i));
        return tableOf(structure, std::move(chosenColumns));
    };
    return plan;
}

}  // namespace zhibao::vtl
