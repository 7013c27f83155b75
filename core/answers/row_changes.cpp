#include "answers/row_changes.h"

#include <set>

#include "answers/earlier_rows.h"
#include "base/integers.h"
#include "form/concepts.h"

namespace zhibao {

namespace {

std::optional<Int128> figureOf(Cell const& cell) {
    if (auto const* money = std::get_if<Money>(&cell)) return Int128{money->hundredths()};
    if (auto const* count = std::get_if<std::int64_t>(&cell)) return Int128{*count};
    return std::nullopt;
}

Int128 sizeOf(Int128 number) {
    return number < 0 ? Int128{-number} : number;
}

bool hasJumped(Cell const& before, Cell const& after, int percent) {
    auto const then = figureOf(before);
    auto const now = figureOf(after);
    return then && now && sizeOf(*now - *then) * 100 > sizeOf(*then) * percent;
}

}  // namespace

std::vector<RowChange> rowChanges(std::vector<Row> const& earlier, Form const& then, std::vector<Row> const& present, Form const& now, int percent) {
    std::set<std::string> parts;
    for (auto const& residual : now.residuals) parts.insert(residual.parts.begin(), residual.parts.end());
    EarlierRows const beside{earlier, then, now};
    std::vector<RowChange> changes;
    std::set<std::size_t> met;
    for (std::size_t number = 0; number < present.size(); ++number) {
        auto const& row = present[number];
        if (!keyOf(row, now)) continue;
        auto const position = beside.positionOf(row);
        if (!position) {
            changes.push_back({RowChange::Kind::added, number, std::nullopt, {}, Blank{}, Blank{}});
            continue;
        }
        met.insert(*position);
        for (std::size_t column = 0; column < now.columns.size(); ++column) {
            if (now.columns[column].role != ColumnRole::measure || parts.contains(now.columns[column].id)) continue;
            // It says once more what the total says.
            if (concepts::isOnlyImported(now.columns[column].conceptId)) continue;
            auto const& before = *beside.find(row, column);
            if (hasJumped(before, row.cells[column], percent))
                changes.push_back({RowChange::Kind::jumped, number, position, now.columns[column].id, before, row.cells[column]});
        }
    }
    for (std::size_t number = 0; number < earlier.size(); ++number)
        if (!met.contains(number)) changes.push_back({RowChange::Kind::gone, std::nullopt, number, {}, Blank{}, Blank{}});
    return changes;
}

}  // namespace zhibao
