#include "store/certificates.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "register/credit_code.h"
#include "store/event_log.h"
#include "store/openings.h"
#include "trust/signer.h"

namespace zhibao {

namespace {

constexpr std::array uses{KeyUse::signing, KeyUse::envelope, KeyUse::connection, KeyUse::authority};
constexpr std::string_view selection =
    "SELECT c.serial, c.use, c.certificate, e.moment, r.moment, r.reason FROM certificate c JOIN event e ON e.number = c.event LEFT JOIN revocation r USING (serial) ";

Result<IssuedCertificate> issuedIn(Cursor const& rows) {
    auto use = KeyUse::authority;
    for (auto const one : uses)
        if (rows.text(1) == nameOf(one)) use = one;
    ZHIBAO_TRY(auto certificate, Certificate::parseDer(rows.blob(2), use));
    IssuedCertificate issued{std::move(certificate), std::string{rows.text(0)}, use, Moment{rows.integer(3)}, {}, {}};
    if (auto const revoked = rows.optionalInteger(4)) {
        issued.revoked = Moment{*revoked};
        issued.reason = rows.text(5);
    }
    return issued;
}

struct PinnedUnit {
    std::int64_t unit = 0;
    std::optional<Digest> key;
};

Result<PinnedUnit> pinnedUnit(Database& database, std::string_view code) {
    ZHIBAO_TRY(auto const unit, UnitCode::parse(code));
    ZHIBAO_TRY(auto rows, database.query("SELECT unit_id, (SELECT fingerprint FROM pinned_key p WHERE p.unit_id = u.unit_id ORDER BY event DESC LIMIT 1) "
                                         "FROM unit u WHERE organisation_code = ?1",
                                         {unit.organisationCode()}));
    ZHIBAO_TRY(bool const found, rows.next());
    if (!found) return fail(error::unitUnknown, {{"unit", unit.text()}});
    return PinnedUnit{rows.integer(0), digestIn(rows, 1)};
}

/// The unit whose pin the certificate would move or set; nothing when it leaves all pins alone.
Result<std::optional<std::int64_t>> unitToPin(Database& database, std::string_view code, Digest const& key, KeyUse use, bool isKeyChangeApproved) {
    // What the bureau has for itself is no unit's.
    if (use == KeyUse::envelope) return std::nullopt;
    ZHIBAO_TRY(auto const own, database.integer("SELECT 1 FROM certificate WHERE use = 'authority' AND unit = ?1", {code}));
    if (own) return std::nullopt;
    ZHIBAO_TRY(auto const known, pinnedUnit(database, code));
    if (use != KeyUse::signing || known.key == key) return std::nullopt;
    if (known.key && !isKeyChangeApproved)
        return fail(error::keyChangeNotApproved, {{"unit", std::string{code}}, {"pinned", known.key->hex()}, {"got", key.hex()}});
    return known.unit;
}

}  // namespace

std::string_view nameOf(KeyUse use) noexcept {
    switch (use) {
        case KeyUse::signing: return "signing";
        case KeyUse::envelope: return "envelope";
        case KeyUse::connection: return "connection";
        case KeyUse::authority: return "authority";
    }
    return "";
}

Result<Certificate> authorityOf(BureauDatabase const& database) {
    ZHIBAO_TRY(auto rows, database.connection().query("SELECT certificate FROM certificate WHERE use = 'authority'"));
    ZHIBAO_TRY(bool const found, rows.next());
    if (!found) return fail(error::authorityMissing);
    return Certificate::parseDer(rows.blob(0), KeyUse::authority);
}

Result<> establishAuthority(BureauDatabase& database, Certificate const& certificate, Moment moment, std::string_view actor) {
    ZHIBAO_CHECK(checkIssued(certificate, certificate, certificate.validity().from));
    auto& connection = database.connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    ZHIBAO_TRY(auto const known, connection.integer("SELECT 1 FROM certificate WHERE use = 'authority'"));
    if (known) return fail(error::authorityExists);
    auto const serial = serialOf(certificate);
    auto const fingerprint = certificate.keyFingerprint();
    EventDraft draft{moment, actor, "authority-established", certificate.unit(), JsonValue::Object{{"serial", serial}}};
    draft.addRow(ledger::certificate,
                 {std::string_view{serial}, std::string_view{certificate.unit()}, nameOf(KeyUse::authority), blobOf(fingerprint), Blob{certificate.der()}});
    ZHIBAO_TRY(auto log, EventLog::inTransaction(connection));
    ZHIBAO_CHECK(log.append(draft));
    return transaction.commit();
}

Result<> checkMayIssue(BureauDatabase const& database, std::string_view unit, PublicKey const& key, KeyUse use, bool isKeyChangeApproved) {
    ZHIBAO_CHECK(unitToPin(database.connection(), unit, sha256(subjectPublicKeyInfo(key)), use, isKeyChangeApproved));
    return {};
}

Result<> recordIssued(BureauDatabase& database, Certificate const& certificate, KeyUse use, bool isKeyChangeApproved, Moment moment, std::string_view actor) {
    auto& connection = database.connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    ZHIBAO_TRY(Certificate const authority, authorityOf(database));
    ZHIBAO_CHECK(checkIssued(certificate, authority, certificate.validity().from));
    auto const fingerprint = certificate.keyFingerprint();
    ZHIBAO_TRY(auto const unit, unitToPin(connection, certificate.unit(), fingerprint, use, isKeyChangeApproved));
    auto const serial = serialOf(certificate);
    EventDraft draft{moment, actor, "certificate-issued", certificate.unit(), JsonValue::Object{{"serial", serial}, {"use", nameOf(use)}, {"key", fingerprint.hex()}}};
    draft.addRow(ledger::certificate, {std::string_view{serial}, std::string_view{certificate.unit()}, nameOf(use), blobOf(fingerprint), Blob{certificate.der()}});
    if (unit) draft.addRow(ledger::pinnedKey, {*unit, blobOf(fingerprint), Blob{certificate.der()}});
    ZHIBAO_TRY(auto log, EventLog::inTransaction(connection));
    ZHIBAO_CHECK(log.append(draft));
    return transaction.commit();
}

Result<> revokeCertificate(BureauDatabase& database, std::string_view serial, std::string_view reason, Moment moment, std::string_view actor) {
    if (trimmed(reason).empty()) return fail(error::revocationReasonMissing);
    auto& connection = database.connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    ZHIBAO_TRY(auto const known, issuedCertificate(database, serial));
    if (known.use == KeyUse::authority) return fail(error::certificateIsAuthority, {{"serial", known.serial}});
    if (known.revoked) return fail(error::certificateIsRevoked, {{"serial", known.serial}});
    EventDraft draft{moment, actor, "certificate-revoked", known.certificate.unit(), JsonValue::Object{{"serial", known.serial}}};
    draft.addRow(ledger::revocation, {std::string_view{known.serial}, moment.seconds, reason});
    ZHIBAO_TRY(auto log, EventLog::inTransaction(connection));
    ZHIBAO_CHECK(log.append(draft));
    return transaction.commit();
}

Result<std::vector<IssuedCertificate>> issuedCertificates(BureauDatabase const& database) {
    ZHIBAO_TRY(auto rows, database.connection().query(std::string{selection} + "ORDER BY c.event"));
    std::vector<IssuedCertificate> all;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return all;
        ZHIBAO_TRY(auto issued, issuedIn(rows));
        all.push_back(std::move(issued));
    }
}

