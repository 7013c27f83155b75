#pragma once
/// An amount as people and their programs write it, kept exactly, so that what is taken and what is refused add up to what was there.

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/integers.h"
#include "base/money.h"

namespace zhibao {

/// What parts whole units from their fraction: 1,234.50 or 1.234,50.
enum class DecimalSign { point, comma };

/// A decimal number, exact to 15 places behind the point: more than a spreadsheet program keeps.
class WrittenAmount {
public:
    static constexpr int decimals = 15;

    constexpr WrittenAmount() noexcept = default;
    [[nodiscard]] static WrittenAmount of(Money amount) noexcept;

    /// Understands digits of any width, thousands separators, brackets and a minus on either side as negative, currency signs and
    /// names (¥ $ € £ HK$ CNY USD … 元), 万 and 亿, a lone dash as the zero that accounting formats show.
    /// Counts in `unit` where the text does not say 万 or 亿 itself.
    /// Errors: amountMalformed (also an exponent, which has lost digits), amountTooFine (beyond 15 places), amountOverflow.
    [[nodiscard]] static Result<WrittenAmount> parse(std::string_view text, Unit unit = Unit::one, DecimalSign sign = DecimalSign::point);

    /// amountOverflow.
    [[nodiscard]] Result<WrittenAmount> plus(WrittenAmount other) const;
    [[nodiscard]] Result<WrittenAmount> minus(WrittenAmount other) const;
    /// To the hundredth, a half away from zero. amountOverflow.
    [[nodiscard]] Result<Money> rounded() const;
    /// True when rounding changes it.
    [[nodiscard]] bool isFinerThanMoney() const noexcept;
    [[nodiscard]] constexpr bool isZero() const noexcept { return scaled_ == 0; }
    /// With at least two decimals and no more than needed: "1234.50", "0.333333".
    [[nodiscard]] std::string text(bool separators = false) const;

    friend constexpr bool operator==(WrittenAmount, WrittenAmount) noexcept = default;

private:
    explicit constexpr WrittenAmount(Int128 scaled) noexcept : scaled_(scaled) {}
    Int128 scaled_ = 0;
};

}  // namespace zhibao
