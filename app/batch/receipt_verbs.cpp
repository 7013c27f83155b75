/// What the bureau answers: receipts write, receipts show, send-back.

#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "base/file.h"
#include "batch/arguments.h"
#include "batch/folders.h"
#include "batch/passphrase.h"
#include "batch/verbs.h"
#include "i18n/sentences.h"
#include "package/envelope.h"
#include "package/receipt.h"
#include "store/decisions.h"
#include "store/lists.h"
#include "store/receipts.h"

namespace zhibao {

namespace {

constexpr std::string_view actor = "bureau";
constexpr std::size_t atOnce = 5'000;

struct ReceiptOptions {
    std::string database;
    SignerFiles signer;
    std::string folder;
    std::string duplicate;
    std::string envelopeKey;
    std::string envelopePassphraseFile;
    bool isAgain = false;
    std::string unit;
};

/// Each receipt lies in the folder of its unit, and of who filed for it; those of files that do not say whose they are lie beside these folders.
Result<> writeInto(std::filesystem::path const& folder, std::vector<IssuedReceipt> const& receipts) {
    for (auto const& receipt : receipts) {
        auto const writeTo = [&](std::filesystem::path const& target) -> Result<> {
            ZHIBAO_CHECK(makeFolder(target));
            return writeFile(target / receipt.name, receipt.bytes);
        };
        ZHIBAO_CHECK(writeTo(receipt.unit.empty() ? folder : folder / receipt.unit));
        if (!receipt.agent.empty()) ZHIBAO_CHECK(writeTo(folder / receipt.agent));
    }
    return {};
}

Result<std::size_t> writeDuplicate(Console& console, BureauDatabase& database, ReceiptOptions const& options, Signer& signer, std::filesystem::path const& folder) {
    ZHIBAO_TRY(Bytes file, console.read(options.duplicate));
    if (isMeantAsEnvelope(file)) {
        if (options.envelopeKey.empty()) return fail(error::envelopeKeyMissing, {}, options.duplicate);
        ZHIBAO_TRY(PrivateKey const key, privateKeyFrom(console, options.envelopeKey, options.envelopePassphraseFile));
        ZHIBAO_TRY(file, inside(options.duplicate, openEnvelope(file, key)));
    }
    SystemClock const clock;
    ZHIBAO_TRY(auto issued, inside(options.duplicate, issueDuplicateReceipt(database, file, clock.now(), signer, clock, ZHIBAO_VERSION)));
    ZHIBAO_CHECK(writeInto(folder, {std::move(issued)}));
    return std::size_t{1};
}

Result<> writeReceipts(Console& console, ReceiptOptions const& options) {
    if (options.signer.key.empty() && !options.isAgain) return fail(error::optionMissing, {{"option", "--key"}}, "zhibao receipts write");
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(options.database)));
    auto const folder = pathOf(options.folder);
    ZHIBAO_CHECK(makeFolder(folder));
    std::size_t written = 0;
    if (options.isAgain) {
        for (std::int64_t last = 0;;) {
            ZHIBAO_TRY(auto const receipts, issuedReceipts(database, options.unit, last, atOnce));
            if (receipts.empty()) break;
            ZHIBAO_CHECK(writeInto(folder, receipts));
            written += receipts.size();
            last = receipts.back().receipt;
        }
    } else {
        ZHIBAO_TRY(FileKeySigner signer, signerFrom(console, options.signer));
        if (!options.duplicate.empty()) {
            ZHIBAO_TRY(written, writeDuplicate(console, database, options, signer, folder));
        } else {
            for (;;) {
                ZHIBAO_TRY(auto const receipts, inside(options.signer.certificate, issueReceipts(database, signer, SystemClock{}, ZHIBAO_VERSION, atOnce)));
                if (receipts.empty()) break;
                ZHIBAO_CHECK(writeInto(folder, receipts));
                written += receipts.size();
            }
        }
    }
    console.sayPhrase(written == 0 ? "receipts-none" : "receipts-written", {{"count", std::to_string(written)}, {"folder", options.folder}});
    return {};
}

struct ShowOptions {
    std::string file;
    std::string trust;
    std::string revocations;
    std::string package;
    std::string format = "text";
};

std::string cellNames(std::vector<CellReference> const& cells) {
    std::string text;
    for (auto const& cell : cells) text += (text.empty() ? "" : ", ") + cellName(cell);
    return text;
}

