#pragma once
/// Rates of exchange per period. Sums are exact in each currency; one conversion, on the sum, at the period's rate. A rate is an exact
/// fraction and is never rounded; what is printed of it may be (rateText).
///
/// Starter rates are averages of the Federal Reserve's H.10 release, with that basis stated; the official central parity
/// (人民币汇率中间价) replaces them. A quarter's rate may be given as it is or made from the rates of its three months, as their simple
/// mean. Source: DOMAIN 4.5; DESIGN §4 "Currency".

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"
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
inline constexpr ErrorCode ratePeriodColumn{"rate-period-column"};            // a file has the column "quarter" or the column "month"
inline constexpr ErrorCode rateColumnUnknown{"rate-column-unknown"};          // column
inline constexpr ErrorCode rateStatusUnknown{"rate-status-unknown"};          // text
inline constexpr ErrorCode rateMonthMalformed{"rate-month-malformed"};        // text
inline constexpr ErrorCode rateMonthsMissing{"rate-months-missing"};          // period, currency, months
inline constexpr ErrorCode rateQuotationUnknown{"rate-quotation-unknown"};    // text
inline constexpr ErrorCode rateDollarMissing{"rate-dollar-missing"};          // period, currency: quoted in yuan, and no line says what a dollar was
inline constexpr ErrorCode rateExactMalformed{"rate-exact-malformed"};        // text: no fraction such as 20656/3000
}  // namespace error

/// How far a rate can be relied on. Frozen rates are those of a quarter that the bureau has closed; they never change again.
enum class RateStatus { draft, official, frozen };
[[nodiscard]] std::string_view nameOf(RateStatus status) noexcept;
[[nodiscard]] std::optional<RateStatus> rateStatusNamed(std::string_view name) noexcept;

/// Units of the currency for one US dollar, exactly as written in the source.
struct Rate {
    Fraction unitsPerDollar;
    std::string basis;   // how it was made, printed under tables
    std::string source = {};  // who published it
    std::string enteredBy = {};
    std::optional<Date> enteredOn = {};
    RateStatus status = RateStatus::draft;
    friend bool operator==(Rate const&, Rate const&) = default;
};

/// The rate as a decimal: exact when it has one of at most 12 places, otherwise rounded half up to six places behind "≈".
[[nodiscard]] std::string rateText(Fraction const& fraction);
/// The rate exactly, in lowest terms: "20656/3000" as "2582/375", "7" as "7/1".
[[nodiscard]] std::string exactText(Fraction const& fraction);

class RateTable {
public:
    using Key = std::pair<Quarter, std::string>;  // period and currency

    /// An empty table: only dollars can be converted.
    RateTable() : RateTable(std::map<Key, Rate>{}) {}
    /// From rates that were checked before, such as those of a locked quarter.
    explicit RateTable(std::map<Key, Rate> rates);
    /// The CSV that readRates takes. The first problem with its line, when there is one.
    [[nodiscard]] static Result<RateTable> parse(BytesView csv);

    /// Nothing when the period has no rate for the currency; one for USD always (with an empty basis).
    [[nodiscard]] std::optional<Rate> find(Quarter quarter, std::string_view currency) const;
    /// Of all rates with their basis, each as written in its fraction, sorted by period and currency. The order of lines and the line
    /// ends of a file do not count.
    [[nodiscard]] Digest const& digest() const noexcept { return digest_; }
    /// The name under which a package says which rates its respondent saw: of the rates of the period's quarters alone, as values. Two
    /// tables that convert the period alike have the same, whoever entered them and however they write 6.80.
    [[nodiscard]] Digest digestOf(Period const& period) const;
    /// This table, and of the quarters of which it says nothing the other: the rates of one quarter come from one hand.
    [[nodiscard]] RateTable completedBy(RateTable const& other) const;
    /// Sorted by period, then currency.
    [[nodiscard]] std::vector<std::pair<Key, Rate>> all() const;

private:
    std::map<Key, Rate> rates_;
    Digest digest_;
};

/// What stands for the columns that a file of rates does not have, and for fields left empty.
struct RateDefaults {
    std::string source;
    std::string enteredBy;
    std::optional<Date> enteredOn;
    RateStatus status = RateStatus::draft;
};

/// A file of rates as far as it could be read: one rate per quarter and currency, and everything that is wrong with it.
struct RateReading {
    std::map<RateTable::Key, Rate> rates;
    std::map<RateTable::Key, std::size_t> lines;  // where each stands; the first month's line for a mean
    std::vector<Error> problems;                  // each with its line: first rows of the wrong length, then by line
};

/// CSV with the column quarter (2017Q1) or month (2017-01), and currency, units_per_usd; basis, source, entered_by, entered_on
/// (2017-04-12), status (draft, official) and exact (the fraction that a rounded units_per_usd stands for) may follow. In the place of
/// units_per_usd a file may have rate and quotation, which says of each line how it is quoted: units-per-usd; cny-per-100, yuan for a
/// hundred units of the currency; units-per-100-cny, units for a hundred yuan. The last two are how the central parity is published; they
/// need the line of USD of the same period, which gives the rate of CNY, and are turned into units per dollar exactly. From months, a quarter's rate is the exact mean of its three, and its basis
/// says of which; with fewer than three there is no rate but a problem.
/// Errors of the whole file: those of base/csv.h, ratePeriodColumn, rateColumnUnknown. Problems of lines: csvRowLength,
/// periodMalformed, rateMonthMalformed, rateMonthsMissing, rateCurrencyMalformed, amountMalformed, amountOverflow, rateNotPositive,
/// rateOfTheDollar, rateQuotationUnknown, rateDollarMissing, rateExactMalformed, rateDuplicate, dateMalformed, rateStatusUnknown.
[[nodiscard]] Result<RateReading> readRates(BytesView csv, RateDefaults const& defaults = {});

/// A file of these rates that readRates takes, each exactly; frozen ones as official.
[[nodiscard]] Bytes toCsv(RateTable const& rates);

}  // namespace zhibao
