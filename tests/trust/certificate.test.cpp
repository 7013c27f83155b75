#include "trust/certificate.h"

#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "base/file.h"
#include "base/random.h"
#include "support/catch.h"
#include "support/signers.h"
#include "support/temporary_folder.h"
#include "support/program.h"
#include "trust/keys.h"

using namespace zhibao;

namespace {

constexpr auto unit = "91999999MA00000154";

Moment moment(std::string_view text) {
    return parseMoment(text).value();
}

ErrorCode codeOf(Result<Certificate> const& result) {
    REQUIRE_FALSE(result);
    return result.error().code;
}

}  // namespace

TEST_CASE("a self-signed certificate says for which unit, from when and until when, and with which key", "[trust]") {
    auto const key = PrivateKey::generate(GENERATE(from_range(algorithms))).value();
    auto const certificate = selfSignedCertificate(key, {unit, "样例软件有限公司"}, test::tenYears());
    REQUIRE(certificate);
    CHECK(certificate->unit() == unit);
    CHECK(certificate->name() == "样例软件有限公司");
    CHECK(certificate->validity() == test::tenYears());
    CHECK(certificate->publicKey() == key.publicKey());
    CHECK(certificate->fingerprint() == sha256(certificate->der()));
    CHECK(certificate->keyFingerprint() == sha256(subjectPublicKeyInfo(key.publicKey())));

    auto const renewed = selfSignedCertificate(key, {unit, {}}, test::tenYears());
    REQUIRE(renewed);
    CHECK(renewed->name() == unit);
    CHECK(renewed->fingerprint() != certificate->fingerprint());
    CHECK(renewed->keyFingerprint() == certificate->keyFingerprint());
}

TEST_CASE("a certificate comes back from DER and from PEM", "[trust]") {
    auto const certificate = test::signerOf(unit, "样例软件有限公司").certificate();
    CHECK(Certificate::parseDer(certificate.der()) == certificate);
    CHECK(Certificate::read(certificate.der()) == certificate);
    CHECK(Certificate::read(certificate.toPem()) == certificate);
    CHECK(Certificate::read("subject: somebody\n" + certificate.toPem()) == certificate);
    CHECK(codeOf(Certificate::read("nothing")) == error::certificateMalformed);
    CHECK(codeOf(Certificate::read(PrivateKey::generate()->toPem().value())) == error::certificateMalformed);
}

TEST_CASE("OpenSSL reads our certificate as we do and finds it signed by itself", "[trust]") {
    auto const algorithm = GENERATE(from_range(algorithms));
    auto const certificate = test::signerOf(unit, {}, algorithm).certificate();
    auto const* position = reinterpret_cast<unsigned char const*>(certificate.der().data());
    X509* const x509 = d2i_X509(nullptr, &position, static_cast<long>(certificate.der().size()));
    REQUIRE(x509 != nullptr);
    if (algorithm == Algorithm::sm2Sm3) {
        // SM2 mixes in who signs, and OpenSSL has to be told.
        auto* const id = ASN1_OCTET_STRING_new();
        REQUIRE(ASN1_OCTET_STRING_set(id, reinterpret_cast<unsigned char const*>("1234567812345678"), 16) == 1);
        X509_set0_distinguishing_id(x509, id);
    }
    CHECK(X509_verify(x509, X509_get0_pubkey(x509)) == 1);
    CHECK(X509_get_key_usage(x509) == X509v3_KU_DIGITAL_SIGNATURE);
    CHECK(X509_check_ca(x509) == 0);
    char text[64] = {};
    CHECK(X509_NAME_get_text_by_NID(X509_get_subject_name(x509), NID_serialNumber, text, sizeof text) > 0);
    CHECK(std::string{text} == unit);
    X509_free(x509);
}

TEST_CASE("validity beyond 2049 and before 2000 is written and read in the form RFC 5280 wants", "[trust]") {
    auto const key = PrivateKey::generate().value();
    Validity const validity{moment("1999-12-31T23:59:59Z"), moment("2050-01-01T00:00:00Z")};
    auto const certificate = selfSignedCertificate(key, {unit, {}}, validity);
    REQUIRE(certificate);
    CHECK(certificate->validity() == validity);
    CHECK(certificate->checkValidAt(validity.from));
    CHECK(certificate->checkValidAt(validity.until));
    CHECK_FALSE(certificate->checkValidAt(Moment{validity.from.seconds - 1}));
    auto const late = certificate->checkValidAt(Moment{validity.until.seconds + 1});
    REQUIRE_FALSE(late);
    CHECK(late.error().code == error::certificateNotValidAt);
    CHECK(late.error().arguments.at("until") == "2050-01-01T00:00:00Z");
    CHECK(validFromNow(FixedClock{moment("2017-01-01T00:00:00Z")}, 365) ==
          Validity{moment("2017-01-01T00:00:00Z"), moment("2018-01-01T00:00:00Z")});
}

