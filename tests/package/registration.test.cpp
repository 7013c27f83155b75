#include "package/registration.h"

#include "package/bulletin.h"
#include "package/exchanges.h"
#include "package/receipt.h"
#include "package/sealed_example.h"
#include "package/starter.h"
#include "register/credit_code.h"
#include "support/catch.h"
#include "trust/pem.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::string const unit = exampleUnitCode(3).text();

Registration example() {
    Registration registration;
    registration.unit = unit;
    registration.name = "样例软件有限公司";
    registration.district = "500112";
    registration.preparer = "样例丙";
    registration.phone = "023-67000000";
    return registration;
}

struct Applicant {
    PrivateKey key = PrivateKey::generate().value();
    Certificate certificate = selfSignedCertificate(key, {unit, "样例"}, tenYears()).value();
    PrivateKey connection = PrivateKey::generate().value();
    /// Private keys cannot be copied; this reads it again.
    [[nodiscard]] PrivateKey sameKey() const { return PrivateKey::readPem(key.toPem().value()).value(); }
    [[nodiscard]] Result<SignedExchange> write(Registration const& registration, bool connects = false) const {
        return writeRegistration(registration, sameKey(), certificate, connects ? &connection : nullptr, sealingClock(), "0.1.0");
    }
};

SurveyState stateOf(SigningBureau const& bureau) {
    SurveyState state;
    state.editions = {{"services-trade/2017-1", sha256("edition")}};
    state.holidays = "first,last,kind,name,notice\n2017-01-01,2017-01-02,holiday,元旦,样例\n";
    state.periods = "period,form_set,opens,deadline,note\n";
    state.rates = "quarter,currency,units_per_usd,basis\n2017Q1,CNY,6.9,样例\n";
    state.revocations = pemOf("X509 CRL", writeRevocationList(bureau.authority, {}, tenYears(), 1).value());
    return state;
}

}  // namespace

TEST_CASE("a registration says who asks for which key, and shows that he has it", "[package][registration]") {
    Applicant const applicant;
    bool const connects = GENERATE(false, true);
    auto const written = applicant.write(example(), connects);
    REQUIRE(written);
    auto const read = readRegistration(written->bytes);
    REQUIRE(read);
    auto expected = example();
    expected.key = applicant.certificate.keyFingerprint();
    CHECK(read->registration == expected);
    CHECK(read->signing.key == applicant.key.publicKey());
    CHECK(read->connection.has_value() == connects);
    CHECK(read->file == sha256(written->bytes));
    CHECK(schemaAccepts("registration-1", toText(toJson(read->registration))));
}

TEST_CASE("a registration without a name, or with another key and no reason, is not made", "[package][registration]") {
    Applicant const applicant;
    auto nameless = example();
    nameless.name = " ";
    CHECK(applicant.write(nameless).error().code == error::registrationNameMissing);
    auto changed = example();
    changed.purpose = GENERATE(RegistrationPurpose::newKey, RegistrationPurpose::newSignatory);
    CHECK(applicant.write(changed).error().code == error::registrationReasonMissing);
    changed.reason = "密钥丢失";
    CHECK(applicant.write(changed));
    auto hidden = example();
    hidden.preparer = "样例\x1B[2J";
    CHECK(applicant.write(hidden).error().where() == "registration.json > /preparer");
}

TEST_CASE("the parts of a registration cannot be of several keys or units", "[package][registration]") {
    Applicant const applicant;
    Applicant const other;
    auto const signedBy = [&](Applicant const& who, std::string const& about, Bytes const& document, Bytes const& request) {
        auto signer = FileKeySigner::make(who.sameKey(), who.certificate).value();
        auto const file = writeExchange(ExchangeKind::registration, about, {{"registration.json", document}, {"requests/signing.csr", request}}, signer, sealingClock(), "0.1.0").value();
        return readRegistration(file.bytes).error();
    };
    auto registration = example();
    registration.key = applicant.certificate.keyFingerprint();
    auto const document = toText(toJson(registration));
    auto const request = writeCertificateRequest(applicant.key, {unit, "样例"}).value();
    auto const contradiction = [](std::string const& key) { return Error{error::registrationContradicts, {"registration.json"}, {{"key", key}}}; };
    CHECK(signedBy(other, unit, document, request) == contradiction("key"));
    CHECK(signedBy(applicant, unit, document, writeCertificateRequest(other.key, {unit, "样例"}).value()) == contradiction("key"));
    CHECK(signedBy(applicant, unit, document, writeCertificateRequest(applicant.key, {exampleUnitCode(4).text(), "样例"}).value()) == contradiction("unit"));
    CHECK(signedBy(applicant, exampleUnitCode(4).text(), document, request) == contradiction("unit"));
    CHECK(signedBy(applicant, unit, exchanged(document, "\"first\"", "\"second\""), request).where() == "registration.json > /purpose");
    CHECK(signedBy(applicant, unit, exchanged(document, "registration-1", "registration-2"), request).code == error::registrationSchemaUnknown);
}

