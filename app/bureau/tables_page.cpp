#include "bureau/tables_page.h"

#include <array>
#include <memory>
#include <utility>

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTextBrowser>
#include <QTimer>
#include <QVBoxLayout>

#include "aggregate/calibre.h"
#include "base/clock.h"
#include "base/file.h"
#include "output/files.h"
#include "output/html.h"
#include "output/print_job.h"
#include "store/openings.h"
#include "table/definition.h"
#include "table/summary.h"
#include "ui/print_preview.h"
#include "ui/text.h"

namespace zhibao {

namespace {

QComboBox* choice(QLabel* label, QWidget* parent) {
    auto* box = new QComboBox(parent);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    label->setBuddy(box);
    return box;
}

void select(QComboBox& box, QVariant const& data) {
    auto const position = box.findData(data);
    if (position >= 0) box.setCurrentIndex(position);
}

constexpr std::array calibres{Calibre::reported, Calibre::withDepartmental, Calibre::withMode3};

}  // namespace

TablesPage::TablesPage(WindowLanguage const& language, QWidget* parent)
    : QWidget(parent), language_(language), tableLabel_(new QLabel(this)), tableChoice_(choice(tableLabel_, this)), periodLabel_(new QLabel(this)),
      periodChoice_(choice(periodLabel_, this)), cumulative_(new QCheckBox(this)), calibreLabel_(new QLabel(this)), calibreChoice_(choice(calibreLabel_, this)),
      currencyLabel_(new QLabel(this)), currencyChoice_(choice(currencyLabel_, this)), unitLabel_(new QLabel(this)), unitChoice_(choice(unitLabel_, this)),
      preview_(new QPushButton(this)), save_(new QPushButton(this)), page_(new QTextBrowser(this)), working_(new QWidget(this)),
      workingText_(new QLabel(working_)), progress_(new QProgressBar(working_)), stop_(new QPushButton(working_)), patience_(new QTimer(this)), work_(this) {
    tableChoice_->setObjectName(QStringLiteral("table"));
    periodChoice_->setObjectName(QStringLiteral("period"));
    cumulative_->setObjectName(QStringLiteral("cumulative"));
    calibreChoice_->setObjectName(QStringLiteral("calibre"));
    currencyChoice_->setObjectName(QStringLiteral("currency"));
    unitChoice_->setObjectName(QStringLiteral("unit"));
    preview_->setObjectName(QStringLiteral("preview"));
    save_->setObjectName(QStringLiteral("save"));
    page_->setObjectName(QStringLiteral("page"));
    working_->setObjectName(QStringLiteral("making"));
    stop_->setObjectName(QStringLiteral("stopTable"));
    auto* first = new QHBoxLayout;
    first->addWidget(tableLabel_);
    first->addWidget(tableChoice_);
    first->addWidget(periodLabel_);
    first->addWidget(periodChoice_);
    first->addWidget(cumulative_);
    first->addStretch(1);
    auto* second = new QHBoxLayout;
    second->addWidget(calibreLabel_);
    second->addWidget(calibreChoice_);
    second->addWidget(currencyLabel_);
    second->addWidget(currencyChoice_);
    second->addWidget(unitLabel_);
    second->addWidget(unitChoice_);
    second->addStretch(1);
    second->addWidget(preview_);
    second->addWidget(save_);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(first);
    layout->addLayout(second);
    auto* third = new QHBoxLayout(working_);
    third->setContentsMargins(0, 0, 0, 0);
    third->addWidget(workingText_);
    third->addWidget(progress_, 1);
    third->addWidget(stop_);
    layout->addWidget(working_);
    layout->addWidget(page_, 1);
    working_->hide();
    constexpr int patienceMilliseconds = 300;
    patience_->setSingleShot(true);
    patience_->setInterval(patienceMilliseconds);
    // Tables are printed black on white; the page on the screen shows them so, whatever the desktop's colours are.
    auto paper = page_->palette();
    paper.setColor(QPalette::Base, Qt::white);
    paper.setColor(QPalette::Text, Qt::black);
    page_->setPalette(paper);
    for (auto* box : {tableChoice_, periodChoice_, calibreChoice_, currencyChoice_, unitChoice_})
        connect(box, &QComboBox::currentIndexChanged, this, &TablesPage::refresh);
    connect(cumulative_, &QCheckBox::toggled, this, &TablesPage::refresh);
    connect(preview_, &QPushButton::clicked, this, &TablesPage::preview);
    connect(save_, &QPushButton::clicked, this, &TablesPage::askWhereToSave);
    connect(patience_, &QTimer::timeout, working_, &QWidget::show);
    connect(stop_, &QPushButton::clicked, this, &TablesPage::stopOrStartAgain);
    connect(&work_, &BackgroundWork::advanced, this, [this](qulonglong finished, qulonglong total) {
        progress_->setMaximum(static_cast<int>(total));
        progress_->setValue(static_cast<int>(finished));
    });
    cumulative_->setChecked(true);
    wordAnew();
}

void TablesPage::show(BureauDatabase const* database, std::shared_ptr<Edition const> edition, std::optional<RateTable> rates) {
    database_ = database;
    edition_ = std::move(edition);
    rates_ = std::move(rates);
    fillChoices();
    refresh();
}

void TablesPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        wordAnew();
        refresh();
    }
    QWidget::changeEvent(event);
}

