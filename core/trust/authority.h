#pragma once
/// The bureau's own authority: certificates that it issues to units and to itself, its list of those it has revoked, and the verdict
/// whether a certificate was its own and held at a moment. The authority's key is P-256, because TLS and revocation lists need one that
/// every program knows; the keys that it vouches for are P-256 or SM2. Source: RFC 5280.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"
#include "base/error.h"
#include "trust/certificate.h"
#include "trust/keys.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode authorityKeyUnsupported{"authority-key-unsupported"};          // not a P-256 key
inline constexpr ErrorCode useKeyUnsupported{"use-key-unsupported"};                      // an SM2 key in any use but signing
inline constexpr ErrorCode certificateNotSelfSigned{"certificate-not-self-signed"};       // its owner has not shown to have the key
inline constexpr ErrorCode certificateNotIssued{"certificate-not-issued"};                // authority: by that one, or altered
inline constexpr ErrorCode certificateRevoked{"certificate-revoked"};                     // serial, moment
inline constexpr ErrorCode revocationListMalformed{"revocation-list-malformed"};          // text
inline constexpr ErrorCode revocationListNotIssued{"revocation-list-not-issued"};         // authority: by that one, or altered
inline constexpr ErrorCode revocationListOutdated{"revocation-list-outdated"};            // moment, until
}  // namespace error

/// The certificate of a new authority, which its key signs for itself. authorityKeyUnsupported and those of selfSignedCertificate.
[[nodiscard]] Result<Certificate> authorityCertificate(PrivateKey const& key, CertificateSubject const& subject, Validity const& validity);

/// What the authority signs with.
struct Authority {
    PrivateKey key;
    Certificate certificate;
};

/// A certificate for that key. Its serial number is random (from OpenSSL). Errors: keyNotOfCertificate and certificateNotOfAuthority of the authority,
/// useKeyUnsupported, those of selfSignedCertificate.
[[nodiscard]] Result<Certificate> issueCertificate(Authority const& authority, PublicKey const& key, CertificateSubject const& subject, Validity const& validity,
                                                   KeyUse use);

/// That whoever made a self-signed certificate has its key. certificateNotSelfSigned.
[[nodiscard]] Result<> checkSelfSigned(Certificate const& certificate);

/// "01A2…": the certificate's serial number in capital hexadecimal digits, as openssl shows it.
[[nodiscard]] std::string serialOf(Certificate const& certificate);

/// A certificate that no longer holds from a moment on.
struct Revocation {
    std::string serial;
    Moment moment;
    friend bool operator==(Revocation const&, Revocation const&) = default;
};

/// Signed by the authority, in DER; `number` grows from list to list. Errors: those of the authority as above, cryptographyFailed.
[[nodiscard]] Result<Bytes> writeRevocationList(Authority const& authority, std::vector<Revocation> const& revocations, Validity const& validity, std::int64_t number);

struct RevocationList {
    Validity validity;  // when it was made, and until when the next one comes
    std::vector<Revocation> revocations;
};

/// A list in DER or PEM that this authority signed. revocationListMalformed, revocationListNotIssued.
[[nodiscard]] Result<RevocationList> readRevocationList(BytesView pemOrDer, Certificate const& authority);

/// Whether the authority vouched for the certificate at that moment, which somebody other than the certificate's owner attests. Errors:
/// certificateNotOfAuthority, certificateNotIssued, certificateNotValidAt (of either), revocationListOutdated for a list that ends before, certificateRevoked.
[[nodiscard]] Result<> checkIssued(Certificate const& certificate, Certificate const& authority, Moment moment, RevocationList const* list = nullptr);

}  // namespace zhibao
