#include "package/open.h"

#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "package/sealed_example.h"
#include "package/zip_container.h"
#include "register/credit_code.h"
#include "support/catch.h"
#include "support/temporary_folder.h"
#include "support/program.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

Error refusalOf(BytesView package, PackageLimits const& limits = {}) {
    auto const result = openPackage(package, limits);
    REQUIRE_FALSE(result);
    return result.error();
}

/// The refusal of the example with one entry's bytes changed, described and signed again by its own unit.
Error refusalOfSigned(SealedExample& example, std::string const& entry, std::string_view from, std::string_view to) {
    auto contents = contentsOf(example.sealed.bytes);
    contents.at(entry) = exchanged(contents.at(entry), from, to);
    auto const opened = openPackage(signedAgain(contents, example.signer));
    if (!opened) return opened.error();
    auto const filing = readPackagedFiling(*opened, *example.edition);
    REQUIRE_FALSE(filing);
    return filing.error();
}

}  // namespace

TEST_CASE("changing any one byte of a package is noticed", "[package][open]") {
    SealedExample const example{GENERATE(from_range(algorithms))};
    auto changed = example.sealed.bytes;
    for (std::size_t i = 0; i < changed.size(); ++i) {
        INFO("byte " << i);
        auto const original = changed[i];
        for (unsigned const bit : {0x01U, 0x20U}) {
            changed[i] = static_cast<char>(static_cast<unsigned char>(original) ^ bit);
            CHECK_FALSE(openPackage(changed));
        }
        changed[i] = original;
    }
    CHECK(openPackage(changed));
    for (std::size_t length = 0; length < changed.size(); ++length) CHECK_FALSE(openPackage(BytesView{changed}.substr(0, length)));
}

TEST_CASE("random changes to a package or to its entries never crash the reader and are never accepted", "[package][open]") {
    SealedExample const example{GENERATE(from_range(algorithms))};
    auto const contents = contentsOf(example.sealed.bytes);
    std::vector<std::string> names;
    for (auto const& [name, bytes] : contents) names.push_back(name);
    SeededRandom random{20170410};
    auto const mutate = [&](Bytes& bytes) {
        for (auto n = random.below(4) + 1; n > 0 && !bytes.empty(); --n) {
            auto const at = random.below(bytes.size());
            switch (random.below(4)) {
                case 0: bytes[at] = static_cast<char>(random.below(256)); break;
                case 1: bytes.insert(at, 1, static_cast<char>(random.below(256))); break;
                case 2: bytes.erase(at, random.below(8)); break;
                default: bytes.insert(at, bytes.substr(random.below(bytes.size()), random.below(40))); break;
            }
        }
    };
    for (int i = 0; i < 2000; ++i) {
        INFO("change " << i);
        Bytes package;
        if (i % 2 == 0) {
            package = example.sealed.bytes;
            mutate(package);
        } else {
            // A sound archive around a changed entry gets past the first line of defence.
            auto changed = contents;
            mutate(changed.at(names[random.below(names.size())]));
            package = packed(changed);
        }
        CHECK(openPackage(package).has_value() == (package == example.sealed.bytes));
    }
}

TEST_CASE("a package without one of its parts, or with more than its parts, is refused by name", "[package][open]") {
    SealedExample const example{GENERATE(from_range(algorithms))};
    auto const contents = contentsOf(example.sealed.bytes);
    for (auto const& [name, bytes] : contents) {
        auto without = contents;
        without.erase(name);
        auto const error = refusalOf(packed(without));
        CHECK(error.code == error::packageEntryMissing);
        CHECK(error.arguments.at("name") == name);
    }
    for (auto const name : {"readme.txt", "attachments/03.pdf", "attachments/a/01.pdf", "a/answers.json", "routing.json"}) {
        auto more = contents;
        more[name] = "x";
        auto const error = refusalOf(packed(more));
        CHECK(error.code == error::packageEntryUnknown);
        CHECK(error.arguments.at("name") == name);
    }
}

