#include "trust/authority.h"

#include "base/file.h"
#include "support/catch.h"
#include "support/program.h"
#include "support/signers.h"
#include "support/temporary_folder.h"
#include "trust/openssl_handles.h"
#include "trust/pem.h"
#include "trust/signer.h"

using namespace zhibao;

namespace {

constexpr auto unit = "91999999MA00000154";

Moment moment(std::string_view text) {
    return parseMoment(text).value();
}

Authority makeAuthority(std::string const& name = "样例统计局") {
    auto key = PrivateKey::generate().value();
    auto certificate = authorityCertificate(key, {"91999999MA0000023Y", name}, test::tenYears()).value();
    return {std::move(key), std::move(certificate)};
}

Certificate issued(Authority const& authority, Algorithm algorithm = Algorithm::ecdsaP256Sha256, KeyUse use = KeyUse::signing) {
    return issueCertificate(authority, PrivateKey::generate(algorithm)->publicKey(), {unit, "样例软件有限公司"},
                            {moment("2017-01-01T00:00:00Z"), moment("2018-12-31T23:59:59Z")}, use)
        .value();
}

template <class T>
ErrorCode codeOf(Result<T> const& result) {
    REQUIRE_FALSE(result);
    return result.error().code;
}

auto const inTime = moment("2017-04-10T12:00:00Z");

}  // namespace

TEST_CASE("what the authority issued is its own within both validities, for keys of both kinds", "[trust][authority]") {
    auto const authority = makeAuthority();
    auto const certificate = issued(authority, GENERATE(from_range(algorithms)));
    CHECK(certificate.unit() == unit);
    CHECK(certificate.name() == "样例软件有限公司");
    CHECK(checkIssued(certificate, authority.certificate, inTime));
    CHECK(codeOf(checkIssued(certificate, authority.certificate, moment("2016-12-31T23:59:59Z"))) == error::certificateNotValidAt);
    CHECK(codeOf(checkIssued(certificate, authority.certificate, moment("2019-01-01T00:00:00Z"))) == error::certificateNotValidAt);
    CHECK(serialOf(certificate).size() == 32);
    CHECK(serialOf(issued(authority)) != serialOf(certificate));
}

TEST_CASE("another authority of the same name, a self-made certificate and one that a unit issued are refused", "[trust][authority]") {
    auto const authority = makeAuthority();
    auto const impostor = makeAuthority();
    CHECK(codeOf(checkIssued(issued(impostor), authority.certificate, inTime)) == error::certificateNotIssued);
    CHECK(codeOf(checkIssued(test::signerOf(unit).certificate(), authority.certificate, inTime)) == error::certificateNotIssued);
    auto const holder = test::signerOf(unit).certificate();
    CHECK(codeOf(checkIssued(issued(authority), holder, inTime)) == error::certificateNotOfAuthority);
    auto key = PrivateKey::generate().value();
    auto certificate = selfSignedCertificate(key, {unit, {}}, test::tenYears()).value();
    CHECK(codeOf(issueCertificate({std::move(key), std::move(certificate)}, PrivateKey::generate()->publicKey(), {unit, {}}, test::tenYears(), KeyUse::signing)) ==
          error::certificateNotOfAuthority);
    auto const mixed = Authority{PrivateKey::generate().value(), authority.certificate};
    CHECK(codeOf(issueCertificate(mixed, PrivateKey::generate()->publicKey(), {unit, {}}, test::tenYears(), KeyUse::signing)) == error::keyNotOfCertificate);
}

TEST_CASE("each use has its certificate, and only P-256 keys go beyond signing", "[trust][authority]") {
    auto const authority = makeAuthority();
    CHECK(codeOf(issued(authority, Algorithm::ecdsaP256Sha256, KeyUse::envelope).checkFor(KeyUse::signing)) == error::certificateNotForSigning);
    CHECK(codeOf(issued(authority).checkFor(KeyUse::envelope)) == error::certificateNotForEnvelope);
    CHECK(codeOf(issued(authority).checkFor(KeyUse::authority)) == error::certificateNotOfAuthority);
    CHECK(issued(authority, Algorithm::ecdsaP256Sha256, KeyUse::connection).checkFor(KeyUse::connection));
    auto const sm2 = PrivateKey::generate(Algorithm::sm2Sm3).value();
    for (auto const use : {KeyUse::envelope, KeyUse::connection})
        CHECK(codeOf(issueCertificate(authority, sm2.publicKey(), {unit, {}}, test::tenYears(), use)) == error::useKeyUnsupported);
    CHECK(codeOf(issueCertificate(authority, sm2.publicKey(), {unit, {}}, test::tenYears(), KeyUse::authority)) == error::certificateNotOfAuthority);
    CHECK(codeOf(authorityCertificate(sm2, {unit, {}}, test::tenYears())) == error::authorityKeyUnsupported);
}

TEST_CASE("a self-signed certificate shows that its maker has the key, and a changed one does not", "[trust][authority]") {
    auto const certificate = test::signerOf(unit, "样例", GENERATE(from_range(algorithms))).certificate();
    CHECK(checkSelfSigned(certificate));
    auto changed = certificate.der();
    auto const at = changed.find(unit);
    REQUIRE(at != Bytes::npos);
    changed[at + 17] = '5';
    CHECK(codeOf(checkSelfSigned(Certificate::parseDer(changed).value())) == error::certificateNotSelfSigned);
    CHECK(codeOf(checkSelfSigned(issued(makeAuthority()))) == error::certificateNotSelfSigned);
}

