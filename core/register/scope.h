#pragma once
/// What kind of unit a unit is, as far as it decides what it is asked: the answers of its profile that conditions of form sets look
/// at ("foreign share above 50 per cent", "controls affiliates abroad"). The conditions are data of the edition (form/model.h).

#include <string>
#include <vector>

#include "form/edition.h"
#include "form/model.h"
#include "register/unit.h"

namespace zhibao {

/// Whether all tests hold. Figures are compared exactly; what is not known, or is no number, holds no test.
[[nodiscard]] bool holds(ScopeCondition const& condition, Characteristics const& characteristics);

/// The condition by which a unit owes the set; null when there is none. A set without conditions is owed by every unit: ask
/// isOwedByAll first.
[[nodiscard]] ScopeCondition const* owedBecause(FormSet const& set, Characteristics const& characteristics);
/// Whether nothing is known of what the set's conditions look at, so that they say nothing of this unit.
[[nodiscard]] bool isScopeUnknown(FormSet const& set, Characteristics const& characteristics);
[[nodiscard]] inline bool isOwedByAll(FormSet const& set) noexcept { return set.owedWhen.empty(); }

/// The columns of the profile that some condition of the edition looks at, in the order of the form: what a register keeps.
[[nodiscard]] std::vector<std::string> characteristicColumns(Edition const& edition);

}  // namespace zhibao
