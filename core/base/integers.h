#pragma once
/// Whole numbers of 128 bits, and arithmetic that says when it would wrap. Sums of amounts are kept in these.

#include <cstdint>
#include <optional>
#include <string>

namespace zhibao {

__extension__ using Int128 = __int128;

/// Empty when the exact result does not fit.
template <class Integer>
[[nodiscard]] constexpr std::optional<Integer> addChecked(Integer left, Integer right) noexcept {
    Integer result{};
    if (__builtin_add_overflow(left, right, &result)) return std::nullopt;
    return result;
}
template <class Integer>
[[nodiscard]] constexpr std::optional<Integer> subtractChecked(Integer left, Integer right) noexcept {
    Integer result{};
    if (__builtin_sub_overflow(left, right, &result)) return std::nullopt;
    return result;
}
template <class Integer>
[[nodiscard]] constexpr std::optional<Integer> multiplyChecked(Integer left, Integer right) noexcept {
    Integer result{};
    if (__builtin_mul_overflow(left, right, &result)) return std::nullopt;
    return result;
}

/// Decimal digits, with a minus sign where negative.
[[nodiscard]] std::string toText(Int128 value);

}  // namespace zhibao
