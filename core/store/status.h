#pragma once
/// Where a period stands: who owes, who filed, in time or late, what is accepted, what waits, and which units' versions disagree.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/json.h"
#include "calendar/holidays.h"
#include "calendar/period.h"
#include "calendar/schedule.h"
#include "register/obligation.h"
#include "store/bureau_database.h"

namespace zhibao {

/// A version in a fork, or one that waits for its predecessor.
struct DisputedVersion {
    std::int64_t number = 0;
    Digest identity;
    std::optional<Digest> replaces;
    std::string fileName;
    bool isGap = false;  // otherwise in the fork
    friend bool operator==(DisputedVersion const&, DisputedVersion const&) = default;
};

/// One unit's part in a form set of a period.
struct UnitStatus {
    std::string unit;
    std::string name;
    std::string unitState;  // active, unconfirmed, suspended, cancelled
    FilingStatus status = FilingStatus::due;
    bool isExempt = false;
    std::string reason;     // of the obligation: "active", "unconfirmed", "entered-later", or what the bureau wrote
    std::optional<Moment> firstArrival;
    std::int64_t latestNumber = 0;   // of the version with the highest number; 0 for none
    std::int64_t countedNumber = 0;  // of the version in the totals; 0 for none
    bool isWithdrawn = false;        // the unit took its filing back, and owes it again
    bool isFork = false;             // its versions contradict each other (counting.h)
    bool isGap = false;              // a version names a predecessor that has not arrived (counting.h)
    std::vector<DisputedVersion> disputed;  // those in the fork and those that wait for a predecessor, by number, then by identity
};

/// One form set of the period. Counts are those of register/obligation.h and three more.
struct FormSetStatus {
    std::string formSet;
    std::string edition;
    FilingWindow window;
    FilingCounts counts;
    std::size_t accepted = 0;  // filings with a version in the totals
    std::size_t waiting = 0;   // filings whose latest version is not in the totals (forks and gaps are counted apart)
    std::size_t forks = 0;
    std::size_t gaps = 0;
    Timeliness time;           // where the moment stands in the window
    std::vector<UnitStatus> units;  // all with an obligation, by code
};

struct PeriodStatus {
    std::string period;
    Moment moment;
    std::vector<FormSetStatus> formSets;  // those that were opened, by name
};

/// Without holidays no working days are counted.
[[nodiscard]] Result<PeriodStatus> statusOf(BureauDatabase const& database, Period const& period, Moment now, Holidays const& holidays = {});

/// {"period","moment","formSets":[{"set","edition","opens","deadline","daysLeft","workdaysLeft","owed","filed","late","missing","due","exempt",…,"units":[…],
/// "disputes":[{"unit","name","set","kind":"fork"|"gap","versions":[{"version","identity","replaces","file"}],"counted","next"}]}]}
/// `next` is what to do about it: the words for "status-next-fork" and "status-next-gap".
[[nodiscard]] JsonValue toJson(PeriodStatus const& status, std::function<std::string(std::string_view name)> const& words);

}  // namespace zhibao
