#pragma once
/// How the bureau's window shows lists that are only read.

#include <QAbstractItemModel>

class QTableView;

namespace zhibao {

/// Rows are chosen one at a time; Tab leaves the list.
[[nodiscard]] QTableView* listView(QAbstractItemModel* model, QWidget* parent);
/// An empty column still shows its heading, and no text takes the whole width.
void fitColumns(QTableView& view);

}  // namespace zhibao
