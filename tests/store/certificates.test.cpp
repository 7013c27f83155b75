#include "store/certificates.h"

#include "store/bureau_ledger.h"
#include "store/openings.h"
#include "store/register.h"
#include "store/verify.h"

#include "support/arrivals.h"
#include "support/bureaus.h"
#include "support/catch.h"
#include "support/forger.h"
#include "support/signers.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

constexpr std::string_view actor = "authority";

/// A bureau with an authority and one registered unit.
struct Fixture {
    test::TemporaryFolder folder;
    BureauDatabase database = test::makeBureau(folder / "bureau.db");
    UnitCode unit = exampleUnitCode(1);
    Moment now = test::dayOfArrival;
    Authority authority = [] {
        auto key = PrivateKey::generate().value();
        auto certificate = authorityCertificate(key, {"91999999MA0000023Y", "样例统计局"}, test::tenYears()).value();
        return Authority{std::move(key), std::move(certificate)};
    }();

    Fixture() {
        REQUIRE(addUnits(database, {{unit, UnitState::active, {UnitProfile{Date{2016, 1, 1}, "样例", "500112", "", "", "", true, {}}}}}, now, "bureau"));
        REQUIRE(establishAuthority(database, authority.certificate, now, actor));
    }
    [[nodiscard]] Certificate certificateFor(PublicKey const& key, KeyUse use = KeyUse::signing) const {
        return issueCertificate(authority, key, {unit.text(), {}}, test::tenYears(), use).value();
    }
    Outcome receive(Digest const& signer, std::int64_t amount) {
        auto filing = test::ArrivalBuilder{1}.amount(amount).make();
        filing.signer = signer;
        BureauLedger ledger{database};
        return ledger.receive({filing}).value().front();
    }
};

template <class T>
ErrorCode codeOf(Result<T> const& result) {
    REQUIRE_FALSE(result);
    return result.error().code;
}

}  // namespace

TEST_CASE("a bureau has one authority, and knows what it issued", "[store][certificates]") {
    Fixture bureau;
    CHECK(authorityOf(bureau.database) == bureau.authority.certificate);
    CHECK(codeOf(establishAuthority(bureau.database, bureau.authority.certificate, bureau.now, actor)) == error::authorityExists);
    auto const certificate = bureau.certificateFor(PrivateKey::generate(Algorithm::sm2Sm3)->publicKey());
    REQUIRE(recordIssued(bureau.database, certificate, KeyUse::signing, false, bureau.now, actor));
    auto const all = issuedCertificates(bureau.database);
    REQUIRE(all);
    REQUIRE(all->size() == 2);
    CHECK(all->front().use == KeyUse::authority);
    CHECK(all->back().certificate == certificate);
    CHECK(all->back().serial == serialOf(certificate));
    CHECK_FALSE(all->back().revoked);
    CHECK(codeOf(issuedCertificate(bureau.database, "00")) == error::certificateUnknown);
}

TEST_CASE("without an authority nothing is issued, and what it did not sign is not recorded", "[store][certificates]") {
    test::TemporaryFolder const folder;
    auto empty = test::makeBureau(folder / "empty.db");
    CHECK(codeOf(authorityOf(empty)) == error::authorityMissing);
    Fixture bureau;
    CHECK(codeOf(establishAuthority(empty, test::signerOf("91999999MA0000023Y").certificate(), bureau.now, actor)) == error::certificateNotOfAuthority);
    CHECK(codeOf(recordIssued(bureau.database, test::signerOf(bureau.unit.text()).certificate(), KeyUse::signing, false, bureau.now, actor)) == error::certificateNotIssued);
    auto const stranger = issueCertificate(bureau.authority, PrivateKey::generate()->publicKey(), {exampleUnitCode(2).text(), {}}, test::tenYears(), KeyUse::signing).value();
    CHECK(codeOf(recordIssued(bureau.database, stranger, KeyUse::signing, false, bureau.now, actor)) == error::unitUnknown);
    CHECK(issuedCertificates(bureau.database)->size() == 1);
}

