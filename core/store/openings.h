#pragma once
/// Opening a form set for a period: from that moment on it is fixed who owes it (应报), as register/obligation.h says; a unit that comes
/// later gets its obligation then, with the reason. Changes are further rows, never removals.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "calendar/period.h"
#include "intake/ledger.h"
#include "register/credit_code.h"
#include "store/bureau_database.h"
#include "store/event_log.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode periodAlreadyOpen{"period-already-open"};  // period, set
inline constexpr ErrorCode registerEmpty{"register-empty"};           // period
inline constexpr ErrorCode oweUnitsChoice{"owe-units-choice"};        // neither units nor all new ones, or both
inline constexpr ErrorCode oweReasonMissing{"owe-reason-missing"};
inline constexpr ErrorCode periodNotOpen{"period-not-open"};          // period, set
inline constexpr ErrorCode unitUnknown{"unit-unknown"};               // unit
}  // namespace error

/// Opens it with the units and states of this moment. `conditions` is the form set as the edition has it: where only some units owe it,
/// the others are exempt as "out-of-scope", or as "unknown" where nothing is known of what the conditions look at; null when every unit owes it. periodAlreadyOpen, periodNotBegun.
[[nodiscard]] Result<> openPeriod(BureauDatabase& database, std::string_view edition, std::string_view formSet, Period const& period, FilingWindow const& window,
                                  Moment moment, std::string_view actor, FormSet const* conditions = nullptr);

/// Frees a unit from an obligation, or makes it due (again), with the reason. periodNotOpen, unitUnknown.
[[nodiscard]] Result<> setObligation(BureauDatabase& database, std::string_view formSet, Period const& period, UnitCode const& unit, bool isDue,
                                     std::string_view reason, Moment moment, std::string_view actor);

/// The same for several units: all or none.
[[nodiscard]] Result<> setObligations(BureauDatabase& database, std::string_view formSet, Period const& period, std::vector<UnitCode> const& units, bool isDue,
                                      std::string_view reason, Moment moment, std::string_view actor);

/// The active and unconfirmed units that came into the register after the opening and have neither obligation nor exemption. periodNotOpen.
[[nodiscard]] Result<std::vector<UnitCode>> unitsWithoutObligation(BureauDatabase const& database, std::string_view formSet, Period const& period);

/// The periods for which something is open or was, years and quarters, by their names.
[[nodiscard]] Result<std::vector<Period>> openedPeriods(BureauDatabase const& database);
/// The quarters alone, from the first on.
[[nodiscard]] Result<std::vector<Quarter>> openedQuarters(BureauDatabase const& database);

/// For the ledger: the same inside its transaction. Gives the opening's id.
[[nodiscard]] Result<std::int64_t> openPeriodIn(Database& database, EventLog& log, std::string_view edition, std::string_view formSet,
                                                Period const& period, FilingWindow const& window, Moment moment, std::string_view actor,
                                                FormSet const* conditions = nullptr);

}  // namespace zhibao
