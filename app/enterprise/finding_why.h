#pragma once
/// Why a finding is one, for the person who reads it: the check's title and reason from its papers, where it comes from, and the numbers
/// that it was judged on.

#include <string>

#include "form/edition.h"
#include "rules/edition_rules.h"
#include "ui/findings_model.h"

namespace zhibao {

/// As HTML; empty when the edition has no papers for it.
[[nodiscard]] std::string whyHtml(ListedFinding const& finding, EditionRules const& rules, Edition const& edition, Unit unit, Language language);

}  // namespace zhibao
