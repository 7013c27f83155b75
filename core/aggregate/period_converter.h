#pragma once
/// Single amounts of a filing in another currency, at the rate of its period, for people who look at them. An amount of a year is
/// converted at the exact mean of the rates of its quarters, as the official print does (table/form_print.h).

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "aggregate/convert.h"
#include "base/money.h"
#include "calendar/period.h"
#include "calendar/rates.h"

namespace zhibao {

class PeriodConverter {
public:
    PeriodConverter(RateTable const& rates, Period const& period, std::string targetCurrency);

    [[nodiscard]] std::string const& targetCurrency() const noexcept { return target_; }
    /// What one unit of the currency is in the target; null when a quarter of the period has no rate for it.
    [[nodiscard]] ExactRatio const* factor(std::string_view currency) const;
    /// The amount in the target currency, rounded half up to a hundredth of it; nothing without a rate, or when it does not fit.
    [[nodiscard]] std::optional<Money> converted(Money amount, std::string_view currency) const;

private:
    std::string target_;
    ExactRatio one_;
    std::map<std::string, ExactRatio, std::less<>> factors_;
};

}  // namespace zhibao
