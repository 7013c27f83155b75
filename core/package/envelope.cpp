#include "package/envelope.h"

#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "package/open.h"
#include "package/zip_container.h"
#include "trust/envelope.h"

namespace zhibao {

namespace {

constexpr std::string_view schema = "routing-1";
constexpr JsonLimits routingLimits{.bytes = 4U << 10U, .depth = 2};

/// An envelope is as large as what it holds and may be as large as a package.
ZipLimits outerLimits(PackageLimits const& limits) {
    return {.archiveBytes = limits.zip.archiveBytes, .entryBytes = limits.zip.archiveBytes, .entries = 2, .nameLength = limits.zip.nameLength};
}

struct OuterEntries {
    BytesView routing;
    BytesView submission;
};

Result<OuterEntries> readOuter(BytesView envelope, PackageLimits const& limits) {
    ZHIBAO_TRY(auto const entries, readZip(envelope, outerLimits(limits)));
    OuterEntries found;
    bool hasRouting = false;
    bool hasSubmission = false;
    for (auto const& item : entries) {
        if (item.name == entry::routing) hasRouting = true, found.routing = item.bytes;
        else if (item.name == entry::submission) hasSubmission = true, found.submission = item.bytes;
        else return fail(error::packageEntryUnknown, {{"name", std::string{item.name}}});
    }
    if (!hasRouting) return fail(error::packageEntryMissing, {{"name", std::string{entry::routing}}});
    if (!hasSubmission) return fail(error::packageEntryMissing, {{"name", std::string{entry::submission}}});
    return found;
}

Result<Routing> readRoutingText(BytesView text) {
    ZHIBAO_TRY(auto const document, parseJson(text, routingLimits));
    JsonNode const root{document};
    ZHIBAO_TRY(auto const schemaName, root.stringAt("schema"));
    if (schemaName != schema) return fail(error::routingSchemaUnknown, {{"got", shortened(schemaName, 40)}}, "/schema");
    ZHIBAO_CHECK(root.onlyKeys({"schema", "recipient", "unit", "set", "period", "version", "identity"}));
    Routing routing;
    ZHIBAO_TRY(auto const recipient, root.stringAt("recipient"));
    ZHIBAO_TRY(routing.recipient, inside("/recipient", Digest::parse(recipient)));
    ZHIBAO_TRY(routing.unit, root.stringAt("unit"));
    ZHIBAO_TRY(routing.formSet, root.stringAt("set"));
    ZHIBAO_TRY(routing.period, root.stringAt("period"));
    ZHIBAO_TRY(routing.version, root.integerAt("version"));
    ZHIBAO_TRY(auto const identity, root.stringAt("identity"));
    ZHIBAO_TRY(routing.identity, inside("/identity", Digest::parse(identity)));
    if (toText(routing) != text) return fail(error::routingNotCanonical);
    return routing;
}

Routing routingOf(PackageGlance const& glance, Digest const& recipient) {
    auto const& header = glance.header;
    return {recipient, header.unit, header.formSet, header.period, header.version, glance.identity};
}

Result<> checkRouting(Routing const& routing, Routing const& package) {
    auto const differs = [](std::string_view key, std::string_view outside, std::string_view inside) -> Result<> {
        return fail(error::routingDiffers, {{"key", std::string{key}}, {"routing", shortened(outside, 80)}, {"package", shortened(inside, 80)}}, entry::routing);
    };
    if (routing.unit != package.unit) return differs("unit", routing.unit, package.unit);
    if (routing.formSet != package.formSet) return differs("set", routing.formSet, package.formSet);
    if (routing.period != package.period) return differs("period", routing.period, package.period);
    if (routing.version != package.version) return differs("version", std::to_string(routing.version), std::to_string(package.version));
    if (routing.identity != package.identity) return differs("identity", routing.identity.hex(), package.identity.hex());
    return {};
}

}  // namespace

Bytes toText(Routing const& routing) {
    return toText(JsonValue{JsonValue::Object{{"schema", schema},
                                              {"recipient", routing.recipient.hex()},
                                              {"unit", routing.unit},
                                              {"set", routing.formSet},
                                              {"period", routing.period},
                                              {"version", routing.version},
                                              {"identity", routing.identity.hex()}}});
}

bool isMeantAsEnvelope(BytesView bytes) noexcept {
    constexpr std::size_t localHeader = 30;
    return bytes.starts_with("PK\x03\x04") && bytes.size() > localHeader && bytes.substr(localHeader).starts_with(entry::routing);
}

Result<Bytes> writeEnvelope(BytesView package, Certificate const& recipient, PackageLimits const& limits) {
    ZHIBAO_TRY(auto const glance, glanceAt(package, limits));
    auto const routing = toText(routingOf(glance, recipient.keyFingerprint()));
    ZHIBAO_TRY(Bytes const submission, enclose(package, recipient));
    return writeZip({{entry::routing, routing}, {entry::submission, submission}}, outerLimits(limits));
}

Result<Routing> readRouting(BytesView envelope, PackageLimits const& limits) {
    ZHIBAO_TRY(auto const outer, readOuter(envelope, limits));
    return inside(entry::routing, readRoutingText(outer.routing));
}

Result<Bytes> openEnvelope(BytesView envelope, PrivateKey const& key, PackageLimits const& limits) {
    ZHIBAO_TRY(auto const outer, readOuter(envelope, limits));
    ZHIBAO_TRY(auto const routing, inside(entry::routing, readRoutingText(outer.routing)));
    auto const own = sha256(subjectPublicKeyInfo(key.publicKey()));
    if (routing.recipient != own) return fail(error::envelopeForOther, {{"recipient", routing.recipient.hex()}, {"key", own.hex()}}, entry::routing);
    ZHIBAO_TRY(Bytes package, inside(entry::submission, disclose(outer.submission, key)));
    ZHIBAO_TRY(auto const glance, inside(entry::submission, glanceAt(package, limits)));
    ZHIBAO_CHECK(checkRouting(routing, routingOf(glance, own)));
    return package;
}

}  // namespace zhibao
