#pragma once
/// Text around bytes, as files hold certificates and lists (RFC 7468). Private keys go another way (keys.h).

#include <string_view>

#include "base/bytes.h"

namespace zhibao {

/// "-----BEGIN label-----", the bytes in base64, 64 characters a line, and "-----END label-----".
[[nodiscard]] Bytes pemOf(std::string_view label, BytesView der);

}  // namespace zhibao
