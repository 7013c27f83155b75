#include "store/registrations.h"

#include <utility>

#include "base/text.h"
#include "package/open.h"
#include "package/receipt.h"
#include "register/credit_code.h"
#include "store/certificates.h"
#include "store/event_log.h"
#include "store/profiles.h"
#include "store/receipts.h"
#include "store/register.h"
#include "trust/pem.h"

namespace zhibao {

namespace {

constexpr int revocationListDays = 100;

/// The unit as the register has it.
struct KnownUnit {
    std::int64_t id = 0;
    std::string state;
    std::string name;
    std::optional<Digest> pinned;
};

Result<std::optional<KnownUnit>> knownUnit(Database& database, UnitCode const& code, Moment moment) {
    KnownUnit known;
    {
        ZHIBAO_TRY(auto rows, database.query("SELECT unit_id, (SELECT state FROM unit_entry e WHERE e.unit_id = u.unit_id ORDER BY event DESC LIMIT 1), "
                                             "(SELECT fingerprint FROM pinned_key p WHERE p.unit_id = u.unit_id ORDER BY event DESC LIMIT 1) FROM unit u WHERE organisation_code = ?1",
                                             {code.organisationCode()}));
        ZHIBAO_TRY(bool const found, rows.next());
        if (!found) return std::optional<KnownUnit>{};
        known.id = rows.integer(0);
        known.state = rows.text(1);
        known.pinned = digestIn(rows, 2);
    }
    ZHIBAO_TRY(auto const profiles, profilesOf(database, known.id));
    known.name = profileOn(profiles, dayInChina(moment)).name;
    return std::optional{std::move(known)};
}

/// Another unit that signs or has signed with this key.
Result<std::optional<std::string>> otherOwner(Database& database, Digest const& key, std::string_view organisationCode) {
    ZHIBAO_TRY(auto rows, database.query("SELECT u.organisation_code FROM pinned_key k JOIN unit u USING (unit_id) WHERE k.fingerprint = ?1 AND u.organisation_code <> ?2 LIMIT 1",
                                         {blobOf(key), organisationCode}));
    ZHIBAO_TRY(bool const found, rows.next());
    return found ? std::optional{std::string{rows.text(0)}} : std::optional<std::string>{};
}

bool isSameName(std::string const& left, std::string const& right) {
    return trimmed(normalized(left)) == trimmed(normalized(right));
}

/// Where what the unit says of its key does not fit what the bureau knows of it.
Result<std::optional<Error>> keyProblem(BureauDatabase const& database, OpenedRegistration const& opened, std::optional<KnownUnit> const& known, Moment moment) {
    auto const& says = opened.registration;
    auto const problem = [](ErrorCode code, ErrorArguments arguments) { return std::optional{Error{code, {}, std::move(arguments)}}; };
    auto const pinned = known ? known->pinned : std::nullopt;
    switch (says.purpose) {
        case RegistrationPurpose::first:
            if (pinned && *pinned != says.key) return problem(error::registrationKeyKnown, {{"unit", says.unit}, {"pinned", pinned->hex()}, {"got", says.key.hex()}});
            return std::optional<Error>{};
        case RegistrationPurpose::renewal: {
            ZHIBAO_TRY(auto const authority, authorityOf(database));
            if (pinned != says.key) return problem(error::registrationNotCertified, {{"unit", says.unit}});
            // The certificate that ends has signed the file, so whoever renews it has not only found the fingerprint.
            if (auto const held = checkIssued(opened.signer, authority, opened.createdAt); !held) return std::optional{held.error()};
            if (auto const held = checkKeyCertified(database.connection(), says.key, moment); !held) return std::optional{held.error()};
            return std::optional<Error>{};
        }
        case RegistrationPurpose::newKey:
        case RegistrationPurpose::newSignatory:
            if (!pinned) return problem(error::registrationNotCertified, {{"unit", says.unit}});
            if (*pinned == says.key) return problem(error::registrationKeyUnchanged, {{"unit", says.unit}});
            return std::optional<Error>{};
    }
    return std::optional<Error>{};
}

struct Waiting {
    std::int64_t registration = 0;
    OpenedRegistration opened;
};

/// The registration of that file, taken in if it was not yet, which nobody has decided about.
Result<Waiting> waitingOf(BureauDatabase& database, BytesView file, Moment moment, std::string_view actor) {
    ZHIBAO_TRY(auto opened, readRegistration(file));
    ZHIBAO_TRY(auto const number, receiveRegistration(database, file, moment, actor));
    ZHIBAO_TRY(auto const decided, database.connection().integer("SELECT 1 FROM registration_decision WHERE registration_id = ?1", {number}));
    if (decided) return fail(error::registrationDecided, {{"file", opened.file.hex()}});
    return Waiting{number, std::move(opened)};
}

Result<> recordDecision(BureauDatabase& database, Waiting const& waiting, std::string_view kind, std::optional<std::string> const& serial, std::string_view reason, BytesView answer,
                        Moment moment, std::string_view actor) {
    auto& connection = database.connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    EventDraft draft{moment, actor, "registration-" + std::string{kind}, waiting.opened.registration.unit, JsonValue::Object{{"registration", waiting.registration}}};
    draft.addRow(ledger::registrationDecision, {waiting.registration, kind, serial ? SqlArgument{std::string_view{*serial}} : SqlArgument{std::monostate{}}, reason, Blob{answer}});
    ZHIBAO_TRY(auto log, EventLog::inTransaction(connection));
    ZHIBAO_CHECK(log.append(draft));
    return transaction.commit();
}

/// A unit that nobody entered comes into the register by its registration, and one that only filed becomes active.
Result<> enterUnit(BureauDatabase& database, UnitCode const& code, Registration const& says, Moment moment, std::string_view actor) {
    ZHIBAO_TRY(auto const known, knownUnit(database.connection(), code, moment));
    if (known && known->state != "unconfirmed") return {};
    UnitProfile profile;
    profile.validFrom = dayInChina(moment);
    profile.name = says.name;
    profile.district = says.district;
    profile.platform = says.platform;
    profile.industry = says.industry;
    ZHIBAO_TRY(auto const entered, addUnits(database, {SurveyUnit{code, UnitState::active, {std::move(profile)}}}, moment, actor));
    if (!entered.problems.empty()) return tl::unexpected(entered.problems.front());
    return {};
}

}  // namespace

Result<std::int64_t> receiveRegistration(BureauDatabase& database, BytesView file, Moment moment, std::string_view actor) {
    ZHIBAO_TRY(auto const opened, readRegistration(file));
    auto& connection = database.connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    ZHIBAO_TRY(auto const known, connection.integer("SELECT registration_id FROM registration WHERE file_digest = ?1", {blobOf(opened.file)}));
    if (known) return *known;
    ZHIBAO_TRY(auto const last, connection.integer("SELECT coalesce(max(registration_id), 0) FROM registration"));
    auto const number = last.value_or(0) + 1;
    auto const& says = opened.registration;
    EventDraft draft{moment, actor, "registration-received", says.unit, JsonValue::Object{{"registration", number}, {"purpose", nameOf(says.purpose)}}};
    draft.addRow(ledger::registration, {number, std::string_view{says.unit}, std::string_view{says.name}, nameOf(says.purpose), blobOf(says.key), blobOf(opened.file), Blob{file},
                                        moment.seconds});
    ZHIBAO_TRY(auto log, EventLog::inTransaction(connection));
    ZHIBAO_CHECK(log.append(draft));
    ZHIBAO_CHECK(transaction.commit());
    return number;
}

Result<std::vector<RegistrationEntry>> listRegistrations(BureauDatabase const& database, bool onlyWaiting) {
    ZHIBAO_TRY(auto rows, database.connection().query("SELECT r.registration_id, r.unit, r.name, r.purpose, r.fingerprint, r.file_digest, r.arrived, coalesce(d.kind, ''), coalesce(d.reason, ''), "
                                                      "coalesce(d.serial, '') FROM registration r LEFT JOIN registration_decision d USING (registration_id) "
                                                      "WHERE ?1 = 0 OR d.kind IS NULL ORDER BY r.registration_id",
                                                      {std::int64_t{onlyWaiting ? 1 : 0}}));
    std::vector<RegistrationEntry> all;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return all;
        all.push_back({rows.integer(0), std::string{rows.text(1)}, std::string{rows.text(2)}, registrationPurposeNamed(rows.text(3)).value_or(RegistrationPurpose::first),
                       digestIn(rows, 4).value_or(Digest{}), digestIn(rows, 5).value_or(Digest{}), Moment{rows.integer(6)}, std::string{rows.text(7)}, std::string{rows.text(8)},
                       std::string{rows.text(9)}});
    }
}