void sayReceipt(Console& console, Receipt const& receipt) {
    auto const verdict = receipt.waits.empty() ? std::string{nameOf(receipt.verdict)} : "waits-" + receipt.waits;
    console.sayPhrase("receipt-shown", {{"unit", receipt.unit},
                                        {"set", receipt.formSet},
                                        {"period", receipt.period},
                                        {"version", std::to_string(receipt.version)},
                                        {"arrived", chinaTimeText(receipt.arrived)},
                                        {"file", receipt.file.hex()},
                                        {"verdict", phrase("receipt-" + verdict, {}, console.language())},
                                        {"event", std::to_string(receipt.event)},
                                        {"head", receipt.head.hex()}});
    if (receipt.refusal) console.say(phrase(receipt.refusal->code, receipt.refusal->arguments, console.language()));
    if (!receipt.text.empty()) console.say(receipt.text);
    for (auto const& reason : receipt.reasons) console.sayPhrase("receipt-reason", {{"cells", cellNames(reason.cells)}, {"text", reason.text}});
    for (auto const& finding : receipt.findings) {
        auto const& words = finding.message.in(console.language());
        console.sayPhrase("receipt-finding", {{"rule", finding.rule}, {"cells", cellNames(finding.cells)}, {"text", words.empty() ? phrase(finding.rule, finding.arguments, console.language()) : words}});
    }
}

Result<ExitStatus> showReceipt(Console& console, ShowOptions const& options) {
    ZHIBAO_TRY(Bytes const trusted, console.read(options.trust));
    ZHIBAO_TRY(Certificate const authority, inside(options.trust, Certificate::read(trusted, KeyUse::authority)));
    std::optional<RevocationList> list;
    if (!options.revocations.empty()) {
        ZHIBAO_TRY(Bytes const bytes, console.read(options.revocations));
        ZHIBAO_TRY(list, inside(options.revocations, readRevocationList(bytes, authority)));
    }
    ZHIBAO_TRY(Bytes const file, console.read(options.file));
    auto const receipt = inside(options.file, readReceipt(file, authority, list ? &*list : nullptr));
    if (!receipt) {
        if (!isMeantAsExchange(file)) return tl::unexpected(receipt.error());
        console.complain(receipt.error());
        return ExitStatus::answerNo;
    }
    if (!options.package.empty()) {
        ZHIBAO_TRY(Bytes const package, console.read(options.package));
        if (receipt->file != sha256(package)) {
            console.complain(Error{error::receiptOfOtherFile, {options.package}, {{"got", sha256(package).hex()}, {"expected", receipt->file.hex()}}});
            return ExitStatus::answerNo;
        }
    }
    if (options.format == "json")
        console.say(toText(toJson(*receipt), 2));
    else
        sayReceipt(console, *receipt);
    return ExitStatus::done;
}

struct ReturnOptions {
    std::string database;
    std::string unit;
    std::string formSet;
    std::string period;
    std::int64_t number = 0;
    std::int64_t ledgerNumber = 0;
    std::string text;
    std::vector<std::string> cells;
};

/// "form2/1/total=words", with rows counted from 1; several cells before the words are separated by commas.
Result<ReturnReason> reasonIn(std::string const& argument) {
    auto const equals = argument.find('=');
    if (equals == std::string::npos) return fail(error::argumentNotNamed, {{"text", argument}}, "--cell");
    ReturnReason reason;
    reason.text = argument.substr(equals + 1);
    auto const names = argument.substr(0, equals);
    for (std::size_t start = 0; start <= names.size();) {
        auto const comma = std::min(names.find(',', start), names.size());
        auto const name = names.substr(start, comma - start);
        start = comma + 1;
        auto const first = name.find('/');
        auto const second = first == std::string::npos ? first : name.find('/', first + 1);
        auto const digits = first == std::string::npos ? std::string{} : name.substr(first + 1, second == std::string::npos ? second : second - first - 1);
        bool const isNumber = !digits.empty() && digits.size() < 9 && digits.find_first_not_of("0123456789") == std::string::npos;
        if (!isNumber || std::stoul(digits) == 0) return fail(error::returnCellUnknown, {{"cell", name}}, "--cell");
        reason.cells.push_back({name.substr(0, first), std::stoul(digits) - 1, second == std::string::npos ? std::string{} : name.substr(second + 1)});
    }
    return reason;
}

Result<> returnVersion(Console& console, ReturnOptions const& options) {
    std::vector<ReturnReason> reasons;
    for (auto const& cell : options.cells) {
        ZHIBAO_TRY(auto reason, reasonIn(cell));
        reasons.push_back(std::move(reason));
    }
    ZHIBAO_TRY(Period const period, periodArgument(options.period));
    ZHIBAO_TRY(auto const library, console.library());
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(options.database)));
    auto version = options.ledgerNumber;
    if (version == 0) {
        ZHIBAO_TRY(version, inside("--unit", versionNamed(database, options.unit, options.formSet, toText(period), options.number > 0 ? std::optional{options.number} : std::nullopt)));
    }
    ZHIBAO_CHECK(sendBack(database, *library, version, options.text, reasons, SystemClock{}.now(), actor));
    ZHIBAO_TRY(auto const sent, readVersion(database, version));
    console.sayPhrase("version-sent-back", {{"unit", sent.entry.unit}, {"set", sent.entry.formSet}, {"period", sent.entry.period}, {"version", std::to_string(sent.entry.number)}});
    return {};
}

}  // namespace

