#include "rules/judgement.h"

#include <algorithm>

#include "answers/rate_check.h"
#include "base/text.h"
#include "calendar/period.h"
#include "rules/check.h"
#include "rules/explanations.h"

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

/// The explanations of the period before, for the same form set.
std::vector<Explanation> earlierExplanations(Filing const& filing, Surroundings const& surroundings) {
    auto const period = parsePeriod(filing.header.period);
    auto const* before = period ? surroundings.find(filing.header.formSet, toText(previous(*period))) : nullptr;
    return before == nullptr ? std::vector<Explanation>{} : before->filing.explanations;
}

/// Whether something in the judgement asks for the explanation. One that nothing asks for any more is left alone.
bool isAsked(Explanation const& explanation, Judgement const& judgement) {
    std::vector<Explanation> const alone{explanation};
    return std::any_of(judgement.findings.begin(), judgement.findings.end(),
                       [&](Finding const& finding) { return finding.level == Level::query && isExplained(finding, alone); }) ||
           std::any_of(judgement.problems.begin(), judgement.problems.end(), [&](StructuralProblem const& problem) {
               return problem.level == StructuralLevel::query && explains(explanation, problem);
           });
}

Judgement judgementOf(Filing const& filing, Edition const& edition, Surroundings const& surroundings, std::vector<Finding> findings) {
    Judgement judgement{checkStructure(filing, edition), std::move(findings), {}, {}, {}};
    if (surroundings.rates != nullptr) {
        auto withoutRate = checkRates(filing, edition, *surroundings.rates);
        std::move(withoutRate.begin(), withoutRate.end(), std::back_inserter(judgement.problems));
    }
    auto const earlier = filing.explanations.empty() ? std::vector<Explanation>{} : earlierExplanations(filing, surroundings);
    for (auto const& explanation : filing.explanations) {
        auto refusal = refusalOf(explanation, edition.explanations, earlier);
        if (!refusal) {
            judgement.explanations.push_back(explanation);
        } else if (!trimmed(explanation.text).empty() && isAsked(explanation, judgement)) {
            // A blank one is a structural problem already.
            auto cells = explanation.cells;
            if (cells.empty()) cells.push_back({"header", 0, "explanations"});
            judgement.problems.push_back({StructuralLevel::error, *std::move(refusal), std::move(cells)});
        }
    }
    std::copy_if(judgement.problems.begin(), judgement.problems.end(), std::back_inserter(judgement.blockingProblems),
                 [&](auto const& problem) { return blocks(problem, judgement.explanations); });
    judgement.blockingFindings = blockingFindings(judgement.findings, judgement.explanations);
    return judgement;
}

}  // namespace

bool Judgement::hasErrors() const noexcept {
    return std::any_of(problems.begin(), problems.end(), [](auto const& problem) { return problem.level == StructuralLevel::error; }) ||
           std::any_of(findings.begin(), findings.end(), [](auto const& finding) { return finding.level == Level::error; });
}

Judgement judge(Filing const& filing, Edition const& edition, EditionRules const& rules, RunsAt where, Surroundings const& surroundings) {
    return judgementOf(filing, edition, surroundings, rules.check(filing, where, surroundings));
}

std::vector<Judgement> judge(std::span<EditionRules::Question const> questions, Edition const& edition, EditionRules const& rules, RunsAt where) {
    auto findings = rules.check(questions, where);
    std::vector<Judgement> judgements;
    judgements.reserve(questions.size());
    for (std::size_t i = 0; i < questions.size(); ++i)
        judgements.push_back(judgementOf(*questions[i].filing, edition, *questions[i].surroundings, std::move(findings[i])));
    return judgements;
}

Result<Judgement> judge(Filing const& filing, Edition const& edition, RunsAt where, Surroundings const& surroundings) {
    ZHIBAO_TRY(EditionRules const rules, EditionRules::compile(edition));
    return judge(filing, edition, rules, where, surroundings);
}

}  // namespace zhibao
