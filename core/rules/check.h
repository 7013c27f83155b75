#pragma once
/// Runs a survey's rulesets over datasets and says what is not in order.

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/error.h"
#include "base/language.h"
#include "rules/dataset.h"
#include "rules/finding.h"
#include "rules/ruleset.h"

namespace zhibao {

/// A ruleset tied to the structure of the dataset that it sees.
class BoundRuleset {
public:
    /// `structure` may have more components than the signature lists. Errors: those of vtl::compileRuleset; papersColumnUnknown for a
    /// component that a finding's cells are matched by and that the structure does not have.
    [[nodiscard]] static Result<BoundRuleset> bind(Ruleset ruleset, vtl::Structure const& structure);

    [[nodiscard]] Ruleset const& ruleset() const noexcept { return ruleset_; }
    [[nodiscard]] vtl::CompiledRuleset const& compiled() const noexcept { return compiled_; }
    /// Of the datasets that `check` takes.
    [[nodiscard]] vtl::Structure const& structure() const noexcept { return compiled_.structure(); }

private:
    Ruleset ruleset_;
    vtl::CompiledRuleset compiled_;
};

/// Finds the cells of other forms that a finding points to: all rows that match the judged row.
using CellFinder = std::function<void(PaperCell const& cell, vtl::Dataset const& dataset, std::size_t row, std::vector<CellReference>& cells)>;

/// How findings speak of values to people. What a function leaves empty, and what has no function, is shown as it stands.
struct FindingWords {
    /// For the value of a component that is a code: what it means, beside or instead of the code.
    std::function<LocalizedText(std::string_view component, std::string_view value)> named;
    /// Why a cell cannot, or can hardly, hold a figure: the {reason} of a message.
    std::function<LocalizedText(CellReference const& cell)> reason;
};

/// Every rule on every row that is not satisfied, in the order of rules, then rows. The dataset's rows are those of the form, in order,
/// or what the ruleset's preparation made. A finding stands where its first cell is; one that finds no cell points to the filing's
/// period. Messages get their {column} from the row, {row} counts from 1, {reason} is that of the first cell; a missing value shows as "—".
/// A Number has commas between its thousands, in every language; the finding's arguments have none.
[[nodiscard]] std::vector<Finding> check(BoundRuleset const& ruleset, vtl::Dataset const& dataset, RunsAt where, CellFinder const& others = {},
                                         FindingWords const& words = {});

/// The same for a dataset with the rows of `parts` filings, which the Integer component at `part` numbers from 0: for each what `check` would say of
/// its rows alone. `words` has one for each filing.
[[nodiscard]] std::vector<std::vector<Finding>> checkParts(BoundRuleset const& ruleset, vtl::Dataset const& dataset, std::size_t part, std::size_t parts, RunsAt where,
                                                           CellFinder const& others, std::span<FindingWords const> words);

/// What is to be said when the dataset could not be made, because a statement failed: each rule is broken.
[[nodiscard]] std::vector<Finding> brokenFindings(BoundRuleset const& ruleset, RunsAt where);

}  // namespace zhibao
