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
inline constexpr ErrorCode rateDuplicate{"rate-duplicate"};                   // period, currency
inline constexpr ErrorCode rateNotPositive{"rate-not-positive"};              // text
inline constexpr ErrorCode rateCurrencyMalformed{"rate-currency-malformed"};  // text: no three capitals
inline constexpr ErrorCode rateOfTheDollar{"rate-of-the-dollar"};             // text: a dollar is one dollar
}  // namespace error

/// Units of the currency for one US dollar, exactly as written in the source.
struct Rate {
    Fraction unitsPerDollar;
    std::string basis;  // source and method, printed under tables
};

class RateTable {
public:
    using Key = std::pair<Quarter, std::string>;  // period and currency

    /// An empty table: only dollars can be converted.
    RateTable() : RateTable(std::map<Key, Rate>{}) {}
    /// From rates that were checked before, such as those of a locked quarter.
    explicit RateTable(std::map<Key, Rate> rates);
    /// CSV with the columns quarter,currency,units_per_usd,basis. Errors name the line; besides those above periodMalformed,
    /// amountMalformed and those of base/csv.h.
    [[nodiscard]] static Result<RateTable> parse(BytesView csv);

    /// Nothing when the period has no rate for the currency; one for USD always (with an empty basis).
    [[nodiscard]] std::optional<Rate> find(Quarter quarter, std::string_view currency) const;
    /// The name under which a package says which table its respondent saw: of all rates, each as written in its fraction, sorted
    /// by period and currency. The order of lines and the line ends of a file do not count.
    [[nodiscard]] Digest const& digest() const noexcept { return digest_; }
    /// Sorted by period, then currency.
    [[nodiscard]] std::vector<std::pair<Key, Rate>> all() const;

private:
    std::map<Key, Rate> rates_;
    Digest digest_;
};

}  // namespace zhibao
