#include "enterprise/form_page.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include "enterprise/rest_offer.h"
#include "ui/elided_label.h"
#include "ui/icons.h"
#include "ui/period_words.h"
#include "ui/text.h"

namespace zhibao {

FormPage::FormPage(Program& program, DraftSession& session, QWidget* parent)
    : QWidget(parent), program_(program), session_(session), title_(new QLabel(this)), about_(new ElidedLabel(this)), saved_(new QLabel(this)),
      tabs_(new QTabWidget(this)), offer_(new RestOffer(this)) {
    auto font = title_->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setBold(true);
    title_->setFont(font);
    saved_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    saved_->setForegroundRole(QPalette::PlaceholderText);
    saved_->setObjectName(QStringLiteral("savedState"));

    auto* head = new QHBoxLayout;
    head->setContentsMargins(4, 0, 4, 0);
    head->setSpacing(16);
    head->addWidget(title_);
    head->addWidget(about_, 1);
    head->addWidget(saved_);

    auto& document = session_.document();
    tabs_->setObjectName(QStringLiteral("forms"));
    tabs_->setDocumentMode(true);
    // Long titles are cut rather than hidden behind arrows; the whole stands in the tool tip.
    tabs_->setElideMode(Qt::ElideRight);
    tabs_->setUsesScrollButtons(false);
    fitTabs();
    connect(tabs_, &QTabWidget::currentChanged, this, [this] {
        setFocusProxy(tabs_->currentWidget());
        wordAnew();
        offerRest();
        Q_EMIT currentFormChanged();
        Q_EMIT currentCellChanged();
    });

    offer_->keepRoom(std::any_of(grids_.begin(), grids_.end(), [](FormGrid* grid) { return !grid->view().form()->form().residuals.empty(); }));
    connect(offer_, &RestOffer::failed, this, &FormPage::failed);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 4);
    layout->addLayout(head);
    layout->addWidget(tabs_, 1);
    layout->addWidget(offer_);

    connect(&session_, &DraftSession::savedChanged, this, &FormPage::wordAnew);
    connect(&document, &FilingDocument::changed, this, &FormPage::offerRest);
    connect(&document, &FilingDocument::formsChanged, this, &FormPage::fitTabs);
    wordAnew();
    if (tabs_->count() > 0) setFocusProxy(tabs_->widget(0));
}

void FormPage::fitTabs() {
    auto const& document = session_.document();
    auto const& forms = document.filing().forms;
    auto const* focused = window()->focusWidget();
    bool hasLostFocus = false;
    for (int number = tabs_->count() - 1; number >= 0; --number) {
        auto* page = tabs_->widget(number);
        if (document.filing().findForm(fromQt(page->objectName())) != nullptr) continue;
        std::erase_if(grids_, [page](FormGrid* grid) { return grid == page; });
        std::erase_if(records_, [page](RecordView* record) { return record == page; });
        hasLostFocus = hasLostFocus || focused == page || (focused != nullptr && page->isAncestorOf(focused));
        delete badgeOf(number);
        tabs_->removeTab(number);
        // It may be its own key stroke that made it go.
        page->deleteLater();
    }
    int place = 0;
    for (auto const& answers : forms) {
        auto const* form = document.edition().findForm(answers.form);
        if (form == nullptr) continue;
        if (auto const* page = tabs_->widget(place); page == nullptr || page->objectName() != toQt(form->id)) {
            QWidget* made = form->kind == FormKind::rows ? static_cast<QWidget*>(makeGrid(*form)) : makeRecord(*form);
            tabs_->insertTab(place, made, QString{});
            auto* badge = new QLabel(tabs_->tabBar());
            badge->setObjectName(QStringLiteral("badge-") + toQt(form->id));
            badge->setContentsMargins(4, 0, 4, 0);
            badge->setAutoFillBackground(true);
            badge->setBackgroundRole(QPalette::Highlight);
            badge->setForegroundRole(QPalette::HighlightedText);
            badge->hide();
        }
        ++place;
    }
    tabs_->tabBar()->setVisible(tabs_->count() > 1);
    // Typing goes on in the form that is shown now, never nowhere.
    if (hasLostFocus && tabs_->currentWidget() != nullptr) tabs_->currentWidget()->setFocus();
    showFindings(findings_);
    wordAnew();
}

QLabel* FormPage::badgeOf(int tab) const {
    return tabs_->tabBar()->findChild<QLabel*>(QStringLiteral("badge-") + tabs_->widget(tab)->objectName());
}

