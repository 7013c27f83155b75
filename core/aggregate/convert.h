#pragma once
/// Sums become one currency: each part at its own quarter's rate, as an exact fraction, added as fractions. Nothing is rounded here.
/// An amount in the target currency itself passes unchanged and needs no rate. What has no rate stays visibly outside.
/// Source: DESIGN §4 "Currency"; DOMAIN 4.5.

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aggregate/exact_ratio.h"
#include "aggregate/exact_sum.h"
#include "calendar/rates.h"

namespace zhibao {

struct Converted {
    ExactRatio hundredths;                    // of the target currency
    std::vector<ExactSum::Part> withoutRate;  // parts that are not contained, by quarter and currency; zeros are left out
};

class Converter {
public:
    /// `rates` is read once. With R(c) units of currency c for one dollar, an amount in c is amount / R(c) × R(target).
    Converter(RateTable const& rates, std::string_view targetCurrency);

    [[nodiscard]] std::string const& targetCurrency() const noexcept { return target_; }
    [[nodiscard]] Converted convert(ExactSum const& sum) const;
    /// What one hundredth of the currency is in hundredths of the target; nothing without a rate. 1 for the target itself.
    [[nodiscard]] ExactRatio const* factor(Quarter quarter, std::string_view currency) const;
    /// How the rate of a currency was made, in the words of its source; empty when there is none.
    [[nodiscard]] std::string const& basis(Quarter quarter, std::string_view currency) const;

private:
    std::string target_;
    ExactRatio one_;
    std::map<std::pair<Quarter, std::string>, ExactRatio, std::less<>> factors_;
    std::map<std::pair<Quarter, std::string>, std::string, std::less<>> bases_;
};

}  // namespace zhibao
