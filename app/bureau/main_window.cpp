#include "bureau/main_window.h"

#include <QAction>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolBar>
#include <QUrl>
#include <QVBoxLayout>

#include "base/clock.h"
#include "base/file.h"
#include "bureau/filings_page.h"
#include "bureau/obligations_page.h"
#include "bureau/refusal_model.h"
#include "bureau/refusals_page.h"
#include "bureau/tables_page.h"
#include "bureau/version_model.h"
#include "i18n/data_folder.h"
#include "store/bureau_intake.h"
#include "ui/message_bar.h"
#include "ui/text.h"
#include "ui/window_size.h"

namespace zhibao {

namespace {

std::filesystem::path pathOf(QString const& text) {
    return zhibao::pathOf(fromQt(text));
}

}  // namespace

BureauWindow::BureauWindow(EditionLibrary const& library, WindowLanguage& language, QWidget* parent)
    : QMainWindow(parent), library_(library), language_(language), work_(this) {
    setAcceptDrops(true);
    resizeWithinScreen(*this, {1200, 720});
    buildActions();
    buildPages();
    connect(&work_, &BackgroundWork::advanced, this, [this](qulonglong finished, qulonglong total, QString const& item) {
        progress_->setMaximum(static_cast<int>(total));
        progress_->setValue(static_cast<int>(finished));
        progressItem_->setText(item);
    });
    wordAnew();
    // The newest edition, rates and calendar are what tables and windows are worded with.
    auto const ids = library_.ids();
    if (ids && !ids->empty()) {
        auto edition = library_.find(ids->back());
        if (edition)
            edition_ = *std::move(edition);
        else
            messages_->showError(edition.error());
    }
    filings_->setEdition(edition_.get());
    obligations_->setEdition(edition_.get());
    if (auto survey = loadSurveyData(library_.folder())) {
        rates_ = survey->rates;
        survey_ = *std::move(survey);
    } else {
        messages_->showError(survey.error());
    }
}

BureauWindow::~BureauWindow() = default;

VersionModel& BureauWindow::versions() noexcept {
    return filings_->versions();
}

RefusalModel& BureauWindow::refusals() noexcept {
    return refusals_->refusals();
}

void BureauWindow::buildActions() {
    open_ = new QAction(this);
    open_->setShortcut(QKeySequence::Open);
    connect(open_, &QAction::triggered, this, [this] {
        auto const file = QFileDialog::getOpenFileName(this, tr("Open a database"), {}, tr("Databases (*.db);;All files (*)"));
        if (!file.isEmpty()) openDatabase(pathOf(file));
    });
    create_ = new QAction(this);
    create_->setShortcut(QKeySequence::New);
    connect(create_, &QAction::triggered, this, [this] {
        auto const file = QFileDialog::getSaveFileName(this, tr("Make a database"), QStringLiteral("bureau.db"), tr("Databases (*.db)"));
        if (!file.isEmpty()) makeDatabase(pathOf(file));
    });
    takeInFolder_ = new QAction(this);
    takeInFolder_->setShortcut(Qt::CTRL | Qt::Key_I);
    connect(takeInFolder_, &QAction::triggered, this, [this] {
        auto const folder = QFileDialog::getExistingDirectory(this, tr("Take in all filings of a folder"));
        if (!folder.isEmpty()) takeInFiles({pathOf(folder)});
    });
    takeInFile_ = new QAction(this);
    connect(takeInFile_, &QAction::triggered, this, [this] {
        std::vector<std::filesystem::path> paths;
        for (auto const& file : QFileDialog::getOpenFileNames(this, tr("Take in filings"), {}, tr("Filings (*.zbs);;All files (*)"))) paths.push_back(pathOf(file));
        if (!paths.empty()) takeInFiles(std::move(paths));
    });
    switchLanguage_ = new QAction(this);
    switchLanguage_->setShortcut(Qt::Key_F9);
    connect(switchLanguage_, &QAction::triggered, this, [this] { language_.toggle(); });
    quit_ = new QAction(this);
    quit_->setShortcut(QKeySequence::Quit);
    connect(quit_, &QAction::triggered, this, &QWidget::close);

    auto* bar = addToolBar(QString{});
    bar->setObjectName(QStringLiteral("toolbar"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    bar->addAction(create_);
    bar->addAction(open_);
    bar->addSeparator();
    bar->addAction(takeInFolder_);
    bar->addAction(takeInFile_);
    auto* space = new QWidget(bar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    bar->addAction(switchLanguage_);
    addAction(quit_);
}

void BureauWindow::buildPages() {
    auto* centre = new QWidget(this);
    auto* layout = new QVBoxLayout(centre);
    messages_ = new MessageBar(language_, centre);
    pages_ = new QTabWidget(centre);
    pages_->setObjectName(QStringLiteral("pages"));
    layout->addWidget(messages_);
    layout->addWidget(pages_, 1);
    setCentralWidget(centre);

    filings_ = new FilingsPage(library_, language_, pages_);
    pages_->addTab(filings_, QString{});
    refusals_ = new RefusalsPage(language_, pages_);
    pages_->addTab(refusals_, QString{});
    tables_ = new TablesPage(language_, pages_);
    pages_->addTab(tables_, QString{});
    obligations_ = new ObligationsPage(language_, pages_);
    pages_->addTab(obligations_, QString{});

    auto const complain = [this](Error const& error) { messages_->showError(error); };
    connect(filings_, &FilingsPage::failed, this, complain);
    connect(filings_, &FilingsPage::listed, this, &BureauWindow::refreshLists);
    connect(refusals_, &RefusalsPage::failed, this, complain);
    connect(tables_, &TablesPage::failed, this, complain);
    connect(obligations_, &ObligationsPage::failed, this, complain);
    connect(tables_, &TablesPage::saved, this, [this](QString const& file) { messages_->show(MessageBar::Kind::success, [file] { return tr("Saved as %1.").arg(file); }); });

    databaseLabel_ = new QLabel(this);
    progress_ = new QProgressBar(this);
    progressItem_ = new QLabel(this);
    cancel_ = new QPushButton(this);
    cancel_->setObjectName(QStringLiteral("cancel"));
    statusBar()->addWidget(databaseLabel_, 1);
    statusBar()->addPermanentWidget(progressItem_);
    statusBar()->addPermanentWidget(progress_);
    statusBar()->addPermanentWidget(cancel_);
    for (auto* widget : std::initializer_list<QWidget*>{progress_, progressItem_, cancel_}) widget->hide();
    connect(cancel_, &QPushButton::clicked, this, [this] {
        cancel_->setEnabled(false);
        work_.cancel();
    });
}

void BureauWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QMainWindow::changeEvent(event);
}

void BureauWindow::closeEvent(QCloseEvent* event) {
    // Whole filings only are in the ledger, so stopping loses nothing: the rest can be taken in again.
    work_.cancel();
    QMainWindow::closeEvent(event);
}

void BureauWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (database_ && event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void BureauWindow::dropEvent(QDropEvent* event) {
    std::vector<std::filesystem::path> paths;
    for (auto const& url : event->mimeData()->urls())
        if (url.isLocalFile()) paths.push_back(pathOf(url.toLocalFile()));
    if (!paths.empty()) takeInFiles(std::move(paths));
}

void BureauWindow::wordAnew() {
    setWindowTitle(tr("Zhibao for the bureau"));
    open_->setText(tr("Open database…"));
    create_->setText(tr("New database…"));
    takeInFolder_->setText(tr("Take in a folder…"));
    takeInFile_->setText(tr("Take in files…"));
    // The other language is named in itself, so that a person who cannot read this one finds it.
    switchLanguage_->setText(language_.current() == Language::chinese ? QStringLiteral("English") : QStringLiteral("中文"));
    switchLanguage_->setToolTip(tr("Switch the language (F9)"));
    quit_->setText(tr("Quit"));
    pages_->setAccessibleName(tr("Pages"));
    progress_->setAccessibleName(tr("Progress"));
    cancel_->setText(tr("Stop"));
    refreshLists();
    fitToWords(*this);
}

void BureauWindow::refreshLists() {
    databaseLabel_->setText(database_ ? toQt(toText(database_->path())) : tr("No database is open. Open one, or make a new one."));
    takeInFolder_->setEnabled(database_.has_value() && !work_.isRunning());
    takeInFile_->setEnabled(takeInFolder_->isEnabled());
    open_->setEnabled(!work_.isRunning());
    create_->setEnabled(!work_.isRunning());
    pages_->setTabText(0, tr("Filings (%1)").arg(filings_->versions().total()));
    pages_->setTabText(1, tr("Refused (%1)").arg(refusals_->refusals().total()));
    pages_->setTabText(2, tr("Tables"));
    pages_->setTabText(3, tr("Who owes"));
}

void BureauWindow::openDatabase(std::filesystem::path const& file) {
    use(BureauDatabase::open(file));
}

void BureauWindow::makeDatabase(std::filesystem::path const& file) {
    use(BureauDatabase::create(file, SystemClock{}.now()));
}

void BureauWindow::use(Result<BureauDatabase> database) {
    if (!database) {
        messages_->showError(database.error());
        return;
    }
    // Models point into the database that is about to go.
    filings_->show(nullptr);
    refusals_->show(nullptr);
    tables_->show(nullptr, nullptr, std::nullopt);
    obligations_->show(nullptr);
    database_.emplace(*std::move(database));
    messages_->hide();
    showLedger();
}

void BureauWindow::showLedger() {
    refusals_->show(&*database_);
    filings_->show(&*database_);
    tables_->show(&*database_, edition_, rates_);
    obligations_->show(&*database_);
}

void BureauWindow::takeInFiles(std::vector<std::filesystem::path> paths) {
    if (!database_ || work_.isRunning()) return;
    intakeResult_.reset();
    progress_->setRange(0, 0);
    progressItem_->clear();
    cancel_->setEnabled(true);
    for (auto* widget : std::initializer_list<QWidget*>{progress_, progressItem_, cancel_}) widget->show();
    work_.start(
        [this, paths = std::move(paths), file = database_->path()](Progress& progress, std::stop_token stop) {
            // A thread has a connection of its own.
            auto database = BureauDatabase::open(file);
            if (!database) {
                intakeResult_ = tl::unexpected(database.error());
                return;
            }
            SystemClock const clock;
            IntakeOptions options;
            options.clock = &clock;
            options.progress = &progress;
            options.stop = stop;
            intakeResult_ = takeInAtBureau(paths, library_, survey_, *database, options);
        },
        [this] { finishIntake(); });
    refreshLists();
}

void BureauWindow::finishIntake() {
    for (auto* widget : std::initializer_list<QWidget*>{progress_, progressItem_, cancel_}) widget->hide();
    if (intakeResult_ && !*intakeResult_) {
        messages_->showError(intakeResult_->error());
    } else if (intakeResult_) {
        // The report is kept by value: the message is worded anew when the language changes, also after the next intake has begun.
        auto const report = **intakeResult_;
        auto const words = [report] {
            auto const text = tr("Received %1 files: %2 new filings, %3 new versions, %4 duplicates, %5 forks, %6 refused.")
                                  .arg(report.received)
                                  .arg(report.newFilings)
                                  .arg(report.versions)
                                  .arg(report.duplicates)
                                  .arg(report.forks)
                                  .arg(report.refused.size());
            QString known;
            if (report.refusedBefore > 0) known = QLatin1Char(' ') + tr("%1 refused, %2 of them known already: each is listed once.").arg(report.refused.size()).arg(report.refusedBefore);
            QString const whole = text + known;
            return report.isCancelled ? tr("Stopped; what was taken in is whole, the rest can be taken in again.") + QLatin1Char(' ') + whole : whole;
        };
        messages_->show(report.refused.empty() && !report.isCancelled ? MessageBar::Kind::success : MessageBar::Kind::problem, words);
    }
    showLedger();
}

}  // namespace zhibao
