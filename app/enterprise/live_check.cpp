#include "enterprise/live_check.h"

#include <chrono>

namespace zhibao {

namespace {

constexpr std::chrono::milliseconds pauseAfterEdit{300};

}  // namespace

LiveCheck::LiveCheck(FilingDocument& document, EditionRules const& rules, QObject* parent) : QObject(parent), document_(document), rules_(rules) {
    pause_.setSingleShot(true);
    pause_.setInterval(pauseAfterEdit);
    connect(&pause_, &QTimer::timeout, this, &LiveCheck::begin);
    connect(&document_, &FilingDocument::changed, this, [this] {
        ++edit_;
        pause_.start();
    });
    QTimer::singleShot(0, this, &LiveCheck::begin);
}

void LiveCheck::begin() {
    if (work_.isRunning()) {
        pause_.start();
        return;
    }
    // The worker sees copies only.
    auto const filing = std::make_shared<Filing const>(document_.filing());
    auto const judgement = std::make_shared<Judgement>();
    work_.start([filing, judgement, edition = document_.sharedEdition(), &rules = rules_](
                    Progress&, std::stop_token) { *judgement = judge(*filing, *edition, rules, RunsAt::enterprise); },
                [this, edit = edit_, filing, judgement] { take(edit, filing, *judgement); });
}

void LiveCheck::take(std::uint64_t edit, std::shared_ptr<Filing const> const& filing, Judgement const& judgement) {
    // Meanwhile the filing may have been judged on the spot, as it is before sealing; older findings must not cover newer ones.
    if (judged_ >= edit) return;
    judged_ = edit;
    findings_ = listedFindings(judgement, *filing, document_.edition());
    Q_EMIT judged();
}

Judgement LiveCheck::judgeNow() {
    pause_.stop();
    auto judgement = judge(document_.filing(), document_.edition(), rules_, RunsAt::enterprise);
    judged_ = edit_;
    findings_ = listedFindings(judgement, document_.filing(), document_.edition());
    Q_EMIT judged();
    return judgement;
}

}  // namespace zhibao
