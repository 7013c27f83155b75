#pragma once
/// Where a form set stands, in words that the command line and the bureau's window share.

#include <string>

#include "base/language.h"
#include "store/status.h"

namespace zhibao {

/// Who owes, filed, is late, missing, exempt, and what has come of it; `title` is the form set as it is to be called.
[[nodiscard]] std::string countsText(FormSetStatus const& set, std::string const& title, std::string const& period, Language language);

/// Why a unit is exempt. What the bureau wrote itself stays as it is.
[[nodiscard]] std::string exemptionText(std::string const& reason, Language language);

}  // namespace zhibao