std::optional<CellReference> FormPage::currentCell() const {
    if (auto const* record = currentRecord()) return CellReference{record->form().id, 0, record->currentQuestion().id};
    auto const* view = currentView();
    if (view == nullptr || !view->currentIndex().isValid()) return std::nullopt;
    auto const& model = *view->form();
    auto const* column = model.columnAt(view->currentIndex().column());
    auto const row = static_cast<std::size_t>(view->currentIndex().row());
    if (column == nullptr || row >= session_.document().rows(model.form().id).size()) return std::nullopt;
    return CellReference{model.form().id, row, column->id};
}

void FormPage::stepForm(int direction) {
    int const count = tabs_->count();
    if (count == 0) return;
    tabs_->setCurrentIndex((tabs_->currentIndex() + direction + count) % count);
    tabs_->currentWidget()->setFocus();
}

FormGrid* FormPage::makeGrid(Form const& form) {
    auto* grid = new FormGrid(session_, form, program_.language().current(), this);
    grid->setObjectName(toQt(form.id));
    auto* view = &grid->view();
    view->setObjectName(grid->objectName());
    auto* model = view->form();
    connect(model, &FilingFormModel::refused, this, &FormPage::failed);
    connect(model, &QAbstractItemModel::dataChanged, this, &FormPage::offerRest);
    connect(model, &QAbstractItemModel::modelReset, this, [this, view, model] {
        if (model->rowCount() > 0) view->setCurrentIndex(model->index(0, 0));
        offerRest();
    });
    connect(view, &FormView::currentCellChanged, this, [this] {
        offerRest();
        Q_EMIT currentCellChanged();
    });
    auto& stillToFill = session_.check().stillToFill();
    connect(view, &FormView::cellLeft, &stillToFill, [&stillToFill, id = form.id](std::size_t row, std::string const& column) { stillToFill.visit(id, row, column); });
    connect(view, &FormView::takenWhileTyping, &stillToFill, [&stillToFill, id = form.id](std::size_t row, std::string const& column) { stillToFill.setTyping(CellReference{id, row, column}); });
    connect(view, &FormView::typingEnded, &stillToFill, [&stillToFill] { stillToFill.setTyping(std::nullopt); });
    connect(view, &FormView::rowLeft, &stillToFill, [&stillToFill, &form](std::size_t row) { stillToFill.visitRow(form, row); });
    connect(view, &FormView::zoomRequested, this, &FormPage::zoomRequested);
    grid->setLook(look_);
    grids_.push_back(grid);
    return grid;
}

RecordView* FormPage::makeRecord(Form const& form) {
    auto* record = new RecordView(session_.document(), form, program_.language().current(), this);
    record->setObjectName(toQt(form.id));
    connect(record, &RecordView::refused, this, &FormPage::failed);
    connect(record, &RecordView::currentQuestionChanged, this, &FormPage::currentCellChanged);
    record->tell(session_.check().stillToFill());
    record->setUnit(look_.unit);
    records_.push_back(record);
    return record;
}

RecordView* FormPage::currentRecord() const {
    return qobject_cast<RecordView*>(tabs_->currentWidget());
}

void FormPage::takeTyping() {
    for (auto* grid : grids_) grid->view().takeTyping();
    for (auto* record : records_) record->takeTyping();
}

Form const* FormPage::currentForm() const {
    if (auto const* view = currentView()) return &view->form()->form();
    if (auto const* record = currentRecord()) return &record->form();
    return nullptr;
}

FormGrid* FormPage::currentGrid() const {
    return qobject_cast<FormGrid*>(tabs_->currentWidget());
}

FormView* FormPage::currentView() const {
    auto const* grid = currentGrid();
    return grid == nullptr ? nullptr : &grid->view();
}

void FormPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        auto const language = program_.language().current();
        for (auto* grid : grids_) grid->setLanguage(language);
        for (auto* record : records_) record->setLanguage(language);
        showFindings(findings_);
        wordAnew();
        offerRest();
    }
    QWidget::changeEvent(event);
}

