#pragma once
/// The first columns of a grid that is wider than its window: while it is scrolled sideways they stay at its left, so that nobody loses
/// the row. Keys, focus and editors remain the grid's own; nothing is to be seen of this where all columns fit.

#include <functional>

#include <QTableView>

namespace zhibao {

class FrozenColumns final : public QTableView {
    Q_OBJECT
public:
    /// `howMany` is asked whenever the grid has other columns. `painter` paints the cells; it may not be the grid's own.
    FrozenColumns(QTableView& grid, QAbstractItemDelegate* painter, std::function<int()> howMany);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void follow();
    void uncover(QModelIndex const& current);

    QTableView& grid_;
    QWidget& gridViewport_;  // events come even while the grid is being taken apart, when it can no longer be asked
    std::function<int()> howMany_;
    int count_ = 0;
};

}  // namespace zhibao
