#pragma once
/// Rates of exchange per period. Sums are exact in each currency; one conversion, on the sum, at the period's rate.
/// Starter rates are averages of the Federal Reserve's H.10 release, with that basis stated; the official central parity replaces them.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/error.h"
#include "base/money.h"
#include "calendar/period.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode rateDuplicate{"rate-duplicate"};  // period, currency
inline constexpr ErrorCode rateNotPositive{"rate-not-positive"};  // text
}  // namespace error

/// Units of the currency for one US dollar, exactly as written in the source.
struct Rate {
    Fraction unitsPerDollar;
    std::string basis;  // source and method, printed under tables
};

class RateTable {
public:
    /// CSV with the columns quarter,currency,units_per_usd,basis. Errors name the line.
    [[nodiscard]] static Result<RateTable> parse(BytesView csv);

    /// Nothing when the period has no rate for the currency; one for USD always.
    [[nodiscard]] std::optional<Rate> find(Quarter quarter, std::string_view currency) const;
    /// The name under which a package says which table its respondent saw.
    [[nodiscard]] Digest const& digest() const noexcept { return digest_; }
    [[nodiscard]] std::vector<std::pair<std::pair<Quarter, std::string>, Rate>> all() const;

private:
    std::map<std::pair<Quarter, std::string>, Rate> rates_;
    Digest digest_;
};

}  // namespace zhibao
