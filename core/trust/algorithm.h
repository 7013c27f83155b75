#pragma once
/// The ways of signing that a file may name.

#include <string_view>

#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode algorithmUnknown{"algorithm-unknown"};  // text
}

enum class Algorithm {
    ecdsaP256Sha256  // FIPS 186-4 over P-256 with SHA-256, s in the lower half of the group's order
};

/// "ecdsa-p256-sha256", as files write it.
[[nodiscard]] std::string_view nameOf(Algorithm algorithm) noexcept;
/// algorithmUnknown for anything but a name that nameOf gives.
[[nodiscard]] Result<Algorithm> parseAlgorithm(std::string_view name);

}  // namespace zhibao
