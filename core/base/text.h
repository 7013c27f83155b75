#pragma once
/// Texts as people type them, made comparable: Unicode normal forms, full-width digits, search folding. All texts are UTF-8.

#include <string>
#include <string_view>

#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode textNotUtf8{"text-not-utf8"};
}

/// True for well-formed UTF-8 (no overlong forms, no surrogates).
[[nodiscard]] bool isUtf8(std::string_view bytes) noexcept;

/// The text with U+FFFD in place of each byte that belongs to no well-formed character.
[[nodiscard]] std::string withoutIllFormed(std::string text);

/// Unicode NFKC: full-width letters and digits become plain ones, compatibility forms become one. Not UTF-8: returned as it is.
[[nodiscard]] std::string normalized(std::string_view text);

/// For numbers: NFKC, and in addition the ideographic comma and point, the minus signs and spaces people's keyboards produce.
/// "１，２３４．５" and "−1 234.5" become "1,234.5" and "-1234.5".
[[nodiscard]] std::string normalizedNumber(std::string_view text);

/// NFKC, case folded, spaces squeezed: two texts that a person would call the same fold to the same.
[[nodiscard]] std::string foldedForSearch(std::string_view text);

/// Without white space at either end (ASCII and ideographic space).
[[nodiscard]] std::string trimmed(std::string_view text);

/// The first `characters` characters (code points), never half of one.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t characters);

/// How many characters (code points) a well-formed text has.
[[nodiscard]] std::size_t characterCount(std::string_view text) noexcept;

}  // namespace zhibao
