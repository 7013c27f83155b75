#include "enterprise/handover_page.h"

#include <QAction>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "base/file.h"
#include "enterprise/passphrases.h"
#include "ui/period_words.h"
#include "ui/text.h"
#include "ui/window_language.h"

namespace zhibao {

HandoverPage::HandoverPage(Program& program, QWidget* parent)
    : QWidget(parent), program_(program), back_(new QPushButton(this)), title_(new QLabel(this)), writeBox_(new QGroupBox(this)), writeAbout_(new QLabel(this)),
      wordsLabel_(new QLabel(this)), words_(new QLineEdit(this)), againLabel_(new QLabel(this)), again_(new QLineEdit(this)), write_(new QPushButton(this)),
      takeBox_(new QGroupBox(this)), takeAbout_(new QLabel(this)), takeWordsLabel_(new QLabel(this)), takeWords_(new QLineEdit(this)), take_(new QPushButton(this)),
      asideBox_(new QGroupBox(this)), asideList_(new QTableWidget(this)), compare_(new QPushButton(this)) {
    auto font = title_->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setBold(true);
    title_->setFont(font);
    words_->setObjectName(QStringLiteral("handoverWords"));
    again_->setObjectName(QStringLiteral("handoverWordsAgain"));
    takeWords_->setObjectName(QStringLiteral("takeWords"));
    write_->setObjectName(QStringLiteral("writeHandover"));
    take_->setObjectName(QStringLiteral("takeHandover"));
    asideList_->setObjectName(QStringLiteral("setAside"));
    for (auto* edit : {words_, again_, takeWords_}) edit->setEchoMode(QLineEdit::Password);
    for (auto* label : {writeAbout_, takeAbout_}) label->setWordWrap(true);
    wordsLabel_->setBuddy(words_);
    againLabel_->setBuddy(again_);
    takeWordsLabel_->setBuddy(takeWords_);
    asideList_->setColumnCount(5);
    asideList_->setSelectionBehavior(QAbstractItemView::SelectRows);
    asideList_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    asideList_->setTabKeyNavigation(false);
    asideList_->verticalHeader()->hide();

    auto* top = new QHBoxLayout;
    top->addWidget(back_);
    top->addWidget(title_);
    top->addStretch(1);
    auto* write = new QFormLayout(writeBox_);
    write->addRow(writeAbout_);
    write->addRow(wordsLabel_, words_);
    write->addRow(againLabel_, again_);
    write->addRow(write_);
    auto* take = new QFormLayout(takeBox_);
    take->addRow(takeAbout_);
    take->addRow(takeWordsLabel_, takeWords_);
    take->addRow(take_);
    auto* aside = new QVBoxLayout(asideBox_);
    aside->addWidget(asideList_);
    auto* asideButtons = new QHBoxLayout;
    asideButtons->addWidget(compare_);
    asideButtons->addStretch(1);
    aside->addLayout(asideButtons);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addWidget(writeBox_, 1);
    columns->addWidget(takeBox_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(12);
    layout->addLayout(top);
    layout->addLayout(columns);
    layout->addWidget(asideBox_, 1);
    layout->addStretch();
    setFocusProxy(words_);
    connect(back_, &QPushButton::clicked, this, &HandoverPage::backRequested);
    auto* escape = new QAction(this);
    escape->setShortcut(QKeySequence{Qt::Key_Escape});
    escape->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QAction::triggered, this, &HandoverPage::backRequested);
    addAction(escape);
    connect(write_, &QPushButton::clicked, this, [this] {
        auto const name = tr("hand-over-%1.zbh").arg(toQt(toText(dayInChina(program_.clock().now()))));
        auto const file = QFileDialog::getSaveFileName(this, tr("Write the hand-over file"), name, tr("Hand-over files (*.zbh)"));
        if (!file.isEmpty()) writeTo(pathOf(fromQt(file)));
    });
    connect(take_, &QPushButton::clicked, this, [this] {
        auto const file = QFileDialog::getOpenFileName(this, tr("Take over a hand-over file"), {}, tr("Hand-over files (*.zbh)"));
        if (!file.isEmpty()) takeFrom(pathOf(fromQt(file)));
    });
    connect(compare_, &QPushButton::clicked, this, &HandoverPage::compareCurrent);
    connect(asideList_, &QTableWidget::activated, this, &HandoverPage::compareCurrent);
    wordAnew();
}

void HandoverPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QWidget::changeEvent(event);
}

