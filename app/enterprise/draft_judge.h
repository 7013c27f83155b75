#pragma once
/// What stands in the way of each draft on this computer, found out beside the window, one draft after the other.

#include <memory>

#include <QObject>

#include "enterprise/program.h"
#include "enterprise/report_lines.h"
#include "ui/background_work.h"

namespace zhibao {

class DraftJudge final : public QObject {
    Q_OBJECT
public:
    /// The program must outlive the judge.
    explicit DraftJudge(Program& program, QObject* parent = nullptr);

    /// Of drafts that are still as they were when they were judged.
    [[nodiscard]] DraftVerdicts const& verdicts() const noexcept { return verdicts_; }
    [[nodiscard]] bool isWorking() const noexcept { return work_.isRunning(); }
    /// Judges all that is not sealed anew: what a draft is compared with may have changed too.
    void judge();

Q_SIGNALS:
    void judged();

private:
    Program& program_;
    DraftVerdicts verdicts_;
    bool isAskedAnew_ = false;
    BackgroundWork work_;  // last, so that its thread ends before what it uses
};

}  // namespace zhibao