TEST_CASE("a pinned key keeps its pin when it gets a certificate, and another one moves it only when approved", "[store][certificates]") {
    Fixture bureau;
    auto const first = PrivateKey::generate().value();
    auto const firstPrint = sha256(subjectPublicKeyInfo(first.publicKey()));
    REQUIRE(bureau.receive(firstPrint, 100).kind == Outcome::Kind::newFiling);
    REQUIRE(recordIssued(bureau.database, bureau.certificateFor(first.publicKey()), KeyUse::signing, false, bureau.now, actor));
    CHECK(bureau.receive(firstPrint, 200).kind == Outcome::Kind::fork);

    auto const second = PrivateKey::generate(Algorithm::sm2Sm3).value();
    auto const secondPrint = sha256(subjectPublicKeyInfo(second.publicKey()));
    auto const certificate = bureau.certificateFor(second.publicKey());
    CHECK(codeOf(recordIssued(bureau.database, certificate, KeyUse::signing, false, bureau.now, actor)) == error::keyChangeNotApproved);
    CHECK(codeOf(checkMayIssue(bureau.database, bureau.unit.text(), second.publicKey(), KeyUse::signing, false)) == error::keyChangeNotApproved);
    CHECK(bureau.receive(secondPrint, 300).error->code == error::keyNotPinned);
    REQUIRE(recordIssued(bureau.database, certificate, KeyUse::signing, true, bureau.now, actor));
    CHECK(bureau.receive(secondPrint, 300).kind == Outcome::Kind::fork);
    CHECK(bureau.receive(firstPrint, 400).error->code == error::keyNotPinned);
    // What connects to the collector, and what the bureau has for envelopes, signs nothing.
    REQUIRE(recordIssued(bureau.database, bureau.certificateFor(PrivateKey::generate()->publicKey(), KeyUse::connection), KeyUse::connection, false, bureau.now, actor));
    CHECK(bureau.receive(secondPrint, 500).kind == Outcome::Kind::fork);
}

TEST_CASE("a key whose certificates are all revoked takes nothing in any more", "[store][certificates]") {
    Fixture bureau;
    auto const key = PrivateKey::generate().value();
    auto const print = sha256(subjectPublicKeyInfo(key.publicKey()));
    auto const old = bureau.certificateFor(key.publicKey());
    auto const renewed = bureau.certificateFor(key.publicKey());
    REQUIRE(recordIssued(bureau.database, old, KeyUse::signing, false, bureau.now, actor));
    REQUIRE(recordIssued(bureau.database, renewed, KeyUse::signing, false, bureau.now, actor));
    REQUIRE(bureau.receive(print, 100).kind == Outcome::Kind::newFiling);

    CHECK(codeOf(revokeCertificate(bureau.database, serialOf(old), " ", bureau.now, actor)) == error::revocationReasonMissing);
    REQUIRE(revokeCertificate(bureau.database, serialOf(old), "样例：换发", bureau.now, actor));
    CHECK(bureau.receive(print, 200).kind == Outcome::Kind::fork);
    REQUIRE(revokeCertificate(bureau.database, serialOf(renewed), "样例：私钥遗失", bureau.now, actor));
    auto const refused = bureau.receive(print, 300);
    REQUIRE(refused.error);
    CHECK(refused.error->code == error::certificateRevoked);
    CHECK(bureau.receive(print, 100).kind == Outcome::Kind::duplicate);

    CHECK(codeOf(revokeCertificate(bureau.database, serialOf(old), "x", bureau.now, actor)) == error::certificateIsRevoked);
    CHECK(codeOf(revokeCertificate(bureau.database, "00", "x", bureau.now, actor)) == error::certificateUnknown);
    CHECK(codeOf(revokeCertificate(bureau.database, serialOf(bureau.authority.certificate), "x", bureau.now, actor)) == error::certificateIsAuthority);
    CHECK(issuedCertificate(bureau.database, serialOf(old))->reason == "样例：换发");

    auto const bytes = revocationListNow(bureau.database, bureau.authority, test::tenYears());
    REQUIRE(bytes);
    auto const list = readRevocationList(*bytes, bureau.authority.certificate);
    REQUIRE(list);
    CHECK(list->revocations.size() == 2);
    CHECK(codeOf(checkIssued(renewed, bureau.authority.certificate, bureau.now, &*list)) == error::certificateRevoked);
}

