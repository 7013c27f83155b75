#include "enterprise/home_page.h"

#include <algorithm>

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "base/file.h"
#include "enterprise/begin_panel.h"
#include "enterprise/begin_report.h"
#include "enterprise/button_delegate.h"
#include "enterprise/draft_judge.h"
#include "enterprise/filing_calendar.h"
#include "enterprise/notices.h"
#include "enterprise/reports_model.h"
#include "enterprise/unit_wizard.h"
#include "enterprise/units_panel.h"
#include "store/hand_in.h"
#include "ui/elided_label.h"
#include "ui/period_words.h"
#include "ui/text.h"

namespace zhibao {

HomePage::HomePage(Program& program, QWidget* parent)
    : QWidget(parent), program_(program), pages_(new QStackedWidget(this)), wizard_(new UnitWizard(program, this)), units_(new UnitsPanel(program, this)),
      begin_(new BeginPanel(program, this)), title_(new QLabel(this)), reports_(new ReportsModel(program, this)), table_(new QTableView(this)), empty_(new QLabel(this)),
      lastSealing_(new ElidedLabel(this)), lastReceipt_(new ElidedLabel(this)), practice_(new QPushButton(this)), practiceAnew_(new QPushButton(this)), open_(new QPushButton(this)), takeIn_(new QPushButton(this)),
      calendar_(new FilingCalendar(program, this)), day_(new QLabel(this)), noticesTitle_(new QLabel(this)), notices_(new QListWidget(this)), judge_(new DraftJudge(program, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);
    pages_->addWidget(makeOverview());
    pages_->addWidget(wizard_);

    connect(units_, &UnitsPanel::unitChosen, this, [this](QString const& code, QString const& name) {
        if (!code.isEmpty()) begin_->showUnit(code, name);
        showLines();
    });
    connect(units_, &UnitsPanel::setUpRequested, this, &HomePage::setUpUnit);
    connect(units_, &UnitsPanel::unitsChanged, this, &HomePage::showLines);
    connect(units_, &UnitsPanel::failed, this, &HomePage::failed);
    connect(begin_, &BeginPanel::openRequested, this, &HomePage::openRequested);
    connect(begin_, &BeginPanel::failed, this, &HomePage::failed);
    connect(wizard_, &UnitWizard::failed, this, &HomePage::failed);
    connect(wizard_, &UnitWizard::left, this, [this](QString const& unit) {
        showOverview();
        if (!unit.isEmpty()) units_->choose(unit);
    });
    connect(table_, &QTableView::activated, this, [this](QModelIndex const& index) { doNext(index.row()); });
    connect(open_, &QPushButton::clicked, this, [this] {
        if (auto const* line = reports_->lineAt(table_->currentIndex().row()); line != nullptr && line->draft) Q_EMIT openRequested(line->draft->id);
    });
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](QModelIndex const& index) {
        auto const* line = reports_->lineAt(index.row());
        open_->setEnabled(line != nullptr && line->draft.has_value());
    });
    connect(takeIn_, &QPushButton::clicked, this, &HomePage::takeInRequested);
    connect(practice_, &QPushButton::clicked, this, [this] { practise(false); });
    connect(practiceAnew_, &QPushButton::clicked, this, [this] { practise(true); });
    connect(calendar_, &QCalendarWidget::selectionChanged, this, &HomePage::showDay);
    connect(judge_, &DraftJudge::judged, this, &HomePage::showLines);

    wordAnew();
    refresh();
    if (auto const units = program_.store().units(); units && !units->empty()) begin_->showUnit(toQt(units->front().code), toQt(units->front().name));
    else if (units) setUpUnit();
}