void TablesPage::wordAnew() {
    tableLabel_->setText(tr("&Table:"));
    periodLabel_->setText(tr("&Period:"));
    cumulative_->setText(tr("&Cumulative since January"));
    calibreLabel_->setText(tr("Cali&bre:"));
    currencyLabel_->setText(tr("C&urrency:"));
    unitLabel_->setText(tr("U&nit:"));
    preview_->setText(tr("Print pre&view…"));
    save_->setText(tr("&Save as…"));
    tableChoice_->setAccessibleName(tr("Table"));
    periodChoice_->setAccessibleName(tr("Period"));
    cumulative_->setAccessibleName(tr("Cumulative since January"));
    calibreChoice_->setAccessibleName(tr("Calibre"));
    currencyChoice_->setAccessibleName(tr("Currency"));
    unitChoice_->setAccessibleName(tr("Unit"));
    preview_->setAccessibleName(tr("Print preview"));
    save_->setAccessibleName(tr("Save as"));
    page_->setAccessibleName(tr("The table"));
    progress_->setAccessibleName(tr("Progress"));
    wordState();
    fillChoices();
    fitToWords(*this);
}

void TablesPage::wordState() {
    workingText_->setText(isStopped_ ? tr("Stopped before the table was finished.") : tr("The filings are being added up…"));
    stop_->setText(isStopped_ ? tr("Make the table") : tr("Stop"));
    progress_->setVisible(!isStopped_);
}

void TablesPage::fillChoices() {
    auto const language = language_.current();
    filling_ = true;
    auto const keep = [](QComboBox& box, auto const& fill) {
        auto const chosen = box.currentData();
        box.clear();
        fill();
        select(box, chosen);
    };
    keep(*tableChoice_, [&] {
        if (edition_ == nullptr) return;
        for (auto const& source : edition_->tables) {
            auto const definition = findTableDefinition(*edition_, source.id);
            tableChoice_->addItem(definition ? toQt(definition->title.in(language)) : toQt(source.id), toQt(source.id));
        }
    });
    keep(*periodChoice_, [&] {
        if (database_ == nullptr) return;
        auto const periods = openedQuarters(*database_);
        if (!periods) {
            Q_EMIT failed(periods.error());
            return;
        }
        for (auto quarter = periods->rbegin(); quarter != periods->rend(); ++quarter)
            periodChoice_->addItem(toQt(displayText(Period{*quarter}).in(language)), toQt(toText(*quarter)));
    });
    keep(*calibreChoice_, [&] {
        for (auto const calibre : calibres) calibreChoice_->addItem(toQt(titleOf(calibre).in(language)), toQt(nameOf(calibre)));
    });
    keep(*currencyChoice_, [&] {
        for (auto const* currency : {"USD", "CNY"}) {
            auto const* entry = edition_ == nullptr || edition_->findList("currencies") == nullptr ? nullptr : edition_->findList("currencies")->find(currency);
            currencyChoice_->addItem(entry == nullptr ? toQt(currency) : toQt(entry->name.in(language)), toQt(currency));
        }
    });
    keep(*unitChoice_, [&] {
        unitChoice_->addItem(tr("one"), QVariant::fromValue<qlonglong>(static_cast<qlonglong>(Unit::one)));
        unitChoice_->addItem(tr("ten thousand"), QVariant::fromValue<qlonglong>(static_cast<qlonglong>(Unit::tenThousand)));
        unitChoice_->addItem(tr("hundred million"), QVariant::fromValue<qlonglong>(static_cast<qlonglong>(Unit::hundredMillion)));
        if (!unitChoice_->currentData().isValid() || unitChoice_->currentIndex() == 0) unitChoice_->setCurrentIndex(1);
    });
    filling_ = false;
}

