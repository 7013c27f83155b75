#include "package/exchanges.h"

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "base/file.h"

namespace zhibao::test {

namespace {

Authority authorityNamed(std::string const& code) {
    auto key = PrivateKey::generate().value();
    auto certificate = authorityCertificate(key, {code, "样例统计局"}, tenYears()).value();
    return {std::move(key), std::move(certificate)};
}

}  // namespace

SigningBureau::SigningBureau(std::string const& bureauCode) : code(bureauCode), authority(authorityNamed(bureauCode)), signer(issued(bureauCode)) {}

FileKeySigner SigningBureau::issued(std::string const& unit, Algorithm algorithm) const {
    auto key = PrivateKey::generate(algorithm).value();
    auto certificate = issueCertificate(authority, key.publicKey(), {unit, "样例"}, tenYears(), KeyUse::signing).value();
    return FileKeySigner::make(std::move(key), std::move(certificate)).value();
}

bool schemaAccepts(std::string const& name, std::string const& text) {
    auto const described = nlohmann::json::parse(readFile(pathOf(ZHIBAO_SOURCE_FOLDER "/schemas/" + name + ".schema.json")).value());
    valijson::Schema schema;
    valijson::SchemaParser{}.populateSchema(valijson::adapters::NlohmannJsonAdapter{described}, schema);
    auto const document = nlohmann::json::parse(text);
    return valijson::Validator{}.validate(schema, valijson::adapters::NlohmannJsonAdapter{document}, nullptr);
}

}  // namespace zhibao::test
