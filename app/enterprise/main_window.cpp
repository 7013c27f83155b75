#include "enterprise/main_window.h"

#include <utility>

#include <QAction>
#include <QActionGroup>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QFileDialog>
#include <QLabel>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTextBrowser>
#include <QToolBar>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include "answers/template.h"
#include "base/date.h"
#include "base/file.h"
#include "enterprise/finder_dock.h"
#include "enterprise/findings_dock.h"
#include "enterprise/form_page.h"
#include "enterprise/help_dock.h"
#include "enterprise/home_page.h"
#include "enterprise/seal_page.h"
#include "enterprise/sealing.h"
#include "i18n/sentences.h"
#include "table/form_print.h"
#include "ui/icons.h"
#include "ui/message_bar.h"
#include "ui/period_words.h"
#include "ui/print_preview.h"
#include "ui/text.h"
#include "ui/window_size.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode templateOfOtherFiling{"template-of-other-filing"};  // unit, period
}

MainWindow::MainWindow(Program& program, QWidget* parent)
    : QMainWindow(parent), program_(program), messages_(new MessageBar(program.language(), this)), pages_(new QStackedWidget(this)), home_(new HomePage(program, this)),
      findings_(new FindingsDock(program, this)), help_(new HelpDock(program, this)), finder_(new FinderDock(program, this)), tools_(new QToolBar(this)), units_(new QActionGroup(this)),
      languages_(new QActionGroup(this)) {
    pages_->addWidget(home_);
    auto* contents = new QWidget(this);
    auto* layout = new QVBoxLayout(contents);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(messages_);
    layout->addWidget(pages_, 1);
    setCentralWidget(contents);
    addDockWidget(Qt::BottomDockWidgetArea, findings_);
    addDockWidget(Qt::RightDockWidgetArea, help_);
    addDockWidget(Qt::RightDockWidgetArea, finder_);
    tabifyDockWidget(help_, finder_);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    tools_->setObjectName(QStringLiteral("tools"));
    tools_->setMovable(false);
    addToolBar(tools_);
    for (auto& menu : menus_) menu = menuBar()->addMenu(QString{});
    makeActions();

    connect(home_, &HomePage::openRequested, this, &MainWindow::openDraft);
    connect(home_, &HomePage::correctionRequested, this, &MainWindow::beginCorrection);
    connect(home_, &HomePage::failed, this, qOverload<Error const&>(&MainWindow::say));
    connect(findings_, &FindingsDock::jumpRequested, this, &MainWindow::jumpTo);
    connect(pages_, &QStackedWidget::currentChanged, this, [this] {
        updateActions();
        updateHelp();
    });

    auto const character = fontMetrics().horizontalAdvance(QStringLiteral("中"));
    resizeWithinScreen(*this, {1366, 768});
    resizeDocks({help_}, {character * 15}, Qt::Horizontal);
    resizeDocks({findings_}, {fontMetrics().height() * 13}, Qt::Vertical);
    findings_->hide();
    help_->hide();
    finder_->hide();
    wordAnew();
    for (auto const& problem : program_.problems()) say(problem);
}

MainWindow::~MainWindow() {
    // The pages look into the session until they are gone.
    findings_->setSession(nullptr);
    delete formPage_;
    delete sealPage_;
}

