#pragma once
/// Amounts in the ledger: hundredths of the row's currency, null where a cell is blank.

#include <optional>

#include "base/money.h"
#include "store/database.h"

namespace zhibao {

[[nodiscard]] inline std::optional<Money> moneyIn(Cursor const& rows, int column) noexcept {
    auto const hundredths = rows.optionalInteger(column);
    if (!hundredths) return std::nullopt;
    return Money::ofHundredths(*hundredths);
}

}  // namespace zhibao
