#include "enterprise/home_page.h"

#include <algorithm>

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "answers/filing.h"
#include "base/text.h"
#include "calendar/edition_choice.h"
#include "calendar/validity.h"
#include "enterprise/drafts_model.h"
#include "enterprise/due_periods.h"
#include "i18n/sentences.h"
#include "register/credit_code.h"
#include "ui/icons.h"
#include "ui/period_words.h"
#include "ui/steady.h"
#include "ui/text.h"

namespace zhibao {

namespace {

constexpr std::size_t creditCodeLength = 18;

/// What a form asks of the unit that is known already, so that nobody types it twice.
void fillWhatIsKnown(Filing& filing, Edition const& edition, std::string const& code, std::string const& name) {
    for (auto& answers : filing.forms) {
        auto const* form = edition.findForm(answers.form);
        if (form == nullptr || form->kind != FormKind::record || answers.rows.empty()) continue;
        for (std::size_t position = 0; position < form->columns.size(); ++position) {
            auto const& column = form->columns[position];
            auto& cell = answers.rows.front().cells[position];
            if (!isBlank(cell) || column.kind != ColumnKind::text) continue;
            if (column.conceptId == "unitCode") cell = code;
            if (column.conceptId == "unitName" && !name.empty()) cell = name;
        }
    }
}

}  // namespace

HomePage::HomePage(Program& program, QWidget* parent)
    : QWidget(parent), program_(program), beginBox_(new QGroupBox(this)), codeLabel_(new QLabel(this)), code_(new QLineEdit(this)),
      codeState_(new QLabel(this)), nameLabel_(new QLabel(this)), name_(new QLineEdit(this)), setLabel_(new QLabel(this)), set_(new QComboBox(this)),
      periodLabel_(new QLabel(this)), period_(new QComboBox(this)), deadline_(new QLabel(this)), begin_(new QPushButton(this)),
      draftsBox_(new QGroupBox(this)), empty_(new QLabel(this)), drafts_(new DraftsModel(program, this)), table_(new QTableView(this)),
      open_(new QPushButton(this)), correct_(new QPushButton(this)) {
    code_->setObjectName(QStringLiteral("unitCode"));
    name_->setObjectName(QStringLiteral("unitName"));
    set_->setObjectName(QStringLiteral("formSet"));
    period_->setObjectName(QStringLiteral("period"));
    begin_->setObjectName(QStringLiteral("begin"));
    table_->setObjectName(QStringLiteral("drafts"));
    codeState_->setObjectName(QStringLiteral("unitCodeState"));
    deadline_->setObjectName(QStringLiteral("deadline"));
    codeLabel_->setBuddy(code_);
    nameLabel_->setBuddy(name_);
    setLabel_->setBuddy(set_);
    periodLabel_->setBuddy(period_);
    code_->setMaxLength(40);  // pasted with spaces or in full width
    code_->setInputMethodHints(Qt::ImhLatinOnly | Qt::ImhPreferUppercase | Qt::ImhNoPredictiveText);
    codeState_->setWordWrap(true);
    deadline_->setWordWrap(true);
    ignoreWheel(set_);
    ignoreWheel(period_);
    begin_->setDefault(true);

    auto* form = new QVBoxLayout(beginBox_);
    auto const add = [form](QLabel* label, QWidget* field) {
        form->addWidget(label);
        form->addWidget(field);
        form->addSpacing(6);
    };
    form->addWidget(codeLabel_);
    form->addWidget(code_);
    form->addWidget(codeState_);
    form->addSpacing(6);
    add(nameLabel_, name_);
    add(setLabel_, set_);
    form->addWidget(periodLabel_);
    form->addWidget(period_);
    form->addWidget(deadline_);
    form->addSpacing(12);
    form->addWidget(begin_);
    form->addStretch(1);
    beginBox_->setFixedWidth(fontMetrics().horizontalAdvance(QStringLiteral("中")) * 24);

    table_->setModel(drafts_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setTabKeyNavigation(false);
    table_->setShowGrid(false);
    table_->setAlternatingRowColors(true);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 2);
    table_->horizontalHeader()->setSectionResizeMode(DraftsModel::unitColumn, QHeaderView::Stretch);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setHighlightSections(false);
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setForegroundRole(QPalette::PlaceholderText);

    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(correct_);
    buttons->addWidget(open_);
    auto* list = new QVBoxLayout(draftsBox_);
    list->addWidget(empty_, 1);
    list->addWidget(table_, 1);
    list->addLayout(buttons);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(16);
    layout->addWidget(beginBox_);
    layout->addWidget(draftsBox_, 1);

    connect(code_, &QLineEdit::textChanged, this, &HomePage::judgeCode);
    connect(set_, &QComboBox::currentIndexChanged, this, &HomePage::fillPeriods);
    connect(period_, &QComboBox::currentIndexChanged, this, &HomePage::showDeadline);
    connect(begin_, &QPushButton::clicked, this, &HomePage::begin);
    for (auto* field : {code_, name_}) connect(field, &QLineEdit::returnPressed, this, &HomePage::begin);
    connect(table_, &QTableView::activated, this, &HomePage::openSelected);
    connect(open_, &QPushButton::clicked, this, &HomePage::openSelected);
    connect(correct_, &QPushButton::clicked, this, [this] {
        if (auto const* entry = drafts_->entryAt(table_->currentIndex().row())) Q_EMIT correctionRequested(entry->id);
    });
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &HomePage::updateButtons);

