#pragma once
/// Judges the filing while it is being edited: a moment after the last edit, beside the window, so that typing never waits.

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QTimer>

#include "base/clock.h"
#include "enterprise/filing_document.h"
#include "enterprise/still_to_fill.h"
#include "rules/judgement.h"
#include "store/bureau_remarks.h"
#include "ui/background_work.h"
#include "ui/findings_model.h"

namespace zhibao {

class LiveCheck final : public QObject {
    Q_OBJECT
public:
    /// Judges beside the surroundings, on the clock's day. Document, rules, clock and what the surroundings point to must outlive this.
    LiveCheck(FilingDocument& document, EditionRules const& rules, Surroundings surroundings, Clock const& clock, QObject* parent = nullptr);

    /// Which questions have been come to; findings about others are marked as still to fill in.
    [[nodiscard]] StillToFill& stillToFill() noexcept { return stillToFill_; }
    [[nodiscard]] std::vector<ListedFinding> const& findings() const noexcept { return findings_; }
    /// What the filing is judged beside: the unit's other filings, the rates.
    [[nodiscard]] Surroundings const& known() const noexcept { return *surroundings_; }
    /// True when the findings are those of the filing as it stands.
    [[nodiscard]] bool isUpToDate() const noexcept { return judged_ == edit_; }
    /// What the bureau said to this version or to the one before it; its lines stand above the others.
    void setAnswered(std::optional<AnsweredVersion> answered);
    /// Judges at once and waits: before sealing.
    [[nodiscard]] Judgement judgeNow();

Q_SIGNALS:
    void judged();

private:
    void begin();
    /// A copy of its own for a worker is made only when the day changes.
    [[nodiscard]] std::shared_ptr<Surroundings const> surroundings();
    void list(Judgement const& judgement);
    /// In front of the findings, instead of those that stand there.
    void putBureauLines();
    void take(std::uint64_t edit, Judgement const& judgement);

    FilingDocument& document_;
    EditionRules const& rules_;
    std::shared_ptr<Surroundings const> surroundings_;
    Clock const& clock_;
    StillToFill stillToFill_;
    std::optional<AnsweredVersion> answered_;
    QTimer pause_;
    BackgroundWork work_;
    std::vector<ListedFinding> findings_;
    std::uint64_t edit_ = 1;    // counts the changes of the filing
    std::uint64_t judged_ = 0;  // after which of them the findings were made
};

}  // namespace zhibao
