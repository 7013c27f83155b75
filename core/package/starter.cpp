#include "package/starter.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "package/open.h"
#include "trust/pem.h"

namespace zhibao {

namespace {

constexpr std::string_view schema = "starter-1";
constexpr JsonLimits documentLimits{.bytes = 256U << 10U, .depth = 4};

std::string filingName(std::size_t number) {
    auto const digits = std::to_string(number);
    return std::string{entry::filingFolder} + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits + ".zbs";
}

Result<Certificate> certificateAt(OpenedExchange const& exchange, std::string_view name, KeyUse use) {
    ZHIBAO_TRY(auto const bytes, exchange.at(name));
    return inside(name, Certificate::read(bytes, use));
}

Result<std::optional<Certificate>> certificateIfAt(OpenedExchange const& exchange, std::string_view name, KeyUse use) {
    if (!exchange.at(name)) return std::optional<Certificate>{};
    ZHIBAO_TRY(auto certificate, certificateAt(exchange, name, use));
    return std::optional{std::move(certificate)};
}

/// It is the unit's (or the bureau's), and the authority issued it.
Result<> checkOwn(Certificate const& certificate, std::string_view owner, Starter const& starter, Moment moment, std::string_view name) {
    if (certificate.unit() != owner) return fail(error::starterContradicts, {{"key", "unit"}}, name);
    return inside(name, checkIssued(certificate, starter.authority, moment));
}

}  // namespace

Result<SignedExchange> writeStarter(Starter const& starter, Signer& bureau, Clock const& clock, std::string_view programVersion) {
    JsonValue const document{JsonValue::Object{{"schema", schema}, {"unit", starter.unit}, {"name", starter.name}, {"editions", editionsJson(starter.state)}}};
    std::vector<ExchangeEntry> entries{{std::string{entry::starter}, toText(document)},
                                       {std::string{entry::authorityCertificate}, starter.authority.toPem()},
                                       {std::string{entry::signingCertificate}, starter.signing.toPem()}};
    if (starter.connection) entries.push_back({std::string{entry::connectionCertificate}, starter.connection->toPem()});
    if (starter.envelope) entries.push_back({std::string{entry::envelopeCertificate}, starter.envelope->toPem()});
    addState(entries, starter.state);
    for (std::size_t i = 0; i < starter.filings.size(); ++i) entries.push_back({filingName(i + 1), starter.filings[i]});
    return writeExchange(ExchangeKind::starter, starter.unit, entries, bureau, clock, programVersion);
}

Result<Starter> readStarter(BytesView file, std::string_view unit, Certificate const* trusted) {
    ZHIBAO_TRY(auto const exchange, openExchange(file));
    ZHIBAO_CHECK(exchange.checkKind(ExchangeKind::starter));
    ZHIBAO_TRY(auto authority, certificateAt(exchange, entry::authorityCertificate, KeyUse::authority));
    if (trusted != nullptr && authority != *trusted) return fail(error::starterContradicts, {{"key", "authority"}}, entry::authorityCertificate);
    ZHIBAO_CHECK(checkOfBureau(exchange, authority));
    ZHIBAO_TRY(auto const text, exchange.at(entry::starter));
    ZHIBAO_TRY(auto const document, inside(entry::starter, parseJson(text, documentLimits)));
    JsonNode const root{document};
    ZHIBAO_TRY(auto const schemaName, inside(entry::starter, root.stringAt("schema")));
    if (schemaName != schema) return fail(error::starterSchemaUnknown, {{"got", shortened(schemaName, 40)}}, entry::starter);
    ZHIBAO_CHECK(inside(entry::starter, root.onlyKeys({"schema", "unit", "name", "editions"})));
    ZHIBAO_TRY(auto code, inside(entry::starter, root.stringAt("unit")));
    ZHIBAO_TRY(auto name, inside(entry::starter, root.stringAt("name")));
    if (code != exchange.manifest.unit) return fail(error::starterContradicts, {{"key", "unit"}}, entry::starter);
    if (code != unit) return fail(error::exchangeForOther, {{"unit", shortened(code, 40)}, {"expected", std::string{unit}}}, entry::starter);
    ZHIBAO_TRY(auto signing, certificateAt(exchange, entry::signingCertificate, KeyUse::signing));
    ZHIBAO_TRY(auto connection, certificateIfAt(exchange, entry::connectionCertificate, KeyUse::connection));
    ZHIBAO_TRY(auto envelope, certificateIfAt(exchange, entry::envelopeCertificate, KeyUse::envelope));
    ZHIBAO_TRY(auto state, inside(entry::starter, readState(exchange, root, authority)));
    Starter starter{std::move(code), std::move(name), std::move(authority), std::move(signing), std::move(connection), std::move(envelope), std::move(state), {}};
    auto const moment = exchange.manifest.createdAt;
    ZHIBAO_CHECK(checkOwn(starter.signing, starter.unit, starter, moment, entry::signingCertificate));
    if (starter.connection) ZHIBAO_CHECK(checkOwn(*starter.connection, starter.unit, starter, moment, entry::connectionCertificate));
    if (starter.envelope) ZHIBAO_CHECK(checkOwn(*starter.envelope, starter.authority.unit(), starter, moment, entry::envelopeCertificate));
    for (auto const& item : exchange.entries) {
        if (!item.name.starts_with(entry::filingFolder)) continue;
        ZHIBAO_TRY(auto const package, inside(item.name, openPackage(item.bytes)));
        if (package.header.unit != starter.unit) return fail(error::starterContradicts, {{"key", "unit"}}, item.name);
        starter.filings.push_back(item.bytes);
    }
    return starter;
}

}  // namespace zhibao