TEST_CASE("also an entry that the manifest vouches for must be one that packages have", "[package][open]") {
    SealedExample example;
    auto contents = contentsOf(example.sealed.bytes);
    for (auto const name : {"readme.txt", "attachments/a/01.pdf"}) {
        auto more = contents;
        more[name] = "x";
        CHECK(refusalOf(signedAgain(more, example.signer)).code == error::packageEntryUnknown);
    }
    auto const selfListed = signedAgain(contents, example.signer, [&](Manifest& manifest) {
        manifest.entries.push_back({"signer.cer", "", static_cast<std::int64_t>(contents.at("signer.cer").size()), sha256(contents.at("signer.cer"))});
    });
    CHECK(refusalOf(selfListed).code == error::packageEntryMissing);
}

TEST_CASE("an entry exchanged after sealing is refused by name", "[package][open]") {
    SealedExample const example{GENERATE(from_range(algorithms))};
    for (auto const name : {"answers.json", "explanations.json", "attachments/01.pdf", "signer.cer"}) {
        auto contents = contentsOf(example.sealed.bytes);
        contents.at(name) += ' ';
        auto const error = refusalOf(packed(contents));
        CHECK(error.code == error::packageEntryAltered);
        CHECK(error.where() == name);
    }
}

TEST_CASE("a manifest signed by another key, or a signature of another package, is refused", "[package][open]") {
    SealedExample example{GENERATE(from_range(algorithms))};
    auto contents = contentsOf(example.sealed.bytes);
    auto stranger = signerOf(example.filing.header.unit, {}, example.algorithm);
    contents.at("manifest.sig") = stranger.sign(contents.at("manifest.json")).value();
    auto const error = refusalOf(packed(contents));
    CHECK(error.code == error::signatureInvalid);
    CHECK(error.where() == "manifest.sig");
    contents.at("manifest.sig") = example.signer.sign(contents.at("manifest.json") + " ").value();
    CHECK(refusalOf(packed(contents)).code == error::signatureInvalid);
    contents.at("manifest.sig").clear();
    CHECK(refusalOf(packed(contents)).code == error::signatureMalformed);
}

TEST_CASE("a manifest that names another way of signing than its certificate's key has is refused", "[package][open]") {
    SealedExample example{GENERATE(from_range(algorithms))};
    auto const other = example.algorithm == Algorithm::sm2Sm3 ? Algorithm::ecdsaP256Sha256 : Algorithm::sm2Sm3;
    auto const error = refusalOf(signedAgain(contentsOf(example.sealed.bytes), example.signer, [&](Manifest& m) { m.algorithm = other; }));
    CHECK(error.code == error::algorithmNotOfKey);
    CHECK(error.where() == "manifest.sig");
}

TEST_CASE("a unit cannot sign for another unit", "[package][open]") {
    SealedExample const example{GENERATE(from_range(algorithms))};
    auto other = signerOf(exampleUnitCode(2).text());
    auto const error = refusalOf(signedAgain(contentsOf(example.sealed.bytes), other));
    CHECK(error.code == error::packageUnitDiffers);
    CHECK(error.arguments.at("manifest") == example.filing.header.unit);
    CHECK(error.arguments.at("certificate") == exampleUnitCode(2).text());
}

TEST_CASE("another key of the same unit opens, and shows another fingerprint to be compared with the pinned one", "[package][open]") {
    SealedExample const example;
    auto second = signerOf(example.filing.header.unit, {}, GENERATE(from_range(algorithms)));
    auto const opened = openPackage(signedAgain(contentsOf(example.sealed.bytes), second));
    REQUIRE(opened);
    CHECK(opened->signer.keyFingerprint() != example.signer.certificate().keyFingerprint());
}

