#pragma once
/// The unit's side of a registration (备案), in the data folder of the enterprise's program: asking for a certificate, how its key stands with the bureau, and taking in the starter
/// file by which the bureau answers. The bureau's side is registrations.h.
///
/// A key that is asked for in the place of another waits beside it (keys/UNIT.asked-….key.pem) until its certificate comes; filings are signed with the old one until then, and
/// the old one is kept afterwards (keys/UNIT.former-….key.pem).

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/error.h"
#include "form/edition.h"
#include "package/registration.h"
#include "package/starter.h"
#include "store/bureau_news.h"
#include "store/drafts.h"
#include "trust/certificate.h"
#include "trust/signer.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode registrationPurposeUnfit{"registration-purpose-unfit"};  // unit, purpose: a renewal without a certificate, another key without a first one
inline constexpr ErrorCode unitKeyAwaited{"unit-key-awaited"};                      // unit: its certificate has not come yet
inline constexpr ErrorCode registrationNotAsked{"registration-not-asked"};          // unit, file: digest of what the answer is about
}  // namespace error

/// So long before its end a certificate is to be renewed.
inline constexpr int renewalDays = 60;

enum class KeyStanding {
    none,          // no key yet
    unregistered,  // a key, which the bureau knows at most from a filing
    registered,
    ending,        // within renewalDays
    ended,
    revoked        // the bureau's list says so
};

/// A registration that was written and that the bureau has not approved, as far as is known here.
struct AskedRegistration {
    Registration registration;
    Bytes file;
    Moment written;
    std::string returned;  // why it was returned; empty where no answer is known
};

struct UnitKeyState {
    KeyStanding standing = KeyStanding::none;
    std::optional<Certificate> certificate;
    int daysLeft = 0;          // of a certificate of the bureau's: 0 on its last day in China
    bool isProtected = false;  // a passphrase opens the key
    std::optional<AskedRegistration> asked;
};

/// Errors: those of the database and of Certificate::read.
[[nodiscard]] Result<UnitKeyState> unitKeyState(DraftStore& store, std::filesystem::path const& dataFolder, std::string const& unit, Moment now);
/// The certificate of a unit, as a notice tells of it.
struct CertificateNotice {
    KnownUnit unit;
    KeyStanding standing = KeyStanding::ending;
    Moment until;
    int daysLeft = 0;
};
/// Of the units that are shown, those whose certificate ends soon, has ended or was revoked; what cannot be read is told where it is used. `news` is what newestNews gave. Errors: those of the database.
[[nodiscard]] Result<std::vector<CertificateNotice>> certificatesToTellOf(DraftStore& store, std::filesystem::path const& dataFolder, std::optional<BureauNews> const& news, Moment now);

/// What the standing asks for: a first registration, or a renewal.
[[nodiscard]] RegistrationPurpose nextPurpose(UnitKeyState const& state) noexcept;

/// The unit's own key to sign with, made when there is none and none is asked for: a third key would be in nobody's books. Errors: unitKeyAwaited, those of unitSigner.
[[nodiscard]] Result<FileKeySigner> ownSigner(DraftStore& store, std::filesystem::path const& dataFolder, std::string const& unit, std::string const& name, Clock const& clock,
                                              std::string_view passphrase = {});

/// What is known here of the unit that a registration says: its name, what its latest profile answers, who signs. unitNotHere.
[[nodiscard]] Result<Registration> proposedRegistration(DraftStore& store, EditionLibrary const& library, std::string const& unit);

struct WrittenRegistration {
    Registration registration;  // with the fingerprint
    Bytes file;
};

/// Makes the keys that are needed, or takes those that are there: for a new key and a new signatory one that waits beside the old. The passphrase opens the key, and protects one
/// that is made. The same registration again is for the same key, so that a form that is stamped already stays true, unless the passphrase does not open it: then that
/// key is lost too. Errors: registrationPurposeUnfit, those of readRegistrationDocument, readUnitKeys and writeRegistration.
[[nodiscard]] Result<WrittenRegistration> writeUnitRegistration(DraftStore& store, std::filesystem::path const& dataFolder, Registration registration, std::string_view passphrase,
                                                                Clock const& clock, std::string_view programVersion);

struct TakenStarter {
    std::string unit;
    std::string name;
    Moment until;                // the end of the certificate: of the one that signs, where its key is here
    bool isKeyHere = false;      // its key is on this computer and signs with it from now on
    bool isKeyChanged = false;   // another key than before signs
    NewsAge age = NewsAge::newest;
    std::size_t taken = 0;       // earlier filings that were not here
    std::size_t same = 0;
    std::size_t setAside = 0;
    std::vector<Error> unread;   // filings of editions that are not here
};

/// Takes in what a starter file holds, under the authority that the unit trusts: its certificates for the keys they belong to, its earlier filings as sealed versions that the bureau
/// counts, and what it says of the survey. An older certificate never replaces a newer one. Errors: bureauNotTrustedYet, those of readStarter, of disk and database.
[[nodiscard]] Result<TakenStarter> takeStarter(DraftStore& store, std::filesystem::path const& dataFolder, EditionLibrary const& library, BytesView file, Clock const& clock);

/// The unit trusts the authority in its first starter file, which somebody has compared with the bureau's paper, and the file is taken in; both or nothing. A unit that is not here
/// yet, as on a new computer, comes onto the list. Errors: those of trustAuthority and takeStarter.
[[nodiscard]] Result<TakenStarter> trustAndTakeStarter(DraftStore& store, std::filesystem::path const& dataFolder, EditionLibrary const& library, BytesView file, Clock const& clock);

struct TakenReturn {
    std::string unit;
    RegistrationPurpose purpose = RegistrationPurpose::first;
    std::string reason;
};
/// Takes in the answer that a registration is returned. Errors: those of takeReceipt, registrationNotAsked.
[[nodiscard]] Result<TakenReturn> takeReturnedRegistration(DraftStore& store, BytesView file, Moment now);

}  // namespace zhibao
