#pragma once
/// What the instructions of a compiled rule work on: registers that hold a batch of rows each, and loops over them.

#include <cstdint>
#include <memory>
#include <string_view>

#include "rules/evaluate.h"
#include "rules/program.h"

namespace zhibao::vtl {

inline constexpr std::size_t maskWords = batchRows / 64;

template <class Work>
void eachWord(std::size_t words, Work work) {
    for (std::size_t word = 0; word < words; ++word) work(word);
}

/// Calls work(row) for each of the first rows whose bit is not set; `rows` is a multiple of 64.
template <class Work>
void eachClear(Mask const& mask, std::size_t rows, Work work) {
    for (std::size_t word = 0; word < rows / 64; ++word) {
        for (std::uint64_t left = ~mask[word]; left != 0; left &= left - 1)
            work(word * 64 + static_cast<std::size_t>(__builtin_ctzll(left)));
    }
}

inline void set(Mask& mask, std::size_t row) noexcept {
    mask[row / 64] |= std::uint64_t{1} << (row % 64);
}

/// What is known of each row of a register. Bits of one row are exclusive: null, broken, or a value.
struct State {
    Mask null{};
    Mask broken{};

    /// Of so many words; what is behind them says nothing.
    [[nodiscard]] Mask absent(std::size_t words) const noexcept {
        Mask mask;
        eachWord(words, [&](std::size_t w) { mask[w] = null[w] | broken[w]; });
        return mask;
    }
    /// A row is broken when an operand is broken, and null when one is null.
    void join(State const& left, State const& right, std::size_t words) noexcept {
        eachWord(words, [&](std::size_t w) {
            broken[w] = left.broken[w] | right.broken[w];
            null[w] = (left.null[w] | right.null[w]) & ~broken[w];
        });
    }
};

struct NumberRegister {
    State state;
    bool uniform = false;  // every row has the value `single`
    bool isWide = false;
    int scale = 0;
    std::int64_t single = 0;
    std::size_t capacity = batchRows;      // how many rows it has room for, a multiple of 64
    std::int64_t const* values = nullptr;  // as many, own or a column's
    Number const* wideValues = nullptr;
    std::unique_ptr<std::int64_t[]> own;
    std::unique_ptr<Number[]> ownWide;

    std::int64_t* narrowRoom() {
        if (!own) own = std::make_unique_for_overwrite<std::int64_t[]>(capacity);
        uniform = isWide = false;
        values = own.get();
        return own.get();
    }
    Number* wideRoom() {
        if (!ownWide) ownWide = std::make_unique<Number[]>(capacity);
        uniform = false;
        isWide = true;
        wideValues = ownWide.get();
        return ownWide.get();
    }
    [[nodiscard]] Number at(std::size_t row) const noexcept {
        if (isWide) return wideValues[row];
        return Number{uniform ? single : values[row], scale};
    }
};

struct BooleanRegister {
    State state;
    Mask value{};  // clear where null or broken
};

struct TextRegister {
    State state;
    std::unique_ptr<std::string_view[]> values;  // as many as the machine has room for
};

/// The rows of a narrow operand at the wanted count of decimals.
struct Lanes {
    std::int64_t const* values = nullptr;
    bool uniform = false;
    std::int64_t single = 0;
};

/// Runs `operation(x, y)` over all rows; an operand that is the same in all rows is not read again and again.
template <class Operation>
void overRows(std::size_t rows, Lanes left, Lanes right, Operation operation) {
    if (left.uniform && right.uniform) {
        for (std::size_t row = 0; row < rows; ++row) operation(row, left.single, right.single);
    } else if (left.uniform) {
        for (std::size_t row = 0; row < rows; ++row) operation(row, left.single, right.values[row]);
    } else if (right.uniform) {
        for (std::size_t row = 0; row < rows; ++row) operation(row, left.values[row], right.single);
    } else {
        for (std::size_t row = 0; row < rows; ++row) operation(row, left.values[row], right.values[row]);
    }
}

/// One bit per row: predicate(x, y).
template <class Predicate>
void bitsOf(std::size_t rows, Lanes left, Lanes right, Mask& result, Predicate predicate) {
    auto const fill = [&](auto first, auto second) {
        for (std::size_t word = 0; word < rows / 64; ++word) {
            std::uint64_t bits = 0;
            for (std::size_t bit = 0; bit < 64; ++bit)
                bits |= static_cast<std::uint64_t>(predicate(first(word * 64 + bit), second(word * 64 + bit))) << bit;
            result[word] = bits;
        }
    };
    auto const constantly = [](std::int64_t value) { return [value](std::size_t) { return value; }; };
    auto const along = [](std::int64_t const* values) { return [values](std::size_t row) { return values[row]; }; };
    if (left.uniform && right.uniform)
        fill(constantly(left.single), constantly(right.single));
    else if (left.uniform)
        fill(constantly(left.single), along(right.values));
    else if (right.uniform)
        fill(along(left.values), constantly(right.single));
    else
        fill(along(left.values), along(right.values));
}

template <class Value>
bool holds(Comparison comparison, Value const& left, Value const& right) {
    switch (comparison) {
        case Comparison::equal: return left == right;
        case Comparison::notEqual: return !(left == right);
        case Comparison::less: return left < right;
        case Comparison::greater: return left > right;
        case Comparison::lessOrEqual: return left <= right;
        case Comparison::greaterOrEqual: return left >= right;
    }
    return false;
}

}  // namespace zhibao::vtl