Result<std::vector<Error>> checkRegistration(BureauDatabase const& database, OpenedRegistration const& registration, std::optional<Digest> const& typed, Moment moment) {
    auto const& says = registration.registration;
    std::vector<Error> problems;
    auto const problem = [&](ErrorCode code, ErrorArguments arguments) { problems.push_back(Error{code, {}, std::move(arguments)}); };
    ZHIBAO_TRY(auto const authority, authorityOf(database));
    ZHIBAO_TRY(auto const code, UnitCode::parse(says.unit));
    if (typed && *typed != says.key)
        problem(error::registrationFingerprintDiffers, {{"got", fingerprintText(says.key)}, {"expected", fingerprintText(*typed)}});
    if (says.unit == authority.unit()) problem(error::registrationOfBureau, {{"unit", says.unit}});
    auto& connection = database.connection();
    ZHIBAO_TRY(auto const known, knownUnit(connection, code, moment));
    ZHIBAO_TRY(auto const other, otherOwner(connection, says.key, code.organisationCode()));
    if (other) problem(error::registrationKeyOfOther, {{"unit", *other}});
    ZHIBAO_TRY(auto const ofKey, keyProblem(database, registration, known, moment));
    if (ofKey) problems.push_back(*ofKey);
    if (known && known->state != "unconfirmed" && !known->name.empty() && !isSameName(known->name, says.name))
        problem(error::registrationNameDiffers, {{"unit", says.unit}, {"name", says.name}, {"registered", known->name}});
    return problems;
}

