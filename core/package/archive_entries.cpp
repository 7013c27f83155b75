#include "package/archive_entries.h"

#include <algorithm>
#include <string>

#include "package/contents.h"
#include "package/open.h"

namespace zhibao {

namespace {

bool isOutsideManifest(std::string_view name) {
    return name == entry::manifest || name == entry::signature || name == entry::signer;
}

}  // namespace

ZipEntry const* ArchiveEntries::find(std::string_view name) const {
    auto const found = std::lower_bound(entries_.begin(), entries_.end(), name, [](ZipEntry const& entry, std::string_view wanted) { return entry.name < wanted; });
    return found == entries_.end() || found->name != name ? nullptr : &*found;
}

Result<BytesView> ArchiveEntries::at(std::string_view name) const {
    if (auto const* found = find(name)) return found->bytes;
    return fail(error::packageEntryMissing, {{"name", std::string{name}}});
}

Result<> ArchiveEntries::checkListed(std::vector<ManifestEntry> const& listed, bool (*allowed)(std::string_view name)) const {
    auto const isListed = [&](std::string_view name) {
        // In order of their names, as every manifest has them.
        auto const found = std::lower_bound(listed.begin(), listed.end(), name, [](ManifestEntry const& item, std::string_view wanted) { return item.name < wanted; });
        return found != listed.end() && found->name == name;
    };
    for (auto const& item : entries_)
        if (!isOutsideManifest(item.name) && !(allowed(item.name) && isListed(item.name))) return fail(error::packageEntryUnknown, {{"name", std::string{item.name}}});
    for (auto const& item : listed) {
        // The name is the manifest's, so a stranger's; the archive's names are known to be plain.
        auto const name = isPlainEntryName(item.name) ? item.name : std::string{"?"};
        auto const* const found = find(item.name);
        if (found == nullptr || isOutsideManifest(item.name)) return fail(error::packageEntryMissing, {{"name", name}});
        if (static_cast<std::int64_t>(found->bytes.size()) != item.bytes || sha256(found->bytes) != item.digest)
            return fail(error::packageEntryAltered, {{"name", name}}, name);
    }
    return {};
}

Result<Certificate> ArchiveEntries::checkSigned(BytesView manifestText, Algorithm algorithm, Digest const& signer, Moment createdAt) const {
    ZHIBAO_TRY(auto const certificateBytes, at(entry::signer));
    ZHIBAO_TRY(auto const signature, at(entry::signature));
    if (sha256(certificateBytes) != signer) return fail(error::packageEntryAltered, {{"name", std::string{entry::signer}}}, entry::signer);
    ZHIBAO_TRY(auto certificate, inside(entry::signer, Certificate::parseDer(certificateBytes)));
    ZHIBAO_CHECK(inside(entry::signature, verifySignature(certificate, algorithm, manifestText, signature)));
    ZHIBAO_CHECK(inside(entry::signer, certificate.checkValidAt(createdAt)));
    return certificate;
}

}  // namespace zhibao
