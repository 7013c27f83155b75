#pragma once
/// What is to be said of the filing, live, beside the grid: counts by level that are filters, a filter by text, a jump to the cell, why it
/// is a finding, the one change that would put it right where there is one, and the unit's explanation of a query with what is still wrong
/// with it.

#include <QDockWidget>

#include "enterprise/draft_session.h"
#include "enterprise/program.h"
#include "rules/quick_fix.h"
#include "ui/findings_model.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableView;
class QTextBrowser;

namespace zhibao {

class LevelButtons;

class FindingsDock final : public QDockWidget {
    Q_OBJECT
public:
    explicit FindingsDock(Program& program, QWidget* parent = nullptr);
    /// Null when no draft is open.
    void setSession(DraftSession* session);
    [[nodiscard]] FindingsModel& findings() noexcept { return *model_; }
    [[nodiscard]] QTableView& list() noexcept { return *table_; }
    [[nodiscard]] QPlainTextEdit& explanation() noexcept { return *explanation_; }
    /// In which unit the numbers of a reason are shown.
    void setUnit(Unit unit);
    /// The change that is offered for the current line; nothing for most.
    [[nodiscard]] std::optional<QuickFix> offeredFix() const;
    /// Takes it, as one step.
    void takeFix();
    /// To the next (1) or previous (−1) line and its cell.
    void step(int direction);

Q_SIGNALS:
    void jumpRequested(CellReference const& cell);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void wordAnew();
    void refresh();
    void fitPlaces();
    void jump();
    void showCurrent();
    void showWhy();
    void showExplanation();
    void takeExplanation();
    /// What the text still lacks, while it is being written.
    void judgeExplanation();
    [[nodiscard]] ListedFinding const* current() const;

    Program& program_;
    DraftSession* session_ = nullptr;
    FindingsModel* model_;
    FindingsFilter* filter_;
    LevelButtons* levels_;
    QLineEdit* search_;
    QLabel* state_;
    QTableView* table_;
    QWidget* reasonPane_;
    QTextBrowser* why_;
    QPushButton* fix_;
    QWidget* explanationPane_;
    QLabel* explanationLabel_;
    QPlainTextEdit* explanation_;
    QLabel* quality_;
    Unit unit_ = Unit::one;
    bool isShowing_ = false;
};

}  // namespace zhibao
