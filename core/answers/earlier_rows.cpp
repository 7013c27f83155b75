#include "answers/earlier_rows.h"

#include <set>

namespace zhibao {

namespace {

std::set<std::string> keysOf(Form const& form) {
    std::set<std::string> keys;
    for (auto const& column : form.columns)
        if (column.role == ColumnRole::key) keys.insert(column.id);
    return keys;
}

/// Keys are codes and texts; each with its kind, so that a text is never taken for a figure.
std::string keyText(Cell const& cell) {
    if (auto const* text = std::get_if<std::string>(&cell)) return "t" + *text;
    if (auto const* money = std::get_if<Money>(&cell)) return "m" + money->canonical();
    if (auto const* count = std::get_if<std::int64_t>(&cell)) return "i" + std::to_string(*count);
    return {};
}

/// The earlier row with its answers in the order of today's columns.
Row inOrderOf(Form const& now, Form const& then, Row const& row) {
    Row ordered;
    for (auto const& column : now.columns) {
        auto const position = then.indexOf(column.id);
        bool const isSame = position && then.columns[*position].kind == column.kind;
        ordered.cells.push_back(isSame ? row.cells[*position] : Cell{Blank{}});
    }
    return ordered;
}

}  // namespace

std::optional<std::vector<std::string>> keyOf(Row const& row, Form const& form) {
    std::vector<std::string> key;
    for (std::size_t position = 0; position < form.columns.size(); ++position) {
        if (form.columns[position].role != ColumnRole::key) continue;
        key.push_back(keyText(row.cells[position]));
        if (key.back().empty()) return std::nullopt;
    }
    return key.empty() ? std::nullopt : std::optional{std::move(key)};
}

EarlierRows::EarlierRows(std::vector<Row> const& rows, Form const& then, Form const& now) : now_(&now) {
    if (keysOf(then) != keysOf(now)) return;
    for (auto const& row : rows) {
        rows_.push_back(inOrderOf(now, then, row));
        if (auto key = keyOf(rows_.back(), now)) positions_.emplace(*std::move(key), rows_.size() - 1);
    }
}

std::optional<std::size_t> EarlierRows::positionOf(Row const& row) const {
    if (positions_.empty()) return std::nullopt;
    auto const key = keyOf(row, *now_);
    if (!key) return std::nullopt;
    auto const found = positions_.find(*key);
    return found == positions_.end() ? std::nullopt : std::optional{found->second};
}

Cell const* EarlierRows::find(Row const& row, std::size_t column) const {
    auto const position = positionOf(row);
    return position ? &rows_[*position].cells[column] : nullptr;
}

}  // namespace zhibao
