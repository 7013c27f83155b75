#pragma once
/// The bureau's rates of exchange. They decide: totals are converted by them, whatever table a respondent saw. Where the bureau has
/// entered none, the starter rates of the forms folder stand in. A quarter is frozen when it is locked; its rates then never change,
/// neither here nor by another starter file. Source: DESIGN §4 "Currency"; DOMAIN 4.5 and 8.22.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "calendar/rates.h"
#include "form/code_list.h"
#include "store/bureau_database.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode ratesFrozen{"rates-frozen"};    // period
inline constexpr ErrorCode ratesMissing{"rates-missing"};  // period: nothing to freeze
inline constexpr ErrorCode ratesNotFrozen{"rates-not-frozen"};  // period: nothing to reopen
inline constexpr ErrorCode ratesReasonMissing{"rates-reason-missing"};
inline constexpr ErrorCode ratePeriodFar{"rate-period-far"};  // period, from, until: no quarter near it has a rate
inline constexpr ErrorCode rateUnsigned{"rate-unsigned"};     // period, currency: official, and nobody says whose it is or who entered it
inline constexpr ErrorCode rateJumps{"rate-jumps"};           // period, currency, rate, other, otherPeriod
}  // namespace error

/// The rates in force: of each quarter and currency the latest the bureau entered, else the starter's. A frozen quarter has the frozen
/// rates and no others.
[[nodiscard]] Result<RateTable> bureauRates(BureauDatabase const& database, RateTable const& starter);

struct RateImport {
    std::size_t added = 0;      // of quarters and currencies that the bureau had none for
    std::size_t changed = 0;    // that replace another; the earlier one stays in the history
    std::size_t unchanged = 0;  // that say exactly what is in force
    std::vector<Error> problems;  // each with its line; with one of them nothing was taken
};
/// What a file of rates is held against; null: nothing.
struct RateExpectations {
    CodeList const* currencies = nullptr;  // those there are
    RateTable const* starter = nullptr;    // quarters that have rates, beside the bureau's own
};
/// Takes a file of rates (calendar/rates.h readRates) in one event, or nothing of it. Problems besides those of readRates: ratesFrozen;
/// codeUnknown for a currency; ratePeriodFar for a quarter more than two years from all that have rates, in the file or before.
[[nodiscard]] Result<RateImport> importRates(BureauDatabase& database, BytesView csv, RateDefaults const& defaults, Moment moment, std::string_view actor,
                                             RateExpectations const& expectations = {});

/// How many rates of each kind were frozen.
struct FrozenRates {
    std::size_t drafts = 0;
    std::size_t official = 0;
};
/// From now on these rates of the quarter hold: the bureau's, and the starter's where it has none. ratesFrozen when it is already,
/// ratesMissing when there is no rate at all; rateUnsigned; rateJumps when a rate is less than two thirds or more than one and a half of
/// that of the nearest quarter before or after within a year, unless its currency is among the `confirmed`.
[[nodiscard]] Result<FrozenRates> freezeRates(BureauDatabase& database, Quarter quarter, RateTable const& starter, Moment moment, std::string_view actor,
                                              std::set<std::string> const& confirmed = {});

/// The frozen rates of a quarter are drafts again and can be replaced; the event "rates-reopened" keeps the reason. ratesReasonMissing,
/// ratesNotFrozen.
[[nodiscard]] Result<> reopenRates(BureauDatabase& database, Quarter quarter, std::string_view reason, Moment moment, std::string_view actor);

/// A rate as it was entered at some time.
struct RateEntry {
    Quarter quarter;
    std::string currency;
    Rate rate;
    std::int64_t event = 0;
    Moment moment;
    std::string actor;
    bool isInForce = false;
};
/// All rates the bureau entered, of one quarter or of all, by quarter, currency and time.
[[nodiscard]] Result<std::vector<RateEntry>> rateHistory(BureauDatabase const& database, std::optional<Quarter> quarter = {});

}  // namespace zhibao
