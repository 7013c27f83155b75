#include "enterprise/main_window.h"

#include <utility>

#include <QClipboard>
#include <QCloseEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMimeData>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "base/date.h"
#include "base/file.h"
#include "enterprise/bureau_files.h"
#include "enterprise/filing_paper.h"
#include "enterprise/finder_dock.h"
#include "enterprise/findings_dock.h"
#include "enterprise/form_page.h"
#include "enterprise/further_pages.h"
#include "enterprise/grid_actions.h"
#include "enterprise/guide_page.h"
#include "enterprise/help_dock.h"
#include "enterprise/home_page.h"
#include "enterprise/file_drops.h"
#include "enterprise/import_page.h"
#include "enterprise/last_period_actions.h"
#include "enterprise/ledger_view.h"
#include "enterprise/main_actions.h"
#include "enterprise/paste_dock.h"
#include "enterprise/registration_page.h"
#include "enterprise/seal_page.h"
#include "enterprise/sealing.h"
#include "enterprise/spreadsheets.h"
#include "ui/message_bar.h"
#include "ui/page_stack.h"
#include "ui/period_words.h"
#include "ui/print_preview.h"
#include "ui/text.h"
#include "ui/window_size.h"

namespace zhibao {

MainWindow::MainWindow(Program& program, QWidget* parent)
    : QMainWindow(parent),
      program_(program),
      messages_(new MessageBar(program.language(), this)),
      bureauFiles_(new BureauFiles(program, *messages_, this)),
      pages_(new PageStack(this)),
      home_(new HomePage(program, this)),
      findings_(new FindingsDock(program, this)),
      help_(new HelpDock(program, this)),
      finder_(new FinderDock(program, this)), paste_(new PasteDock(program, this)),
      actions_(new MainActions(*this)),
      guide_(new GuidePage(program, *actions_, this)),
      spreadsheets_(std::make_unique<Spreadsheets>(program, *messages_)) {
    pages_->addWidget(home_);
    pages_->addWidget(guide_);
    further_ = new FurtherPages(program, *this, *pages_, *actions_);
    auto* contents = new QWidget(this);
    auto* layout = new QVBoxLayout(contents);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(messages_);
    layout->addWidget(bureauFiles_);
    layout->addWidget(pages_, 1);
    setCentralWidget(contents);
    addDockWidget(Qt::BottomDockWidgetArea, findings_);
    addDockWidget(Qt::RightDockWidgetArea, help_);
    addDockWidget(Qt::RightDockWidgetArea, finder_);
    addDockWidget(Qt::BottomDockWidgetArea, paste_);
    tabifyDockWidget(help_, finder_);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    connectActions();
    new FileDrops{*this, [this](std::vector<std::filesystem::path> const& files) { takeDropped(files); }};

    connect(home_, &HomePage::openRequested, this, &MainWindow::openDraft);
    connect(home_, &HomePage::takeInRequested, this, &MainWindow::askForBureauFile);
    connect(bureauFiles_, &BureauFiles::taken, home_, &HomePage::refresh);
    connect(bureauFiles_, &BureauFiles::taken, this, [this] {
        if (!session_) return;
        if (auto const read = session_->readAnswer(); !read) say(read.error());
    });
    connect(bureauFiles_, &BureauFiles::taken, this, [this] { further_->registration().refresh(); });
    connect(bureauFiles_, &BureauFiles::surveyChanged, this, &MainWindow::openAnew);
    connect(home_, &HomePage::correctionRequested, this, &MainWindow::beginCorrection);
    connect(home_, &HomePage::sealRequested, this, [this](qint64 draft) {
        if (openDraft(draft)) goToSeal();
    });
    connect(home_, &HomePage::explainRequested, this, [this](qint64 draft) {
        if (!openDraft(draft)) return;
        static_cast<void>(session_->check().judgeNow());
        findings_->step(1);
    });
    connect(home_, &HomePage::succeeded, this, [this](std::function<QString()> const& words) { say(words); });
    connect(home_, &HomePage::failed, this, qOverload<Error const&>(&MainWindow::say));
    connect(guide_, &GuidePage::backRequested, this, [this] {
        pages_->setCurrentWidget(beforeGuide_);
        beforeGuide_->setFocus();
    });
    connect(findings_, &FindingsDock::jumpRequested, this, &MainWindow::jumpTo);
    // What is refused is read across the whole width; what else stands below the form waits until that is done.
    connect(paste_->toggleViewAction(), &QAction::toggled, this, [this](bool isPasting) {
        if (!isPasting) {
            for (auto* dock : std::exchange(waiting_, {})) dock->show();
            return;
        }
        for (auto* dock : findChildren<QDockWidget*>()) {
            if (dock == paste_ || dock->isHidden() || dockWidgetArea(dock) != Qt::BottomDockWidgetArea) continue;
            dock->hide();
            waiting_.append(dock);
        }
    });
    connect(paste_, &PasteDock::failed, this, qOverload<Error const&>(&MainWindow::say));
    connect(paste_, &PasteDock::done, this, qOverload<std::function<QString()>>(&MainWindow::say));
    connect(further_, &FurtherPages::jumpRequested, this, &MainWindow::jumpTo);
    connect(further_, &FurtherPages::failed, this, qOverload<Error const&>(&MainWindow::say));
    connect(further_, &FurtherPages::said, this, qOverload<std::function<QString()>>(&MainWindow::say));
    connect(further_, &FurtherPages::draftsChanged, home_, &HomePage::refresh);
    connect(pages_, &QStackedWidget::currentChanged, this, [this] {
        fitDocks();
        updateActions();
        updateHelp();
    });

    auto const character = fontMetrics().horizontalAdvance(QStringLiteral("中"));
    resizeWithinScreen(*this, {1366, 768});
    resizeDocks({help_}, {character * 15}, Qt::Horizontal);
    resizeDocks({findings_}, {fontMetrics().height() * 13}, Qt::Vertical);
    program_.preferences().putBack(*this);
    // They belong to a draft, and none is open yet.
    for (auto* dock : findChildren<QDockWidget*>()) dock->hide();
    wordAnew();
    for (auto const& problem : program_.problems()) say(problem);
}

MainWindow::~MainWindow() {
    // The pages look into the session until they are gone.
    findings_->setSession(nullptr);
    delete importPage_;
    further_->setSession(nullptr);
    delete formPage_;
    delete sealPage_;
}

void MainWindow::connectActions() {
    auto const onView = [this](char const* name, void (FormView::*work)()) {
        actions_->on(name, this, [this, work] {
            if (isFormShown())
                if (auto* view = formPage_->currentView()) (view->*work)();
        });
    };
    onView("insertRow", &FormView::insertRows);
    onView("duplicateRow", &FormView::duplicateRows);
    onView("removeRows", &FormView::removeRows);
    onView("copyFromAbove", &FormView::copyFromAbove);
    onView("clear", &FormView::clearSelected);
    actions_->on("paste", this, [this] {
        if (isFormShown())
            if (auto* view = formPage_->currentView()) paste_->paste(*view, *QGuiApplication::clipboard()->mimeData());
    });
    auto const onForm = [this](char const* name, auto work) {
        actions_->on(name, this, [this, work] {
            if (isFormShown()) work(*formPage_);
        });
    };
    onForm("rest", [](FormPage& page) { page.putRestHere(); });
    onForm("nextForm", [](FormPage& page) { page.stepForm(1); });
    onForm("previousForm", [](FormPage& page) { page.stepForm(-1); });
    actions_->on("home", this, [this] { goHome(); });
    actions_->on("toSeal", this, [this] { goToSeal(); });
    actions_->on("takeIn", this, [this] { askForBureauFile(); });
    actions_->on("quit", this, [this] { close(); });
    actions_->on("undo", this, [this] {
        if (session_) session_->document().undo();
    });
    actions_->on("redo", this, [this] {
        if (session_) session_->document().redo();
    });
    actions_->on("fill", this, [this] {
        auto const file = QFileDialog::getOpenFileName(this, tr("Fill from a spreadsheet"), {}, tr("Spreadsheets (*.xlsx)"));
        if (!file.isEmpty()) fillFrom(pathOf(fromQt(file)));
    });
    actions_->on("saveTemplate", this, [this] {
        auto const file =
            QFileDialog::getSaveFileName(this, tr("Save an empty template"), tr("template.xlsx"), tr("Spreadsheets (*.xlsx)"));
        if (!file.isEmpty()) saveTemplateTo(pathOf(fromQt(file)));
    });
    actions_->on("importLedger", this, [this] { goToImport(); });
    actions_->on("previewLedger", this, [this] { withLedger([this](Table const& table) { previewPages(printJobOf({table}), this); }); });
    actions_->on("saveLedger", this, [this] {
        auto const file = QFileDialog::getSaveFileName(this, tr("Save the statistical ledger"), tr("ledger.xlsx"), tr("Tables (*.xlsx *.pdf *.csv *.html)"));
        if (!file.isEmpty()) saveLedgerTo(pathOf(fromQt(file)));
    });
    actions_->on("preview", this, [this] { preview(nullptr); });
    actions_->on("previewForm", this, [this] { preview(formAlone()); });
    actions_->on("pdf", this, [this] { askForPdf(nullptr); });
    actions_->on("pdfOfForm", this, [this] { askForPdf(formAlone()); });
    actions_->on("nextFinding", this, [this] { findings_->step(1); });
    actions_->on("previousFinding", this, [this] { findings_->step(-1); });
    actions_->on("showFindings", this, [this] { findings_->setVisible(!findings_->isVisible()); });
    actions_->on("gettingStarted", this, [this] { goToGuide(); });
    actions_->on("showHelp", this, [this] {
        help_->setVisible(!help_->isVisible());
        updateHelp();
    });
    connect(findings_, &QDockWidget::visibilityChanged, action("showFindings"), &QAction::setChecked);
    connect(help_, &QDockWidget::visibilityChanged, action("showHelp"), &QAction::setChecked);
    actions_->on("findItem", this, [this] { finder_->openFinder(); });
    actions_->on("whichMode", this, [this] { finder_->openGuide(); });
    gridActions_ = new GridActions(*actions_, this);
    connect(gridActions_, &GridActions::looked, this, &MainWindow::updateHelp);
    connect(gridActions_, &GridActions::looked, findings_, [this] { findings_->setUnit(gridActions_->look().unit); });
    auto* lastPeriod = new LastPeriodActions(program_, *actions_, *this, *findings_);
    connect(gridActions_, &GridActions::pageChanged, lastPeriod, &LastPeriodActions::setPage);
    connect(gridActions_, &GridActions::looked, lastPeriod, [this, lastPeriod] { lastPeriod->setUnit(gridActions_->look().unit); });
    connect(lastPeriod, &LastPeriodActions::jumpRequested, this, &MainWindow::jumpTo);
    connect(lastPeriod, &LastPeriodActions::said, this, qOverload<std::function<QString()>>(&MainWindow::say));
    connect(gridActions_, &GridActions::refused, this, [this](std::function<QString()> const& words) { messages_->show(MessageBar::Kind::problem, words); });
    connect(gridActions_, &GridActions::said, this, qOverload<std::function<QString()>>(&MainWindow::say));
    actions_->on("chinese", this, [this] { program_.language().set(Language::chinese); });
    actions_->on("english", this, [this] { program_.language().set(Language::english); });
    for (auto const appearance : allAppearances) {
        auto const name = "colours:" + std::string{nameOf(appearance)};
        action(name.c_str())->setChecked(appearance == program_.preferences().appearance());
        actions_->on(name.c_str(), this, [this, appearance] {
            program_.preferences().setAppearance(appearance);
            apply(appearance);
        });
    }
    connect(&program_.language(), &WindowLanguage::changed, this, [this] { program_.preferences().setLanguage(program_.language().current()); });
    actions_->on("otherLanguage", this, [this] { program_.language().toggle(); });
}

QAction* MainWindow::action(char const* name) const {
    return actions_->find(name);
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) wordAnew();
    QMainWindow::changeEvent(event);
}

