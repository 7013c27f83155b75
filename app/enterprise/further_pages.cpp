#include "enterprise/further_pages.h"

#include <QMainWindow>
#include <QPlainTextEdit>
#include <QStackedWidget>

#include "enterprise/handover_page.h"
#include "enterprise/history_page.h"
#include "enterprise/main_actions.h"
#include "enterprise/notes_dock.h"
#include "enterprise/registration_page.h"
#include "enterprise/versions_page.h"

namespace zhibao {

FurtherPages::FurtherPages(Program& program, QMainWindow& window, QStackedWidget& pages, MainActions& actions)
    : QObject(&window), program_(program), pages_(pages), history_(new HistoryPage(program, &window)), handover_(new HandoverPage(program, &window)),
      registration_(new RegistrationPage(program, &window)), versions_(new VersionsPage(program, &window)), notes_(new NotesDock(&window)) {
    for (QWidget* page : {static_cast<QWidget*>(history_), static_cast<QWidget*>(handover_), static_cast<QWidget*>(registration_), static_cast<QWidget*>(versions_)}) pages_.addWidget(page);
    window.addDockWidget(Qt::RightDockWidgetArea, notes_);
    notes_->hide();
    connect(history_, &HistoryPage::backRequested, this, &FurtherPages::goBack);
    connect(history_, &HistoryPage::failed, this, &FurtherPages::failed);
    connect(history_, &HistoryPage::said, this, &FurtherPages::said);
    connect(handover_, &HandoverPage::backRequested, this, &FurtherPages::goBack);
    connect(handover_, &HandoverPage::failed, this, &FurtherPages::failed);
    connect(handover_, &HandoverPage::said, this, &FurtherPages::said);
    connect(handover_, &HandoverPage::changed, this, &FurtherPages::draftsChanged);
    connect(handover_, &HandoverPage::comparisonRequested, this, [this](qint64 draft) {
        auto const entry = program_.store().entry(draft);
        if (entry) compare(*entry);
        else Q_EMIT failed(entry.error());
    });
    connect(registration_, &RegistrationPage::backRequested, this, &FurtherPages::goBack);
    connect(registration_, &RegistrationPage::failed, this, &FurtherPages::failed);
    connect(registration_, &RegistrationPage::said, this, &FurtherPages::said);
    connect(registration_, &RegistrationPage::changed, this, &FurtherPages::draftsChanged);
    connect(versions_, &VersionsPage::backRequested, this, &FurtherPages::goBack);
    connect(versions_, &VersionsPage::failed, this, &FurtherPages::failed);
    connect(notes_, &NotesDock::jumpRequested, this, &FurtherPages::jumpRequested);
    actions.on("history", this, [this] {
        open(*history_);
        history_->show(session_ == nullptr ? std::string{} : session_->entry().unit);
    });
    actions.on("handover", this, [this] {
        // What is typed is to be in the file.
        if (session_ != nullptr && !session_->save()) return;
        open(*handover_);
        handover_->refresh();
    });
    actions.on("registration", this, [this] {
        // What is typed of the profile is to be in the registration.
        if (session_ != nullptr && !session_->save()) return;
        openRegistration(session_ == nullptr ? std::string{} : session_->entry().unit);
    });
    actions.on("compareVersions", this, [this] {
        if (session_ == nullptr || !session_->save()) return;
        compare(session_->entry());
    });
    actions.on("showNotes", this, [this] {
        notes_->setVisible(!notes_->isVisible());
        if (notes_->isVisible()) {
            notes_->raise();
            notes_->note().setFocus();
        }
    });
    connect(notes_, &QDockWidget::visibilityChanged, actions.find("showNotes"), &QAction::setChecked);
}

void FurtherPages::setSession(DraftSession* session) {
    session_ = session;
    notes_->setSession(session);
    if (session == nullptr) notes_->hide();
    before_ = nullptr;
}

void FurtherPages::follow(std::optional<CellReference> cell) {
    notes_->follow(std::move(cell));
}

void FurtherPages::compare(DraftEntry const& draft) {
    open(*versions_);
    versions_->show(draft);
}

void FurtherPages::openRegistration(std::string const& unit) {
    open(*registration_);
    registration_->show(unit);
}

void FurtherPages::open(QWidget& page) {
    auto* current = pages_.currentWidget();
    bool const isOneOfThese = current == history_ || current == handover_ || current == registration_ || current == versions_;
    if (!isOneOfThese) before_ = current;
    pages_.setCurrentWidget(&page);
    page.setFocus();
}

void FurtherPages::goBack() {
    auto* page = before_ != nullptr && pages_.indexOf(before_) >= 0 ? before_ : pages_.widget(0);
    pages_.setCurrentWidget(page);
    page->setFocus();
}

}  // namespace zhibao
