#include "collector/client_trust.h"

#include "trust/authority.h"
#include "trust/pem.h"

#include "support/authority.h"
#include "support/catch.h"
#include "support/signers.h"

using namespace zhibao;
using namespace zhibao::collector;

namespace {

std::string const unit = "91999999000000019D";
constexpr Moment now{1'500'000'000};
constexpr Validity around{Moment{now.seconds - 1'000}, Moment{now.seconds + 1'000}};

std::string codeOf(ClientTrust const& trust, ShownCertificates const& shown, Moment moment = now) {
    auto const answer = trust.unitOf(shown, moment);
    return answer ? *answer : std::string{answer.error().code.name()};
}

}  // namespace

TEST_CASE("a certificate of the bureau's authority names its unit while it is valid", "[collector]") {
    test::Authority authority{"样例 CA"};
    auto const trust = ClientTrust::read(authority.certificate(), {});
    REQUIRE(trust);
    auto const identity = authority.issue(unit, around);
    CHECK(codeOf(*trust, {identity.der()}) == unit);
    CHECK(codeOf(*trust, {identity.der()}, Moment{around.from.seconds - 1}) == "client-certificate-not-yet-valid");
    CHECK(codeOf(*trust, {identity.der()}, Moment{around.until.seconds + 1}) == "client-certificate-expired");
}

TEST_CASE("no certificate, another authority's, a self-made one, one for servers and one without unit are refused each with its code", "[collector]") {
    test::Authority authority{"样例 CA"};
    test::Authority impostor{"样例 CA"};  // the same name, another key
    auto const trust = ClientTrust::read(authority.certificate(), {});
    REQUIRE(trust);
    CHECK(codeOf(*trust, {}) == "client-certificate-missing");
    CHECK(codeOf(*trust, {impostor.issue(unit, around).der()}) == "client-certificate-foreign");
    CHECK(codeOf(*trust, {test::signerOf(unit).certificate().der()}) == "client-certificate-foreign");
    CHECK(codeOf(*trust, {authority.issue(unit, around, test::Authority::Use::server).der()}) == "client-certificate-foreign");
    CHECK(codeOf(*trust, {authority.issue("", around).der()}) == "client-certificate-without-unit");
    CHECK(codeOf(*trust, {authority.issue("../../etc", around).der()}) == "client-certificate-without-unit");
    CHECK(codeOf(*trust, {"no certificate"}) == "client-certificate-foreign");
}

TEST_CASE("a revoked certificate is refused, also by a list that should have been renewed, which lets the others pass", "[collector]") {
    test::Authority authority{"样例 CA"};
    auto const revoked = authority.issue(unit, around);
    auto const good = authority.issue(unit, around);
    for (auto const until : {now.seconds + 500, now.seconds - 500}) {
        auto const trust = ClientTrust::read(authority.certificate(), authority.revocationList({revoked.serial}, {around.from, Moment{until}}));
        REQUIRE(trust);
        CHECK(codeOf(*trust, {revoked.der()}) == "client-certificate-revoked");
        CHECK(codeOf(*trust, {good.der()}) == unit);
    }
}

TEST_CASE("what the bureau's own authority issues for connections is let in until it is revoked", "[collector]") {
    auto key = PrivateKey::generate().value();
    auto certificate = authorityCertificate(key, {"91999999MA0000023Y", "样例统计局"}, around).value();
    zhibao::Authority const authority{std::move(key), std::move(certificate)};
    auto const issued = issueCertificate(authority, PrivateKey::generate()->publicKey(), {unit, "样例"}, around, KeyUse::connection).value();
    auto const listOf = [&](std::vector<Revocation> const& revocations) { return pemOf("X509 CRL", writeRevocationList(authority, revocations, around, 1).value()); };
    auto const before = ClientTrust::read(authority.certificate.toPem(), listOf({}));
    REQUIRE(before);
    CHECK(codeOf(*before, {issued.der()}) == unit);
    auto const after = ClientTrust::read(authority.certificate.toPem(), listOf({{serialOf(issued), around.from}}));
    REQUIRE(after);
    CHECK(codeOf(*after, {issued.der()}) == "client-certificate-revoked");
}

TEST_CASE("an authority or a list that cannot be read is told", "[collector]") {
    test::Authority authority{"样例 CA"};
    CHECK(ClientTrust::read("", {}).error().code == error::authorityUnreadable);
    CHECK(ClientTrust::read("x", {}).error().code == error::authorityUnreadable);
    CHECK(ClientTrust::read(authority.certificate(), "x").error().code == error::authorityUnreadable);
}
