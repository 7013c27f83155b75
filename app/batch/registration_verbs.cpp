/// Registration, starter files and bulletins: register, registrations, approve, starter, bulletin write, bulletin show.

#include <algorithm>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "base/file.h"
#include "batch/arguments.h"
#include "batch/filings.h"
#include "batch/folders.h"
#include "batch/passphrase.h"
#include "batch/verbs.h"
#include "i18n/registration_words.h"
#include "i18n/sentences.h"
#include "intake/trade_rows.h"
#include "output/html.h"
#include "output/pdf.h"
#include "output/print_job.h"
#include "package/bulletin.h"
#include "package/registration.h"
#include "package/starter.h"
#include "register/credit_code.h"
#include "store/bureau_answers.h"
#include "store/certificates.h"
#include "store/rates.h"
#include "store/registrations.h"
#include "store/unit_registration.h"
#include "trust/pem.h"
#include "trust/signer.h"

namespace zhibao {

namespace {

constexpr std::string_view actor = "registration";
constexpr int revocationListDays = 100;

struct RegisterOptions {
    Registration registration;
    std::string purpose = "first";
    std::string profile;
    SignerFiles signer;
    std::string connection;
    std::string data;
    std::string output;
    std::string form;
};

/// What the unit's profile says already need not be typed.
Result<> takeFromProfile(Console& console, std::string const& file, Registration& registration) {
    ZHIBAO_TRY(LoadedFiling const loaded, loadFiling(console, file));
    auto const take = [](std::string& field, std::string const& value) {
        if (field.empty()) field = value;
    };
    take(registration.unit, loaded.filing.header.unit);
    take(registration.statisticsHead, loaded.filing.signatories.statisticsHead);
    take(registration.preparer, loaded.filing.signatories.preparer);
    take(registration.phone, loaded.filing.signatories.phone);
    if (auto const profile = profileOf(loaded.filing, *loaded.edition)) {
        take(registration.name, profile->name);
        take(registration.district, profile->district);
        take(registration.platform, profile->platform);
        take(registration.industry, profile->industry);
    }
    return {};
}

Result<> writeForm(Console& console, Registration const& registration, std::string const& file) {
    auto const form = formOf(registration, console.language());
    auto html = toHtml(form);
    if (!file.ends_with(".pdf")) return console.write(file, html);
    PrintJob job;
    job.title = form.title;
    job.language = console.language();
    job.html = std::move(html);
    ZHIBAO_TRY(Bytes const pdf, toPdf(job, console.pdfPrinter()));
    return console.write(file, pdf);
}

/// What is not said on the command line is what the enterprise's program knows of the unit.
Result<> takeFromDrafts(Console& console, DraftStore& store, Registration& registration) {
    ZHIBAO_TRY(auto const library, console.library());
    auto const known = proposedRegistration(store, *library, registration.unit);
    // A unit that is not set up there yet says everything itself.
    if (!known) return known.error().code == error::unitNotHere ? Result<>{} : tl::unexpected(known.error());
    for (auto const field : {&Registration::name, &Registration::district, &Registration::platform, &Registration::industry, &Registration::statisticsHead, &Registration::preparer,
                             &Registration::phone})
        if ((registration.*field).empty()) registration.*field = (*known).*field;
    return {};
}

Result<WrittenRegistration> registerFromDataFolder(Console& console, RegisterOptions const& options, Registration registration) {
    auto const folder = pathOf(options.data);
    ZHIBAO_TRY(UnitCode const unit, inside("--unit", UnitCode::parse(registration.unit)));
    registration.unit = unit.text();
    ZHIBAO_TRY(Bytes const passphrase, passphraseFrom(console, options.signer.passphraseFile));
    ZHIBAO_TRY(auto store, draftsIn(folder, true));
    ZHIBAO_CHECK(takeFromDrafts(console, store, registration));
    return writeUnitRegistration(store, folder, std::move(registration), passphrase, SystemClock{}, ZHIBAO_VERSION);
}

Result<WrittenRegistration> registerWithFiles(Console& console, RegisterOptions const& options, Registration registration) {
    for (auto const& [option, file] : {std::pair{"--key", &options.signer.key}, std::pair{"--cert", &options.signer.certificate}})
        if (file->empty()) return fail(error::optionMissing, {{"option", option}}, "zhibao register");
    ZHIBAO_TRY(PrivateKey key, privateKeyFrom(console, options.signer.key, options.signer.passphraseFile));
    ZHIBAO_TRY(Bytes const certificateFile, console.read(options.signer.certificate));
    ZHIBAO_TRY(Certificate certificate, inside(options.signer.certificate, Certificate::read(certificateFile)));
    if (registration.unit.empty()) registration.unit = certificate.unit();
    ZHIBAO_TRY(UnitCode const unit, inside("--unit", UnitCode::parse(registration.unit)));
    registration.unit = unit.text();
    std::optional<PrivateKey> connection;
    if (!options.connection.empty()) {
        ZHIBAO_TRY(connection, privateKeyFrom(console, options.connection, options.signer.passphraseFile));
    }
    ZHIBAO_TRY(auto written, writeRegistration(registration, std::move(key), std::move(certificate), connection ? &*connection : nullptr, SystemClock{}, ZHIBAO_VERSION));
    ZHIBAO_TRY(auto const opened, readRegistration(written.bytes));
    return WrittenRegistration{opened.registration, std::move(written.bytes)};
}

Result<> makeRegistration(Console& console, RegisterOptions const& options) {
    auto registration = options.registration;
    registration.purpose = registrationPurposeNamed(options.purpose).value_or(RegistrationPurpose::first);
    if (!options.profile.empty()) ZHIBAO_CHECK(takeFromProfile(console, options.profile, registration));
    ZHIBAO_TRY(auto const written, options.data.empty() ? registerWithFiles(console, options, std::move(registration)) : registerFromDataFolder(console, options, std::move(registration)));
    ZHIBAO_CHECK(console.write(options.output, written.file));
    if (!options.form.empty()) ZHIBAO_CHECK(writeForm(console, written.registration, options.form));
    if (options.output != "-") console.sayPhrase("registration-made", {{"file", options.output}, {"fingerprint", fingerprintText(written.registration.key)}});
    return {};
}

struct ListOptions {
    std::string database;
    std::vector<std::string> files;
    bool isAll = false;
    std::string format = "text";
};

Result<ExitStatus> listAll(Console& console, ListOptions const& options) {
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(options.database)));
    auto status = ExitStatus::done;
    for (auto const& file : options.files) {
        ZHIBAO_TRY(Bytes const bytes, console.read(file));
        auto const taken = inside(file, receiveRegistration(database, bytes, SystemClock{}.now(), actor));
        if (taken) continue;
        console.complain(taken.error());
        status = ExitStatus::answerNo;
    }
    ZHIBAO_TRY(auto const all, listRegistrations(database, !options.isAll));
    if (options.format == "json") {
        JsonValue::Array rows;
        for (auto const& one : all)
            rows.push_back(JsonValue::Object{{"registration", one.registration},
                                             {"unit", one.unit},
                                             {"name", one.name},
                                             {"purpose", nameOf(one.purpose)},
                                             {"key", one.key.hex()},
                                             {"file", one.file.hex()},
                                             {"arrived", toText(one.arrived)},
                                             {"decision", one.decision},
                                             {"reason", one.reason},
                                             {"serial", one.serial}});
        console.say(toText(JsonValue{JsonValue::Object{{"registrations", std::move(rows)}}}, 2));
        return status;
    }
    for (auto const& one : all)
        console.sayPhrase("registration-line", {{"number", std::to_string(one.registration)},
                                                {"unit", one.unit},
                                                {"name", one.name},
                                                {"purpose", wordsFor(one.purpose, console.language())},
                                                {"arrived", chinaTimeText(one.arrived)},
                                                {"fingerprint", fingerprintText(one.key)},
                                                {"decision", phrase("registration-is-" + (one.decision.empty() ? std::string{"waiting"} : one.decision), {}, console.language())}});
    if (all.empty()) console.sayPhrase("registrations-none");
    return status;
}

