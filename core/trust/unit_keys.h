#pragma once
/// A unit's own keys and where they lie: a key of its own, and a certificate that it signs for itself until the bureau issues one.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "trust/certificate.h"
#include "trust/keys.h"
#include "trust/signer.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode unitKeyIncomplete{"unit-key-incomplete"};  // file: the one of the two that is missing
inline constexpr ErrorCode unitKeyMissing{"unit-key-missing"};        // unit
}  // namespace error

struct UnitKeys {
    PrivateKey key;
    Certificate certificate;
};

/// Where a unit's keys lie in an enterprise's data folder: keys/UNIT.key.pem and keys/UNIT.cert.pem.
struct UnitKeyFiles {
    std::filesystem::path key;
    std::filesystem::path certificate;
};
[[nodiscard]] UnitKeyFiles unitKeyFiles(std::filesystem::path const& dataFolder, std::string_view unit);
/// The P-256 pair with which the unit opens connections: keys/UNIT.connection.key.pem and keys/UNIT.connection.cert.pem.
[[nodiscard]] UnitKeyFiles connectionKeyFiles(std::filesystem::path const& dataFolder, std::string_view unit);

/// Makes the folder in which they lie. fileUnwritable.
[[nodiscard]] Result<> makeKeyFolder(UnitKeyFiles const& files);

/// Valid from the clock's moment for ten years, which outlasts any pilot. certificateSubjectUnusable, cryptographyFailed.
[[nodiscard]] Result<UnitKeys> makeUnitKeys(CertificateSubject const& subject, Clock const& clock, Algorithm algorithm = Algorithm::ecdsaP256Sha256,
                                            KeyUse use = KeyUse::signing);

/// Both into files, in PEM; the key for its owner's eyes only, and encrypted unless the passphrase is empty. Both or none are there
/// afterwards. fileUnwritable, and what else writeFile says.
[[nodiscard]] Result<> writeUnitKeys(UnitKeys const& keys, std::filesystem::path const& keyFile, std::filesystem::path const& certificateFile,
                                     std::string_view passphrase = {});

/// Nothing when neither of the two is there. unitKeyIncomplete, and what PrivateKey::readPem and Certificate::read say.
[[nodiscard]] Result<std::optional<UnitKeys>> readUnitKeys(UnitKeyFiles const& files, std::string_view passphrase = {}, KeyUse use = KeyUse::signing);
/// The certificate alone, to be shown; nothing when it is not there.
[[nodiscard]] Result<std::optional<Certificate>> readUnitCertificate(UnitKeyFiles const& files, KeyUse use = KeyUse::signing);
/// Whether the key opens only with a passphrase; false where there is none.
[[nodiscard]] bool isProtected(UnitKeyFiles const& files);

/// The unit's key from the data folder; a new one with a self-signed certificate when there is none. A key that is half there is an error, never replaced: the bureau
/// has pinned it.
[[nodiscard]] Result<FileKeySigner> unitSigner(std::filesystem::path const& dataFolder, std::string const& unit, std::string const& name, Clock const& clock,
                                               std::string_view passphrase = {});
/// The same of a unit whose key must be there. unitKeyMissing.
[[nodiscard]] Result<FileKeySigner> presentUnitSigner(std::filesystem::path const& dataFolder, std::string const& unit, std::string_view passphrase = {});

}  // namespace zhibao
