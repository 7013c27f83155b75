#include "trust/certificate_request.h"

#include <openssl/err.h>

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("a request says whose the key is, and that its maker has it", "[trust][certificate_request]") {
    auto const algorithm = GENERATE(from_range(algorithms));
    auto const key = PrivateKey::generate(algorithm).value();
    auto const der = writeCertificateRequest(key, {"91999999000000019D", "样例软件有限公司"});
    REQUIRE(der);
    auto const read = readCertificateRequest(*der);
    REQUIRE(read);
    CHECK(read->key == key.publicKey());
    CHECK(read->subject.unit == "91999999000000019D");
    CHECK(read->subject.name == "样例软件有限公司");
    CHECK(read->keyFingerprint() == sha256(subjectPublicKeyInfo(key.publicKey())));
    CHECK(ERR_peek_error() == 0);
}

TEST_CASE("no byte of a request can be changed, and nothing may follow it", "[trust][certificate_request]") {
    auto const key = PrivateKey::generate(GENERATE(from_range(algorithms))).value();
    auto const der = writeCertificateRequest(key, {"91999999000000019D", "样例"}).value();
    std::size_t noticed = 0;
    for (std::size_t i = 0; i < der.size(); ++i) {
        auto altered = der;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        noticed += readCertificateRequest(altered) ? 0U : 1U;
    }
    CHECK(noticed == der.size());
    CHECK(readCertificateRequest(der + "x").error().code == error::certificateRequestMalformed);
    for (std::size_t length = 0; length < der.size(); length += 5) CHECK_FALSE(readCertificateRequest(BytesView{der}.substr(0, length)));
    CHECK(readCertificateRequest(Bytes(100'000, '0')).error().code == error::certificateRequestMalformed);
    CHECK(ERR_peek_error() == 0);
}

TEST_CASE("a code that cannot stand in a certificate cannot be asked for", "[trust][certificate_request]") {
    auto const key = PrivateKey::generate().value();
    CHECK(writeCertificateRequest(key, {"样例", ""}).error().code == error::certificateSubjectUnusable);
}
