#include "aggregate/period_converter.h"

#include <limits>
#include <set>
#include <variant>

namespace zhibao {

PeriodConverter::PeriodConverter(RateTable const& rates, Period const& period, std::string targetCurrency)
    : target_(std::move(targetCurrency)), one_(ExactRatio::of(1)) {
    Converter const converter{rates, target_};
    auto const last = Quarter::containing(lastDay(period));
    auto const quarters = std::holds_alternative<Quarter>(period) ? std::vector<Quarter>{last} : last.yearToDate();
    std::set<std::string> currencies{"USD"};
    auto const all = rates.all();
    for (auto const& [key, rate] : all) currencies.insert(key.second);
    for (auto const& currency : currencies) {
        ExactRatio sum;
        bool isWhole = true;
        for (auto const quarter : quarters) {
            auto const* factor = converter.factor(quarter, currency);
            isWhole = isWhole && factor != nullptr;
            if (factor != nullptr) sum = sum.plus(*factor);
        }
        if (isWhole) factors_.emplace(currency, sum.dividedBy(ExactRatio::of(static_cast<std::int64_t>(quarters.size()))));
    }
}

ExactRatio const* PeriodConverter::factor(std::string_view currency) const {
    if (currency == target_) return &one_;
    auto const found = factors_.find(currency);
    return found == factors_.end() ? nullptr : &found->second;
}

std::optional<Money> PeriodConverter::converted(Money amount, std::string_view currency) const {
    auto const* ratio = factor(currency);
    if (ratio == nullptr) return std::nullopt;
    auto const hundredths = ratio->times(ExactRatio::of(amount.hundredths())).scaledAndRounded(1, 1, Rounding::halfUp);
    if (!hundredths || *hundredths > std::numeric_limits<std::int64_t>::max() || *hundredths < std::numeric_limits<std::int64_t>::min()) return std::nullopt;
    return Money::ofHundredths(static_cast<std::int64_t>(*hundredths));
}

}  // namespace zhibao
