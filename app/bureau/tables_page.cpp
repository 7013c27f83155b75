#include "bureau/tables_page.h"

#include <algorithm>
#include <array>

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTextBrowser>
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
      preview_(new QPushButton(this)), save_(new QPushButton(this)), page_(new QTextBrowser(this)) {
    tableChoice_->setObjectName(QStringLiteral("table"));
    periodChoice_->setObjectName(QStringLiteral("period"));
    cumulative_->setObjectName(QStringLiteral("cumulative"));
    calibreChoice_->setObjectName(QStringLiteral("calibre"));
    currencyChoice_->setObjectName(QStringLiteral("currency"));
    unitChoice_->setObjectName(QStringLiteral("unit"));
    preview_->setObjectName(QStringLiteral("preview"));
    page_->setObjectName(QStringLiteral("page"));
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
    layout->addWidget(page_, 1);
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
    cumulative_->setChecked(true);
    wordAnew();
}

void TablesPage::show(BureauDatabase const* database, Edition const* edition, RateTable const* rates) {
    database_ = database;
    edition_ = edition;
    rates_ = rates;
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
    fillChoices();
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

void TablesPage::refresh() {
    if (filling_) return;
    table_.reset();
    page_->clear();
    bool const ready = database_ != nullptr && edition_ != nullptr && rates_ != nullptr && tableChoice_->currentIndex() >= 0 && periodChoice_->currentIndex() >= 0;
    if (ready) {
        // The boxes hold only what was parsed before.
        TableOptions options{*Quarter::parse(fromQt(periodChoice_->currentData().toString())), false, Calibre::reported, {}, {}, Language::chinese, 0};
        options.cumulative = cumulative_->isChecked();
        options.calibre = *parseCalibre(fromQt(calibreChoice_->currentData().toString()));
        options.currency = fromQt(currencyChoice_->currentData().toString());
        options.unit = static_cast<Unit>(unitChoice_->currentData().toLongLong());
        options.language = language_.current();
        auto table = summaryTable(*database_, *edition_, *rates_, fromQt(tableChoice_->currentData().toString()), options, SystemClock{});
        if (table) {
            table_ = *std::move(table);
            page_->setHtml(toQt(toHtml(*table_, HtmlUse::printing)));
        } else {
            Q_EMIT failed(table.error());
        }
    }
    preview_->setEnabled(table_.has_value());
    save_->setEnabled(table_.has_value());
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
