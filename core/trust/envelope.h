#pragma once
/// Envelopes: bytes that only the holder of one key can read (CMS AuthEnvelopedData, RFC 5083, with AES-256-GCM; the content key is agreed
/// by ECDH over P-256 with the X9.63 derivation and SHA-256, RFC 5753). Who made an envelope it does not say: what is inside is signed.
/// SM2 has no place here, because OpenSSL 3.0 knows it neither in CMS nor as a key to agree with.

#include "base/bytes.h"
#include "base/error.h"
#include "trust/certificate.h"
#include "trust/keys.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode envelopeKeyUnsupported{"envelope-key-unsupported"};  // a key that is not P-256
inline constexpr ErrorCode envelopeMalformed{"envelope-malformed"};             // no such CMS message, or not in DER
inline constexpr ErrorCode envelopeNotForKey{"envelope-not-for-key"};           // made for another key, or altered where it says so
inline constexpr ErrorCode envelopeAltered{"envelope-altered"};                 // the right key, but not the bytes that were put in
}  // namespace error

/// DER. Everything but its length is new each time. envelopeKeyUnsupported, certificateNotForEnvelope, cryptographyFailed.
[[nodiscard]] Result<Bytes> enclose(BytesView contents, Certificate const& recipient);

/// What was enclosed. Nothing of it is given away before the whole was found unaltered. envelopeKeyUnsupported, envelopeMalformed,
/// envelopeNotForKey, envelopeAltered. Safe to call from several threads.
[[nodiscard]] Result<Bytes> disclose(BytesView envelope, PrivateKey const& key);

}  // namespace zhibao
