#pragma once
/// One form of an edition from its file (form-1): columns with their kinds, legal marks, definitions and the print layout.

#include <set>
#include <string>

#include "base/error.h"
#include "base/json.h"
#include "form/edition.h"

namespace zhibao {

/// Whether figures are answered: amounts, percentages and counts.
[[nodiscard]] bool isFigure(ColumnKind kind) noexcept;

/// The column that a node names; it must exist. columnUnknown.
[[nodiscard]] Result<Column const*> columnOf(JsonNode const& node, Form const& form);

/// The lists of `edition` are read already; `formIds` are the names that other forms have. Errors: those of form/edition.h about columns
/// and forms, and those of form/print_layout.h.
[[nodiscard]] Result<Form> readForm(JsonNode const& document, Edition const& edition, std::set<std::string>& formIds);

}  // namespace zhibao
