#include "rules/judgement.h"

#include <algorithm>
#include <array>

#include "answers/rate_check.h"
#include "base/text.h"
#include "calendar/period.h"
#include "rules/explanations.h"
#include "rules/queries.h"

namespace zhibao {

namespace {

/// An explanation as it is compared with others: by the check that it is about.
Explanation ofCheck(Explanation explanation, EditionRules const& rules) {
    explanation.rule = rules.checkOf(explanation.rule);
    return explanation;
}

/// The explanations of the two periods before, for the same form set.
std::vector<Explanation> earlierExplanations(Filing const& filing, EditionRules const& rules, Surroundings const& surroundings) {
    std::vector<Explanation> all;
    auto period = parsePeriod(filing.header.period);
    for (int i = 0; i < 2 && period; ++i) {
        period = previous(*period);
        if (auto const* before = surroundings.find(filing.header.formSet, toText(*period)))
            for (auto const& explanation : before->filing.explanations) all.push_back(ofCheck(explanation, rules));
    }
    return all;
}

/// Why the reason of a zero filing is refused. That there is none is a structural problem already.
std::optional<Error> refusalOfZeroReason(FilingHeader const& header, ExplanationRules const& rules) {
    if (!header.zero || trimmed(header.zeroReason).empty()) return std::nullopt;
    auto refusal = rules.refusalOf({{}, {}, header.zeroReason});
    if (!refusal) return std::nullopt;
    bool const isShort = refusal->code == error::explanationTooShort;
    refusal->arguments.erase("rule");
    return Error{isShort ? error::zeroReasonTooShort : error::zeroReasonSaysNothing, {}, std::move(refusal->arguments)};
}

/// A code that is not in its list and a number beyond its range have a sentence of their own; where a rule of level error is about that
/// very cell, it says more, and the mistake is told once.
void dropWhatRulesSayBetter(Judgement& judgement) {
    constexpr std::array replaced{error::codeUnknown, error::codeNotALeaf, error::percentOutOfRange, error::integerNegative};
    std::erase_if(judgement.problems, [&](StructuralProblem const& problem) {
        if (std::find(replaced.begin(), replaced.end(), problem.error.code) == replaced.end()) return false;
        return std::any_of(judgement.findings.begin(), judgement.findings.end(), [&](Finding const& finding) {
            return finding.level == Level::error && finding.verdict == Verdict::violated && finding.cells == problem.cells;
        });
    });
}

bool standsOnAnswers(Explanation const& explanation, Filing const& filing) {
    return std::all_of(explanation.cells.begin(), explanation.cells.end(), [&](CellReference const& cell) {
        auto const* form = filing.findForm(cell.form);
        return cell.form == "header" || (form != nullptr && cell.row < form->rows.size());
    });
}

/// What asks for explanations, and what answers.
class Answering {
public:
    Answering(Judgement& judgement, Filing const& filing) : judgement_(judgement), filing_(filing) {
        for (std::size_t i = 0; i < judgement.problems.size(); ++i)
            if (judgement.problems[i].level == StructuralLevel::query) add(queryOf(judgement.problems[i]), judgement.problemExplained, i);
        for (std::size_t i = 0; i < judgement.findings.size(); ++i)
            if (asksForExplanation(judgement.findings[i])) add(queryOf(judgement.findings[i]), judgement.findingExplained, i);
        judgement.problemExplained.resize(judgement.problems.size());
        judgement.findingExplained.resize(judgement.findings.size());
    }

    void answer(EditionRules const& rules, RunsAt where, Surroundings const& surroundings) {
        auto const mayBeUsed = mayAnswer(queries_, filing_.explanations);
        auto const refusals = refusalsOf(mayBeUsed, rules, surroundings);
        std::vector<bool> isUsed(refusals.size());
        // Only what is not answered otherwise asks for one that says nothing.
        for (bool const refused : {false, true}) {
            std::vector<Explanation> some;
            std::vector<std::size_t> positions;
            for (std::size_t i = 0; i < refusals.size(); ++i) {
                if (!mayBeUsed[i] || refusals[i].has_value() != refused) continue;
                some.push_back(filing_.explanations[i]);
                positions.push_back(i);
            }
            auto const answers = answersTo(queries_, some);
            std::vector<Query> open;
            std::vector<std::pair<std::vector<bool>*, std::size_t>> openMarks;
            for (std::size_t i = 0; i < queries_.size(); ++i) {
                if (answers[i]) isUsed[positions[*answers[i]]] = true;
                if (answers[i] && !refused) {
                    (*marks_[i].first)[marks_[i].second] = true;
                } else {
                    open.push_back(std::move(queries_[i]));
                    openMarks.push_back(marks_[i]);
                }
            }
            queries_ = std::move(open);
            marks_ = std::move(openMarks);
        }
        for (std::size_t i = 0; i < refusals.size(); ++i) {
            auto const& explanation = filing_.explanations[i];
            // A blank one, and one that points at a row that is not there, are structural problems already.
            if (trimmed(explanation.text).empty() || !standsOnAnswers(explanation, filing_)) continue;
            auto cells = explanation.cells;
            if (cells.empty()) cells.push_back({"header", 0, "explanations"});
            if (isUsed[i] && refusals[i]) {
                judgement_.problems.push_back({StructuralLevel::error, *refusals[i], std::move(cells)});
            } else if (!isUsed[i] && rules.canAsk(explanation.rule, where)) {
                judgement_.problems.push_back({StructuralLevel::notice, {error::explanationUnasked, {}, {{"rule", shortened(explanation.rule, 80)}}}, std::move(cells)});
            }
        }
        judgement_.problemExplained.resize(judgement_.problems.size());
    }

private:
    /// Why each explanation that something asks for is refused. Of the others, of which a file may hold any number, nobody will ask.
    [[nodiscard]] std::vector<std::optional<Error>> refusalsOf(std::vector<bool> const& some, EditionRules const& rules, Surroundings const& surroundings) const {
        std::vector<std::optional<Error>> refusals(some.size());
        if (std::find(some.begin(), some.end(), true) == some.end()) return refusals;
        auto const& requirements = rules.explanationRules();
        auto const before = requirements.textsOf(earlierExplanations(filing_, rules, surroundings));
        for (std::size_t i = 0; i < some.size(); ++i)
            if (some[i]) refusals[i] = requirements.refusalOf(ofCheck(filing_.explanations[i], rules), before);
        return refusals;
    }