void HandoverPage::wordAnew() {
    back_->setText(tr("Back"));
    title_->setText(tr("Hand over, take over"));
    writeBox_->setTitle(tr("To the next bookkeeper or computer"));
    writeAbout_->setText(tr("One file with all units, drafts, sealed filings, attachments and keys. The keys are protected by a passphrase of at least %1 characters; tell it by "
                            "another way than the file. The figures are not encrypted: keep the file as you would keep the books.")
                             .arg(shortestPassphrase));
    wordsLabel_->setText(tr("&Passphrase"));
    againLabel_->setText(tr("Passphrase a&gain"));
    write_->setText(tr("Write the hand-over file…"));
    takeBox_->setTitle(tr("From the one before"));
    takeAbout_->setText(tr("What is in the file is added to what is here. Nothing is overwritten: where both have a version of the same filing and they differ, both are kept."));
    takeWordsLabel_->setText(tr("Pass&phrase of the file"));
    take_->setText(tr("Take over a file…"));
    asideBox_->setTitle(tr("Versions that were set aside"));
    asideList_->setHorizontalHeaderLabels({tr("Unit"), tr("Period"), tr("Report"), tr("Version"), tr("Set aside at")});
    asideList_->setAccessibleName(tr("Versions that were set aside"));
    compare_->setText(tr("Compare with the one in its place…"));
    fitToWords(*this);
    refresh();
}

void HandoverPage::refresh() {
    auto aside = setAsideVersions(program_.store());
    if (!aside) {
        Q_EMIT failed(aside.error());
        return;
    }
    aside_ = *std::move(aside);
    auto const language = program_.language().current();
    asideList_->setRowCount(static_cast<int>(aside_.size()));
    for (std::size_t number = 0; number < aside_.size(); ++number) {
        auto const& one = aside_[number];
        auto const edition = program_.library().find(one.edition);
        auto const* set = edition ? (*edition)->findFormSet(one.formSet) : nullptr;
        QString const texts[] = {toQt(one.unitName.empty() ? one.unit : one.unitName), periodWords(one.period, language), toQt(set == nullptr ? one.formSet : set->title.in(language)),
                                 QString::number(one.version), toQt(chinaTimeText(one.setAsideAt))};
        for (int column = 0; column < 5; ++column) asideList_->setItem(static_cast<int>(number), column, new QTableWidgetItem(texts[column]));
    }
    asideList_->resizeColumnsToContents();
    asideList_->horizontalHeader()->setStretchLastSection(true);
    asideBox_->setVisible(!aside_.empty());
}

void HandoverPage::writeTo(std::filesystem::path const& file) {
    if (words_->text() != again_->text()) {
        again_->setFocus();
        Q_EMIT failed(Error{error::passphrasesDiffer, {}, {}});
        return;
    }
    auto const written = [&]() -> Result<> {
        ZHIBAO_TRY(auto const bytes, writeHandover(program_.store(), program_.dataFolder(), fromQt(words_->text()), program_.clock()));
        return writeFile(file, bytes, FileAccess::ownerOnly);
    }();
    if (!written) {
        words_->setFocus();
        Q_EMIT failed(written.error());
        return;
    }
    words_->clear();
    again_->clear();
    Q_EMIT said([file] { return tr("Everything is in %1. Tell the passphrase by another way.").arg(toQt(toText(file))); });
}

void HandoverPage::takeFrom(std::filesystem::path const& file) {
    auto const taken = [&]() -> Result<HandoverReport> {
        ZHIBAO_TRY(auto const bytes, readFile(file));
        return inside(toText(file), takeOver(program_.store(), program_.dataFolder(), bytes, fromQt(takeWords_->text()), program_.clock().now()));
    }();
    if (!taken) {
        takeWords_->setFocus();
        Q_EMIT failed(taken.error());
        return;
    }
    takeWords_->clear();
    refresh();
    Q_EMIT changed();
    Q_EMIT said([report = *taken] {
        auto words = tr("Versions taken over: %1; here already: %2; keys: %3.").arg(report.taken).arg(report.same).arg(report.keysTaken);
        if (report.setAside > 0) words += QLatin1Char(' ') + tr("Set aside because they differ: %1.").arg(report.setAside);
        if (!report.keysSetAside.empty()) words += QLatin1Char(' ') + tr("Another key of the unit is here; the one handed over was put beside it. Ask the bureau which one it knows.");
        return words;
    });
}

void HandoverPage::compareCurrent() {
    int const row = asideList_->currentRow();
    if (row < 0 || row >= static_cast<int>(aside_.size())) return;
    auto const& one = aside_[static_cast<std::size_t>(row)];
    auto const inPlace = program_.store().find(one.unit, one.formSet, one.period);
    if (!inPlace) Q_EMIT failed(inPlace.error());
    else if (*inPlace) Q_EMIT comparisonRequested((*inPlace)->id);
}

}  // namespace zhibao