Result<Approved> approveRegistration(BureauDatabase& database, BytesView file, Approval const& approval) {
    // One moment: no certificate begins after the event that tells of it.
    FixedClock const clock{approval.clock.now()};
    auto const now = clock.now();
    ZHIBAO_TRY(auto const waiting, waitingOf(database, file, now, approval.actor));
    // And one transaction: no certificate without its decision.
    ZHIBAO_TRY(auto transaction, Transaction::begin(database.connection()));
    ZHIBAO_CHECK(checkBureauSigner(database, approval.bureau.certificate(), now));
    auto const& opened = waiting.opened;
    auto const& says = opened.registration;
    ZHIBAO_TRY(auto const problems, checkRegistration(database, opened, approval.typed, now));
    if (!problems.empty()) return tl::unexpected(problems.front());
    ZHIBAO_TRY(auto const code, UnitCode::parse(says.unit));
    ZHIBAO_CHECK(enterUnit(database, code, says, now, approval.actor));
    bool const isKeyChange = says.purpose == RegistrationPurpose::newKey || says.purpose == RegistrationPurpose::newSignatory;
    auto const issue = [&](CertificateRequest const& request, KeyUse use) -> Result<Certificate> {
        ZHIBAO_TRY(auto certificate, issueCertificate(approval.authority, request.key, {says.unit, says.name}, validFromNow(clock, approval.days), use));
        ZHIBAO_CHECK(recordIssued(database, certificate, use, isKeyChange, now, approval.actor));
        return certificate;
    };
    ZHIBAO_TRY(auto signing, issue(opened.signing, KeyUse::signing));
    Starter starter{says.unit, says.name, approval.authority.certificate, signing, {}, {}, approval.state, {}};
    if (opened.connection) {
        ZHIBAO_TRY(starter.connection, issue(*opened.connection, KeyUse::connection));
    }
    ZHIBAO_TRY(starter.envelope, envelopeCertificateOf(database, now));
    ZHIBAO_TRY(auto const list, revocationListNow(database, approval.authority, validFromNow(clock, revocationListDays)));
    starter.state.revocations = pemOf("X509 CRL", list);
    ZHIBAO_TRY(starter.filings, countedPackagesOf(database, says.unit));
    ZHIBAO_TRY(auto written, writeStarter(starter, approval.bureau, clock, approval.programVersion));
    ZHIBAO_CHECK(readStarter(written.bytes, says.unit, &approval.authority.certificate));
    ZHIBAO_CHECK(recordDecision(database, waiting, "approved", serialOf(signing), {}, written.bytes, now, approval.actor));
    ZHIBAO_CHECK(transaction.commit());
    return Approved{std::move(written.bytes), std::move(signing)};
}