TEST_CASE("a code that is not letters and digits cannot be a subject, a long name is shortened", "[trust]") {
    auto const key = PrivateKey::generate().value();
    CHECK(codeOf(selfSignedCertificate(key, {"", {}}, test::tenYears())) == error::certificateSubjectUnusable);
    CHECK(codeOf(selfSignedCertificate(key, {"91/CN=x", {}}, test::tenYears())) == error::certificateSubjectUnusable);
    CHECK(codeOf(selfSignedCertificate(key, {unit, "\xFF"}, test::tenYears())) == error::certificateSubjectUnusable);
    std::string longName;
    for (int i = 0; i < 100; ++i) longName += "江";
    auto const certificate = selfSignedCertificate(key, {unit, longName}, test::tenYears());
    REQUIRE(certificate);
    CHECK(certificate->name().size() == 64 * 3);
}

TEST_CASE("a certificate with anything after it, or cut short anywhere, is refused", "[trust]") {
    auto const der = test::signerOf(unit).certificate().der();
    CHECK(codeOf(Certificate::parseDer(der + '\0')) == error::certificateMalformed);
    for (std::size_t length = 0; length < der.size(); ++length) CHECK_FALSE(Certificate::parseDer(der.substr(0, length)));
}

TEST_CASE("a certificate with changed bytes never crashes its reader and never comes out as the same", "[trust]") {
    auto const certificate = test::signerOf(unit, {}, GENERATE(from_range(algorithms))).certificate();
    SeededRandom random{20170410};
    for (int i = 0; i < 3000; ++i) {
        auto changed = certificate.der();
        for (auto n = random.below(4) + 1; n > 0; --n) changed[random.below(changed.size())] = static_cast<char>(random.below(256));
        auto const again = Certificate::parseDer(changed);
        if (again) CHECK((*again == certificate) == (changed == certificate.der()));
    }
}

TEST_CASE("certificates of the openssl tool are read: subject, dates, key, other keys and uses are refused", "[trust][tool]") {
    if (!test::hasTool("openssl")) {
        WARN("skipped: the openssl program is not installed");
        return;
    }
    test::TemporaryFolder const folder;
    auto const path = [&](char const* name) { return toText(folder / name); };
    auto const make = [&](std::vector<std::string> const& keyOptions, std::vector<std::string> const& more) {
        std::vector<std::string> arguments{"req", "-x509", "-nodes", "-newkey"};
        arguments.insert(arguments.end(), keyOptions.begin(), keyOptions.end());
        arguments.insert(arguments.end(), {"-keyout", path("key.pem"), "-out", path("certificate.pem"), "-days", "30"});
        arguments.insert(arguments.end(), more.begin(), more.end());
        auto const run = test::runTool("openssl", arguments);
        INFO(run.output << run.errors);
        REQUIRE(run.status == 0);
        return Certificate::read(readFile(folder / "certificate.pem").value());
    };
    std::vector<std::string> const p256{"ec", "-pkeyopt", "ec_paramgen_curve:P-256"};
    auto const subject = std::string{"/C=CN/O=样例/serialNumber="} + unit + "/CN=样例软件有限公司";

    auto const sm2 = make({"sm2"}, {"-utf8", "-subj", subject, "-sm3", "-sigopt", "distid:1234567812345678"});
    REQUIRE(sm2);
    CHECK(sm2->unit() == unit);
    auto const sm2Key = PrivateKey::readPem(readFile(folder / "key.pem").value());
    REQUIRE(sm2Key);
    CHECK(sm2Key->publicKey() == sm2->publicKey());

    auto const good = make(p256, {"-utf8", "-subj", subject, "-sha256"});
    REQUIRE(good);
    CHECK(good->unit() == unit);
    CHECK(good->name() == "样例软件有限公司");
    CHECK(good->validity().until.seconds - good->validity().from.seconds == 30 * 24 * 60 * 60);
    auto const key = PrivateKey::readPem(readFile(folder / "key.pem").value());
    REQUIRE(key);
    CHECK(key->publicKey() == good->publicKey());

    auto const nameless = make(p256, {"-subj", "/O=example"});
    REQUIRE(nameless);
    CHECK(nameless->unit().empty());
    CHECK(codeOf(make(p256, {"-subj", std::string{"/serialNumber="} + unit + "/serialNumber=91999999MA0000023Y"})) == error::certificateMalformed);
    CHECK(codeOf(make(p256, {"-utf8", "-subj", "/CN=A\x1B[31mB"})) == error::certificateMalformed);
    CHECK(codeOf(make({"rsa:2048"}, {"-subj", "/CN=a"})) == error::certificateKeyUnsupported);
    CHECK(codeOf(make({"ec", "-pkeyopt", "ec_paramgen_curve:P-384"}, {"-subj", "/CN=a"})) == error::certificateKeyUnsupported);
    CHECK(codeOf(make({"ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:explicit"}, {"-subj", "/CN=a"})) ==
          error::certificateKeyUnsupported);
    CHECK(codeOf(make(p256, {"-subj", "/CN=a", "-addext", "keyUsage=critical,keyAgreement"})) == error::certificateNotForSigning);
    CHECK(make(p256, {"-subj", "/CN=a", "-addext", "keyUsage=critical,digitalSignature,keyCertSign"}));
}
