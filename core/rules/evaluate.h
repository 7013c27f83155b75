#pragma once
/// Runs a compiled ruleset over the columns of a dataset, a batch of rows at a time, and hands out the verdicts as bits.

#include <array>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "rules/compile.h"
#include "rules/dataset.h"
#include "rules/finding.h"

namespace zhibao::vtl {

inline constexpr std::size_t batchRows = 1024;

/// One bit per row of a batch.
using Mask = std::array<std::uint64_t, batchRows / 64>;

[[nodiscard]] inline bool isSet(Mask const& mask, std::size_t row) noexcept {
    return ((mask[row / 64] >> (row % 64)) & 1U) != 0;
}
[[nodiscard]] bool isEmpty(Mask const& mask) noexcept;

/// Why an operator failed to run.
enum class Fault : std::uint8_t { overflow, divisionByZero, argument };
/// "overflow", "division-by-zero", "argument".
[[nodiscard]] std::string_view nameOf(Fault fault) noexcept;

struct FaultPlace {
    Fault fault = Fault::overflow;
    Position position;  // of the operator
    Mask rows{};
};

/// The verdicts of one rule on the rows firstRow to firstRow + rowCount − 1. A row that is in none of the masks satisfies the rule,
/// also because the rule's antecedent is false there. An antecedent that is null leaves the rule not evaluable: nobody knows whether
/// it applies. (The manual says what a true and what a false antecedent means and leaves null to three-valued logic.)
/// A failing operator breaks the rule on the rows where its value counts: not behind a false antecedent, not in the branch of an
/// `if` that is not taken, and not beside an operand of `and` or `or` that decides alone.
struct VerdictBatch {
    std::size_t rule = 0;
    std::size_t firstRow = 0;
    std::size_t rowCount = 0;
    Mask violated{};
    Mask notEvaluable{};
    Mask broken{};
    std::vector<FaultPlace> faults;

    [[nodiscard]] Verdict verdict(std::size_t rowInBatch) const noexcept {
        if (isSet(broken, rowInBatch)) return Verdict::broken;
        if (isSet(notEvaluable, rowInBatch)) return Verdict::notEvaluable;
        return isSet(violated, rowInBatch) ? Verdict::violated : Verdict::satisfied;
    }
};

using VerdictSink = std::function<void(VerdictBatch const&)>;

/// The dataset has the structure that the ruleset was compiled for (asserted). Batches come in the order of rows and, for the same
/// rows, in the order of rules.
void evaluate(CompiledRuleset const& ruleset, Dataset const& dataset, VerdictSink const& sink);

/// Where an expression has no value.
struct FailedRow {
    Fault fault = Fault::overflow;
    Position position;    // of the operator
    std::size_t row = 0;   // the first, from 0
    std::size_t more = 0;  // how many rows after it fail as well
};

/// The value of the expression on each row. The dataset has the structure that it was compiled for (asserted).
[[nodiscard]] tl::expected<Column, FailedRow> evaluate(CompiledExpression const& expression, Dataset const& dataset);

}  // namespace zhibao::vtl
