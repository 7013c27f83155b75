#pragma once
/// What is to be said of the filing, live, beside the grid: counts in the title, a filter by level, a jump to the cell, and the unit's
/// explanation of a query.

#include <QDockWidget>

#include "enterprise/draft_session.h"
#include "enterprise/program.h"
#include "ui/findings_model.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace zhibao {

class FindingsDock final : public QDockWidget {
    Q_OBJECT
public:
    explicit FindingsDock(Program& program, QWidget* parent = nullptr);
    /// Null when no draft is open.
    void setSession(DraftSession* session);
    [[nodiscard]] FindingsModel& findings() noexcept { return *model_; }
    [[nodiscard]] QTableView& list() noexcept { return *table_; }
    [[nodiscard]] QPlainTextEdit& explanation() noexcept { return *explanation_; }
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
    void jump();
    void showExplanation();
    void takeExplanation();
    [[nodiscard]] ListedFinding const* current() const;

    Program& program_;
    DraftSession* session_ = nullptr;
    FindingsModel* model_;
    FindingsFilter* filter_;
    QComboBox* level_;
    QLabel* state_;
    QTableView* table_;
    QLabel* explanationLabel_;
    QPlainTextEdit* explanation_;
    bool isShowing_ = false;
};

}  // namespace zhibao
