#include "bureau/obligations_page.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

#include "base/clock.h"
#include "bureau/list_view.h"
#include "bureau/obligation_model.h"
#include "store/openings.h"
#include "store/status.h"
#include "ui/period_words.h"
#include "ui/text.h"
#include "ui/visible_row_heights.h"

namespace zhibao {

ObligationsPage::ObligationsPage(WindowLanguage const& language, QWidget* parent)
    : QWidget(parent), language_(language), periodLabel_(new QLabel(this)), period_(new QComboBox(this)), stateLabel_(new QLabel(this)), state_(new QComboBox(this)),
      counts_(new QLabel(this)), obligations_(new ObligationModel(language, this)), view_(listView(obligations_, this)), work_(this) {
    setObjectName(QStringLiteral("owes"));
    period_->setObjectName(QStringLiteral("owedPeriod"));
    state_->setObjectName(QStringLiteral("owedState"));
    counts_->setObjectName(QStringLiteral("owedCounts"));
    view_->setObjectName(QStringLiteral("obligations"));
    for (auto* box : {period_, state_}) box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    periodLabel_->setBuddy(period_);
    stateLabel_->setBuddy(state_);
    counts_->setWordWrap(true);
    counts_->setTextFormat(Qt::PlainText);
    // Reasons are sentences; nobody should have to point at one to read its end.
    view_->setWordWrap(true);
    view_->horizontalHeader()->setStretchLastSection(false);
    view_->horizontalHeader()->setSectionResizeMode(ObligationModel::reasonColumn, QHeaderView::Stretch);
    new VisibleRowHeights{*view_};
    auto* line = new QHBoxLayout;
    line->addWidget(periodLabel_);
    line->addWidget(period_);
    line->addWidget(stateLabel_);
    line->addWidget(state_);
    line->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(line);
    layout->addWidget(counts_);
    layout->addWidget(view_, 1);
    connect(period_, &QComboBox::currentIndexChanged, this, &ObligationsPage::readUnits);
    connect(state_, &QComboBox::currentIndexChanged, this, &ObligationsPage::narrow);
    wordAnew();
}

void ObligationsPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QWidget::changeEvent(event);
}

void ObligationsPage::showEvent(QShowEvent* event) {
    if (!isRead_) readPeriods();
    QWidget::showEvent(event);
}

void ObligationsPage::setEdition(Edition const* edition) {
    obligations_->setEdition(edition);
}

void ObligationsPage::show(BureauDatabase const* database) {
    database_ = database;
    isRead_ = false;
    if (isVisible() || database == nullptr) readPeriods();
}

void ObligationsPage::wordAnew() {
    periodLabel_->setText(tr("&Period:"));
    period_->setAccessibleName(tr("Period"));
    stateLabel_->setText(tr("&State:"));
    state_->setAccessibleName(tr("Show only units in the state"));
    view_->setAccessibleName(tr("Who owes, and why a unit does not"));
    {
        QSignalBlocker const quiet{state_};
        auto const chosen = state_->currentIndex();
        state_->clear();
        state_->addItem(tr("All"), -1);
        for (auto const status : {FilingStatus::missing, FilingStatus::due, FilingStatus::late, FilingStatus::filed, FilingStatus::exempt})
            state_->addItem(ObligationModel::textOf(status), static_cast<int>(status));
        state_->setCurrentIndex(std::max(chosen, 0));
    }
    for (int entry = 0; entry < period_->count(); ++entry) period_->setItemText(entry, periodWords(fromQt(period_->itemData(entry).toString()), language_.current()));
    obligations_->wordAnew();
    tellCounts();
    fitColumns(*view_);
    fitToWords(*this);
}

void ObligationsPage::readPeriods() {
    isRead_ = true;
    {
        QSignalBlocker const quiet{period_};
        auto const chosen = period_->currentData();
        period_->clear();
        if (database_ != nullptr) {
            auto const periods = openedPeriods(*database_);
            if (!periods) Q_EMIT failed(periods.error());
            else
                for (auto period = periods->rbegin(); period != periods->rend(); ++period)
                    period_->addItem(periodWords(*period, language_.current()), toQt(toText(*period)));
        }
        if (auto const position = period_->findData(chosen); position >= 0) period_->setCurrentIndex(position);
    }
    readUnits();
}

void ObligationsPage::readUnits() {
    if (work_.isRunning()) {
        // What is being read is no longer asked for; when it is there, what is asked for then is read.
        isAskedAnew_ = true;
        return;
    }
    if (database_ == nullptr || period_->currentIndex() < 0) {
        take(PeriodStatus{});
        return;
    }
    // The box holds only what was parsed before.
    auto const period = *parsePeriod(fromQt(period_->currentData().toString()));
    auto const result = std::make_shared<Result<PeriodStatus>>();
    work_.start(
        [path = database_->path(), period, result](Progress&, std::stop_token const&) {
            *result = [&]() -> Result<PeriodStatus> {
                ZHIBAO_TRY(auto const database, BureauDatabase::open(path, Database::Access::readOnly));
                return statusOf(database, period, SystemClock{}.now());
            }();
        },
        [this, result] {
            if (std::exchange(isAskedAnew_, false)) return readUnits();
            if (!*result) Q_EMIT failed(result->error());
            take(result->value_or(PeriodStatus{}));
        });
}

void ObligationsPage::take(PeriodStatus status) {
    obligations_->show(std::move(status));
    tellCounts();
    fitColumns(*view_);
    Q_EMIT listed();
}

void ObligationsPage::tellCounts() {
    auto const counts = obligations_->counts();
    counts_->setText(counts.isEmpty() ? tr("Nothing is open yet: a period is opened with the register, or by the first filing that arrives for it.") : counts);
}

void ObligationsPage::narrow() {
    auto const state = state_->currentData().toInt();
    obligations_->narrowTo(state < 0 ? std::nullopt : std::optional{static_cast<FilingStatus>(state)});
}

}  // namespace zhibao
