/// The bureau's authority: ca init, issue, renew, revoke, list, crl.

#include <memory>
#include <utility>

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "batch/arguments.h"
#include "batch/folders.h"
#include "batch/passphrase.h"
#include "batch/verbs.h"
#include "register/credit_code.h"
#include "store/bureau_database.h"
#include "store/certificates.h"
#include "trust/authority.h"
#include "trust/pem.h"
#include "trust/signer.h"
#include "trust/unit_keys.h"

namespace zhibao {

namespace {

constexpr std::string_view actor = "authority";
// The authority's own certificate outlasts every one that it issues.
constexpr int authorityDays = 7'305;

struct AuthorityOptions {
    std::string database;
    std::string unit;
    std::string name;
    std::string folder;
    std::string key;
    std::string passphraseFile;
    std::string request;
    std::string use = "signing";
    std::string serial;
    std::string reason;
    std::string output;
    std::string format = "text";
    bool isNewKey = false;
    int days = 0;
};

Result<> makeAuthority(Console& console, AuthorityOptions const& options) {
    ZHIBAO_TRY(UnitCode const unit, inside("--unit", UnitCode::parse(options.unit)));
    ZHIBAO_TRY(Bytes const passphrase, passphraseFrom(console, options.passphraseFile));
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(options.database)));
    auto const folder = pathOf(options.folder);
    ZHIBAO_CHECK(makeFolder(folder));
    auto const keyFile = folder / "ca.key.pem";
    auto const certificateFile = folder / "ca.pem";
    std::error_code problem;
    for (auto const& file : {keyFile, certificateFile})
        if (std::filesystem::exists(file, problem)) return fail(error::outputExists, {{"text", toText(file)}}, toText(file));
    SystemClock const clock;
    ZHIBAO_TRY(PrivateKey key, PrivateKey::generate());
    ZHIBAO_TRY(Certificate certificate, authorityCertificate(key, {unit.text(), options.name}, validFromNow(clock, authorityDays)));
    UnitKeys const keys{std::move(key), std::move(certificate)};
    ZHIBAO_CHECK(writeUnitKeys(keys, keyFile, certificateFile, passphrase));
    if (auto const done = establishAuthority(database, keys.certificate, clock.now(), actor); !done) {
        // Nobody shall take them for the bureau's.
        std::filesystem::remove(keyFile, problem);
        std::filesystem::remove(certificateFile, problem);
        return inside(options.database, done);
    }
    console.sayPhrase("authority-made", {{"key", toText(keyFile)}, {"certificate", toText(certificateFile)}, {"fingerprint", keys.certificate.keyFingerprint().hex()}});
    return {};
}

Result<Authority> authorityFrom(Console const& console, BureauDatabase const& database, AuthorityOptions const& options) {
    ZHIBAO_TRY(Certificate certificate, inside(options.database, authorityOf(database)));
    ZHIBAO_TRY(PrivateKey key, privateKeyFrom(console, options.key, options.passphraseFile));
    if (key.publicKey() != certificate.publicKey()) return fail(error::keyNotOfCertificate, {{"unit", certificate.unit()}}, options.key);
    return Authority{std::move(key), std::move(certificate)};
}

/// Makes, records and writes a certificate; it is given away only once the ledger knows of it.
Result<> issueAndWrite(Console& console, BureauDatabase& database, Authority const& authority, PublicKey const& key, CertificateSubject const& subject, KeyUse use,
                       AuthorityOptions const& options) {
    SystemClock const clock;
    ZHIBAO_CHECK(checkMayIssue(database, subject.unit, key, use, options.isNewKey));
    ZHIBAO_TRY(Certificate const certificate, issueCertificate(authority, key, subject, validFromNow(clock, options.days), use));
    ZHIBAO_CHECK(recordIssued(database, certificate, use, options.isNewKey, clock.now(), actor));
    ZHIBAO_CHECK(console.write(options.output, certificate.toPem()));
    if (options.output != "-")
        console.sayPhrase("certificate-issued", {{"unit", subject.unit}, {"serial", serialOf(certificate)}, {"until", toText(certificate.validity().until)}, {"file", options.output}});
    return {};
}

KeyUse useNamed(std::string const& text) {
    if (text == "envelope") return KeyUse::envelope;
    return text == "connection" ? KeyUse::connection : KeyUse::signing;
}