/// What the bureau knows of the survey, as units without a network get it; the list of revocations is left to the caller.
Result<SurveyState> surveyStateOf(Console& console, BureauDatabase const& database) {
    ZHIBAO_TRY(auto const library, console.library());
    SurveyState state;
    ZHIBAO_TRY(auto const ids, library->ids());
    for (auto const& id : ids) {
        // One that cannot be read here is none that the bureau could vouch for.
        if (auto const edition = library->find(id)) state.editions.push_back({id, (*edition)->digest});
    }
    auto const folder = library->folder();
    ZHIBAO_TRY(state.holidays, readFile(folder / "calendar" / "holidays.csv"));
    ZHIBAO_TRY(state.periods, readFile(folder / "calendar" / "periods.csv"));
    ZHIBAO_TRY(SurveyData const data, console.surveyData());
    ZHIBAO_TRY(auto const rates, bureauRates(database, data.rates));
    state.rates = toCsv(rates);
    return state;
}

struct AuthorityFiles {
    std::string key;
    std::string passphraseFile;
};

void addAuthorityOptions(CLI::App& verb, AuthorityFiles& files) {
    verb.add_option("--ca-key", files.key, "The authority's private key / 证书机构私钥")->required();
    verb.add_option("--ca-passphrase-file", files.passphraseFile, "File whose first line opens the authority's key / 证书机构口令文件");
}

