#pragma once
/// The exact decimal numbers of VTL rules: a whole coefficient of 128 bits and a count of decimals. Adding, subtracting, multiplying
/// and comparing are exact or say that the result does not fit; nothing wraps and nothing is a double. A division that does not end
/// within 18 significant digits is cut there and marked approximate; what is computed from an approximate number keeps at least
/// 18 significant digits and is approximate too. Roots, logarithms, the exponential function and powers that are not whole are
/// approximate as well and carry 17 significant digits.

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/integers.h"

namespace zhibao::vtl {

/// 1, 10, … 10^19.
inline constexpr std::array<std::uint64_t, 20> powersIn64Bits = [] {
    std::array<std::uint64_t, 20> powers{};
    powers[0] = 1;
    for (std::size_t exponent = 1; exponent < powers.size(); ++exponent) powers[exponent] = powers[exponent - 1] * 10;
    return powers;
}();

class Number {
public:
    static constexpr int maximalScale = 100;      // decimals
    static constexpr int approximateDigits = 18;  // significant digits that a division carries

    constexpr Number() noexcept = default;
    constexpr Number(Int128 coefficient, int scale, bool approximate = false) noexcept
        : coefficient_(coefficient), scale_(static_cast<std::int16_t>(scale)), approximate_(approximate) {}
    [[nodiscard]] static constexpr Number ofInteger(std::int64_t value) noexcept { return Number{value, 0}; }

    /// "12", "-8.90", "+1.5", "1.23E2". Empty for anything else and for a number that does not fit.
    /// Source: VTL 2.1 user manual, external representations of numbers.
    [[nodiscard]] static std::optional<Number> parse(std::string_view text) noexcept;

    /// The value is coefficient × 10^−scale; scale is never negative.
    [[nodiscard]] constexpr Int128 coefficient() const noexcept { return coefficient_; }
    [[nodiscard]] constexpr int scale() const noexcept { return scale_; }
    [[nodiscard]] constexpr bool isApproximate() const noexcept { return approximate_; }
    [[nodiscard]] constexpr bool isZero() const noexcept { return coefficient_ == 0; }
    [[nodiscard]] bool isInteger() const noexcept;
    /// The whole number, when it is one and fits into 64 bits.
    [[nodiscard]] std::optional<std::int64_t> integer() const noexcept;
    /// The coefficient at another count of decimals, when that is exact and fits.
    [[nodiscard]] std::optional<Int128> coefficientAt(int scale) const noexcept;
    /// The same value without needless zeros behind the point.
    [[nodiscard]] Number trimmed() const noexcept;

    // Each of these is empty when the result does not fit; dividedBy also for a zero divisor, which the caller asks about first.
    [[nodiscard]] std::optional<Number> plus(Number other) const noexcept;
    [[nodiscard]] std::optional<Number> minus(Number other) const noexcept;
    [[nodiscard]] std::optional<Number> times(Number other) const noexcept;
    [[nodiscard]] std::optional<Number> dividedBy(Number divisor) const noexcept;
    /// The remainder has the sign of the divisor: mod(5, −2) is −1; mod(x, 0) is x. Source: VTL 2.1 reference manual, mod.
    [[nodiscard]] std::optional<Number> modulo(Number divisor) const noexcept;
    [[nodiscard]] std::optional<Number> negated() const noexcept;
    [[nodiscard]] std::optional<Number> absolute() const noexcept;

    // Empty outside the function's domain and when the result does not fit.
    /// Exact for whole exponents from 0 as long as the result fits.
    [[nodiscard]] std::optional<Number> raisedTo(Number exponent) const noexcept;
    [[nodiscard]] std::optional<Number> squareRoot() const noexcept;
    [[nodiscard]] std::optional<Number> exponential() const noexcept;
    [[nodiscard]] std::optional<Number> naturalLogarithm() const noexcept;
    [[nodiscard]] std::optional<Number> logarithm(Number base) const noexcept;

    /// At `decimals` places behind the point; negative ones stand before it. A five rounds away from zero, as the manual's round says.
    [[nodiscard]] std::optional<Number> rounded(std::int64_t decimals) const noexcept;
    [[nodiscard]] Number truncated(std::int64_t decimals) const noexcept;
    [[nodiscard]] std::optional<Number> floor() const noexcept;
    [[nodiscard]] std::optional<Number> ceiling() const noexcept;

    /// Without needless zeros: "-8.9", "12"; with so many decimals at least: "-8.90", "12.00".
    [[nodiscard]] std::string text(int decimals = 0) const;
    /// With all its decimals: "-8.90".
    [[nodiscard]] std::string fixedText() const;

    /// By value, always exact: 1.50 equals 1.5.
    friend std::strong_ordering operator<=>(Number left, Number right) noexcept {
        // Nearly all numbers are short, and then their coefficients at a common count of decimals fit.
        int const apart = left.scale_ - right.scale_;
        if (apart < -18 || apart > 18 || !isIn64Bits(left.coefficient_) || !isIn64Bits(right.coefficient_)) return compared(left, right);
        Int128 const first = left.coefficient_ * static_cast<Int128>(powersIn64Bits[static_cast<std::size_t>(apart < 0 ? -apart : 0)]);
        Int128 const second = right.coefficient_ * static_cast<Int128>(powersIn64Bits[static_cast<std::size_t>(apart > 0 ? apart : 0)]);
        return first < second ? std::strong_ordering::less : first > second ? std::strong_ordering::greater : std::strong_ordering::equal;
    }
    friend bool operator==(Number left, Number right) noexcept { return (left <=> right) == std::strong_ordering::equal; }

private:
    static constexpr bool isIn64Bits(Int128 value) noexcept { return Int128{static_cast<std::int64_t>(value)} == value; }
    [[nodiscard]] static std::strong_ordering compared(Number left, Number right) noexcept;
    [[nodiscard]] std::optional<Number> dividedIn64Bits(Number divisor) const noexcept;

    Int128 coefficient_ = 0;
    std::int16_t scale_ = 0;
    bool approximate_ = false;
};

/// 10^exponent, when it fits into 128 bits (0 to 38).
[[nodiscard]] std::optional<Int128> powerOfTen(int exponent) noexcept;

}  // namespace zhibao::vtl
