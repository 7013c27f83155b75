#pragma once
/// The occasion on which a filing is judged: the day, the day from which its period can be filed, and the rates. Every program that
/// judges begins with it and adds the filings that it knows (rules/surroundings.h).

#include "answers/filing.h"
#include "base/date.h"
#include "calendar/rates.h"
#include "calendar/schedule.h"
#include "form/edition.h"
#include "rules/surroundings.h"

namespace zhibao {

/// Surroundings without filings. A filing whose period or form set the edition does not know has no day of opening: that is a
/// structural problem of its own. `rates` may be null and must outlive the surroundings.
[[nodiscard]] Surroundings surroundingsOn(Date today, FilingHeader const& filing, Edition const& edition, Schedule const& schedule, RateTable const* rates);

}  // namespace zhibao