Result<Bytes> returnRegistration(BureauDatabase& database, BytesView file, std::string_view reason, Signer& bureau, Clock const& clock, std::string_view programVersion,
                                 std::string_view actor) {
    if (trimmed(reason).empty()) return fail(error::registrationReturnReasonMissing);
    auto const now = clock.now();
    ZHIBAO_TRY(auto const waiting, waitingOf(database, file, now, actor));
    ZHIBAO_TRY(auto transaction, Transaction::begin(database.connection()));
    ZHIBAO_CHECK(checkBureauSigner(database, bureau.certificate(), now));
    Receipt receipt;
    receipt.about = Receipt::About::registration;
    receipt.file = waiting.opened.file;
    receipt.unit = waiting.opened.registration.unit;
    receipt.key = waiting.opened.registration.key;
    receipt.verdict = ReceiptVerdict::returned;
    receipt.text = reason;
    ZHIBAO_TRY(auto const arrived, database.connection().integer("SELECT arrived FROM registration WHERE registration_id = ?1", {waiting.registration}));
    receipt.arrived = Moment{arrived.value_or(0)};
    ZHIBAO_TRY(auto const head, headOf(database.connection()));
    receipt.event = head.number;
    receipt.head = head.digest;
    ZHIBAO_TRY(auto written, writeReceipt(receipt, bureau, FixedClock{now}, programVersion));
    ZHIBAO_CHECK(recordDecision(database, waiting, "returned", {}, reason, written.bytes, now, actor));
    ZHIBAO_CHECK(transaction.commit());
    return std::move(written.bytes);
}

Result<std::vector<Bytes>> countedPackagesOf(BureauDatabase const& database, std::string_view unit) {
    ZHIBAO_TRY(auto const code, UnitCode::parse(unit));
    // A unit that had only its organisation code when it filed cannot take those over under its credit code.
    ZHIBAO_TRY(auto rows, database.connection().query("SELECT p.bytes FROM counted c JOIN filing f USING (filing_id) JOIN opening o USING (opening_id) JOIN unit u USING (unit_id) "
                                                      "JOIN package p USING (version_id) WHERE u.organisation_code = ?1 ORDER BY o.period, o.form_set",
                                                      {code.organisationCode()}));
    std::vector<Bytes> packages;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return packages;
        auto const glance = glanceAt(rows.blob(0));
        if (glance && glance->header.unit == code.text()) packages.emplace_back(rows.blob(0));
    }
}

Result<std::optional<Certificate>> envelopeCertificateOf(BureauDatabase const& database, Moment moment) {
    ZHIBAO_TRY(auto const all, issuedCertificates(database));
    std::optional<Certificate> newest;
    for (auto const& one : all)
        if (one.use == KeyUse::envelope && !one.revoked && one.certificate.checkValidAt(moment)) newest = one.certificate;
    return newest;
}

}  // namespace zhibao
