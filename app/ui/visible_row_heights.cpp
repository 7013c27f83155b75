#include "ui/visible_row_heights.h"

#include <algorithm>

#include <QAbstractItemModel>
#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>

namespace zhibao {

VisibleRowHeights::VisibleRowHeights(QTableView& table) : QObject(&table), table_(table) {
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    soon_.setSingleShot(true);
    soon_.setInterval(0);
    connect(&soon_, &QTimer::timeout, this, &VisibleRowHeights::fit);
    auto const later = [this] { soon_.start(); };
    auto* model = table.model();
    connect(model, &QAbstractItemModel::modelReset, this, later);
    connect(model, &QAbstractItemModel::layoutChanged, this, later);
    connect(model, &QAbstractItemModel::rowsInserted, this, later);
    connect(model, &QAbstractItemModel::rowsRemoved, this, later);
    connect(model, &QAbstractItemModel::dataChanged, this, later);
    connect(table.horizontalHeader(), &QHeaderView::sectionResized, this, later);
    // What comes into view by scrolling is to be right at once.
    connect(table.verticalScrollBar(), &QScrollBar::valueChanged, this, &VisibleRowHeights::fit);
    table.installEventFilter(this);
    table.viewport()->installEventFilter(this);
}

bool VisibleRowHeights::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show || event->type() == QEvent::FontChange) soon_.start();
    return QObject::eventFilter(object, event);
}

void VisibleRowHeights::fit() {
    if (!table_.isVisible()) return;
    auto const count = table_.model()->rowCount();
    auto const height = table_.viewport()->height();
    // Each row that grows moves those below it, so where the view ends shows only on the way.
    auto const leading = table_.fontMetrics().leading();
    for (int row = std::max(0, table_.rowAt(0)); row < count && table_.rowViewportPosition(row) < height; ++row) {
        table_.resizeRowToContents(row);
        if (leading > 0) table_.setRowHeight(row, table_.rowHeight(row) + leading);
    }
}

}  // namespace zhibao