TEST_CASE("a manifest that says something else than the answers is refused with the key that differs", "[package][open]") {
    SealedExample example;
    auto const contents = contentsOf(example.sealed.bytes);
    auto const keyThatDiffers = [&](std::function<void(Manifest&)> const& change) {
        auto const error = refusalOf(signedAgain(contents, example.signer, change));
        CHECK(error.code == error::packageHeaderDiffers);
        CHECK(error.where() == "answers.json");
        return error.arguments.at("key");
    };
    CHECK(keyThatDiffers([](Manifest& m) { m.header.edition = "example/2018-1"; }) == "edition");
    CHECK(keyThatDiffers([](Manifest& m) { m.header.formSet = "annual"; }) == "set");
    CHECK(keyThatDiffers([](Manifest& m) { m.header.period = "2017Q2"; }) == "period");
    CHECK(keyThatDiffers([](Manifest& m) { m.header.version = 2, m.header.replaces = sha256("x"); }) == "version");
    CHECK(keyThatDiffers([](Manifest& m) { m.header.kind = FilingKind::late; }) == "kind");
    auto other = signerOf(exampleUnitCode(2).text());
    CHECK(refusalOf(signedAgain(contents, other, [](Manifest& m) { m.header.unit = exampleUnitCode(2).text(); })).arguments.at("key") == "unit");
}

TEST_CASE("answers that are no sound filing are refused with their place, even when signed", "[package][open]") {
    SealedExample example{GENERATE(from_range(algorithms))};
    auto const refused = [&](std::string_view from, std::string_view to) { return refusalOfSigned(example, "answers.json", from, to); };
    CHECK(refused("\"period\":\"2017Q1\"", "\"period\":\"2017Q1\",\"period\":\"2017Q1\"").where() == "answers.json > /period");
    CHECK(refused("\"total\":\"99.00\"", "\"total\":99.00") == Error{error::jsonNumberUnsupported, {"answers.json", "/forms/trade/rows/1/total"}, {{"text", "99.00"}}});
    CHECK(refused("\"total\":\"99.00\"", "\"total\":99").code == error::jsonWrongKind);
    CHECK(refused("\"total\":\"99.00\"", "\"total\":\"99.00\",\"secret\":\"1\"").where() == "answers.json > /forms/trade/rows/1/secret");
    CHECK(refused("样例甲", "\xFF").code == error::textNotUtf8);
    CHECK(refused("\"trade\":", "\"trade\":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]],\"x\":").code == error::jsonTooDeep);
    CHECK(refused("filing-1", "filing-3").where() == "answers.json > /schema");
    CHECK(refused("\"signatories\":", "\"explanations\":[],\"signatories\":") == Error{error::jsonKeyUnknown, {"answers.json", "/explanations"}, {{"key", "explanations"}}});
    CHECK(refused("}", "").code == error::jsonMalformed);
}

TEST_CASE("explanations that are not sound are refused with their place, even when signed", "[package][open]") {
    SealedExample example;
    auto const refused = [&](std::string_view from, std::string_view to) { return refusalOfSigned(example, "explanations.json", from, to); };
    CHECK(refused("explanations-1", "explanations-2").code == error::explanationsSchemaUnknown);
    CHECK(refused("\"schema\"", "\"more\":1,\"schema\"").where() == "explanations.json > /more");
    CHECK(refused("\"rule\":\"B11\"", "\"rule\":11").where() == "explanations.json > /explanations/0/rule");
    CHECK(refused("\"explanations\":[{", "\"other\":[{").code == error::jsonKeyUnknown);
    auto contents = contentsOf(example.sealed.bytes);
    contents.at("explanations.json") = R"({"schema":"explanations-1","explanations":{}})";
    auto const error = refusalOf(signedAgain(contents, example.signer));
    CHECK(error == Error{error::jsonWrongKind, {"explanations.json", "/explanations"}, {{"expected", "array"}, {"got", "object"}}});
}

