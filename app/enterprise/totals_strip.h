#pragma once
/// The sums of the figures above, below the grid of a form, always in view: each under its column, however the grid is scrolled. Rows
/// that are added up apart have a line each. What was converted says so.

#include <memory>
#include <vector>

#include <QTimer>
#include <QWidget>

#include "aggregate/column_totals.h"
#include "enterprise/form_view.h"

namespace zhibao {

class TotalsStrip final : public QWidget {
    Q_OBJECT
public:
    /// Follows the grid, which has its form already. `converter` is for lines of several currencies.
    TotalsStrip(FormView& view, std::shared_ptr<PeriodConverter const> converter, QWidget* parent = nullptr);

    /// The name of a line, with its currency: "Exports (USD)".
    [[nodiscard]] QString nameOf(std::size_t line) const;
    /// What stands under a column of the grid; empty for nothing.
    [[nodiscard]] QString textOf(std::size_t line, int shown) const;
    [[nodiscard]] std::size_t lineCount() const noexcept { return lines_.size(); }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void add();
    /// Makes the columns wide enough for their sums.
    void keepRoom();
    [[nodiscard]] QFont boldFont() const;
    [[nodiscard]] int margin() const;
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] QString remarkOf(TotalsLine const& line) const;

    FormView& view_;
    std::shared_ptr<PeriodConverter const> converter_;
    std::vector<TotalsLine> lines_;
    QTimer soon_;
};

}  // namespace zhibao