void MainWindow::makeActions() {
    auto const add = [this](char const* name, QString const& icon, QList<QKeySequence> const& keys, auto const& work) {
        auto* action = new QAction(this);
        action->setObjectName(QString::fromLatin1(name));
        if (!icon.isEmpty()) action->setProperty("iconName", icon);
        action->setShortcuts(keys);
        connect(action, &QAction::triggered, this, work);
        addAction(action);
        return action;
    };
    auto const onView = [this](void (FormView::*work)()) {
        return [this, work] {
            if (formPage_ != nullptr && pages_->currentWidget() == formPage_)
                if (auto* view = formPage_->currentView()) (view->*work)();
        };
    };
    auto* home = add("home", QStringLiteral("home"), {QKeySequence{Qt::ALT | Qt::Key_Home}}, [this] { goHome(); });
    auto* fill = add("fill", QStringLiteral("fill"), {QKeySequence::Open}, [this] {
        auto const file = QFileDialog::getOpenFileName(this, tr("Fill from a spreadsheet"), {}, tr("Spreadsheets (*.xlsx)"));
        if (!file.isEmpty()) fillFrom(pathOf(fromQt(file)));
    });
    auto* saveTemplate = add("saveTemplate", QStringLiteral("template"), {}, [this] {
        auto const file = QFileDialog::getSaveFileName(this, tr("Save an empty template"), tr("template.xlsx"), tr("Spreadsheets (*.xlsx)"));
        if (!file.isEmpty()) saveTemplateTo(pathOf(fromQt(file)));
    });
    auto* preview = add("preview", QStringLiteral("print"), {QKeySequence::Print}, [this] { this->preview(nullptr); });
    auto* previewForm = add("previewForm", {}, {QKeySequence{Qt::CTRL | Qt::SHIFT | Qt::Key_P}}, [this] { this->preview(formAlone()); });
    auto const askForPdf = [this](Form const* only) {
        if (!session_) return;
        auto name = packageName(session_->document().filing().header);
        name = name.substr(0, name.size() - 4) + (only == nullptr ? std::string{} : "_" + only->id) + ".pdf";
        auto const file = QFileDialog::getSaveFileName(this, tr("Save as PDF"), toQt(name), tr("PDF (*.pdf)"));
        if (!file.isEmpty()) savePdfTo(pathOf(fromQt(file)), only);
    };
    auto* pdf = add("pdf", QStringLiteral("pdf"), {}, [askForPdf] { askForPdf(nullptr); });
    auto* pdfOfForm = add("pdfOfForm", {}, {}, [this, askForPdf] { askForPdf(formAlone()); });
    auto* seal = add("toSeal", QStringLiteral("seal"), {QKeySequence{Qt::CTRL | Qt::Key_Return}}, [this] { goToSeal(); });
    auto* quit = add("quit", {}, {QKeySequence::Quit}, [this] { close(); });
    auto* undo = add("undo", QStringLiteral("undo"), {QKeySequence::Undo}, [this] {
        if (session_) session_->document().undo();
    });
    auto* redo = add("redo", QStringLiteral("redo"), {QKeySequence{Qt::CTRL | Qt::Key_Y}, QKeySequence{Qt::CTRL | Qt::SHIFT | Qt::Key_Z}}, [this] {
        if (session_) session_->document().redo();
    });
    auto* insert = add("insertRow", QStringLiteral("row-insert"), {QKeySequence{Qt::Key_Insert}, QKeySequence{Qt::CTRL | Qt::Key_Plus}}, onView(&FormView::insertRow));
    auto* duplicate = add("duplicateRow", QStringLiteral("row-duplicate"), {QKeySequence{Qt::CTRL | Qt::SHIFT | Qt::Key_D}}, onView(&FormView::duplicateRow));
    auto* remove = add("removeRows", QStringLiteral("row-remove"), {QKeySequence{Qt::CTRL | Qt::Key_Minus}}, onView(&FormView::removeRows));
    auto* above = add("copyFromAbove", {}, {QKeySequence{Qt::CTRL | Qt::Key_D}}, onView(&FormView::copyFromAbove));
    auto* clear = add("clear", {}, {}, onView(&FormView::clearSelected));
    auto* rest = add("rest", QStringLiteral("rest"), {QKeySequence{Qt::CTRL | Qt::Key_R}}, [this] {
        if (formPage_ != nullptr) formPage_->putRestHere();
    });
    auto const stepForm = [this](int direction) {
        return [this, direction] {
            if (formPage_ != nullptr && pages_->currentWidget() == formPage_) formPage_->stepForm(direction);
        };
    };
    auto* nextForm = add("nextForm", {}, {QKeySequence{Qt::CTRL | Qt::Key_PageDown}}, stepForm(1));
    auto* previousForm = add("previousForm", {}, {QKeySequence{Qt::CTRL | Qt::Key_PageUp}}, stepForm(-1));
    auto* next = add("nextFinding", {}, {QKeySequence{Qt::Key_F8}}, [this] { findings_->step(1); });
    auto* previous = add("previousFinding", {}, {QKeySequence{Qt::SHIFT | Qt::Key_F8}}, [this] { findings_->step(-1); });
    auto* showFindings = add("showFindings", QStringLiteral("findings"), {QKeySequence{Qt::CTRL | Qt::Key_F8}}, [this] { findings_->setVisible(!findings_->isVisible()); });
    auto* showHelp = add("showHelp", QStringLiteral("help"), {QKeySequence{Qt::Key_F1}}, [this] {
        help_->setVisible(!help_->isVisible());
        updateHelp();
    });
    auto* findItem = add("findItem", QStringLiteral("find"), {QKeySequence::Find}, [this] { finder_->openFinder(); });
    auto* whichMode = add("whichMode", {}, {QKeySequence{Qt::CTRL | Qt::Key_G}}, [this] { finder_->openGuide(); });
    showFindings->setCheckable(true);
    showHelp->setCheckable(true);
    connect(findings_, &QDockWidget::visibilityChanged, showFindings, &QAction::setChecked);
    connect(help_, &QDockWidget::visibilityChanged, showHelp, &QAction::setChecked);

    for (auto const unit : {Unit::one, Unit::tenThousand}) {
        auto* action = add(unit == Unit::one ? "unitOne" : "unitTenThousand", {}, {}, [this, unit] {
            unit_ = unit;
            if (formPage_ != nullptr) formPage_->setUnit(unit);
            updateHelp();
        });
        action->setCheckable(true);
        action->setChecked(unit == unit_);
        units_->addAction(action);
    }
    for (auto const language : {Language::chinese, Language::english}) {
        auto* action = add(language == Language::chinese ? "chinese" : "english", {}, {}, [this, language] { program_.language().set(language); });
        action->setCheckable(true);
        languages_->addAction(action);
    }
    auto* other = add("otherLanguage", QStringLiteral("language"), {QKeySequence{Qt::CTRL | Qt::Key_L}}, [this] { program_.language().toggle(); });

    menus_[0]->addActions({home, fill, saveTemplate, preview, previewForm, pdf, pdfOfForm, seal});
    menus_[0]->addSeparator();
    menus_[0]->addAction(quit);
    menus_[1]->addActions({undo, redo});
    menus_[1]->addSeparator();
    menus_[1]->addActions({insert, duplicate, remove});
    menus_[1]->addSeparator();
    menus_[1]->addActions({above, clear, rest});
    menus_[1]->addSeparator();
    menus_[1]->addActions({findItem, whichMode});
    menus_[2]->addActions({nextForm, previousForm});
    menus_[2]->addSeparator();
    menus_[2]->addActions({showFindings, next, previous});
    menus_[2]->addSeparator();
    menus_[2]->addActions(units_->actions());
    menus_[2]->addSeparator();
    menus_[2]->addActions(languages_->actions());
    menus_[3]->addAction(showHelp);

    tools_->addActions({home});
    tools_->addSeparator();
    tools_->addActions({undo, redo});
    tools_->addSeparator();
    tools_->addActions({insert, duplicate, remove});
    tools_->addSeparator();
    tools_->addActions(units_->actions());
    tools_->addSeparator();
    tools_->addActions({findItem});
    tools_->addSeparator();
    tools_->addActions({fill, preview, seal});
    auto* room = new QWidget(this);
    room->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    tools_->addWidget(room);
    tools_->addActions({showFindings, showHelp, other});
    tools_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    // Rows are worked by key; their buttons are there for those who look for them.
    for (auto* action : {undo, redo, insert, duplicate, remove, findItem, showFindings, showHelp})
        if (auto* button = tools_->widgetForAction(action)) static_cast<QToolButton*>(button)->setToolButtonStyle(Qt::ToolButtonIconOnly);
}