Result<Authority> authorityFrom(Console const& console, BureauDatabase const& database, AuthorityFiles const& files) {
    ZHIBAO_TRY(Certificate certificate, authorityOf(database));
    ZHIBAO_TRY(PrivateKey key, privateKeyFrom(console, files.key, files.passphraseFile));
    if (key.publicKey() != certificate.publicKey()) return fail(error::keyNotOfCertificate, {{"unit", certificate.unit()}}, files.key);
    return Authority{std::move(key), std::move(certificate)};
}

struct ApproveOptions {
    std::string database;
    std::string file;
    std::string fingerprint;
    AuthorityFiles authority;
    SignerFiles signer;
    std::string returned;
    int days = 730;
    std::string output;
};

Result<ExitStatus> approve(Console& console, ApproveOptions const& options) {
    if (options.returned.empty() && (options.fingerprint.empty() || options.authority.key.empty()))
        return fail(error::optionMissing, {{"option", options.fingerprint.empty() ? "--fingerprint" : "--ca-key"}}, "zhibao approve");
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(options.database)));
    ZHIBAO_TRY(FileKeySigner signer, signerFrom(console, options.signer));
    ZHIBAO_TRY(Bytes const file, console.read(options.file));
    SystemClock const clock;
    ZHIBAO_TRY(auto const opened, inside(options.file, readRegistration(file)));
    auto const& unit = opened.registration.unit;
    if (!options.returned.empty()) {
        ZHIBAO_TRY(Bytes const answer, inside(options.file, returnRegistration(database, file, options.returned, signer, clock, ZHIBAO_VERSION, actor)));
        ZHIBAO_CHECK(console.write(options.output, answer));
        if (options.output != "-") console.sayPhrase("registration-returned", {{"unit", unit}, {"file", options.output}});
        return ExitStatus::done;
    }
    ZHIBAO_TRY(Digest const typed, inside("--fingerprint", parseFingerprint(options.fingerprint)));
    ZHIBAO_TRY(Authority const authority, authorityFrom(console, database, options.authority));
    ZHIBAO_TRY(auto const problems, checkRegistration(database, opened, typed, clock.now()));
    for (auto const& problem : problems) console.complain(problem.inside(options.file));
    if (!problems.empty()) {
        console.sayPhrase("registration-not-approved");
        return ExitStatus::answerNo;
    }
    ZHIBAO_TRY(auto state, surveyStateOf(console, database));
    ZHIBAO_TRY(auto const approved, inside(options.file, approveRegistration(database, file, {authority, signer, typed, options.days, std::move(state), clock, ZHIBAO_VERSION, actor})));
    ZHIBAO_CHECK(console.write(options.output, approved.starter));
    if (options.output != "-")
        console.sayPhrase("registration-approved", {{"unit", unit}, {"serial", serialOf(approved.signing)}, {"until", toText(approved.signing.validity().until)}, {"file", options.output}});
    return ExitStatus::done;
}

