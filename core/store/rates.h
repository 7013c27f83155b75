#pragma once
/// The bureau's rates of exchange. They decide: totals are converted by them, whatever table a respondent saw. Where the bureau has
/// entered none, the starter rates of the forms folder stand in. A quarter is frozen when it is locked; its rates then never change,
/// neither here nor by another starter file. Source: DESIGN §4 "Currency"; DOMAIN 4.5 and 8.22.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "calendar/rates.h"
#include "store/bureau_database.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode ratesFrozen{"rates-frozen"};    // period
inline constexpr ErrorCode ratesMissing{"rates-missing"};  // period: nothing to freeze
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
/// Takes a file of rates (calendar/rates.h readRates) in one event, or nothing of it. Problems besides those of readRates: ratesFrozen.
[[nodiscard]] Result<RateImport> importRates(BureauDatabase& database, BytesView csv, RateDefaults const& defaults, Moment moment, std::string_view actor);

/// From now on these rates of the quarter hold: the bureau's, and the starter's where it has none. ratesFrozen when it is already,
/// ratesMissing when there is no rate at all.
[[nodiscard]] Result<> freezeRates(BureauDatabase& database, Quarter quarter, RateTable const& starter, Moment moment, std::string_view actor);

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
