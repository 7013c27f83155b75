#pragma once
/// Beginning a report in the window: the edition is the one that serves the period, everything else is core's.

#include <cstdint>
#include <string>

#include "calendar/period.h"
#include "enterprise/program.h"

namespace zhibao {

/// periodWithoutEdition, formSetUnknown, what beginDraft says.
[[nodiscard]] Result<std::int64_t> beginReport(Program& program, std::string const& unit, std::string const& formSet, Period const& period);

/// The unit's profile: the draft that is open, else one for the period that is offered first. As beginReport.
[[nodiscard]] Result<std::int64_t> beginProfile(Program& program, std::string const& unit);

/// The quarter to play with, of the newest edition that can be practised with. exampleFormUnsuitable and what beginPractice says.
[[nodiscard]] Result<std::int64_t> beginPractice(Program& program, bool anew);

/// Whether the profile names with it a person who signs.
[[nodiscard]] bool isOfSigner(Column const& column);

}  // namespace zhibao
