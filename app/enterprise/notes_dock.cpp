#include "enterprise/notes_dock.h"

#include <QCheckBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTableWidget>
#include <QVBoxLayout>

#include "base/text.h"
#include "ui/text.h"

namespace zhibao {

NotesDock::NotesDock(QWidget* parent)
    : QDockWidget(parent), place_(new QLabel(this)), note_(new QPlainTextEdit(this)), sent_(new QCheckBox(this)), list_(new QTableWidget(this)) {
    setObjectName(QStringLiteral("notesDock"));
    setFeatures(DockWidgetMovable | DockWidgetClosable);
    place_->setWordWrap(true);
    place_->setObjectName(QStringLiteral("notePlace"));
    note_->setObjectName(QStringLiteral("note"));
    note_->setTabChangesFocus(true);
    note_->setMaximumHeight(fontMetrics().height() * 6);
    sent_->setObjectName(QStringLiteral("noteSent"));
    list_->setObjectName(QStringLiteral("notes"));
    list_->setColumnCount(2);
    list_->setSelectionBehavior(QAbstractItemView::SelectRows);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setTabKeyNavigation(false);
    list_->verticalHeader()->hide();
    list_->horizontalHeader()->setStretchLastSection(true);
    auto* contents = new QWidget(this);
    auto* layout = new QVBoxLayout(contents);
    layout->addWidget(place_);
    layout->addWidget(note_);
    layout->addWidget(sent_);
    layout->addWidget(list_, 1);
    setWidget(contents);
    connect(note_, &QPlainTextEdit::textChanged, this, &NotesDock::take);
    connect(sent_, &QCheckBox::toggled, this, &NotesDock::take);
    connect(list_, &QTableWidget::activated, this, [this](QModelIndex const& index) {
        auto const& notes = session_->document().filing().notes;
        if (static_cast<std::size_t>(index.row()) < notes.size()) Q_EMIT jumpRequested(CellReference{notes[static_cast<std::size_t>(index.row())].cell});
    });
    wordAnew();
}

void NotesDock::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QDockWidget::changeEvent(event);
}

void NotesDock::wordAnew() {
    setWindowTitle(tr("Notes"));
    note_->setAccessibleName(tr("Note on the current cell"));
    note_->setPlaceholderText(tr("Where the figure comes from, what to remember next time …"));
    sent_->setText(tr("Send this note to the bureau"));
    list_->setHorizontalHeaderLabels({tr("Cell"), tr("Note")});
    list_->setAccessibleName(tr("All notes"));
    showNotes();
}

void NotesDock::setSession(DraftSession* session) {
    session_ = session;
    cell_.reset();
    if (session_ != nullptr) {
        connect(&session_->document(), &FilingDocument::headChanged, this, &NotesDock::showNotes);
        connect(&session_->document(), &FilingDocument::rowsInserted, this, &NotesDock::showNotes);
        connect(&session_->document(), &FilingDocument::rowsRemoved, this, &NotesDock::showNotes);
    }
    showNotes();
}

void NotesDock::follow(std::optional<CellReference> cell) {
    cell_ = std::move(cell);
    showNotes();
}

QString NotesDock::placeOf(CellReference const& cell) const {
    auto const& document = session_->document();
    auto const* form = document.edition().findForm(cell.form);
    if (form == nullptr) return toQt(cell.form);
    auto const column = form->indexOf(cell.column);
    auto const language = document.language();
    auto const name = column ? toQt(form->columns[*column].title.in(language)) : toQt(cell.column);
    return form->kind == FormKind::rows ? tr("%1, row %2, %3").arg(toQt(form->marks.number.in(language))).arg(cell.row + 1).arg(name)
                                        : tr("%1, %2").arg(toQt(form->marks.number.in(language)), name);
}

void NotesDock::showNotes() {
    isShowing_ = true;
    bool const isOpen = session_ != nullptr;
    auto const* note = isOpen && cell_ ? session_->document().noteAt(*cell_) : nullptr;
    bool const isEditable = isOpen && cell_ && !session_->document().isFrozen();
    place_->setText(isOpen && cell_ ? placeOf(*cell_) : tr("Choose a cell to write a note on it."));
    auto const text = note == nullptr ? QString{} : toQt(note->text);
    // What is being typed (a space at the end) is ahead of what was taken.
    if (note_->toPlainText().trimmed() != text || !note_->hasFocus()) {
        if (note_->toPlainText() != text) note_->setPlainText(text);
    }
    note_->setReadOnly(!isEditable);
    sent_->setChecked(note != nullptr && note->isSent);
    sent_->setEnabled(isEditable && note != nullptr);
    auto const notes = isOpen ? session_->document().filing().notes : std::vector<CellRemark>{};
    list_->setRowCount(static_cast<int>(notes.size()));
    for (std::size_t number = 0; number < notes.size(); ++number) {
        auto const& one = notes[number];
        auto const words = one.isSent ? tr("%1 (is sent)").arg(toQt(one.text)) : toQt(one.text);
        list_->setItem(static_cast<int>(number), 0, new QTableWidgetItem(placeOf(one.cell)));
        list_->setItem(static_cast<int>(number), 1, new QTableWidgetItem(words));
        list_->item(static_cast<int>(number), 1)->setToolTip(words);
    }
    list_->resizeColumnToContents(0);
    isShowing_ = false;
}

void NotesDock::take() {
    if (isShowing_ || session_ == nullptr || !cell_) return;
    session_->document().setNote(*cell_, trimmed(fromQt(note_->toPlainText())), sent_->isChecked());
}

}  // namespace zhibao