TEST_CASE("a package made outside its certificate's validity is refused", "[package][open]") {
    SealedExample example{GENERATE(from_range(algorithms))};
    auto const error = refusalOf(signedAgain(contentsOf(example.sealed.bytes), example.signer, [](Manifest& m) { m.createdAt.seconds += std::int64_t{86'400} * 3653; }));
    CHECK(error.code == error::certificateNotValidAt);
    CHECK(error.where() == "signer.cer");
}

TEST_CASE("a package of another content of the edition is not read", "[package][open]") {
    SealedExample const example;
    auto const opened = openPackage(example.sealed.bytes);
    REQUIRE(opened);
    auto changed = *example.edition;
    changed.digest = sha256("a rule was changed");
    auto const filing = readPackagedFiling(*opened, changed);
    REQUIRE_FALSE(filing);
    CHECK(filing.error().code == error::editionDigestDiffers);
    CHECK(filing.error().arguments.at("here") == changed.digest.hex());
}

TEST_CASE("a glance at the unit finds what the manifest says, whatever its other texts look like", "[package][open]") {
    SealedExample example;
    auto const trap = signedAgain(contentsOf(example.sealed.bytes), example.signer, [](Manifest& manifest) {
        manifest.header.edition = R"(x","unit":"91999999000000027Y)";
        manifest.programName = R"("unit":"91999999000000027Y")";
    });
    for (auto const& package : {example.sealed.bytes, trap}) {
        auto const unit = glanceAtUnit(package);
        REQUIRE(unit);
        CHECK(*unit == example.filing.header.unit);
        CHECK(*unit == glanceAt(package).value().header.unit);
    }
    auto const contents = contentsOf(example.sealed.bytes);
    auto without = contents;
    without.at("manifest.json") = "{}";
    CHECK(glanceAtUnit(packed(without)).error().code == error::manifestNotCanonical);
    without.at("manifest.json") = R"({"unit":")";
    CHECK(glanceAtUnit(packed(without)).error().code == error::manifestNotCanonical);
    CHECK(glanceAtUnit("no archive").error().code == error::zipMalformed);
}

TEST_CASE("what is beyond the limits is refused", "[package][open]") {
    SealedExample const example;
    PackageLimits limits;
    limits.zip.archiveBytes = example.sealed.bytes.size() - 1;
    CHECK(refusalOf(example.sealed.bytes, limits).code == error::zipTooLarge);
    limits = {};
    limits.json.bytes = 100;
    CHECK(refusalOf(example.sealed.bytes, limits).code == error::jsonTooLarge);
    limits = {};
    limits.json.depth = 3;
    CHECK(refusalOf(example.sealed.bytes, limits).code == error::jsonTooDeep);
}

TEST_CASE("the openssl tool verifies what a package holds, and the unzip tool opens it", "[package][open][tool]") {
    SealedExample const example;
    test::TemporaryFolder const folder;
    auto const path = [&](char const* name) { return toText(folder / name); };
    if (!hasTool("openssl")) {
        WARN("skipped: the openssl program is not installed");
        return;
    }
    for (auto const& [name, bytes] : contentsOf(example.sealed.bytes))
        if (name.find('/') == std::string::npos) REQUIRE(writeFile(folder / name, bytes));
    REQUIRE(runTool("openssl", {"x509", "-inform", "DER", "-in", path("signer.cer"), "-pubkey", "-noout", "-out", path("key.pem")}).status == 0);
    auto const verified = runTool("openssl", {"dgst", "-sha256", "-verify", path("key.pem"), "-signature", path("manifest.sig"), path("manifest.json")});
    CHECK(verified.output == "Verified OK\n");
    CHECK(verified.status == 0);
    CHECK(runTool("openssl", {"dgst", "-sha256", "-verify", path("key.pem"), "-signature", path("manifest.sig"), path("answers.json")}).status != 0);

    if (!hasTool("unzip")) {
        WARN("skipped: the unzip program is not installed");
        return;
    }
    REQUIRE(writeFile(folder / "example.zbs", example.sealed.bytes));
    auto const tested = runTool("unzip", {"-t", path("example.zbs")});
    INFO(tested.output << tested.errors);
    CHECK(tested.status == 0);
}
