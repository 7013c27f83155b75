#include "enterprise/form_page.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include "answers/edit.h"
#include "ui/elided_label.h"
#include "ui/icons.h"
#include "ui/period_words.h"
#include "ui/text.h"

namespace zhibao {

FormPage::FormPage(Program& program, DraftSession& session, QWidget* parent)
    : QWidget(parent), program_(program), session_(session), title_(new QLabel(this)), about_(new ElidedLabel(this)), saved_(new QLabel(this)),
      tabs_(new QTabWidget(this)), offer_(new QWidget(this)), offerText_(new QLabel(offer_)), offerButtons_(new QHBoxLayout) {
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

    offer_->setObjectName(QStringLiteral("offer"));
    auto* offerLayout = new QHBoxLayout(offer_);
    offerLayout->setContentsMargins(4, 2, 4, 2);
    offerLayout->addWidget(offerText_);
    offerLayout->addLayout(offerButtons_);
    offerLayout->addStretch(1);
    // The bar keeps its place when there is nothing to offer, so that the grid does not jump while rows are walked through.
    auto policy = offer_->sizePolicy();
    policy.setRetainSizeWhenHidden(std::any_of(views_.begin(), views_.end(), [](FormView* view) { return !view->form()->form().residuals.empty(); }));
    policy.setVerticalPolicy(QSizePolicy::Fixed);
    offer_->setSizePolicy(policy);
    offer_->setMinimumHeight(QPushButton{QStringLiteral("中")}.sizeHint().height() + 4);

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
        std::erase_if(views_, [page](FormView* view) { return view == page; });
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

void FormPage::stepForm(int direction) {
    int const count = tabs_->count();
    if (count == 0) return;
    tabs_->setCurrentIndex((tabs_->currentIndex() + direction + count) % count);
    tabs_->currentWidget()->setFocus();
}

FormView* FormPage::makeGrid(Form const& form) {
    auto* view = new FormView(this);
    auto* model = new FilingFormModel(session_.document(), form, view);
    model->setLanguage(program_.language().current());
    view->setForm(model);
    view->setObjectName(toQt(form.id));
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
    model->setUnit(unit_);
    views_.push_back(view);
    return view;
}

RecordView* FormPage::makeRecord(Form const& form) {
    auto* record = new RecordView(session_.document(), form, program_.language().current(), this);
    record->setObjectName(toQt(form.id));
    connect(record, &RecordView::refused, this, &FormPage::failed);
    connect(record, &RecordView::currentQuestionChanged, this, &FormPage::currentCellChanged);
    auto& stillToFill = session_.check().stillToFill();
    connect(record, &RecordView::questionLeft, &stillToFill, [&stillToFill, id = form.id](std::string const& column) { stillToFill.visit(id, 0, column); });
    connect(record, &RecordView::takenWhileTyping, &stillToFill, [&stillToFill, id = form.id](std::string const& column) { stillToFill.setTyping(CellReference{id, 0, column}); });
    connect(record, &RecordView::typingEnded, &stillToFill, [&stillToFill] { stillToFill.setTyping(std::nullopt); });
    record->setUnit(unit_);
    records_.push_back(record);
    return record;
}

RecordView* FormPage::currentRecord() const {
    return qobject_cast<RecordView*>(tabs_->currentWidget());
}

void FormPage::takeTyping() {
    for (auto* view : views_) view->takeTyping();
    for (auto* record : records_) record->takeTyping();
}

Form const* FormPage::currentForm() const {
    if (auto const* view = currentView()) return &view->form()->form();
    if (auto const* record = currentRecord()) return &record->form();
    return nullptr;
}

FormView* FormPage::currentView() const {
    return qobject_cast<FormView*>(tabs_->currentWidget());
}

void FormPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        auto const language = program_.language().current();
        for (auto* view : views_) {
            view->form()->setLanguage(language);
            view->fitColumns();
        }
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
        if (auto* badge = badgeOf(number))
            badge->setToolTip(tr("Findings on this form: %1").arg(badge->text()));
    }
    tabs_->setAccessibleName(tr("Forms"));
}

bool FormPage::showCell(CellReference const& cell) {
    for (auto* view : views_) {
        if (view->form()->form().id != cell.form) continue;
        tabs_->setCurrentWidget(view);
        return view->showCell(cell.row, cell.column);
    }
    for (auto* record : records_) {
        if (record->form().id != cell.form) continue;
        tabs_->setCurrentWidget(record);
        return record->showQuestion(cell.column);
    }
    return false;
}

void FormPage::setUnit(Unit unit) {
    unit_ = unit;
    for (auto* view : views_) view->form()->setUnit(unit);
    for (auto* record : records_) record->setUnit(unit);
    offerRest();
}

void FormPage::showFindings(std::vector<ListedFinding> const& findings) {
    if (&findings != &findings_) findings_ = findings;
    for (auto* view : views_) view->form()->setNotes(notesFor(findings, view->form()->form().id, program_.language().current()));
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
    auto* view = currentView();
    while (auto* item = offerButtons_->takeAt(0)) {
        if (item->widget() != nullptr) item->widget()->deleteLater();
        delete item;
    }
    offer_->hide();
    offerText_->clear();
    if (view == nullptr || !view->currentIndex().isValid() || session_.document().isFrozen()) return;
    auto& model = *view->form();
    int const row = view->currentIndex().row();
    for (auto const& residual : model.form().residuals) {
        auto const rest = model.difference(static_cast<std::size_t>(row), residual);
        if (!rest || rest->isZero()) continue;
        auto const language = program_.language().current();
        auto const titleOf = [&](std::string const& id) {
            auto const position = model.form().indexOf(id);
            return position ? toQt(model.form().columns[*position].title.in(language)) : toQt(id);
        };
        offerText_->setText(tr("Row %1: %2 of %3 is in no part yet. Put it into:").arg(row + 1).arg(toQt(rest->display(model.unit())), titleOf(residual.total)));
        for (auto const& part : residual.parts) {
            auto* button = new QPushButton(titleOf(part), offer_);
            button->setObjectName(QStringLiteral("rest-") + toQt(part));
            button->setAccessibleDescription(offerText_->text());
            connect(button, &QPushButton::clicked, this, [this, &model, row, &residual, part] { putRest(model, row, residual, part); });
            offerButtons_->addWidget(button);
        }
        offer_->show();
        return;
    }
}

void FormPage::putRest(FilingFormModel& model, int row, Residual const& residual, std::string const& part) {
    // Where the focus was is where typing goes on.
    auto* view = currentView();
    if (auto const done = model.putRest(row, residual, part); !done) Q_EMIT failed(done.error());
    if (view != nullptr) view->setFocus();
}

void FormPage::putRestHere() {
    auto* view = currentView();
    if (view == nullptr) return;
    auto& model = *view->form();
    auto const* column = model.columnAt(view->currentIndex().column());
    if (column == nullptr) return;
    for (auto const& residual : model.form().residuals)
        for (auto const& part : residual.parts)
            if (part == column->id) putRest(model, view->currentIndex().row(), residual, part);
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
