#include "package/open.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "package/zip_container.h"

namespace zhibao {

namespace {

class Entries {
public:
    explicit Entries(std::vector<ZipEntry> entries) : entries_(std::move(entries)) {}

    [[nodiscard]] ZipEntry const* find(std::string_view name) const {
        auto const found = std::lower_bound(entries_.begin(), entries_.end(), name, [](ZipEntry const& entry, std::string_view wanted) { return entry.name < wanted; });
        return found == entries_.end() || found->name != name ? nullptr : &*found;
    }
    [[nodiscard]] Result<BytesView> at(std::string_view name) const {
        if (auto const* found = find(name)) return found->bytes;
        return fail(error::packageEntryMissing, {{"name", std::string{name}}});
    }
    [[nodiscard]] std::vector<ZipEntry> const& all() const { return entries_; }

private:
    std::vector<ZipEntry> entries_;
};

bool isOutsideManifest(std::string_view name) {
    return name == entry::manifest || name == entry::signature || name == entry::signer;
}

bool isAttachment(std::string_view name) {
    // One level only: a name below a folder of its own would be unpacked where nobody looks.
    return name.starts_with(entry::attachmentFolder) && name.find('/', entry::attachmentFolder.size()) == std::string_view::npos;
}

/// The archive holds what the manifest lists, byte for byte, and nothing else.
Result<> checkEntries(Entries const& entries, Manifest const& manifest) {
    auto const listed = [&](std::string_view name) {
        return std::any_of(manifest.entries.begin(), manifest.entries.end(), [&](ManifestEntry const& item) { return item.name == name; });
    };
    for (auto const& item : entries.all()) {
        bool const known = isOutsideManifest(item.name) || ((item.name == entry::answers || item.name == entry::explanations || isAttachment(item.name)) && listed(item.name));
        if (!known) return fail(error::packageEntryUnknown, {{"name", std::string{item.name}}});
    }
    for (auto const& item : manifest.entries) {
        // The name is the manifest's, so a stranger's; the archive's names are known to be plain.
        auto const name = isPlainEntryName(item.name) ? item.name : std::string{"?"};
        auto const* const found = entries.find(item.name);
        if (found == nullptr || isOutsideManifest(item.name)) return fail(error::packageEntryMissing, {{"name", name}});
        if (static_cast<std::int64_t>(found->bytes.size()) != item.bytes || sha256(found->bytes) != item.digest)
            return fail(error::packageEntryAltered, {{"name", name}}, name);
    }
    return {};
}

Result<> checkHeader(FilingHeader const& manifest, FilingHeader const& answers) {
    auto const differs = [](std::string_view key, std::string_view inManifest, std::string_view inAnswers) -> Result<> {
        return fail(error::packageHeaderDiffers, {{"key", std::string{key}}, {"manifest", shortened(inManifest, 80)}, {"answers", shortened(inAnswers, 80)}});
    };
    auto const textOf = [](std::optional<Digest> const& digest) { return digest ? digest->hex() : std::string{"null"}; };
    if (manifest.edition != answers.edition) return differs("edition", manifest.edition, answers.edition);
    if (manifest.formSet != answers.formSet) return differs("set", manifest.formSet, answers.formSet);
    if (manifest.unit != answers.unit) return differs("unit", manifest.unit, answers.unit);
    if (manifest.period != answers.period) return differs("period", manifest.period, answers.period);
    if (manifest.version != answers.version) return differs("version", std::to_string(manifest.version), std::to_string(answers.version));
    if (manifest.replaces != answers.replaces) return differs("replaces", textOf(manifest.replaces), textOf(answers.replaces));
    if (manifest.kind != answers.kind) return differs("kind", "…", "…");
    return {};
}

/// The list of explanations; what each says is read together with the filing.
Result<JsonValue> readExplanations(BytesView text, JsonLimits const& limits) {
    ZHIBAO_TRY(auto document, parseJson(text, limits));
    JsonNode const root{document};
    ZHIBAO_TRY(auto const schema, root.stringAt("schema"));
    if (schema != "explanations-1") return fail(error::explanationsSchemaUnknown, {{"got", shortened(schema, 40)}}, "/schema");
    ZHIBAO_CHECK(root.onlyKeys({"schema", "explanations"}));
    ZHIBAO_TRY(auto const list, root.at("explanations"));
    if (list.value().array() == nullptr) return tl::unexpected(list.elements().error());
    for (auto& [key, member] : *document.object())
        if (key == "explanations") return std::move(member);
    return JsonValue{};  // at() has found it
}

Result<std::pair<Certificate, Manifest>> checkSignature(Entries const& entries, BytesView manifestText, Manifest manifest) {
    ZHIBAO_TRY(auto const certificateBytes, entries.at(entry::signer));
    ZHIBAO_TRY(auto const signature, entries.at(entry::signature));
    if (sha256(certificateBytes) != manifest.signer) return fail(error::packageEntryAltered, {{"name", std::string{entry::signer}}}, entry::signer);
    ZHIBAO_TRY(auto certificate, inside(entry::signer, Certificate::parseDer(certificateBytes)));
    ZHIBAO_CHECK(inside(entry::signature, verifySignature(certificate, manifest.algorithm, manifestText, signature)));
    if (certificate.unit() != manifest.header.unit)
        return fail(error::packageUnitDiffers, {{"manifest", manifest.header.unit}, {"certificate", shortened(certificate.unit(), 40)}}, entry::manifest);
    ZHIBAO_CHECK(inside(entry::signer, certificate.checkValidAt(manifest.createdAt)));
    return std::pair{std::move(certificate), std::move(manifest)};
}

/// The answers and explanations of a package whose entries are what its manifest says.
Result<PackagedAnswers> answersIn(Entries const& entries, Manifest manifest, PackageLimits const& limits) {
    ZHIBAO_TRY(auto const answers, entries.at(entry::answers));
    ZHIBAO_TRY(auto const explanations, entries.at(entry::explanations));
    PackagedAnswers read{std::move(manifest), {}, {}};
    ZHIBAO_TRY(read.document, inside(entry::answers, parseJson(answers, limits.json)));
    ZHIBAO_TRY(read.header, inside(entry::answers, readFilingHeader(JsonNode{read.document})));
    ZHIBAO_CHECK(inside(entry::answers, checkHeader(read.manifest.header, read.header)));
    if (read.document.find("explanations") != nullptr)
        return inside(entry::answers, Result<PackagedAnswers>{fail(error::jsonKeyUnknown, {{"key", "explanations"}}, "/explanations")});
    ZHIBAO_TRY(auto list, inside(entry::explanations, readExplanations(explanations, limits.json)));
    read.document.object()->emplace_back("explanations", std::move(list));
    return read;
}

}  // namespace

Result<OpenedPackage> openPackage(BytesView package, PackageLimits const& limits) {
    ZHIBAO_TRY(auto archive, readZip(package, limits.zip));
    Entries const entries{std::move(archive)};
    ZHIBAO_TRY(auto const manifestText, entries.at(entry::manifest));
    ZHIBAO_TRY(auto manifest, inside(entry::manifest, readManifest(manifestText)));
    ZHIBAO_CHECK(checkEntries(entries, manifest));
    ZHIBAO_TRY(auto const answers, entries.at(entry::answers));
    ZHIBAO_TRY(auto const explanations, entries.at(entry::explanations));
    ZHIBAO_TRY(auto signedBy, checkSignature(entries, manifestText, std::move(manifest)));
    ZHIBAO_TRY(auto read, answersIn(entries, std::move(signedBy.second), limits));

    OpenedPackage opened{std::move(read), sha256(manifestText), std::move(signedBy.first), Bytes{answers}, Bytes{explanations}, {}};
    for (auto const& item : opened.manifest.entries)
        if (isAttachment(item.name))
            opened.attachments.push_back({item.name.substr(entry::attachmentFolder.size()), item.title, Bytes{entries.find(item.name)->bytes}});
    return opened;
}

Result<PackagedAnswers> readAnswers(BytesView package, PackageLimits const& limits) {
    ZHIBAO_TRY(auto archive, readZip(package, limits.zip));
    Entries const entries{std::move(archive)};
    ZHIBAO_TRY(auto const manifestText, entries.at(entry::manifest));
    ZHIBAO_TRY(auto manifest, inside(entry::manifest, readManifest(manifestText)));
    ZHIBAO_CHECK(checkEntries(entries, manifest));
    return answersIn(entries, std::move(manifest), limits);
}

Result<PackageGlance> glanceAt(BytesView package, PackageLimits const& limits) {
    ZHIBAO_TRY(auto const manifestText, glanceAtEntry(package, entry::manifest, limits.zip));
    ZHIBAO_TRY(auto manifest, readManifest(manifestText));
    return PackageGlance{std::move(manifest.header), sha256(manifestText)};
}

Result<std::string_view> glanceAtUnit(BytesView package, PackageLimits const& limits) {
    ZHIBAO_TRY(auto const manifest, glanceAtEntry(package, entry::manifest, limits.zip));
    // In canonical JSON these bytes are a key and the start of its text, for inside a text a quotation mark is escaped; and no other
    // object of a manifest has such a key.
    constexpr std::string_view key = "\"unit\":\"";
    auto const start = manifest.find(key);
    auto const end = start == std::string_view::npos ? start : manifest.find('"', start + key.size());
    if (end == std::string_view::npos) return fail(error::manifestNotCanonical);
    return manifest.substr(start + key.size(), end - start - key.size());
}

Result<Filing> readPackagedFiling(PackagedAnswers const& package, Edition const& edition) {
    auto const& manifest = package.manifest;
    if (manifest.header.edition != edition.id || manifest.editionDigest != edition.digest)
        return fail(error::editionDigestDiffers,
                    {{"edition", shortened(manifest.header.edition, 80)}, {"package", manifest.editionDigest.hex()}, {"here", edition.digest.hex()}},
                    entry::manifest);
    auto filing = readFiling(JsonNode{package.document}, edition);
    if (filing) return filing;
    // The two entries were read as one document; the pointer tells which of them is meant.
    auto const& places = filing.error().places;
    bool const inExplanations = !places.empty() && places.front().starts_with("/explanations");
    return inside(inExplanations ? entry::explanations : entry::answers, std::move(filing));
}

}  // namespace zhibao
