#pragma once
/// A unit's profile as of a day, put together from what the register and its counted filings say (table unit_profile).

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "register/unit.h"
#include "store/database.h"

namespace zhibao {

/// All dated versions, each completed by what held before it; at least one (without names for a unit that is only known by its code).
[[nodiscard]] Result<std::vector<UnitProfile>> profilesOf(Database& database, std::int64_t unit);

/// The same of all units at once, for who goes through all filings.
class ProfilesOfUnits {
public:
    [[nodiscard]] static Result<ProfilesOfUnits> read(Database& database);
    /// What holds for a unit on a day, as profileOn says. Lives as long as this.
    [[nodiscard]] UnitProfile const& on(std::int64_t unit, Date day) const;

private:
    std::unordered_map<std::int64_t, std::vector<UnitProfile>> profiles_;
};

/// What is known, by a day, of what decides what the unit is asked.
[[nodiscard]] Result<Characteristics> characteristicsOn(Database& database, std::int64_t unit, Date day);

/// The one that holds on a day: the last that began by then, else the first.
[[nodiscard]] UnitProfile const& profileOn(std::vector<UnitProfile> const& profiles, Date day);

}  // namespace zhibao
