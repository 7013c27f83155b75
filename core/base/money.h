#pragma once
/// Amounts of money. An amount is exact, always: parsing refuses what does not fit, adding says when it overflows,
/// and rounding happens only where a table is built. There is no way from or to a floating-point number.

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/integers.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode amountMalformed{"amount-malformed"};
inline constexpr ErrorCode amountTooFine{"amount-too-fine"};
inline constexpr ErrorCode amountOverflow{"amount-overflow"};
}  // namespace error

/// What one step of a written number stands for: 元, 万 (ten thousand), 亿 (a hundred million).
enum class Unit : std::int64_t { one = 1, tenThousand = 10'000, hundredMillion = 100'000'000 };

/// How a number is shortened for print: to the nearer side, a half away from zero (halfUp) or to the even neighbour; negatives alike.
enum class Rounding { halfUp, halfEven };

/// An amount in hundredths of its currency (0.01 元, 0.01 USD). Exact, signed, up to ±92 233 720 368 547 758.07.
/// The currency stands beside the amount, in the row that owns both.
class Money {
public:
    constexpr Money() noexcept = default;
    [[nodiscard]] static constexpr Money ofHundredths(std::int64_t hundredths) noexcept { return Money{hundredths}; }

    /// Turns keyed or pasted text into an amount.
    /// Units   text counts in `unit`: "1,234.5" in tenThousand is 12 345 000.00.
    /// Errors  amountMalformed (letters, two points, an exponent, misplaced separators, empty), amountTooFine (below 0.01 of the
    ///         currency: it would need rounding), amountOverflow. Full-width digits, signs, points and commas are understood.
    /// Source  DESIGN §4: stored to 0.01 of the currency, entry in 元 or 万 with up to six decimals, finer is refused.
    [[nodiscard]] static Result<Money> parse(std::string_view text, Unit unit = Unit::one);
    /// The strict form used in files: optional minus, digits, a point, exactly two digits. No separators.
    [[nodiscard]] static Result<Money> parseCanonical(std::string_view text);

    [[nodiscard]] constexpr std::int64_t hundredths() const noexcept { return hundredths_; }
    [[nodiscard]] constexpr bool isNegative() const noexcept { return hundredths_ < 0; }
    [[nodiscard]] constexpr bool isZero() const noexcept { return hundredths_ == 0; }

    /// amountOverflow instead of wrapping.
    [[nodiscard]] Result<Money> plus(Money other) const;
    [[nodiscard]] Result<Money> minus(Money other) const;

    /// "-1234.50": the strict form used in files.
    [[nodiscard]] std::string canonical() const;
    /// The exact amount counted in `unit`, without rounding and without needless zeros behind the second decimal:
    /// 1 234 567.89 in tenThousand is "123.456789". `separators` puts a comma between groups of three digits.
    [[nodiscard]] std::string display(Unit unit, bool separators = true) const;

    friend constexpr auto operator<=>(Money, Money) noexcept = default;

private:
    explicit constexpr Money(std::int64_t hundredths) noexcept : hundredths_(hundredths) {}
    std::int64_t hundredths_ = 0;
};

/// A non-negative fraction with both terms written out, such as a period's rate of exchange. Never reduced to a double.
struct Fraction {
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;
    friend bool operator==(Fraction const&, Fraction const&) = default;
};

/// Reads a plain decimal ("6.8847") as an exact fraction (68847/10000). amountMalformed or amountOverflow.
[[nodiscard]] Result<Fraction> parseFraction(std::string_view text);

/// The one place where numbers are rounded: value × factor / divisor, to a whole number, in the named mode.
/// `divisor` is positive. amountOverflow when an intermediate product does not fit into 128 bits.
[[nodiscard]] Result<Int128> scaledAndRounded(Int128 value, Int128 factor, Int128 divisor, Rounding mode);

/// A whole number of 10^-decimals as text: (60300, 2) is "603.00"; with separators "1,206.00".
[[nodiscard]] std::string decimalText(Int128 scaled, int decimals, bool separators = false);

}  // namespace zhibao
