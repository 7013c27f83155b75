#include "package/manifest.h"

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "support/catch.h"

using namespace zhibao;

namespace {

Manifest aManifest() {
    Manifest manifest;
    manifest.editionDigest = sha256("edition");
    manifest.header = {"example/2017-1", "quarterly", "91999999MA00000154", "2017Q1", 1, {}, FilingKind::original, false, {}};
    manifest.createdAt = parseMoment("2017-04-10T15:59:59Z").value();
    manifest.programName = "zhibao";
    manifest.programVersion = "0.1.0";
    manifest.signer = sha256("certificate");
    manifest.entries = {{"answers.json", {}, 2, sha256("{}")},
                        {"attachments/01.pdf", "合同.pdf", 4, sha256("%PDF")},
                        {"explanations.json", {}, 2, sha256("{}")}};
    return manifest;
}

Bytes replaced(Bytes text, std::string_view from, std::string_view to) {
    auto const at = text.find(from);
    REQUIRE(at != Bytes::npos);
    return text.replace(at, from.size(), to);
}

/// The error of the example manifest with one piece of its text exchanged.
Error errorOf(std::string_view from, std::string_view to) {
    auto const result = readManifest(replaced(toText(aManifest()), from, to));
    REQUIRE_FALSE(result);
    return result.error();
}

bool isValid(Bytes const& text) {
    auto const schemaDocument = nlohmann::json::parse(readFile(pathOf(ZHIBAO_SOURCE_FOLDER "/schemas/submission-manifest-1.schema.json")).value());
    valijson::Schema schema;
    valijson::SchemaParser{}.populateSchema(valijson::adapters::NlohmannJsonAdapter{schemaDocument}, schema);
    auto const document = nlohmann::json::parse(text);
    return valijson::Validator{}.validate(schema, valijson::adapters::NlohmannJsonAdapter{document}, nullptr);
}

}  // namespace

TEST_CASE("a manifest comes back from its text", "[package][manifest]") {
    auto manifest = aManifest();
    CHECK(readManifest(toText(manifest)) == manifest);
    manifest.header.version = 2;
    manifest.header.replaces = sha256("version 1");
    manifest.header.kind = FilingKind::correction;
    manifest.rateTable = sha256("rates");
    CHECK(readManifest(toText(manifest)) == manifest);
}

TEST_CASE("the text of a manifest is known in advance", "[package][manifest]") {
    auto manifest = aManifest();
    manifest.entries.resize(2);
    CHECK(toText(manifest) ==
          R"({"schema":"submission-1","algorithm":"ecdsa-p256-sha256","edition":"example/2017-1",)"
          R"("editionDigest":")" + sha256("edition").hex() +
          R"(","set":"quarterly","unit":"91999999MA00000154","period":"2017Q1","version":1,"replaces":null,"kind":"original","origin":"electronic",)"
          R"("createdAt":"2017-04-10T15:59:59Z","program":{"name":"zhibao","version":"0.1.0"},"rateTable":null,"signer":")" + sha256("certificate").hex() +
          R"(","entries":[{"name":"answers.json","bytes":2,"sha256":")" + sha256("{}").hex() +
          R"("},{"name":"attachments/01.pdf","title":"合同.pdf","bytes":4,"sha256":")" + sha256("%PDF").hex() + R"("}]})");
}

TEST_CASE("a manifest that says the same in another form is refused", "[package][manifest]") {
    CHECK(errorOf("\"version\":1", "\"version\": 1").code == error::manifestNotCanonical);
    CHECK(errorOf("zhibao", "zhib\\u0061o").code == error::manifestNotCanonical);
    CHECK(errorOf(R"("version":1,"replaces":null)", R"("replaces":null,"version":1)").code == error::manifestNotCanonical);
    CHECK(errorOf("}]}", "}]}\n").code == error::manifestNotCanonical);
    CHECK(errorOf(R"("name":"answers.json",)", R"("name":"answers.json","title":"",)").code == error::manifestNotCanonical);
}

