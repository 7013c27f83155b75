#include "enterprise/still_to_fill.h"

#include <algorithm>
#include <utility>

namespace zhibao {

StillToFill::StillToFill(FilingDocument& document, QObject* parent) : QObject(parent), document_(document) {
    connect(&document_, &FilingDocument::rowsInserted, this,
            [this](std::string const& form, std::size_t position, std::size_t count) { moveRows(form, position, count, 0); });
    connect(&document_, &FilingDocument::rowsRemoved, this,
            [this](std::string const& form, std::size_t position, std::size_t count) { moveRows(form, position, 0, count); });
}

void StillToFill::visit(std::string const& form, std::size_t row, std::string const& column) {
    if (row < document_.rows(form).size() && visited_.emplace(form, row, column).second) Q_EMIT changed();
}

void StillToFill::visitRow(Form const& form, std::size_t row) {
    if (row >= document_.rows(form.id).size()) return;
    bool isNew = false;
    for (auto const& column : form.columns) isNew = visited_.emplace(form.id, row, column.id).second || isNew;
    if (isNew) Q_EMIT changed();
}

void StillToFill::setTyping(std::optional<CellReference> cell) {
    if (std::exchange(typing_, cell) != cell) Q_EMIT changed();
}

void StillToFill::askForAll() {
    if (std::exchange(asksForAll_, true)) return;
    Q_EMIT changed();
}

void StillToFill::moveRows(std::string const& form, std::size_t position, std::size_t inserted, std::size_t removed) {
    decltype(visited_) moved;
    for (auto const& [name, row, column] : visited_) {
        if (name != form || row < position) moved.emplace(name, row, column);
        else if (row >= position + removed) moved.emplace(name, row + inserted - removed, column);
    }
    visited_ = std::move(moved);
}

bool StillToFill::isBlankThere(CellReference const& cell) const {
    auto const& filing = document_.filing();
    if (cell.form == "header") {
        auto const& signed_ = filing.signatories;
        if (cell.column == "unitHead") return signed_.unitHead.empty();
        if (cell.column == "statisticsHead") return signed_.statisticsHead.empty();
        if (cell.column == "preparer") return signed_.preparer.empty();
        if (cell.column == "phone") return signed_.phone.empty();
        if (cell.column == "reportDate") return signed_.reportDate.empty();
        if (cell.column == "zeroReason") return filing.header.zeroReason.empty();
        return cell.column == "zero" && !filing.header.zero;
    }
    auto const& rows = document_.rows(cell.form);
    auto const* form = document_.edition().findForm(cell.form);
    auto const position = form == nullptr ? std::nullopt : form->indexOf(cell.column);
    return position && (cell.row >= rows.size() || isBlank(rows[cell.row].cells[*position]));
}

bool StillToFill::isUntouched(CellReference const& cell) const {
    if (typing_ == cell) return true;
    return !visited_.contains({cell.form, cell.row, cell.column}) && isBlankThere(cell);
}

void StillToFill::mark(std::vector<ListedFinding>& findings) const {
    for (auto& finding : findings)
        finding.isStillToFill = !asksForAll_ && !document_.isFrozen() && finding.level == Level::error && !finding.cells.empty() &&
                                std::all_of(finding.cells.begin(), finding.cells.end(), [&](auto const& cell) { return isUntouched(cell); });
    std::stable_partition(findings.begin(), findings.end(), [](ListedFinding const& finding) { return !finding.isStillToFill; });
}

}  // namespace zhibao
