#include "enterprise/form_view.h"

#include <algorithm>
#include <chrono>

#include <QHeaderView>
#include <QKeyEvent>
#include <QWheelEvent>

#include "enterprise/cell_editors.h"
#include "ui/form_columns.h"
#include "ui/frozen_columns.h"
#include "ui/text.h"

namespace zhibao {

namespace {

// Short enough that what is typed is on disk within two seconds, together with the wait of the session.
constexpr std::chrono::milliseconds pauseInTyping{500};

/// By what people know a row: the columns up to its name, where it has one near its beginning, else the first.
int columnsThatName(FilingFormModel const* form) {
    constexpr int near = 3;
    for (int shown = 0; form != nullptr && shown < std::min(near, form->columnCount()); ++shown)
        if (auto const* column = form->columnAt(shown); column != nullptr && column->kind == ColumnKind::text) return shown + 1;
    return 1;
}

}  // namespace

FormView::FormView(QWidget* parent) : QTableView(parent), delegate_(new CellDelegate(this)), pointSize_(font().pointSizeF()) {
    setItemDelegate(delegate_);
    setEditTriggers(AnyKeyPressed | EditKeyPressed | DoubleClicked);
    setSelectionMode(ContiguousSelection);
    setTabKeyNavigation(true);  // Tab is the grid's; Ctrl+Tab leaves it
    setAlternatingRowColors(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    horizontalHeader()->setHighlightSections(true);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    fitRows();
    new FrozenColumns(*this, new CellDelegate(this), [this] { return columnsThatName(form()); });
    connect(delegate_, &CellDelegate::left, this, &FormView::leave);
    connect(delegate_, &CellDelegate::began, this, [this] {
        if (form() != nullptr) form()->beginTyping();
    });
    connect(delegate_, &CellDelegate::abandoned, this, [this] {
        pause_.stop();
        if (form() != nullptr) form()->abandonTyping();
    });
    connect(delegate_, &CellDelegate::typed, this, [this] {
        // Counted from the first letter that is not taken yet, so that who types without a pause is saved all the same.
        if (!pause_.isActive()) pause_.start();
    });
    pause_.setSingleShot(true);
    pause_.setInterval(pauseInTyping);
    connect(&pause_, &QTimer::timeout, this, &FormView::takeSoFar);
    // A column that comes or goes leaves its room to the others.
    connect(horizontalHeader(), &QHeaderView::sectionCountChanged, this, &FormView::fitColumns, Qt::QueuedConnection);
}

void FormView::setForm(FilingFormModel* model) {
    setModel(model);
    fitColumns();
    if (model != nullptr && model->rowCount() > 0) setCurrentIndex(model->index(0, 0));
}

FilingFormModel* FormView::form() const {
    return qobject_cast<FilingFormModel*>(model());
}

void FormView::fitColumns() {
    if (form() == nullptr) return;
    fittedRoom_ = viewport()->width();
    fitFormColumns(*this, *form(), roomKept_);
}

void FormView::keepRoom(std::vector<int> widths) {
    bool isTooNarrow = false;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        // Who has made a column narrow by hand is left in peace until more is to stand there.
        bool const isMore = i >= roomKept_.size() || widths[i] > roomKept_[i];
        isTooNarrow = isTooNarrow || (isMore && widths[i] > columnWidth(static_cast<int>(i)));
    }
    roomKept_ = std::move(widths);
    if (isTooNarrow) fitColumns();
}

void FormView::fitRows() {
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 7 / 4);
}

void FormView::setZoom(int percent) {
    auto changed = font();
    changed.setPointSizeF(pointSize_ * percent / 100);
    setFont(changed);
    fitRows();
    fitColumns();
}

void FormView::setEarlier(std::vector<FormModel::Earlier> earlier) {
    if (form() == nullptr) return;
    takeTyping();
    int const row = currentIndex().row();
    auto const* column = form()->columnAt(currentIndex().column());
    auto const id = column == nullptr ? std::string{} : column->id;
    {
        // Nobody left a row.
        QSignalBlocker const blocker{this};
        form()->setEarlier(std::move(earlier));
        if (row >= 0) goTo(row, std::max(form()->shownColumn(id), 0));
    }
    fitColumns();
    Q_EMIT currentCellChanged();
}

void FormView::wheelEvent(QWheelEvent* event) {
    int const turn = event->angleDelta().y();
    if (!(event->modifiers() & Qt::ControlModifier) || turn == 0) return QTableView::wheelEvent(event);
    event->accept();
    Q_EMIT zoomRequested(turn > 0 ? 1 : -1);
}