TEST_CASE("what a manifest may not say is refused with its place", "[package][manifest]") {
    CHECK(errorOf("submission-1", "submission-2") == Error{error::manifestSchemaUnknown, {"/schema"}, {{"got", "submission-2"}}});
    CHECK(errorOf("ecdsa-p256-sha256", "md5") == Error{error::algorithmUnknown, {"/algorithm"}, {{"text", "md5"}}});
    CHECK(errorOf("\"version\":1", "\"version\":\"1\"").code == error::jsonWrongKind);
    CHECK(errorOf("\"version\":1", "\"version\":1.0").code == error::jsonNumberUnsupported);
    CHECK(errorOf("\"rateTable\":null,", "").code == error::jsonKeyMissing);
    CHECK(errorOf("\"rateTable\":null,", "\"rateTable\":null,\"note\":\"\",").where() == "/note");
    CHECK(errorOf("\"rateTable\":null,", "\"rateTable\":null,\"rateTable\":null,").code == error::jsonDuplicateKey);
    CHECK(errorOf("\"origin\":\"electronic\"", "\"origin\":\"paper\"").where() == "/origin");
    CHECK(errorOf("\"kind\":\"original\"", "\"kind\":\"draft\"").where() == "/kind");
    CHECK(errorOf("2017-04-10T15:59:59Z", "2017-04-31T15:59:59Z").code == error::momentMalformed);
    CHECK(errorOf("\"replaces\":null", "\"replaces\":\"\"").code == error::digestMalformed);
    CHECK(errorOf("\"bytes\":4", "\"bytes\":-4").where() == "/entries/1");
    CHECK(errorOf("zhibao", "zhi\xFF" "bao").code == error::textNotUtf8);
}

TEST_CASE("impossible units, periods, versions and entries are refused with their place", "[package][manifest]") {
    auto const placeOf = [](auto change) {
        auto manifest = aManifest();
        change(manifest);
        auto const result = readManifest(toText(manifest));
        REQUIRE_FALSE(result);
        CHECK(result.error().code == error::manifestValueImpossible);
        return result.error().where();
    };
    CHECK(placeOf([](Manifest& m) { m.header.unit = "91999999MA00000153"; }) == "/unit");
    CHECK(placeOf([](Manifest& m) { m.header.unit = "91999999ma00000154"; }) == "/unit");
    CHECK(placeOf([](Manifest& m) { m.header.period = "2017Q5"; }) == "/period");
    CHECK(placeOf([](Manifest& m) { m.header.version = 0; }) == "/version");
    CHECK(placeOf([](Manifest& m) { m.header.version = 2; }) == "/replaces");
    CHECK(placeOf([](Manifest& m) { m.header.replaces = sha256("another"); }) == "/replaces");
    CHECK(placeOf([](Manifest& m) { std::swap(m.entries[0], m.entries[1]); }) == "/entries/1");
    CHECK(placeOf([](Manifest& m) { m.entries[1].name = m.entries[0].name; }) == "/entries/1");
    CHECK(placeOf([](Manifest& m) { m.entries[0].title = "answers"; }) == "/entries/0");
    CHECK(placeOf([](Manifest& m) { m.entries[1].title = "a\nb"; }) == "/entries/1");
    CHECK(placeOf([](Manifest& m) { m.entries[1].title = std::string(201, 'a'); }) == "/entries/1");
}

TEST_CASE("a manifest fits its JSON schema, and the schema refuses what the reader refuses", "[package][manifest][schema]") {
    auto const text = toText(aManifest());
    CHECK(isValid(text));
    for (auto const& [from, to] : std::vector<std::pair<std::string, std::string>>{{"submission-1", "submission-2"},
                                                                                   {"ecdsa-p256-sha256", "md5"},
                                                                                   {"\"version\":1", "\"version\":\"1\""},
                                                                                   {"\"version\":1", "\"version\":0"},
                                                                                   {"\"rateTable\":null,", ""},
                                                                                   {"\"rateTable\":null,", "\"rateTable\":null,\"note\":\"\","},
                                                                                   {"\"origin\":\"electronic\"", "\"origin\":\"paper\""},
                                                                                   {"\"replaces\":null", "\"replaces\":\"\""},
                                                                                   {"\"bytes\":4", "\"bytes\":-4"},
                                                                                   {"2017Q1", "2017Q5"},
                                                                                   {"attachments/01.pdf", "attachments/../01.pdf"}}) {
        INFO(from << " -> " << to);
        CHECK_FALSE(isValid(replaced(text, from, to)));
    }
}