Result<IssuedCertificate> issuedCertificate(BureauDatabase const& database, std::string_view serial) {
    ZHIBAO_TRY(auto rows, database.connection().query(std::string{selection} + "WHERE c.serial = ?1", {serial}));
    ZHIBAO_TRY(bool const found, rows.next());
    if (!found) return fail(error::certificateUnknown, {{"serial", shortened(serial, 80)}});
    return issuedIn(rows);
}

Result<Bytes> revocationListNow(BureauDatabase const& database, Authority const& authority, Validity const& validity) {
    ZHIBAO_TRY(Certificate const own, authorityOf(database));
    if (own != authority.certificate) return fail(error::keyNotOfCertificate, {{"unit", own.unit()}});
    ZHIBAO_TRY(auto const all, issuedCertificates(database));
    std::vector<Revocation> revocations;
    for (auto const& one : all)
        if (one.revoked) revocations.push_back({one.serial, *one.revoked});
    ZHIBAO_TRY(auto const head, headOf(database.connection()));
    return writeRevocationList(authority, revocations, validity, head.number);
}

Result<> checkKeyCertified(Database& database, Digest const& fingerprint, Moment moment) {
    ZHIBAO_TRY(auto rows, database.query("SELECT c.serial, c.certificate, r.moment FROM certificate c JOIN event e ON e.number = c.event LEFT JOIN revocation r ON r.serial = c.serial "
                                         "WHERE c.fingerprint = ?1 AND c.use = 'signing' AND e.moment <= ?2 ORDER BY c.event DESC",
                                         {blobOf(fingerprint), moment.seconds}));
    std::optional<Error> revoked;
    std::optional<Error> ended;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) break;
        auto const revocation = rows.optionalInteger(2);
        if (revocation && *revocation <= moment.seconds) {
            if (!revoked) revoked = Error{error::certificateRevoked, {}, {{"serial", std::string{rows.text(0)}}, {"moment", toText(Moment{*revocation})}}};
            continue;
        }
        ZHIBAO_TRY(auto const certificate, Certificate::parseDer(rows.blob(1)));
        auto const held = certificate.checkValidAt(moment);
        if (held) return {};
        if (!ended) ended = held.error();
    }
    // A certificate that ended is the reason even where an older one had been revoked.
    if (ended) return tl::unexpected(*ended);
    if (revoked) return tl::unexpected(*revoked);
    return {};
}

}  // namespace zhibao
