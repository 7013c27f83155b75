#pragma once
/// Where in a text something stands, for people who look for it in an editor.

#include <cstddef>
#include <string>
#include <string_view>

namespace zhibao {

/// "line:column" of the first byte that makes the text no UTF-8, or is zero; the column counts bytes. The text begins at `firstLine`. The
/// text's end when there is none.
[[nodiscard]] std::string placeOfBadByte(std::string_view text, std::size_t firstLine = 1);

}  // namespace zhibao