QWidget* HomePage::makeOverview() {
    auto const character = fontMetrics().horizontalAdvance(QStringLiteral("中"));
    table_->setObjectName(QStringLiteral("reports"));
    table_->setModel(reports_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setTabKeyNavigation(false);
    table_->setShowGrid(false);
    table_->setAlternatingRowColors(true);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(fontMetrics().lineSpacing() * 2 + fontMetrics().height() / 2);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setSectionResizeMode(ReportsModel::unitColumn, QHeaderView::Stretch);
    table_->setMouseTracking(true);
    auto* buttons = new ButtonDelegate(table_);
    table_->setItemDelegateForColumn(ReportsModel::nextColumn, buttons);
    connect(buttons, &ButtonDelegate::pressed, this, [this](QModelIndex const& index) { doNext(index.row()); });
    for (auto* heading : {title_, noticesTitle_}) {
        auto font = heading->font();
        font.setBold(true);
        heading->setFont(font);
    }
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    lastSealing_->setObjectName(QStringLiteral("lastSealing"));
    lastReceipt_->setObjectName(QStringLiteral("lastReceipt"));
    practice_->setObjectName(QStringLiteral("practice"));
    practiceAnew_->setObjectName(QStringLiteral("practiceAnew"));
    takeIn_->setObjectName(QStringLiteral("takeInFile"));
    open_->setObjectName(QStringLiteral("openDraft"));
    calendar_->setObjectName(QStringLiteral("calendar"));
    day_->setObjectName(QStringLiteral("day"));
    notices_->setObjectName(QStringLiteral("notices"));
    day_->setWordWrap(true);
    day_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    day_->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    notices_->setWordWrap(true);
    notices_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* overview = new QWidget(this);
    auto* left = new QVBoxLayout;
    left->addWidget(units_, 1);
    left->addWidget(begin_);
    for (auto* panel : std::initializer_list<QWidget*>{units_, begin_}) panel->setFixedWidth(character * 21);
    auto* below = new QHBoxLayout;
    below->addWidget(practice_);
    below->addWidget(practiceAnew_);
    below->addStretch(1);
    below->addWidget(open_);
    auto* middle = new QVBoxLayout;
    middle->addWidget(title_);
    middle->addWidget(empty_, 1);
    middle->addWidget(table_, 1);
    middle->addWidget(lastSealing_);
    middle->addWidget(lastReceipt_);
    middle->addLayout(below);
    auto* right = new QVBoxLayout;
    right->addWidget(calendar_);
    right->addWidget(day_);
    right->addWidget(noticesTitle_);
    right->addWidget(notices_, 1);
    right->addWidget(takeIn_);
    for (auto* panel : std::initializer_list<QWidget*>{calendar_, day_, noticesTitle_, notices_, takeIn_}) panel->setFixedWidth(character * 17);
    auto* columns = new QHBoxLayout(overview);
    columns->setContentsMargins(12, 8, 12, 12);
    columns->setSpacing(12);
    columns->addLayout(left);
    columns->addLayout(middle, 1);
    columns->addLayout(right);
    setTabOrder(notices_, takeIn_);
    return overview;
}

void HomePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QWidget::changeEvent(event);
}

void HomePage::wordAnew() {
    title_->setText(tr("Reports"));
    table_->setAccessibleName(tr("Reports"));
    empty_->setText(tr("Nothing here yet. Set up a unit on the left: from then on each of its reports has a line here, and every answer is kept on this computer within two seconds."));
    practice_->setText(tr("Practise with example figures"));
    practice_->setToolTip(tr("A quarter to play with: it is never sealed and goes nowhere"));
    practiceAnew_->setText(tr("Begin practice anew"));
    practiceAnew_->setToolTip(tr("Throws away what you changed in the practice quarter; your reports stay as they are"));
    takeIn_->setText(tr("Take in what the bureau sent…"));
    takeIn_->setToolTip(tr("A receipt, a bulletin or the starter file; dropping it onto the window does the same"));
    open_->setText(tr("Open"));
    open_->setToolTip(tr("Open the report of the chosen line, also to read what was sealed"));
    noticesTitle_->setText(tr("Notices"));
    notices_->setAccessibleName(tr("Notices"));
    calendar_->wordAnew();
    reports_->wordAnew();
    showLines();
}

void HomePage::setUpUnit(QString const& code, QString const& name) {
    wizard_->begin(code, name);
    pages_->setCurrentWidget(wizard_);
    setFocusProxy(wizard_);
    wizard_->setFocus();
}

void HomePage::showOverview() {
    pages_->setCurrentIndex(0);
    refresh();
    setFocus();
}

bool HomePage::isJudging() const {
    return judge_->isWorking();
}

void HomePage::refresh() {
    units_->refresh();
    begin_->refresh();
    showLines();
    judge_->judge();
}

void HomePage::showLines() {
    auto lines = reportLines(program_, fromQt(units_->chosen()), judge_->verdicts());
    if (!lines) {
        Q_EMIT failed(lines.error());
        return;
    }
    auto const* current = reports_->lineAt(table_->currentIndex().row());
    auto const same = [current = current == nullptr ? ReportLine{} : *current](ReportLine const& line) {
        return line.unit == current.unit && line.formSet == current.formSet && line.period == current.period;
    };
    auto const found = std::find_if(lines->begin(), lines->end(), same);
    auto const row = found == lines->end() ? 0 : static_cast<int>(found - lines->begin());
    practiceAnew_->setVisible(std::any_of(lines->begin(), lines->end(), [](ReportLine const& line) { return line.state == ReportState::practice; }));
    calendar_->show(*lines);
    notices_->clear();
    notices_->addItems(noticesOf(program_, *lines));
    reports_->show(*std::move(lines));
    bool const isEmpty = reports_->rowCount() == 0;
    empty_->setVisible(isEmpty);
    table_->setVisible(!isEmpty);
    open_->setEnabled(false);
    if (!isEmpty) table_->setCurrentIndex(reports_->index(row, 0));
    if (pages_->currentIndex() == 0) setFocusProxy(isEmpty ? static_cast<QWidget*>(begin_) : table_);
    fitLines();
    showDay();
    showLastSealing();
    showLastReceipt();
}