    wordAnew();
    refresh();
    if (auto const units = program_.store().units(); units && !units->empty()) {
        code_->setText(toQt(units->front().code));
        name_->setText(toQt(units->front().name));
    }
    chooseWhatIsDue();
}

void HomePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QWidget::changeEvent(event);
}

void HomePage::wordAnew() {
    beginBox_->setTitle(tr("Begin a report"));
    codeLabel_->setText(tr("&Unified social credit code"));
    code_->setPlaceholderText(tr("18 characters"));
    nameLabel_->setText(tr("&Name of the unit"));
    setLabel_->setText(tr("&Report"));
    periodLabel_->setText(tr("&Period"));
    begin_->setText(tr("Open the form"));
    draftsBox_->setTitle(tr("Drafts on this computer"));
    empty_->setText(tr("Nothing here yet. Enter the unit on the left, choose report and period and open the form: from then on every answer is kept on this "
                       "computer within two seconds."));
    table_->setAccessibleName(tr("Drafts on this computer"));
    open_->setText(tr("Open"));
    correct_->setText(tr("Begin a correction"));
    drafts_->wordAnew();
    fitColumns();
    fillSets();
    judgeCode();
}

void HomePage::fillSets() {
    auto const language = program_.language().current();
    auto const chosen = set_->currentData().toString();
    auto const period = period_->currentData().toString();
    {
        QSignalBlocker const blocker{set_};
        set_->clear();
        for (auto const& edition : program_.editions())
            for (auto const& set : edition->formSets)
                if (set_->findData(toQt(set.id)) < 0) set_->addItem(toQt(set.title.in(language)), toQt(set.id));
        if (int const place = set_->findData(chosen); place >= 0) set_->setCurrentIndex(place);
    }
    fillPeriods();
    if (int const place = period_->findData(period); place >= 0) period_->setCurrentIndex(place);
}

void HomePage::fillPeriods() {
    auto const language = program_.language().current();
    QSignalBlocker const blocker{period_};
    period_->clear();
    for (auto const& one : offeredPeriods(program_, fromQt(set_->currentData().toString())))
        period_->addItem(periodWords(one.period, language) + QStringLiteral(" · ") + deadlineText(one), toQt(toText(one.period)));
    showDeadline();
}

QString HomePage::deadlineText(OfferedPeriod const& one) const {
    if (!one.window) return tr("no deadline is known");
    auto const& time = one.time;
    if (time.state == WindowState::notYetOpen) return tr("opens on %1").arg(toQt(toText(dayInChina(one.window->opens))));
    if (time.state == WindowState::closed) return tr("was due on %1").arg(toQt(toText(dayInChina(one.window->deadline))));
    return time.daysLeft == 0 ? tr("due today") : tr("days left: %1").arg(time.daysLeft);
}

void HomePage::showDeadline() {
    QStringList lines;
    auto const setId = fromQt(set_->currentData().toString());
    auto const chosen = fromQt(period_->currentData().toString());
    for (auto const& one : offeredPeriods(program_, setId)) {
        if (toText(one.period) != chosen || !one.window) continue;
        auto const day = toQt(toText(dayInChina(one.window->deadline)));
        auto text = one.time.state == WindowState::closed ? tr("Was due until %1, 24:00").arg(day) : tr("Due until %1, 24:00").arg(day);
        if (one.time.state == WindowState::open && one.time.workdaysLeft) text += tr("; workdays left after today: %1").arg(*one.time.workdaysLeft);
        lines.append(text);
    }
    if (auto const words = owingText(setId, chosen); !words.isEmpty()) lines.append(words);
    deadline_->setText(lines.join(QLatin1Char('\n')));
}

QString HomePage::owingText(std::string const& setId, std::string const& periodId) const {
    auto const code = UnitCode::parse(trimmed(normalized(fromQt(code_->text()))));
    auto const period = parsePeriod(periodId);
    auto const edition = period ? program_.editionFor(*period) : nullptr;
    auto const* set = edition == nullptr ? nullptr : edition->findFormSet(setId);
    if (!code || set == nullptr) return {};
    auto const language = program_.language().current();
    switch (owes(*set, profileOf(program_, code->text()))) {
        case Owing::owed: return {};
        case Owing::notOwed: return tr("This unit need not file it: %1.").arg(toQt(set->notOwed.in(language)));
        case Owing::unknown: break;
    }
    QStringList reasons;
    for (auto const& condition : set->owedWhen) reasons.append(toQt(condition.reason.in(language)));
    return tr("To be filed when %1.").arg(reasons.join(tr(" or ")));
}

