#pragma once
/// Rows of datasets by the values of some of their components: joins and groups. Equal values have equal keys whatever the decimals or
/// the dictionary of their columns are; a null equals a null.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "rules/dataset.h"

namespace zhibao::vtl {

/// Some components of a dataset, by position.
struct Key {
    Dataset const& dataset;
    std::vector<std::size_t> components;
};

/// The position of each row's group, in the order in which groups begin, and the row that each group begins with.
struct Groups {
    std::vector<std::uint32_t> ofRow;
    std::vector<std::uint32_t> firstRows;
    [[nodiscard]] std::size_t count() const noexcept { return firstRows.size(); }
};
/// Without components all rows are one group, also when there are none.
[[nodiscard]] Groups groupsOf(Key const& key);

/// Two rows with the same values.
struct Repetition {
    std::uint32_t first = 0;
    std::uint32_t row = 0;
};
/// Every row whose values an earlier row has already, with the first row that has them. Without components every row but the first is one.
/// Takes up to 16 bytes for each row.
void eachRepeated(Key const& key, std::function<void(Repetition)> const& found);

/// For each row of `from` the first row of `to` with the same values, or noRow. Both keys have as many components, of comparable types.
[[nodiscard]] std::vector<std::uint32_t> matches(Key const& from, Key const& to);

/// The order of two values of columns of one type; a null is less than any value.
[[nodiscard]] int compareValues(Column const& left, std::size_t leftRow, Column const& right, std::size_t rightRow);

}  // namespace zhibao::vtl
