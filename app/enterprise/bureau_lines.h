#pragma once
/// What the bureau said to a version, as lines of the list of findings, above those that the program found itself.

#include <vector>

#include "store/bureau_remarks.h"
#include "ui/findings_model.h"

namespace zhibao {

/// For the filing as it stands. Where `found` has the same query, the two share their explanation.
[[nodiscard]] std::vector<ListedFinding> bureauLines(AnsweredVersion const& answered, Filing const& now, Edition const& edition, std::vector<ListedFinding> const& found);

}  // namespace zhibao