QAction* MainWindow::action(char const* name) const {
    return findChild<QAction*>(QString::fromLatin1(name), Qt::FindDirectChildrenOnly);
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) wordAnew();
    QMainWindow::changeEvent(event);
}

void MainWindow::wordAnew() {
    if (languages_->actions().isEmpty()) return;  // the base class is still being made
    auto const language = program_.language().current();
    if (session_) session_->document().setLanguage(language);
    std::array<QString, 4> const menuTexts{tr("&File"), tr("&Edit"), tr("&View"), tr("&Help")};
    for (std::size_t number = 0; number < menus_.size(); ++number) menus_[number]->setTitle(menuTexts[number]);
    std::initializer_list<std::pair<char const*, QString>> const texts{
        {"home", tr("Home")},
        {"fill", tr("Fill from spreadsheet…")},
        {"saveTemplate", tr("Save an empty template…")},
        {"preview", tr("Print preview…")},
        {"previewForm", tr("Print preview of this form alone…")},
        {"pdf", tr("Save as PDF…")},
        {"pdfOfForm", tr("Save this form alone as PDF…")},
        {"toSeal", tr("Check and seal…")},
        {"quit", tr("Quit")},
        {"insertRow", tr("Insert row")},
        {"duplicateRow", tr("Duplicate row")},
        {"removeRows", tr("Remove rows")},
        {"copyFromAbove", tr("Copy from above")},
        {"clear", tr("Clear cells")},
        {"rest", tr("Put the rest here")},
        {"findItem", tr("Which item?")},
        {"whichMode", tr("Which mode?")},
        {"nextForm", tr("Next form")},
        {"previousForm", tr("Previous form")},
        {"nextFinding", tr("Next finding")},
        {"previousFinding", tr("Previous finding")},
        {"showFindings", tr("Findings")},
        {"showHelp", tr("Help on this question")},
        {"unitOne", tr("In units", "amounts in units of the currency, yuan")},
        {"unitTenThousand", tr("In 10,000", "amounts in ten thousands of the currency")},
        {"chinese", QStringLiteral("中文")},
        {"english", QStringLiteral("English")},
        {"otherLanguage", language == Language::chinese ? QStringLiteral("English") : QStringLiteral("中文")}};
    for (auto const& [name, text] : texts) action(name)->setText(text);
    auto const actions = this->actions();
    for (auto* action : actions)
        if (auto const icon = action->property("iconName").toString(); !icon.isEmpty()) action->setIcon(lineIcon(icon));
    action(language == Language::chinese ? "chinese" : "english")->setChecked(true);
    tools_->setWindowTitle(tr("Tools"));
    updateActions();
    updateHelp();
}

