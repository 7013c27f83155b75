#include "enterprise/changes_dock.h"

#include <chrono>

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include "answers/edit.h"
#include "ui/text.h"

namespace zhibao {

namespace {

constexpr std::chrono::milliseconds pauseAfterEdit{300};
enum Place { what, where, column, before, after, columnCount };

}  // namespace

ChangesDock::ChangesDock(Program& program, QWidget* parent) : QDockWidget(parent), program_(program) {
    setObjectName(QStringLiteral("changesDock"));
    setFeatures(DockWidgetMovable | DockWidgetClosable);
    auto* contents = new QWidget(this);
    about_ = new QLabel(contents);
    table_ = new QTableWidget(0, columnCount, contents);
    table_->setObjectName(QStringLiteral("changes"));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setTabKeyNavigation(false);
    table_->setShowGrid(false);
    table_->setMinimumHeight(fontMetrics().height() * 3);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(where, QHeaderView::Stretch);
    table_->horizontalHeader()->setHighlightSections(false);
    auto* layout = new QVBoxLayout(contents);
    layout->setContentsMargins(8, 4, 8, 8);
    layout->addWidget(about_);
    layout->addWidget(table_, 1);
    setWidget(contents);
    soon_.setSingleShot(true);
    soon_.setInterval(pauseAfterEdit);
    connect(&soon_, &QTimer::timeout, this, &ChangesDock::refresh);
    connect(table_, &QTableWidget::activated, this, &ChangesDock::jump);
    wordAnew();
}

void ChangesDock::setSession(DraftSession* session) {
    session_ = session;
    if (session_ != nullptr)
        connect(&session_->document(), &FilingDocument::changed, this, [this] {
            if (isVisible()) soon_.start();
        });
    refresh();
}

void ChangesDock::setUnit(Unit unit) {
    unit_ = unit;
    refresh();
}

void ChangesDock::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QDockWidget::changeEvent(event);
}

void ChangesDock::showEvent(QShowEvent* event) {
    QDockWidget::showEvent(event);
    refresh();
}

void ChangesDock::wordAnew() {
    table_->setHorizontalHeaderLabels({tr("What"), tr("Row"), tr("Question"), tr("Before"), tr("Now")});
    table_->setAccessibleName(tr("Changes since the last period"));
    refresh();
}

QString ChangesDock::textOf(Cell const& cell, Column const& column) const {
    return toQt(displayText(cell, column, unit_, program_.language().current(), session_->document().edition()));
}

void ChangesDock::refresh() {
    setWindowTitle(tr("Changes since the last period"));
    places_.clear();
    table_->setRowCount(0);
    about_->clear();
    if (session_ == nullptr || !isVisible()) return;
    auto const language = program_.language().current();
    auto const& document = session_->document();
    auto const changes = changesSince(*session_);
    std::array<int, 3> counts{};
    table_->setRowCount(static_cast<int>(changes.size()));
    bool isKnown = false;
    for (auto const& answers : document.filing().forms)
        if (auto const* form = document.edition().findForm(answers.form)) isKnown = isKnown || lastPeriodOf(*session_, *form).isKnown();
    for (std::size_t line = 0; line < changes.size(); ++line) {
        auto const& [last, change] = changes[line];
        ++counts[static_cast<std::size_t>(change.kind)];
        bool const isGone = change.kind == RowChange::Kind::gone;
        auto name = isGone ? rowName((*last.rows)[*change.earlier], *last.before, document.edition(), language)
                           : tr("row %1: %2").arg(*change.row + 1).arg(rowName(document.rows(last.form->id)[*change.row], *last.form, document.edition(), language));
        if (document.filing().forms.size() > 1) name = toQt(last.form->marks.number.in(language)) + QStringLiteral(", ") + name;
        auto const position = last.form->indexOf(change.column);
        auto const put = [&](Place place, QString const& text, bool isFigure = false) {
            auto* item = new QTableWidgetItem(text);
            if (isFigure) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            table_->setItem(static_cast<int>(line), place, item);
        };
        put(what, change.kind == RowChange::Kind::added ? tr("New") : isGone ? tr("Gone") : tr("Jumped"));
        put(where, name);
        put(column, position ? toQt(last.form->columns[*position].title.in(language)) : QString{});
        put(before, position ? textOf(change.before, last.form->columns[*position]) : QString{}, true);
        put(after, position ? textOf(change.after, last.form->columns[*position]) : QString{}, true);
        places_.push_back(isGone ? CellReference{} : CellReference{last.form->id, *change.row, position ? change.column : last.form->columns.front().id});
    }
    about_->setText(!isKnown ? tr("This computer has no sealed filing of the period before.")
                             : tr("New rows %1, gone %2, figures that changed by more than half %3. Enter goes to the row.").arg(counts[0]).arg(counts[1]).arg(counts[2]));
}

void ChangesDock::jump() {
    auto const line = table_->currentRow();
    if (line < 0 || static_cast<std::size_t>(line) >= places_.size() || places_[static_cast<std::size_t>(line)].form.empty()) return;
    // Going there may make the list anew.
    auto const place = places_[static_cast<std::size_t>(line)];
    Q_EMIT jumpRequested(place);
}

}  // namespace zhibao