bool MainWindow::event(QEvent* event) {
    bool const isKnown = QMainWindow::event(event);
    // Only now have all the parts their new words.
    if (event->type() == QEvent::LanguageChange) fitToWords(*this);
    return isKnown;
}

void MainWindow::wordAnew() {
    if (actions_ == nullptr) return;  // the base class is still being made
    auto const language = program_.language().current();
    if (session_) session_->document().setLanguage(language);
    actions_->wordAnew(language);
    updateActions();
    updateHelp();
}

void MainWindow::updateActions() {
    MainActions::State state;
    auto title = tr("Zhibao for enterprises");
    if (session_) {
        auto const& document = session_->document();
        state = {.isOpen = true,
                 .isEditable = !document.isFrozen(),
                 .isForm = isFormShown(),
                 .isGrid = isFormShown() && formPage_->currentView() != nullptr,
                 .hasSeveralForms = document.filing().forms.size() > 1,
                 .undoName = document.undoName(),
                 .redoName = document.redoName()};
        auto const& entry = session_->entry();
        title = toQt(entry.unitName.empty() ? entry.unit : entry.unitName) + QStringLiteral(" · ") +
                periodWords(entry.period, program_.language().current()) + QStringLiteral(" — ") + title;
    }
    actions_->fit(state);
    setWindowTitle(title);
}

