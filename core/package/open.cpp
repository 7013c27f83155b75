#include "package/open.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "package/archive_entries.h"
#include "package/zip_container.h"

namespace zhibao {

namespace {

bool isAttachment(std::string_view name) {
    // One level only: a name below a folder of its own would be unpacked where nobody looks.
    return name.starts_with(entry::attachmentFolder) && name.find('/', entry::attachmentFolder.size()) == std::string_view::npos;
}

bool isOfPackage(std::string_view name) {
    return name == entry::answers || name == entry::explanations || isAttachment(name);
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

Result<Certificate> checkSignature(ArchiveEntries const& entries, BytesView manifestText, Manifest const& manifest) {
    ZHIBAO_TRY(auto certificate, entries.checkSigned(manifestText, manifest.algorithm, manifest.signer, manifest.createdAt));
    auto const& vouching = manifest.agent.empty() ? manifest.header.unit : manifest.agent;
    if (certificate.unit() != vouching)
        return fail(error::packageUnitDiffers, {{"manifest", vouching}, {"certificate", shortened(certificate.unit(), 40)}}, entry::manifest);
    return certificate;
}

/// The answers and explanations of a package whose entries are what its manifest says.
Result<PackagedAnswers> answersIn(ArchiveEntries const& entries, Manifest manifest, PackageLimits const& limits) {
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
    ArchiveEntries const entries{std::move(archive)};
    ZHIBAO_TRY(auto const manifestText, entries.at(entry::manifest));
    ZHIBAO_TRY(auto manifest, inside(entry::manifest, readManifest(manifestText)));
    ZHIBAO_CHECK(entries.checkListed(manifest.entries, isOfPackage));
    ZHIBAO_TRY(auto const answers, entries.at(entry::answers));
    ZHIBAO_TRY(auto const explanations, entries.at(entry::explanations));
    ZHIBAO_TRY(auto signedBy, checkSignature(entries, manifestText, manifest));
    ZHIBAO_TRY(auto read, answersIn(entries, std::move(manifest), limits));

    OpenedPackage opened{std::move(read), sha256(manifestText), std::move(signedBy), Bytes{answers}, Bytes{explanations}, {}};
    for (auto const& item : opened.manifest.entries)
        if (isAttachment(item.name))
            opened.attachments.push_back({item.name.substr(entry::attachmentFolder.size()), item.title, Bytes{entries.find(item.name)->bytes}});
    return opened;
}

Result<PackagedAnswers> readAnswers(BytesView package, PackageLimits const& limits) {
    ZHIBAO_TRY(auto archive, readZip(package, limits.zip));
    ArchiveEntries const entries{std::move(archive)};
    ZHIBAO_TRY(auto const manifestText, entries.at(entry::manifest));
    ZHIBAO_TRY(auto manifest, inside(entry::manifest, readManifest(manifestText)));
    ZHIBAO_CHECK(entries.checkListed(manifest.entries, isOfPackage));
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
