#include "enterprise/history_page.h"

#include <QAbstractItemView>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableWidget>
#include <QVBoxLayout>

#include "base/file.h"
#include "base/separators.h"
#include "enterprise/trend_chart.h"
#include "output/csv.h"
#include "output/xlsx.h"
#include "ui/text.h"

namespace zhibao {

HistoryPage::HistoryPage(Program& program, QWidget* parent)
    : QWidget(parent), program_(program), back_(new QPushButton(this)), title_(new QLabel(this)), unitLabel_(new QLabel(this)), unit_(new QComboBox(this)),
      byLabel_(new QLabel(this)), by_(new QComboBox(this)), flowLabel_(new QLabel(this)), flow_(new QComboBox(this)), currencyLabel_(new QLabel(this)),
      currency_(new QComboBox(this)), copy_(new QPushButton(this)), save_(new QPushButton(this)), state_(new QLabel(this)), chart_(new TrendChart(this)),
      figures_(new QTableWidget(this)) {
    auto font = title_->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setBold(true);
    title_->setFont(font);
    unit_->setObjectName(QStringLiteral("historyUnit"));
    by_->setObjectName(QStringLiteral("historyBy"));
    flow_->setObjectName(QStringLiteral("historyFlow"));
    currency_->setObjectName(QStringLiteral("historyCurrency"));
    copy_->setObjectName(QStringLiteral("copyPicture"));
    save_->setObjectName(QStringLiteral("saveHistory"));
    figures_->setObjectName(QStringLiteral("historyTable"));
    figures_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    figures_->setTabKeyNavigation(false);
    figures_->setAlternatingRowColors(true);
    state_->setWordWrap(true);
    currency_->addItems({QStringLiteral("USD"), QStringLiteral("CNY")});
    for (auto [label, box] : {std::pair{unitLabel_, unit_}, {byLabel_, by_}, {flowLabel_, flow_}, {currencyLabel_, currency_}}) label->setBuddy(box);
    unit_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    unit_->setMinimumContentsLength(16);
    auto* top = new QHBoxLayout;
    top->addWidget(back_);
    top->addWidget(title_);
    top->addStretch(1);
    top->addWidget(copy_);
    top->addWidget(save_);
    auto* choice = new QHBoxLayout;
    for (auto* widget : std::initializer_list<QWidget*>{unitLabel_, unit_, byLabel_, by_, flowLabel_, flow_, currencyLabel_, currency_}) choice->addWidget(widget);
    choice->addStretch(1);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(chart_);
    splitter->addWidget(figures_);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->addLayout(top);
    layout->addLayout(choice);
    layout->addWidget(state_);
    layout->addWidget(splitter, 1);
    setFocusProxy(unit_);
    connect(back_, &QPushButton::clicked, this, &HistoryPage::backRequested);
    auto* escape = new QAction(this);
    escape->setShortcut(QKeySequence{Qt::Key_Escape});
    escape->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QAction::triggered, this, &HistoryPage::backRequested);
    addAction(escape);
    connect(copy_, &QPushButton::clicked, this, &HistoryPage::copyPicture);
    connect(save_, &QPushButton::clicked, this, [this] {
        auto const file = QFileDialog::getSaveFileName(this, tr("Save the figures"), tr("history.xlsx"), tr("Spreadsheets (*.xlsx);;CSV (*.csv)"));
        if (!file.isEmpty()) saveTo(pathOf(fromQt(file)));
    });
    connect(unit_, &QComboBox::activated, this, &HistoryPage::readFilings);
    for (auto* box : {by_, flow_, currency_}) connect(box, &QComboBox::currentIndexChanged, this, &HistoryPage::showTrend);
    wordAnew();
}

void HistoryPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QWidget::changeEvent(event);
}

void HistoryPage::wordAnew() {
    back_->setText(tr("Back"));
    title_->setText(tr("History"));
    unitLabel_->setText(tr("&Unit"));
    unit_->view()->setAccessibleName(tr("Unit"));
    byLabel_->setText(tr("&By"));
    flowLabel_->setText(tr("&Flow"));
    currencyLabel_->setText(tr("&In"));
    copy_->setText(tr("Copy as picture"));
    save_->setText(tr("Save the figures…"));
    figures_->setAccessibleName(tr("The figures of the chart"));
    chart_->setAccessibleName(tr("Chart of the figures in the table below"));
    auto const refill = [](QComboBox& box, QStringList const& words) {
        QSignalBlocker const quiet{&box};
        auto const chosen = std::max(box.currentIndex(), 0);
        box.clear();
        box.addItems(words);
        box.setCurrentIndex(chosen);
    };
    refill(*by_, {tr("exports and imports"), tr("service item"), tr("mode of supply"), tr("partner")});
    refill(*flow_, {tr("exports"), tr("imports")});
    showTrend();
    fitToWords(*this);
}

