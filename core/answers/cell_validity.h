#pragma once
/// Whether a figure can be expected in a cell, given the codes of its row: travel is never supplied across the border, a construction
/// site is rarely served from afar. It is data of the lists: an attribute named like a column's concept ("mode1") holds E expected,
/// P possible, U unlikely (asks for an explanation) or X impossible by definition, and "mode1_reason" a code of the list
/// `validity_reasons` whose name says why. Rules judge by the same attributes. Source: DOMAIN 2.2 to 2.4.

#include <cstddef>
#include <optional>

#include "answers/filing.h"
#include "base/language.h"
#include "form/edition.h"

namespace zhibao {

enum class Likelihood { expected, possible, unlikely, impossible };

struct CellValidity {
    Likelihood likelihood = Likelihood::expected;
    LocalizedText reason;  // empty where a figure is expected, and where the edition gives none
    friend bool operator==(CellValidity const&, CellValidity const&) = default;
};

/// Of the cell of `column` in the row; nothing when no code of the row says anything about that column.
[[nodiscard]] std::optional<CellValidity> validityOf(Row const& row, std::size_t column, Form const& form, Edition const& edition);

/// The same where a finding or a cursor points: nothing also for cells that the filing does not have.
[[nodiscard]] std::optional<CellValidity> validityOf(Filing const& filing, CellReference const& cell, Edition const& edition);

}  // namespace zhibao