void addReceiptVerbs(CLI::App& program, Work& chosen) {
    auto* group = program.add_subcommand("receipts", "The bureau's signed answers to what arrived / 回执");
    group->require_subcommand(1);
    {
        auto options = std::make_shared<ReceiptOptions>();
        auto* verb = group->add_subcommand("write", "Issue the receipts that are due, into a folder for each unit / 出具回执");
        addDatabaseOption(*verb, options->database);
        auto* key = verb->add_option("--key", options->signer.key, "The bureau's private key, PEM / 统计局私钥");
        auto* certificate = verb->add_option("--cert", options->signer.certificate, "Its certificate, which the authority issued to the bureau itself / 统计局证书");
        key->needs(certificate);
        certificate->needs(key);
        verb->add_option("--passphrase-file", options->signer.passphraseFile, "File whose first line opens the key / 口令文件")->needs(key);
        verb->add_option("--out", options->folder, "Folder for the receipts, one folder in it for each unit / 输出文件夹")->required();
        auto* duplicate = verb->add_option("--duplicate", options->duplicate, "Only the answer to this file, whose filing was there already / 重复报送的文件");
        duplicate->needs(key);
        auto* envelope = verb->add_option("--envelope-key", options->envelopeKey, "The bureau's key that opens it, if it comes in an envelope / 统计局解密私钥")->needs(duplicate);
        verb->add_option("--envelope-passphrase-file", options->envelopePassphraseFile, "File whose first line opens that key / 口令文件")->needs(envelope);
        auto* again = verb->add_flag("--again", options->isAgain, "Write out once more what was issued before / 重新输出已出具的回执")->excludes(key);
        verb->add_option("--unit", options->unit, "Only this unit's / 只输出该单位的")->needs(again);
        verb->footer("Example:\n  zhibao receipts write --db bureau.db --key bureau/key.pem --cert bureau.pem --passphrase-file secret --out outbox\n"
                     "The bureau's own certificate: zhibao keys new --unit CODE-OF-BUREAU --out bureau, then zhibao ca issue --cert bureau/cert.pem -o bureau.pem.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(writeReceipts(console, *options)); }; });
    }
    {
        auto options = std::make_shared<ShowOptions>();
        auto* verb = group->add_subcommand("show", "Verify a receipt and show what it says / 验证并查看回执");
        verb->add_option("file", options->file, "Receipt / 回执")->required();
        verb->add_option("--trust", options->trust, "Certificate of the bureau's authority / 统计局机构证书")->required();
        verb->add_option("--crl", options->revocations, "The authority's list of revoked certificates / 吊销列表");
        verb->add_option("--file", options->package, "The sealed file that it has to be about / 对应的报送包");
        verb->add_option("--format", options->format, "text or json / 输出格式")->check(CLI::IsMember({"json", "text"}));
        verb->footer("Example:\n  zhibao receipts show 2017Q1_quarterly_v1_accepted_00000001.zbh --trust ca.pem --file filing.zbs\nExit status 1: the bureau did not sign it, or it is about another file.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(showReceipt(console, *options)); }; });
    }
    {
        auto options = std::make_shared<ReturnOptions>();
        auto* verb = program.add_subcommand("send-back", "Send a version back to its unit, with reasons / 退回申报");
        addDatabaseOption(*verb, options->database);
        auto* unit = verb->add_option("--unit", options->unit, "Unified social credit code / 统一社会信用代码")->required();
        verb->add_option("--set", options->formSet, "Form set / 报表任务")->required();
        verb->add_option("--period", options->period, "Period, such as 2017Q1 / 报告期")->required();
        auto* number = verb->add_option("--version", options->number, "The unit's number of the version (default: the highest) / 版本号")->check(CLI::Range(1, 1'000'000));
        verb->add_option("--ledger-number", options->ledgerNumber, "The ledger's number of it, where two have the same number / 台账序号")->excludes(number)->needs(unit);
        verb->add_option("--text", options->text, "Why, about the whole / 退回理由");
        verb->add_option("--cell", options->cells, "Why, about cells: FORM/ROW/COLUMN[,…]=WORDS, rows counted from 1; may be repeated / 单元格退回理由")->allow_extra_args(false);
        verb->footer("Example:\n  zhibao send-back --db bureau.db --unit 91999999000000019D --set quarterly --period 2017Q1 --cell \"form2/1/total=Twenty times last quarter's\"\n"
                     "The figures stay as they are: the unit files another version. The reasons go into its next receipt.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(returnVersion(console, *options)); }; });
    }
}

}  // namespace zhibao
