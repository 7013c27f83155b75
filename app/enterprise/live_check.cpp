#include "enterprise/live_check.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "enterprise/bureau_lines.h"

namespace zhibao {

namespace {

// A judgement that takes long is begun less eagerly, so that somebody who types fast does not have one behind each letter.
constexpr std::chrono::milliseconds shortestPause{20};
constexpr std::chrono::milliseconds longestPause{300};

}  // namespace

LiveCheck::LiveCheck(FilingDocument& document, EditionRules const& rules, Surroundings surroundings, Clock const& clock, QObject* parent)
    : QObject(parent),
      document_(document),
      rules_(rules),
      surroundings_(std::make_shared<Surroundings const>(std::move(surroundings))),
      clock_(clock),
      stillToFill_(document) {
    pause_.setSingleShot(true);
    pause_.setInterval(shortestPause);
    connect(&pause_, &QTimer::timeout, this, &LiveCheck::begin);
    connect(&document_, &FilingDocument::changed, this, [this] {
        // An edit after a rest is judged at once; those that come before its findings are judged together.
        bool const isAfterRest = isUpToDate();
        ++edit_;
        if (isAfterRest) QTimer::singleShot(0, this, &LiveCheck::begin);
        else pause_.start();
    });
    connect(&stillToFill_, &StillToFill::changed, this, [this] {
        auto const count = [this] {
            return std::count_if(findings_.begin(), findings_.end(), [](ListedFinding const& finding) { return finding.isStillToFill; });
        };
        auto const before = count();
        stillToFill_.mark(findings_);
        // Those that the next judgement brings are marked when they come.
        if (isUpToDate() && count() != before) Q_EMIT judged();
    });
    QTimer::singleShot(0, this, &LiveCheck::begin);
}

std::shared_ptr<Surroundings const> LiveCheck::surroundings() {
    auto const today = dayInChina(clock_.now());
    if (surroundings_->today != today) {
        auto changed = std::make_shared<Surroundings>(*surroundings_);
        changed->today = today;
        surroundings_ = std::move(changed);
    }
    return surroundings_;
}

void LiveCheck::begin() {
    if (work_.isRunning()) {
        pause_.start();
        return;
    }
    // The worker sees copies only.
    auto const filing = std::make_shared<Filing const>(document_.filing());
    auto const judgement = std::make_shared<Judgement>();
    auto const began = std::chrono::steady_clock::now();
    work_.start([filing, judgement, beside = surroundings(), edition = document_.sharedEdition(), &rules = rules_](
                    Progress&, std::stop_token) { *judgement = judge(*filing, *edition, rules, RunsAt::enterprise, *beside); },
                [this, edit = edit_, judgement, began] {
                    auto const taken = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
                    pause_.setInterval(std::clamp(taken / 2, shortestPause, longestPause));
                    take(edit, *judgement);
                });
}

void LiveCheck::list(Judgement const& judgement) {
    findings_ = listedFindings(judgement, document_.edition(), rules_);
    stillToFill_.mark(findings_);
    putBureauLines();
    Q_EMIT judged();
}

void LiveCheck::putBureauLines() {
    std::erase_if(findings_, [](ListedFinding const& finding) { return finding.bureau.has_value(); });
    if (!answered_) return;
    auto lines = bureauLines(*answered_, document_.filing(), document_.edition(), findings_);
    findings_.insert(findings_.begin(), std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
}

void LiveCheck::setAnswered(std::optional<AnsweredVersion> answered) {
    answered_ = std::move(answered);
    putBureauLines();
    // Before the first judgement there is no list yet.
    if (judged_ > 0) Q_EMIT judged();
}

void LiveCheck::take(std::uint64_t edit, Judgement const& judgement) {
    // Meanwhile the filing may have been judged on the spot, as it is before sealing; older findings must not cover newer ones.
    if (judged_ >= edit) return;
    judged_ = edit;
    list(judgement);
}

Judgement LiveCheck::judgeNow() {
    pause_.stop();
    auto judgement = judge(document_.filing(), document_.edition(), rules_, RunsAt::enterprise, *surroundings());
    judged_ = edit_;
    list(judgement);
    return judgement;
}

}  // namespace zhibao
