#pragma once
/// What is other than in the period before, beside the forms: rows that are new, rows that are gone, figures that jumped. It follows every
/// edit while it is open. Enter goes to the row.

#include <vector>

#include <QDockWidget>
#include <QTimer>

#include "enterprise/last_period.h"
#include "enterprise/program.h"

class QLabel;
class QTableWidget;

namespace zhibao {

class ChangesDock final : public QDockWidget {
    Q_OBJECT
public:
    explicit ChangesDock(Program& program, QWidget* parent = nullptr);
    /// Null when no draft is open.
    void setSession(DraftSession* session);
    void setUnit(Unit unit);
    [[nodiscard]] QTableWidget& list() noexcept { return *table_; }

Q_SIGNALS:
    void jumpRequested(CellReference const& cell);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void wordAnew();
    void refresh();
    void jump();
    [[nodiscard]] QString textOf(Cell const& cell, Column const& column) const;

    Program& program_;
    DraftSession* session_ = nullptr;
    QLabel* about_;
    QTableWidget* table_;
    QTimer soon_;
    std::vector<CellReference> places_;  // one per line; of a row that is gone the form is empty
    Unit unit_ = Unit::one;
};

}  // namespace zhibao
