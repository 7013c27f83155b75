#pragma once
/// Mandates (委托): which unit has another, such as an accounting office, file for it, from when and until when, and what the bureau saw of it. The agent is in the register
/// too, with a key of its own (state `agent` when it is asked nothing itself); what it seals for the unit is taken in as long as a mandate holds. Mandates are added and
/// ended, never changed.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "register/credit_code.h"
#include "store/bureau_database.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode mandateEvidenceMissing{"mandate-evidence-missing"};
inline constexpr ErrorCode mandateDaysReversed{"mandate-days-reversed"};        // from, until
inline constexpr ErrorCode mandateUnknown{"mandate-unknown"};                  // mandate: number
inline constexpr ErrorCode mandateHasEnded{"mandate-has-ended"};               // mandate, day: the last
inline constexpr ErrorCode mandateEndOutside{"mandate-end-outside"};           // mandate, day, from
inline constexpr ErrorCode mandateReasonMissing{"mandate-reason-missing"};
}  // namespace error

struct Mandate {
    std::int64_t mandate = 0;  // the ledger's number
    std::string unit;          // codes
    std::string agent;
    Date firstDay{boost::gregorian::not_a_date_time};
    std::optional<Date> lastDay;  // none: until it is ended
    std::string evidence;
    std::string endReason = {}; // why it ended before its last day; empty when it did not
};

/// Gives its number. Errors: unitUnknown of either, mandateOfItself, mandateEvidenceMissing, mandateDaysReversed.
Result<std::int64_t> recordMandate(BureauDatabase& database, Mandate const& mandate, Moment moment, std::string_view actor);

/// `lastDay` is the last day on which it holds. Errors: mandateUnknown, mandateHasEnded, mandateEndOutside, mandateReasonMissing.
[[nodiscard]] Result<> endMandate(BureauDatabase& database, std::int64_t mandate, Date lastDay, std::string_view reason, Moment moment, std::string_view actor);

/// All of a unit or of an agent, or all, in the order in which they were recorded.
[[nodiscard]] Result<std::vector<Mandate>> listMandates(BureauDatabase const& database, std::string_view unitOrAgent);

/// The mandate under which the agent may file for the unit on that day.
[[nodiscard]] Result<std::optional<std::int64_t>> mandateOn(Database& database, std::string_view unitOrganisationCode, std::string_view agentOrganisationCode, Date day);

}  // namespace zhibao
