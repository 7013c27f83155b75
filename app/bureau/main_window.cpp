#include "bureau/main_window.h"

#include <algorithm>

#include <QAction>
#include <QCloseEvent>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QStatusBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolBar>
#include <QUrl>
#include <QVBoxLayout>

#include "base/clock.h"
#include "base/file.h"
#include "bureau/filing_viewer.h"
#include "bureau/refusal_model.h"
#include "bureau/tables_page.h"
#include "bureau/version_model.h"
#include "i18n/data_folder.h"
#include "store/bureau_intake.h"
#include "ui/message_bar.h"
#include "ui/text.h"
#include "ui/window_size.h"

namespace zhibao {

namespace {

QTableView* listView(QAbstractItemModel* model, QWidget* parent) {
    auto* view = new QTableView(parent);
    view->setModel(model);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setAlternatingRowColors(true);
    view->setTabKeyNavigation(false);
    view->setWordWrap(false);
    view->verticalHeader()->hide();
    view->horizontalHeader()->setStretchLastSection(true);
    return view;
}

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
    versions_->setEdition(edition_.get());
    if (auto survey = loadSurveyData(library_.folder())) {
        rates_ = survey->rates;
        survey_ = *std::move(survey);
    } else {
        messages_->showError(survey.error());
    }
}

BureauWindow::~BureauWindow() = default;

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

    auto* filings = new QWidget(pages_);
    filterLabel_ = new QLabel(filings);
    filter_ = new QLineEdit(filings);
    filter_->setObjectName(QStringLiteral("filter"));
    filter_->setClearButtonEnabled(true);
    filterLabel_->setBuddy(filter_);
    stateLabel_ = new QLabel(filings);
    state_ = new QComboBox(filings);
    stateLabel_->setBuddy(state_);
    state_->setObjectName(QStringLiteral("state"));
    state_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    showVersion_ = new QPushButton(filings);
    versions_ = new VersionModel(language_, this);
    versionView_ = listView(versions_, filings);
    versionView_->setObjectName(QStringLiteral("filings"));
    auto* line = new QHBoxLayout;
    line->addWidget(filterLabel_);
    line->addWidget(filter_, 1);
    line->addWidget(stateLabel_);
    line->addWidget(state_);
    line->addWidget(showVersion_);
    auto* filingsLayout = new QVBoxLayout(filings);
    filingsLayout->addLayout(line);
    filingsLayout->addWidget(versionView_, 1);
    pages_->addTab(filings, QString{});
    connect(filter_, &QLineEdit::textChanged, this, &BureauWindow::applyFilter);
    connect(state_, &QComboBox::currentIndexChanged, this, &BureauWindow::applyFilter);
    connect(versionView_, &QTableView::activated, this, [this](QModelIndex const& index) { showVersion(index.row()); });
    connect(showVersion_, &QPushButton::clicked, this, [this] {
        if (versionView_->currentIndex().isValid()) showVersion(versionView_->currentIndex().row());
    });
    connect(versionView_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](QModelIndex const& index) { showVersion_->setEnabled(index.isValid()); });
    showVersion_->setEnabled(false);

    refusals_ = new RefusalModel(language_, this);
    refusalView_ = listView(refusals_, pages_);
    refusalView_->setObjectName(QStringLiteral("refusals"));
    pages_->addTab(refusalView_, QString{});

    tables_ = new TablesPage(language_, pages_);
    pages_->addTab(tables_, QString{});

    auto const complain = [this](Error const& error) { messages_->showError(error); };
    connect(versions_, &VersionModel::failed, this, complain);
    connect(refusals_, &RefusalModel::failed, this, complain);
    connect(tables_, &TablesPage::failed, this, complain);
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
    filterLabel_->setText(tr("&Unit:"));
    filter_->setPlaceholderText(tr("Code or name"));
    filter_->setAccessibleName(tr("Show only units whose code or name contains"));
    stateLabel_->setText(tr("&State:"));
    state_->setAccessibleName(tr("Show only filings in the state"));
    auto const chosen = state_->currentIndex();
    QSignalBlocker const quiet{state_};
    state_->clear();
    state_->addItem(tr("All"), -1);
    for (auto const state : {VersionState::counted, VersionState::waiting, VersionState::gap, VersionState::fork, VersionState::replaced})
        state_->addItem(VersionModel::textOf(state), static_cast<int>(state));
    state_->setCurrentIndex(std::max(chosen, 0));
    showVersion_->setText(tr("Read the &filing…"));
    versionView_->setAccessibleName(tr("Filings"));
    refusalView_->setAccessibleName(tr("Refused files"));
    pages_->setAccessibleName(tr("Pages"));
    progress_->setAccessibleName(tr("Progress"));
    cancel_->setText(tr("Stop"));
    versions_->wordAnew();
    refusals_->wordAnew();
    refreshLists();
    fitColumns();
    fitToWords(*this);
}

void BureauWindow::refreshLists() {
    databaseLabel_->setText(database_ ? toQt(toText(database_->path())) : tr("No database is open. Open one, or make a new one."));
    takeInFolder_->setEnabled(database_.has_value() && !work_.isRunning());
    takeInFile_->setEnabled(takeInFolder_->isEnabled());
    open_->setEnabled(!work_.isRunning());
    create_->setEnabled(!work_.isRunning());
    pages_->setTabText(0, tr("Filings (%1)").arg(versions_->total()));
    pages_->setTabText(1, tr("Refused (%1)").arg(refusals_->total()));
    pages_->setTabText(2, tr("Tables"));
}

void BureauWindow::applyFilter() {
    VersionFilter filter;
    filter.unit = fromQt(filter_->text().trimmed());
    if (auto const state = state_->currentData().toInt(); state >= 0) filter.state = static_cast<VersionState>(state);
    versions_->show(database_ ? &*database_ : nullptr, filter);
    refreshLists();
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
    versions_->show(nullptr, {});
    refusals_->show(nullptr);
    tables_->show(nullptr, nullptr, nullptr);
    database_.emplace(*std::move(database));
    messages_->hide();
    refusals_->show(&*database_);
    applyFilter();
    tables_->show(&*database_, edition_.get(), rates_ ? &*rates_ : nullptr);
    fitColumns();
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
    refusals_->show(&*database_);
    applyFilter();
    tables_->show(&*database_, edition_.get(), rates_ ? &*rates_ : nullptr);
    fitColumns();
}

void BureauWindow::fitColumns() {
    for (auto* view : {versionView_, refusalView_}) {
        view->resizeColumnsToContents();
        // An empty column still shows its heading, and no text takes the whole width.
        auto const narrowest = fontMetrics().averageCharWidth() * 10;
        auto const widest = fontMetrics().averageCharWidth() * 60;
        for (int column = 0; column < view->model()->columnCount(); ++column)
            view->setColumnWidth(column, std::clamp(view->columnWidth(column), narrowest, widest));
    }
}

void BureauWindow::showVersion(int row) {
    auto version = readVersion(*database_, versions_->entry(row).version);
    if (!version) {
        messages_->showError(version.error());
        return;
    }
    auto window = FilingViewer::open(*std::move(version), library_, language_, this);
    if (!window) {
        messages_->showError(window.error());
        return;
    }
    (*window)->show();
}

}  // namespace zhibao
