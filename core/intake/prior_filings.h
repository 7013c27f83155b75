#pragma once
/// What intake wants to know of what a unit has filed already, as a port: the packages of the filings that count, and what the bureau's
/// register says of the unit.

#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"
#include "base/error.h"
#include "register/credit_code.h"
#include "rules/neighbours.h"
#include "rules/surroundings.h"

namespace zhibao {

class PriorFilings {
public:
    virtual ~PriorFilings() = default;

    struct Known {
        std::vector<Bytes> packages;  // of each wanted filing the version that is in the totals, where there is one, in the order wanted
        std::optional<RegisteredUnit> registered;
    };
    /// `day` is the one on which the register is asked. For one thread. An error is the database's.
    [[nodiscard]] virtual Result<Known> of(UnitCode const& unit, std::vector<FilingName> const& wanted, Date day) = 0;
};

}  // namespace zhibao
