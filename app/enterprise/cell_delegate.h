#pragma once
/// Makes the right editor for each cell, takes its answer, and paints what is said of the cell: a mark in the corner and a tint; the
/// mark's shape says as much as its colour.

#include <QStyledItemDelegate>

namespace zhibao {

/// Where the cursor goes when a cell is left by key.
enum class Leaving { down, right, left };

class CellDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget* createEditor(QWidget* parent, QStyleOptionViewItem const& option, QModelIndex const& index) const override;
    void setEditorData(QWidget* editor, QModelIndex const& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, QModelIndex const& index) const override;
    void updateEditorGeometry(QWidget* editor, QStyleOptionViewItem const& option, QModelIndex const& index) const override;
    void paint(QPainter* painter, QStyleOptionViewItem const& option, QModelIndex const& index) const override;

Q_SIGNALS:
    void left(Leaving leaving);
    /// An editor was opened, a letter typed into it, the editor left by Escape.
    void began();
    void typed();
    void abandoned();

protected:
    /// Enter and Tab: the answer is taken, and the cursor moves as in a spreadsheet.
    bool eventFilter(QObject* object, QEvent* event) override;
    void initStyleOption(QStyleOptionViewItem* option, QModelIndex const& index) const override;
};

}  // namespace zhibao
