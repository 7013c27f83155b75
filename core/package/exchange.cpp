#include "package/exchange.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "package/archive_entries.h"
#include "package/open.h"
#include "package/zip_container.h"
#include "register/credit_code.h"

namespace zhibao {

namespace {

constexpr std::string_view schema = "exchange-1";
constexpr std::string_view manifestBeginning = R"({"schema":"exchange-1",)";
constexpr JsonLimits manifestLimits{.bytes = 1U << 20U, .depth = 4};
constexpr std::array kinds{ExchangeKind::registration, ExchangeKind::starter, ExchangeKind::receipt, ExchangeKind::bulletin};

bool isAnyName(std::string_view) {
    return true;
}

Result<> impossible(std::string_view key, std::string_view text) {
    return fail(error::manifestValueImpossible, {{"key", std::string{key}}, {"text", shortened(text, 80)}}, "/" + std::string{key});
}

Result<> checkCode(std::string_view key, std::string const& code) {
    auto const unit = UnitCode::parse(code);
    return unit && unit->text() == code ? Result<>{} : impossible(key, code);
}

Result<> checkManifest(ExchangeManifest const& manifest) {
    ZHIBAO_CHECK(checkCode("from", manifest.from));
    if (!manifest.unit.empty()) ZHIBAO_CHECK(checkCode("unit", manifest.unit));
    for (std::size_t i = 0; i < manifest.entries.size(); ++i) {
        auto const& entry = manifest.entries[i];
        if (entry.bytes < 0 || !entry.title.empty() || (i > 0 && manifest.entries[i - 1].name >= entry.name)) return impossible("entries/" + std::to_string(i), entry.name);
    }
    return {};
}

Result<ExchangeManifest> readManifestText(BytesView text) {
    ZHIBAO_TRY(auto const document, parseJson(text, manifestLimits));
    JsonNode const root{document};
    ZHIBAO_TRY(auto const schemaName, root.stringAt("schema"));
    if (schemaName != schema) return fail(error::manifestSchemaUnknown, {{"got", shortened(schemaName, 40)}}, "/schema");
    ZHIBAO_CHECK(root.onlyKeys({"schema", "kind", "algorithm", "from", "unit", "createdAt", "program", "signer", "entries"}));
    ExchangeManifest manifest;
    ZHIBAO_TRY(auto const kindName, root.stringAt("kind"));
    auto const kind = std::find_if(kinds.begin(), kinds.end(), [&](ExchangeKind one) { return nameOf(one) == kindName; });
    if (kind == kinds.end()) return fail(error::exchangeKindUnknown, {{"got", shortened(kindName, 40)}}, "/kind");
    manifest.kind = *kind;
    ZHIBAO_TRY(auto const algorithm, root.stringAt("algorithm"));
    ZHIBAO_TRY(manifest.algorithm, inside("/algorithm", parseAlgorithm(algorithm)));
    ZHIBAO_TRY(manifest.from, root.stringAt("from"));
    ZHIBAO_TRY(manifest.unit, root.stringAt("unit"));
    ZHIBAO_TRY(auto const createdAt, root.stringAt("createdAt"));
    ZHIBAO_TRY(manifest.createdAt, inside("/createdAt", parseMoment(createdAt)));
    ZHIBAO_TRY(auto const program, root.at("program"));
    ZHIBAO_CHECK(program.onlyKeys({"name", "version"}));
    ZHIBAO_TRY(manifest.programName, program.stringAt("name"));
    ZHIBAO_TRY(manifest.programVersion, program.stringAt("version"));
    ZHIBAO_TRY(auto const signer, root.stringAt("signer"));
    ZHIBAO_TRY(manifest.signer, inside("/signer", Digest::parse(signer)));
    ZHIBAO_TRY(auto const list, root.at("entries"));
    ZHIBAO_TRY(auto const nodes, list.elements());
    for (auto const& node : nodes) {
        ZHIBAO_TRY(auto entry, readManifestEntry(node));
        manifest.entries.push_back(std::move(entry));
    }
    ZHIBAO_CHECK(checkManifest(manifest));
    if (toText(manifest) != text) return fail(error::manifestNotCanonical);
    return manifest;
}

}  // namespace

std::string_view nameOf(ExchangeKind kind) noexcept {
    switch (kind) {
        case ExchangeKind::registration: return "registration";
        case ExchangeKind::starter: return "starter";
        case ExchangeKind::receipt: return "receipt";
        case ExchangeKind::bulletin: return "bulletin";
    }
    return "";
}

Bytes toText(ExchangeManifest const& manifest) {
    JsonValue::Array entries;
    for (auto const& entry : manifest.entries) entries.push_back(toJson(entry));
    return toText(JsonValue{JsonValue::Object{{"schema", schema},
                                              {"kind", nameOf(manifest.kind)},
                                              {"algorithm", nameOf(manifest.algorithm)},
                                              {"from", manifest.from},
                                              {"unit", manifest.unit},
                                              {"createdAt", toText(manifest.createdAt)},
                                              {"program", JsonValue::Object{{"name", manifest.programName}, {"version", manifest.programVersion}}},
                                              {"signer", manifest.signer.hex()},
                                              {"entries", std::move(entries)}}});
}

PackageLimits exchangeLimits() noexcept {
    PackageLimits limits;
    limits.zip.entries = 4'096;
    return limits;
}

Result<SignedExchange> writeExchange(ExchangeKind kind, std::string_view unit, std::vector<ExchangeEntry> const& entries, Signer& signer, Clock const& clock,
                                     std::string_view programVersion) {
    auto const& certificate = signer.certificate();
    ExchangeManifest manifest{kind, signer.algorithm(), certificate.unit(), std::string{unit}, clock.now(), "zhibao", std::string{programVersion}, certificate.fingerprint(), {}};
    std::vector<ZipEntry> items;
    for (auto const& entry : entries) {
        manifest.entries.push_back({entry.name, {}, static_cast<std::int64_t>(entry.bytes.size()), sha256(entry.bytes)});
        items.push_back({entry.name, entry.bytes});
    }
    std::sort(manifest.entries.begin(), manifest.entries.end(), [](auto const& left, auto const& right) { return left.name < right.name; });
    // What cannot stand in an archive or a manifest is said before anything is signed.
    ZHIBAO_CHECK(writeZip(items, exchangeLimits().zip));
    ZHIBAO_CHECK(inside(entry::manifest, checkManifest(manifest)));
    auto const text = toText(manifest);
    ZHIBAO_TRY(auto const signature, signer.sign(text));
    items.push_back({entry::manifest, text});
    items.push_back({entry::signature, signature});
    items.push_back({entry::signer, certificate.der()});
    ZHIBAO_TRY(Bytes file, writeZip(std::move(items), exchangeLimits().zip));
    ZHIBAO_TRY(auto const opened, openExchange(file));
    return SignedExchange{std::move(file), opened.identity};
}

Result<BytesView> OpenedExchange::at(std::string_view name) const {
    auto const found = std::find_if(entries.begin(), entries.end(), [&](ExchangeEntry const& one) { return one.name == name; });
    if (found == entries.end()) return fail(error::packageEntryMissing, {{"name", std::string{name}}});
    return BytesView{found->bytes};
}

Result<> OpenedExchange::checkKind(ExchangeKind kind) const {
    if (manifest.kind == kind) return {};
    return fail(error::exchangeKindDiffers, {{"got", std::string{nameOf(manifest.kind)}}, {"expected", std::string{nameOf(kind)}}}, entry::manifest);
}

Result<OpenedExchange> openExchange(BytesView file) {
    ZHIBAO_TRY(auto archive, readZip(file, exchangeLimits().zip));
    ArchiveEntries const entries{std::move(archive)};
    ZHIBAO_TRY(auto const manifestText, entries.at(entry::manifest));
    ZHIBAO_TRY(auto manifest, inside(entry::manifest, readManifestText(manifestText)));
    ZHIBAO_CHECK(entries.checkListed(manifest.entries, isAnyName));
    ZHIBAO_TRY(auto signer, entries.checkSigned(manifestText, manifest.algorithm, manifest.signer, manifest.createdAt));
    if (signer.unit() != manifest.from)
        return fail(error::packageUnitDiffers, {{"manifest", manifest.from}, {"certificate", shortened(signer.unit(), 40)}}, entry::manifest);
    OpenedExchange opened{std::move(manifest), sha256(manifestText), std::move(signer), {}};
    for (auto const& item : opened.manifest.entries) opened.entries.push_back({item.name, Bytes{entries.find(item.name)->bytes}});
    return opened;
}

Result<> checkOfBureau(OpenedExchange const& exchange, Certificate const& authority, RevocationList const* list) {
    auto const& from = exchange.manifest.from;
    if (from != authority.unit()) return fail(error::exchangeNotOfBureau, {{"got", from}, {"bureau", authority.unit()}}, entry::signer);
    return inside(entry::signer, checkIssued(exchange.signer, authority, exchange.manifest.createdAt, list));
}

bool isMeantAsExchange(BytesView bytes) noexcept {
    return bytes.starts_with("PK\x03\x04") && bytes.find(manifestBeginning) != BytesView::npos;
}

}  // namespace zhibao
