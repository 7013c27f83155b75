#pragma once
/// The entries of an archive that a manifest vouches for: what packages (open.h) and exchange files (exchange.h) have in common.

#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "package/manifest.h"
#include "package/zip_container.h"
#include "trust/certificate.h"

namespace zhibao {

class ArchiveEntries {
public:
    /// As readZip gives them: in order of their names.
    explicit ArchiveEntries(std::vector<ZipEntry> entries) : entries_(std::move(entries)) {}

    /// Null when there is none.
    [[nodiscard]] ZipEntry const* find(std::string_view name) const;
    /// packageEntryMissing.
    [[nodiscard]] Result<BytesView> at(std::string_view name) const;
    [[nodiscard]] std::vector<ZipEntry> const& all() const noexcept { return entries_; }

    /// The archive holds what is listed, byte for byte, and beside it the manifest, its signature and the signer, and nothing else. An entry whose name is
    /// not `allowed` is unknown even when it is listed. packageEntryUnknown, packageEntryMissing, packageEntryAltered.
    [[nodiscard]] Result<> checkListed(std::vector<ManifestEntry> const& listed, bool (*allowed)(std::string_view name)) const;

    /// Whoever holds the key of the certificate in the archive signed the manifest, and it was valid then. packageEntryMissing, packageEntryAltered,
    /// those of Certificate::parseDer and verifySignature, certificateNotValidAt.
    [[nodiscard]] Result<Certificate> checkSigned(BytesView manifestText, Algorithm algorithm, Digest const& signer, Moment createdAt) const;

private:
    std::vector<ZipEntry> entries_;
};

}  // namespace zhibao
