#include "enterprise/versions_page.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "answers/edit.h"
#include "i18n/head_words.h"
#include "store/handover.h"
#include "ui/text.h"

namespace zhibao {

namespace {

enum Column { placeColumn, rowColumn, whatColumn, beforeColumn, afterColumn, columnCount };

QString cellText(Cell const& cell, std::string const& formId, std::string const& columnId, Edition const& edition, Language language) {
    auto const* form = edition.findForm(formId);
    auto const column = form == nullptr ? std::nullopt : form->indexOf(columnId);
    return column ? toQt(displayText(cell, form->columns[*column], Unit::one, language, edition)) : QString{};
}

}  // namespace

VersionsPage::VersionsPage(Program& program, QWidget* parent)
    : QWidget(parent), program_(program), back_(new QPushButton(this)), title_(new QLabel(this)), beforeLabel_(new QLabel(this)), before_(new QComboBox(this)),
      afterLabel_(new QLabel(this)), after_(new QComboBox(this)), state_(new QLabel(this)), table_(new QTableWidget(this)) {
    auto font = title_->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setBold(true);
    title_->setFont(font);
    before_->setObjectName(QStringLiteral("versionBefore"));
    after_->setObjectName(QStringLiteral("versionAfter"));
    beforeLabel_->setBuddy(before_);
    afterLabel_->setBuddy(after_);
    state_->setWordWrap(true);
    state_->setObjectName(QStringLiteral("differenceState"));
    table_->setObjectName(QStringLiteral("differences"));
    table_->setColumnCount(columnCount);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setTabKeyNavigation(false);
    table_->setAlternatingRowColors(true);
    table_->verticalHeader()->hide();
    auto* top = new QHBoxLayout;
    top->addWidget(back_);
    top->addWidget(title_);
    top->addStretch(1);
    auto* choice = new QHBoxLayout;
    for (QWidget* widget : {static_cast<QWidget*>(beforeLabel_), static_cast<QWidget*>(before_), static_cast<QWidget*>(afterLabel_), static_cast<QWidget*>(after_)}) choice->addWidget(widget);
    choice->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->addLayout(top);
    layout->addLayout(choice);
    layout->addWidget(state_);
    layout->addWidget(table_, 1);
    setFocusProxy(before_);
    connect(back_, &QPushButton::clicked, this, &VersionsPage::backRequested);
    auto* escape = new QAction(this);
    escape->setShortcut(QKeySequence{Qt::Key_Escape});
    escape->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QAction::triggered, this, &VersionsPage::backRequested);
    addAction(escape);
    connect(before_, &QComboBox::currentIndexChanged, this, &VersionsPage::compare);
    connect(after_, &QComboBox::currentIndexChanged, this, &VersionsPage::compare);
    wordAnew();
}

void VersionsPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QWidget::changeEvent(event);
}

QString VersionsPage::wordsOf(Choice const& choice) const {
    auto const words = choice.isSealed ? tr("Version %1, sealed").arg(choice.version) : tr("Version %1, draft").arg(choice.version);
    return choice.isSetAside ? tr("%1, set aside").arg(words) : words;
}

void VersionsPage::wordAnew() {
    back_->setText(tr("Back"));
    title_->setText(tr("Compare versions"));
    beforeLabel_->setText(tr("&From"));
    afterLabel_->setText(tr("&To"));
    table_->setHorizontalHeaderLabels({tr("Form"), tr("Row"), tr("What"), tr("Before"), tr("After")});
    table_->setAccessibleName(tr("What the two versions say differently"));
    for (std::size_t number = 0; number < choices_.size(); ++number) {
        before_->setItemText(static_cast<int>(number), wordsOf(choices_[number]));
        after_->setItemText(static_cast<int>(number), wordsOf(choices_[number]));
    }
    compare();
    fitToWords(*this);
}

void VersionsPage::show(DraftEntry const& draft) {
    choices_.clear();
    auto const versions = program_.store().versionsOf(draft.unit);
    auto const aside = setAsideVersions(program_.store());
    if (!versions || !aside) {
        Q_EMIT failed(versions ? aside.error() : versions.error());
        return;
    }
    for (auto const& one : *aside)
        if (one.unit == draft.unit && one.formSet == draft.formSet && one.period == draft.period) choices_.push_back({one.id, true, one.version, one.edition, one.identity.has_value()});
    for (auto const& one : *versions)
        if (one.formSet == draft.formSet && one.period == draft.period) choices_.push_back({one.id, false, one.version, one.edition, one.seal.has_value()});
    QSignalBlocker const quietBefore{before_};
    QSignalBlocker const quietAfter{after_};
    before_->clear();
    after_->clear();
    for (auto const& choice : choices_) {
        before_->addItem(wordsOf(choice));
        after_->addItem(wordsOf(choice));
    }
    auto const last = static_cast<int>(choices_.size()) - 1;
    before_->setCurrentIndex(std::max(last - 1, 0));
    after_->setCurrentIndex(last);
    compare();
}

