#pragma once
/// Which units are asked a form, or owe a form set at all: conditions over the profile or another form of the same filing.

#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "form/edition.h"

namespace zhibao {

/// Reasons to ask a form, or a whole set when `asked` is empty: then only the profile can give one. The forms of `edition` are read
/// already. Errors: scopeSourceUnfit, scopeTestUnfit, columnUnknown, codeUnknown, textLanguageMissing.
[[nodiscard]] Result<std::vector<ScopeCondition>> readScope(JsonNode const& node, FormSet const& set, std::string_view asked, Edition const& edition);

}  // namespace zhibao