Result<> issue(Console& console, AuthorityOptions const& options) {
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(options.database)));
    ZHIBAO_TRY(Authority const authority, authorityFrom(console, database, options));
    auto const use = useNamed(options.use);
    ZHIBAO_TRY(Bytes const file, console.read(options.request));
    ZHIBAO_TRY(Certificate const request, inside(options.request, Certificate::read(file, use == KeyUse::envelope ? KeyUse::envelope : KeyUse::signing)));
    ZHIBAO_CHECK(inside(options.request, checkSelfSigned(request)));
    return inside(options.request, issueAndWrite(console, database, authority, request.publicKey(), {request.unit(), request.name()}, use, options));
}

Result<> renew(Console& console, AuthorityOptions const& options) {
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(options.database)));
    ZHIBAO_TRY(Authority const authority, authorityFrom(console, database, options));
    ZHIBAO_TRY(IssuedCertificate const known, inside("--serial", issuedCertificate(database, options.serial)));
    if (known.use == KeyUse::authority) return fail(error::certificateIsAuthority, {{"serial", known.serial}}, "--serial");
    // Renewing what was revoked would undo it behind everybody's back.
    if (known.revoked) return fail(error::certificateIsRevoked, {{"serial", known.serial}}, "--serial");
    auto const& before = known.certificate;
    return inside("--serial", issueAndWrite(console, database, authority, before.publicKey(), {before.unit(), before.name()}, known.use, options));
}

Result<> revoke(Console& console, AuthorityOptions const& options) {
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(options.database)));
    ZHIBAO_CHECK(inside("--serial", revokeCertificate(database, options.serial, options.reason, SystemClock{}.now(), actor)));
    console.sayPhrase("certificate-revoked-now", {{"serial", options.serial}});
    return {};
}

Result<> list(Console& console, AuthorityOptions const& options) {
    ZHIBAO_TRY(auto const database, BureauDatabase::open(pathOf(options.database), Database::Access::readOnly));
    ZHIBAO_TRY(auto const all, issuedCertificates(database));
    if (options.format == "json") {
        JsonValue::Array rows;
        for (auto const& one : all)
            rows.push_back(JsonValue::Object{{"serial", one.serial},
                                             {"unit", one.certificate.unit()},
                                             {"name", one.certificate.name()},
                                             {"use", nameOf(one.use)},
                                             {"algorithm", nameOf(one.certificate.publicKey().algorithm)},
                                             {"keyFingerprint", one.certificate.keyFingerprint().hex()},
                                             {"validFrom", toText(one.certificate.validity().from)},
                                             {"validUntil", toText(one.certificate.validity().until)},
                                             {"revoked", one.revoked ? JsonValue{toText(*one.revoked)} : JsonValue{}},
                                             {"reason", one.reason}});
        console.say(toText(JsonValue{JsonValue::Object{{"certificates", std::move(rows)}}}, 2));
        return {};
    }
    for (auto const& one : all)
        console.sayPhrase(one.revoked ? "certificate-line-revoked" : "certificate-line", {{"serial", one.serial},
                                                                                          {"unit", one.certificate.unit()},
                                                                                          {"name", one.certificate.name()},
                                                                                          {"use", std::string{nameOf(one.use)}},
                                                                                          {"until", toText(one.certificate.validity().until)},
                                                                                          {"revoked", one.revoked ? toText(*one.revoked) : ""},
                                                                                          {"reason", one.reason}});
    return {};
}

Result<> writeList(Console& console, AuthorityOptions const& options) {
    ZHIBAO_TRY(auto const database, BureauDatabase::open(pathOf(options.database), Database::Access::readOnly));
    ZHIBAO_TRY(Authority const authority, authorityFrom(console, database, options));
    ZHIBAO_TRY(Bytes const bytes, revocationListNow(database, authority, validFromNow(SystemClock{}, options.days)));
    return console.write(options.output, pemOf("X509 CRL", bytes));
}

}  // namespace

