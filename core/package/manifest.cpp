#include "package/manifest.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "calendar/period.h"
#include "register/credit_code.h"

namespace zhibao {

namespace {

constexpr std::string_view schema = "submission-1";
// A package is always electronic; the word keeps it apart from what the bureau keys from paper.
constexpr std::string_view origin = "electronic";
constexpr std::size_t longestTitle = 200;
constexpr JsonLimits manifestLimits{.bytes = 256U << 10U, .depth = 4};

constexpr std::array kinds{FilingKind::original, FilingKind::correction, FilingKind::late, FilingKind::withdrawal};

JsonValue orNull(std::optional<Digest> const& digest) {
    return digest ? JsonValue{digest->hex()} : JsonValue{};
}

/// The value of a text, with the pointer of the node in the error.
template <class T>
Result<T> at(JsonNode const& node, Result<T> (*parse)(std::string_view)) {
    auto const* const text = node.value().string();
    if (text == nullptr) return tl::unexpected(node.string().error());
    auto value = parse(*text);
    if (!value) return tl::unexpected(std::move(value).error().inside(node.pointer()));
    return value;
}

template <class T>
Result<T> at(JsonNode const& object, std::string_view key, Result<T> (*parse)(std::string_view)) {
    ZHIBAO_TRY(auto const node, object.at(key));
    return at(node, parse);
}

Result<std::optional<Digest>> digestOrNull(JsonNode const& object, std::string_view key) {
    ZHIBAO_TRY(auto const node, object.at(key));
    if (node.value().kind() == JsonValue::Kind::null) return std::optional<Digest>{};
    ZHIBAO_TRY(auto const digest, at(node, &Digest::parse));
    return std::optional{digest};
}

Result<FilingKind> readKind(JsonNode const& object) {
    ZHIBAO_TRY(auto const node, object.at("kind"));
    ZHIBAO_TRY(auto const text, node.string());
    for (auto const kind : kinds)
        if (text == nameOf(kind)) return kind;
    return node.fail(error::jsonValueUnknown, {{"text", shortened(text, 40)}, {"expected", "original, correction, late, withdrawal"}});
}

Result<> impossible(std::string_view key, std::string_view text) {
    return fail(error::manifestValueImpossible, {{"key", std::string{key}}, {"text", shortened(text, 80)}}, "/" + std::string{key});
}

}  // namespace

JsonValue toJson(ManifestEntry const& entry) {
    JsonValue::Object object{{"name", entry.name}};
    if (!entry.title.empty()) object.emplace_back("title", entry.title);
    object.emplace_back("bytes", entry.bytes);
    object.emplace_back("sha256", entry.digest.hex());
    return object;
}

Result<ManifestEntry> readManifestEntry(JsonNode const& node) {
    ZHIBAO_CHECK(node.onlyKeys({"name", "title", "bytes", "sha256"}));
    ManifestEntry entry;
    ZHIBAO_TRY(entry.name, node.stringAt("name"));
    ZHIBAO_TRY(entry.title, node.stringOr("title", ""));
    ZHIBAO_TRY(entry.bytes, node.integerAt("bytes"));
    ZHIBAO_TRY(entry.digest, at(node, "sha256", &Digest::parse));
    return entry;
}

bool isPlainTitle(std::string_view title) noexcept {
    return isUtf8(title) && characterCount(title) <= longestTitle &&
           std::none_of(title.begin(), title.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20) || c == '\x7F'; });
}

Result<> checkManifest(Manifest const& manifest) {
    auto const& header = manifest.header;
    auto const unit = UnitCode::parse(header.unit);
    if (!unit || unit->text() != header.unit) return impossible("unit", header.unit);
    if (!manifest.agent.empty()) {
        auto const agent = UnitCode::parse(manifest.agent);
        if (!agent || agent->text() != manifest.agent || agent->organisationCode() == unit->organisationCode()) return impossible("agent", manifest.agent);
    }
    auto const period = parsePeriod(header.period);
    if (!period || toText(*period) != header.period) return impossible("period", header.period);
    if (header.version < 1) return impossible("version", std::to_string(header.version));
    if ((header.version > 1) != header.replaces.has_value()) return impossible("replaces", header.replaces ? header.replaces->hex() : "null");
    for (std::size_t i = 0; i < manifest.entries.size(); ++i) {
        auto const& entry = manifest.entries[i];
        bool const titled = !entry.title.empty();
        if (entry.bytes < 0 || (i > 0 && manifest.entries[i - 1].name >= entry.name) || !isPlainTitle(entry.title) ||
            (titled && !entry.name.starts_with("attachments/")))
            return impossible("entries/" + std::to_string(i), entry.name);
    }
    return {};
}

