#include "rules/keys.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <functional>

namespace zhibao::vtl {

namespace {

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) noexcept {
    // The finishing step of splitmix64 spreads neighbouring numbers over all bits.
    std::uint64_t x = hash ^ (value + 0x9E3779B97F4A7C15U + (hash << 6U) + (hash >> 2U));
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31U);
}

std::uint64_t hashOf(Number number) noexcept {
    Number const trimmed = number.trimmed();
    auto const coefficient = trimmed.coefficient();
    return mixed(mixed(static_cast<std::uint64_t>(coefficient), static_cast<std::uint64_t>(coefficient >> 64)),
                 static_cast<std::uint64_t>(trimmed.scale()));
}

/// Mixes in the values of as many rows as there are hashes, from `first` on.
void addHashes(Column const& column, std::size_t first, std::span<std::uint64_t> hashes) {
    if (column.type() == ScalarType::boolean) {
        for (std::size_t i = 0; i < hashes.size(); ++i)
            hashes[i] = mixed(hashes[i], column.isNull(first + i) ? 2 : static_cast<std::uint64_t>(column.boolean(first + i)));
    } else if (isNumeric(column.type())) {
        for (std::size_t i = 0; i < hashes.size(); ++i)
            hashes[i] = mixed(hashes[i], column.isNull(first + i) ? 0 : hashOf(column.number(first + i)));
    } else {
        // A text of its own on nearly every row is hashed where it stands; few texts are hashed once each.
        std::vector<std::uint64_t> ofCodes;
        if (column.dictionary().size() <= hashes.size()) ofCodes.resize(column.dictionary().size());
        for (std::uint32_t code = 0; code < ofCodes.size(); ++code)
            ofCodes[code] = std::hash<std::string_view>{}(column.dictionary().at(code));
        for (std::size_t i = 0; i < hashes.size(); ++i) {
            auto const code = column.codes()[first + i];
            hashes[i] = mixed(hashes[i], column.isNull(first + i) ? 0
                                         : ofCodes.empty()        ? std::hash<std::string_view>{}(column.dictionary().at(code))
                                                                  : ofCodes[code]);
        }
    }
}

std::vector<std::uint64_t> hashesOf(Key const& key) {
    std::vector<std::uint64_t> hashes(key.dataset.rowCount(), 0);
    for (auto const component : key.components) addHashes(key.dataset.column(component), 0, hashes);
    return hashes;
}

bool sameValues(Key const& left, std::size_t leftRow, Key const& right, std::size_t rightRow) {
    for (std::size_t i = 0; i < left.components.size(); ++i) {
        auto const& first = left.dataset.column(left.components[i]);
        auto const& second = right.dataset.column(right.components[i]);
        if (&first == &second && isTextual(first.type())) {
            if (first.isNull(leftRow) != first.isNull(rightRow) || first.codes()[leftRow] != first.codes()[rightRow]) return false;
        } else if (compareValues(first, leftRow, second, rightRow) != 0) {
            return false;
        }
    }
    return true;
}

/// Finds rows by their hash, with open addressing.
class RowTable {
public:
    explicit RowTable(std::size_t rows) {
        std::size_t size = 16;
        while (size < rows * 2) size *= 2;
        slots_.assign(size, noRow);
    }
    /// The row in the table that `same` accepts; where there is none, `row` enters and noRow comes back.
    template <class Same>
    std::uint32_t findOrEnter(std::uint64_t hash, std::uint32_t row, Same same) {
        std::size_t slot = place(hash);
        for (; slots_[slot] != noRow; slot = (slot + 1) & (slots_.size() - 1)) {
            if (same(slots_[slot])) return slots_[slot];
        }
        slots_[slot] = row;
        return noRow;
    }
    template <class Same>
    [[nodiscard]] std::uint32_t find(std::uint64_t hash, Same same) const {
        for (std::size_t slot = place(hash); slots_[slot] != noRow; slot = (slot + 1) & (slots_.size() - 1)) {
            if (same(slots_[slot])) return slots_[slot];
        }
        return noRow;
    }

private:
    [[nodiscard]] std::size_t place(std::uint64_t hash) const noexcept { return static_cast<std::size_t>(hash) & (slots_.size() - 1); }
    std::vector<std::uint32_t> slots_;
};

}  // namespace