bool MainWindow::isFormShown() const {
    return formPage_ != nullptr && pages_->currentWidget() == formPage_;
}

void MainWindow::updateHelp() {
    auto* record = isFormShown() ? formPage_->currentRecord() : nullptr;
    auto* view = isFormShown() && record == nullptr ? formPage_->currentView() : nullptr;
    if (record != nullptr)
        help_->explain(*record);
    else
        help_->explain(view);
    finder_->follow(view, record);
    further_->follow(isFormShown() ? formPage_->currentCell() : std::nullopt);
}

void MainWindow::fitDocks() {
    if (session_ && pages_->currentWidget() == formPage_) {
        for (auto* dock : std::exchange(putAway_, {})) dock->show();
        return;
    }
    paste_->hide();
    for (auto* dock : findChildren<QDockWidget*>()) {
        if (dock->isHidden()) continue;
        dock->hide();
        putAway_.append(dock);
    }
}

bool MainWindow::openDraft(qint64 draft) {
    if (session_ && session_->entry().id == draft) {
        pages_->setCurrentWidget(formPage_);
        return true;
    }
    if (!closeDraft()) return false;
    auto session =
        DraftSession::open(program_.store(), program_.library(), program_.data(), program_.clock(), program_.dataFolder(), draft);
    if (!session) {
        say(session.error());
        return false;
    }
    messages_->hide();
    session_ = *std::move(session);
    session_->document().setLanguage(program_.language().current());
    formPage_ = new FormPage(program_, *session_, this);
    gridActions_->setPage(formPage_, session_.get());
    sealPage_ = new SealPage(program_, *session_, this);
    pages_->addWidget(formPage_);
    pages_->addWidget(sealPage_);
    connect(formPage_, &FormPage::failed, this, qOverload<Error const&>(&MainWindow::say));
    connect(formPage_, &FormPage::currentCellChanged, this, &MainWindow::updateHelp);
    connect(formPage_, &FormPage::currentFormChanged, this, &MainWindow::updateActions);
    connect(sealPage_, &SealPage::failed, this, qOverload<Error const&>(&MainWindow::say));
    connect(sealPage_, &SealPage::backRequested, this, [this] {
        pages_->setCurrentWidget(formPage_);
        formPage_->setFocus();
    });
    connect(sealPage_, &SealPage::findingsRequested, this, [this] {
        findings_->show();
        findings_->list().setFocus();
    });
    connect(sealPage_, &SealPage::previewRequested, this, [this](std::string const& form) { preview(session_->document().edition().findForm(form)); });
    connect(sealPage_, &SealPage::pdfRequested, this, [this] { askForPdf(nullptr); });
    connect(sealPage_, &SealPage::correctionRequested, this, &MainWindow::beginCorrection, Qt::QueuedConnection);
    connect(sealPage_, &SealPage::withdrawalRequested, this, &MainWindow::beginWithdrawal, Qt::QueuedConnection);
    connect(sealPage_, &SealPage::comparisonRequested, this, [this] { further_->compare(session_->entry()); });
    connect(sealPage_, &SealPage::copied, this, [this](std::filesystem::path const& file) {
        say([file] { return tr("Copied and compared: %1").arg(toQt(toText(file))); });
    });
    connect(sealPage_, &SealPage::sealed, this, [this](std::filesystem::path const& file) {
        say([file] { return tr("Sealed. Bring or send this file to the bureau: %1").arg(toQt(toText(file))); });
        home_->refresh();
        updateActions();
    });
    connect(&session_->document(), &FilingDocument::stepsChanged, this, &MainWindow::updateActions);
    connect(&session_->document(), &FilingDocument::formsChanged, this, &MainWindow::updateActions);
    connect(&session_->document(), &FilingDocument::formCameIntoScope, this, &MainWindow::sayScope);
    connect(&session_->document(), &FilingDocument::formLeftScope, this, &MainWindow::sayScope);
    connect(&session_->check(), &LiveCheck::judged, formPage_, [this] { formPage_->showFindings(session_->check().findings()); });
    connect(session_.get(), &DraftSession::saveFailed, this, qOverload<Error const&>(&MainWindow::say));
    for (auto const& error : session_->unread()) say(error);
    findings_->setSession(session_.get());
    further_->setSession(session_.get());
    help_->setRules(&session_->rules());
    pages_->setCurrentWidget(formPage_);
    findings_->show();
    help_->show();
    updateActions();
    updateHelp();
    formPage_->setFocus();
    return true;
}