Bytes toText(Manifest const& manifest) {
    auto const& header = manifest.header;
    JsonValue::Array entries;
    entries.reserve(manifest.entries.size());
    for (auto const& entry : manifest.entries) entries.push_back(toJson(entry));
    JsonValue::Object program{{"name", manifest.programName}, {"version", manifest.programVersion}};
    // Added one by one: a braced list would copy every value, and each package that is opened comes through here.
    JsonValue::Object object;
    object.reserve(17);
    auto const add = [&](std::string_view key, JsonValue value) { object.emplace_back(key, std::move(value)); };
    add("schema", schema);
    add("algorithm", nameOf(manifest.algorithm));
    add("edition", header.edition);
    add("editionDigest", manifest.editionDigest.hex());
    add("set", header.formSet);
    add("unit", header.unit);
    if (!manifest.agent.empty()) add("agent", manifest.agent);
    add("period", header.period);
    add("version", header.version);
    add("replaces", orNull(header.replaces));
    add("kind", nameOf(header.kind));
    add("origin", origin);
    add("createdAt", toText(manifest.createdAt));
    add("program", std::move(program));
    add("rateTable", orNull(manifest.rateTable));
    add("signer", manifest.signer.hex());
    add("entries", std::move(entries));
    return toText(JsonValue{std::move(object)});
}

Result<Manifest> readManifest(BytesView text) {
    ZHIBAO_TRY(auto const document, parseJson(text, manifestLimits));
    JsonNode const root{document};
    ZHIBAO_TRY(auto const schemaName, root.stringAt("schema"));
    if (schemaName != schema) return fail(error::manifestSchemaUnknown, {{"got", shortened(schemaName, 40)}}, "/schema");
    ZHIBAO_CHECK(root.onlyKeys({"schema", "algorithm", "edition", "editionDigest", "set", "unit", "agent", "period", "version", "replaces", "kind",
                                "origin", "createdAt", "program", "rateTable", "signer", "entries"}));
    ZHIBAO_TRY(auto const originNode, root.at("origin"));
    ZHIBAO_TRY(auto const originName, originNode.string());
    if (originName != origin)
        return originNode.fail(error::jsonValueUnknown, {{"text", shortened(originName, 40)}, {"expected", std::string{origin}}});

    Manifest manifest;
    auto& header = manifest.header;
    ZHIBAO_TRY(manifest.algorithm, at(root, "algorithm", &parseAlgorithm));
    ZHIBAO_TRY(header.edition, root.stringAt("edition"));
    ZHIBAO_TRY(manifest.editionDigest, at(root, "editionDigest", &Digest::parse));
    ZHIBAO_TRY(header.formSet, root.stringAt("set"));
    ZHIBAO_TRY(header.unit, root.stringAt("unit"));
    ZHIBAO_TRY(manifest.agent, root.stringOr("agent", ""));
    ZHIBAO_TRY(header.period, root.stringAt("period"));
    ZHIBAO_TRY(header.version, root.integerAt("version"));
    ZHIBAO_TRY(header.replaces, digestOrNull(root, "replaces"));
    ZHIBAO_TRY(header.kind, readKind(root));
    ZHIBAO_TRY(manifest.createdAt, at(root, "createdAt", &parseMoment));
    ZHIBAO_TRY(auto const program, root.at("program"));
    ZHIBAO_CHECK(program.onlyKeys({"name", "version"}));
    ZHIBAO_TRY(manifest.programName, program.stringAt("name"));
    ZHIBAO_TRY(manifest.programVersion, program.stringAt("version"));
    ZHIBAO_TRY(manifest.rateTable, digestOrNull(root, "rateTable"));
    ZHIBAO_TRY(manifest.signer, at(root, "signer", &Digest::parse));
    ZHIBAO_TRY(auto const entryList, root.at("entries"));
    ZHIBAO_TRY(auto const entryNodes, entryList.elements());
    for (auto const& node : entryNodes) {
        ZHIBAO_TRY(auto entry, readManifestEntry(node));
        manifest.entries.push_back(std::move(entry));
    }
    ZHIBAO_CHECK(checkManifest(manifest));
    if (toText(manifest) != text) return fail(error::manifestNotCanonical);
    return manifest;
}

}  // namespace zhibao
