#pragma once
/// Turns the expressions of a script's statements into plans: the structure of every intermediate dataset is known and checked when the
/// plan is made, and a plan only has to be run over data. planner.cpp knows names and membership, plan_operators.cpp what works
/// component by component, plan_clauses.cpp, plan_aggregates.cpp, plan_sets.cpp, plan_checks.cpp and plan_hierarchies.cpp the rest.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problems.h"
#include "rules/compile.h"
#include "rules/dataset.h"
#include "rules/evaluate.h"
#include "rules/keys.h"
#include "rules/script.h"
#include "rules/syntax.h"

namespace zhibao::vtl {

/// What a plan finds when it runs.
struct Run {
    FindDataset const& inputs;
    Tables const& results;
    Problems& unjudged;  // rules that fail on a row: vtlRunFailed
};

/// How a dataset is made. The table that `run` gives has exactly this structure, save for its name.
struct Plan {
    Structure structure;
    std::function<Result<Table>(Run const&)> run;
};

/// What an expression of a statement is: a dataset, or a scalar, which stays an expression until it meets components.
struct Operand {
    std::optional<Plan> plan;
    Expression scalar;
    Position position;
    [[nodiscard]] bool isDataset() const noexcept { return plan.has_value(); }
    [[nodiscard]] Structure const& structure() const noexcept { return plan->structure; }
};

class Planner {
public:
    /// `part`: see compileScript. Where several rules of a ruleset are wrong, `problems` gets all of them; the result of `plan` is the first.
    Planner(Script const& script, Structures const& inputs, std::string_view file, std::string_view part, Problems& problems)
        : script_(script), inputs_(inputs), file_(file), part_(part), problems_(problems) {}

    /// What the expression is. Statements that it refers to have been planned before.
    Result<Operand> plan(Expression const& expression);
    /// Makes the outcome of a statement known to those that follow.
    void remember(std::string const& target, Operand operand);
    /// Of everything planned so far: CompiledScript::isByParts.
    [[nodiscard]] bool isByParts() const noexcept { return isByParts_; }

private:
    Result<Operand> named(Expression const& expression) const;
    Result<Operand> operation(Expression const& expression);
    Result<Operand> betweenDatasets(Expression const& expression);
    Result<Operand> scalar(Expression const& expression, std::vector<Operand> operands) const;
    Result<Operand> dataset(Expression const& expression);

    // One dataset with scalars, or two datasets with scalars, component by component.
    Result<Plan> ofOne(Expression const& expression, std::vector<Operand> const& operands, std::size_t dataset) const;
    Result<Plan> ofTwo(Expression const& expression, std::vector<Operand> const& operands, std::size_t left, std::size_t right) const;
    Result<Plan> choice(Expression const& expression, std::vector<Operand> const& operands) const;

    Result<Plan> membership(Expression const& expression, Plan source) const;
    Result<Plan> filter(Expression const& expression, Plan source) const;
    Result<Plan> calc(Expression const& expression, Plan source) const;
    Result<Plan> selection(Expression const& expression, Plan source) const;
    Result<Plan> rename(Expression const& expression, Plan source) const;
    Result<Plan> subspace(Expression const& expression, Plan source) const;
    Result<Plan> aggr(Expression const& expression, Plan source) const;
    Result<Plan> aggregate(Expression const& expression, Plan source) const;
    struct Aggregation;
    Result<Plan> aggregation(Aggregation what, Grouping const& grouping, Plan source) const;
    Result<std::vector<std::size_t>> groupIdentifiers(Grouping const& grouping, Structure const& structure) const;
    Result<Plan> setOperation(Expression const& expression, std::vector<Plan> sources) const;
    Result<Plan> existsIn(Expression const& expression, Plan left, Plan right) const;
    Result<Plan> check(Expression const& expression, std::vector<Plan> sources) const;
    Result<Plan> checkDatapoint(Expression const& expression, Plan source) const;
    Result<Plan> hierarchical(Expression const& expression, Plan source) const;

    // --- what several of them need ---
    [[nodiscard]] tl::unexpected<Error> refuse(ErrorCode code, Position position, ErrorArguments arguments) const;
    /// The position of a component; vtlComponentUnknown.
    Result<std::size_t> component(Structure const& structure, Name const& name) const;
    /// The position of the only measure; vtlSingleMeasure.
    Result<std::size_t> onlyMeasure(Structure const& structure, std::string_view operation, Position position) const;
    Result<> allNamesOnce(Structure const& structure, Position position) const;
    /// "file:line:column".
    [[nodiscard]] std::string placeText(Position position) const;

    Script const& script_;
    Structures const& inputs_;
    std::string_view file_;
    std::string_view part_;
    mutable bool isByParts_ = true;
    Problems& problems_;
    std::map<std::string, Operand, std::less<>> known_;
};

[[nodiscard]] std::vector<std::size_t> positionsOf(Structure const& structure, Role role);
/// The name of the measure that an operator gives which changes the type: "bool_var", "int_var".
[[nodiscard]] std::string_view defaultMeasure(ScalarType type) noexcept;
/// Structures are made once, with the plan, and shared by the tables of all its runs.
using SharedStructure = std::shared_ptr<Structure const>;
[[nodiscard]] SharedStructure shared(Structure structure);
[[nodiscard]] Table tableOf(SharedStructure const& structure, std::vector<Column> columns);
[[nodiscard]] Table emptyTable(SharedStructure const& structure);
/// The chosen rows of all columns.
[[nodiscard]] Table rowsOf(Dataset const& dataset, SharedStructure const& structure, std::span<std::uint32_t const> rows);
/// The expression's values, or what went wrong: vtlExpressionFailed, vtlExpressionFailedOften.
[[nodiscard]] Result<Column> valuesOf(CompiledExpression const& expression, Dataset const& dataset, std::string_view component,
                                      std::string_view file);
[[nodiscard]] Expression nameExpression(std::string name, Position position);
[[nodiscard]] std::string listed(Structure const& structure, Role role);

/// A viral attribute's value where two data points meet: the same one where both have it, else the smaller one, and none where one of
/// them has none. The manual leaves the rule to the organisation; this one gives what its examples show, in any order of the operands.
[[nodiscard]] Column propagated(Column const& left, Column const& right);
/// The same for the data points of each group.
[[nodiscard]] Column propagated(Column const& values, Groups const& groups);

}  // namespace zhibao::vtl