TableOptions TablesPage::chosen() const {
    // The boxes hold only what was parsed before.
    TableOptions options{*Quarter::parse(fromQt(periodChoice_->currentData().toString())), false, Calibre::reported, {}, {}, Language::chinese, 0};
    options.cumulative = cumulative_->isChecked();
    options.calibre = *parseCalibre(fromQt(calibreChoice_->currentData().toString()));
    options.currency = fromQt(currencyChoice_->currentData().toString());
    options.unit = static_cast<Unit>(unitChoice_->currentData().toLongLong());
    options.language = language_.current();
    return options;
}

void TablesPage::refresh() {
    if (filling_) return;
    table_.reset();
    page_->clear();
    preview_->setEnabled(false);
    save_->setEnabled(false);
    isStopped_ = false;
    wordState();
    if (work_.isRunning()) {
        isOutdated_ = true;
        work_.cancel();
    } else {
        start();
    }
}

void TablesPage::start() {
    isOutdated_ = false;
    bool const ready = database_ != nullptr && edition_ && rates_ && tableChoice_->currentIndex() >= 0 && periodChoice_->currentIndex() >= 0;
    if (!ready) {
        patience_->stop();
        working_->hide();
        return;
    }
    progress_->setRange(0, 0);
    if (!working_->isVisible()) patience_->start();
    auto const made = std::make_shared<std::optional<Result<Table>>>();
    work_.start(
        [made, file = database_->path(), edition = edition_, rates = *rates_, table = fromQt(tableChoice_->currentData().toString()),
         options = chosen()](Progress& progress, std::stop_token const& stop) {
            // A thread has a connection of its own.
            auto const database = BureauDatabase::open(file);
            if (database) *made = summaryTable(*database, *edition, rates, table, options, SystemClock{}, &progress, stop);
            else *made = tl::unexpected(database.error());
        },
        [this, made] { finish(**made); });
}

void TablesPage::finish(Result<Table> result) {
    if (isOutdated_) {
        start();
        return;
    }
    patience_->stop();
    if (isStopped_) {
        working_->show();
        wordState();
        return;
    }
    working_->hide();
    if (!result) {
        Q_EMIT failed(result.error());
        return;
    }
    table_ = *std::move(result);
    page_->setHtml(toQt(toHtml(*table_, HtmlUse::printing)));
    preview_->setEnabled(true);
    save_->setEnabled(true);
}

void TablesPage::stopOrStartAgain() {
    if (work_.isRunning()) {
        isStopped_ = true;
        isOutdated_ = false;
        work_.cancel();
    } else {
        refresh();
    }
}

void TablesPage::preview() {
    if (table_) previewPages(printJobOf({*table_}), window());
}

Result<> TablesPage::save(std::filesystem::path const& file) const {
    if (!table_) return {};
    if (file.extension() == ".pdf") return writePdf(printJobOf({*table_}), file);
    ZHIBAO_TRY(Bytes const bytes, tableAs(*table_, toText(file.extension())));
    return writeFile(file, bytes);
}

void TablesPage::askWhereToSave() {
    auto const name = table_ ? toQt(table_->id + "-" + fromQt(periodChoice_->currentData().toString())) : QString{};
    auto const file = QFileDialog::getSaveFileName(this, tr("Save the table"), name + QStringLiteral(".pdf"),
                                                   tr("PDF (*.pdf);;Excel workbook (*.xlsx);;CSV (*.csv);;Web page (*.html)"));
    if (file.isEmpty()) return;
    auto const result = save(pathOf(fromQt(file)));
    if (result)
        Q_EMIT saved(file);
    else
        Q_EMIT failed(result.error());
}

}  // namespace zhibao