struct StarterOptions {
    std::string file;
    std::string unit;
    std::string trust;
    std::string fingerprint;
    std::string folder;
    std::string data;
};

/// Puts the file's parts where programs and people find them; nothing is written before all of it was found sound.
Result<> extract(Starter const& starter, std::filesystem::path const& folder) {
    ZHIBAO_CHECK(makeFolder(folder / "calendar"));
    ZHIBAO_CHECK(makeFolder(folder / "rates"));
    ZHIBAO_CHECK(makeFolder(folder / "filings"));
    ZHIBAO_CHECK(writeFile(folder / "ca.pem", starter.authority.toPem()));
    ZHIBAO_CHECK(writeFile(folder / "cert.pem", starter.signing.toPem()));
    if (starter.connection) ZHIBAO_CHECK(writeFile(folder / "connection.pem", starter.connection->toPem()));
    if (starter.envelope) ZHIBAO_CHECK(writeFile(folder / "envelope.pem", starter.envelope->toPem()));
    ZHIBAO_CHECK(writeFile(folder / "ca.crl", starter.state.revocations));
    ZHIBAO_CHECK(writeFile(folder / pathOf(entry::holidays), starter.state.holidays));
    ZHIBAO_CHECK(writeFile(folder / pathOf(entry::periods), starter.state.periods));
    ZHIBAO_CHECK(writeFile(folder / pathOf(entry::rates), starter.state.rates));
    for (std::size_t i = 0; i < starter.filings.size(); ++i) ZHIBAO_CHECK(writeFile(folder / "filings" / (std::to_string(i + 1) + ".zbs"), starter.filings[i]));
    return {};
}

/// Into the data folder of the enterprise's program, whose unit trusts the authority from now on.
Result<> takeIntoDataFolder(Console& console, StarterOptions const& options, BytesView file) {
    auto const folder = pathOf(options.data);
    ZHIBAO_TRY(auto const library, console.library());
    ZHIBAO_TRY(auto store, draftsIn(folder, true));
    ZHIBAO_TRY(auto const taken, trustAndTakeStarter(store, folder, *library, file, SystemClock{}));
    for (auto const& error : taken.unread) console.complain(error);
    console.sayPhrase("starter-taken", {{"data", options.data},
                                        {"key", phrase(taken.isKeyHere ? "starter-key-here" : "starter-key-elsewhere", {}, console.language())},
                                        {"taken", std::to_string(taken.taken + taken.setAside)},
                                        {"same", std::to_string(taken.same)}});
    return {};
}

/// The authority that the unit trusts: named on the command line, or settled in the data folder before.
Result<std::optional<Certificate>> authorityNamed(Console& console, StarterOptions const& options, std::string const& unit) {
    if (!options.trust.empty()) {
        ZHIBAO_TRY(Bytes const bytes, console.read(options.trust));
        ZHIBAO_TRY(auto certificate, inside(options.trust, Certificate::read(bytes, KeyUse::authority)));
        return std::optional{std::move(certificate)};
    }
    if (!options.fingerprint.empty()) return std::optional<Certificate>{};
    std::optional<Certificate> known;
    if (!options.data.empty()) {
        ZHIBAO_TRY(auto store, draftsIn(pathOf(options.data), false));
        ZHIBAO_TRY(known, trustedAuthority(store, unit));
    }
    if (!known) return fail(error::optionMissing, {{"option", "--trust"}}, "zhibao starter");
    return known;
}

