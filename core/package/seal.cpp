#include "package/seal.h"

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "package/manifest.h"
#include "package/open.h"
#include "package/zip_container.h"

namespace zhibao {

namespace {

struct Documents {
    Bytes answers;
    Bytes explanations;
};

/// The filing's document in two: explanations may be long and confidential in another way, so they are an entry of their own.
Documents documentsOf(Filing const& filing, Edition const& edition) {
    auto document = toJson(filing, edition);
    JsonValue::Object answers;
    JsonValue list{JsonValue::Array{}};
    for (auto& [key, member] : *document.object()) {
        if (key == "explanations")
            list = std::move(member);
        else
            answers.emplace_back(key, std::move(member));
    }
    JsonValue::Object explanations{{"schema", "explanations-1"}, {"explanations", std::move(list)}};
    return {toText(JsonValue{std::move(answers)}), toText(JsonValue{std::move(explanations)})};
}

ManifestEntry describe(std::string name, std::string title, BytesView bytes) {
    return {std::move(name), std::move(title), static_cast<std::int64_t>(bytes.size()), sha256(bytes)};
}

}  // namespace

Result<SealedPackage> seal(Filing const& filing, Edition const& edition, std::vector<Attachment> const& attachments, Signer& signer, Clock const& clock,
                           SealOptions const& options) {
    if (filing.header.edition != edition.id) return fail(error::filingEditionDiffers, {{"expected", edition.id}, {"got", filing.header.edition}});
    if (edition.findFormSet(filing.header.formSet) == nullptr) return tl::unexpected(unknownFormSet(filing.header.formSet, edition));
    auto const& certificate = signer.certificate();
    if (options.isUnderMandate && certificate.unit() == filing.header.unit) return fail(error::mandateOfItself, {{"unit", filing.header.unit}});
    if (certificate.unit() != filing.header.unit && !options.isUnderMandate)
        return fail(error::packageUnitDiffers, {{"manifest", filing.header.unit}, {"certificate", certificate.unit()}});

    auto const sent = withoutOwnNotes(filing);
    auto const documents = documentsOf(sent, edition);
    Manifest manifest{signer.algorithm(),         edition.digest,           filing.header,     clock.now(), options.programName,
                      options.programVersion, options.rateTable, certificate.fingerprint(), {},                options.isUnderMandate ? certificate.unit() : std::string{}};
    manifest.entries.push_back(describe(std::string{entry::answers}, {}, documents.answers));
    manifest.entries.push_back(describe(std::string{entry::explanations}, {}, documents.explanations));
    for (auto const& attachment : attachments) {
        if (!isPlainTitle(attachment.title)) return fail(error::attachmentTitle, {{"name", attachment.name}});
        manifest.entries.push_back(describe(std::string{entry::attachmentFolder} + attachment.name, attachment.title, attachment.bytes));
    }
    std::vector<ZipEntry> entries{{entry::answers, documents.answers}, {entry::explanations, documents.explanations}};
    for (std::size_t i = 0; i < attachments.size(); ++i) entries.push_back({manifest.entries[i + 2].name, attachments[i].bytes});
    // Names that cannot stand in an archive, twice the same, too much: said before anything is signed.
    ZHIBAO_CHECK(writeZip(entries, options.limits.zip));

    auto sorted = manifest;
    std::sort(sorted.entries.begin(), sorted.entries.end(), [](auto const& left, auto const& right) { return left.name < right.name; });
    ZHIBAO_CHECK(inside(entry::manifest, checkManifest(sorted)));
    auto const manifestText = toText(sorted);
    ZHIBAO_TRY(auto const signature, signer.sign(manifestText));
    entries.push_back({entry::manifest, manifestText});
    entries.push_back({entry::signature, signature});
    entries.push_back({entry::signer, certificate.der()});
    ZHIBAO_TRY(auto package, writeZip(std::move(entries), options.limits.zip));

    ZHIBAO_TRY(auto const opened, openPackage(package, options.limits));
    ZHIBAO_TRY(auto const readBack, readPackagedFiling(opened, edition));
    if (readBack != sent) return fail(error::filingNotRepresentable);
    return SealedPackage{std::move(package), opened.identity};
}

std::string packageName(FilingHeader const& header) {
    return header.unit + "_" + header.period + "_" + header.formSet + "_v" + std::to_string(header.version) + ".zbs";
}

}  // namespace zhibao