void HomePage::chooseWhatIsDue() {
    auto const code = UnitCode::parse(trimmed(normalized(fromQt(code_->text()))));
    auto const due = dueNext(program_, code ? code->text() : std::string{});
    if (!due) return;
    if (int const place = set_->findData(toQt(due->formSet)); place >= 0) set_->setCurrentIndex(place);
    if (int const place = period_->findData(toQt(toText(due->period))); place >= 0) period_->setCurrentIndex(place);
}

void HomePage::judgeCode() {
    auto const language = program_.language().current();
    auto const typed = trimmed(normalized(fromQt(code_->text())));
    showDeadline();
    if (typed.empty()) {
        codeState_->setText(tr("As on the business licence; the last character checks the others."));
        codeState_->setForegroundRole(QPalette::PlaceholderText);
        return;
    }
    codeState_->setForegroundRole(QPalette::WindowText);
    auto const code = UnitCode::parse(typed);
    if (code) {
        codeState_->setText(QStringLiteral("✓ ") + tr("The check character is right."));
        if (name_->text().isEmpty())
            if (auto const units = program_.store().units())
                for (auto const& unit : *units)
                    if (unit.code == code->text()) name_->setText(toQt(unit.name));
    } else if (characterCount(typed) < creditCodeLength && code.error().code == error::creditCodeLength) {
        codeState_->setText(tr("%1 of 18 characters").arg(characterCount(typed)));
    } else {
        codeState_->setText(QStringLiteral("✗ ") + toQt(sentence(code.error(), language)));
    }
}

Result<qint64> HomePage::beginDraft() {
    ZHIBAO_TRY(auto const code, UnitCode::parse(fromQt(code_->text())));
    ZHIBAO_TRY(auto const period, parsePeriod(fromQt(period_->currentData().toString())));
    auto const setId = fromQt(set_->currentData().toString());
    auto const edition = program_.editionFor(period);
    auto const* set = edition == nullptr ? nullptr : edition->findFormSet(setId);
    if (edition == nullptr) return tl::unexpected(noEditionFor(program_.editions(), period));
    if (set == nullptr) return tl::unexpected(unknownFormSet(setId, *edition));
    ZHIBAO_CHECK(checkValidity(*edition, *set, period));
    auto& store = program_.store();
    auto const now = program_.clock().now();
    auto const name = trimmed(fromQt(name_->text()));
    ZHIBAO_CHECK(store.saveUnit(code.text(), name, now));
    ZHIBAO_TRY(auto const present, store.find(code.text(), setId, toText(period)));
    if (present) return present->id;
    auto filing = newFiling(*edition, *set, code.text(), toText(period));
    fillWhatIsKnown(filing, *edition, code.text(), name);
    // The same people sign every quarter; only the day is another.
    ZHIBAO_TRY(auto const drafts, store.newest());
    for (auto const& draft : drafts) {
        if (draft.unit != code.text()) continue;
        if (auto const draftEdition = program_.library().find(draft.edition))
            if (auto const earlier = store.load(draft.id, **draftEdition)) filing.signatories = earlier->signatories;
        filing.signatories.reportDate.clear();
        break;
    }
    return store.add(filing, *edition, now);
}

void HomePage::begin() {
    auto const draft = beginDraft();
    if (!draft) {
        Q_EMIT failed(draft.error());
        return;
    }
    Q_EMIT openRequested(*draft);
}

void HomePage::openSelected() {
    if (auto const* entry = drafts_->entryAt(table_->currentIndex().row())) Q_EMIT openRequested(entry->id);
}

void HomePage::refresh() {
    auto const drafts = program_.store().newest();
    if (!drafts) {
        Q_EMIT failed(drafts.error());
        return;
    }
    auto const* current = drafts_->entryAt(table_->currentIndex().row());
    auto const id = current == nullptr ? std::int64_t{0} : current->id;
    drafts_->show(*drafts);
    empty_->setVisible(drafts->empty());
    table_->setVisible(!drafts->empty());
    int row = 0;
    for (int candidate = 0; candidate < drafts_->rowCount(); ++candidate)
        if (drafts_->entryAt(candidate)->id == id) row = candidate;
    if (drafts_->rowCount() > 0) table_->setCurrentIndex(drafts_->index(row, 0));
    setFocusProxy(drafts->empty() ? static_cast<QWidget*>(code_) : table_);
    fitColumns();
    updateButtons();
}

void HomePage::fitColumns() {
    int const room = fontMetrics().averageCharWidth() * 3;
    for (int column = DraftsModel::unitColumn + 1; column < drafts_->columnCount(); ++column) {
        table_->resizeColumnToContents(column);
        table_->setColumnWidth(column, table_->columnWidth(column) + room);
    }
}

void HomePage::updateButtons() {
    auto const* entry = drafts_->entryAt(table_->currentIndex().row());
    open_->setEnabled(entry != nullptr);
    correct_->setEnabled(entry != nullptr && entry->seal.has_value());
}

}  // namespace zhibao
