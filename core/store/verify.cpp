#include "store/verify.h"

#include <map>
#include <optional>
#include <utility>

#include "package/receipt.h"
#include "package/registration.h"
#include "package/starter.h"
#include "register/credit_code.h"
#include "store/certificates.h"
#include "store/counting.h"
#include "store/event_log.h"
#include "store/receipts.h"
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

/// The bureau's authority, as far as it can be read.
std::optional<Certificate> authorityIn(Database& database) {
    auto bytes = database.query("SELECT certificate FROM certificate WHERE use = 'authority'");
    auto const found = bytes ? bytes->next() : Result<bool>{false};
    if (!found || !*found) return std::nullopt;
    auto certificate = Certificate::parseDer(bytes->blob(0), KeyUse::authority);
    return certificate ? std::optional{*std::move(certificate)} : std::nullopt;
}

/// The file that answers a registration says what was decided about it.
bool isAnswerTo(Registration const& registration, Digest const& file, std::string_view kind, std::string_view serial, std::string_view reason, BytesView answer, Moment moment,
                Certificate const& authority) {
    auto const opened = openExchange(answer);
    if (!opened || opened->manifest.createdAt != moment) return false;
    if (kind == "approved") {
        auto const starter = readStarter(answer, registration.unit, &authority);
        return starter && starter->signing.keyFingerprint() == registration.key && serialOf(starter->signing) == serial;
    }
    auto const receipt = readReceipt(answer, authority);
    return kind == "returned" && receipt && receipt->about == Receipt::About::registration && receipt->file == file && receipt->text == reason && receipt->key == registration.key;
}

/// A registration is what its row says it is, and was answered as it says.
Result<> verifyRegistrations(Verification& verification) {
    auto const authority = authorityIn(verification.database);
    ZHIBAO_TRY(auto rows, verification.database.query("SELECT r.registration_id, r.unit, r.name, r.purpose, r.fingerprint, r.file_digest, r.bytes, r.arrived, e.moment, d.kind, "
                                                      "coalesce(d.serial, ''), d.reason, d.answer, a.moment FROM registration r LEFT JOIN event e ON e.number = r.event "
                                                      "LEFT JOIN registration_decision d USING (registration_id) LEFT JOIN event a ON a.number = d.event "
                                                      "UNION ALL SELECT registration_id, '', '', '', NULL, NULL, x'', 0, 0, kind, '', reason, answer, 0 FROM registration_decision "
                                                      "WHERE registration_id NOT IN (SELECT registration_id FROM registration) ORDER BY 1"));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return {};
        auto const opened = readRegistration(rows.blob(6));
        bool isSound = opened && opened->file == digestIn(rows, 5) && rows.integer(7) == rows.integer(8);
        if (isSound) {
            auto const& says = opened->registration;
            isSound = says.unit == rows.text(1) && says.name == rows.text(2) && nameOf(says.purpose) == rows.text(3) && says.key == digestIn(rows, 4) &&
                      (rows.isNull(9) ||
                       (authority && isAnswerTo(says, opened->file, rows.text(9), rows.text(10), rows.text(11), rows.blob(12), Moment{rows.integer(13)}, *authority)));
        }
        if (!isSound) verification.problem(Error{error::ledgerRegistrationContradicts, {}, {{"registration", std::to_string(rows.integer(0))}}});
    }
}

/// What the reasons of a returned version say in the receipt and in the ledger are the same.
Result<bool> agreesWithDecision(Database& database, Receipt const& receipt, std::int64_t version, std::int64_t event) {
    ZHIBAO_TRY(auto decision, database.query("SELECT reason FROM decision WHERE version_id = ?1 AND event = ?2 AND kind = 'returned'", {version, event}));
    ZHIBAO_TRY(bool const found, decision.next());
    if (!found || decision.text(0) != receipt.text) return false;
    auto const reasons = reasonsOf(database, version, event);
    // Cells that cannot be read are not those of the receipt.
    return reasons && *reasons == receipt.reasons;
}

/// The standing that the receipt must have been recorded with.
Result<bool> agreesWithStanding(Database& database, Receipt const& receipt, std::optional<std::int64_t> version, std::string_view standing) {
    auto const verdict = std::string{nameOf(receipt.verdict)};
    if (receipt.verdict != ReceiptVerdict::returned) return standing == (receipt.waits.empty() || receipt.verdict == ReceiptVerdict::duplicate ? verdict : verdict + " " + receipt.waits);
    ZHIBAO_TRY(auto const event, database.integer("SELECT event FROM decision WHERE version_id = ?1 AND ?2 = 'returned ' || event", {version.value_or(0), standing}));
    if (!event) return false;
    return agreesWithDecision(database, receipt, version.value_or(0), *event);
}

/// A receipt is what its row says it is, and the bureau signed it when the chain stood where it says.
Result<> verifyReceipts(Verification& verification) {
    auto const authority = authorityIn(verification.database);
    ZHIBAO_TRY(auto rows, verification.database.query("SELECT r.receipt_id, r.unit, r.standing, r.file_digest, r.identity, r.bytes, v.package_digest, v.identity, f.file_digest, f.code, r.version_id, e.moment "
                                                      "FROM receipt r LEFT JOIN filing_version v USING (version_id) LEFT JOIN refusal f USING (refusal_id) "
                                                      "LEFT JOIN event e ON e.number = r.event ORDER BY r.receipt_id"));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return {};
        auto const receipt = authority ? readReceipt(rows.blob(5), *authority) : Result<Receipt>{fail(error::authorityMissing)};
        bool isSound = receipt && receipt->unit == rows.text(1) && receipt->file == digestIn(rows, 3);
        if (isSound) {
            ZHIBAO_TRY(auto const isAsRecorded, agreesWithStanding(verification.database, *receipt, rows.optionalInteger(10), rows.text(2)));
            ZHIBAO_TRY(auto const isInChain, verification.database.integer("SELECT 1 FROM event WHERE number = ?1 AND digest = ?2", {receipt->event, blobOf(receipt->head)}));
            isSound = isAsRecorded && isInChain;
        }
        if (isSound) {
            auto const opened = openExchange(rows.blob(5));
            bool const isOfVersion = digestIn(rows, 6).has_value();
            // A duplicate is another file with the same filing.
            bool const isOfFile = receipt->verdict == ReceiptVerdict::duplicate || receipt->file == digestIn(rows, isOfVersion ? 6 : 8);
            bool const isOfFiling = isOfVersion ? receipt->identity == digestIn(rows, 7) : !receipt->identity && receipt->refusal && receipt->refusal->code == rows.text(9);
            isSound = opened && opened->identity == digestIn(rows, 4) && opened->manifest.createdAt == Moment{rows.integer(11)} && isOfFile && isOfFiling;
        }
        if (!isSound) verification.problem(Error{error::ledgerReceiptContradicts, {}, {{"receipt", std::to_string(rows.integer(0))}}});
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
    ZHIBAO_CHECK(verifyRegistrations(verification));
    ZHIBAO_CHECK(verifyReceipts(verification));
    ZHIBAO_CHECK(verifyCounted(verification));
    return std::move(verification.report);
}

}  // namespace zhibao