TEST_CASE("a changed byte of an issued certificate is never accepted", "[trust][authority]") {
    auto const authority = makeAuthority();
    auto const certificate = issued(authority);
    auto changed = certificate.der();
    for (std::size_t i = 0; i < changed.size(); ++i) {
        INFO("byte " << i);
        changed[i] = static_cast<char>(static_cast<unsigned char>(certificate.der()[i]) ^ 0x01U);
        if (auto const parsed = Certificate::parseDer(changed)) CHECK_FALSE(checkIssued(*parsed, authority.certificate, inTime));
        changed[i] = certificate.der()[i];
    }
}

TEST_CASE("a revoked certificate held before it was revoked and not after", "[trust][authority]") {
    auto const authority = makeAuthority();
    auto const certificate = issued(authority);
    auto const revoked = moment("2017-07-01T00:00:00Z");
    Validity const validity{moment("2017-07-02T00:00:00Z"), moment("2017-10-10T00:00:00Z")};
    auto const bytes = writeRevocationList(authority, {{serialOf(certificate), revoked}, {"0A", revoked}}, validity, 7);
    REQUIRE(bytes);
    auto const list = readRevocationList(*bytes, authority.certificate);
    REQUIRE(list);
    CHECK(list->validity == validity);
    CHECK(list->revocations.size() == 2);
    CHECK(checkIssued(certificate, authority.certificate, inTime, &*list));
    CHECK(checkIssued(certificate, authority.certificate, Moment{revoked.seconds - 1}, &*list));
    auto const after = checkIssued(certificate, authority.certificate, revoked, &*list);
    REQUIRE_FALSE(after);
    CHECK(after.error() == Error{error::certificateRevoked, {}, {{"serial", serialOf(certificate)}, {"moment", "2017-07-01T00:00:00Z"}}});
    CHECK(checkIssued(issued(authority), authority.certificate, revoked, &*list));
    // A list says nothing of what comes after it.
    CHECK(codeOf(checkIssued(issued(authority), authority.certificate, moment("2017-10-10T00:00:01Z"), &*list)) == error::revocationListOutdated);
}

TEST_CASE("a list of revoked certificates that another made, or that was changed, is refused", "[trust][authority]") {
    auto const authority = makeAuthority();
    auto const bytes = writeRevocationList(authority, {{"0A", inTime}}, test::tenYears(), 1).value();
    CHECK(codeOf(readRevocationList(bytes, makeAuthority().certificate)) == error::revocationListNotIssued);
    CHECK(codeOf(readRevocationList(bytes, makeAuthority("另一个").certificate)) == error::revocationListNotIssued);
    CHECK(codeOf(readRevocationList("garbage", authority.certificate)) == error::revocationListMalformed);
    CHECK(codeOf(readRevocationList(bytes + '\0', authority.certificate)) == error::revocationListMalformed);
    auto changed = bytes;
    for (std::size_t i = 0; i < changed.size(); ++i) {
        INFO("byte " << i);
        changed[i] = static_cast<char>(static_cast<unsigned char>(bytes[i]) ^ 0x01U);
        CHECK_FALSE(readRevocationList(changed, authority.certificate));
        changed[i] = bytes[i];
    }
    CHECK(codeOf(writeRevocationList(authority, {{"no number", inTime}}, test::tenYears(), 1)) == error::cryptographyFailed);
}

TEST_CASE("the openssl tool agrees on what the authority issued and revoked", "[trust][authority][tool]") {
    if (!test::hasTool("openssl")) {
        WARN("skipped: the openssl program is not installed");
        return;
    }
    auto const authority = makeAuthority();
    test::TemporaryFolder const folder;
    auto const path = [&](char const* name) { return toText(folder / name); };
    auto const good = issued(authority, GENERATE(from_range(algorithms)));
    auto const bad = issued(authority);
    REQUIRE(writeFile(folder / "ca.pem", authority.certificate.toPem()));
    REQUIRE(writeFile(folder / "good.pem", good.toPem()));
    REQUIRE(writeFile(folder / "bad.pem", bad.toPem()));
    auto const list = pemOf("X509 CRL", writeRevocationList(authority, {{serialOf(bad), moment("2017-02-01T00:00:00Z")}}, test::tenYears(), 1).value());
    CHECK(readRevocationList(list, authority.certificate)->revocations.size() == 1);
    REQUIRE(writeFile(folder / "crl.pem", list));
    auto const shown = test::runTool("openssl", {"crl", "-in", path("crl.pem"), "-noout", "-CAfile", path("ca.pem")});
    INFO(shown.errors);
    CHECK(shown.errors.find("verify OK") != std::string::npos);
    auto const verify = [&](char const* certificate) {
        return test::runTool("openssl", {"verify", "-x509_strict", "-attime", std::to_string(inTime.seconds), "-CAfile", path("ca.pem"), "-crl_check", "-CRLfile", path("crl.pem"),
                                         path(certificate)});
    };
    auto const first = verify("good.pem");
    INFO(first.output << first.errors);
    CHECK(first.status == 0);
    auto const second = verify("bad.pem");
    CHECK(second.status != 0);
    CHECK(second.errors.find("certificate revoked") != std::string::npos);
    auto const serial = test::runTool("openssl", {"x509", "-in", path("good.pem"), "-noout", "-serial"});
    CHECK(serial.output == "serial=" + serialOf(good) + "\n");
}