Result<Filing> VersionsPage::load(Choice const& choice, Edition const& edition) {
    return choice.isSetAside ? readSetAside(program_.store(), choice.id, edition) : program_.store().load(choice.id, edition);
}

void VersionsPage::compare() {
    table_->setRowCount(0);
    if (before_->currentIndex() < 0 || after_->currentIndex() < 0 || choices_.size() < 2) {
        state_->setText(choices_.empty() ? QString{} : tr("There is only one version yet."));
        return;
    }
    auto const& first = choices_[static_cast<std::size_t>(before_->currentIndex())];
    auto const& second = choices_[static_cast<std::size_t>(after_->currentIndex())];
    auto const compared = [&]() -> Result<> {
        ZHIBAO_TRY(auto const editionBefore, program_.library().find(first.edition));
        ZHIBAO_TRY(auto const editionAfter, program_.library().find(second.edition));
        ZHIBAO_TRY(auto const before, load(first, *editionBefore));
        ZHIBAO_TRY(auto const after, load(second, *editionAfter));
        ZHIBAO_TRY(auto const difference, differenceOf({before, *editionBefore}, {after, *editionAfter}));
        list(difference, *editionBefore, *editionAfter);
        return {};
    }();
    if (!compared) Q_EMIT failed(compared.error());
}

void VersionsPage::addLine(QString const& place, QString const& row, QString const& what, QString const& before, QString const& after) {
    int const line = table_->rowCount();
    table_->insertRow(line);
    QString const texts[] = {place, row, what, before, after};
    for (int column = 0; column < columnCount; ++column) {
        auto* item = new QTableWidgetItem(texts[column]);
        item->setToolTip(texts[column]);
        if (column == rowColumn) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        table_->setItem(line, column, item);
    }
}

void VersionsPage::list(VersionDifference const& difference, Edition const& before, Edition const& after) {
    auto const language = program_.language().current();
    auto const blank = tr("(blank)");
    auto const shown = [&](QString const& text) { return text.isEmpty() ? blank : text; };
    for (auto const& one : difference.head) {
        addLine(tr("Filing"), {}, toQt(headTitle(one.key, language)), toQt(headText(one.key, one.before, language)), toQt(headText(one.key, one.after, language)));
    }
    for (auto const& row : difference.rows) {
        auto const& edition = row.after ? after : before;
        auto const* form = edition.findForm(row.form);
        auto const place = form == nullptr ? toQt(row.form) : toQt(form->marks.number.in(language));
        auto const number = QString::number((row.after ? *row.after : row.before.value_or(0)) + 1);
        if (!row.before) addLine(place, number, tr("New row"), {}, {});
        if (!row.after) addLine(place, number, tr("Row removed"), {}, {});
        for (auto const& cell : row.cells) {
            auto const column = form == nullptr ? std::nullopt : form->indexOf(cell.column);
            addLine(place, number, column ? toQt(form->columns[*column].title.in(language)) : toQt(cell.column), shown(cellText(cell.before, row.form, cell.column, before, language)),
                    shown(cellText(cell.after, row.form, cell.column, after, language)));
        }
    }
    for (auto const& one : difference.explanations)
        addLine(tr("Filing"), {}, tr("Explanation of %1").arg(toQt(one.rule)), shown(toQt(one.before)), shown(toQt(one.after)));
    state_->setText(difference.isEmpty() ? tr("The two versions say the same.") : tr("Cells that differ: %1, in rows: %2.").arg(difference.cellCount()).arg(difference.rows.size()));
    table_->resizeColumnsToContents();
    int const widest = fontMetrics().horizontalAdvance(QStringLiteral("中")) * 20;
    for (int column = 0; column < columnCount; ++column) table_->setColumnWidth(column, std::min(table_->columnWidth(column), widest));
    table_->horizontalHeader()->setStretchLastSection(true);
}

}  // namespace zhibao