TEST_CASE("verification notices a certificate that says something else than its row", "[store][certificates]") {
    Fixture bureau;
    auto const certificate = bureau.certificateFor(PrivateKey::generate()->publicKey());
    REQUIRE(recordIssued(bureau.database, certificate, KeyUse::signing, false, bureau.now, actor));
    REQUIRE(bureau.database.connection().executeScript("PRAGMA wal_checkpoint(TRUNCATE)"));
    auto const problemsAfter = [&](std::string const& sql) {
        auto const copy = bureau.folder / "forged.db";
        test::forge(bureau.database.path(), copy, sql);
        test::mendChain(copy);
        auto const report = verify(BureauDatabase::open(copy, Database::Access::readOnly).value(), EditionLibrary{bureau.folder.path()}, {});
        REQUIRE(report);
        std::vector<ErrorCode> codes;
        for (auto const& problem : report->problems) codes.push_back(problem.code);
        return codes;
    };
    CHECK(problemsAfter("SELECT 1").empty());
    for (std::string const change : {"unit = '91999999MA0000023Y'", "serial = '0A'", "fingerprint = zeroblob(32)", "certificate = x'3000'", "use = 'envelope'"}) {
        INFO(change);
        auto const codes = problemsAfter("UPDATE certificate SET " + change + " WHERE use = 'signing'");
        CHECK(std::find(codes.begin(), codes.end(), error::ledgerCertificateContradicts) != codes.end());
    }
}

TEST_CASE("once a unit has a certificate, only a key whose certificate holds is accepted for it", "[store][certificates]") {
    Fixture bureau;
    auto const key = PrivateKey::generate().value();
    auto const fingerprint = sha256(subjectPublicKeyInfo(key.publicKey()));
    auto const until = [&](std::int64_t seconds) {
        Validity const validity{Moment{bureau.now.seconds - 10}, Moment{bureau.now.seconds + seconds}};
        return issueCertificate(bureau.authority, key.publicKey(), {bureau.unit.text(), {}}, validity, KeyUse::signing).value();
    };
    auto const receiveAt = [&](std::int64_t seconds, std::int64_t amount) {
        auto filing = test::ArrivalBuilder{1}.amount(amount).arrived(Moment{bureau.now.seconds + seconds}).make();
        filing.signer = fingerprint;
        BureauLedger ledger{bureau.database};
        return ledger.receive({filing}).value().front();
    };
    // Pinned by its first filing, then certified: nothing changes for the unit until the certificate ends.
    CHECK(receiveAt(0, 1).kind == Outcome::Kind::newFiling);
    REQUIRE(recordIssued(bureau.database, until(100), KeyUse::signing, false, Moment{bureau.now.seconds + 50}, actor));
    CHECK(receiveAt(100, 2).kind != Outcome::Kind::refused);
    auto const late = receiveAt(101, 3);
    REQUIRE(late.kind == Outcome::Kind::refused);
    CHECK(late.error->code == error::certificateNotValidAt);
    // What had arrived before there was a certificate is judged by the pin, whenever it is taken in.
    CHECK(receiveAt(-20, 4).kind != Outcome::Kind::refused);
    REQUIRE(recordIssued(bureau.database, until(1000), KeyUse::signing, false, Moment{bureau.now.seconds + 200}, actor));
    CHECK(receiveAt(201, 5).kind != Outcome::Kind::refused);
}
