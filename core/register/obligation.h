#pragma once
/// Obligations (应报): which unit owes which form set for which period, and what has come of it. Computed when a period opens, and
/// then frozen by whoever stores them. Source: DESIGN §4; 统计法 art. 7, 41, 42 (who does not report, and who reports late).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "base/language.h"
#include "calendar/period.h"
#include "calendar/schedule.h"
#include "form/model.h"
#include "register/credit_code.h"
#include "register/unit.h"

namespace zhibao {

/// Why a unit owes nothing.
enum class Exemption {
    none,
    suspended,
    cancelled,
    agent,        // files for others only
    outOfScope,   // its profile gives no reason to ask the set
    scopeUnknown  // nothing of its profile is known that could give a reason
};

/// One obligation: unit × form set × period.
struct Obligation {
    UnitCode unit;
    std::string formSet;
    Period period;
    Exemption exemption = Exemption::none;
    LocalizedText reason = {};  // by which the set is asked of this unit, or is not; empty where every unit owes it
    [[nodiscard]] bool isDue() const noexcept { return exemption == Exemption::none; }
};

/// One obligation for each unit, sorted by unit code. Active units owe, and so do unconfirmed ones, since they have already
/// reported; suspended and cancelled units are exempt, with that reason. Two codes with the same organisation code are one unit:
/// the last given counts. A set that only some units owe (FormSet::owedWhen) is owed by those whose profile on the period's last day gives
/// a reason; of the others those are told apart of whom nothing is known that could give one. periodNotOfSet.
[[nodiscard]] Result<std::vector<Obligation>> computeObligations(std::vector<SurveyUnit> const& units, FormSet const& set,
                                                                 Period const& period);

/// What has come of an obligation so far.
enum class FilingStatus {
    due,      // nothing arrived, the deadline has not passed
    filed,    // arrived in time
    late,     // arrived after the deadline
    missing,  // nothing arrived, the deadline has passed
    exempt    // owed nothing and filed nothing
};

/// `firstArrival` is when the first version arrived at the bureau; later versions do not make a filing late. A unit that is exempt
/// and files all the same is filed or late like any other.
[[nodiscard]] FilingStatus filingStatus(Obligation const& obligation, std::optional<Moment> firstArrival, FilingWindow const& window,
                                        Moment now);

/// Counts for a period. Filings of exempt units are counted apart, so that no rate exceeds one.
struct FilingCounts {
    std::size_t due = 0;
    std::size_t filed = 0;
    std::size_t late = 0;
    std::size_t missing = 0;
    std::size_t exempt = 0;
    std::size_t exemptButFiled = 0;

    void add(Obligation const& obligation, FilingStatus status) noexcept;
    /// 应报: all that owe.
    [[nodiscard]] std::size_t owed() const noexcept { return due + filed + late + missing; }
    /// 已报: filed in time or late, of those that owe. The filing rate (上报率) is arrived / owed.
    [[nodiscard]] std::size_t arrived() const noexcept { return filed + late; }
    friend bool operator==(FilingCounts const&, FilingCounts const&) = default;
};

/// "due", "filed", "late", "missing", "exempt": as written in files.
[[nodiscard]] std::string_view nameOf(FilingStatus status) noexcept;
/// "none", "suspended", "cancelled", "agent", "out-of-scope", "unknown".
[[nodiscard]] std::string_view nameOf(Exemption exemption) noexcept;

}  // namespace zhibao
