#include "bureau/list_view.h"

#include <algorithm>

#include <QHeaderView>
#include <QTableView>

namespace zhibao {

QTableView* listView(QAbstractItemModel* model, QWidget* parent) {
    auto* view = new QTableView(parent);
    view->setModel(model);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setAlternatingRowColors(true);
    view->setTabKeyNavigation(false);
    view->setWordWrap(false);
    view->verticalHeader()->hide();
    view->horizontalHeader()->setStretchLastSection(true);
    return view;
}

void fitColumns(QTableView& view) {
    view.resizeColumnsToContents();
    auto const narrowest = view.fontMetrics().averageCharWidth() * 10;
    auto const widest = view.fontMetrics().averageCharWidth() * 60;
    for (int column = 0; column < view.model()->columnCount(); ++column) view.setColumnWidth(column, std::clamp(view.columnWidth(column), narrowest, widest));
}

}  // namespace zhibao
