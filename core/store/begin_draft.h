#pragma once
/// Beginning a filing with what this computer knows of the unit already, so that nothing is asked twice.

#include <string>

#include "base/date.h"
#include "base/error.h"
#include "calendar/period.h"
#include "form/edition.h"
#include "store/drafts.h"

namespace zhibao {

/// The draft of this unit, set and period: the one that is there, or a new one. A new one has the unit's code and name, the answers of its
/// latest profile that do not belong to one year (figures are asked anew), and the persons who sign for it. What checkValidity, readFiling
/// and the store say.
[[nodiscard]] Result<std::int64_t> beginDraft(DraftStore& store, EditionLibrary const& library, Edition const& edition, FormSet const& set,
                                              std::string const& unit, Period const& period, Moment now);

/// Remembers the persons whom the profile names as those who sign. Blank answers change nothing; a filing without a profile does nothing.
[[nodiscard]] Result<> rememberSignatoriesOfProfile(DraftStore& store, Filing const& filing, Edition const& edition);

/// The quarter to play with (样例): of an invented unit, with example figures, one of which does not add up; the one that is there unless
/// `anew`. It is never sealed. What randomFiling and the store say.
[[nodiscard]] Result<std::int64_t> beginPractice(DraftStore& store, Edition const& edition, FormSet const& set, Quarter quarter, Moment now, bool anew = false);

}  // namespace zhibao
