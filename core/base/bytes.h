#pragma once
/// Bytes of files and messages. A std::string holds them, so that text and bytes need no conversion.

#include <string>
#include <string_view>

namespace zhibao {

using Bytes = std::string;
using BytesView = std::string_view;

}  // namespace zhibao
