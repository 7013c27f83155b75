#pragma once
/// What is to be said of a whole filing: structural problems first, findings of rules beside them, and whether it may be sealed.
/// The one judgement that the enterprise's grid, the command line, sealing and the bureau's intake share: comply (no error) or explain
/// (a query with an explanation that says something); a notice only informs.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "answers/filing.h"
#include "answers/structure.h"
#include "form/edition.h"
#include "rules/edition_rules.h"
#include "rules/finding.h"
#include "rules/ruleset.h"
#include "rules/surroundings.h"

namespace zhibao {

struct Judgement {
    /// Those of checkStructure and, with rates, of checkRates; then explanations that are refused (rules/explanations.h) although something
    /// asks for them, and as notices those that nothing asks for.
    std::vector<StructuralProblem> problems;
    std::vector<Finding> findings;
    /// What stands in the way of sealing: structural problems of level error, structural queries without an explanation (by the
    /// problem's code as rule), errors that are violated, not evaluable or broken, and violated queries that no explanation answers.
    /// Source: DESIGN §3.4; DOMAIN 1.11, levels.
    std::vector<StructuralProblem> blockingProblems;
    std::vector<Finding> blockingFindings;
    /// Beside `problems` and `findings`: whether it is a query that an explanation answers, and the explanation says something.
    std::vector<bool> problemExplained;
    std::vector<bool> findingExplained;

    /// Whether a problem or a finding, by its position, is one of those that stand in the way.
    [[nodiscard]] bool problemBlocks(std::size_t problem) const noexcept;
    [[nodiscard]] bool findingBlocks(std::size_t finding) const noexcept;
    [[nodiscard]] bool blocksSealing() const noexcept { return !blockingProblems.empty() || !blockingFindings.empty(); }
    /// True when something of level error is there: an error cannot be explained away.
    [[nodiscard]] bool hasErrors() const noexcept;
};

/// Rules are run whatever the structure is: both lists are complete, so that a person mends everything in one go.
[[nodiscard]] Judgement judge(Filing const& filing, Edition const& edition, EditionRules const& rules, RunsAt where,
                              Surroundings const& surroundings = {});
/// Of many filings of one edition, each as if alone.
[[nodiscard]] std::vector<Judgement> judge(std::span<EditionRules::Question const> questions, Edition const& edition, EditionRules const& rules, RunsAt where);
/// Why a text would be refused as this explanation of the filing, asked while it is being written; nothing when it may stand.
[[nodiscard]] std::optional<Error> refusalOfExplanation(Explanation const& explanation, Filing const& filing, EditionRules const& rules,
                                                        Surroundings const& surroundings = {});
/// Compiles the rules for one filing.
[[nodiscard]] Result<Judgement> judge(Filing const& filing, Edition const& edition, RunsAt where, Surroundings const& surroundings = {});

}  // namespace zhibao