void FormPage::wordAnew() {
    auto const language = program_.language().current();
    auto const& entry = session_.entry();
    auto const* shown = currentForm();
    auto const keptText = tr("Kept on this computer");
    // The widest from the beginning, so that nothing moves and nothing is cut when the state changes.
    int room = 0;
    for (auto const& text : {keptText, tr("Being kept…"), tr("Sealed: for reading only")}) room = std::max(room, saved_->fontMetrics().horizontalAdvance(text));
    saved_->setMinimumWidth(room + saved_->fontMetrics().averageCharWidth());
    title_->setText(shown == nullptr ? QString{} : toQt(shown->title.in(language)));
    auto about = periodWords(entry.period, language) + QStringLiteral("  ·  ") +
                 toQt(entry.unitName.empty() ? entry.unit : entry.unitName + " (" + entry.unit + ")");
    if (entry.version > 1) about += QStringLiteral("  ·  ") + tr("Version %1").arg(entry.version);
    about_->setWhole(about);
    saved_->setText(entry.seal ? tr("Sealed: for reading only") : session_.isSaved() ? keptText : tr("Being kept…"));
    for (int number = 0; number < tabs_->count(); ++number) {
        auto* page = tabs_->widget(number);
        auto const* form = session_.document().edition().findForm(fromQt(page->objectName()));
        if (form == nullptr) continue;
        bool const isKept = session_.document().isKept(form->id);
        auto const name = toQt(form->marks.number.in(language) + " " + form->title.in(language));
        tabs_->setTabText(number, isKept ? QStringLiteral("⚠ ") + name : name);
        tabs_->setTabToolTip(number, name + QLatin1Char('\n') + scopeText(session_.document().scopeOf(form->id), language));
        page->setAccessibleName(name);
        if (auto* grid = qobject_cast<FormGrid*>(page)) grid->view().setAccessibleName(name);
        if (auto* badge = badgeOf(number))
            badge->setToolTip(tr("Findings on this form: %1").arg(badge->text()));
    }
    tabs_->setAccessibleName(tr("Forms"));
}

bool FormPage::showCell(CellReference const& cell) {
    for (auto* grid : grids_) {
        if (grid->view().form()->form().id != cell.form) continue;
        tabs_->setCurrentWidget(grid);
        return grid->view().showCell(cell.row, cell.column);
    }
    for (auto* record : records_) {
        if (record->form().id != cell.form) continue;
        tabs_->setCurrentWidget(record);
        return record->showQuestion(cell.column);
    }
    return false;
}

void FormPage::setLook(GridLook const& look) {
    bool const isOtherUnit = look.unit != look_.unit;
    look_ = look;
    for (auto* grid : grids_) grid->setLook(look);
    if (isOtherUnit)
        for (auto* record : records_) record->setUnit(look.unit);
    offerRest();
}

void FormPage::setUnit(Unit unit) {
    auto look = look_;
    look.unit = unit;
    setLook(look);
}

void FormPage::showFindings(std::vector<ListedFinding> const& findings) {
    if (&findings != &findings_) findings_ = findings;
    for (auto* grid : grids_) {
        auto& model = *grid->view().form();
        model.setNotes(notesFor(findings, model.form().id, program_.language().current()));
    }
    for (auto* record : records_) record->setNotes(notesFor(findings, record->form().id, program_.language().current()));
    for (int number = 0; number < tabs_->count(); ++number) {
        auto* badge = badgeOf(number);
        if (badge == nullptr) continue;
        auto const form = fromQt(tabs_->widget(number)->objectName());
        auto const count = std::count_if(findings.begin(), findings.end(), [&](ListedFinding const& finding) {
            return !finding.isStillToFill && std::any_of(finding.cells.begin(), finding.cells.end(), [&](CellReference const& cell) { return cell.form == form; });
        });
        badge->setText(QString::number(count));
        badge->setToolTip(tr("Findings on this form: %1").arg(count));
        // The bar gives a badge the room that it needs when it is put there, and shows whatever is put there.
        tabs_->tabBar()->setTabButton(number, QTabBar::RightSide, nullptr);
        badge->adjustSize();
        if (count > 0) tabs_->tabBar()->setTabButton(number, QTabBar::RightSide, badge);
    }
}

void FormPage::offerRest() {
    offer_->offer(currentView());
}

void FormPage::putRestHere() {
    if (auto* view = currentView()) offer_->putHere(*view);
}

QString FormPage::scopeText(FormScope const* scope, Language language) {
    if (scope == nullptr) return {};
    if (scope->isAlways) return tr("Asked of every unit.");
    QStringList reasons;
    for (auto const& reason : scope->isAsked ? scope->because : scope->unless) reasons.append(toQt(reason.in(language)));
    auto const words = reasons.join(tr("; "));
    return scope->isAsked ? tr("Asked because %1.").arg(words) : tr("No longer asked; its answers are kept. It would be asked if %1.").arg(words);
}

}  // namespace zhibao
