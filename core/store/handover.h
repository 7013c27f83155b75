#pragma once
/// The file by which an enterprise's work goes to the next bookkeeper or the next computer: units, drafts, sealed versions with their
/// attachments and ledger lines, how ledgers are read, who signs, and the keys of its units under a passphrase. Taking it over never overwrites anything: of two
/// versions that claim one place both are kept.
///
/// Form: an archive as package/zip_container.h has it, of handover.json (what it holds, with the digest of every entry;
/// schemas/handover-1.schema.json), drafts.db and, per unit, keys/CODE.key.pem (PKCS#8, encrypted: trust/keys.h) and keys/CODE.cert.pem; likewise its keys for connections, those
/// that wait for a certificate and former ones (trust/unit_keys.h, unit_registration.h). A key that asks for a passphrase asks for the same one on the next computer.
/// What was only practised stays behind when it is taken over. Only the keys are encrypted: who has the file can read the figures.

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/error.h"
#include "package/contents.h"
#include "store/drafts.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode handoverDamaged{"handover-damaged"};              // name: an entry that is not as it was written
inline constexpr ErrorCode handoverSchemaUnknown{"handover-schema-unknown"};  // got
inline constexpr ErrorCode handoverPassphraseShort{"handover-passphrase-short"};  // least: characters
inline constexpr ErrorCode handoverPassphraseOther{"handover-passphrase-other"};  // unit: its key is under another passphrase than the file's
}  // namespace error

/// Fewer characters protect nothing.
inline constexpr std::size_t shortestPassphrase = 8;

/// What a hand-over file says it holds.
struct HandoverContents {
    struct Unit {
        std::string code;
        std::string name;
        bool hasKey = false;
        bool isProtected = false;  // its keys ask for the passphrase whenever they sign
        friend bool operator==(Unit const&, Unit const&) = default;
    };
    Moment createdAt;
    std::vector<Unit> units;  // by code
    std::int64_t drafts = 0;  // versions that are not sealed
    std::int64_t sealed = 0;  // versions that are
};

/// A version that another one keeps from its place.
struct SetAside {
    std::int64_t id = 0;
    std::string unit;
    std::string unitName;
    std::string edition;
    std::string formSet;
    std::string period;
    std::int64_t version = 1;
    std::optional<Digest> identity;  // of a sealed one
    Moment changedAt;
    Moment setAsideAt;
};

/// What became of what a file held.
struct HandoverReport {
    std::size_t taken = 0;      // versions that were not here
    std::size_t same = 0;       // versions that were here already
    std::size_t setAside = 0;   // pairs of versions of which one was set aside
    std::size_t keysTaken = 0;
    std::size_t keysSame = 0;
    std::vector<std::filesystem::path> keysSetAside;  // another key of the unit is here; the file's key was put beside it
};

/// One moment's state of everything. A passphrase is asked for when there is a key. Errors: handoverPassphraseShort, handoverPassphraseOther, those of reading keys,
/// of the database and of writeZip.
[[nodiscard]] Result<Bytes> writeHandover(DraftStore& store, std::filesystem::path const& dataFolder, std::string_view passphrase, Clock const& clock);

/// Checks the archive and every digest, without a passphrase. Errors: those of readZip, handoverSchemaUnknown, handoverDamaged.
[[nodiscard]] Result<HandoverContents> readHandover(BytesView file);

/// Everything or nothing: nothing is changed when the file is damaged, its database is newer than this program, or a key does not open.
/// Errors: those of readHandover, databaseNewer, databaseForeign, keyPassphraseMissing, keyPassphraseWrong, those of disk and database.
[[nodiscard]] Result<HandoverReport> takeOver(DraftStore& store, std::filesystem::path const& dataFolder, BytesView file, std::string_view passphrase, Moment now);

/// A version as it was sealed, wherever.
struct SealedVersion {
    Filing filing;
    std::shared_ptr<Edition const> edition;
    std::vector<Attachment> attachments;
    SealRecord seal;
};
/// Takes sealed versions over as from such a file: nothing is overwritten. In the caller's transaction, if there is one. Errors: those of disk and database.
[[nodiscard]] Result<HandoverReport> takeSealedVersions(DraftStore& store, std::filesystem::path const& dataFolder, std::vector<SealedVersion> const& versions, Moment now);

/// What was set aside, latest first.
[[nodiscard]] Result<std::vector<SetAside>> setAsideVersions(DraftStore& store);
/// draftUnknown, what readFiling says.
[[nodiscard]] Result<Filing> readSetAside(DraftStore& store, std::int64_t id, Edition const& edition);

}  // namespace zhibao
