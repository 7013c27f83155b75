#pragma once
/// Whether the amounts of a filing can be converted: a currency that has no rate for the period is a query, because its rows stand
/// outside converted totals until there is one. Source: DESIGN §4 "Currency".

#include <vector>

#include "answers/filing.h"
#include "answers/structure.h"
#include "base/error.h"
#include "calendar/rates.h"
#include "form/edition.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode currencyWithoutRate{"currency-without-rate"};  // currency, period
}

/// One query for each currency without a rate in which a row has an amount, with the currency cells of all its rows. An annual filing
/// needs the rates of all four quarters. Nothing for a period that cannot be read: structure says that.
[[nodiscard]] std::vector<StructuralProblem> checkRates(Filing const& filing, Edition const& edition, RateTable const& rates);

}  // namespace zhibao