void MainWindow::openAnew() {
    if (!session_ || session_->document().isFrozen()) return;
    auto const draft = session_->entry().id;
    auto* page = pages_->currentWidget();
    bool const wasElsewhere = page != formPage_ && page != sealPage_ && page != importPage_;
    if (!closeDraft() || !openDraft(draft) || !wasElsewhere) return;
    pages_->setCurrentWidget(page);
}

bool MainWindow::closeDraft() {
    if (!session_) return true;
    formPage_->takeTyping();
    // Everything is on disk already or is now; only when the disk says no does the draft stay open.
    if (!session_->save()) return false;
    // Before the page changes: page and docks together could ask for more room than the screen has.
    for (auto* dock : findChildren<QDockWidget*>()) dock->hide();
    putAway_.clear();
    findings_->setSession(nullptr);
    further_->setSession(nullptr);
    help_->setRules(nullptr);
    pages_->setCurrentWidget(home_);
    beforeGuide_ = home_;
    delete std::exchange(importPage_, nullptr);
    gridActions_->setPage(nullptr, nullptr);
    delete formPage_;
    delete sealPage_;
    formPage_ = nullptr;
    sealPage_ = nullptr;
    session_.reset();
    updateActions();
    return true;
}

void MainWindow::goHome() {
    if (!closeDraft()) return;
    home_->refresh();
    home_->setFocus();
}

