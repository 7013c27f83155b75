#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "base/file.h"
#include "register/credit_code.h"
#include "batch/filings.h"
#include "batch/folders.h"
#include "batch/packages.h"
#include "batch/passphrase.h"
#include "batch/surroundings.h"
#include "batch/verbs.h"
#include "i18n/sentences.h"
#include "intake/file_kind.h"
#include "package/envelope.h"
#include "package/open.h"
#include "package/receipt.h"
#include "package/seal.h"
#include "trust/authority.h"
#include "trust/envelope.h"
#include "trust/signer.h"
#include "trust/unit_keys.h"

namespace zhibao {

namespace {

struct KeyOptions {
    std::string unit;
    std::string name;
    std::string folder;
    std::string passphraseFile;
    std::string algorithm = "p256";
    std::string use = "signing";
};

Result<> makeKeys(Console& console, KeyOptions const& options) {
    ZHIBAO_TRY(UnitCode const unit, inside("--unit", UnitCode::parse(options.unit)));
    ZHIBAO_TRY(Bytes const passphrase, passphraseFrom(console, options.passphraseFile));
    auto const use = options.use == "envelope" ? KeyUse::envelope : KeyUse::signing;
    auto const algorithm = options.algorithm == "sm2" ? Algorithm::sm2Sm3 : Algorithm::ecdsaP256Sha256;
    if (use == KeyUse::envelope && algorithm != Algorithm::ecdsaP256Sha256) return fail(error::envelopeKeyUnsupported, {}, "--algorithm");
    auto const folder = pathOf(options.folder);
    ZHIBAO_CHECK(makeFolder(folder));
    std::error_code problem;
    auto const keyFile = folder / "key.pem";
    auto const certificateFile = folder / "cert.pem";
    // A key that was used once is pinned at the bureau; writing over it would lock its unit out.
    for (auto const& file : {keyFile, certificateFile})
        if (std::filesystem::exists(file, problem)) return fail(error::outputExists, {{"text", toText(file)}}, toText(file));
    ZHIBAO_TRY(UnitKeys const keys, makeUnitKeys({unit.text(), options.name}, SystemClock{}, algorithm, use));
    ZHIBAO_CHECK(writeUnitKeys(keys, keyFile, certificateFile, passphrase));
    console.sayPhrase("keys-made", {{"key", toText(keyFile)}, {"certificate", toText(certificateFile)}, {"fingerprint", keys.certificate.keyFingerprint().hex()}});
    return {};
}

struct SealingOptions {
    std::string filing;
    SignerFiles signer;
    std::string recipient;
    std::vector<std::string> attachments;
    std::string output;
    bool isUnderMandate = false;
    SurroundingOptions beside;
};

/// The package as it leaves: in an envelope when there is somebody that it is for.
Result<Bytes> outgoing(Console const& console, SealedPackage const& sealed, std::string const& recipient) {
    if (recipient.empty()) return sealed.bytes;
    ZHIBAO_TRY(Bytes const file, console.read(recipient));
    ZHIBAO_TRY(Certificate const certificate, inside(recipient, Certificate::read(file, KeyUse::envelope)));
    ZHIBAO_CHECK(inside(recipient, certificate.checkValidAt(SystemClock{}.now())));
    return inside(recipient, writeEnvelope(sealed.bytes, certificate));
}

Result<ExitStatus> sealFiling(Console& console, SealingOptions const& options) {
    ZHIBAO_TRY(LoadedFiling const loaded, loadFiling(console, options.filing));
    ZHIBAO_TRY(LoadedSurroundings const beside, loadSurroundings(console, loaded, options.beside));
    ZHIBAO_TRY(EditionRules const rules, EditionRules::compile(*loaded.edition));
    auto const judgement = judge(loaded.filing, *loaded.edition, rules, RunsAt::enterprise, beside.surroundings);
    if (judgement.blocksSealing()) {
        for (auto const& line : blockingLines(judgement, *loaded.edition, rules, console.language())) console.say(line);
        console.sayPhrase("seal-blocked");
        if (countsOf(judgement).at("queries") != "0") console.sayPhrase("seal-explain", {{"file", options.filing}});
        return ExitStatus::answerNo;
    }
    ZHIBAO_TRY(FileKeySigner signer, signerFrom(console, options.signer));
    std::vector<Attachment> attachments;
    for (auto const& file : options.attachments) {
        ZHIBAO_TRY(Bytes bytes, console.read(file));
        attachments.push_back(attachmentOf(attachments.size() + 1, toText(pathOf(file).filename()), std::move(bytes)));
    }
    SealOptions sealOptions;
    sealOptions.programVersion = ZHIBAO_VERSION;
    sealOptions.isUnderMandate = options.isUnderMandate;
    ZHIBAO_TRY(SurveyData const data, console.surveyData());
    ZHIBAO_TRY(Period const period, parsePeriod(loaded.filing.header.period));
    sealOptions.rateTable = data.rates.digestOf(period);
    ZHIBAO_TRY(SealedPackage const sealed, inside(options.filing, seal(loaded.filing, *loaded.edition, attachments, signer, SystemClock{}, sealOptions)));
    ZHIBAO_TRY(Bytes const bytes, outgoing(console, sealed, options.recipient));
    ZHIBAO_CHECK(console.write(options.output, bytes));
    if (options.output != "-") console.sayPhrase("sealed", {{"file", options.output}, {"identity", sealed.identity.hex()}});
    return ExitStatus::done;
}

struct OpenOptions {
    std::string file;
    std::string key;
    std::string passphraseFile;
    std::string trust;
    std::string revocations;
    std::string attested;
    std::string receipt;
    std::string format = "text";
    std::string extract;
    bool overwrite = false;
};

JsonValue openedJson(OpenedPackage const& package) {
    JsonValue manifest;
    // The manifest was read from this very text, so it parses.
    if (auto parsed = parseJson(toText(package.manifest))) manifest = *std::move(parsed);
    JsonValue::Array attachments;
    for (auto const& attachment : package.attachments)
        attachments.emplace_back(JsonValue::Object{{"name", attachment.name}, {"title", attachment.title}, {"bytes", static_cast<std::int64_t>(attachment.bytes.size())}});
    return JsonValue::Object{{"identity", package.identity.hex()},
                             {"signer", JsonValue::Object{{"unit", package.signer.unit()},
                                                          {"name", package.signer.name()},
                                                          {"keyFingerprint", package.signer.keyFingerprint().hex()},
                                                          {"validFrom", toText(package.signer.validity().from)},
                                                          {"validUntil", toText(package.signer.validity().until)}}},
                             {"manifest", std::move(manifest)},
                             {"filing", package.document},
                             {"attachments", std::move(attachments)}};
}

Result<> extract(OpenedPackage const& package, std::filesystem::path const& folder, bool overwrite) {
    std::vector<std::pair<std::filesystem::path, Bytes>> files{
        {folder / "filing.json", toText(package.document, 2)}, {folder / "manifest.json", toText(package.manifest)}, {folder / "signer.pem", package.signer.toPem()}};
    for (auto const& attachment : package.attachments) files.emplace_back(folder / "attachments" / pathOf(attachment.name), attachment.bytes);
    // Whoever unpacks two filings into one folder would be left with the second one's answers under the first one's name.
    std::error_code problem;
    for (auto const& [file, bytes] : files)
        if (!overwrite && std::filesystem::exists(file, problem)) return fail(error::extractExists, {{"text", toText(file)}}, "--extract");
    ZHIBAO_CHECK(makeFolder(folder / "attachments"));
    for (auto const& [file, bytes] : files) ZHIBAO_CHECK(writeFile(file, bytes));
    return {};
}

/// What the bureau attests of the file: when it was there, and with whose key it had been signed.
Result<Receipt> attestedBy(Console const& console, OpenOptions const& options, BytesView file, OpenedPackage const& package, Certificate const& authority, RevocationList const* list) {
    ZHIBAO_TRY(Bytes const bytes, console.read(options.receipt));
    ZHIBAO_TRY(auto receipt, inside(options.receipt, readReceipt(bytes, authority, list)));
    ZHIBAO_CHECK(inside(options.file, checkReceiptOf(receipt, file, package.signer.keyFingerprint())));
    return receipt;
}

/// Whether the signer is whom `trust` says: a certificate with that key, or one that this authority vouches for at the attested moment. `file` is the package out of its
/// envelope.
Result<> checkTrust(Console const& console, OpenOptions const& options, BytesView file, OpenedPackage const& package, std::optional<Receipt>& receipt) {
    ZHIBAO_TRY(Bytes const trusted, console.read(options.trust));
    if (auto const authority = Certificate::read(trusted, KeyUse::authority)) {
        auto moment = package.manifest.createdAt;
        if (!options.attested.empty()) {
            ZHIBAO_TRY(moment, inside("--at", parseMoment(options.attested)));
        }
        std::optional<RevocationList> list;
        if (!options.revocations.empty()) {
            ZHIBAO_TRY(Bytes const bytes, console.read(options.revocations));
            ZHIBAO_TRY(list, inside(options.revocations, readRevocationList(bytes, *authority)));
        }
        if (!options.receipt.empty()) {
            ZHIBAO_TRY(receipt, attestedBy(console, options, file, package, *authority, list ? &*list : nullptr));
            moment = receipt->arrived;
            // A self-made certificate is vouched for by nobody; that its key was the unit's, the receipt says.
            auto const issued = checkIssued(package.signer, *authority, moment, list ? &*list : nullptr);
            if (!issued && issued.error().code == error::certificateNotIssued && receipt->key) return {};
        }
        return inside(options.file, inside("signer.cer", checkIssued(package.signer, *authority, moment, list ? &*list : nullptr)));
    }
    ZHIBAO_TRY(Certificate const certificate, inside(options.trust, Certificate::read(trusted)));
    if (!options.revocations.empty() || !options.attested.empty() || !options.receipt.empty()) return fail(error::certificateNotOfAuthority, {}, options.trust);
    if (certificate.keyFingerprint() == package.signer.keyFingerprint()) return {};
    return tl::unexpected(Error{error::signerNotTrusted, {options.file, "signer.cer"}, {{"got", package.signer.keyFingerprint().hex()}, {"expected", certificate.keyFingerprint().hex()}}});
}

/// True when the receipt itself was read and is no good, rather than missing.
bool isAboutReceipt(Error const& error) {
    return error.code != error::fileUnreadable;
}

/// True when the key is missing or another one, of which the file knows nothing.
bool isAboutOurKey(Error const& error) {
    return error.code == error::envelopeKeyMissing || error.code == error::envelopeForOther || error.code == error::envelopeKeyUnsupported;
}

Result<ExitStatus> openFile(Console& console, OpenOptions const& options) {
    ZHIBAO_TRY(Bytes const bytes, console.read(options.file));
    std::optional<PrivateKey> envelopeKey;
    if (!options.key.empty()) {
        ZHIBAO_TRY(envelopeKey, privateKeyFrom(console, options.key, options.passphraseFile));
    }
    auto const opened = inside(options.file, openSealedFile(bytes, envelopeKey ? &*envelopeKey : nullptr));
    if (!opened && isMeantAsPackage(bytes) && !isAboutOurKey(opened.error())) {
        // It was asked whether this is what its unit sealed, and it is not: that is an answer.
        console.complain(opened.error());
        console.sayPhrase("open-failed");
        return ExitStatus::answerNo;
    }
    ZHIBAO_TRY(OpenedPackage const package, opened);
    std::optional<Receipt> receipt;
    if (!options.trust.empty()) {
        Bytes inner;
        if (isMeantAsEnvelope(bytes)) {
            ZHIBAO_TRY(inner, inside(options.file, openEnvelope(bytes, *envelopeKey)));
        }
        auto const isTrusted = checkTrust(console, options, inner.empty() ? bytes : inner, package, receipt);
        // What the file's own place stands before is said of the signer; the rest is wrong with the options.
        bool const isAnswer = !isTrusted && !isTrusted.error().places.empty() &&
                              (isTrusted.error().places.front() == options.file || (isTrusted.error().places.front() == options.receipt && isAboutReceipt(isTrusted.error())));
        if (isAnswer) {
            console.complain(isTrusted.error());
            return ExitStatus::answerNo;
        }
        ZHIBAO_CHECK(isTrusted);
    }
    if (!options.extract.empty()) ZHIBAO_CHECK(extract(package, pathOf(options.extract), options.overwrite));
    if (options.format == "json") {
        auto document = openedJson(package);
        if (receipt)
            document.object()->emplace_back("attested", JsonValue::Object{{"arrived", toText(receipt->arrived)}, {"verdict", nameOf(receipt->verdict)}, {"certificate", receipt->certificate},
                                                                          {"event", receipt->event}, {"head", receipt->head.hex()}});
        console.say(toText(document, 2));
        return ExitStatus::done;
    }
    auto const& header = package.manifest.header;
    // Who has given no name is called by the code.
    auto const& name = package.signer.name();
    console.sayPhrase("opened", {{"unit", name.empty() || name == header.unit || !package.manifest.agent.empty() ? header.unit : header.unit + " " + name},
                                 {"set", header.formSet},
                                 {"period", header.period},
                                 {"version", std::to_string(header.version)},
                                 {"edition", header.edition},
                                 {"created", chinaTimeText(package.manifest.createdAt)},
                                 {"identity", package.identity.hex()},
                                 {"fingerprint", package.signer.keyFingerprint().hex()}});
    if (!package.manifest.agent.empty()) console.sayPhrase("opened-agent", {{"agent", package.manifest.agent}, {"unit", header.unit}});
    if (receipt) {
        ErrorArguments const attested{{"arrived", chinaTimeText(receipt->arrived)}, {"serial", receipt->certificate}};
        console.sayPhrase(receipt->certificate.empty() ? "opened-attested-pinned" : "opened-attested", attested);
    }
    return ExitStatus::done;
}

}  // namespace

void addSealingVerbs(CLI::App& program, Work& chosen) {
    {
        auto* keys = program.add_subcommand("keys", "Keys that seal filings / 签名密钥");
        keys->require_subcommand(1);
        auto options = std::make_shared<KeyOptions>();
        auto* verb = keys->add_subcommand("new", "Make a key pair and a self-signed certificate / 生成密钥和自签名证书");
        verb->add_option("--unit", options->unit, "Unified social credit code / 统一社会信用代码")->required();
        verb->add_option("--name", options->name, "Name of the unit, shown in the certificate / 单位名称");
        verb->add_option("--out", options->folder, "Folder for key.pem and cert.pem / 输出文件夹")->required();
        verb->add_option("--passphrase-file", options->passphraseFile, "File whose first line protects the key / 口令文件");
        verb->add_option("--algorithm", options->algorithm, "p256 (ECDSA with SHA-256) or sm2 (SM2 with SM3, 国密) / 签名算法")->check(CLI::IsMember({"p256", "sm2"}));
        verb->add_option("--use", options->use, "signing, or envelope: for the bureau, to which sealed files are enveloped / 用途：签名或统计局加密")->check(CLI::IsMember({"signing", "envelope"}));
        verb->footer("Example:\n  zhibao keys new --unit 91999999000000019D --out keys --algorithm sm2\nThe bureau pins the first key it sees of a unit: keep it safe.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(makeKeys(console, *options)); }; });
    }
    {
        auto options = std::make_shared<SealingOptions>();
        auto* verb = program.add_subcommand("seal", "Seal a checked filing into one signed file / 签名封装报送包");
        verb->add_option("filing", options->filing, "Filing, - for standard input / 申报文件")->required();
        addSignerOptions(*verb, options->signer, "of the unit");
        verb->add_flag("--under-mandate", options->isUnderMandate, "The key is of another unit that files for this one; the bureau knows its mandate / 受托代报");
        verb->add_option("--for", options->recipient, "Certificate of the bureau that alone can open the file / 统计局加密证书");
        verb->add_option("--attach", options->attachments, "File to go with the filing; may be repeated / 附件");
        verb->add_option("-o,--output", options->output, "Sealed file to write / 输出文件")->required();
        addSurroundingOptions(*verb, options->beside);
        verb->footer("Example:\n  zhibao seal filing.json --key keys/key.pem --cert keys/cert.pem --for bureau.pem -o filing.zbs\nExit status 1: a finding stands in the way; nothing is written.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(sealFiling(console, *options)); }; });
    }
    {
        auto options = std::make_shared<OpenOptions>();
        auto* verb = program.add_subcommand("open", "Verify a sealed file and show what is in it / 验证并查看报送包");
        verb->add_option("file", options->file, "Sealed file / 报送包")->required();
        auto* key = verb->add_option("--key", options->key, "The bureau's private key, for an enveloped file / 统计局私钥");
        verb->add_option("--passphrase-file", options->passphraseFile, "File whose first line opens the key / 口令文件")->needs(key);
        auto* trust = verb->add_option("--trust", options->trust, "Certificate whose key must have signed, or of the authority that must have issued the signer's / 信任的证书或机构证书");
        verb->add_option("--crl", options->revocations, "The authority's list of revoked certificates / 吊销列表")->needs(trust);
        auto* at = verb->add_option("--at", options->attested, "Moment at which the file is attested to have been there, such as 2017-04-10T07:00:00Z (default: what the file says) / 证明的时间")->needs(trust);
        verb->add_option("--receipt", options->receipt, "The bureau's receipt of the file, which attests when it arrived and whose key it was / 回执")->needs(trust)->excludes(at);
        verb->add_option("--format", options->format, "text or json / 输出格式")->check(CLI::IsMember({"json", "text"}));
        auto* folder = verb->add_option("--extract", options->extract, "Folder to write filing, manifest, certificate and attachments to / 解包到文件夹");
        verb->add_flag("--overwrite", options->overwrite, "Replace what was unpacked there before / 覆盖已解包的文件")->needs(folder);
        verb->footer("Example:\n  zhibao open filing.zbs --format json\n  zhibao open filing.zbs --trust ca.pem --crl ca.crl --receipt receipt.zbh\nExit status 1: the file was altered, or signed by another key than the trusted one; 2: it is no sealed filing.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(openFile(console, *options)); }; });
    }
}

}  // namespace zhibao
