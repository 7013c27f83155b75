#include "package/envelope.h"

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "base/file.h"
#include "package/sealed_example.h"
#include "package/zip_container.h"
#include "register/credit_code.h"
#include "support/catch.h"
#include "trust/envelope.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

struct Bureau {
    PrivateKey key = PrivateKey::generate().value();
    Certificate certificate = selfSignedCertificate(key, {"11500000009303022P", "样例统计局"}, tenYears(), KeyUse::envelope).value();
};

struct Enveloped {
    explicit Enveloped(Algorithm algorithm = Algorithm::ecdsaP256Sha256) : example(algorithm) {}
    SealedExample example;
    Bureau bureau;
    Bytes bytes = writeEnvelope(example.sealed.bytes, bureau.certificate).value();

    /// With one entry's text changed, in a sound archive.
    [[nodiscard]] Bytes with(std::string const& name, Bytes contents) const {
        auto all = contentsOf(bytes);
        all[name] = std::move(contents);
        return packed(all);
    }
    [[nodiscard]] Error refusalOf(BytesView envelope, PackageLimits const& limits = {}) const {
        auto const opened = openEnvelope(envelope, bureau.key, limits);
        REQUIRE_FALSE(opened);
        return opened.error();
    }
};

}  // namespace

TEST_CASE("a package comes out of its envelope as it went in, and its routing can be read without a key", "[package][envelope]") {
    Enveloped const sent{GENERATE(from_range(algorithms))};
    CHECK(openEnvelope(sent.bytes, sent.bureau.key) == sent.example.sealed.bytes);
    auto const& header = sent.example.filing.header;
    CHECK(readRouting(sent.bytes) == Routing{sent.bureau.certificate.keyFingerprint(), header.unit, header.formSet, header.period, header.version, sent.example.sealed.identity});
    CHECK(isMeantAsEnvelope(sent.bytes));
    CHECK_FALSE(isMeantAsEnvelope(sent.example.sealed.bytes));
    // Nothing that the unit answered can be read from outside.
    CHECK(sent.bytes.find("SJ211") == Bytes::npos);
    CHECK(openPackage(sent.bytes).error().code == error::packageEntryMissing);
}

TEST_CASE("the routing has exactly the shape that its schema describes", "[package][envelope]") {
    Enveloped const sent;
    auto const described = nlohmann::json::parse(readFile(pathOf(ZHIBAO_SOURCE_FOLDER "/schemas/routing-1.schema.json")).value());
    valijson::Schema schema;
    valijson::SchemaParser{}.populateSchema(valijson::adapters::NlohmannJsonAdapter{described}, schema);
    auto const isValid = [&](nlohmann::json const& document) {
        return valijson::Validator{}.validate(schema, valijson::adapters::NlohmannJsonAdapter{document}, nullptr);
    };
    auto const routing = nlohmann::json::parse(contentsOf(sent.bytes).at("routing.json"));
    CHECK(isValid(routing));
    for (auto const& [key, value] : routing.items()) {
        auto without = routing;
        without.erase(key);
        CHECK_FALSE(isValid(without));
    }
    auto more = routing;
    more["more"] = 1;
    CHECK_FALSE(isValid(more));
}

TEST_CASE("an envelope for another key is refused before anything is decrypted", "[package][envelope]") {
    Enveloped const sent;
    Bureau const other;
    auto const opened = openEnvelope(sent.bytes, other.key);
    REQUIRE_FALSE(opened);
    CHECK(opened.error() == Error{error::envelopeForOther, {"routing.json"}, {{"recipient", sent.bureau.certificate.keyFingerprint().hex()}, {"key", other.certificate.keyFingerprint().hex()}}});
    // Also when the routing was changed to say that it is for that key.
    auto routing = readRouting(sent.bytes).value();
    routing.recipient = other.certificate.keyFingerprint();
    auto const again = openEnvelope(sent.with("routing.json", toText(routing)), other.key);
    REQUIRE_FALSE(again);
    CHECK(again.error().code == error::envelopeNotForKey);
    CHECK(again.error().where() == "submission.p7m");
}

