#include "enterprise/guide_panel.h"

#include <algorithm>

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include "i18n/sentences.h"
#include "ui/steady.h"
#include "ui/text.h"

namespace zhibao {

GuidePanel::GuidePanel(QWidget* parent)
    : QWidget(parent), about_(new QLabel(this)), question_(new QLabel(this)), help_(new QLabel(this)), answers_(new QListWidget(this)),
      shares_(new QWidget(this)), grid_(new QGridLayout(shares_)), result_(new QLabel(this)), apply_(new QPushButton(this)), back_(new QPushButton(this)) {
    answers_->setObjectName(QStringLiteral("guideAnswers"));
    question_->setObjectName(QStringLiteral("guideQuestion"));
    result_->setObjectName(QStringLiteral("guideResult"));
    apply_->setObjectName(QStringLiteral("guideApply"));
    back_->setObjectName(QStringLiteral("guideBack"));
    for (auto* label : {about_, question_, help_, result_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    auto bold = question_->font();
    bold.setBold(true);
    question_->setFont(bold);
    answers_->setWordWrap(true);
    answers_->setSpacing(2);
    answers_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    answers_->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setColumnStretch(2, 1);

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(back_);
    buttons->addStretch(1);
    buttons->addWidget(apply_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(about_);
    layout->addWidget(question_);
    layout->addWidget(answers_, 1);
    layout->addWidget(shares_);
    layout->addWidget(result_);
    layout->addWidget(help_);
    layout->addStretch(1);
    layout->addLayout(buttons);

    for (QWidget* widget : std::initializer_list<QWidget*>{answers_, apply_, back_}) widget->installEventFilter(this);
    connect(answers_, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { answer(answers_->row(item)); });
    connect(apply_, &QPushButton::clicked, this, &GuidePanel::apply);
    connect(back_, &QPushButton::clicked, this, &GuidePanel::goBack);
    wordAnew();
    showState();
}

void GuidePanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QWidget::changeEvent(event);
}

void GuidePanel::wordAnew() {
    answers_->setAccessibleName(tr("Answers"));
    apply_->setText(tr("Put in row (Enter)"));
    back_->setText(tr("Back (Backspace)"));
}

void GuidePanel::setLanguage(Language language) {
    language_ = language;
    showState();
}

void GuidePanel::setUnit(Unit unit) {
    unit_ = unit;
    showState();
}

void GuidePanel::setEditable(bool isEditable) {
    isEditable_ = isEditable;
    showState();
}

Form const& GuidePanel::form() const {
    return *edition_->findForm(guide_->form);
}

std::string GuidePanel::titleOf(std::string const& column) const {
    return form().columns[*form().indexOf(column)].title.in(language_);
}

void GuidePanel::ask(std::shared_ptr<Edition const> edition, Guide const* guide, std::size_t rowNumber, Row const& row) {
    auto const knownOf = [&](Row const& its) {
        std::vector<Cell> known;
        for (auto const& question : guide->questions)
            for (auto const& answer : question.answers)
                if (!answer.knownColumn.empty()) known.push_back(its.cells[*edition->findForm(guide->form)->indexOf(answer.knownColumn)]);
        return known;
    };
    bool const isSame = guide == guide_ && guide != nullptr && rowNumber == rowNumber_ && knownOf(row) == knownOf(row_);
    bool const isOtherGuide = guide != guide_;
    edition_ = std::move(edition);
    guide_ = guide;
    rowNumber_ = rowNumber;
    row_ = row;
    if (isOtherGuide) makeBoxes();
    if (isSame) showState();
    else restart();
}

void GuidePanel::restart() {
    walk_.reset();
    for (auto* box : boxes_) {
        QSignalBlocker const blocker{box};
        box->setValue(0);
    }
    if (guide_ != nullptr) {
        auto const codeIn = [this](std::string const& column) {
            auto const* code = std::get_if<std::string>(&row_.cells[*form().indexOf(column)]);
            return code == nullptr ? std::string{} : *code;
        };
        walk_.emplace(*guide_, codeIn);
    }
    showState();
}

void GuidePanel::makeBoxes() {
    for (auto* label : titles_) delete label;
    for (auto* box : boxes_) delete box;
    for (auto* label : amounts_) delete label;
    titles_.clear();
    boxes_.clear();
    amounts_.clear();
    if (guide_ == nullptr) return;
    for (std::size_t part = 0; part < guide_->parts.size(); ++part) {
        auto* title = new QLabel(shares_);
        auto* box = new QSpinBox(shares_);
        auto* amount = new QLabel(shares_);
        box->setRange(0, 100);
        box->setSingleStep(guide_->step);
        box->setSuffix(QStringLiteral(" %"));
        box->setObjectName(QStringLiteral("guideShare%1").arg(part));
        box->installEventFilter(this);
        ignoreWheel(box);
        amount->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        title->setBuddy(box);
        title->setWordWrap(true);
        connect(box, &QSpinBox::valueChanged, this, &GuidePanel::showShares);
        auto const line = static_cast<int>(part);
        grid_->addWidget(title, line, 0);
        grid_->addWidget(box, line, 1);
        grid_->addWidget(amount, line, 2);
        titles_.push_back(title);
        boxes_.push_back(box);
        amounts_.push_back(amount);
    }
}

QWidget* GuidePanel::toBeAnswered() const {
    if (!walk_) return nullptr;
    if (walk_->question() != nullptr) return answers_;
    if (walk_->ending()->leads == GuideAnswer::Leads::toSplit) return boxes_.front();
    return apply_->isEnabled() && !apply_->isHidden() ? apply_ : back_;
}

void GuidePanel::focusQuestion() {
    // As if by Tab: what stands in a box is selected, so that typing replaces it.
    if (auto* widget = toBeAnswered()) widget->setFocus(Qt::TabFocusReason);
}

void GuidePanel::showState() {
    auto const* inside = focusWidget();
    bool const hadFocus = inside != nullptr && inside->hasFocus();
    auto const* question = walk_ ? walk_->question() : nullptr;
    bool const isSplit = walk_ && question == nullptr && walk_->ending()->leads == GuideAnswer::Leads::toSplit;
    answers_->setVisible(question != nullptr);
    shares_->setVisible(isSplit);
    result_->setVisible(walk_ && question == nullptr);
    apply_->setVisible(walk_ && question == nullptr && walk_->ending()->leads != GuideAnswer::Leads::elsewhere);
    back_->setEnabled(walk_ && walk_->answered() > 0);
    back_->setVisible(walk_.has_value());
    help_->clear();
    if (!walk_) {
        about_->setText(tr("This form has no questions about modes of supply. Go to a row of a form that has."));
        question_->clear();
        return;
    }
    for (std::size_t part = 0; part < boxes_.size(); ++part) {
        auto const title = toQt(titleOf(guide_->parts[part]));
        titles_[part]->setText(title);
        boxes_[part]->setAccessibleName(title);
    }
    about_->setText(tr("Row %1 · %2").arg(rowNumber_ + 1).arg(toQt(guide_->title.in(language_))));
    if (question != nullptr) {
        question_->setText(toQt(question->text.in(language_)));
        help_->setText(toQt(question->help.in(language_)));
        answers_->setAccessibleDescription(question_->text());
        int const current = std::max(answers_->currentRow(), 0);
        bool const isNew = answers_->property("question").toString() != toQt(question->id);
        answers_->setProperty("question", toQt(question->id));
        answers_->clear();
        for (std::size_t i = 0; i < question->answers.size(); ++i)
            answers_->addItem(QStringLiteral("%1  %2").arg(i + 1).arg(toQt(question->answers[i].text.in(language_))));
        answers_->setCurrentRow(isNew ? 0 : current);
    } else {
        showEnding();
    }
    if (hadFocus) focusQuestion();
}

void GuidePanel::showEnding() {
    auto const& ending = *walk_->ending();
    if (ending.leads == GuideAnswer::Leads::elsewhere) {
        question_->setText(tr("Not in these columns"));
        result_->setText(toQt(ending.elsewhere.in(language_)));
        return;
    }
    if (ending.leads == GuideAnswer::Leads::toColumn) {
        question_->setText(tr("Result: %1").arg(toQt(titleOf(ending.target))));
        help_->setText(toQt(form().columns[*form().indexOf(ending.target)].help.in(language_)));
    } else {
        question_->setText(tr("How is the amount shared out?"));
        help_->setText(tr("An estimate will do, in steps of %1 %. The amounts are computed and add up to the total exactly; you can change them afterwards.").arg(guide_->step));
    }
    showShares();
}

std::optional<std::vector<int>> GuidePanel::chosenPercentages() const {
    auto const* ending = walk_ ? walk_->ending() : nullptr;
    if (ending == nullptr || ending->leads == GuideAnswer::Leads::elsewhere) return std::nullopt;
    if (ending->leads == GuideAnswer::Leads::toColumn) return wholeIn(*guide_, ending->target);
    std::vector<int> percentages;
    for (auto const* box : boxes_) percentages.push_back(box->value());
    return percentages;
}

void GuidePanel::showShares() {
    auto const percentages = chosenPercentages();
    if (!percentages) return;
    auto const cells = guidedCells(*guide_, form(), row_, *percentages);
    for (std::size_t part = 0; part < boxes_.size(); ++part) {
        auto const* amount = cells ? std::get_if<Money>(&(*cells)[part].cell) : nullptr;
        amounts_[part]->setText(amount == nullptr ? QString{} : toQt(amount->display(unit_)));
    }
    apply_->setEnabled(cells.has_value() && isEditable_);
    if (cells) {
        auto const& total = std::get<Money>(row_.cells[*form().indexOf(guide_->total)]);
        result_->setText(tr("%1: %2").arg(toQt(titleOf(guide_->total)), toQt(total.display(unit_))));
        return;
    }
    auto error = cells.error();
    if (auto const column = error.arguments.find("column"); column != error.arguments.end()) column->second = titleOf(column->second);
    result_->setText(toQt(sentence(error, language_)));
}

void GuidePanel::answer(int position) {
    if (!walk_ || position < 0) return;
    walk_->answer(static_cast<std::size_t>(position));
    showState();
    focusQuestion();
}

void GuidePanel::goBack() {
    if (!walk_ || !walk_->back()) return;
    showState();
    focusQuestion();
}

void GuidePanel::apply() {
    auto const percentages = chosenPercentages();
    if (!percentages || !isEditable_) return;
    if (auto const cells = guidedCells(*guide_, form(), row_, *percentages)) Q_EMIT offered(*cells);
}

bool GuidePanel::eventFilter(QObject* object, QEvent* event) {
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(object, event);
    auto const key = static_cast<QKeyEvent const*>(event)->key();
    bool const isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    auto const box = std::find(boxes_.begin(), boxes_.end(), object);
    if (key == Qt::Key_Escape) {
        Q_EMIT left();
        return true;
    }
    if (key == Qt::Key_Backspace && box == boxes_.end()) {
        goBack();
        return true;
    }
    if (object == answers_) {
        if (isEnter) answer(answers_->currentRow());
        else if (key >= Qt::Key_1 && key <= Qt::Key_9 && key - Qt::Key_1 < answers_->count()) answer(key - Qt::Key_1);
        else return QWidget::eventFilter(object, event);
        return true;
    }
    if (isEnter && object == apply_) {
        apply();
        return true;
    }
    if (isEnter && object == back_) {
        goBack();
        return true;
    }
    if (isEnter && box != boxes_.end()) {
        // Enter goes on as Tab does; behind the last share the result can be taken.
        (*box)->interpretText();
        auto const next = box + 1;
        QWidget* target = next != boxes_.end() ? static_cast<QWidget*>(*next) : apply_->isEnabled() ? static_cast<QWidget*>(apply_) : boxes_.front();
        target->setFocus(Qt::TabFocusReason);
        return true;
    }
    return QWidget::eventFilter(object, event);
}

}  // namespace zhibao
