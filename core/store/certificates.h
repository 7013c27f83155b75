#pragma once
/// What the bureau's authority (trust/authority.h) has issued and revoked, as events of the ledger. A certificate that is issued for another
/// key than the unit's pinned one moves the pin, which somebody has to approve; one for the same key leaves it where it is.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "store/bureau_database.h"
#include "trust/authority.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode authorityExists{"authority-exists"};
inline constexpr ErrorCode authorityMissing{"authority-missing"};
inline constexpr ErrorCode keyChangeNotApproved{"key-change-not-approved"};      // unit, pinned, got: fingerprints of keys
inline constexpr ErrorCode certificateUnknown{"certificate-unknown"};            // serial
inline constexpr ErrorCode certificateIsRevoked{"certificate-is-revoked"};       // serial
inline constexpr ErrorCode certificateIsAuthority{"certificate-is-authority"};   // serial
inline constexpr ErrorCode revocationReasonMissing{"revocation-reason-missing"};
}  // namespace error

struct IssuedCertificate {
    Certificate certificate;
    std::string serial;
    KeyUse use = KeyUse::signing;
    Moment issued;
    std::optional<Moment> revoked;
    std::string reason;  // why it was revoked
};

/// The bureau's own certificate. authorityMissing.
[[nodiscard]] Result<Certificate> authorityOf(BureauDatabase const& database);

/// Makes it the bureau's. authorityExists, certificateNotOfAuthority, authorityKeyUnsupported.
[[nodiscard]] Result<> establishAuthority(BureauDatabase& database, Certificate const& certificate, Moment moment, std::string_view actor);

/// What may be recorded of a certificate before it is given away; asked before it is made, so that none is made in vain. Errors: unitUnknown,
/// keyChangeNotApproved unless `isKeyChangeApproved`.
[[nodiscard]] Result<> checkMayIssue(BureauDatabase const& database, std::string_view unit, PublicKey const& key, KeyUse use, bool isKeyChangeApproved);

/// Records a certificate that the authority issued, and pins its key where it is for signing. Errors: those of checkMayIssue, authorityMissing, those of checkIssued.
[[nodiscard]] Result<> recordIssued(BureauDatabase& database, Certificate const& certificate, KeyUse use, bool isKeyChangeApproved, Moment moment, std::string_view actor);

/// From that moment on. certificateUnknown, certificateIsRevoked, certificateIsAuthority, revocationReasonMissing.
[[nodiscard]] Result<> revokeCertificate(BureauDatabase& database, std::string_view serial, std::string_view reason, Moment moment, std::string_view actor);

/// All, the authority's own among them, in the order in which they were issued.
[[nodiscard]] Result<std::vector<IssuedCertificate>> issuedCertificates(BureauDatabase const& database);
/// certificateUnknown.
[[nodiscard]] Result<IssuedCertificate> issuedCertificate(BureauDatabase const& database, std::string_view serial);

/// Signed by the authority; its number is that of the ledger's newest event. Errors: authorityMissing, those of writeRevocationList.
[[nodiscard]] Result<Bytes> revocationListNow(BureauDatabase const& database, Authority const& authority, Validity const& validity);

/// Of a key for which the bureau had issued certificates by then: that one of them held. Of another key nothing is asked; it is pinned or it is not.
/// certificateRevoked when all of them were revoked by then, certificateNotValidAt when those that were not had ended.
[[nodiscard]] Result<> checkKeyCertified(Database& database, Digest const& fingerprint, Moment moment);

/// "signing", "envelope", "connection", "authority".
[[nodiscard]] std::string_view nameOf(KeyUse use) noexcept;

}  // namespace zhibao