std::string HistoryPage::chosenUnit() const {
    return fromQt(unit_->currentData().toString());
}

void HistoryPage::show(std::string const& unit) {
    auto const units = program_.store().units();
    if (!units) {
        Q_EMIT failed(units.error());
        return;
    }
    unit_->clear();
    for (auto const& one : *units) unit_->addItem(toQt(one.name.empty() ? one.code : one.name), toQt(one.code));
    if (auto const place = unit_->findData(toQt(unit)); place >= 0) unit_->setCurrentIndex(place);
    readFilings();
}

void HistoryPage::readFilings() {
    filings_.clear();
    auto const versions = program_.store().versionsOf(chosenUnit());
    if (!versions) {
        Q_EMIT failed(versions.error());
        return;
    }
    for (auto const& version : *versions) {
        // Figures that nobody has vouched for yet are no history.
        if (!version.seal) continue;
        auto edition = program_.library().find(version.edition);
        if (!edition) continue;
        auto filing = program_.store().load(version.id, **edition);
        if (!filing) continue;
        // A withdrawal takes what was sealed before out of the history.
        std::erase_if(filings_, [&](KnownFiling const& known) {
            return known.filing.header.formSet == filing->header.formSet && known.filing.header.period == filing->header.period;
        });
        filings_.push_back({*edition, *std::move(filing)});
    }
    showTrend();
}

void HistoryPage::showTrend() {
    constexpr TrendBy ways[] = {TrendBy::all, TrendBy::item, TrendBy::mode, TrendBy::partner};
    auto const by = ways[std::clamp(by_->currentIndex(), 0, 3)];
    flow_->setEnabled(by != TrendBy::all);
    figures_->clear();
    figures_->setRowCount(0);
    figures_->setColumnCount(0);
    for (auto* button : {copy_, save_}) button->setEnabled(!filings_.empty());
    if (filings_.empty()) {
        trend_ = {};
        chart_->show(trend_);
        state_->setText(tr("Nothing of this unit is sealed on this computer yet. What is sealed appears here."));
        return;
    }
    auto const table = trendTable(filings_, *filings_.back().edition, program_.data().rates,
                                  {.by = by,
                                   .flow = flow_->currentIndex() == 1 ? "import" : "export",
                                   .currency = fromQt(currency_->currentText()),
                                   .unit = Unit::one,
                                   .language = program_.language().current()});
    if (!table) {
        Q_EMIT failed(table.error());
        return;
    }
    trend_ = *table;
    QStringList notes;
    for (auto const& note : trend_.notes) notes.append(toQt(note));
    state_->setText(notes.join(QLatin1Char(' ')));
    state_->setVisible(!notes.isEmpty());
    chart_->show(trend_);
    QStringList columns;
    for (auto const& column : trend_.columns) columns.append(toQt(column.label));
    QStringList rows;
    for (auto const& row : trend_.rows) rows.append(toQt(row.label()));
    figures_->setColumnCount(static_cast<int>(columns.size()));
    figures_->setRowCount(static_cast<int>(rows.size()));
    figures_->setHorizontalHeaderLabels(columns);
    figures_->setVerticalHeaderLabels(rows);
    for (std::size_t row = 0; row < trend_.rows.size(); ++row)
        for (std::size_t column = 0; column < trend_.columns.size(); ++column) {
            auto const& value = trend_.cells[row][column].value;
            auto* item = new QTableWidgetItem(value ? toQt(withSeparators(*value)) : QString{});
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            item->setData(Qt::AccessibleTextRole, rows[static_cast<int>(row)] + QStringLiteral(", ") + columns[static_cast<int>(column)] + QStringLiteral(": ") +
                                                      (value ? item->text() : tr("no filing")));
            figures_->setItem(static_cast<int>(row), static_cast<int>(column), item);
        }
    figures_->resizeColumnsToContents();
}

void HistoryPage::copyPicture() {
    QGuiApplication::clipboard()->setImage(chart_->picture());
    Q_EMIT said([] { return tr("The chart is on the clipboard as a picture."); });
}

void HistoryPage::saveTo(std::filesystem::path const& file) {
    auto const written = [&]() -> Result<> {
        if (file.extension() == ".csv") return writeFile(file, toCsv(trend_, CsvUse::spreadsheet));
        ZHIBAO_TRY(auto const bytes, toXlsx(trend_));
        return writeFile(file, bytes);
    }();
    if (!written) {
        Q_EMIT failed(written.error());
        return;
    }
    Q_EMIT said([file] { return tr("The figures are in %1").arg(toQt(toText(file))); });
}

}  // namespace zhibao
