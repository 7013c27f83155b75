#pragma once
/// Which periods of a report can be filled in, what is due first coming first, and what a unit has to do next.

#include <optional>
#include <string>
#include <vector>

#include "calendar/schedule.h"
#include "enterprise/program.h"
#include "register/unit.h"

namespace zhibao {

struct OfferedPeriod {
    Period period;
    std::optional<FilingWindow> window;
    Timeliness time = {};  // of the window; as it stands without one
};

/// Of the editions in force: first those that can be filed now, the nearest deadline first; then what is not open yet; then what is
/// past, newest first.
[[nodiscard]] std::vector<OfferedPeriod> offeredPeriods(Program& program, std::string const& formSet);

/// What the unit's latest profile on this computer says; nothing without one.
[[nodiscard]] std::optional<Characteristics> profileOf(Program& program, std::string const& unit);

/// Whether a unit of that profile owes a report; without a profile that is known only of reports that every unit owes.
enum class Owing { owed, notOwed, unknown };
[[nodiscard]] Owing owes(FormSet const& set, std::optional<Characteristics> const& profile);

struct DueReport {
    std::string formSet;
    Period period;
};

/// The report with the nearest deadline among those that the unit owes, that can be filed now and that it has not sealed; nothing when there is none.
[[nodiscard]] std::optional<DueReport> dueNext(Program& program, std::string const& unit);

}  // namespace zhibao