void MainWindow::updateActions() {
    bool const isForm = formPage_ != nullptr && pages_->currentWidget() == formPage_;
    bool const isOpen = session_ != nullptr;
    bool const isEditable = isOpen && !session_->document().isFrozen();
    for (auto const* name : {"insertRow", "duplicateRow", "removeRows", "copyFromAbove", "clear", "rest"}) action(name)->setEnabled(isForm && isEditable && formPage_->currentView() != nullptr);
    for (auto const* name : {"findItem", "whichMode"}) action(name)->setEnabled(isForm);
    for (auto const* name : {"nextForm", "previousForm"}) action(name)->setEnabled(isForm && session_->document().filing().forms.size() > 1);
    for (auto const* name : {"fill"}) action(name)->setEnabled(isEditable);
    for (auto const* name : {"preview", "pdf", "toSeal", "nextFinding", "previousFinding", "showFindings", "saveTemplate"}) action(name)->setEnabled(isOpen);
    for (auto const* name : {"previewForm", "pdfOfForm"}) action(name)->setEnabled(formAlone() != nullptr);
    units_->setEnabled(isForm);
    action("home")->setEnabled(isOpen);
    auto const undoName = isOpen ? session_->document().undoName() : QString{};
    auto const redoName = isOpen ? session_->document().redoName() : QString{};
    action("undo")->setEnabled(isEditable && session_->document().canUndo());
    action("redo")->setEnabled(isEditable && session_->document().canRedo());
    action("undo")->setText(undoName.isEmpty() ? tr("Undo") : tr("Undo: %1").arg(undoName));
    action("redo")->setText(redoName.isEmpty() ? tr("Redo") : tr("Redo: %1").arg(redoName));
    auto title = tr("Zhibao for enterprises");
    if (isOpen) title = toQt(session_->entry().unitName.empty() ? session_->entry().unit : session_->entry().unitName) + QStringLiteral(" · ") + periodWords(session_->entry().period, program_.language().current()) + QStringLiteral(" — ") + title;
    setWindowTitle(title);
}

