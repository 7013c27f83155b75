#pragma once
/// Public keys and signatures. Of each signature exactly one form is accepted: s in the lower half (the high s would verify
/// as well, so a stranger could change the bytes of a file without breaking its signature), and the shortest DER.
/// Source: FIPS 186-4; SEC 1 C.5 (ECDSA-Sig-Value); RFC 5480 (keys in certificates).

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

/// A P-256 public key as an uncompressed point (04 X Y). That it lies on the curve is checked when it is used.
struct PublicKey {
    std::array<std::uint8_t, 65> point{};
    friend bool operator==(PublicKey const&, PublicKey const&) = default;
};

/// The key as a DER SubjectPublicKeyInfo (91 bytes), and the key in that form; nothing for any other kind or form of key.
[[nodiscard]] Bytes subjectPublicKeyInfo(PublicKey const& key);
[[nodiscard]] std::optional<PublicKey> publicKeyOf(BytesView subjectPublicKeyInfo) noexcept;

/// Errors: signatureMalformed, signatureNotLow, publicKeyInvalid, signatureInvalid. Safe to call from several threads.
[[nodiscard]] Result<> verifySignature(PublicKey const& key, Algorithm algorithm, BytesView message, BytesView signature);

/// The same signature with s in the lower half, in the shortest DER. signatureMalformed.
[[nodiscard]] Result<Bytes> withLowS(BytesView signature);

}  // namespace zhibao
