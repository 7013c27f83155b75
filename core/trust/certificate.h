#pragma once
/// Certificates (X.509 v3, RFC 5280) as values. A unit's certificate names the unit by its code in the subject's serialNumber; until
/// the bureau issues certificates it is self-signed, and the store pins the unit's first key.

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"
#include "trust/signature.h"

namespace zhibao {

class PrivateKey;

namespace error {
inline constexpr ErrorCode certificateMalformed{"certificate-malformed"};            // text: what is wrong with it
inline constexpr ErrorCode certificateKeyUnsupported{"certificate-key-unsupported"};  // anything but a plain P-256 or SM2 key
inline constexpr ErrorCode certificateNotForSigning{"certificate-not-for-signing"};   // its key usage excludes signatures
inline constexpr ErrorCode certificateNotForEnvelope{"certificate-not-for-envelope"};  // its key usage excludes agreeing on keys
inline constexpr ErrorCode certificateNotOfAuthority{"certificate-not-of-authority"};  // it may not issue others
inline constexpr ErrorCode certificateSubjectUnusable{"certificate-subject-unusable"};  // text: a code that cannot stand in a subject
inline constexpr ErrorCode certificateNotValidAt{"certificate-not-valid-at"};         // moment, from, until
}  // namespace error

/// What a certificate's key is meant for, as its key usage says (RFC 5280 4.2.1.3); without one, for all but the last.
enum class KeyUse {
    signing,    // digitalSignature
    envelope,   // keyAgreement: what is enveloped for its owner
    connection, // digitalSignature, in a client's handshake only (TLS)
    authority   // keyCertSign, cRLSign: issues certificates and revocation lists
};

/// From the first to the last second in which a certificate may be used.
struct Validity {
    Moment from;
    Moment until;
    friend bool operator==(Validity const&, Validity const&) = default;
};

/// From now on for that many days.
[[nodiscard]] Validity validFromNow(Clock const& clock, int days);

class Certificate {
public:
    /// One certificate and nothing after it, in DER. Errors: certificateMalformed, certificateKeyUnsupported, those of checkFor.
    /// The issuer's signature is not judged here: a self-signature says nothing that the signed manifest does not say.
    [[nodiscard]] static Result<Certificate> parseDer(BytesView der, KeyUse use = KeyUse::signing);
    /// The same from PEM (the first CERTIFICATE in it) or DER, as files hold it.
    [[nodiscard]] static Result<Certificate> read(BytesView pemOrDer, KeyUse use = KeyUse::signing);

    [[nodiscard]] Bytes const& der() const noexcept { return der_; }
    [[nodiscard]] Bytes toPem() const;
    /// The code of the unit: the subject's serialNumber; empty when it has none.
    [[nodiscard]] std::string const& unit() const noexcept { return unit_; }
    /// The subject's common name; empty when it has none.
    [[nodiscard]] std::string const& name() const noexcept { return name_; }
    [[nodiscard]] Validity const& validity() const noexcept { return validity_; }
    [[nodiscard]] PublicKey const& publicKey() const noexcept { return publicKey_; }
    /// SHA-256 of the certificate.
    [[nodiscard]] Digest fingerprint() const { return sha256(der_); }
    /// SHA-256 of the SubjectPublicKeyInfo: stays the same when the certificate of a key is renewed. This is what is pinned.
    [[nodiscard]] Digest keyFingerprint() const { return sha256(subjectPublicKeyInfo(publicKey_)); }
    /// certificateNotForSigning, certificateNotForEnvelope, certificateNotOfAuthority.
    [[nodiscard]] Result<> checkFor(KeyUse use) const;
    /// certificateNotValidAt when the moment is outside the validity.
    [[nodiscard]] Result<> checkValidAt(Moment moment) const;
    friend bool operator==(Certificate const& left, Certificate const& right) { return left.der_ == right.der_; }

private:
    Certificate() = default;
    Bytes der_;
    std::string unit_;
    std::string name_;
    Validity validity_;
    PublicKey publicKey_;
    std::uint8_t uses_ = 0xFF;  // the first eight bits of the key usage
    bool isAuthority_ = false;  // as the basic constraints say
};

/// Whom a certificate is for.
struct CertificateSubject {
    std::string unit;  // its code: letters and digits
    std::string name;  // empty: the code stands for it; longer than 64 characters (RFC 5280, ub-common-name) is shortened
};

/// A certificate that the key signs for itself, for one use only. Its serial number is random (from OpenSSL); everything else is
/// given. Errors: certificateSubjectUnusable, cryptographyFailed.
[[nodiscard]] Result<Certificate> selfSignedCertificate(PrivateKey const& key, CertificateSubject const& subject, Validity const& validity,
                                                        KeyUse use = KeyUse::signing);

/// As verifySignature with the certificate's key.
[[nodiscard]] Result<> verifySignature(Certificate const& certificate, Algorithm algorithm, BytesView message, BytesView signature);

}  // namespace zhibao