Result<ExitStatus> openStarter(Console& console, StarterOptions const& options) {
    ZHIBAO_TRY(UnitCode const unit, inside("--unit", UnitCode::parse(options.unit)));
    ZHIBAO_TRY(auto const trusted, authorityNamed(console, options, unit.text()));
    ZHIBAO_TRY(Bytes const file, console.read(options.file));
    auto const starter = inside(options.file, readStarter(file, unit.text(), trusted ? &*trusted : nullptr));
    if (!starter) {
        if (!isMeantAsExchange(file)) return tl::unexpected(starter.error());
        console.complain(starter.error());
        return ExitStatus::answerNo;
    }
    if (!options.fingerprint.empty()) {
        ZHIBAO_TRY(Digest const typed, inside("--authority", parseFingerprint(options.fingerprint)));
        auto const got = starter->authority.keyFingerprint();
        if (typed != got) {
            console.complain(Error{error::signerNotTrusted, {options.file, std::string{entry::authorityCertificate}}, {{"got", got.hex()}, {"expected", typed.hex()}}});
            return ExitStatus::answerNo;
        }
    }
    if (!options.folder.empty()) ZHIBAO_CHECK(extract(*starter, pathOf(options.folder)));
    if (!options.data.empty()) ZHIBAO_CHECK(takeIntoDataFolder(console, options, file));
    console.sayPhrase("starter-read", {{"unit", starter->unit},
                                       {"name", starter->name},
                                       {"serial", serialOf(starter->signing)},
                                       {"until", toText(starter->signing.validity().until)},
                                       {"fingerprint", starter->signing.keyFingerprint().hex()},
                                       {"filings", std::to_string(starter->filings.size())}});
    return ExitStatus::done;
}

struct BulletinOptions {
    std::string database;
    std::string period;
    std::string notices;
    AuthorityFiles authority;
    SignerFiles signer;
    std::string file;
    std::string trust;
    std::string format = "text";
    std::string folder;
    std::string data;
};

Result<> makeBulletin(Console& console, BulletinOptions const& options) {
    ZHIBAO_TRY(Quarter const quarter, quarterArgument(options.period, "--period"));
    ZHIBAO_TRY(auto const database, BureauDatabase::open(pathOf(options.database), Database::Access::readOnly));
    ZHIBAO_TRY(Authority const authority, authorityFrom(console, database, options.authority));
    ZHIBAO_TRY(FileKeySigner signer, signerFrom(console, options.signer));
    Bulletin bulletin;
    bulletin.period = toText(quarter);
    if (!options.notices.empty()) {
        ZHIBAO_TRY(Bytes const bytes, console.read(options.notices));
        ZHIBAO_TRY(auto const document, inside(options.notices, parseJson(bytes)));
        ZHIBAO_TRY(bulletin.notices, inside(options.notices, readNotices(JsonNode{document})));
    }
    ZHIBAO_TRY(bulletin.state, surveyStateOf(console, database));
    SystemClock const clock;
    ZHIBAO_TRY(Bytes const list, revocationListNow(database, authority, validFromNow(clock, revocationListDays)));
    bulletin.state.revocations = pemOf("X509 CRL", list);
    ZHIBAO_TRY(auto const written, writeBulletin(bulletin, signer, clock, ZHIBAO_VERSION));
    // What its readers would refuse does not leave the house.
    ZHIBAO_CHECK(inside(options.signer.certificate, readBulletin(written.bytes, authority.certificate)));
    ZHIBAO_CHECK(console.write(options.file, written.bytes));
    if (options.file != "-") console.sayPhrase("bulletin-made", {{"period", bulletin.period}, {"file", options.file}, {"notices", std::to_string(bulletin.notices.size())}});
    return {};
}

