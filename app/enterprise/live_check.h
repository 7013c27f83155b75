#pragma once
/// Judges the filing while it is being edited: 300 ms after the last edit, beside the window, so that typing never waits.

#include <cstdint>
#include <memory>
#include <vector>

#include <QObject>
#include <QTimer>

#include "enterprise/filing_document.h"
#include "rules/judgement.h"
#include "ui/background_work.h"
#include "ui/findings_model.h"

namespace zhibao {

class LiveCheck final : public QObject {
    Q_OBJECT
public:
    /// Both must outlive this.
    LiveCheck(FilingDocument& document, EditionRules const& rules, QObject* parent = nullptr);

    [[nodiscard]] std::vector<ListedFinding> const& findings() const noexcept { return findings_; }
    /// True when the findings are those of the filing as it stands.
    [[nodiscard]] bool isUpToDate() const noexcept { return judged_ == edit_; }
    /// Judges at once and waits: before sealing.
    [[nodiscard]] Judgement judgeNow();

Q_SIGNALS:
    void judged();

private:
    void begin();
    void take(std::uint64_t edit, std::shared_ptr<Filing const> const& filing, Judgement const& judgement);

    FilingDocument& document_;
    EditionRules const& rules_;
    QTimer pause_;
    BackgroundWork work_;
    std::vector<ListedFinding> findings_;
    std::uint64_t edit_ = 1;    // counts the changes of the filing
    std::uint64_t judged_ = 0;  // after which of them the findings were made
};

}  // namespace zhibao
