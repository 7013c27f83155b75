#pragma once
/// A fraction of two whole numbers of any size: what a converted sum is until a table rounds it, once.

#include <compare>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/integers.h"
#include "base/money.h"

namespace zhibao {

class ExactRatio {
public:
    ExactRatio();  // zero
    /// `denominator` is positive.
    [[nodiscard]] static ExactRatio of(Int128 numerator, Int128 denominator = 1);
    ExactRatio(ExactRatio const& other);
    ExactRatio(ExactRatio&&) noexcept;
    ExactRatio& operator=(ExactRatio const& other);
    ExactRatio& operator=(ExactRatio&&) noexcept;
    ~ExactRatio();

    [[nodiscard]] ExactRatio plus(ExactRatio const& other) const;
    [[nodiscard]] ExactRatio minus(ExactRatio const& other) const;
    [[nodiscard]] ExactRatio times(ExactRatio const& other) const;
    /// `divisor` is not zero.
    [[nodiscard]] ExactRatio dividedBy(ExactRatio const& divisor) const;
    [[nodiscard]] bool isZero() const noexcept;

    /// value × factor / divisor as a whole number. Called only where figures are shown (table, output/cube). `divisor` is positive.
    /// amountOverflow when the result needs more than 128 bits.
    [[nodiscard]] Result<Int128> scaledAndRounded(Int128 factor, Int128 divisor, Rounding mode) const;
    /// Without any rounding: "1234.5" where the decimals end, else the reduced fraction "12345/68847".
    [[nodiscard]] std::string exactText() const;

    /// Writes each with the smallest denominator they have in common, so that adding them (and their multiples) stays quick. The values stay.
    static void bringToCommonDenominator(std::vector<ExactRatio*> const& ratios);

    friend bool operator==(ExactRatio const& left, ExactRatio const& right) noexcept;
    friend std::strong_ordering operator<=>(ExactRatio const& left, ExactRatio const& right) noexcept;

private:
    struct Terms;
    explicit ExactRatio(Terms terms);
    std::unique_ptr<Terms> terms_;
};

}  // namespace zhibao
