#pragma once
/// Registrations (备案) as the bureau handles them: taken in, checked, and either approved, which issues certificates and a starter file, or returned with a reason.
/// Each is decided once; a unit that was returned sends another file. package/registration.h says what a file holds.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"
#include "package/registration.h"
#include "package/starter.h"
#include "store/bureau_database.h"
#include "trust/authority.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode registrationFingerprintDiffers{"registration-fingerprint-differs"};  // got, expected: of the file, on the form
inline constexpr ErrorCode registrationOfBureau{"registration-of-bureau"};                      // unit
inline constexpr ErrorCode registrationKeyOfOther{"registration-key-of-other"};                 // unit: that has this key already
inline constexpr ErrorCode registrationKeyKnown{"registration-key-known"};                      // unit, pinned, got: a first registration with another key
inline constexpr ErrorCode registrationKeyUnchanged{"registration-key-unchanged"};              // unit: asks for another key and shows the same
inline constexpr ErrorCode registrationNotCertified{"registration-not-certified"};              // unit: renews what it does not have
inline constexpr ErrorCode registrationNameDiffers{"registration-name-differs"};                // unit, name, registered
inline constexpr ErrorCode registrationDecided{"registration-decided"};                         // file: digest
inline constexpr ErrorCode registrationReturnReasonMissing{"registration-return-reason-missing"};
}  // namespace error

struct RegistrationEntry {
    std::int64_t registration = 0;
    std::string unit;
    std::string name;
    RegistrationPurpose purpose = RegistrationPurpose::first;
    Digest key;
    Digest file;
    Moment arrived;
    std::string decision;  // "approved", "returned"; empty while it waits
    std::string reason;
    std::string serial;
};

/// Takes the file in, once. Gives its number. Errors: those of readRegistration.
Result<std::int64_t> receiveRegistration(BureauDatabase& database, BytesView file, Moment moment, std::string_view actor);

/// Those that wait, or all, oldest first.
[[nodiscard]] Result<std::vector<RegistrationEntry>> listRegistrations(BureauDatabase const& database, bool onlyWaiting);

/// What stands in the way of approval; `typed` is the fingerprint on the stamped form (nothing: not compared yet). Errors of the whole: those of the database, authorityMissing.
[[nodiscard]] Result<std::vector<Error>> checkRegistration(BureauDatabase const& database, OpenedRegistration const& registration, std::optional<Digest> const& typed, Moment moment);

/// What an approval is made with.
struct Approval {
    Authority const& authority;
    Signer& bureau;      // signs the starter file
    Digest typed;        // the fingerprint on the stamped form
    int days = 730;
    SurveyState state;   // without the list of revocations, which is made here
    Clock const& clock;
    std::string_view programVersion;
    std::string_view actor;
};

struct Approved {
    Bytes starter;
    Certificate signing;
};

/// Issues the certificates, enters a unit into the register that is not there, and gives its starter file. Errors: the first of checkRegistration, registrationDecided, those of
/// recordIssued, checkBureauSigner and writeStarter.
[[nodiscard]] Result<Approved> approveRegistration(BureauDatabase& database, BytesView file, Approval const& approval);

/// The answer is a receipt with the verdict `returned`. Errors: registrationReturnReasonMissing, registrationDecided, those of readRegistration and checkBureauSigner.
[[nodiscard]] Result<Bytes> returnRegistration(BureauDatabase& database, BytesView file, std::string_view reason, Signer& bureau, Clock const& clock, std::string_view programVersion,
                                               std::string_view actor);

/// The unit's packages that are in the totals, by period.
[[nodiscard]] Result<std::vector<Bytes>> countedPackagesOf(BureauDatabase const& database, std::string_view unit);

/// The bureau's certificate to which filings are enveloped: the newest that is not revoked and still valid.
[[nodiscard]] Result<std::optional<Certificate>> envelopeCertificateOf(BureauDatabase const& database, Moment moment);

}  // namespace zhibao
