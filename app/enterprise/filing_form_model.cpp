#include "enterprise/filing_form_model.h"

#include <algorithm>
#include <map>
#include <set>

#include "answers/edit.h"
#include "ui/text.h"

namespace zhibao {

FilingFormModel::FilingFormModel(FilingDocument& document, Form const& form, QObject* parent)
    : FormModel(document.sharedEdition(), form, parent), document_(document) {
    arrangeColumns();
    connect(&document_, &FilingDocument::cellsChanged, this, [this](std::string const& name, std::size_t first, std::size_t last) {
        if (isOurs(name)) Q_EMIT dataChanged(index(static_cast<int>(first), 0), index(static_cast<int>(last), columnCount() - 1));
    });
    // A row that is added behind the last takes the place of the empty one, which moves on: so the cell that is being typed into
    // stays the same cell.
    connect(&document_, &FilingDocument::rowsAboutToBeInserted, this, [this](std::string const& name, std::size_t position, std::size_t count) {
        if (!isOurs(name)) return;
        int const first = static_cast<int>(position) + (position == rows().size() ? 1 : 0);
        beginInsertRows({}, first, first + static_cast<int>(count) - 1);
    });
    connect(&document_, &FilingDocument::rowsInserted, this, [this](std::string const& name) {
        if (!isOurs(name)) return;
        endInsertRows();
        afterRowsChange();
    });
    connect(&document_, &FilingDocument::rowsAboutToBeRemoved, this, [this](std::string const& name, std::size_t position, std::size_t count) {
        if (!isOurs(name)) return;
        int const first = static_cast<int>(position) + (position + count == rows().size() ? 1 : 0);
        beginRemoveRows({}, first, first + static_cast<int>(count) - 1);
    });
    connect(&document_, &FilingDocument::rowsRemoved, this, [this](std::string const& name) {
        if (!isOurs(name)) return;
        endRemoveRows();
        afterRowsChange();
    });
    connect(&document_, &FilingDocument::formsAboutToBeReplaced, this, [this] { beginResetModel(); });
    connect(&document_, &FilingDocument::formsReplaced, this, [this] {
        arrangeColumns();
        endResetModel();
    });
}

void FilingFormModel::afterRowsChange() {
    if (hidesAnswers()) {
        beginResetModel();
        arrangeColumns();
        endResetModel();
        return;
    }
    // Which row is the empty one has changed, and every row below has another number.
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
}

int FilingFormModel::rowCount(QModelIndex const& parent) const {
    if (parent.isValid()) return 0;
    return FormModel::rowCount() + (document_.isFrozen() ? 0 : 1);
}

Qt::ItemFlags FilingFormModel::flags(QModelIndex const& index) const {
    auto flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (columnAt(index.column()) != nullptr && canEdit()) flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant FilingFormModel::data(QModelIndex const& index, int role) const {
    if (!index.isValid()) return {};
    bool const isNew = isNewRow(index.row());
    if (role == Qt::EditRole) {
        auto const position = positionAt(index.column());
        if (!position || isNew) return QString{};
        return toQt(editText(rows()[static_cast<std::size_t>(index.row())].cells[*position], form().columns[*position], unit(), language()));
    }
    if (isNew && role == Qt::ToolTipRole) return tr("Type here to begin a new row.");
    return FormModel::data(index, role);
}

QVariant FilingFormModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical && isNewRow(section) && role == Qt::DisplayRole) return QStringLiteral("＋");
    if (orientation == Qt::Vertical && isNewRow(section) && role == Qt::ToolTipRole) return tr("A new row");
    return FormModel::headerData(section, orientation, role);
}

StepName FilingFormModel::nameOfChange(int shown, int row) const {
    auto const title = columnAt(shown)->title;
    // The language is that of the moment when the name is shown.
    return [&document = document_, title, row] { return tr("Change %1 in row %2").arg(toQt(title.in(document.language()))).arg(row + 1); };
}

bool FilingFormModel::setData(QModelIndex const& index, QVariant const& value, int role) {
    if (role != Qt::EditRole || columnAt(index.column()) == nullptr || !mayEdit()) return false;
    auto const text = fromQt(value.toString());
    auto const position = *positionAt(index.column());
    auto const& column = form().columns[position];
    bool const isNew = isNewRow(index.row());
    // Leaving an editor as it was is no change, also where the text on the screen is not the whole value.
    if (text == fromQt(data(index, Qt::EditRole).toString())) return true;
    auto parsed = cellFromTyping(text, column, unit(), edition());
    if (!parsed) {
        Q_EMIT refused(parsed.error().inside(column.title.in(language())));
        return false;
    }
    auto const row = static_cast<std::size_t>(index.row());
    if (isNew) {
        if (isBlank(*parsed)) return true;
        auto cells = document_.emptyRow(form());
        cells.cells[position] = *std::move(parsed);
        document_.insertRows(form().id, row, {std::move(cells)}, [] { return tr("Begin a row"); }, mergeKey());
        return true;
    }
    document_.setCells(form().id, {CellEdit{row, position, *std::move(parsed)}}, nameOfChange(index.column(), index.row()), mergeKey());
    return true;
}

