#pragma once
/// The line below the grids: what of the current row's total no part has yet, and a button for each part that could take it.

#include <QWidget>

#include "enterprise/form_view.h"

class QHBoxLayout;
class QLabel;

namespace zhibao {

class RestOffer final : public QWidget {
    Q_OBJECT
public:
    explicit RestOffer(QWidget* parent = nullptr);

    /// Offers what is open in the view's current row; null for nothing.
    void offer(FormView* view);
    /// Whether the line keeps its room while it offers nothing, so that the grid does not jump while rows are walked through.
    void keepRoom(bool keeps);
    /// Puts what is open of the current row's total into the current cell. Says why not, where it cannot.
    void putHere(FormView& view);

Q_SIGNALS:
    void failed(Error const& error);

private:
    void put(FormView& view, int row, Residual const& residual, std::string const& part);

    QLabel* text_;
    QHBoxLayout* buttons_;
};

}  // namespace zhibao
