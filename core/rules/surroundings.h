#pragma once
/// What is known beside the filing that is judged: other filings of the same unit, the day, the rates, the register. Rules compare
/// with whatever of it there is; what is missing is null in their data, and every rule that needs it says so in its `when`. So a filing
/// can always be judged, and an enterprise that has no history yet is asked nothing about it.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "answers/filing.h"
#include "base/date.h"
#include "calendar/rates.h"
#include "form/edition.h"

namespace zhibao {

/// A filing with the edition that it was made for.
struct KnownFiling {
    std::shared_ptr<Edition const> edition;
    Filing filing;
};

/// What the bureau's register says of the unit on the period's last day; empty for what it does not know.
struct RegisteredUnit {
    std::string name;
    std::string district;
    std::string platform;
    std::string industry;
};

struct Surroundings {
    /// Filings of the unit in any order: earlier periods of this form set, other form sets of this period, profiles. Of two for the same
    /// set and period the later in the list counts. Rules look up what they need.
    std::vector<KnownFiling> filings;
    RateTable const* rates = nullptr;
    std::optional<Date> today;              // the day on which the filing is judged: at the bureau that of its arrival
    std::optional<Date> opens;              // the day on which filing for the period opens
    std::optional<RegisteredUnit> registered;  // only at the bureau

    /// The last of that set and period.
    [[nodiscard]] KnownFiling const* find(std::string const& formSet, std::string const& period) const noexcept {
        for (auto known = filings.rbegin(); known != filings.rend(); ++known) {
            if (known->filing.header.formSet == formSet && known->filing.header.period == period) return &*known;
        }
        return nullptr;
    }
};

}  // namespace zhibao
