#include "answers/reopened_rows.h"

#include <algorithm>
#include <set>
#include <string>

#include "answers/earlier_rows.h"

namespace zhibao {

namespace {

bool isKnown(Cell const& cell, Column const& column, Edition const& edition) {
    auto const* code = std::get_if<std::string>(&cell);
    if (column.kind != ColumnKind::code || code == nullptr) return true;
    auto const* list = edition.findList(column.list);
    auto const* entry = list == nullptr ? nullptr : list->find(*code);
    return entry != nullptr && (entry->isLeaf || !column.leafOnly);
}

}  // namespace

ReopenedRows reopenedRows(std::vector<Row> const& earlier, Form const& then, std::vector<Row> const& present, Form const& now, Edition const& edition) {
    ReopenedRows reopened;
    std::set<std::vector<std::string>> taken;
    for (auto const& row : present)
        if (auto key = keyOf(row, now)) taken.insert(*std::move(key));
    for (std::size_t number = 0; number < earlier.size(); ++number) {
        auto row = newRow(now);
        bool hasPlace = true;
        for (std::size_t position = 0; position < now.columns.size(); ++position) {
            auto const& column = now.columns[position];
            if (column.role == ColumnRole::measure) {
                row.cells[position] = Blank{};
                continue;
            }
            auto const before = then.indexOf(column.id);
            if (!before || then.columns[*before].kind != column.kind) {
                hasPlace = hasPlace && column.role != ColumnRole::key;
                continue;
            }
            auto const& cell = earlier[number].cells[*before];
            bool const fits = isKnown(cell, column, edition);
            hasPlace = hasPlace && (fits || column.role != ColumnRole::key);
            row.cells[position] = fits ? cell : Cell{Blank{}};
        }
        auto const asksOtherKeys = std::any_of(then.columns.begin(), then.columns.end(), [&](Column const& column) {
            return column.role == ColumnRole::key && !now.indexOf(column.id);
        });
        auto key = keyOf(row, now);
        if (!hasPlace || asksOtherKeys || !key) {
            reopened.withoutPlace.push_back(number);
        } else if (taken.insert(*std::move(key)).second) {
            reopened.rows.push_back(std::move(row));
        } else {
            ++reopened.present;
        }
    }
    return reopened;
}

}  // namespace zhibao