void FilingFormModel::beginTyping() {
    ++typings_;
    isTyping_ = true;
    stepsBefore_ = document_.stepCount();
}

void FilingFormModel::endTyping() {
    isTyping_ = false;
}

std::string FilingFormModel::mergeKey() const {
    return isTyping_ ? std::to_string(typings_) : std::string{};
}

bool FilingFormModel::takeSoFar(QModelIndex const& index, QString const& text) {
    auto const* column = columnAt(index.column());
    return column != nullptr && cellFromTyping(fromQt(text), *column, unit(), edition()) && setData(index, text);
}

void FilingFormModel::abandonTyping() {
    document_.goBackTo(stepsBefore_);
}

void FilingFormModel::clear(QModelIndexList const& indexes) {
    if (!mayEdit()) return;
    std::vector<CellEdit> edits;
    for (auto const& index : indexes)
        if (auto const position = positionAt(index.column()); position && !isNewRow(index.row()))
            edits.push_back({static_cast<std::size_t>(index.row()), *position, Blank{}});
    auto const count = edits.size();
    document_.setCells(form().id, std::move(edits), [count] { return tr("Clear cells: %1").arg(count); });
}

void FilingFormModel::copyFromAbove(QModelIndexList const& indexes) {
    if (!mayEdit()) return;
    std::map<int, std::set<int>> rowsOfColumn;
    for (auto const& index : indexes)
        if (columnAt(index.column()) != nullptr) rowsOfColumn[index.column()].insert(index.row());
    std::vector<CellEdit> edits;
    std::map<std::size_t, Cell> inNewRow;
    for (auto const& [shown, chosen] : rowsOfColumn) {
        int const source = chosen.size() > 1 ? *chosen.begin() : *chosen.begin() - 1;
        if (source < 0 || isNewRow(source)) continue;
        auto const position = *positionAt(shown);
        auto const& cell = rows()[static_cast<std::size_t>(source)].cells[position];
        for (int const row : chosen) {
            if (row == source) continue;
            if (isNewRow(row)) inNewRow[position] = cell;
            else edits.push_back({static_cast<std::size_t>(row), position, cell});
        }
    }
    if (!inNewRow.empty()) {
        auto row = document_.emptyRow(form());
        for (auto const& [position, cell] : inNewRow) row.cells[position] = cell;
        document_.insertRows(form().id, rows().size(), {std::move(row)}, [] { return tr("Begin a row"); });
    }
    document_.setCells(form().id, std::move(edits), [] { return tr("Copy from above"); });
}

void FilingFormModel::insertRowsAt(int row, int count) {
    if (!mayEdit() || count < 1) return;
    auto const position = std::min(static_cast<std::size_t>(std::max(row, 0)), rows().size());
    document_.insertRows(form().id, position, std::vector<Row>(static_cast<std::size_t>(count), document_.emptyRow(form())),
                         [count] { return count == 1 ? tr("Insert a row") : tr("Insert rows: %1").arg(count); });
}

void FilingFormModel::duplicateRowsAt(int first, int count) {
    int const last = std::min(first + count, static_cast<int>(rows().size()));
    if (!mayEdit() || first < 0 || last <= first) return;
    std::vector<Row> const copies{rows().begin() + first, rows().begin() + last};
    document_.insertRows(form().id, static_cast<std::size_t>(last), copies,
                         [copied = last - first] { return copied == 1 ? tr("Duplicate a row") : tr("Duplicate rows: %1").arg(copied); });
}

void FilingFormModel::removeRowsAt(int first, int count) {
    auto const present = static_cast<int>(rows().size());
    int const last = std::min(first + count, present);
    if (!mayEdit() || first < 0 || last <= first) return;
    document_.removeRows(form().id, static_cast<std::size_t>(first), static_cast<std::size_t>(last - first),
                         [removed = last - first] { return tr("Remove rows: %1").arg(removed); });
}

Result<> FilingFormModel::putRest(int row, Residual const& residual, std::string const& part) {
    auto const number = static_cast<std::size_t>(row);
    if (!mayEdit() || row < 0 || number >= rows().size()) return {};
    ZHIBAO_TRY(Row const after, withRestIn(rows()[number], form(), residual, part));
    auto const position = form().indexOf(part);
    if (!position) return fail(error::filingColumnUnknown, {{"column", part}, {"form", form().id}});
    document_.setCells(form().id, {CellEdit{number, *position, after.cells[*position]}},
                       [&document = document_, title = form().columns[*position].title] {
                           return tr("Put the rest into %1").arg(toQt(title.in(document.language())));
                       });
    return {};
}

}  // namespace zhibao