void addAuthorityVerbs(CLI::App& program, Work& chosen) {
    auto* group = program.add_subcommand("ca", "The bureau's own authority: certificates of units / 统计局证书机构");
    group->require_subcommand(1);
    auto const add = [&](std::string const& name, std::string const& description, auto const& fill, auto const& work) {
        auto options = std::make_shared<AuthorityOptions>();
        auto* verb = group->add_subcommand(name, description);
        addDatabaseOption(*verb, options->database);
        fill(*verb, *options);
        verb->callback([options, work, &chosen] { chosen = [options, work](Console& console) { return console.finish(work(console, *options)); }; });
    };
    auto const addKey = [](CLI::App& verb, AuthorityOptions& options) {
        verb.add_option("--ca-key", options.key, "The authority's private key / 证书机构私钥")->required();
        verb.add_option("--passphrase-file", options.passphraseFile, "File whose first line opens the key / 口令文件");
    };
    auto const addDays = [](CLI::App& verb, AuthorityOptions& options, int days) {
        options.days = days;
        verb.add_option("--days", options.days, "For how many days / 有效天数")->check(CLI::Range(1, authorityDays))->capture_default_str();
    };
    add("init", "Make the authority's key and certificate / 建立证书机构",
        [](CLI::App& verb, AuthorityOptions& options) {
            verb.add_option("--unit", options.unit, "The bureau's own code / 统计局代码")->required();
            verb.add_option("--name", options.name, "The bureau's name, shown in the certificate / 统计局名称");
            verb.add_option("--out", options.folder, "Folder for ca.key.pem and ca.pem / 输出文件夹")->required();
            verb.add_option("--passphrase-file", options.passphraseFile, "File whose first line protects the key / 口令文件")->required();
            verb.footer("Example:\n  zhibao ca init --db bureau.db --unit 91999999000000019D --name \"Example bureau\" --out ca --passphrase-file secret\n"
                        "Keep the key where the database is not. Give ca.pem to everybody.");
        },
        makeAuthority);
    add("issue", "Issue a certificate for a key that a unit shows / 签发证书",
        [&](CLI::App& verb, AuthorityOptions& options) {
            addKey(verb, options);
            verb.add_option("--cert", options.request, "The self-signed certificate of the key, as “keys new” makes it / 单位自签名证书")->required();
            verb.add_option("--use", options.use, "signing, connection (TLS) or envelope (the bureau's own) / 用途")->check(CLI::IsMember({"signing", "connection", "envelope"}));
            verb.add_flag("--new-key", options.isNewKey, "Approve that the unit signs with another key from now on / 同意更换密钥");
            addDays(verb, options, 730);
            verb.add_option("-o,--output", options.output, "Certificate to write / 输出文件")->required();
            verb.footer("Example:\n  zhibao ca issue --db bureau.db --ca-key ca/ca.key.pem --passphrase-file secret --cert keys/cert.pem -o unit.pem\n"
                        "First compare the key's fingerprint with the one on the stamped form.");
        },
        issue);
    add("renew", "Issue a certificate again for the same key / 证书续期",
        [&](CLI::App& verb, AuthorityOptions& options) {
            addKey(verb, options);
            verb.add_option("--serial", options.serial, "Serial number of the certificate / 证书序列号")->required();
            addDays(verb, options, 730);
            verb.add_option("-o,--output", options.output, "Certificate to write / 输出文件")->required();
            verb.footer("Example:\n  zhibao ca renew --db bureau.db --ca-key ca/ca.key.pem --passphrase-file secret --serial 5A3C -o unit.pem");
        },
        renew);
    add("revoke", "Revoke a certificate from now on / 吊销证书",
        [](CLI::App& verb, AuthorityOptions& options) {
            verb.add_option("--serial", options.serial, "Serial number of the certificate / 证书序列号")->required();
            verb.add_option("--reason", options.reason, "Why, kept with it / 理由")->required();
            verb.footer("Example:\n  zhibao ca revoke --db bureau.db --serial 5A3C --reason \"key lost\"\nWhat was sealed and taken in before stays as it is.");
        },
        revoke);
    add("list", "All certificates and what became of them / 证书清单",
        [](CLI::App& verb, AuthorityOptions& options) {
            verb.add_option("--format", options.format, "text or json / 输出格式")->check(CLI::IsMember({"json", "text"}));
            verb.footer("Example:\n  zhibao ca list --db bureau.db --format json");
        },
        list);
    add("crl", "Write the signed list of revoked certificates / 输出吊销列表",
        [&](CLI::App& verb, AuthorityOptions& options) {
            addKey(verb, options);
            addDays(verb, options, 100);
            verb.add_option("-o,--output", options.output, "List to write, PEM / 输出文件")->required();
            verb.footer("Example:\n  zhibao ca crl --db bureau.db --ca-key ca/ca.key.pem --passphrase-file secret -o ca.crl");
        },
        writeList);
}

}  // namespace zhibao
