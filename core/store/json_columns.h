#pragma once
/// Columns of the ledger that hold JSON: the cells and the arguments of findings, refusals and reasons.

#include <string>
#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/error.h"

namespace zhibao {

[[nodiscard]] std::string cellsText(std::vector<CellReference> const& cells);
[[nodiscard]] std::string argumentsText(ErrorArguments const& arguments);
/// Errors: those of parseJson and JsonNode.
[[nodiscard]] Result<std::vector<CellReference>> cellsIn(std::string_view text);
[[nodiscard]] Result<ErrorArguments> argumentsIn(std::string_view text);

}  // namespace zhibao
