#pragma once
/// Requests for certificates (PKCS#10, RFC 2986), in DER: whoever makes one shows to have the key, because the request is signed with it.

#include "base/bytes.h"
#include "base/error.h"
#include "trust/certificate.h"
#include "trust/keys.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode certificateRequestMalformed{"certificate-request-malformed"};    // text
inline constexpr ErrorCode certificateRequestNotSigned{"certificate-request-not-signed"};  // with another key, or altered
}  // namespace error

struct CertificateRequest {
    PublicKey key;
    CertificateSubject subject;
    /// SHA-256 of the SubjectPublicKeyInfo, as Certificate::keyFingerprint.
    [[nodiscard]] Digest keyFingerprint() const { return sha256(subjectPublicKeyInfo(key)); }
};

/// Errors: certificateSubjectUnusable, cryptographyFailed.
[[nodiscard]] Result<Bytes> writeCertificateRequest(PrivateKey const& key, CertificateSubject const& subject);

/// One request and nothing after it. Errors: certificateRequestMalformed, certificateKeyUnsupported, certificateRequestNotSigned.
[[nodiscard]] Result<CertificateRequest> readCertificateRequest(BytesView der);

}  // namespace zhibao