int compareValues(Column const& left, std::size_t leftRow, Column const& right, std::size_t rightRow) {
    bool const leftNull = left.isNull(leftRow);
    bool const rightNull = right.isNull(rightRow);
    if (leftNull || rightNull) return static_cast<int>(rightNull) - static_cast<int>(leftNull);
    if (left.type() == ScalarType::boolean) return static_cast<int>(left.boolean(leftRow)) - static_cast<int>(right.boolean(rightRow));
    if (isNumeric(left.type())) {
        auto const order = left.number(leftRow) <=> right.number(rightRow);
        return order < 0 ? -1 : order > 0 ? 1 : 0;
    }
    return left.text(leftRow).compare(right.text(rightRow));
}

Groups groupsOf(Key const& key) {
    std::size_t const rows = key.dataset.rowCount();
    assert(rows < noRow);
    Groups groups;
    groups.ofRow.assign(rows, 0);
    if (key.components.empty()) {
        groups.firstRows.push_back(rows == 0 ? noRow : 0);
        return groups;
    }
    auto const hashes = hashesOf(key);
    RowTable table{rows};
    for (std::uint32_t row = 0; row < rows; ++row) {
        auto const first = table.findOrEnter(
            hashes[row], row, [&](std::uint32_t other) { return hashes[other] == hashes[row] && sameValues(key, row, key, other); });
        if (first == noRow) {
            groups.ofRow[row] = static_cast<std::uint32_t>(groups.firstRows.size());
            groups.firstRows.push_back(row);
        } else {
            groups.ofRow[row] = groups.ofRow[first];
        }
    }
    return groups;
}

void eachRepeated(Key const& key, std::function<void(Repetition)> const& found) {
    std::size_t const rows = key.dataset.rowCount();
    assert(rows < noRow);
    if (key.components.empty()) {
        for (std::uint32_t row = 1; row < rows; ++row) found({0, row});
        return;
    }
    RowTable table{rows};
    std::array<std::uint64_t, 4096> hashes{};
    for (std::size_t first = 0; first < rows; first += hashes.size()) {
        std::span<std::uint64_t> const some{hashes.data(), std::min(hashes.size(), rows - first)};
        std::fill(some.begin(), some.end(), 0);
        for (auto const component : key.components) addHashes(key.dataset.column(component), first, some);
        for (std::size_t i = 0; i < some.size(); ++i) {
            auto const row = static_cast<std::uint32_t>(first + i);
            auto const earlier = table.findOrEnter(some[i], row, [&](std::uint32_t other) { return sameValues(key, row, key, other); });
            if (earlier != noRow) found({earlier, row});
        }
    }
}

std::vector<std::uint32_t> matches(Key const& from, Key const& to) {
    assert(from.components.size() == to.components.size() && to.dataset.rowCount() < noRow);
    auto const hashes = hashesOf(to);
    auto const rows = static_cast<std::uint32_t>(hashes.size());
    RowTable table{rows};
    for (std::uint32_t row = 0; row < rows; ++row)
        table.findOrEnter(hashes[row], row,
                          [&](std::uint32_t other) { return hashes[other] == hashes[row] && sameValues(to, row, to, other); });
    auto const wanted = hashesOf(from);
    std::vector<std::uint32_t> found(wanted.size());
    for (std::size_t row = 0; row < found.size(); ++row) {
        found[row] =
            table.find(wanted[row], [&](std::uint32_t other) { return hashes[other] == wanted[row] && sameValues(from, row, to, other); });
    }
    return found;
}

}  // namespace zhibao::vtl