void MainWindow::goToImport() {
    auto const* form = session_ && !session_->document().isFrozen() ? ImportPage::formFor(*session_) : nullptr;
    if (form == nullptr || !session_->document().mayChange(form->id)) return;
    formPage_->takeTyping();
    delete std::exchange(importPage_, new ImportPage(program_, *session_, *form, this));
    pages_->addWidget(importPage_);
    connect(importPage_, &ImportPage::failed, this, qOverload<Error const&>(&MainWindow::say));
    connect(importPage_, &ImportPage::backRequested, this, &MainWindow::leaveImport, Qt::QueuedConnection);
    connect(importPage_, &ImportPage::taken, this, [this](std::function<QString()> const& words) {
        say(words);
        leaveImport();
    }, Qt::QueuedConnection);
    messages_->hide();
    pages_->setCurrentWidget(importPage_);
    importPage_->setFocus();
}

void MainWindow::takeDropped(std::vector<std::filesystem::path> const& files) {
    auto const refuse = [this](std::function<QString()> words) { messages_->show(MessageBar::Kind::problem, std::move(words)); };
    if (files.size() != 1) return refuse([] { return tr("Drop one file at a time: a ledger (CSV or XLSX) or a filled template."); });
    auto const& file = files.front();
    if (BureauFiles::isMeant(file)) return takeIn(file);
    auto const ending = toQt(toText(file.extension())).toLower();
    if (ending == QLatin1String{".zbs"})
        return refuse([] { return tr("A sealed file is handed in as it is. To read, correct or withdraw what it holds, open the line of its report on the home page."); });
    if (ending == QLatin1String{".zbh"}) return refuse([] { return tr("A hand-over file is taken over in the menu File, Hand over, take over: it needs its passphrase."); });
    if (ending != QLatin1String{".csv"} && ending != QLatin1String{".txt"} && ending != QLatin1String{".xlsx"})
        return refuse([name = toQt(toText(file.filename()))] {
            return tr("%1 is no ledger (CSV or XLSX) and no filled template. Files that go with a filing are added where it is sealed.").arg(name);
        });
    if (!session_ || session_->document().isFrozen()) return refuse([] { return tr("Open a report that can still be changed, then drop the file onto it."); });
    if (spreadsheets_->isTemplate(file)) return fillFrom(file);
    goToImport();
    if (importPage_ == nullptr) return refuse([] { return tr("This report has no form that is filled from a ledger."); });
    importPage_->openFile(file);
}

