#include "enterprise/cell_delegate.h"

#include <QKeyEvent>
#include <QPainter>

#include "enterprise/cell_editors.h"
#include "enterprise/filing_form_model.h"
#include "ui/icons.h"
#include "ui/text.h"

namespace zhibao {

namespace {

QColor tint(QColor const& base, QColor const& colour, int percent) {
    auto const mix = [&](int from, int to) { return (from * (100 - percent) + to * percent) / 100; };
    return {mix(base.red(), colour.red()), mix(base.green(), colour.green()), mix(base.blue(), colour.blue())};
}

}  // namespace

QWidget* CellDelegate::createEditor(QWidget* parent, QStyleOptionViewItem const&, QModelIndex const& index) const {
    auto const* model = qobject_cast<FilingFormModel const*>(index.model());
    if (model == nullptr) return nullptr;
    auto const* column = model->columnAt(index.column());
    if (column == nullptr) return nullptr;
    QLineEdit* editor = nullptr;
    switch (column->kind) {
        case ColumnKind::money:
        case ColumnKind::percent:
        case ColumnKind::integer: editor = new NumberEditor{column->kind, column->kind == ColumnKind::money ? model->unit() : Unit::one, parent}; break;
        case ColumnKind::code:
            if (auto const* list = model->edition().findList(column->list)) {
                auto* codes = new CodeEditor{*list, column->leafOnly, model->language(), parent};
                auto* self = const_cast<CellDelegate*>(this);
                connect(codes, &CodeEditor::picked, self, [self, codes] {
                    Q_EMIT self->commitData(codes);
                    Q_EMIT self->closeEditor(codes, NoHint);
                });
                editor = codes;
                break;
            }
            [[fallthrough]];
        default:
            editor = new QLineEdit{parent};
            editor->setFrame(false);
            if (column->kind == ColumnKind::text) editor->setMaxLength(static_cast<int>(column->maximalLength));
            break;
    }
    auto* self = const_cast<CellDelegate*>(this);
    connect(editor, &QLineEdit::textEdited, self, &CellDelegate::typed);
    Q_EMIT self->began();
    editor->setAccessibleName(toQt(column->title.in(model->language())));
    editor->setAccessibleDescription(toQt(column->help.in(model->language())));
    return editor;
}

void CellDelegate::setEditorData(QWidget* editor, QModelIndex const& index) const {
    auto* line = qobject_cast<QLineEdit*>(editor);
    // Once it is being typed into, the editor has the newer value.
    if (line == nullptr || line->isModified()) return;
    line->setText(index.data(Qt::EditRole).toString());
    line->selectAll();
}

void CellDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, QModelIndex const& index) const {
    if (auto const* codes = qobject_cast<CodeEditor const*>(editor)) {
        model->setData(index, codes->answer());
        return;
    }
    if (auto const* line = qobject_cast<QLineEdit const*>(editor)) model->setData(index, line->text());
}

void CellDelegate::updateEditorGeometry(QWidget* editor, QStyleOptionViewItem const& option, QModelIndex const&) const {
    editor->setGeometry(option.rect);
}

bool CellDelegate::eventFilter(QObject* object, QEvent* event) {
    auto* editor = qobject_cast<QWidget*>(object);
    if (editor == nullptr || event->type() != QEvent::KeyPress) return QStyledItemDelegate::eventFilter(object, event);
    auto const* key = static_cast<QKeyEvent const*>(event);
    auto const leave = [&](Leaving leaving) {
        Q_EMIT commitData(editor);
        Q_EMIT closeEditor(editor, NoHint);
        Q_EMIT left(leaving);
        return true;
    };
    switch (key->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter: return leave(Leaving::down);
        case Qt::Key_Tab: return leave(Leaving::right);
        case Qt::Key_Backtab: return leave(Leaving::left);
        case Qt::Key_Escape:
            if (auto* codes = qobject_cast<CodeEditor*>(editor); codes != nullptr && codes->isListShown()) {
                codes->list().hide();
                return true;
            }
            QStyledItemDelegate::eventFilter(object, event);
            Q_EMIT abandoned();
            return true;
        default: break;
    }
    return QStyledItemDelegate::eventFilter(object, event);
}

void CellDelegate::initStyleOption(QStyleOptionViewItem* option, QModelIndex const& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    auto const base = option->palette.color(QPalette::Base);
    if (auto const level = index.data(FormModel::levelRole); level.isValid()) {
        option->backgroundBrush = tint(base, levelColour(static_cast<Level>(level.toInt())), 14);
    } else if (index.data(FormModel::bureauRole).toBool()) {
        option->backgroundBrush = tint(base, bureauColour(), 14);
    } else if (index.data(FormModel::differenceRole).toBool()) {
        bool const isOpen = !option->text.isEmpty();
        option->backgroundBrush = isOpen ? tint(base, levelColour(Level::query), 18) : option->palette.color(QPalette::AlternateBase);
        option->font.setBold(isOpen);
    } else if (index.data(FormModel::earlierRole).toBool()) {
        option->backgroundBrush = option->palette.color(QPalette::AlternateBase);
        option->palette.setColor(QPalette::Text, option->palette.color(QPalette::PlaceholderText));
    }
}

void CellDelegate::paint(QPainter* painter, QStyleOptionViewItem const& option, QModelIndex const& index) const {
    QStyledItemDelegate::paint(painter, option, index);
    int const size = option.fontMetrics.height() * 3 / 5;
    QRect place{option.rect.left() + 2, option.rect.top() + 2, size, size};
    if (auto const level = index.data(FormModel::levelRole); level.isValid()) {
        levelIcon(static_cast<Level>(level.toInt())).paint(painter, place);
        place.translate(size + 1, 0);
    }
    if (index.data(FormModel::bureauRole).toBool()) bureauIcon().paint(painter, place);
}

}  // namespace zhibao
