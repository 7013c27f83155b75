#pragma once
/// Makes certificates, for the files of this folder that hand them out.

#include "trust/certificate.h"
#include "trust/keys.h"

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

}  // namespace zhibao