void MainWindow::takeIn(std::filesystem::path const& file) {
    bureauFiles_->take(file);
}

void MainWindow::askForBureauFile() {
    auto const file = QFileDialog::getOpenFileName(this, tr("Take in what the bureau sent"), {}, tr("Files of the bureau (*.zbh *.zbk *.zbb);;All files (*)"));
    if (!file.isEmpty()) takeIn(pathOf(fromQt(file)));
}

void MainWindow::leaveImport() {
    if (importPage_ == nullptr) return;
    pages_->setCurrentWidget(formPage_);
    delete std::exchange(importPage_, nullptr);
    formPage_->setFocus();
}

void MainWindow::withLedger(std::function<void(Table const&)> const& work) {
    if (!session_) return;
    auto const table = LedgerView::statisticalLedger(program_, *session_);
    if (!table) return say(table.error());
    if (*table) return work(**table);
    messages_->show(MessageBar::Kind::problem, [] { return tr("There is no statistical ledger: nothing was taken from a ledger yet."); });
}

void MainWindow::saveLedgerTo(std::filesystem::path const& file) {
    withLedger([this, &file](Table const& table) {
        if (auto const written = LedgerView::write(table, file); !written) return say(written.error());
        say([file] { return tr("The statistical ledger is in %1").arg(toQt(toText(file))); });
    });
}

void MainWindow::goToSeal() {
    if (sealPage_ == nullptr) return;
    pages_->setCurrentWidget(sealPage_);
    auto& document = session_->document();
    sealPage_->prepare();
    session_->check().stillToFill().askForAll();
    if (!document.isFrozen()) static_cast<void>(session_->check().judgeNow());
    sealPage_->showField("unitHead");
}

void MainWindow::goToGuide() {
    if (pages_->currentWidget() == guide_) return;
    beforeGuide_ = pages_->currentWidget();
    pages_->setCurrentWidget(guide_);
    guide_->setFocus();
}