void HomePage::fitLines() {
    int const room = fontMetrics().averageCharWidth() * 2;
    for (int column = ReportsModel::reportColumn; column < reports_->columnCount(); ++column) {
        table_->resizeColumnToContents(column);
        table_->setColumnWidth(column, table_->columnWidth(column) + room);
    }
}

void HomePage::showDay() {
    auto const day = calendar_->selectedDate();
    auto words = calendar_->wordsOf(day);
    if (words.isEmpty()) words.append(tr("Nothing opens or is due."));
    day_->setText(day.toString(Qt::ISODate) + QLatin1Char('\n') + words.join(QLatin1Char('\n')));
}

void HomePage::showLastSealing() {
    ReportLine const* last = nullptr;
    for (auto const& line : reports_->lines())
        if (line.draft && line.draft->seal && (last == nullptr || last->draft->seal->moment.seconds < line.draft->seal->moment.seconds)) last = &line;
    lastSealing_->setVisible(last != nullptr);
    if (last == nullptr) return;
    auto const language = program_.language().current();
    auto const words = tr("Last sealed: %1 %2, at %3, as %4")
                           .arg(toQt(last->title.in(language)), last->period ? periodWords(*last->period, language) : QString{}, toQt(chinaTimeText(last->draft->seal->moment)),
                                toQt(last->draft->seal->file));
    static_cast<ElidedLabel*>(lastSealing_)->setWhole(words);
}

void HomePage::showLastReceipt() {
    auto const last = lastReceiptOf(program_, fromQt(units_->chosen()));
    if (!last) Q_EMIT failed(last.error());
    lastReceipt_->setVisible(last && *last);
    if (lastReceipt_->isHidden()) return;
    auto const& [version, receipt] = **last;
    auto const language = program_.language().current();
    FormSet const* set = nullptr;
    for (auto const& edition : program_.editions())
        if (set == nullptr) set = edition->findFormSet(version.formSet);
    auto const words = tr("Last receipt: %1 %2, version %3: %4, arrived at %5")
                           .arg(toQt(set == nullptr ? version.formSet : set->title.in(language)), periodWords(version.period, language))
                           .arg(version.version)
                           .arg(ReportsModel::textOf(stateOf(receipt.verdict)), toQt(chinaTimeText(receipt.arrived)));
    static_cast<ElidedLabel*>(lastReceipt_)->setWhole(words);
}

void HomePage::doNext(int row) {
    auto const* line = reports_->lineAt(row);
    if (line == nullptr || !line->next) return;
    if (!line->draft) return begin(*line);
    auto const draft = line->draft->id;
    switch (*line->next) {
        case NextStep::begin:
        case NextStep::goOn: Q_EMIT openRequested(draft); break;
        case NextStep::explain: Q_EMIT explainRequested(draft); break;
        case NextStep::seal: Q_EMIT sealRequested(draft); break;
        case NextStep::handIn: askWhereToHandIn(draft); break;
        case NextStep::correct: Q_EMIT correctionRequested(draft); break;
    }
}

void HomePage::begin(ReportLine const& line) {
    auto const draft = beginReport(program_, line.unit, line.formSet, *line.period);
    if (draft) Q_EMIT openRequested(*draft);
    else Q_EMIT failed(draft.error());
}

void HomePage::askWhereToHandIn(qint64 draft) {
    // It stops nobody: the window behind goes on.
    auto* dialog = new QFileDialog(this, tr("Stick or folder for the bureau"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setModal(false);
    connect(dialog, &QFileDialog::fileSelected, this, [this, draft](QString const& folder) { handInTo(draft, pathOf(fromQt(folder))); });
    dialog->show();
}

void HomePage::handInTo(qint64 draft, std::filesystem::path const& folder) {
    auto const copy = handIn(program_.store(), draft, folder, program_.clock().now());
    if (!copy) {
        Q_EMIT failed(copy.error());
        return;
    }
    showLines();
    Q_EMIT succeeded([copy = *copy] { return tr("The sealed file is at %1.").arg(toQt(toText(copy))); });
}

void HomePage::practise(bool anew) {
    auto const draft = beginPractice(program_, anew);
    if (draft) Q_EMIT openRequested(*draft);
    else Q_EMIT failed(draft.error());
}

}  // namespace zhibao
