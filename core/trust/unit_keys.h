#pragma once
/// A unit's first keys: a key of its own, and a certificate that it signs for itself until the bureau issues one.

#include <filesystem>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "trust/certificate.h"
#include "trust/keys.h"

namespace zhibao {

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

/// Valid from the clock's moment for ten years, which outlasts any pilot. certificateSubjectUnusable, cryptographyFailed.
[[nodiscard]] Result<UnitKeys> makeUnitKeys(CertificateSubject const& subject, Clock const& clock, Algorithm algorithm = Algorithm::ecdsaP256Sha256,
                                            KeyUse use = KeyUse::signing);

/// Both into files, in PEM; the key for its owner's eyes only, and encrypted unless the passphrase is empty. Both or none are there
/// afterwards. fileUnwritable, and what else writeFile says.
[[nodiscard]] Result<> writeUnitKeys(UnitKeys const& keys, std::filesystem::path const& keyFile, std::filesystem::path const& certificateFile,
                                     std::string_view passphrase = {});

}  // namespace zhibao