TEST_CASE("a fingerprint is read however it was typed", "[package][registration]") {
    auto const fingerprint = sha256("样例");
    CHECK(fingerprintText(fingerprint).size() == 64 + 15);
    CHECK(parseFingerprint(fingerprintText(fingerprint)) == fingerprint);
    CHECK(parseFingerprint(fingerprint.hex()) == fingerprint);
    CHECK(parseFingerprint("　" + fingerprintText(fingerprint) + " ") == fingerprint);
    CHECK(parseFingerprint(fingerprint.hex().substr(1)).error().code == error::fingerprintMalformed);
    CHECK(parseFingerprint("样例").error().code == error::fingerprintMalformed);
}

TEST_CASE("a starter file brings a unit what it needs, and no other unit", "[package][registration]") {
    SigningBureau bureau;
    SealedExample const filed;
    auto const& code = filed.filing.header.unit;
    auto const own = bureau.issued(code);
    Starter const starter{code, "样例", bureau.authority.certificate, own.certificate(), {}, {}, stateOf(bureau), {filed.sealed.bytes}};
    auto const written = writeStarter(starter, bureau.signer, sealingClock(), "0.1.0");
    REQUIRE(written);
    auto const read = readStarter(written->bytes, code, &bureau.authority.certificate);
    REQUIRE(read);
    CHECK(read->signing == own.certificate());
    CHECK(read->state == starter.state);
    CHECK(read->filings == starter.filings);
    CHECK(readStarter(written->bytes, code));
    CHECK(readStarter(written->bytes, unit == code ? exampleUnitCode(4).text() : unit).error().code == error::exchangeForOther);
    SigningBureau const impostor;
    CHECK(readStarter(written->bytes, code, &impostor.authority.certificate).error().code == error::starterContradicts);
    auto const entries = contentsOf(written->bytes);
    CHECK(schemaAccepts("starter-1", entries.at("starter.json")));

    auto const refused = [&](Starter const& wrong) { return readStarter(writeStarter(wrong, bureau.signer, sealingClock(), "0.1.0").value().bytes, code).error().code; };
    auto wrong = starter;
    wrong.signing = impostor.issued(code).certificate();
    CHECK(refused(wrong) == error::certificateNotIssued);
    wrong.signing = bureau.issued(exampleUnitCode(4).text()).certificate();
    CHECK(refused(wrong) == error::starterContradicts);
    wrong = starter;
    wrong.filings = {"no package"};
    CHECK(refused(wrong) == error::zipMalformed);
    wrong = starter;
    wrong.state.rates = "no rates";
    CHECK_FALSE(readStarter(writeStarter(wrong, bureau.signer, sealingClock(), "0.1.0").value().bytes, code));
}

TEST_CASE("a bulletin brings calendar, editions, rates, revocations and notices to all units", "[package][registration]") {
    SigningBureau bureau;
    Bulletin const bulletin{"2017Q2", {{{"报送提醒", "Reminder"}, {"样例", "An example"}}}, stateOf(bureau)};
    auto const written = writeBulletin(bulletin, bureau.signer, sealingClock(), "0.1.0");
    REQUIRE(written);
    auto const read = readBulletin(written->bytes, bureau.authority.certificate);
    REQUIRE(read);
    CHECK(read->bulletin == bulletin);
    CHECK(read->createdAt == sealingClock().now());
    CHECK(schemaAccepts("bulletin-1", contentsOf(written->bytes).at("bulletin.json")));
    SigningBureau const impostor;
    CHECK(readBulletin(written->bytes, impostor.authority.certificate).error().code == error::certificateNotIssued);
    CHECK(readReceipt(written->bytes, bureau.authority.certificate).error().code == error::exchangeKindDiffers);
    auto wrong = bulletin;
    wrong.state.revocations = pemOf("X509 CRL", writeRevocationList(impostor.authority, {}, tenYears(), 1).value());
    CHECK(readBulletin(writeBulletin(wrong, bureau.signer, sealingClock(), "0.1.0").value().bytes, bureau.authority.certificate).error().code == error::revocationListNotIssued);
    wrong = bulletin;
    wrong.period = "2017Q5";
    CHECK(readBulletin(writeBulletin(wrong, bureau.signer, sealingClock(), "0.1.0").value().bytes, bureau.authority.certificate).error().where() == "bulletin.json > /period");
}
