#include "ui/frozen_columns.h"

#include <algorithm>

#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>

namespace zhibao {

FrozenColumns::FrozenColumns(QTableView& grid, QAbstractItemDelegate* painter, std::function<int()> howMany)
    : QTableView(&grid), grid_(grid), gridViewport_(*grid.viewport()), howMany_(std::move(howMany)) {
    setObjectName(QStringLiteral("frozen"));
    setItemDelegate(painter);
    setFocusPolicy(Qt::NoFocus);
    setEditTriggers(NoEditTriggers);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(grid.wordWrap());
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(grid.verticalScrollMode());
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    hide();
    grid.installEventFilter(this);
    grid.viewport()->installEventFilter(this);
    connect(grid.horizontalHeader(), &QHeaderView::sectionResized, this, &FrozenColumns::follow);
    connect(grid.horizontalHeader(), &QHeaderView::sectionCountChanged, this, &FrozenColumns::follow);
    connect(grid.horizontalScrollBar(), &QScrollBar::valueChanged, this, &FrozenColumns::follow);
    connect(grid.horizontalScrollBar(), &QScrollBar::rangeChanged, this, &FrozenColumns::follow);
    connect(grid.verticalScrollBar(), &QScrollBar::valueChanged, verticalScrollBar(), &QScrollBar::setValue);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, grid.verticalScrollBar(), &QScrollBar::setValue);
}

void FrozenColumns::follow() {
    auto* model = grid_.model();
    if (this->model() != model) {
        setModel(model);
        if (model != nullptr) {
            setSelectionModel(grid_.selectionModel());
            connect(grid_.selectionModel(), &QItemSelectionModel::currentChanged, this, &FrozenColumns::uncover);
        }
    }
    count_ = model == nullptr ? 0 : std::min(howMany_(), model->columnCount());
    bool const isScrolled = count_ > 0 && grid_.horizontalScrollBar()->value() > 0;
    setVisible(isScrolled);
    if (!isScrolled) return;
    int width = 0;
    for (int column = 0; column < model->columnCount(); ++column) {
        setColumnHidden(column, column >= count_);
        if (column >= count_) continue;
        setColumnWidth(column, grid_.columnWidth(column));
        width += grid_.columnWidth(column);
    }
    auto* head = horizontalHeader();
    head->setDefaultAlignment(grid_.horizontalHeader()->defaultAlignment());
    head->setHighlightSections(grid_.horizontalHeader()->highlightSections());
    head->setFixedHeight(grid_.horizontalHeader()->height());
    verticalHeader()->setDefaultSectionSize(grid_.verticalHeader()->defaultSectionSize());
    auto const place = grid_.viewport()->geometry();
    setGeometry(place.left(), grid_.horizontalHeader()->geometry().top(), width, grid_.horizontalHeader()->height() + place.height());
    verticalScrollBar()->setValue(grid_.verticalScrollBar()->value());
    raise();
}

void FrozenColumns::uncover(QModelIndex const& current) {
    if (!current.isValid() || !isVisible()) return;
    auto* bar = grid_.horizontalScrollBar();
    // An editor opens in the grid itself, so the cell has to be there and not only its picture.
    if (current.column() < count_) bar->setValue(0);
    else if (int const hidden = width() - grid_.visualRect(current).left(); hidden > 0) bar->setValue(bar->value() - hidden);
}

bool FrozenColumns::eventFilter(QObject* object, QEvent* event) {
    if (object == &grid_ && event->type() == QEvent::KeyPress) uncover(grid_.currentIndex());
    if (object == &gridViewport_ && event->type() == QEvent::Resize) follow();
    return QTableView::eventFilter(object, event);
}

}  // namespace zhibao
