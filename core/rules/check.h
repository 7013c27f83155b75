#pragma once
/// Runs a survey's rulesets over datasets and says what is not in order.

#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/error.h"
#include "rules/dataset.h"
#include "rules/finding.h"
#include "rules/ruleset.h"

namespace zhibao {

/// A ruleset tied to the structure of the dataset that it sees. The dataset handed to `check` needs only the components that the
/// ruleset's signature lists, in the order of `structure()`.
class BoundRuleset {
public:
    /// `structure` may have more components than the signature lists. Errors: those of vtl::compileRuleset.
    [[nodiscard]] static Result<BoundRuleset> bind(Ruleset ruleset, vtl::Structure const& structure);

    [[nodiscard]] Ruleset const& ruleset() const noexcept { return ruleset_; }
    [[nodiscard]] vtl::CompiledRuleset const& compiled() const noexcept { return compiled_; }
    [[nodiscard]] vtl::Structure const& structure() const noexcept { return compiled_.structure(); }

private:
    Ruleset ruleset_;
    vtl::CompiledRuleset compiled_;
};

/// Every rule on every row that is not satisfied, in the order of rules, then rows. The dataset's rows are those of the form, in order.
/// Messages get their {column} from the row and {row} counts from 1; a missing value shows as "—".
[[nodiscard]] std::vector<Finding> check(BoundRuleset const& ruleset, vtl::Dataset const& dataset, RunsAt where);

/// Whether the unit has explained the finding: the rule, the row, and a text that says something.
[[nodiscard]] bool isExplained(Finding const& finding, std::vector<Explanation> const& explanations);

/// The findings that stand in the way of sealing: errors that are violated, not evaluable or broken, and violated queries without an
/// explanation. Source: DESIGN §3.4; DOMAIN 1.11, levels.
[[nodiscard]] std::vector<Finding> blockingFindings(std::vector<Finding> const& findings, std::vector<Explanation> const& explanations);
[[nodiscard]] bool blocksSealing(std::vector<Finding> const& findings, std::vector<Explanation> const& explanations);

}  // namespace zhibao
