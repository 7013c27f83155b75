#pragma once
/// What a structural problem says to a person: its arguments name columns, forms, lists and currencies as the edition does, not as files do,
/// and an unknown code comes with those that may have been meant.

#include <string_view>

#include "answers/structure.h"
#include "base/error.h"
#include "base/language.h"
#include "form/edition.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode codeUnknownNear{"code-unknown-near"};  // code, list, near: what codeUnknown becomes when codes like it are known
}

/// For the sentence of the problem; the error itself stays what it is wherever programs read it.
[[nodiscard]] Error worded(StructuralProblem const& problem, Edition const& edition, Language language);

/// The same of an error of any kind: its arguments name columns (of the form that it names, or else of `form`), forms, form sets and lists.
[[nodiscard]] Error worded(Error error, std::string_view form, Edition const& edition, Language language);

}  // namespace zhibao
