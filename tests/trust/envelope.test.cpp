#include "trust/envelope.h"

#include "base/file.h"
#include "base/random.h"
#include "support/catch.h"
#include "support/program.h"
#include "support/signers.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

struct Bureau {
    PrivateKey key = PrivateKey::generate().value();
    Certificate certificate = selfSignedCertificate(key, {"11500000009303022P", "样例统计局"}, test::tenYears(), KeyUse::envelope).value();
};

ErrorCode codeOf(Result<Bytes> const& result) {
    REQUIRE_FALSE(result);
    return result.error().code;
}

}  // namespace

TEST_CASE("what is enclosed for a key comes out with that key and with no other", "[trust][envelope]") {
    Bureau const bureau;
    for (auto const& contents : {Bytes{}, Bytes{"一份申报"}, Bytes(1'000'000, '\x7A')}) {
        auto const envelope = enclose(contents, bureau.certificate);
        REQUIRE(envelope);
        bool const isHidden = contents.empty() || envelope->find(contents) == Bytes::npos;
        CHECK(isHidden);
        auto const opened = disclose(*envelope, bureau.key);
        REQUIRE(opened);
        bool const isSame = *opened == contents;
        CHECK(isSame);
        CHECK(codeOf(disclose(*envelope, PrivateKey::generate().value())) == error::envelopeNotForKey);
        bool const isNew = enclose(contents, bureau.certificate) != envelope;
        CHECK(isNew);
    }
}

TEST_CASE("only P-256 keys whose certificates allow it take envelopes", "[trust][envelope]") {
    Bureau const bureau;
    CHECK(codeOf(enclose("x", test::signerOf("91999999MA00000154").certificate())) == error::certificateNotForEnvelope);
    auto const sm2 = PrivateKey::generate(Algorithm::sm2Sm3).value();
    CHECK(codeOf(enclose("x", selfSignedCertificate(sm2, {"91999999MA00000154", {}}, test::tenYears(), KeyUse::envelope).value())) == error::envelopeKeyUnsupported);
    CHECK(codeOf(disclose(enclose("x", bureau.certificate).value(), sm2)) == error::envelopeKeyUnsupported);

    auto const asSigner = Certificate::parseDer(bureau.certificate.der());
    REQUIRE_FALSE(asSigner);
    CHECK(asSigner.error().code == error::certificateNotForSigning);
    CHECK(Certificate::parseDer(bureau.certificate.der(), KeyUse::envelope) == bureau.certificate);
    auto const signer = Certificate::read(test::signerOf("91999999MA00000154").certificate().toPem(), KeyUse::envelope);
    REQUIRE_FALSE(signer);
    CHECK(signer.error().code == error::certificateNotForEnvelope);
}

TEST_CASE("an envelope with any byte of its contents changed, cut short or added to gives nothing away", "[trust][envelope]") {
    Bureau const bureau;
    Bytes const contents = "一份申报";
    auto const envelope = enclose(contents, bureau.certificate).value();
    auto changed = envelope;
    std::size_t altered = 0;
    for (std::size_t i = 0; i < changed.size(); ++i) {
        INFO("byte " << i);
        changed[i] = static_cast<char>(static_cast<unsigned char>(envelope[i]) ^ 0x01U);
        auto const opened = disclose(changed, bureau.key);
        // The name of the recipient's certificate opens nothing and protects nothing.
        if (opened) CHECK(*opened == contents);
        else if (opened.error().code == error::envelopeAltered) ++altered;
        changed[i] = envelope[i];
    }
    // Cipher text, nonce and the 16 bytes of the tag.
    CHECK(altered >= contents.size() + 12 + 16);
    for (std::size_t length = 0; length < envelope.size(); ++length) CHECK(codeOf(disclose(envelope.substr(0, length), bureau.key)) == error::envelopeMalformed);
    CHECK(codeOf(disclose(envelope + '\0', bureau.key)) == error::envelopeMalformed);
}

TEST_CASE("random changes to an envelope never crash its reader and never give other contents", "[trust][envelope]") {
    Bureau const bureau;
    Bytes const contents = "一份申报";
    auto const envelope = enclose(contents, bureau.certificate).value();
    SeededRandom random{20170410};
    for (int i = 0; i < 3000; ++i) {
        auto changed = envelope;
        for (auto n = random.below(4) + 1; n > 0; --n) {
            auto const at = random.below(changed.size());
            switch (random.below(3)) {
                case 0: changed[at] = static_cast<char>(random.below(256)); break;
                case 1: changed.insert(at, 1, static_cast<char>(random.below(256))); break;
                default: changed.erase(at, random.below(8)); break;
            }
        }
        if (auto const opened = disclose(changed, bureau.key)) CHECK(*opened == contents);
    }
}

TEST_CASE("the openssl tool opens our envelopes, and we open its own", "[trust][envelope][tool]") {
    if (!test::hasTool("openssl")) {
        WARN("skipped: the openssl program is not installed");
        return;
    }
    Bureau const bureau;
    test::TemporaryFolder const folder;
    auto const path = [&](char const* name) { return toText(folder / name); };
    Bytes const contents = "两江新区\r\n\n";
    REQUIRE(writeFile(folder / "key.pem", bureau.key.toPem().value(), FileAccess::ownerOnly));
    REQUIRE(writeFile(folder / "certificate.pem", bureau.certificate.toPem()));
    REQUIRE(writeFile(folder / "ours.p7m", enclose(contents, bureau.certificate).value()));
    auto const opened = test::runTool("openssl", {"cms", "-decrypt", "-binary", "-inform", "DER", "-in", path("ours.p7m"), "-inkey", path("key.pem"), "-out", path("opened")});
    INFO(opened.errors);
    REQUIRE(opened.status == 0);
    CHECK(readFile(folder / "opened") == contents);

    REQUIRE(writeFile(folder / "contents", contents));
    auto const encrypt = [&](std::string const& cipher) {
        auto const made = test::runTool("openssl", {"cms", "-encrypt", "-binary", "-" + cipher, "-outform", "DER", "-in", path("contents"), "-out", path("theirs.p7m"), "-recip",
                                                    path("certificate.pem"), "-keyopt", "ecdh_kdf_md:sha256"});
        INFO(made.errors);
        REQUIRE(made.status == 0);
        return readFile(folder / "theirs.p7m").value();
    };
    CHECK(disclose(encrypt("aes-256-gcm"), bureau.key) == contents);
    // Without a tag over the whole, whoever passes it on could change it.
    CHECK(codeOf(disclose(encrypt("aes-256-cbc"), bureau.key)) == error::envelopeMalformed);
}
