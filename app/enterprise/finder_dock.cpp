#include "enterprise/finder_dock.h"

#include <algorithm>

#include <QEvent>
#include <QTabBar>
#include <QTabWidget>

#include "ui/text.h"

namespace zhibao {

namespace {

/// Lists whose entries are explained stand first: they are what people look for, wherever the cursor is.
std::vector<SearchedList> listsOf(Form const& form, Edition const& edition) {
    std::vector<SearchedList> lists;
    for (auto const& column : form.columns) {
        bool const isNew = std::none_of(lists.begin(), lists.end(), [&](SearchedList const& one) { return one.list == column.list; });
        if (column.kind == ColumnKind::code && isNew) lists.push_back({column.list, column.leafOnly});
    }
    std::stable_partition(lists.begin(), lists.end(), [&](SearchedList const& one) { return edition.notes.contains(one.list); });
    return lists;
}

}  // namespace

FinderDock::FinderDock(Program& program, QWidget* parent)
    : QDockWidget(parent), program_(program), tabs_(new QTabWidget(this)), finder_(new FinderPanel), guide_(new GuidePanel) {
    setObjectName(QStringLiteral("finderDock"));
    setFeatures(DockWidgetMovable | DockWidgetClosable);
    tabs_->setDocumentMode(true);
    tabs_->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("中")) * 22);
    tabs_->addTab(finder_, QString{});
    tabs_->addTab(guide_, QString{});
    setWidget(tabs_);
    connect(finder_, &FinderPanel::chosen, this, [this](QString const& list, QString const& code) { put(fromQt(list), fromQt(code)); });
    connect(finder_, &FinderPanel::left, this, &FinderDock::goBackToForm);
    connect(guide_, &GuidePanel::offered, this, &FinderDock::place);
    connect(guide_, &GuidePanel::left, this, &FinderDock::goBackToForm);
    // While nobody looks nothing is kept up.
    connect(this, &QDockWidget::visibilityChanged, this, &FinderDock::refresh);
    wordAnew();
}

void FinderDock::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QDockWidget::changeEvent(event);
}

void FinderDock::wordAnew() {
    setWindowTitle(tr("Which item, which mode?"));
    tabs_->setTabText(0, tr("Which item?"));
    tabs_->setTabText(1, tr("Which mode?"));
    tabs_->setAccessibleName(tr("Finder and guide"));
    tabs_->tabBar()->setAccessibleName(tabs_->accessibleName());
    auto const language = program_.language().current();
    finder_->setLanguage(language);
    guide_->setLanguage(language);
}

FilingDocument* FinderDock::document() const {
    if (view_ != nullptr && view_->form() != nullptr) return &view_->form()->document();
    return record_ == nullptr ? nullptr : &record_->document();
}

void FinderDock::follow(FormView* view, RecordView* record) {
    view_ = view;
    record_ = record;
    // The row may change under the guide: by undo, by typing, by a paste.
    if (auto* document = this->document()) connect(document, &FilingDocument::changed, this, &FinderDock::refresh, Qt::UniqueConnection);
    refresh();
}

void FinderDock::refresh() {
    auto* document = this->document();
    if (document != nullptr && !isVisible()) return;
    if (document == nullptr) {
        finder_->setLists(nullptr, {});
        guide_->ask(nullptr, nullptr, 0, {});
        return;
    }
    bool const isEditable = !document->isFrozen();
    finder_->setEditable(isEditable);
    guide_->setEditable(isEditable);
    if (view_ == nullptr) {
        auto const& question = record_->currentQuestion();
        finder_->setLists(document->sharedEdition(), listsOf(record_->form(), document->edition()));
        if (question.kind == ColumnKind::code) finder_->turnTo(question.list, record_->currentAnswer());
        guide_->ask(nullptr, nullptr, 0, {});
        return;
    }
    auto const& model = *view_->form();
    auto const index = view_->currentIndex();
    finder_->setLists(document->sharedEdition(), listsOf(model.form(), document->edition()));
    auto const* column = model.columnAt(index.column());
    if (column != nullptr && column->kind == ColumnKind::code) finder_->turnTo(column->list, fromQt(index.data(Qt::EditRole).toString()));
    auto const* guide = document->edition().findGuide(model.form().id);
    if (guide == nullptr || !index.isValid()) {
        guide_->ask(nullptr, nullptr, 0, {});
        return;
    }
    auto const row = static_cast<std::size_t>(index.row());
    auto const& rows = document->rows(model.form().id);
    guide_->setUnit(model.unit());
    guide_->ask(document->sharedEdition(), guide, row, row < rows.size() ? rows[row] : document->emptyRow(model.form()));
}

void FinderDock::openFinder() {
    show();
    raise();
    tabs_->setCurrentWidget(finder_);
    refresh();
    finder_->focusSearch();
}

void FinderDock::openGuide() {
    show();
    raise();
    tabs_->setCurrentWidget(guide_);
    refresh();
    guide_->restart();
    guide_->focusQuestion();
}

int FinderDock::shownColumnFor(std::string const& list) const {
    auto const& model = *view_->form();
    auto const answers = [&](int shown) {
        auto const* column = model.columnAt(shown);
        return column != nullptr && column->kind == ColumnKind::code && column->list == list;
    };
    if (answers(view_->currentIndex().column())) return view_->currentIndex().column();
    for (int shown = 0; shown < model.columnCount(); ++shown)
        if (answers(shown)) return shown;
    return -1;
}

void FinderDock::put(std::string const& list, std::string const& code) {
    if (view_ != nullptr) {
        int const shown = shownColumnFor(list);
        auto const current = view_->currentIndex();
        if (shown < 0 || !current.isValid()) return;
        auto const index = current.siblingAtColumn(shown);
        if (view_->form()->setData(index, toQt(code))) view_->setCurrentIndex(index);
    } else if (record_ != nullptr) {
        auto const& form = record_->form();
        auto const& question = record_->currentQuestion();
        auto const answers = [&](Column const& column) { return column.kind == ColumnKind::code && column.list == list; };
        auto const column = answers(question) ? form.columns.begin() + static_cast<std::ptrdiff_t>(*form.indexOf(question.id))
                                              : std::find_if(form.columns.begin(), form.columns.end(), answers);
        if (column == form.columns.end()) return;
        auto& document = record_->document();
        auto const name = [&document, title = column->title] { return tr("Change %1").arg(toQt(title.in(document.language()))); };
        document.setCells(form.id, {CellEdit{0, static_cast<std::size_t>(column - form.columns.begin()), code}}, name);
        record_->showQuestion(column->id);
        return;
    }
    goBackToForm();
}

void FinderDock::place(std::vector<GuidedCell> const& cells) {
    if (view_ == nullptr) return;
    auto const row = static_cast<std::size_t>(view_->currentIndex().row());
    std::vector<CellEdit> edits;
    for (auto const& cell : cells) edits.push_back({row, cell.column, cell.cell});
    auto const& form = view_->form()->form();
    document()->setCells(form.id, std::move(edits), [row] { return tr("Place the total of row %1 by mode").arg(row + 1); });
    goBackToForm();
}

void FinderDock::goBackToForm() {
    if (view_ != nullptr) view_->setFocus();
    else if (record_ != nullptr) record_->showQuestion(record_->currentQuestion().id);
}

}  // namespace zhibao
