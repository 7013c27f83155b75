#include "store/certificates.h"
#include "store/verify.h"

#include <map>
#include <optional>
#include <utility>

#include "register/credit_code.h"
#include "store/counting.h"
#include "store/event_log.h"
#include "store/verification.h"
#include "trust/authority.h"

namespace zhibao {

namespace {

/// Whatever code a unit is listed under contains its organisation code.
Result<> verifyUnits(Verification& verification) {
    ZHIBAO_TRY(auto rows, verification.database.query("SELECT u.organisation_code, e.code FROM unit_entry e JOIN unit u USING (unit_id) ORDER BY e.unit_id, e.event"));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return {};
        auto const code = UnitCode::parse(rows.text(1));
        if (!code || code->text() != rows.text(1) || code->organisationCode() != rows.text(0))
            verification.problem(Error{error::ledgerUnitContradicts, {}, {{"unit", std::string{rows.text(0)}}, {"code", std::string{rows.text(1)}}}});
    }
}

/// A pinned key is the one in the certificate beside it.
Result<> verifyKeys(Verification& verification) {
    ZHIBAO_TRY(auto rows, verification.database.query("SELECT fingerprint, certificate, (SELECT organisation_code FROM unit u WHERE u.unit_id = k.unit_id) "
                                          "FROM pinned_key k ORDER BY unit_id, event"));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return {};
        auto const certificate = Certificate::parseDer(rows.blob(1));
        if (!certificate || certificate->keyFingerprint() != digestIn(rows, 0)) verification.problem(Error{error::ledgerKeyContradicts, {}, {{"unit", std::string{rows.text(2)}}}});
    }
}

/// What is revoked has been issued.
Result<> verifyRevocations(Verification& verification) {
    ZHIBAO_TRY(auto rows, verification.database.query("SELECT serial FROM revocation WHERE serial NOT IN (SELECT serial FROM certificate) ORDER BY event"));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return {};
        verification.problem(Error{error::ledgerCertificateContradicts, {}, {{"serial", std::string{rows.text(0)}}}});
    }
}

/// A certificate is what its row says it is, and the bureau's authority issued it.
Result<> verifyCertificates(Verification& verification) {
    ZHIBAO_TRY(auto rows, verification.database.query("SELECT serial, unit, use, fingerprint, certificate, (SELECT certificate FROM certificate WHERE use = 'authority') "
                                                      "FROM certificate ORDER BY event"));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return {};
        auto use = KeyUse::signing;
        for (auto const one : {KeyUse::envelope, KeyUse::connection, KeyUse::authority})
            if (rows.text(2) == nameOf(one)) use = one;
        auto const certificate = Certificate::parseDer(rows.blob(4), use);
        auto const authority = Certificate::parseDer(rows.blob(5), KeyUse::authority);
        bool const isSound = certificate && authority && rows.text(2) == nameOf(use) && serialOf(*certificate) == rows.text(0) && certificate->unit() == rows.text(1) &&
                             certificate->keyFingerprint() == digestIn(rows, 3) && checkIssued(*certificate, *authority, certificate->validity().from);
        if (!isSound) verification.problem(Error{error::ledgerCertificateContradicts, {}, {{"serial", std::string{rows.text(0)}}}});
    }
}

/// The derived table against what the versions and decisions say (counting.h).
Result<> verifyCounted(Verification& verification) {
    // A filing with one version that replaces nothing needs no thought; the others are few.
    std::map<std::int64_t, std::optional<std::int64_t>> thoughtOver;
    ZHIBAO_CHECK(forEachStanding(verification.database, [&](std::int64_t filing, FilingStanding const& standing) { thoughtOver.emplace(filing, standing.counted); }));
    ZHIBAO_TRY(auto rows, verification.database.query(R"(
SELECT f.filing_id, c.version_id, (SELECT max(v.version_id) FROM filing_version v WHERE v.filing_id = f.filing_id
         AND 'accepted' = (SELECT kind FROM decision d WHERE d.version_id = v.version_id ORDER BY event DESC LIMIT 1))
FROM filing f LEFT JOIN counted c USING (filing_id)
UNION ALL SELECT filing_id, version_id, NULL FROM counted WHERE filing_id NOT IN (SELECT filing_id FROM filing) ORDER BY 1)"));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return {};
        auto const known = thoughtOver.find(rows.integer(0));
        auto const expected = known == thoughtOver.end() ? rows.optionalInteger(2) : known->second;
        if (rows.optionalInteger(1) != expected) verification.problem(Error{error::ledgerCountedWrong, {}, {{"filing", std::to_string(rows.integer(0))}}});
    }
}

}  // namespace

Result<VerifyReport> verify(BureauDatabase const& database, EditionLibrary const& library, VerifyOptions const& options) {
    Verification verification{database.connection(), library, options, {}};
    ZHIBAO_TRY(auto const moment, ReadMoment::begin(verification.database));
    ZHIBAO_CHECK(verifyEvents(verification));
    ZHIBAO_CHECK(verifyUnits(verification));
    ZHIBAO_CHECK(verifyKeys(verification));
    ZHIBAO_CHECK(verifyCertificates(verification));
    ZHIBAO_CHECK(verifyRevocations(verification));
    ZHIBAO_CHECK(verifyVersions(verification));
    ZHIBAO_CHECK(verifyCounted(verification));
    return std::move(verification.report);
}

}  // namespace zhibao
