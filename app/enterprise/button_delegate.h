#pragma once
/// Paints a column as buttons: one per line, pressed by mouse; who works by key presses Enter on the line.

#include <QStyledItemDelegate>

namespace zhibao {

class ButtonDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, QStyleOptionViewItem const& option, QModelIndex const& index) const override;
    [[nodiscard]] QSize sizeHint(QStyleOptionViewItem const& option, QModelIndex const& index) const override;

Q_SIGNALS:
    void pressed(QModelIndex const& index);

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, QStyleOptionViewItem const& option, QModelIndex const& index) override;
};

}  // namespace zhibao
