#include "enterprise/draft_judge.h"

#include <algorithm>
#include <utility>

#include "enterprise/unit_history.h"
#include "rules/judgement.h"
#include "rules/occasion.h"

namespace zhibao {

namespace {

/// All that a worker needs, as copies of its own.
struct Question {
    std::int64_t draft = 0;
    std::shared_ptr<Edition const> edition;
    Filing filing;
    Surroundings surroundings;
};

Result<Question> questionOf(Program& program, DraftEntry const& draft) {
    Question question;
    question.draft = draft.id;
    ZHIBAO_TRY(question.edition, program.library().find(draft.edition));
    ZHIBAO_TRY(question.filing, program.store().load(draft.id, *question.edition));
    ZHIBAO_TRY(auto history, unitHistory(program.store(), program.library(), question.filing.header, *question.edition));
    question.surroundings = surroundingsOn(dayInChina(program.clock().now()), question.filing.header, *question.edition, program.data().schedule, &program.data().rates);
    question.surroundings.filings = std::move(history.filings);
    return question;
}

DraftVerdict verdictOf(Judgement const& judgement) {
    DraftVerdict verdict;
    for (auto const& problem : judgement.blockingProblems) ++(problem.level == StructuralLevel::query ? verdict.queries : verdict.errors);
    for (auto const& finding : judgement.blockingFindings) ++(finding.level == Level::query ? verdict.queries : verdict.errors);
    return verdict;
}

DraftVerdicts verdictsOf(std::vector<Question> const& questions, std::stop_token const& stop) {
    DraftVerdicts verdicts;
    std::map<Edition const*, EditionRules> compiled;
    for (auto const& question : questions) {
        if (stop.stop_requested()) break;
        auto rules = compiled.find(question.edition.get());
        if (rules == compiled.end()) {
            auto made = EditionRules::compile(*question.edition);
            // Rules that do not compile are told where the draft is opened.
            if (!made) continue;
            rules = compiled.emplace(question.edition.get(), *std::move(made)).first;
        }
        verdicts[question.draft] = verdictOf(judge(question.filing, *question.edition, rules->second, RunsAt::enterprise, question.surroundings));
    }
    return verdicts;
}

}  // namespace

DraftJudge::DraftJudge(Program& program, QObject* parent) : QObject(parent), program_(program), work_(this) {}

void DraftJudge::judge() {
    if (work_.isRunning()) {
        isAskedAnew_ = true;
        return;
    }
    auto const questions = std::make_shared<std::vector<Question>>();
    if (auto const drafts = program_.store().newest())
        for (auto const& draft : *drafts) {
            if (draft.seal || draft.purpose == DraftPurpose::practice) continue;
            // A draft that cannot be read says so when it is opened.
            if (auto question = questionOf(program_, draft)) questions->push_back(*std::move(question));
        }
    auto const verdicts = std::make_shared<DraftVerdicts>();
    work_.start([questions, verdicts](Progress&, std::stop_token const& stop) { *verdicts = verdictsOf(*questions, stop); },
                [this, verdicts] {
                    verdicts_ = std::move(*verdicts);
                    Q_EMIT judged();
                    if (std::exchange(isAskedAnew_, false)) judge();
                });
}

}  // namespace zhibao
