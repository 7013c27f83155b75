#pragma once
/// Public keys and signatures. Of each signature exactly one form is accepted: the shortest DER, and of ECDSA s in the lower half (the high
/// s would verify as well, so a stranger could change the bytes of a file without breaking its signature; an SM2 signature has one s only).
/// Source: FIPS 186-4; SEC 1 C.5 (ECDSA-Sig-Value); RFC 5480 (keys in certificates); GB/T 32918.2; GB/T 35276 (both in the SM2 forms).

#include <array>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/error.h"
#include "trust/algorithm.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode signatureMalformed{"signature-malformed"};  // not the shortest DER, trailing bytes, r or s out of range
inline constexpr ErrorCode signatureNotLow{"signature-not-low"};       // s in the upper half
inline constexpr ErrorCode signatureInvalid{"signature-invalid"};      // made with another key or over other bytes
inline constexpr ErrorCode publicKeyInvalid{"public-key-invalid"};     // the point is not on the curve
}  // namespace error

/// A public key as an uncompressed point (04 X Y) on the curve of its algorithm. That it lies there is checked when it is used.
struct PublicKey {
    Algorithm algorithm = Algorithm::ecdsaP256Sha256;
    std::array<std::uint8_t, 65> point{};
    friend bool operator==(PublicKey const&, PublicKey const&) = default;
};

/// The key as a DER SubjectPublicKeyInfo (91 bytes), and the key in that form; nothing for any other kind or form of key.
[[nodiscard]] Bytes subjectPublicKeyInfo(PublicKey const& key);
[[nodiscard]] std::optional<PublicKey> publicKeyOf(BytesView subjectPublicKeyInfo) noexcept;

/// Errors: algorithmNotOfKey, signatureMalformed, signatureNotLow, publicKeyInvalid, signatureInvalid. Safe to call from several threads.
[[nodiscard]] Result<> verifySignature(PublicKey const& key, Algorithm algorithm, BytesView message, BytesView signature);

/// The same signature of ECDSA over P-256 with s in the lower half, in the shortest DER. signatureMalformed.
[[nodiscard]] Result<Bytes> withLowS(BytesView signature);

}  // namespace zhibao
