#pragma once
/// Private keys (P-256 or SM2) and their files: PKCS#8 in PEM (RFC 5958, RFC 7468), with a passphrase if wished (PBES2: PBKDF2 with
/// HMAC-SHA-256, AES-256-CBC; RFC 8018). Nothing here writes a key or a passphrase anywhere but into what it returns.

#include <memory>
#include <string_view>

#include "base/bytes.h"
#include "base/error.h"
#include "trust/signature.h"

struct evp_pkey_st;

namespace zhibao {

namespace error {
inline constexpr ErrorCode keyMalformed{"key-malformed"};                    // text: what OpenSSL says
inline constexpr ErrorCode keyFormUnsupported{"key-form-unsupported"};       // got: the PEM label found, such as EC PRIVATE KEY
inline constexpr ErrorCode keyKindUnsupported{"key-kind-unsupported"};       // got: RSA, another curve …
inline constexpr ErrorCode keyPassphraseMissing{"key-passphrase-missing"};   // the file is encrypted
inline constexpr ErrorCode keyPassphraseWrong{"key-passphrase-wrong"};
}  // namespace error

/// A private key. Can be moved, not copied; cannot be printed. Signing with one from several threads is safe.
class PrivateKey {
public:
    PrivateKey(PrivateKey&&) noexcept;
    PrivateKey& operator=(PrivateKey&&) noexcept;
    ~PrivateKey();

    /// A new key from OpenSSL's random numbers. cryptographyFailed.
    [[nodiscard]] static Result<PrivateKey> generate(Algorithm algorithm = Algorithm::ecdsaP256Sha256);
    /// Errors: keyMalformed, keyFormUnsupported, keyKindUnsupported, keyPassphraseMissing, keyPassphraseWrong.
    [[nodiscard]] static Result<PrivateKey> readPem(BytesView pem, std::string_view passphrase = {});

    /// PEM text, encrypted unless the passphrase is empty. The caller writes it with FileAccess::ownerOnly. cryptographyFailed.
    [[nodiscard]] Result<Bytes> toPem(std::string_view passphrase = {}) const;
    [[nodiscard]] PublicKey publicKey() const;
    /// A DER signature, as verifySignature wants it with the same algorithm. algorithmNotOfKey, cryptographyFailed.
    [[nodiscard]] Result<Bytes> sign(Algorithm algorithm, BytesView message) const;

    /// For this folder's own files.
    [[nodiscard]] evp_pkey_st* handle() const noexcept;

private:
    struct State;
    explicit PrivateKey(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> state_;
};

}  // namespace zhibao
