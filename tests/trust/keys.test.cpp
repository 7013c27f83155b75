#include "trust/keys.h"

#include <type_traits>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "base/file.h"
#include "support/catch.h"
#include "support/signers.h"
#include "support/temporary_folder.h"
#include "support/program.h"
#include "trust/signer.h"

using namespace zhibao;

namespace {

ErrorCode codeOf(Result<PrivateKey> const& result) {
    REQUIRE_FALSE(result);
    return result.error().code;
}

/// A key as other programs may write it.
Bytes pemOf(EVP_PKEY* key, bool traditional) {
    REQUIRE(key != nullptr);
    BIO* const bio = BIO_new(BIO_s_mem());
    bool const written = traditional ? PEM_write_bio_PrivateKey_traditional(bio, key, nullptr, nullptr, 0, nullptr, nullptr) == 1
                                     : PEM_write_bio_PKCS8PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr) == 1;
    char* data = nullptr;
    auto const length = BIO_get_mem_data(bio, &data);
    Bytes pem{data, static_cast<std::size_t>(length)};
    BIO_free(bio);
    EVP_PKEY_free(key);
    REQUIRE(written);
    return pem;
}

}  // namespace

TEST_CASE("a key comes back from its PEM text", "[trust]") {
    auto const algorithm = GENERATE(from_range(algorithms));
    auto const key = PrivateKey::generate(algorithm).value();
    CHECK(key.publicKey().algorithm == algorithm);
    auto const pem = key.toPem().value();
    CHECK(pem.starts_with("-----BEGIN PRIVATE KEY-----\n"));
    CHECK(key.toPem() == pem);
    auto const again = PrivateKey::readPem(pem);
    REQUIRE(again);
    CHECK(again->publicKey() == key.publicKey());
    CHECK(PrivateKey::readPem(pem, "not needed"));
    CHECK(PrivateKey::generate(algorithm)->publicKey() != key.publicKey());
}

