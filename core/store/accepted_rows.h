#pragma once
/// What totals are made of: the rows of the latest accepted version of every filing, joined with the unit's profile on the
/// period's last day. Read one by one, so that memory does not grow with the ledger.

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "base/money.h"
#include "base/progress.h"
#include "calendar/period.h"

namespace zhibao {

class BureauDatabase;

/// One row of trade by mode. Texts live only during the call. Amounts are in the row's currency; nothing stands for blank.
struct AcceptedRow {
    Quarter quarter;
    std::int64_t filingVersion;  // the ledger's number of the version the row comes from
    std::string_view unit;
    std::string_view district;
    std::string_view platform;
    std::string_view industry;
    bool inLiangjiang;
    std::string_view flow;
    std::string_view item;
    std::string_view partner;
    std::string_view outsourcing;
    std::string_view currency;
    std::optional<Money> total;
    std::optional<Money> mode1;
    std::optional<Money> mode2;
    std::optional<Money> mode4;
    std::optional<Money> affiliated;
    std::optional<Money> digital;
};

/// Calls `take` for each row of the quarters first to last (both counted), ordered by quarter, unit and row. Stops at the first error.
/// `progress`, where there is one, hears how many of the filings are finished.
[[nodiscard]] Result<> forEachAcceptedRow(BureauDatabase const& database, Quarter first, Quarter last,
                                          std::function<Result<>(AcceptedRow const&)> const& take, Progress* progress = nullptr);

}  // namespace zhibao
