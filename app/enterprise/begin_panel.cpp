#include "enterprise/begin_panel.h"

#include <algorithm>

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "base/text.h"
#include "enterprise/begin_report.h"
#include "enterprise/due_periods.h"
#include "enterprise/unit_code_field.h"
#include "ui/period_words.h"
#include "ui/steady.h"
#include "ui/text.h"

namespace zhibao {

BeginPanel::BeginPanel(Program& program, QWidget* parent)
    : QGroupBox(parent), program_(program), codeLabel_(new QLabel(this)), code_(new UnitCodeField(QStringLiteral("unitCode"), program.language(), this)), nameLabel_(new QLabel(this)),
      name_(new QLineEdit(this)), setLabel_(new QLabel(this)), set_(new QComboBox(this)), periodLabel_(new QLabel(this)), period_(new QComboBox(this)),
      deadline_(new QLabel(this)), begin_(new QPushButton(this)) {
    name_->setObjectName(QStringLiteral("unitName"));
    set_->setObjectName(QStringLiteral("formSet"));
    period_->setObjectName(QStringLiteral("period"));
    begin_->setObjectName(QStringLiteral("begin"));
    deadline_->setObjectName(QStringLiteral("deadline"));
    codeLabel_->setBuddy(code_);
    nameLabel_->setBuddy(name_);
    setLabel_->setBuddy(set_);
    periodLabel_->setBuddy(period_);
    deadline_->setWordWrap(true);
    ignoreWheel(set_);
    ignoreWheel(period_);
    begin_->setDefault(true);

    auto* form = new QVBoxLayout(this);
    form->setContentsMargins(8, 4, 8, 8);
    form->setSpacing(fontMetrics().height() / 6);
    auto const add = [form](QLabel* label, QWidget* field) {
        form->addWidget(label);
        form->addWidget(field);
    };
    add(codeLabel_, code_);
    add(nameLabel_, name_);
    add(setLabel_, set_);
    add(periodLabel_, period_);
    form->addWidget(deadline_);
    form->addWidget(begin_);

    connect(code_, &UnitCodeField::changed, this, &BeginPanel::takeCode);
    connect(set_, &QComboBox::currentIndexChanged, this, &BeginPanel::fillPeriods);
    connect(period_, &QComboBox::currentIndexChanged, this, &BeginPanel::showDeadline);
    connect(begin_, &QPushButton::clicked, this, &BeginPanel::begin);
    connect(code_, &UnitCodeField::entered, this, &BeginPanel::begin);
    connect(name_, &QLineEdit::returnPressed, this, &BeginPanel::begin);
    setFocusProxy(code_);
    wordAnew();
}

void BeginPanel::showUnit(QString const& code, QString const& name) {
    code_->line().setText(code);
    name_->setText(name);
    chooseWhatIsDue();
}

void BeginPanel::refresh() {
    showDeadline();
}

void BeginPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QGroupBox::changeEvent(event);
}

void BeginPanel::wordAnew() {
    setTitle(tr("Begin a report"));
    codeLabel_->setText(tr("&Unified social credit code"));
    nameLabel_->setText(tr("&Name of the unit"));
    setLabel_->setText(tr("&Report"));
    periodLabel_->setText(tr("&Period"));
    begin_->setText(tr("Open the form"));
    code_->wordAnew();
    fillSets();
}

void BeginPanel::fillSets() {
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

void BeginPanel::fillPeriods() {
    auto const language = program_.language().current();
    QSignalBlocker const blocker{period_};
    period_->clear();
    for (auto const& one : offeredPeriods(program_, fromQt(set_->currentData().toString())))
        period_->addItem(periodWords(one.period, language) + QStringLiteral(" · ") + deadlineText(one), toQt(toText(one.period)));
    showDeadline();
}

QString BeginPanel::deadlineText(OfferedPeriod const& one) const {
    if (!one.window) return tr("no deadline is known");
    auto const& time = one.time;
    if (time.state == WindowState::notYetOpen) return tr("opens on %1").arg(toQt(toText(dayInChina(one.window->opens))));
    if (time.state == WindowState::closed) return tr("was due on %1").arg(toQt(toText(dayInChina(one.window->deadline))));
    return time.daysLeft == 0 ? tr("due today") : tr("days left: %1").arg(time.daysLeft);
}

void BeginPanel::showDeadline() {
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

QString BeginPanel::owingText(std::string const& setId, std::string const& periodId) const {
    auto const code = code_->code();
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

void BeginPanel::chooseWhatIsDue() {
    auto const code = code_->code();
    auto const due = dueNext(program_, code ? code->text() : std::string{});
    if (!due) return;
    if (int const place = set_->findData(toQt(due->formSet)); place >= 0) set_->setCurrentIndex(place);
    if (int const place = period_->findData(toQt(toText(due->period))); place >= 0) period_->setCurrentIndex(place);
}

void BeginPanel::takeCode() {
    showDeadline();
    auto const code = code_->code();
    if (!code || !name_->text().isEmpty()) return;
    if (auto const units = program_.store().units(true))
        for (auto const& unit : *units)
            if (unit.code == code->text()) name_->setText(toQt(unit.name));
}

Result<qint64> BeginPanel::beginDraft() {
    ZHIBAO_TRY(auto const code, code_->code());
    ZHIBAO_TRY(auto const period, parsePeriod(fromQt(period_->currentData().toString())));
    ZHIBAO_CHECK(program_.store().saveUnit(code.text(), trimmed(fromQt(name_->text())), program_.clock().now()));
    return beginReport(program_, code.text(), fromQt(set_->currentData().toString()), period);
}

void BeginPanel::begin() {
    auto const draft = beginDraft();
    if (draft) Q_EMIT openRequested(*draft);
    else Q_EMIT failed(draft.error());
}

}  // namespace zhibao
