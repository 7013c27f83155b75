#pragma once
/// The ways of signing that a file may name. A key signs in exactly one of them: the curve it lies on decides.

#include <array>
#include <string_view>

#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode algorithmUnknown{"algorithm-unknown"};       // text
inline constexpr ErrorCode algorithmNotOfKey{"algorithm-not-of-key"};  // algorithm, key: names of algorithms
}  // namespace error

enum class Algorithm {
    ecdsaP256Sha256,  // FIPS 186-4 over P-256 with SHA-256, s in the lower half of the group's order
    sm2Sm3            // GB/T 32918.2 over the curve of GB/T 32918.5 with SM3 (GB/T 32905), signer known as sm2SignerId
};

inline constexpr std::array algorithms{Algorithm::ecdsaP256Sha256, Algorithm::sm2Sm3};

/// Who signs, as SM2 mixes it into what is signed. All signatures here use the value that GM/T 0009 gives for whoever has agreed on no other;
/// OpenSSL 3.0 takes none by itself, so it is always named.
inline constexpr std::string_view sm2SignerId{"1234567812345678"};

/// "ecdsa-p256-sha256" and "sm2-sm3", as files write them.
[[nodiscard]] std::string_view nameOf(Algorithm algorithm) noexcept;
/// algorithmUnknown for anything but a name that nameOf gives.
[[nodiscard]] Result<Algorithm> parseAlgorithm(std::string_view name);

}  // namespace zhibao
