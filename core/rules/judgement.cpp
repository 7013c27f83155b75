#include "rules/judgement.h"

#include <algorithm>

#include "base/text.h"
#include "rules/check.h"

namespace zhibao {

namespace {

bool explains(Explanation const& explanation, StructuralProblem const& problem) {
    if (explanation.rule != problem.error.code.name() || trimmed(explanation.text).empty()) return false;
    return explanation.cells.empty() || std::any_of(explanation.cells.begin(), explanation.cells.end(), [&](auto const& cell) {
               return std::find(problem.cells.begin(), problem.cells.end(), cell) != problem.cells.end();
           });
}

bool blocks(StructuralProblem const& problem, std::vector<Explanation> const& explanations) {
    if (problem.level == StructuralLevel::error) return true;
    return std::none_of(explanations.begin(), explanations.end(), [&](auto const& explanation) { return explains(explanation, problem); });
}

}  // namespace

bool Judgement::hasErrors() const noexcept {
    return std::any_of(problems.begin(), problems.end(), [](auto const& problem) { return problem.level == StructuralLevel::error; }) ||
           std::any_of(findings.begin(), findings.end(), [](auto const& finding) { return finding.level == Level::error; });
}

Judgement judge(Filing const& filing, Edition const& edition, EditionRules const& rules, RunsAt where) {
    Judgement judgement{checkStructure(filing, edition), rules.check(filing, where), {}, {}};
    std::copy_if(judgement.problems.begin(), judgement.problems.end(), std::back_inserter(judgement.blockingProblems),
                 [&](auto const& problem) { return blocks(problem, filing.explanations); });
    judgement.blockingFindings = blockingFindings(judgement.findings, filing.explanations);
    return judgement;
}

Result<Judgement> judge(Filing const& filing, Edition const& edition, RunsAt where) {
    ZHIBAO_TRY(EditionRules const rules, EditionRules::compile(edition));
    return judge(filing, edition, rules, where);
}

}  // namespace zhibao
