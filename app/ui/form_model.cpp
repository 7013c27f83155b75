#include "ui/form_model.h"

#include <algorithm>

#include "answers/edit.h"
#include "ui/text.h"

namespace zhibao {

namespace {

/// A code that is only our word for the entry ("export"), and no code that people know: the name alone says it.
bool isWord(std::string_view code) {
    return std::all_of(code.begin(), code.end(), [](char character) { return character >= 'a' && character <= 'z'; });
}

bool isFigure(ColumnKind kind) {
    return kind == ColumnKind::money || kind == ColumnKind::integer || kind == ColumnKind::percent;
}

}  // namespace

QString choiceTextOf(CodeEntry const& entry, Language language) {
    auto const& name = entry.name.in(language);
    return toQt(isWord(entry.code) ? name : entry.code + " " + name);
}

FormModel::FormModel(std::shared_ptr<Edition const> edition, Form const& form, QObject* parent)
    : QAbstractTableModel(parent), edition_(std::move(edition)), form_(form) {
    for (std::size_t position = 0; position < form_.columns.size(); ++position) {
        shown_.push_back({position, std::nullopt});
        auto const& id = form_.columns[position].id;
        for (std::size_t number = 0; number < form_.residuals.size(); ++number)
            if (auto const& parts = form_.residuals[number].parts; !parts.empty() && parts.back() == id) shown_.push_back({position, number});
    }
}

void FormModel::setLanguage(Language language) {
    language_ = language;
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0) Q_EMIT headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
}

void FormModel::setUnit(Unit unit) {
    unit_ = unit;
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void FormModel::setRows(std::vector<Row> rows) {
    beginResetModel();
    rows_ = std::move(rows);
    notes_.clear();
    endResetModel();
}

void FormModel::setNotes(CellNotes notes) {
    if (notes == notes_) return;
    notes_ = std::move(notes);
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {levelRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
}

Column const* FormModel::columnAt(int shown) const noexcept {
    auto const position = positionAt(shown);
    return position ? &form_.columns[*position] : nullptr;
}

std::optional<std::size_t> FormModel::positionAt(int shown) const noexcept {
    if (shown < 0 || shown >= columnCount()) return std::nullopt;
    auto const& entry = shown_[static_cast<std::size_t>(shown)];
    return entry.residual ? std::nullopt : std::optional{entry.position};
}

Residual const* FormModel::residualAt(int shown) const noexcept {
    if (shown < 0 || shown >= columnCount()) return nullptr;
    auto const& residual = shown_[static_cast<std::size_t>(shown)].residual;
    return residual ? &form_.residuals[*residual] : nullptr;
}

int FormModel::shownColumn(std::string_view id) const noexcept {
    for (int shown = 0; shown < columnCount(); ++shown)
        if (auto const* column = columnAt(shown); column != nullptr && column->id == id) return shown;
    return -1;
}

QString FormModel::choiceText(CodeEntry const& entry) const {
    return choiceTextOf(entry, language_);
}

std::optional<Money> FormModel::difference(std::size_t row, Residual const& residual) const {
    if (row >= rows().size()) return std::nullopt;
    auto const rest = residualOf(rows()[row], form_, residual);
    return rest ? *rest : std::nullopt;
}

int FormModel::rowCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows().size());
}

int FormModel::columnCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

QString FormModel::textOf(QModelIndex const& index) const {
    auto const row = static_cast<std::size_t>(index.row());
    if (row >= rows().size()) return {};
    if (auto const* residual = residualAt(index.column())) {
        auto const rest = difference(row, *residual);
        return rest && !rest->isZero() ? toQt(rest->display(unit_)) : QString{};
    }
    auto const position = *positionAt(index.column());
    auto const& column = form_.columns[position];
    if (column.kind == ColumnKind::code)
        if (auto const* code = std::get_if<std::string>(&rows()[row].cells[position]))
            if (auto const* list = edition_->findList(column.list))
                if (auto const* entry = list->find(*code); entry != nullptr) return choiceText(*entry);
    return toQt(displayText(rows()[row].cells[position], form_.columns[position], unit_, language_, *edition_));
}

CellNote const* FormModel::noteOf(QModelIndex const& index) const {
    auto const* column = columnAt(index.column());
    if (column == nullptr) return nullptr;
    auto const found = notes_.find({static_cast<std::size_t>(index.row()), column->id});
    return found == notes_.end() ? nullptr : &found->second;
}

QString FormModel::titleOf(int shown) const {
    if (auto const* column = columnAt(shown)) return toQt(column->title.in(language_));
    return tr("Difference");
}

QVariant FormModel::data(QModelIndex const& index, int role) const {
    if (!index.isValid()) return {};
    auto const* column = columnAt(index.column());
    auto const* note = noteOf(index);
    switch (role) {
        case Qt::DisplayRole: return textOf(index);
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(Qt::Alignment{(column == nullptr || isFigure(column->kind) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter});
        case Qt::ToolTipRole: {
            if (note != nullptr) return note->isStillToFill ? tr("Still to fill in") : note->text;
            if (column == nullptr) return textOf(index).isEmpty() ? QVariant{} : tr("What of the total no part has yet. Put it into one of them with Ctrl+R.");
            auto const text = textOf(index);
            return text.isEmpty() ? QVariant{} : text;
        }
        case Qt::AccessibleTextRole: {
            auto text = tr("row %1, %2: %3").arg(index.row() + 1).arg(titleOf(index.column()), textOf(index).isEmpty() ? tr("blank") : textOf(index));
            if (note != nullptr) text += QStringLiteral(". ") + (note->isStillToFill ? tr("Still to fill in") : note->text);
            return text;
        }
        case levelRole: return note == nullptr || note->isStillToFill ? QVariant{} : QVariant{static_cast<int>(note->level)};
        case differenceRole: return column == nullptr;
        default: return {};
    }
}

QVariant FormModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical) {
        if (role == Qt::DisplayRole) return section + 1;
        if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::Alignment{Qt::AlignCenter});
        return {};
    }
    switch (role) {
        case Qt::DisplayRole: return titleOf(section);
        case Qt::ToolTipRole: {
            auto const* column = columnAt(section);
            return column == nullptr ? tr("The total less its parts; nothing when they agree.") : toQt(column->help.in(language_));
        }
        default: return {};
    }
}

}  // namespace zhibao
