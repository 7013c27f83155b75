#include "aggregate/convert.h"

#include <optional>
#include <set>

namespace zhibao {

Converter::Converter(RateTable const& rates, std::string_view targetCurrency) : target_(targetCurrency), one_(ExactRatio::of(1)) {
    std::set<Quarter> quarters;
    auto const all = rates.all();
    for (auto const& [key, rate] : all) {
        quarters.insert(key.first);
        bases_.emplace(key, rate.basis);
    }
    auto const ratioOf = [](Fraction const& fraction) { return ExactRatio::of(fraction.numerator, fraction.denominator); };
    auto const unitsPerDollar = [&](Quarter quarter, std::string_view currency) -> std::optional<ExactRatio> {
        if (currency == "USD") return ExactRatio::of(1);
        if (auto const rate = rates.find(quarter, currency)) return ratioOf(rate->unitsPerDollar);
        return std::nullopt;
    };
    for (auto const quarter : quarters) {
        auto const targetRate = unitsPerDollar(quarter, target_);
        if (!targetRate) continue;
        if (target_ != "USD") factors_.emplace(std::pair{quarter, std::string{"USD"}}, *targetRate);
        for (auto const& [key, rate] : all)
            if (key.first == quarter && key.second != target_ && key.second != "USD")
                factors_.emplace(key, targetRate->dividedBy(ratioOf(rate.unitsPerDollar)));
        std::vector<ExactRatio*> ofQuarter;
        for (auto& [key, ratio] : factors_)
            if (key.first == quarter) ofQuarter.push_back(&ratio);
        ExactRatio::bringToCommonDenominator(ofQuarter);
    }
}

ExactRatio const* Converter::factor(Quarter quarter, std::string_view currency) const {
    if (currency == target_) return &one_;
    auto const place = factors_.find(std::pair{quarter, std::string{currency}});
    return place == factors_.end() ? nullptr : &place->second;
}

std::string const& Converter::basis(Quarter quarter, std::string_view currency) const {
    static std::string const none;
    auto const place = bases_.find(std::pair{quarter, std::string{currency}});
    return place == bases_.end() ? none : place->second;
}

Converted Converter::convert(ExactSum const& sum) const {
    Converted converted;
    for (auto const& part : sum.parts()) {
        if (part.hundredths == 0) continue;
        if (auto const* ratio = factor(part.quarter, part.currency))
            converted.hundredths = converted.hundredths.plus(ratio->times(ExactRatio::of(part.hundredths)));
        else
            converted.withoutRate.push_back(part);
    }
    return converted;
}

}  // namespace zhibao