/// Under the authority that is named, or taken into the data folder under the one that is trusted there.
Result<OpenedBulletin> openBulletin(Console& console, BulletinOptions const& options, BytesView file) {
    if (options.data.empty()) {
        if (options.trust.empty()) return fail(error::optionMissing, {{"option", "--trust"}}, "zhibao bulletin show");
        ZHIBAO_TRY(Bytes const trusted, console.read(options.trust));
        ZHIBAO_TRY(Certificate const authority, inside(options.trust, Certificate::read(trusted, KeyUse::authority)));
        return readBulletin(file, authority);
    }
    ZHIBAO_TRY(auto store, draftsIn(pathOf(options.data), false));
    ZHIBAO_TRY(auto taken, takeBulletin(store, file, SystemClock{}.now()));
    if (options.format == "text") console.sayPhrase(taken.age == NewsAge::newest ? "bulletin-holds" : taken.age == NewsAge::older ? "bulletin-older" : "bulletin-known", {{"data", options.data}});
    ZHIBAO_TRY(auto const exchange, openExchange(file));
    return OpenedBulletin{std::move(taken.bulletin), taken.createdAt, exchange.identity};
}

Result<ExitStatus> showBulletin(Console& console, BulletinOptions const& options) {
    ZHIBAO_TRY(Bytes const file, console.read(options.file));
    auto const opened = inside(options.file, openBulletin(console, options, file));
    if (!opened) {
        if (!isMeantAsExchange(file)) return tl::unexpected(opened.error());
        console.complain(opened.error());
        return ExitStatus::answerNo;
    }
    auto const& [bulletin, createdAt, identity] = *opened;
    if (!options.folder.empty()) {
        auto const folder = pathOf(options.folder);
        ZHIBAO_CHECK(makeFolder(folder / "calendar"));
        ZHIBAO_CHECK(makeFolder(folder / "rates"));
        ZHIBAO_CHECK(writeFile(folder / pathOf(entry::holidays), bulletin.state.holidays));
        ZHIBAO_CHECK(writeFile(folder / pathOf(entry::periods), bulletin.state.periods));
        ZHIBAO_CHECK(writeFile(folder / pathOf(entry::rates), bulletin.state.rates));
        ZHIBAO_CHECK(writeFile(folder / "ca.crl", bulletin.state.revocations));
    }
    if (options.format == "json") {
        JsonValue::Array notices;
        for (auto const& notice : bulletin.notices)
            notices.push_back(JsonValue::Object{{"title", notice.title.in(console.language())}, {"text", notice.text.in(console.language())}});
        console.say(toText(JsonValue{JsonValue::Object{{"period", bulletin.period},
                                                       {"createdAt", toText(createdAt)},
                                                       {"identity", identity.hex()},
                                                       {"editions", editionsJson(bulletin.state)},
                                                       {"notices", std::move(notices)}}},
                           2));
        return ExitStatus::done;
    }
    console.sayPhrase("bulletin-read", {{"period", bulletin.period}, {"created", chinaTimeText(createdAt)}, {"editions", std::to_string(bulletin.state.editions.size())}});
    for (auto const& notice : bulletin.notices) console.say(notice.title.in(console.language()) + "\n" + notice.text.in(console.language()));
    return ExitStatus::done;
}

template <class Options, class Fill, class Result>
CLI::App* addVerb(CLI::App& parent, Work& chosen, std::string const& name, std::string const& description, Fill const& fill, Result (*work)(Console&, Options const&)) {
    auto options = std::make_shared<Options>();
    auto* verb = parent.add_subcommand(name, description);
    fill(*verb, *options);
    verb->callback([options, work, &chosen] { chosen = [options, work](Console& console) { return console.finish(work(console, *options)); }; });
    return verb;
}

}  // namespace

