#pragma once
/// Texts one behind the other in bytes that are digested: each with its length, so that no other texts give the same bytes.

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace zhibao {

inline void addPiece(Bytes& bytes, std::string_view piece) {
    bytes += std::to_string(piece.size());
    bytes += ':';
    bytes += piece;
}

}  // namespace zhibao
