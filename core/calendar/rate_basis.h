#pragma once
/// The basis of a rate, in the words that are printed under tables. It is one text, or "中文 / English".

#include <string>
#include <string_view>

#include "base/language.h"

namespace zhibao {

/// Both halves; a text without halves stands for both languages.
[[nodiscard]] LocalizedText halvesOfBasis(std::string_view basis);

/// The basis with something more to be said of it, in both languages. What is added to an empty basis stands alone.
[[nodiscard]] std::string basisWith(std::string_view basis, LocalizedText const& more);

}  // namespace zhibao
