#include "enterprise/button_delegate.h"

#include <QApplication>
#include <QMouseEvent>
#include <QStyleOptionButton>

namespace zhibao {

namespace {

QStyleOptionButton buttonFor(QStyleOptionViewItem const& option, QModelIndex const& index) {
    QStyleOptionButton button;
    button.rect = option.rect.adjusted(2, 2, -2, -2);
    button.text = index.data().toString();
    button.fontMetrics = option.fontMetrics;
    button.palette = option.palette;
    button.direction = option.direction;
    button.state = QStyle::State_Enabled | QStyle::State_Raised;
    if ((option.state & QStyle::State_MouseOver) != 0) button.state |= QStyle::State_MouseOver;
    return button;
}

}  // namespace

void ButtonDelegate::paint(QPainter* painter, QStyleOptionViewItem const& option, QModelIndex const& index) const {
    // The line behind it shows whether it is the chosen one.
    auto back = option;
    initStyleOption(&back, index);
    back.text.clear();
    auto* style = option.widget == nullptr ? QApplication::style() : option.widget->style();
    style->drawControl(QStyle::CE_ItemViewItem, &back, painter, option.widget);
    if (auto const button = buttonFor(option, index); !button.text.isEmpty()) style->drawControl(QStyle::CE_PushButton, &button, painter, option.widget);
}

QSize ButtonDelegate::sizeHint(QStyleOptionViewItem const& option, QModelIndex const& index) const {
    auto const button = buttonFor(option, index);
    QSize const text{option.fontMetrics.horizontalAdvance(button.text) + option.fontMetrics.averageCharWidth() * 4, option.fontMetrics.height()};
    return QApplication::style()->sizeFromContents(QStyle::CT_PushButton, &button, text) + QSize{4, 4};
}

bool ButtonDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, QStyleOptionViewItem const& option, QModelIndex const& index) {
    if (event->type() == QEvent::MouseButtonRelease) {
        auto const* mouse = static_cast<QMouseEvent const*>(event);
        if (mouse->button() == Qt::LeftButton && option.rect.contains(mouse->position().toPoint())) {
            Q_EMIT pressed(index);
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

}  // namespace zhibao
