#include "enterprise/record_view.h"

#include <algorithm>
#include <chrono>

#include <QAbstractItemView>
#include <QComboBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

#include "answers/edit.h"
#include "enterprise/cell_editors.h"
#include "enterprise/still_to_fill.h"
#include "ui/icons.h"
#include "ui/steady.h"
#include "ui/text.h"

namespace zhibao {

namespace {

// Short enough that what is typed is on disk within two seconds, together with the wait of the session.
constexpr std::chrono::milliseconds pauseInTyping{500};

bool isFigure(ColumnKind kind) {
    return kind == ColumnKind::money || kind == ColumnKind::integer || kind == ColumnKind::percent;
}

}  // namespace

QWidget* RecordView::Field::widget() const {
    return line != nullptr ? static_cast<QWidget*>(line) : choice;
}

RecordView::RecordView(FilingDocument& document, Form const& form, Language language, QWidget* parent)
    : RecordView(document, form, sectionsOf(form), language, parent) {}

RecordView::RecordView(FilingDocument& document, Form const& form, std::vector<RecordSection> const& sections, Language language, QWidget* parent)
    : QScrollArea(parent), document_(document), form_(form), language_(language) {
    auto* page = new QWidget(this);
    auto* grid = new QGridLayout(page);
    int const character = fontMetrics().horizontalAdvance(QStringLiteral("中"));
    grid->setContentsMargins(character, character / 2, character, character);
    grid->setHorizontalSpacing(character);
    grid->setVerticalSpacing(character / 3);
    grid->setColumnStretch(1, 3);
    grid->setColumnStretch(2, 2);
    legend_ = new QLabel(page);
    legend_->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(legend_, 0, 0, 1, 3);

    for (auto const& section : sections) {
        if (!section.title.zh.empty()) addSection(*grid, section.title);
        for (auto const position : section.columns) addField(*grid, position);
    }
    grid->setRowStretch(grid->rowCount(), 1);

    setWidget(page);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    if (!fields_.empty()) setFocusProxy(fields_.front().widget());

    pause_.setSingleShot(true);
    pause_.setInterval(pauseInTyping);
    connect(&pause_, &QTimer::timeout, this, [this] { take(fields_[current_], Occasion::pause); });
    connect(&document_, &FilingDocument::cellsChanged, this, [this](std::string const& name) {
        if (name == form_.id && !isTaking_) showAnswers();
    });
    connect(&document_, &FilingDocument::formsReplaced, this, &RecordView::showAnswers);
    wordAnew();
    showAnswers();
}

void RecordView::addSection(QGridLayout& grid, LocalizedText const& title) {
    auto* label = new QLabel(grid.parentWidget());
    auto font = label->font();
    font.setBold(true);
    label->setFont(font);
    label->setContentsMargins(0, fontMetrics().height() / 2, 0, 0);
    grid.addWidget(label, grid.rowCount(), 0, 1, 3);
    sections_.push_back({label, title});
}

void RecordView::addField(QGridLayout& grid, std::size_t position) {
    auto* page = grid.parentWidget();
    auto const& column = form_.columns[position];
    Field field;
    field.position = position;
    field.label = new QLabel(page);
    field.label->setWordWrap(true);
    field.label->setFixedWidth(fontMetrics().horizontalAdvance(QStringLiteral("中")) * 14);
    field.label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    field.note = new QLabel(page);
    field.note->setWordWrap(true);
    field.note->setTextFormat(Qt::PlainText);
    field.note->setObjectName(toQt(column.id) + QStringLiteral("-note"));
    if (column.kind == ColumnKind::yesNo) {
        field.choice = new QComboBox(page);
        ignoreWheel(field.choice);
    } else if (isFigure(column.kind)) {
        field.line = new NumberEditor{column.kind, column.kind == ColumnKind::money ? unit_ : Unit::one, page};
    } else if (auto const* list = column.kind == ColumnKind::code ? document_.edition().findList(column.list) : nullptr) {
        field.line = new CodeEditor{*list, column.leafOnly, language_, page};
    } else {
        field.line = new QLineEdit{page};
        if (column.kind == ColumnKind::text) field.line->setMaxLength(static_cast<int>(column.maximalLength));
    }
    field.widget()->setObjectName(toQt(column.id));
    field.widget()->installEventFilter(this);
    field.label->setBuddy(field.widget());
    int const row = grid.rowCount();
    grid.addWidget(field.label, row, 0);
    grid.addWidget(field.widget(), row, 1);
    grid.addWidget(field.note, row, 2);
    auto const number = fields_.size();
    if (field.line != nullptr) {
        field.line->setFrame(true);
        connect(field.line, &QLineEdit::textEdited, this, [this] {
            // Counted from the first letter that is not taken yet, so that who types without a pause is saved all the same.
            if (!pause_.isActive()) pause_.start();
        });
        if (auto* codes = qobject_cast<CodeEditor*>(field.line))
            connect(codes, &CodeEditor::picked, this, [this, codes, number] {
                codes->setModified(true);
                take(fields_[number], Occasion::leaving);
            });
    } else {
        connect(field.choice, &QComboBox::currentIndexChanged, this, [this, number] { takeChoice(fields_[number]); });
    }
    fields_.push_back(field);
}

Cell const* RecordView::cellOf(Field const& field) const {
    auto const& rows = document_.rows(form_.id);
    return rows.empty() ? nullptr : &rows.front().cells[field.position];
}

std::string RecordView::currentAnswer() const {
    auto const& field = fields_[current_];
    auto const* cell = cellOf(field);
    return cell == nullptr ? std::string{} : editText(*cell, form_.columns[field.position], unit_, language_);
}

QWidget* RecordView::fieldOf(std::string_view column) const {
    for (auto const& field : fields_)
        if (form_.columns[field.position].id == column) return field.widget();
    return nullptr;
}

void RecordView::setLanguage(Language language) {
    language_ = language;
    wordAnew();
    // What is half typed is nobody's answer yet, in no language.
    for (auto& field : fields_)
        if (field.line == nullptr || !field.line->isModified()) showAnswer(field);
}

void RecordView::setUnit(Unit unit) {
    takeTyping();
    unit_ = unit;
    for (auto& field : fields_)
        if (auto* figures = qobject_cast<NumberEditor*>(field.line); figures != nullptr && form_.columns[field.position].kind == ColumnKind::money)
            figures->setUnit(unit);
    showAnswers();
}

void RecordView::setNotes(CellNotes notes) {
    if (notes == notes_) return;
    notes_ = std::move(notes);
    for (auto& field : fields_) showNote(field);
    layOut();
}

void RecordView::layOut() {
    // The grid forgets its heights, and the scroll area measures the page again, in the same breath: left to themselves they take turns,
    // one event round after the other, and notes stand cut meanwhile.
    widget()->layout()->invalidate();
    QEvent request{QEvent::LayoutRequest};
    QCoreApplication::sendEvent(widget(), &request);
}

bool RecordView::showQuestion(std::string_view column) {
    auto* widget = fieldOf(column);
    if (widget == nullptr) return false;
    widget->setFocus(Qt::OtherFocusReason);
    ensureWidgetVisible(widget);
    if (auto* line = qobject_cast<QLineEdit*>(widget)) line->selectAll();
    return true;
}

void RecordView::takeTyping() {
    if (!fields_.empty()) take(fields_[current_], Occasion::leaving);
}

void RecordView::tell(StillToFill& questions) {
    connect(this, &RecordView::questionLeft, &questions, [&questions, id = form_.id](std::string const& column) { questions.visit(id, 0, column); });
    connect(this, &RecordView::takenWhileTyping, &questions, [&questions, id = form_.id](std::string const& column) { questions.setTyping(CellReference{id, 0, column}); });
    connect(this, &RecordView::typingEnded, &questions, [&questions] { questions.setTyping(std::nullopt); });
}

void RecordView::wordAnew() {
    legend_->setText(tr("* must be answered"));
    for (auto const& section : sections_) section.title->setText(toQt(section.text.in(language_)));
    isShowing_ = true;
    for (auto& field : fields_) {
        auto const& column = form_.columns[field.position];
        auto const title = toQt(column.title.in(language_));
        // An ampersand in a title is no key.
        field.label->setText(QString{title}.replace(QLatin1Char('&'), QStringLiteral("&&")) + (column.required ? QStringLiteral(" *") : QString{}));
        field.widget()->setAccessibleName(column.required ? tr("%1, must be answered").arg(title) : title);
        if (auto* codes = qobject_cast<CodeEditor*>(field.line)) {
            codes->setLanguage(language_);
            codes->setPlaceholderText(tr("Code, name or pinyin; F4 lists them"));
        }
        if (field.choice != nullptr) {
            field.choice->view()->setAccessibleName(title);
            field.choice->clear();
            field.choice->addItem(QString{}, QString{});
            for (auto const* answer : {"yes", "no"})
                field.choice->addItem(toQt(displayText(Cell{std::string{answer}}, column, unit_, language_, document_.edition())), QString::fromLatin1(answer));
        }
        showNote(field);
    }
    isShowing_ = false;
}

void RecordView::showAnswers() {
    for (auto& field : fields_) showAnswer(field);
}

void RecordView::showAnswer(Field& field) {
    auto const* cell = cellOf(field);
    auto const& column = form_.columns[field.position];
    bool const isFrozen = document_.isFrozen();
    isShowing_ = true;
    if (field.line != nullptr) {
        auto const text = cell == nullptr ? QString{} : toQt(displayText(*cell, column, unit_, language_, document_.edition()));
        if (field.line->text() != text) field.line->setText(text);
        field.line->setModified(false);
        field.line->setReadOnly(isFrozen || cell == nullptr);
        // The beginning of a long name says more than its end.
        if (!field.line->hasFocus()) field.line->setCursorPosition(0);
    } else {
        auto const* answer = cell == nullptr ? nullptr : std::get_if<std::string>(cell);
        field.choice->setCurrentIndex(std::max(field.choice->findData(answer == nullptr ? QString{} : toQt(*answer)), 0));
        field.choice->setEnabled(!isFrozen && cell != nullptr);
    }
    isShowing_ = false;
}

void RecordView::showNote(Field& field) {
    auto const& column = form_.columns[field.position];
    auto const found = notes_.find({0, column.id});
    auto const help = toQt(column.help.in(language_));
    auto palette = field.note->palette();
    bool const isQuiet = found == notes_.end() || found->second.isStillToFill;
    if (isQuiet) {
        auto const open = tr("Still to fill in");
        field.note->setText(found == notes_.end() ? help : help.isEmpty() ? open : open + QStringLiteral(" · ") + help);
        field.note->setForegroundRole(QPalette::PlaceholderText);
    } else {
        // The mark says the level without its colour.
        auto const& level = found->second.level;
        auto const mark = !level ? QStringLiteral("※ ") : *level == Level::error ? QStringLiteral("✗ ") : *level == Level::query ? QStringLiteral("? ") : QStringLiteral("· ");
        field.note->setText(mark + found->second.text);
        palette.setColor(QPalette::WindowText, level ? levelColour(*level) : bureauColour());
        field.note->setForegroundRole(QPalette::WindowText);
    }
    field.note->setPalette(palette);
    field.widget()->setToolTip(isQuiet ? field.note->text() : found->second.text);
    field.widget()->setAccessibleDescription(isQuiet ? field.note->text() : found->second.text);
}

StepName RecordView::nameOfChange(Field const& field) const {
    return [&document = document_, title = form_.columns[field.position].title] { return tr("Change %1").arg(toQt(title.in(document.language()))); };
}

void RecordView::take(Field& field, Occasion occasion) {
    auto* line = field.line;
    if (line == nullptr || document_.isFrozen() || cellOf(field) == nullptr) return;
    auto* codes = qobject_cast<CodeEditor*>(line);
    if (occasion == Occasion::pause && !line->isModified()) return;
    pause_.stop();
    // Walking through the list types nothing, and is an answer all the same.
    if (line->isModified() || (codes != nullptr && codes->isListShown())) {
        auto const& column = form_.columns[field.position];
        // While a code is looked for there is no answer yet, but what was typed of it is not lost.
        auto const text = fromQt(codes != nullptr && occasion == Occasion::leaving ? codes->answer() : line->text());
        auto typed = cellFromTyping(text, column, unit_, document_.edition());
        if (!typed) {
            // Half a figure may still become a whole one.
            if (occasion == Occasion::pause) return;
            Q_EMIT refused(typed.error().inside(column.title.in(language_)));
        } else {
            // Half a word is nothing to complain of.
            if (occasion == Occasion::pause) Q_EMIT takenWhileTyping(column.id);
            isTaking_ = true;
            document_.setCells(form_.id, {CellEdit{0, field.position, *std::move(typed)}}, nameOfChange(field),
                               form_.id + "/" + column.id + "/" + std::to_string(visit_));
            isTaking_ = false;
        }
    }
    if (occasion == Occasion::pause) return;
    if (codes != nullptr) codes->list().hide();
    showAnswer(field);
    Q_EMIT typingEnded();
}

void RecordView::takeChoice(Field& field) {
    if (isShowing_ || document_.isFrozen() || cellOf(field) == nullptr) return;
    auto const answer = fromQt(field.choice->currentData().toString());
    document_.setCells(form_.id, {CellEdit{0, field.position, answer.empty() ? Cell{Blank{}} : Cell{answer}}}, nameOfChange(field));
}

void RecordView::goOn(int step) {
    auto const next = static_cast<std::ptrdiff_t>(current_) + step;
    if (next < 0) return;
    if (next >= static_cast<std::ptrdiff_t>(fields_.size())) {
        Q_EMIT endReached();
        return;
    }
    fields_[static_cast<std::size_t>(next)].widget()->setFocus(step > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
}

bool RecordView::eventFilter(QObject* object, QEvent* event) {
    auto const found = std::find_if(fields_.begin(), fields_.end(), [&](Field const& field) { return field.widget() == object; });
    if (found == fields_.end()) return QScrollArea::eventFilter(object, event);
    auto& field = *found;
    switch (event->type()) {
        case QEvent::FocusIn:
            if (static_cast<QFocusEvent const*>(event)->reason() == Qt::PopupFocusReason) break;
            current_ = static_cast<std::size_t>(found - fields_.begin());
            ++visit_;
            stepsBefore_ = document_.stepCount();
            ensureWidgetVisible(field.widget());
            Q_EMIT currentQuestionChanged();
            break;
        case QEvent::FocusOut:
            // A menu over the field is no leaving.
            if (auto const reason = static_cast<QFocusEvent const*>(event)->reason(); reason != Qt::PopupFocusReason) {
                take(field, Occasion::leaving);
                // Another window in front is no going on.
                if (reason != Qt::ActiveWindowFocusReason) Q_EMIT questionLeft(form_.columns[field.position].id);
            }
            break;
        case QEvent::ShortcutOverride: {
            // A field has an undo of its own, which would know nothing of the other fields; the filing's is the one people mean.
            auto const* key = static_cast<QKeyEvent const*>(event);
            bool const isUndo = key->matches(QKeySequence::Undo);
            bool const isRedo = key->matches(QKeySequence::Redo) || (key->modifiers() == Qt::ControlModifier && key->key() == Qt::Key_Y);
            if (!isUndo && !isRedo) break;
            take(field, Occasion::leaving);
            event->ignore();
            return true;
        }
        case QEvent::KeyPress: {
            auto const* key = static_cast<QKeyEvent const*>(event);
            if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
                if (field.choice != nullptr && field.choice->view()->isVisible()) break;
                take(field, Occasion::leaving);
                goOn(1);
                return true;
            }
            if (key->key() == Qt::Key_Escape && field.line != nullptr) {
                if (auto* codes = qobject_cast<CodeEditor*>(field.line); codes != nullptr && codes->isListShown()) codes->list().hide();
                else {
                    // What a pause has taken already goes too.
                    pause_.stop();
                    if (field.line->isModified()) document_.goBackTo(stepsBefore_);
                    showAnswer(field);
                    Q_EMIT typingEnded();
                }
                return true;
            }
            break;
        }
        default: break;
    }
    return QScrollArea::eventFilter(object, event);
}

}  // namespace zhibao
