#include "enterprise/unit_wizard.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "answers/edit.h"
#include "base/text.h"
#include "enterprise/begin_report.h"
#include "enterprise/record_view.h"
#include "enterprise/unit_code_field.h"
#include "form/concepts.h"
#include "store/begin_draft.h"
#include "ui/text.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode unitNameMissing{"unit-name-missing"};
}

namespace {

// What fits an office screen without scrolling.
constexpr std::size_t questionsAtOnce = 8;

}  // namespace

UnitWizard::UnitWizard(Program& program, QWidget* parent)
    : QWidget(parent), program_(program), title_(new QLabel(this)), place_(new QLabel(this)), progress_(new QProgressBar(this)), steps_(new QStackedWidget(this)),
      first_(new QWidget(this)), welcome_(new QLabel(first_)), codeLabel_(new QLabel(first_)), code_(new UnitCodeField(QStringLiteral("wizardCode"), program.language(), first_)),
      nameLabel_(new QLabel(first_)), name_(new QLineEdit(first_)), last_(new QWidget(this)), summary_(new QLabel(last_)), back_(new QPushButton(this)),
      later_(new QPushButton(this)), next_(new QPushButton(this)) {
    auto font = title_->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setBold(true);
    title_->setFont(font);
    progress_->setTextVisible(false);
    progress_->setFixedHeight(fontMetrics().height() / 2);
    name_->setObjectName(QStringLiteral("wizardName"));
    name_->setMaxLength(200);
    back_->setObjectName(QStringLiteral("wizardBack"));
    later_->setObjectName(QStringLiteral("wizardLater"));
    next_->setObjectName(QStringLiteral("wizardNext"));
    summary_->setObjectName(QStringLiteral("wizardSummary"));
    next_->setDefault(true);
    codeLabel_->setBuddy(code_);
    nameLabel_->setBuddy(name_);
    for (auto* label : {welcome_, summary_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }

    auto* firstLayout = new QVBoxLayout(first_);
    firstLayout->addWidget(welcome_);
    firstLayout->addSpacing(fontMetrics().height());
    firstLayout->addWidget(codeLabel_);
    firstLayout->addWidget(code_);
    firstLayout->addWidget(nameLabel_);
    firstLayout->addWidget(name_);
    firstLayout->addStretch(1);
    auto* lastLayout = new QVBoxLayout(last_);
    lastLayout->addWidget(summary_);
    lastLayout->addStretch(1);
    steps_->addWidget(first_);
    steps_->addWidget(last_);

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(later_);
    buttons->addStretch(1);
    buttons->addWidget(back_);
    buttons->addWidget(next_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->addWidget(title_);
    layout->addWidget(place_);
    layout->addWidget(progress_);
    layout->addWidget(steps_, 1);
    layout->addLayout(buttons);

    setTabOrder(later_, back_);
    setTabOrder(back_, next_);

    connect(code_, &UnitCodeField::entered, this, [this] { name_->setFocus(); });
    connect(name_, &QLineEdit::returnPressed, this, &UnitWizard::next);
    connect(next_, &QPushButton::clicked, this, &UnitWizard::next);
    connect(back_, &QPushButton::clicked, this, [this] { goTo(step() - 1); });
    connect(later_, &QPushButton::clicked, this, &UnitWizard::leave);
    setFocusProxy(code_);
    wordAnew();
}

UnitWizard::~UnitWizard() {
    closeProfile();
}

void UnitWizard::begin(QString const& code, QString const& name) {
    closeProfile();
    unit_.clear();
    code_->line().setText(code);
    name_->setText(name);
    goTo(0);
}

int UnitWizard::step() const {
    return steps_->currentIndex();
}

int UnitWizard::stepCount() const {
    return steps_->count();
}

RecordView* UnitWizard::questions() const {
    return qobject_cast<RecordView*>(steps_->currentWidget());
}

void UnitWizard::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QWidget::changeEvent(event);
}

void UnitWizard::wordAnew() {
    auto const language = program_.language().current();
    title_->setText(tr("Set up a unit"));
    welcome_->setText(tr("The program asks once who the unit is; every report begins with it. What you type is kept at once. Whatever you do not know now can be left open and answered later."));
    codeLabel_->setText(tr("&Unified social credit code"));
    nameLabel_->setText(tr("Full &name, as on the seal"));
    name_->setAccessibleName(tr("Full name, as on the seal"));
    progress_->setAccessibleName(tr("Progress"));
    back_->setText(tr("&Back"));
    later_->setText(tr("The rest &later"));
    code_->wordAnew();
    if (session_) session_->document().setLanguage(language);
    for (auto* view : views_) view->setLanguage(language);
    showNotes();
    goTo(step());
    fitToWords(*this);
}

void UnitWizard::goTo(int step) {
    auto const language = program_.language().current();
    bool const isAnother = step != this->step();
    steps_->setCurrentIndex(step);
    bool const isLast = views_.empty() ? false : step == stepCount() - 1;
    back_->setEnabled(step > 0);
    later_->setVisible(!isLast);
    next_->setText(isLast ? tr("&Done") : tr("Ne&xt"));
    // How many steps there are is known with the edition, that is after the first.
    auto const known = views_.empty() ? QString{} : tr("Step %1 of %2").arg(step + 1).arg(stepCount()) + QStringLiteral(" · ");
    auto const subject = step == 0 ? tr("Code and name") : isLast ? tr("Who signs, and what is left") : toQt(titles_[static_cast<std::size_t>(step - 1)].in(language));
    place_->setText(known + subject);
    progress_->setRange(0, stepCount() - 1);
    progress_->setValue(step);
    if (isLast) showSummary();
    if (!isAnother) return;
    if (auto* view = questions()) view->setFocus();
    else if (step == 0) code_->setFocus();
    else next_->setFocus();
}

Result<> UnitWizard::keepUnit() {
    ZHIBAO_TRY(auto const code, code_->code());
    auto const name = trimmed(fromQt(name_->text()));
    if (name.empty()) return fail(error::unitNameMissing);
    ZHIBAO_CHECK(program_.store().saveUnit(code.text(), name, program_.clock().now()));
    ZHIBAO_CHECK(program_.store().setUnitHidden(code.text(), false));
    if (unit_ != code.text()) closeProfile();
    unit_ = code.text();
    return {};
}

Result<> UnitWizard::openProfile() {
    if (session_) return {};
    ZHIBAO_TRY(auto const draft, beginProfile(program_, unit_));
    ZHIBAO_TRY(session_, DraftSession::open(program_.store(), program_.library(), program_.data(), program_.clock(), program_.dataFolder(), draft));
    makeSteps();
    return {};
}

void UnitWizard::makeSteps() {
    auto& document = session_->document();
    document.setLanguage(program_.language().current());
    auto const* form = document.edition().profileForm();
    if (form == nullptr) return;
    // Asked on the first step.
    std::set<std::size_t> asked;
    for (std::size_t position = 0; position < form->columns.size(); ++position)
        if (auto const& meaning = form->columns[position].conceptId; meaning == concepts::unitCode || meaning == concepts::unitName) asked.insert(position);
    for (auto const& sections : stepsOf(*form, questionsAtOnce, asked)) {
        auto* view = new RecordView(document, *form, sections, program_.language().current(), this);
        view->tell(session_->check().stillToFill());
        connect(view, &RecordView::refused, this, &UnitWizard::failed);
        connect(view, &RecordView::endReached, this, [this] { next_->setFocus(); });
        steps_->insertWidget(steps_->count() - 1, view);
        views_.push_back(view);
        LocalizedText title;
        for (auto const& section : sections) {
            title.zh += (title.zh.empty() ? "" : "、") + section.title.zh;
            title.en += (title.en.empty() ? "" : ", ") + section.title.en;
        }
        titles_.push_back(std::move(title));
    }
    connect(&session_->check(), &LiveCheck::judged, this, &UnitWizard::showNotes);
    connect(session_.get(), &DraftSession::saveFailed, this, &UnitWizard::failed);
}

void UnitWizard::showNotes() {
    if (!session_) return;
    for (auto* view : views_) view->setNotes(notesFor(session_->check().findings(), view->form().id, program_.language().current()));
}

void UnitWizard::showSummary() {
    auto const& document = session_->document();
    auto const language = program_.language().current();
    auto const* form = document.edition().profileForm();
    auto const& rows = document.rows(form->id);
    QStringList lines{tr("These persons sign the unit's reports:")};
    for (std::size_t position = 0; position < form->columns.size(); ++position) {
        auto const& column = form->columns[position];
        if (!isOfSigner(column)) continue;
        auto const answer = rows.empty() ? QString{} : toQt(displayText(rows.front().cells[position], column, Unit::one, language, document.edition()));
        lines.append(QStringLiteral("    ") + toQt(column.title.in(language)) + tr(": ") + (answer.isEmpty() ? tr("still open") : answer));
    }
    auto const judgement = session_->check().judgeNow();
    auto const open = judgement.blockingProblems.size() + judgement.blockingFindings.size();
    lines.append(QString{});
    lines.append(open == 0 ? tr("The profile is complete.") : tr("Still open in the profile: %1. The home page leads back to it whenever you like.").arg(open));
    lines.append(tr("On the home page each report that is due has a line, with a button for what to do next."));
    summary_->setText(lines.join(QLatin1Char('\n')));
}

void UnitWizard::next() {
    if (step() == 0) {
        auto const kept = keepUnit();
        auto const opened = kept ? openProfile() : kept;
        if (!opened) {
            Q_EMIT failed(opened.error());
            (kept.has_value() || kept.error().code == error::unitNameMissing ? static_cast<QWidget*>(name_) : code_)->setFocus();
            return;
        }
    }
    if (auto* view = questions()) view->takeTyping();
    if (step() < stepCount() - 1) goTo(step() + 1);
    else leave();
}

void UnitWizard::leave() {
    // Who wrote a code and a name has a unit, also without another step.
    if (step() == 0 && !code_->line().text().isEmpty() && !name_->text().isEmpty())
        if (auto const kept = keepUnit(); !kept) Q_EMIT failed(kept.error());
    closeProfile();
    Q_EMIT left(toQt(unit_));
}

void UnitWizard::closeProfile() {
    if (!session_) return;
    for (auto* view : views_) view->takeTyping();
    auto const kept = session_->save().and_then([&] { return rememberSignatoriesOfProfile(program_.store(), session_->document().filing(), session_->document().edition()); });
    if (!kept) Q_EMIT failed(kept.error());
    for (auto* view : views_) delete view;
    views_.clear();
    titles_.clear();
    session_.reset();
}

}  // namespace zhibao
