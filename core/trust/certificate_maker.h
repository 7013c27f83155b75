#pragma once
/// Makes certificates, for the files of this folder that hand them out.

#include "trust/certificate.h"
#include "trust/keys.h"

struct X509_name_st;

namespace zhibao {

/// What a new certificate says. Without an issuer the key is the signer's own.
struct CertificatePlan {
    PublicKey key;
    CertificateSubject subject;
    Validity validity;
    KeyUse use = KeyUse::signing;
};

/// Its serial number is random (from OpenSSL); everything else is given. certificateSubjectUnusable, cryptographyFailed.
[[nodiscard]] Result<Certificate> makeCertificate(CertificatePlan const& plan, PrivateKey const& signer, Certificate const* issuer);

/// That the subject can stand in a certificate and in a request for one. certificateSubjectUnusable.
[[nodiscard]] Result<> checkSubject(CertificateSubject const& subject);

/// Code and name, as a subject of ours has them. False when OpenSSL fails.
[[nodiscard]] bool addSubject(X509_name_st* names, CertificateSubject const& subject);

}  // namespace zhibao
