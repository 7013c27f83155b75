#pragma once
/// Progress towards a target for a year's trade in services. The target is data of an edition: amount, currency, year, and which
/// calibre counts. Source: the pilot plan of September 2016 (USD 10 billion for 2017, its calibre not defined); DOMAIN 0 and 8(4).

#include <map>
#include <string>
#include <vector>

#include "aggregate/calibre.h"
#include "aggregate/convert.h"
#include "base/json.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode targetYearDiffers{"target-year-differs"};  // year, period
}

struct Target {
    Int128 hundredths = 0;  // of the currency; positive
    std::string currency;
    int year = 0;
    Calibre calibre = Calibre::reported;  // the one that counts
    friend bool operator==(Target const&, Target const&) = default;
};

/// Where the year stands after one quarter.
struct TargetProgress {
    Quarter quarter;
    Converted ofQuarter;
    Converted cumulative;  // of the year's quarters up to this one, each at its own rate
    ExactRatio shareDone;  // cumulative ÷ target
};

/// {"amount": "10000000000.00", "currency": "USD", "year": 2017, "calibre": "reported"}. Errors name the pointer.
[[nodiscard]] Result<Target> readTarget(JsonNode const& node);

/// One entry per quarter of the year up to `last`; a quarter without a sum counts as nothing yet. `converter` converts into the target's
/// currency. targetYearDiffers when `last` lies in another year.
[[nodiscard]] Result<std::vector<TargetProgress>> progressTowards(Target const& target, std::map<Quarter, ExactSum> const& sums, Quarter last,
                                                                  Converter const& converter);

}  // namespace zhibao