void FormView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    if (viewport()->width() != fittedRoom_) fitColumns();
}

bool FormView::showCell(std::size_t row, std::string_view column) {
    auto const* form = this->form();
    if (form == nullptr) return false;
    int const shown = form->shownColumn(column);
    if (shown < 0 || static_cast<int>(row) >= form->rowCount()) return false;
    runBegan_.reset();
    goTo(static_cast<int>(row), shown);
    setFocus();
    return true;
}

void FormView::takeTyping() {
    if (state() != EditingState) return;
    auto* editor = indexWidget(currentIndex());
    if (editor == nullptr) return;
    commitData(editor);
    closeEditor(editor, QAbstractItemDelegate::NoHint);
}

void FormView::takeSoFar() {
    auto const* line = state() == EditingState ? qobject_cast<QLineEdit const*>(indexWidget(currentIndex())) : nullptr;
    if (line == nullptr || !line->isModified() || form() == nullptr) return;
    auto const* column = form()->columnAt(currentIndex().column());
    if (form()->takeSoFar(currentIndex(), line->text()) && column != nullptr) Q_EMIT takenWhileTyping(static_cast<std::size_t>(currentIndex().row()), column->id);
}

bool FormView::edit(QModelIndex const& index, EditTrigger trigger, QEvent* event) {
    bool const isAsked = trigger == AnyKeyPressed || trigger == EditKeyPressed || trigger == DoubleClicked;
    bool const isQuestion = form() != nullptr && form()->columnAt(index.column()) != nullptr;
    // A letter that begins no editor must not search the column either.
    if (isAsked && isQuestion && form()->isConverted() && !form()->mayEdit()) return true;
    return QTableView::edit(index, trigger, event);
}

void FormView::closeEditor(QWidget* editor, QAbstractItemDelegate::EndEditHint hint) {
    QTableView::closeEditor(editor, hint);
    pause_.stop();
    if (form() != nullptr) form()->endTyping();
    Q_EMIT typingEnded();
}

void FormView::goTo(int row, int column) {
    auto const index = model()->index(row, column);
    // A block that is selected with Shift from now on begins here; so far it is one cell, also while Shift is held for the key that led here.
    setCurrentIndex(index);
    selectionModel()->select(index, QItemSelectionModel::ClearAndSelect);
    scrollTo(index);
}

void FormView::clearSelected() {
    if (form() != nullptr) form()->clear(selectionModel()->selectedIndexes());
}

void FormView::copyFromAbove() {
    if (form() != nullptr) form()->copyFromAbove(selectionModel()->selectedIndexes());
}

std::pair<int, int> FormView::selectedRows() const {
    int first = currentIndex().row();
    int last = first;
    for (auto const& range : selectionModel()->selection()) {
        first = std::min(first, range.top());
        last = std::max(last, range.bottom());
    }
    return {std::max(first, 0), last - first + 1};
}

void FormView::insertRows() {
    if (form() == nullptr || !form()->mayEdit()) return;
    auto const [row, count] = selectedRows();
    int const column = std::max(currentIndex().column(), 0);
    form()->insertRowsAt(row, count);
    goTo(row, column);
}

void FormView::duplicateRows() {
    if (form() == nullptr || !form()->mayEdit() || !currentIndex().isValid()) return;
    auto const [row, count] = selectedRows();
    int const column = currentIndex().column();
    if (form()->isNewRow(row)) return;
    int const behind = form()->isNewRow(row + count - 1) ? row + count - 1 : row + count;
    form()->duplicateRowsAt(row, count);
    goTo(behind, column);
}

void FormView::removeRows() {
    if (form() == nullptr || !form()->mayEdit() || !currentIndex().isValid()) return;
    auto const [first, count] = selectedRows();
    int const column = currentIndex().column();
    form()->removeRowsAt(first, count);
    goTo(std::min(first, form()->rowCount() - 1), column);
}

