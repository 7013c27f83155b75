#pragma once
/// One unit's own trade over its quarters, for the unit itself: how much it exported or imported in all, by item, by mode, by partner.
/// The figures are sums of its filings, exact, converted at each quarter's rate and rounded here, each cell for itself. What has no rate
/// is not contained and stands among the notes.

#include <span>
#include <string>
#include <vector>

#include "aggregate/cube.h"
#include "base/error.h"
#include "base/language.h"
#include "base/money.h"
#include "calendar/rates.h"
#include "rules/surroundings.h"
#include "table/table.h"

namespace zhibao {

enum class TrendBy { all, item, mode, partner };
/// "all", "item", "mode", "partner": as files and the command line write them.
[[nodiscard]] std::string_view nameOf(TrendBy by) noexcept;

struct TrendOptions {
    TrendBy by = TrendBy::all;
    std::string flow = "export";    // "export" or "import"; with `all` both are shown
    std::string currency = "USD";
    Unit unit = Unit::tenThousand;
    Language language = Language::chinese;
};

/// The table "unit-trend": a row per item, mode or partner, largest in the last quarter first, a column per quarter from the first to the
/// last of the filings. A quarter without a filing between them has blank cells. Of two filings for one quarter the later in the list
/// counts. `edition` gives the words. cubeTooManyCodes, amountOverflow.
[[nodiscard]] Result<Table> trendTable(std::span<KnownFiling const> filings, Edition const& edition, RateTable const& rates, TrendOptions const& options);

}  // namespace zhibao
