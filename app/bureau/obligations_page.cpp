#include "bureau/obligations_page.h"

#include <algorithm>
#include <optional>

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
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

namespace zhibao {

ObligationsPage::ObligationsPage(WindowLanguage const& language, QWidget* parent)
    : QWidget(parent), language_(language), periodLabel_(new QLabel(this)), period_(new QComboBox(this)), stateLabel_(new QLabel(this)), state_(new QComboBox(this)),
      counts_(new QLabel(this)), obligations_(new ObligationModel(language, this)), view_(listView(obligations_, this)) {
    period_->setObjectName(QStringLiteral("owedPeriod"));
    state_->setObjectName(QStringLiteral("owedState"));
    counts_->setObjectName(QStringLiteral("owedCounts"));
    view_->setObjectName(QStringLiteral("obligations"));
    for (auto* box : {period_, state_}) box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    periodLabel_->setBuddy(period_);
    stateLabel_->setBuddy(state_);
    counts_->setWordWrap(true);
    counts_->setTextFormat(Qt::PlainText);
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
    PeriodStatus shown;
    // The box holds only what was parsed before.
    if (database_ != nullptr && period_->currentIndex() >= 0) {
        auto status = statusOf(*database_, *parsePeriod(fromQt(period_->currentData().toString())), SystemClock{}.now());
        if (status) shown = *std::move(status);
        else Q_EMIT failed(status.error());
    }
    obligations_->show(std::move(shown));
    tellCounts();
    fitColumns(*view_);
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