void FormView::leave(Leaving leaving) {
    auto const current = currentIndex();
    if (!current.isValid()) return;
    int row = current.row();
    int column = current.column();
    if (leaving == Leaving::down) {
        if (runBegan_) column = *runBegan_;
        runBegan_.reset();
        goTo(std::min(row + 1, model()->rowCount() - 1), column);
        return;
    }
    if (!runBegan_) runBegan_ = column;
    int const step = leaving == Leaving::right ? 1 : -1;
    // Differences are passed over; behind the last question comes the first of the next row.
    do {
        column += step;
        if (column >= model()->columnCount()) {
            if (row + 1 >= model()->rowCount()) return;
            column = 0;
            ++row;
            runBegan_ = 0;
        } else if (column < 0) {
            if (row == 0) return;
            column = model()->columnCount() - 1;
            --row;
        }
    } while (form() != nullptr && form()->columnAt(column) == nullptr);
    goTo(row, column);
}

void FormView::keyPressEvent(QKeyEvent* event) {
    if (state() != EditingState) {
        bool const leavesGrid = (event->modifiers() & Qt::ControlModifier) && (event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab);
        if (leavesGrid) {
            QWidget::focusNextPrevChild(event->key() == Qt::Key_Tab);
            return;
        }
        switch (event->key()) {
            case Qt::Key_Return:
            case Qt::Key_Enter: leave(Leaving::down); return;
            case Qt::Key_Tab: leave(Leaving::right); return;
            case Qt::Key_Backtab: leave(Leaving::left); return;
            case Qt::Key_Delete:
            case Qt::Key_Backspace: clearSelected(); return;
            case Qt::Key_F4:
                if (currentIndex().isValid() && edit(currentIndex(), EditKeyPressed, event))
                    if (auto* codes = qobject_cast<CodeEditor*>(indexWidget(currentIndex()))) codes->showAll();
                return;
            default: break;
        }
        bool const moves = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right || event->key() == Qt::Key_Up ||
                           event->key() == Qt::Key_Down || event->key() == Qt::Key_Home || event->key() == Qt::Key_End;
        if (moves) runBegan_.reset();
    }
    QTableView::keyPressEvent(event);
}

void FormView::mousePressEvent(QMouseEvent* event) {
    runBegan_.reset();
    QTableView::mousePressEvent(event);
}

bool FormView::isFilled(int row, int column) const {
    return !model()->index(row, column).data().toString().isEmpty();
}

QModelIndex FormView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) {
    auto const current = currentIndex();
    int rowStep = 0;
    int columnStep = 0;
    switch (action) {
        case MoveUp: rowStep = -1; break;
        case MoveDown: rowStep = 1; break;
        case MoveLeft: columnStep = -1; break;
        case MoveRight: columnStep = 1; break;
        default: break;
    }
    if (!current.isValid() || !(modifiers & Qt::ControlModifier) || (rowStep == 0 && columnStep == 0)) return QTableView::moveCursor(action, modifiers);

    // To the edge of the block: along filled cells to the last, else over blank ones to the next filled.
    int row = current.row();
    int column = current.column();
    auto const isInside = [&](int atRow, int atColumn) {
        return atRow >= 0 && atRow < model()->rowCount() && atColumn >= 0 && atColumn < model()->columnCount();
    };
    if (!isInside(row + rowStep, column + columnStep)) return current;
    bool const alongFilled = isFilled(row, column) && isFilled(row + rowStep, column + columnStep);
    do {
        row += rowStep;
        column += columnStep;
        if (!isInside(row + rowStep, column + columnStep)) break;
    } while (alongFilled ? isFilled(row + rowStep, column + columnStep) : !isFilled(row, column));
    return model()->index(row, column);
}

void FormView::currentChanged(QModelIndex const& current, QModelIndex const& previous) {
    QTableView::currentChanged(current, previous);
    followInputMethod();
    if (auto const* form = this->form(); form != nullptr && previous.isValid() && current.isValid()) {
        if (current.row() != previous.row()) Q_EMIT rowLeft(static_cast<std::size_t>(previous.row()));
        else if (auto const* column = form->columnAt(previous.column())) Q_EMIT cellLeft(static_cast<std::size_t>(previous.row()), column->id);
    }
    Q_EMIT currentCellChanged();
}

void FormView::focusInEvent(QFocusEvent* event) {
    QTableView::focusInEvent(event);
    followInputMethod();
}

void FormView::followInputMethod() {
    // An input method in a cell of figures would take the digits for the choice of a character.
    auto const* form = this->form();
    auto const* column = form == nullptr ? nullptr : form->columnAt(currentIndex().column());
    bool const isWord = column != nullptr && column->kind != ColumnKind::money && column->kind != ColumnKind::integer && column->kind != ColumnKind::percent;
    setAttribute(Qt::WA_InputMethodEnabled, isWord);
}

}  // namespace zhibao
