#include "package/registration.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/text.h"
#include "register/credit_code.h"

namespace zhibao {

namespace {

constexpr std::string_view schema = "registration-1";
constexpr JsonLimits documentLimits{.bytes = 64U << 10U, .depth = 3};
constexpr std::size_t longestText = 500;
constexpr std::array purposes{RegistrationPurpose::first, RegistrationPurpose::renewal, RegistrationPurpose::newKey, RegistrationPurpose::newSignatory};

tl::unexpected<Error> contradicts(std::string_view key) {
    return fail(error::registrationContradicts, {{"key", std::string{key}}}, entry::registration);
}

/// A text that can be shown on one line.
Result<std::string> plainTextAt(JsonNode const& document, std::string_view key) {
    ZHIBAO_TRY(auto const node, document.at(key));
    ZHIBAO_TRY(auto text, node.string());
    bool const isPlain = characterCount(text) <= longestText && std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; });
    if (!isPlain) return node.fail(error::jsonValueUnknown, {{"text", shortened(text, 40)}, {"expected", "text"}});
    return text;
}

}  // namespace

std::string_view nameOf(RegistrationPurpose purpose) noexcept {
    switch (purpose) {
        case RegistrationPurpose::first: return "first";
        case RegistrationPurpose::renewal: return "renewal";
        case RegistrationPurpose::newKey: return "new-key";
        case RegistrationPurpose::newSignatory: return "new-signatory";
    }
    return "";
}

std::optional<RegistrationPurpose> registrationPurposeNamed(std::string_view name) noexcept {
    auto const found = std::find_if(purposes.begin(), purposes.end(), [&](RegistrationPurpose one) { return nameOf(one) == name; });
    return found == purposes.end() ? std::nullopt : std::optional{*found};
}

JsonValue toJson(Registration const& registration) {
    return JsonValue::Object{{"schema", schema},
                             {"purpose", nameOf(registration.purpose)},
                             {"unit", registration.unit},
                             {"name", registration.name},
                             {"district", registration.district},
                             {"platform", registration.platform},
                             {"industry", registration.industry},
                             {"statisticsHead", registration.statisticsHead},
                             {"preparer", registration.preparer},
                             {"phone", registration.phone},
                             {"reason", registration.reason},
                             {"key", registration.key.hex()}};
}

Result<Registration> readRegistrationDocument(JsonNode const& document) {
    ZHIBAO_TRY(auto const schemaName, document.stringAt("schema"));
    if (schemaName != schema) return fail(error::registrationSchemaUnknown, {{"got", shortened(schemaName, 40)}}, "/schema");
    ZHIBAO_CHECK(document.onlyKeys({"schema", "purpose", "unit", "name", "district", "platform", "industry", "statisticsHead", "preparer", "phone", "reason", "key"}));
    Registration registration;
    ZHIBAO_TRY(auto const purpose, document.at("purpose"));
    ZHIBAO_TRY(auto const purposeName, purpose.string());
    auto const known = registrationPurposeNamed(purposeName);
    if (!known) return purpose.fail(error::jsonValueUnknown, {{"text", shortened(purposeName, 40)}, {"expected", "first, renewal, new-key, new-signatory"}});
    registration.purpose = *known;
    ZHIBAO_TRY(registration.unit, plainTextAt(document, "unit"));
    ZHIBAO_TRY(auto const code, inside("/unit", UnitCode::parse(registration.unit)));
    if (code.text() != registration.unit) return contradicts("unit");
    ZHIBAO_TRY(registration.name, plainTextAt(document, "name"));
    if (trimmed(registration.name).empty()) return fail(error::registrationNameMissing, {}, "/name");
    ZHIBAO_TRY(registration.district, plainTextAt(document, "district"));
    ZHIBAO_TRY(registration.platform, plainTextAt(document, "platform"));
    ZHIBAO_TRY(registration.industry, plainTextAt(document, "industry"));
    ZHIBAO_TRY(registration.statisticsHead, plainTextAt(document, "statisticsHead"));
    ZHIBAO_TRY(registration.preparer, plainTextAt(document, "preparer"));
    ZHIBAO_TRY(registration.phone, plainTextAt(document, "phone"));
    ZHIBAO_TRY(registration.reason, plainTextAt(document, "reason"));
    bool const wantsReason = registration.purpose == RegistrationPurpose::newKey || registration.purpose == RegistrationPurpose::newSignatory;
    if (wantsReason && trimmed(registration.reason).empty()) return fail(error::registrationReasonMissing, {{"purpose", purposeName}}, "/reason");
    ZHIBAO_TRY(auto const key, document.stringAt("key"));
    ZHIBAO_TRY(registration.key, inside("/key", Digest::parse(key)));
    return registration;
}

