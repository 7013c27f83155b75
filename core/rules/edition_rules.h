#pragma once
/// The check of a whole filing by the rules of its edition.

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/error.h"
#include "form/edition.h"
#include "rules/check.h"
#include "rules/dataset.h"
#include "rules/explanations.h"
#include "rules/finding.h"
#include "rules/ruleset.h"
#include "rules/surroundings.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode ruleDatasetUnknown{"rule-dataset-unknown"};  // dataset: neither prepared by the program nor made by the file
inline constexpr ErrorCode ruleTargetTwice{"rule-target-twice"};        // name: two rule files of an edition make datasets of one name
inline constexpr ErrorCode papersIdTwice{"papers-id-twice"};            // rule, file: another check has that id, of another source
}  // namespace error

/// The rules of an edition, ready to run. Made once; may be used from several threads. The edition must outlive it.
class EditionRules {
public:
    /// Errors: those of loadRuleset, vtl::compileScript and BoundRuleset::bind, with file and line:column or pointer; ruleDatasetUnknown,
    /// ruleTargetTwice; papersIdTwice; formUnknown and columnUnknown for cells of papers; those of loadStructuralPapers.
    [[nodiscard]] static Result<EditionRules> compile(Edition const& edition);
    EditionRules(EditionRules&&) noexcept;
    EditionRules& operator=(EditionRules&&) noexcept;
    ~EditionRules();

    [[nodiscard]] std::vector<BoundRuleset> const& rulesets() const noexcept;
    /// The papers of a check by the id that findings carry ("B11"), or of one of its parts ("B11.2"); null when there is none.
    [[nodiscard]] RulePapers const* findPapers(std::string_view name) const noexcept;
    /// The checks whose findings can point to the form's column and that run there, each once, in the order of rulesets and rules.
    [[nodiscard]] std::vector<RulePapers const*> papersAbout(std::string_view form, std::string_view column, RunsAt where) const;
    /// The check of that name or with that part: "B11" for both; what no rule is called stays as it is.
    [[nodiscard]] std::string checkOf(std::string_view name) const;
    /// False for a check that is known and does not run there, so that it is for others to ask.
    [[nodiscard]] bool canAsk(std::string_view name, RunsAt where) const noexcept;
    /// Checks that the program makes before rules run.
    [[nodiscard]] std::vector<StructuralPapers> const& structuralPapers() const noexcept;
    /// The id of the structural check that shows itself by this problem ("row-key-twice" is B6); the code itself where no papers claim it.
    [[nodiscard]] std::string checkOfProblem(ErrorCode const& code) const;

    /// What explanations must say.
    [[nodiscard]] ExplanationRules const& explanationRules() const noexcept;

    /// Everything that is not in order, by ruleset, rule and row. Rulesets of forms that the filing does not have, and of other form sets,
    /// are left out.
    [[nodiscard]] std::vector<Finding> check(Filing const& filing, RunsAt where, Surroundings const& surroundings = {}) const;

    /// A filing and what is known beside it.
    struct Question {
        Filing const* filing = nullptr;
        Surroundings const* surroundings = nullptr;
    };
    /// For each filing what `check` says of it, all together: rules run over columns, and the longer those are the less each row costs.
    [[nodiscard]] std::vector<std::vector<Finding>> check(std::span<Question const> questions, RunsAt where) const;

    /// The datasets that `check` hands to the rules, and one script that repeats it: for each ruleset that runs on this filing it assigns
    /// RULESET_verdicts, where bool_var is true, false or (not evaluable) null.
    struct RuleData {
        vtl::Datasets datasets;
        std::string script;
    };
    [[nodiscard]] RuleData data(Filing const& filing, Surroundings const& surroundings = {}) const;

private:
    struct State;
    explicit EditionRules(std::unique_ptr<State const> state) noexcept;
    std::unique_ptr<State const> state_;
};

/// Compiles the edition's rules and checks one filing; for many, keep EditionRules.
[[nodiscard]] Result<std::vector<Finding>> checkFiling(Filing const& filing, Edition const& edition, RunsAt where,
                                                       Surroundings const& surroundings = {});

}  // namespace zhibao