    void add(Query query, std::vector<bool>& marks, std::size_t position) {
        queries_.push_back(std::move(query));
        marks_.emplace_back(&marks, position);
    }

    Judgement& judgement_;
    Filing const& filing_;
    std::vector<Query> queries_;
    std::vector<std::pair<std::vector<bool>*, std::size_t>> marks_;  // where to note that a query is answered
};

bool isOnlyAboutHead(Finding const& finding) {
    return !finding.cells.empty() && std::all_of(finding.cells.begin(), finding.cells.end(), [](CellReference const& cell) { return cell.form == "header"; });
}

Judgement judgementOf(Filing const& filing, Edition const& edition, EditionRules const& rules, RunsAt where, Surroundings const& surroundings,
                      std::vector<Finding> findings) {
    // A withdrawal has no figures to be asked about; who signs it is asked all the same.
    if (filing.header.kind == FilingKind::withdrawal) std::erase_if(findings, [](Finding const& finding) { return !isOnlyAboutHead(finding); });
    Judgement judgement{checkStructure(filing, edition), std::move(findings), {}, {}, {}, {}};
    if (surroundings.rates != nullptr) {
        auto withoutRate = checkRates(filing, edition, *surroundings.rates);
        std::move(withoutRate.begin(), withoutRate.end(), std::back_inserter(judgement.problems));
    }
    dropWhatRulesSayBetter(judgement);
    if (auto refusal = refusalOfZeroReason(filing.header, rules.explanationRules()))
        judgement.problems.push_back({StructuralLevel::error, *std::move(refusal), {{"header", 0, "zeroReason"}}});
    Answering answering{judgement, filing};
    if (!filing.explanations.empty()) answering.answer(rules, where, surroundings);
    for (std::size_t i = 0; i < judgement.problems.size(); ++i)
        if (judgement.problemBlocks(i)) judgement.blockingProblems.push_back(judgement.problems[i]);
    for (std::size_t i = 0; i < judgement.findings.size(); ++i)
        if (judgement.findingBlocks(i)) judgement.blockingFindings.push_back(judgement.findings[i]);
    return judgement;
}

}  // namespace

std::optional<Error> refusalOfExplanation(Explanation const& explanation, Filing const& filing, EditionRules const& rules, Surroundings const& surroundings) {
    auto const& requirements = rules.explanationRules();
    return requirements.refusalOf(ofCheck(explanation, rules), requirements.textsOf(earlierExplanations(filing, rules, surroundings)));
}

bool Judgement::problemBlocks(std::size_t problem) const noexcept {
    auto const level = problems[problem].level;
    return level == StructuralLevel::error || (level == StructuralLevel::query && !problemExplained[problem]);
}

bool Judgement::findingBlocks(std::size_t finding) const noexcept {
    return findings[finding].level == Level::error || (asksForExplanation(findings[finding]) && !findingExplained[finding]);
}

bool Judgement::hasErrors() const noexcept {
    return std::any_of(problems.begin(), problems.end(), [](auto const& problem) { return problem.level == StructuralLevel::error; }) ||
           std::any_of(findings.begin(), findings.end(), [](auto const& finding) { return finding.level == Level::error; });
}

Judgement judge(Filing const& filing, Edition const& edition, EditionRules const& rules, RunsAt where, Surroundings const& surroundings) {
    return judgementOf(filing, edition, rules, where, surroundings, rules.check(filing, where, surroundings));
}

std::vector<Judgement> judge(std::span<EditionRules::Question const> questions, Edition const& edition, EditionRules const& rules, RunsAt where) {
    auto findings = rules.check(questions, where);
    std::vector<Judgement> judgements;
    judgements.reserve(questions.size());
    for (std::size_t i = 0; i < questions.size(); ++i)
        judgements.push_back(judgementOf(*questions[i].filing, edition, rules, where, *questions[i].surroundings, std::move(findings[i])));
    return judgements;
}

Result<Judgement> judge(Filing const& filing, Edition const& edition, RunsAt where, Surroundings const& surroundings) {
    ZHIBAO_TRY(EditionRules const rules, EditionRules::compile(edition));
    return judge(filing, edition, rules, where, surroundings);
}

}  // namespace zhibao