TEST_CASE("routing that says something else than the package inside is refused with the key that differs", "[package][envelope]") {
    Enveloped const sent;
    auto const keyThatDiffers = [&](auto const& change) {
        auto routing = readRouting(sent.bytes).value();
        change(routing);
        auto const error = sent.refusalOf(sent.with("routing.json", toText(routing)));
        CHECK(error.code == error::routingDiffers);
        CHECK(error.where() == "routing.json");
        return error.arguments.at("key");
    };
    CHECK(keyThatDiffers([](Routing& routing) { routing.unit = exampleUnitCode(2).text(); }) == "unit");
    CHECK(keyThatDiffers([](Routing& routing) { routing.formSet = "annual"; }) == "set");
    CHECK(keyThatDiffers([](Routing& routing) { routing.period = "2017Q2"; }) == "period");
    CHECK(keyThatDiffers([](Routing& routing) { routing.version = 2; }) == "version");
    CHECK(keyThatDiffers([](Routing& routing) { routing.identity = sha256("x"); }) == "identity");
}

TEST_CASE("routing in any other form is refused with its place", "[package][envelope]") {
    Enveloped const sent;
    auto const text = contentsOf(sent.bytes).at("routing.json");
    auto const refused = [&](std::string_view from, std::string_view to) { return sent.refusalOf(sent.with("routing.json", exchanged(text, from, to))); };
    CHECK(refused("routing-1", "routing-2") == Error{error::routingSchemaUnknown, {"routing.json", "/schema"}, {{"got", "routing-2"}}});
    CHECK(refused("\"version\":1", "\"version\":1,\"more\":1").where() == "routing.json > /more");
    CHECK(refused("\"version\":1", "\"version\": 1").code == error::routingNotCanonical);
    CHECK(refused("\"identity\":\"", "\"identity\":\"0").code == error::digestMalformed);
    CHECK(refused("{", "").code == error::jsonMalformed);
    CHECK(sent.refusalOf(sent.with("routing.json", Bytes(5'000, ' '))).code == error::jsonTooLarge);
}

TEST_CASE("an envelope without one of its parts, or with more, is refused by name, and so is an altered one", "[package][envelope]") {
    Enveloped const sent;
    auto const contents = contentsOf(sent.bytes);
    for (auto const& [name, bytes] : contents) {
        auto without = contents;
        without.erase(name);
        auto const error = sent.refusalOf(packed(without));
        CHECK(error.code == error::packageEntryMissing);
        CHECK(error.arguments.at("name") == name);
    }
    CHECK(sent.refusalOf(sent.with("answers.json", "{}")).code == error::zipTooManyEntries);
    auto other = contents;
    other.erase("submission.p7m");
    other["answers.json"] = "{}";
    CHECK(sent.refusalOf(packed(other)).code == error::packageEntryUnknown);
    auto altered = contents.at("submission.p7m");
    altered.back() = static_cast<char>(altered.back() ^ 1);
    CHECK(sent.refusalOf(sent.with("submission.p7m", altered)).code == error::envelopeAltered);
    CHECK(sent.refusalOf(sent.with("submission.p7m", "garbage")).code == error::envelopeMalformed);
}

TEST_CASE("what is in an envelope and is no package is refused", "[package][envelope]") {
    Enveloped const sent;
    auto const enveloping = [&](BytesView inner) { return sent.refusalOf(sent.with("submission.p7m", enclose(inner, sent.bureau.certificate).value())); };
    CHECK(enveloping("garbage").code == error::zipMalformed);
    CHECK(enveloping("garbage").where() == "submission.p7m");
    CHECK(enveloping(sent.bytes).code == error::zipMalformed);
    CHECK(enveloping("").code == error::zipMalformed);
}

TEST_CASE("any one changed byte of an envelope is refused, or opens to the very same package", "[package][envelope]") {
    Enveloped const sent;
    auto changed = sent.bytes;
    for (std::size_t i = 0; i < changed.size(); i += 3) {
        INFO("byte " << i);
        changed[i] = static_cast<char>(static_cast<unsigned char>(sent.bytes[i]) ^ 0x01U);
        // The archive has a checksum over each entry, so that not even the recipient's name can be changed in passing.
        CHECK_FALSE(openEnvelope(changed, sent.bureau.key));
        changed[i] = sent.bytes[i];
    }
    for (std::size_t length = 0; length < changed.size(); length += 7) CHECK_FALSE(openEnvelope(BytesView{changed}.substr(0, length), sent.bureau.key));
}

TEST_CASE("an envelope beyond the limits is refused", "[package][envelope]") {
    Enveloped const sent;
    PackageLimits limits;
    limits.zip.archiveBytes = sent.bytes.size() - 1;
    CHECK(sent.refusalOf(sent.bytes, limits).code == error::zipTooLarge);
    auto const tight = writeEnvelope(sent.example.sealed.bytes, sent.bureau.certificate, limits);
    REQUIRE_FALSE(tight);
    CHECK(tight.error().code == error::zipTooLarge);
}