TEST_CASE("an encrypted key opens with its passphrase only, and says which is wrong", "[trust]") {
    auto const key = PrivateKey::generate(GENERATE(from_range(algorithms))).value();
    auto const pem = key.toPem("六个汉字 and more").value();
    CHECK(pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    CHECK(pem.find("-----BEGIN PRIVATE KEY") == Bytes::npos);
    auto const again = PrivateKey::readPem(pem, "六个汉字 and more");
    REQUIRE(again);
    CHECK(again->publicKey() == key.publicKey());
    CHECK(codeOf(PrivateKey::readPem(pem, "六个汉字 and less")) == error::keyPassphraseWrong);
    CHECK(codeOf(PrivateKey::readPem(pem)) == error::keyPassphraseMissing);
}

TEST_CASE("keys of other kinds and forms are refused by name", "[trust]") {
    auto const rsa = PrivateKey::readPem(pemOf(EVP_RSA_gen(2048), false));
    CHECK(codeOf(rsa) == error::keyKindUnsupported);
    CHECK(rsa.error().arguments.at("got") == "RSA");
    auto const otherCurve = PrivateKey::readPem(pemOf(EVP_EC_gen("P-384"), false));
    CHECK(codeOf(otherCurve) == error::keyKindUnsupported);
    CHECK(otherCurve.error().arguments.at("got") == "secp384r1");
    auto const traditional = PrivateKey::readPem(pemOf(EVP_EC_gen("P-256"), true));
    CHECK(codeOf(traditional) == error::keyFormUnsupported);
    CHECK(traditional.error().arguments.at("got") == "EC PRIVATE KEY");
    CHECK(codeOf(PrivateKey::readPem(test::signerOf("91999999MA00000154").certificate().toPem())) == error::keyFormUnsupported);
    CHECK(codeOf(PrivateKey::readPem("")) == error::keyMalformed);
    CHECK(codeOf(PrivateKey::readPem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")) == error::keyMalformed);
}

TEST_CASE("an error about a key leaves nothing in OpenSSL's queue and holds nothing of the key", "[trust]") {
    auto const key = PrivateKey::generate().value();
    auto pem = key.toPem().value();
    auto const secret = pem.substr(60, 20);
    pem.erase(100, 4);
    auto const broken = PrivateKey::readPem(pem);
    REQUIRE_FALSE(broken);
    for (auto const& [name, text] : broken.error().arguments) CHECK(text.find(secret) == std::string::npos);
    // A message left behind would come up in the next error, which has nothing to do with it.
    auto const next = PrivateKey::readPem("");
    REQUIRE_FALSE(next);
    CHECK(next.error().arguments.at("text").find("; ") == std::string::npos);
}

TEST_CASE("a private key cannot be copied", "[trust]") {
    STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<PrivateKey>);
    STATIC_REQUIRE_FALSE(std::is_copy_assignable_v<PrivateKey>);
    STATIC_REQUIRE(std::is_nothrow_move_constructible_v<PrivateKey>);
}

TEST_CASE("a key file is readable by its owner only", "[trust]") {
    test::TemporaryFolder const folder;
    REQUIRE(writeFile(folder / "key.pem", PrivateKey::generate()->toPem().value(), FileAccess::ownerOnly));
    auto const permissions = std::filesystem::status(folder / "key.pem").permissions();
    CHECK((permissions & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) == std::filesystem::perms::none);
}

TEST_CASE("a signer is made of a key and its own certificate", "[trust]") {
    auto const algorithm = GENERATE(from_range(algorithms));
    auto signer = test::signerOf("91999999MA00000154", {}, algorithm);
    CHECK(signer.algorithm() == algorithm);
    auto const signature = signer.sign("bytes");
    REQUIRE(signature);
    CHECK(verifySignature(signer.certificate(), signer.algorithm(), "bytes", *signature));
    auto const stranger = FileKeySigner::make(PrivateKey::generate(algorithm).value(), signer.certificate());
    REQUIRE_FALSE(stranger);
    CHECK(stranger.error().code == error::keyNotOfCertificate);
}

TEST_CASE("keys of the openssl tool are read, and it reads ours", "[trust][tool]") {
    if (!test::hasTool("openssl")) {
        WARN("skipped: the openssl program is not installed");
        return;
    }
    test::TemporaryFolder const folder;
    auto const path = [&](char const* name) { return toText(folder / name); };
    auto const [curve, algorithm] = GENERATE(table<std::string, Algorithm>({{"P-256", Algorithm::ecdsaP256Sha256}, {"SM2", Algorithm::sm2Sm3}}));
    auto const form = GENERATE(as<std::string>{}, "uncompressed", "compressed");
    INFO(curve << ' ' << form);
    REQUIRE(test::runTool("openssl", {"genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:" + curve, "-out", path("made.pem")}).status == 0);
    REQUIRE(test::runTool("openssl", {"ec", "-in", path("made.pem"), "-conv_form", form, "-out", path("formed.pem")}).status == 0);
    REQUIRE(test::runTool("openssl", {"pkcs8", "-topk8", "-nocrypt", "-in", path("formed.pem"), "-out", path("plain.pem")}).status == 0);
    auto const plain = PrivateKey::readPem(readFile(folder / "plain.pem").value());
    REQUIRE(plain);
    CHECK(plain->publicKey().algorithm == algorithm);
    auto const signature = plain->sign(algorithm, "message");
    REQUIRE(signature);
    CHECK(verifySignature(plain->publicKey(), algorithm, "message", *signature));
    REQUIRE(test::runTool("openssl", {"pkcs8", "-topk8", "-in", path("plain.pem"), "-out", path("encrypted.pem"), "-passout", "pass:secret"}).status == 0);
    auto const encrypted = PrivateKey::readPem(readFile(folder / "encrypted.pem").value(), "secret");
    REQUIRE(encrypted);
    CHECK(encrypted->publicKey() == plain->publicKey());

    REQUIRE(writeFile(folder / "ours.pem", plain->toPem("secret").value(), FileAccess::ownerOnly));
    CHECK(test::runTool("openssl", {"pkey", "-in", path("ours.pem"), "-passin", "pass:secret", "-noout", "-check"}).status == 0);
    CHECK(test::runTool("openssl", {"pkey", "-in", path("ours.pem"), "-passin", "pass:wrong", "-noout"}).status != 0);
}