void MainWindow::beginCorrection(qint64 draft) {
    openNext([&]() -> Result<std::int64_t> {
        ZHIBAO_TRY(auto const entry, program_.store().entry(draft));
        ZHIBAO_TRY(auto const edition, program_.library().find(entry.edition));
        return program_.store().addCorrection(draft, *edition, program_.clock().now());
    }());
}

void MainWindow::beginWithdrawal(qint64 draft) {
    openNext([&]() -> Result<std::int64_t> {
        ZHIBAO_TRY(auto const entry, program_.store().entry(draft));
        ZHIBAO_TRY(auto const edition, program_.library().find(entry.edition));
        return program_.store().addWithdrawal(draft, *edition, program_.clock().now());
    }());
}

void MainWindow::openNext(Result<std::int64_t> const& draft) {
    if (!draft) return say(draft.error());
    // There is nothing to fill in where nothing is reported.
    if (openDraft(*draft) && session_->document().filing().forms.empty()) goToSeal();
}

void MainWindow::jumpTo(CellReference const& cell) {
    if (formPage_ == nullptr) return;
    if (session_->document().edition().findForm(cell.form) != nullptr) {
        pages_->setCurrentWidget(formPage_);
        formPage_->showCell(cell);
        return;
    }
    // What stands at the head of a filing is asked for on the page that seals it.
    pages_->setCurrentWidget(sealPage_);
    sealPage_->showField(cell.column);
}

void MainWindow::say(Error const& error) {
    messages_->showError(error);
}

void MainWindow::say(std::function<QString()> words) {
    messages_->show(MessageBar::Kind::success, std::move(words));
}

void MainWindow::sayScope(std::string const& form) {
    auto const& document = session_->document();
    auto const* found = document.edition().findForm(form);
    auto const* scope = document.scopeOf(form);
    if (found == nullptr || scope == nullptr) return;
    // The words outlive the draft.
    say([this, marks = found->marks.number, title = found->title, scope = *scope, isKept = document.isKept(form)] {
        auto const language = program_.language().current();
        auto const name = toQt(marks.in(language) + " " + title.in(language));
        if (scope.isAsked || isKept) return name + tr(": ") + FormPage::scopeText(&scope, language);
        return name + tr(": ") + tr("No longer asked; it was empty.");
    });
}

void MainWindow::fillFrom(std::filesystem::path const& workbook) {
    if (session_) spreadsheets_->fill(*session_, workbook);
}

void MainWindow::saveTemplateTo(std::filesystem::path const& workbook) {
    if (session_) spreadsheets_->saveTemplate(*session_, workbook);
}

Form const* MainWindow::formAlone() const {
    return isFormShown() && session_->document().filing().forms.size() > 1 ? formPage_->currentForm() : nullptr;
}

void MainWindow::preview(Form const* only) {
    if (!session_) return;
    auto const job = printJobOf(program_, *session_, only);
    if (!job) return say(job.error());
    previewPages(*job, this);
}

void MainWindow::askForPdf(Form const* only) {
    if (!session_) return;
    auto name = packageName(session_->document().filing().header);
    name = name.substr(0, name.size() - 4) + (only == nullptr ? std::string{} : "_" + only->id) + ".pdf";
    auto const file = QFileDialog::getSaveFileName(this, tr("Save as PDF"), toQt(name), tr("PDF (*.pdf)"));
    if (!file.isEmpty()) savePdfTo(pathOf(fromQt(file)), only);
}

void MainWindow::savePdfTo(std::filesystem::path const& file, Form const* only) {
    if (!session_) return;
    auto const job = printJobOf(program_, *session_, only);
    if (!job) return say(job.error());
    if (auto const written = writePdf(*job, file); !written) return say(written.error());
    say([file] { return tr("The form is in %1").arg(toQt(toText(file))); });
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!closeDraft()) {
        event->ignore();
        return;
    }
    program_.preferences().keepPlaceOf(*this);
    QMainWindow::closeEvent(event);
}

}  // namespace zhibao