void addRegistrationVerbs(CLI::App& program, Work& chosen) {
    addVerb<RegisterOptions>(program, chosen, "register", "Ask the bureau for a certificate of the unit's key / 备案申请",
        [](CLI::App& verb, RegisterOptions& options) {
            auto& says = options.registration;
            verb.add_option("--purpose", options.purpose, "first, renewal (before the certificate ends), new-key (lost) or new-signatory / 备案事由")
                ->check(CLI::IsMember({"first", "renewal", "new-key", "new-signatory"}));
            verb.add_option("--profile", options.profile, "The unit's profile filing, from which its name, place and people are taken / 基本情况申报");
            verb.add_option("--unit", says.unit, "Unified social credit code (default: that of profile or certificate) / 统一社会信用代码");
            verb.add_option("--name", says.name, "Full registered name / 单位详细名称");
            verb.add_option("--district", says.district, "Code of the district it operates in / 行政区划");
            verb.add_option("--platform", says.platform, "Code of the functional platform / 功能平台");
            verb.add_option("--industry", says.industry, "Code of the industry / 行业");
            verb.add_option("--statistics-head", says.statisticsHead, "Who is responsible for statistics / 统计负责人");
            verb.add_option("--preparer", says.preparer, "Who signs the filings / 经办人");
            verb.add_option("--phone", says.phone, "Telephone / 联系电话");
            verb.add_option("--reason", says.reason, "Why there is another key / 更换密钥的原因");
            addSignerOptions(verb, options.signer, "that will sign filings");
            auto* key = verb.get_option("--key")->required(false);
            auto* certificate = verb.get_option("--cert")->required(false);
            verb.add_option("--data", options.data, "Data folder of the enterprise's program, where the keys lie or are made / 企业端数据文件夹")->excludes(key)->excludes(certificate);
            verb.add_option("--connection-key", options.connection, "Key for connections (P-256), opened by the same passphrase / 网络连接私钥");
            verb.add_option("--form", options.form, "Also write the form that is stamped, as .html or .pdf / 备案表");
            verb.add_option("-o,--output", options.output, "Registration file to write / 备案文件")->required();
            verb.footer("Example:\n  zhibao register --profile profile.json --key keys/key.pem --cert keys/cert.pem --form form.pdf -o unit.zbr\n"
                        "The bureau compares the fingerprint on the stamped form with that of the file. A renewal is signed with the certificate that ends.\n"
                        "  zhibao register --data ~/.local/share/zhibao --unit 91999999000000019D --form form.pdf -o unit.zbr\n"
                        "makes what keys are needed in the data folder, one for connections too; --passphrase-file protects or opens them.");
        },
        makeRegistration);
    addVerb<ListOptions>(program, chosen, "registrations", "Take in registration files, and list those that wait / 备案申请清单",
        [](CLI::App& verb, ListOptions& options) {
            addDatabaseOption(verb, options.database);
            verb.add_option("files", options.files, "Registration files to take in / 备案文件");
            verb.add_flag("--all", options.isAll, "Also those that were decided / 包括已办结的");
            verb.add_option("--format", options.format, "text or json / 输出格式")->check(CLI::IsMember({"json", "text"}));
            verb.footer("Example:\n  zhibao registrations --db bureau.db inbox/unit.zbr\nExit status 1: one of the files is no registration, or was altered.");
        },
        listAll);
    addVerb<ApproveOptions>(program, chosen, "approve", "Approve a registration and write the unit's starter file, or return it / 审批备案",
        [](CLI::App& verb, ApproveOptions& options) {
            addDatabaseOption(verb, options.database);
            verb.add_option("file", options.file, "Registration file / 备案文件")->required();
            auto* fingerprint = verb.add_option("--fingerprint", options.fingerprint, "The fingerprint on the stamped form, typed or read from it / 备案表上的指纹");
            auto* key = verb.add_option("--ca-key", options.authority.key, "The authority's private key / 证书机构私钥");
            verb.add_option("--ca-passphrase-file", options.authority.passphraseFile, "File whose first line opens the authority's key / 证书机构口令文件")->needs(key);
            addSignerOptions(verb, options.signer, "of the bureau, which signs the answer");
            verb.add_option("--days", options.days, "For how many days the certificates are valid / 有效天数")->check(CLI::Range(1, 3'653))->capture_default_str();
            verb.add_option("--return", options.returned, "Return it instead, for this reason / 退回并写明理由")->excludes(fingerprint)->excludes(key);
            verb.add_option("-o,--output", options.output, "Starter file, or the answer that says why it is returned / 输出文件")->required();
            verb.footer("Example:\n  zhibao approve unit.zbr --db bureau.db --fingerprint \"5A3C 09FF …\" --ca-key ca/ca.key.pem --ca-passphrase-file secret --key bureau/key.pem --cert bureau.pem -o unit.zbk\n"
                        "  zhibao approve unit.zbr --db bureau.db --return \"The name is not that of the seal\" --key bureau/key.pem --cert bureau.pem -o answer.zbh\n"
                        "Exit status 1: something stands in the way; nothing was issued.");
        },
        approve);
    addVerb<StarterOptions>(program, chosen, "starter", "Verify the starter file from the bureau and unpack it / 查看开户文件",
        [](CLI::App& verb, StarterOptions& options) {
            verb.add_option("file", options.file, "Starter file / 开户文件")->required();
            verb.add_option("--unit", options.unit, "The unit that it has to be for / 统一社会信用代码")->required();
            auto* trust = verb.add_option("--trust", options.trust, "Certificate of the bureau's authority, if it is at hand already / 统计局机构证书");
            verb.add_option("--authority", options.fingerprint, "Otherwise the fingerprint of the authority that the bureau has made known / 机构指纹")->excludes(trust);
            verb.add_option("--out", options.folder, "Folder for certificates, calendar, rates and earlier filings / 输出文件夹");
            verb.add_option("--data", options.data, "Data folder of the enterprise's program, into which all of it is taken / 企业端数据文件夹");
            verb.footer("Example:\n  zhibao starter unit.zbk --unit 91999999000000019D --authority \"09FF …\" --out trust");
        },
        openStarter);
    auto* group = program.add_subcommand("bulletin", "What all units are to know each quarter, signed / 季度公告");
    group->require_subcommand(1);
    addVerb<BulletinOptions>(*group, chosen, "write", "Write the bulletin of a quarter / 生成季度公告",
        [](CLI::App& verb, BulletinOptions& options) {
            addDatabaseOption(verb, options.database);
            verb.add_option("--period", options.period, "Quarter, such as 2017Q2 / 季度")->required();
            verb.add_option("--notices", options.notices, R"(Notices: JSON [{"title":{"zh","en"},"text":{"zh","en"}}] / 通知)");
            addAuthorityOptions(verb, options.authority);
            addSignerOptions(verb, options.signer, "of the bureau");
            verb.add_option("-o,--output", options.file, "Bulletin to write / 输出文件")->required();
            verb.footer("Example:\n  zhibao bulletin write --db bureau.db --period 2017Q2 --notices notices.json --ca-key ca/ca.key.pem --ca-passphrase-file secret --key bureau/key.pem --cert bureau.pem -o 2017q2.zbb");
        },
        makeBulletin);
    addVerb<BulletinOptions>(*group, chosen, "show", "Verify a bulletin, show its notices and unpack it / 查看公告",
        [](CLI::App& verb, BulletinOptions& options) {
            verb.add_option("file", options.file, "Bulletin / 公告")->required();
            auto* trust = verb.add_option("--trust", options.trust, "Certificate of the bureau's authority / 统计局机构证书");
            verb.add_option("--data", options.data, "Data folder of the enterprise's program, which uses calendar, rates and notices from then on / 企业端数据文件夹")->excludes(trust);
            verb.add_option("--format", options.format, "text or json / 输出格式")->check(CLI::IsMember({"json", "text"}));
            verb.add_option("--out", options.folder, "Folder for calendar, rates and the list of revoked certificates / 输出文件夹");
            verb.footer("Example:\n  zhibao bulletin show 2017q2.zbb --trust ca.pem --out news\nExit status 1: the bureau did not sign it, or it was altered.");
        },
        showBulletin);
}

}  // namespace zhibao