void MainWindow::updateHelp() {
    bool const isForm = formPage_ != nullptr && pages_->currentWidget() == formPage_;
    auto* record = isForm ? formPage_->currentRecord() : nullptr;
    auto* view = isForm && record == nullptr ? formPage_->currentView() : nullptr;
    if (record != nullptr) help_->explain(*record);
    else help_->explain(view);
    finder_->follow(view, record);
}

bool MainWindow::openDraft(qint64 draft) {
    if (session_ && session_->entry().id == draft) {
        pages_->setCurrentWidget(formPage_);
        return true;
    }
    if (!closeDraft()) return false;
    auto session = DraftSession::open(program_.store(), program_.library(), program_.data(), program_.clock(), program_.dataFolder(), draft);
    if (!session) {
        say(session.error());
        return false;
    }
    messages_->hide();
    session_ = *std::move(session);
    session_->document().setLanguage(program_.language().current());
    formPage_ = new FormPage(program_, *session_, this);
    formPage_->setUnit(unit_);
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
    pages_->setCurrentWidget(formPage_);
    findings_->show();
    help_->show();
    updateActions();
    updateHelp();
    formPage_->setFocus();
    return true;
}

bool MainWindow::closeDraft() {
    if (!session_) return true;
    formPage_->takeTyping();
    // Everything is on disk already or is now; only when the disk says no does the draft stay open.
    if (!session_->save()) return false;
    findings_->setSession(nullptr);
    pages_->setCurrentWidget(home_);
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
    findings_->hide();
    help_->hide();
    finder_->hide();
    home_->refresh();
    home_->setFocus();
}

void MainWindow::goToSeal() {
    if (sealPage_ == nullptr) return;
    pages_->setCurrentWidget(sealPage_);
    auto& document = session_->document();
    if (auto signatories = document.filing().signatories; signatories.reportDate.empty()) {
        // Most report on the day they seal; whoever does not writes another day over it.
        signatories.reportDate = toText(dayInChina(program_.clock().now()));
        document.setSignatories(signatories);
    }
    session_->check().stillToFill().askForAll();
    if (!document.isFrozen()) static_cast<void>(session_->check().judgeNow());
    sealPage_->showField("unitHead");
}

