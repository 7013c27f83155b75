#pragma once
/// Last quarter's rows, opened again: the same business goes on, so what identifies a row stands there already and only the figures are
/// asked anew. No figure is ever carried.

#include <cstddef>
#include <vector>

#include "answers/filing.h"
#include "form/edition.h"

namespace zhibao {

struct ReopenedRows {
    std::vector<Row> rows;       // for the form of today, in their earlier order: keys and attributes, figures blank
    std::size_t present = 0;     // earlier rows whose key stands in today's form already
    std::vector<std::size_t> withoutPlace;  // earlier rows, by position, with a code that today's lists do not know, or without a whole key
};

/// The rows of `then` that `present` lacks. Both forms must tell rows apart by the same questions; otherwise every row is without a place.
[[nodiscard]] ReopenedRows reopenedRows(std::vector<Row> const& earlier, Form const& then, std::vector<Row> const& present, Form const& now,
                                        Edition const& edition);

}  // namespace zhibao
