#pragma once
/// Which periods of a report can be filled in, what is due first coming first, and what a unit has to do next.

#include <optional>
#include <string>
#include <vector>

#include "calendar/schedule.h"
#include "enterprise/program.h"

namespace zhibao {

struct OfferedPeriod {
    Period period;
    std::optional<FilingWindow> window;
    Timeliness time = {};  // of the window; as it stands without one
};

/// Of the editions in force: first those that can be filed now, the nearest deadline first; then what is not open yet; then what is
/// past, newest first.
[[nodiscard]] std::vector<OfferedPeriod> offeredPeriods(Program& program, std::string const& formSet);

struct DueReport {
    std::string formSet;
    Period period;
};

/// The report with the nearest deadline among those that can be filed now and that the unit has not sealed; nothing when there is none.
[[nodiscard]] std::optional<DueReport> dueNext(Program& program, std::string const& unit);

}  // namespace zhibao
