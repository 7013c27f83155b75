#include "enterprise/cell_editors.h"

#include <algorithm>

#include <QEvent>
#include <QKeyEvent>
#include <QScreen>
#include <QValidator>

#include "base/text.h"
#include "ui/text.h"

namespace zhibao {

namespace {

/// Refuses letters and exponents while typing; whether the whole is an amount is asked when the cell is left.
class FigureValidator final : public QValidator {
public:
    FigureValidator(ColumnKind kind, Unit unit, QObject* parent) : QValidator(parent), kind_(kind), unit_(unit) {}

    State validate(QString& input, int&) const override {
        auto const text = trimmed(normalizedNumber(fromQt(input)));
        if (text.empty()) return Acceptable;
        bool const isPercent = kind_ == ColumnKind::percent;
        auto const isPossible = [&](char character) {
            return (character >= '0' && character <= '9') || character == ',' || character == ' ' || character == '-' || character == '+' ||
                   (character == '.' && kind_ != ColumnKind::integer) || (character == '%' && isPercent);
        };
        // "n/a" and 不适用 are answers too.
        bool const isWord = std::none_of(text.begin(), text.end(), [](char character) { return character >= '0' && character <= '9'; }) &&
                            (std::string_view{"n/a"}.starts_with(foldedForSearch(text)) || std::string_view{"不适用"}.starts_with(text));
        if (isWord) return Intermediate;
        if (!std::all_of(text.begin(), text.end(), isPossible)) return Invalid;
        if (std::count(text.begin(), text.end(), '.') > 1) return Invalid;
        return Money::parse(text, isPercent ? Unit::one : unit_) ? Acceptable : Intermediate;
    }

private:
    ColumnKind kind_;
    Unit unit_;
};

}  // namespace

NumberEditor::NumberEditor(ColumnKind kind, Unit unit, QWidget* parent) : QLineEdit(parent), kind_(kind) {
    setAlignment(Qt::AlignRight);
    setFrame(false);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setInputMethodHints(Qt::ImhFormattedNumbersOnly);
    setUnit(unit);
}

void NumberEditor::setUnit(Unit unit) {
    delete validator();
    setValidator(new FigureValidator{kind_, unit, this});
}

void ChoicesModel::show(std::vector<CodeEntry const*> entries, Language language) {
    beginResetModel();
    entries_ = std::move(entries);
    language_ = language;
    endResetModel();
}

CodeEntry const* ChoicesModel::entryAt(int row) const {
    return row < 0 || row >= rowCount() ? nullptr : entries_[static_cast<std::size_t>(row)];
}

int ChoicesModel::rowCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

QVariant ChoicesModel::data(QModelIndex const& index, int role) const {
    auto const* entry = entryAt(index.row());
    if (entry == nullptr || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)) return {};
    return toQt(entry->code + "  " + entry->name.in(language_));
}

CodeEditor::CodeEditor(CodeList const& list, bool leafOnly, Language language, QWidget* parent)
    : QLineEdit(parent), codes_(list), leafOnly_(leafOnly), language_(language), choices_(new ChoicesModel(this)), popup_(new QListView(this)) {
    setFrame(false);
    popup_->setWindowFlags(Qt::ToolTip);
    popup_->setAttribute(Qt::WA_ShowWithoutActivating);
    popup_->setFocusPolicy(Qt::NoFocus);
    popup_->setFocusProxy(this);
    popup_->setModel(choices_);
    popup_->setUniformItemSizes(true);
    popup_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    setLanguage(language);
    popup_->hide();
    connect(this, &QLineEdit::textEdited, this, &CodeEditor::offer);
    connect(popup_, &QListView::clicked, this, [this] { Q_EMIT picked(); });
}

CodeEditor::~CodeEditor() = default;

void CodeEditor::setLanguage(Language language) {
    language_ = language;
    popup_->setAccessibleName(tr("Matching entries of %1").arg(toQt(codes_.title().in(language))));
}

QString CodeEditor::answer() const {
    if (isListShown())
        if (auto const* entry = choices_->entryAt(popup_->currentIndex().row())) return toQt(entry->code);
    return text();
}

bool CodeEditor::isListShown() const {
    return popup_->isVisible();
}

void CodeEditor::offer(QString const& text) {
    if (text.trimmed().isEmpty()) {
        popup_->hide();
        return;
    }
    show(codes_.search(fromQt(text)));
}

void CodeEditor::showAll() {
    std::vector<CodeEntry const*> all;
    for (auto const& entry : codes_.entries()) all.push_back(&entry);
    // The field may hold the code alone or the code and its name.
    auto const present = codes_.indexOf(fromQt(text().section(QLatin1Char(' '), 0, 0)));
    show(all);
    for (int row = 0; row < choices_->rowCount(); ++row)
        if (present < all.size() && choices_->entryAt(row) == all[present]) popup_->setCurrentIndex(choices_->index(row));
}

void CodeEditor::show(std::vector<CodeEntry const*> entries) {
    if (leafOnly_) std::erase_if(entries, [](CodeEntry const* entry) { return !entry->isLeaf; });
    choices_->show(std::move(entries), language_);
    if (choices_->rowCount() == 0) {
        popup_->hide();
        return;
    }
    constexpr int shownAtOnce = 10;
    int const height = popup_->sizeHintForRow(0) * std::min(choices_->rowCount(), shownAtOnce) + 2 * popup_->frameWidth();
    int const width = std::max(this->width(), popup_->sizeHintForColumn(0) + fontMetrics().averageCharWidth() * 4);
    auto place = mapToGlobal(QPoint{0, this->height()});
    if (auto const* display = screen()) {
        auto const room = display->availableGeometry();
        if (place.y() + height > room.bottom()) place.setY(mapToGlobal(QPoint{}).y() - height);
        place.setX(std::max(room.left(), std::min(place.x(), room.right() - width)));
    }
    popup_->setGeometry(QRect{place, QSize{width, height}});
    popup_->setCurrentIndex(choices_->index(0));
    popup_->show();
    announce();
}

void CodeEditor::announce() {
    // A screen reader follows the focus, which stays here.
    setAccessibleDescription(popup_->currentIndex().data().toString());
}

bool CodeEditor::event(QEvent* event) {
    // Escape closes the list first, and the editor only when pressed again.
    if (event->type() == QEvent::ShortcutOverride && isListShown() && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void CodeEditor::keyPressEvent(QKeyEvent* event) {
    bool const opens = event->key() == Qt::Key_F4 || (event->key() == Qt::Key_Down && (event->modifiers() & Qt::AltModifier));
    if (opens) {
        showAll();
        return;
    }
    if (isListShown()) {
        int const step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : event->key() == Qt::Key_PageDown ? 10 : event->key() == Qt::Key_PageUp ? -10 : 0;
        if (step != 0) {
            int const row = std::clamp(popup_->currentIndex().row() + step, 0, choices_->rowCount() - 1);
            popup_->setCurrentIndex(choices_->index(row));
            announce();
            return;
        }
    }
    QLineEdit::keyPressEvent(event);
}

void CodeEditor::hideEvent(QHideEvent* event) {
    popup_->hide();
    QLineEdit::hideEvent(event);
}

}  // namespace zhibao