Result<SignedExchange> writeRegistration(Registration registration, PrivateKey key, Certificate certificate, PrivateKey const* connection, Clock const& clock,
                                         std::string_view programVersion) {
    registration.key = sha256(subjectPublicKeyInfo(key.publicKey()));
    CertificateSubject const subject{registration.unit, registration.name};
    std::vector<ExchangeEntry> entries{{std::string{entry::registration}, toText(toJson(registration))}};
    ZHIBAO_TRY(auto request, writeCertificateRequest(key, subject));
    entries.push_back({std::string{entry::signingRequest}, std::move(request)});
    if (connection != nullptr) {
        ZHIBAO_TRY(auto other, writeCertificateRequest(*connection, subject));
        entries.push_back({std::string{entry::connectionRequest}, std::move(other)});
    }
    ZHIBAO_TRY(auto signer, FileKeySigner::make(std::move(key), std::move(certificate)));
    ZHIBAO_TRY(auto written, writeExchange(ExchangeKind::registration, registration.unit, entries, signer, clock, programVersion));
    ZHIBAO_CHECK(readRegistration(written.bytes));
    return written;
}

Result<OpenedRegistration> readRegistration(BytesView file) {
    ZHIBAO_TRY(auto exchange, openExchange(file));
    ZHIBAO_CHECK(exchange.checkKind(ExchangeKind::registration));
    ZHIBAO_TRY(auto const text, exchange.at(entry::registration));
    ZHIBAO_TRY(auto const document, inside(entry::registration, parseJson(text, documentLimits)));
    ZHIBAO_TRY(auto registration, inside(entry::registration, readRegistrationDocument(JsonNode{document})));
    ZHIBAO_TRY(auto const requestBytes, exchange.at(entry::signingRequest));
    ZHIBAO_TRY(auto signing, inside(entry::signingRequest, readCertificateRequest(requestBytes)));
    OpenedRegistration opened{std::move(registration), std::move(signing), {}, exchange.signer, exchange.manifest.createdAt, exchange.identity, sha256(file)};
    auto const& says = opened.registration;
    if (exchange.manifest.unit != says.unit || exchange.manifest.from != says.unit || opened.signing.subject.unit != says.unit) return contradicts("unit");
    if (opened.signing.keyFingerprint() != says.key || exchange.signer.keyFingerprint() != says.key) return contradicts("key");
    bool const hasConnection = exchange.at(entry::connectionRequest).has_value();
    if (exchange.entries.size() != (hasConnection ? 3U : 2U)) return contradicts("entries");
    if (hasConnection) {
        ZHIBAO_TRY(auto const other, exchange.at(entry::connectionRequest));
        ZHIBAO_TRY(opened.connection, inside(entry::connectionRequest, readCertificateRequest(other)));
        if (opened.connection->subject.unit != says.unit) return contradicts("unit");
    }
    return opened;
}

std::string fingerprintText(Digest const& fingerprint) {
    std::string text;
    for (auto const letter : fingerprint.hex()) {
        if (text.size() % 5 == 4) text += ' ';
        text += letter >= 'a' && letter <= 'f' ? static_cast<char>(letter - 'a' + 'A') : letter;
    }
    return text;
}

Result<Digest> parseFingerprint(std::string_view typed) {
    std::string hex;
    for (auto const letter : normalized(std::string{typed})) {
        if (letter == ' ' || letter == '-' || letter == ':' || letter == '\t') continue;
        hex += letter >= 'A' && letter <= 'F' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    auto const digest = Digest::parse(hex);
    if (!digest) return fail(error::fingerprintMalformed, {{"text", shortened(typed, 100)}});
    return *digest;
}

}  // namespace zhibao
