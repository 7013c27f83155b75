#include "ui/form_model.h"

#include <algorithm>

#include "answers/edit.h"
#include "form/concepts.h"
#include "ui/text.h"

namespace zhibao {

namespace {

bool isFigure(ColumnKind kind) {
    return kind == ColumnKind::money || kind == ColumnKind::integer || kind == ColumnKind::percent;
}

}  // namespace

FormModel::FormModel(std::shared_ptr<Edition const> edition, Form const& form, QObject* parent)
    : QAbstractTableModel(parent), edition_(std::move(edition)), form_(form) {
    arrangeColumns();
}

bool FormModel::isShown(std::size_t position) const {
    if (!concepts::isOnlyImported(form_.columns[position].conceptId)) return true;
    return std::any_of(rows().begin(), rows().end(), [&](Row const& row) { return !isBlank(row.cells[position]); });
}

bool FormModel::hidesAnswers() const {
    for (std::size_t position = 0; position < form_.columns.size(); ++position)
        if (shownColumn(form_.columns[position].id) < 0 && isShown(position)) return true;
    return false;
}

void FormModel::arrangeColumns() {
    shown_.clear();
    for (std::size_t position = 0; position < form_.columns.size(); ++position) {
        if (!isShown(position)) continue;
        shown_.push_back({position});
        auto const& column = form_.columns[position];
        if (isFigure(column.kind))
            for (std::size_t number = 0; number < earlier_.size(); ++number) shown_.push_back({position, std::nullopt, number});
        for (std::size_t number = 0; number < form_.residuals.size(); ++number)
            if (auto const& parts = form_.residuals[number].parts; !parts.empty() && parts.back() == column.id) shown_.push_back({position, number});
    }
}

void FormModel::setEarlier(std::vector<Earlier> earlier) {
    beginResetModel();
    earlier_ = std::move(earlier);
    arrangeColumns();
    endResetModel();
}

void FormModel::setConversion(std::shared_ptr<PeriodConverter const> conversion) {
    conversion_ = std::move(conversion);
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
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
    arrangeColumns();
    endResetModel();
}

void FormModel::setNotes(CellNotes notes) {
    if (notes == notes_) return;
    notes_ = std::move(notes);
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {levelRole, bureauRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
}

Column const* FormModel::columnAt(int shown) const noexcept {
    auto const position = positionAt(shown);
    return position ? &form_.columns[*position] : nullptr;
}

std::optional<std::size_t> FormModel::positionAt(int shown) const noexcept {
    if (shown < 0 || shown >= columnCount()) return std::nullopt;
    auto const& entry = shownAt(shown);
    return entry.residual || entry.earlier ? std::nullopt : std::optional{entry.position};
}

Residual const* FormModel::residualAt(int shown) const noexcept {
    if (shown < 0 || shown >= columnCount()) return nullptr;
    auto const& residual = shownAt(shown).residual;
    return residual ? &form_.residuals[*residual] : nullptr;
}

int FormModel::shownColumn(std::string_view id) const noexcept {
    for (int shown = 0; shown < columnCount(); ++shown)
        if (auto const* column = columnAt(shown); column != nullptr && column->id == id) return shown;
    return -1;
}

QString FormModel::choiceText(CodeEntry const& entry) const {
    return toQt(entry.label(language_));
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

std::string FormModel::currencyOf(Row const& row, Column const& column) const {
    if (column.conceptId == concepts::dollars) return "USD";
    auto const position = form_.currencyColumn.empty() ? std::nullopt : form_.indexOf(form_.currencyColumn);
    auto const* code = position ? std::get_if<std::string>(&row.cells[*position]) : nullptr;
    return code == nullptr ? form_.currency : *code;
}

QString FormModel::answerText(Cell const& cell, Row const& row, std::size_t position) const {
    auto const& column = form_.columns[position];
    if (column.kind == ColumnKind::code)
        if (auto const* code = std::get_if<std::string>(&cell))
            if (auto const* list = edition_->findList(column.list))
                if (auto const* entry = list->find(*code); entry != nullptr) return choiceText(*entry);
    auto const* money = column.kind == ColumnKind::money && conversion_ != nullptr ? std::get_if<Money>(&cell) : nullptr;
    if (money == nullptr) return toQt(displayText(cell, column, unit_, language_, *edition_));
    auto const converted = conversion_->converted(*money, currencyOf(row, column));
    return converted ? toQt(converted->display(unit_)) : QStringLiteral("—");
}

QString FormModel::textOf(QModelIndex const& index) const {
    auto const number = static_cast<std::size_t>(index.row());
    if (number >= rows().size()) return {};
    auto const& row = rows()[number];
    auto const& shown = shownAt(index.column());
    if (auto const* residual = residualAt(index.column())) {
        auto const rest = difference(number, *residual);
        return rest && !rest->isZero() ? answerText(*rest, row, *form_.indexOf(residual->total)) : QString{};
    }
    if (!shown.earlier) return answerText(row.cells[shown.position], row, shown.position);
    auto const* cell = earlier_[*shown.earlier].rows.find(row, shown.position);
    return cell == nullptr ? QString{} : answerText(*cell, row, shown.position);
}

CellNote const* FormModel::noteOf(QModelIndex const& index) const {
    auto const* column = columnAt(index.column());
    if (column == nullptr) return nullptr;
    auto const found = notes_.find({static_cast<std::size_t>(index.row()), column->id});
    return found == notes_.end() ? nullptr : &found->second;
}

QString FormModel::titleOf(int shown) const {
    auto const& entry = shownAt(shown);
    if (entry.residual) return tr("Difference");
    if (entry.earlier) return toQt(earlier_[*entry.earlier].title.in(language_));
    auto const& column = form_.columns[entry.position];
    auto const title = toQt(column.title.in(language_));
    bool const isInOther = conversion_ != nullptr && column.kind == ColumnKind::money;
    return isInOther ? tr("%1 in %2", "a figure, a currency").arg(title, toQt(conversion_->targetCurrency())) : title;
}

QVariant FormModel::data(QModelIndex const& index, int role) const {
    if (!index.isValid()) return {};
    auto const* column = columnAt(index.column());
    auto const* note = noteOf(index);
    switch (role) {
        case Qt::DisplayRole: return textOf(index);
        case Qt::TextAlignmentRole:
            // What is not a question is a figure beside one.
            return QVariant::fromValue(Qt::Alignment{(column == nullptr || isFigure(column->kind) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter});
        case Qt::ToolTipRole: {
            if (note != nullptr) return note->isStillToFill ? tr("Still to fill in") : note->text;
            if (shownAt(index.column()).residual) return textOf(index).isEmpty() ? QVariant{} : tr("What of the total no part has yet. Put it into one of them with Ctrl+R.");
            auto const text = textOf(index);
            return text.isEmpty() ? QVariant{} : text;
        }
        case Qt::AccessibleTextRole: {
            auto const& shown = shownAt(index.column());
            auto title = titleOf(index.column());
            if (shown.earlier) title = toQt(form_.columns[shown.position].title.in(language_)) + QStringLiteral(", ") + title;
            auto text = tr("row %1, %2: %3").arg(index.row() + 1).arg(title, textOf(index).isEmpty() ? tr("blank") : textOf(index));
            if (note != nullptr) text += QStringLiteral(". ") + (note->isStillToFill ? tr("Still to fill in") : note->text);
            return text;
        }
        case levelRole: return note == nullptr || note->isStillToFill || !note->level ? QVariant{} : QVariant{static_cast<int>(*note->level)};
        case bureauRole: return note != nullptr && note->isOfBureau;
        case differenceRole: return shownAt(index.column()).residual.has_value();
        case earlierRole: return shownAt(index.column()).earlier.has_value();
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
            auto const& shown = shownAt(section);
            auto const& column = form_.columns[shown.position];
            if (shown.residual) return tr("The total less its parts; nothing when they agree.");
            if (shown.earlier) return tr("%1 in the filing of %2; for comparison only.").arg(toQt(column.title.in(language_)), toQt(earlier_[*shown.earlier].title.in(language_)));
            return toQt(column.help.in(language_));
        }
        default: return {};
    }
}

}  // namespace zhibao
