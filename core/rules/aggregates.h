#pragma once
/// The aggregate functions over groups of rows.

#include "rules/dataset.h"
#include "rules/keys.h"
#include "rules/syntax.h"

namespace zhibao::vtl {

/// The type of the result; empty when the function does not take values of that type.
[[nodiscard]] std::optional<ScalarType> aggregateType(Operation function, ScalarType type) noexcept;

/// One value per group. Nulls do not count; a group of nothing but nulls gives null. Sums are exact; means, variances and deviations
/// carry at least 15 significant digits. Empty when a result does not fit.
[[nodiscard]] std::optional<Column> aggregated(Operation function, Column const& values, Groups const& groups);

/// The number of rows of each group.
[[nodiscard]] Column counted(Groups const& groups);

}  // namespace zhibao::vtl