void MainWindow::beginCorrection(qint64 draft) {
    auto const begun = [&]() -> Result<std::int64_t> {
        ZHIBAO_TRY(auto const entry, program_.store().entry(draft));
        ZHIBAO_TRY(auto const edition, program_.library().find(entry.edition));
        return program_.store().addCorrection(draft, *edition, program_.clock().now());
    }();
    if (!begun) {
        say(begun.error());
        return;
    }
    openDraft(*begun);
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
    if (!session_) return;
    auto const name = toText(workbook);
    auto const bytes = readFile(workbook);
    if (!bytes) return say(bytes.error());
    auto reading = inside(name, readTemplate(*bytes, program_.library()));
    if (!reading) return say(reading.error());
    if (!reading->filing) {
        // Nothing is taken by half: all problems are said, in one message.
        messages_->show(
            MessageBar::Kind::problem, [name, count = reading->problems.size()] { return tr("Nothing was taken from %1. Problems: %2").arg(toQt(name)).arg(count); },
            [this, problems = reading->problems] {
                QStringList lines;
                for (auto const& problem : problems) lines.append(toQt(problem.where() + ": " + sentence(problem, program_.language().current())));
                return lines.join(QLatin1Char('\n'));
            });
        return;
    }
    auto const& filing = *reading->filing;
    auto const& header = session_->document().filing().header;
    bool const isOther = (!filing.header.unit.empty() && filing.header.unit != header.unit) ||
                         (!filing.header.period.empty() && filing.header.period != header.period) || filing.header.formSet != header.formSet;
    if (isOther) return say(Error{error::templateOfOtherFiling, {name}, {{"unit", filing.header.unit}, {"period", filing.header.period}}});
    auto signatories = session_->document().filing().signatories;
    auto const& given = filing.signatories;
    for (auto const member : {&Signatories::unitHead, &Signatories::statisticsHead, &Signatories::preparer, &Signatories::phone, &Signatories::reportDate})
        if (!(given.*member).empty()) signatories.*member = given.*member;
    session_->document().replaceForms(filing.forms, filing.explanations, signatories, filing.header.zero, filing.header.zeroReason,
                                      [] { return tr("Fill from a spreadsheet"); });
    say([name, counts = reading->counts] {
        return tr("Taken from %1: rows %2, answers %3. Ctrl+Z takes it back.").arg(toQt(name)).arg(counts.rows).arg(counts.cells);
    });
}

void MainWindow::saveTemplateTo(std::filesystem::path const& workbook) {
    if (!session_) return;
    auto const& header = session_->document().filing().header;
    auto const bytes = writeTemplate(session_->document().edition(), header.formSet, {header.unit, header.period, program_.language().current()});
    if (!bytes) return say(bytes.error());
    if (auto const written = writeFile(workbook, *bytes); !written) return say(written.error());
    say([workbook] { return tr("The template is in %1").arg(toQt(toText(workbook))); });
}

Form const* MainWindow::formAlone() const {
    bool const isForm = formPage_ != nullptr && pages_->currentWidget() == formPage_;
    return isForm && session_->document().filing().forms.size() > 1 ? formPage_->currentForm() : nullptr;
}

Result<PrintJob> MainWindow::printJob(Form const* only) const {
    auto const& filing = session_->document().filing();
    auto const now = program_.clock().now();
    auto version = std::to_string(filing.header.version);
    if (session_->entry().seal) version += " " + session_->entry().seal->identity.hex().substr(0, 12);
    // What the law wants printed is Chinese whatever the window speaks.
    FormPrintContext const context{.edition = session_->document().edition(),
                                   .rates = program_.data().rates,
                                   .language = Language::chinese,
                                   .unitName = session_->entry().unitName,
                                   .version = version,
                                   .madeAt = now};
    ZHIBAO_TRY(auto const tables, only == nullptr ? printFiling(filing, context) : printForm(*only, filing, context));
    auto job = printJobOf(tables);
    job.made = now;
    return job;
}

void MainWindow::preview(Form const* only) {
    if (!session_) return;
    auto const job = printJob(only);
    if (!job) return say(job.error());
    previewPages(*job, this);
}

void MainWindow::savePdfTo(std::filesystem::path const& file, Form const* only) {
    if (!session_) return;
    auto const job = printJob(only);
    if (!job) return say(job.error());
    if (auto const written = writePdf(*job, file); !written) return say(written.error());
    say([file] { return tr("The form is in %1").arg(toQt(toText(file))); });
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!closeDraft()) {
        event->ignore();
        return;
    }
    QMainWindow::closeEvent(event);
}

}  // namespace zhibao
