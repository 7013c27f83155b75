#include <memory>

#include <CLI/CLI.hpp>

#include "base/file.h"
#include "batch/folders.h"
#include "batch/passphrase.h"
#include "batch/verbs.h"
#include "store/handover.h"

namespace zhibao {

namespace {

struct HandoverOptions {
    std::string file;
    std::string data;
    std::string passphraseFile;
};

Result<> writeFileOfAll(Console& console, HandoverOptions const& options) {
    auto const folder = pathOf(options.data);
    ZHIBAO_TRY(Bytes const passphrase, passphraseFrom(console, options.passphraseFile));
    ZHIBAO_TRY(auto store, draftsIn(folder, false));
    ZHIBAO_TRY(Bytes const file, writeHandover(store, folder, passphrase, SystemClock{}));
    ZHIBAO_TRY(auto const contents, readHandover(file));
    ZHIBAO_CHECK(console.write(options.file, file));
    console.sayPhrase("handover-written", {{"units", std::to_string(contents.units.size())}, {"drafts", std::to_string(contents.drafts)}, {"sealed", std::to_string(contents.sealed)}});
    return {};
}

Result<> take(Console& console, HandoverOptions const& options) {
    auto const folder = pathOf(options.data);
    ZHIBAO_TRY(Bytes const passphrase, passphraseFrom(console, options.passphraseFile));
    ZHIBAO_TRY(Bytes const file, console.read(options.file));
    ZHIBAO_CHECK(inside(options.file, readHandover(file)));
    ZHIBAO_TRY(auto store, draftsIn(folder, true));
    ZHIBAO_TRY(auto const report, inside(options.file, takeOver(store, folder, file, passphrase, SystemClock{}.now())));
    console.sayPhrase("handover-taken", {{"taken", std::to_string(report.taken)}, {"same", std::to_string(report.same)}, {"keys", std::to_string(report.keysTaken)}});
    if (report.setAside > 0) console.sayPhrase("handover-set-aside", {{"count", std::to_string(report.setAside)}});
    for (auto const& key : report.keysSetAside) console.sayPhrase("handover-key-beside", {{"file", toText(key)}});
    return {};
}

}  // namespace

void addHandoverVerbs(CLI::App& program, Work& chosen) {
    auto* group = program.add_subcommand("handover", "An enterprise's work for the next bookkeeper or computer / 工作交接");
    group->require_subcommand(1);
    {
        auto options = std::make_shared<HandoverOptions>();
        auto* verb = group->add_subcommand("write", "Put units, drafts, history and keys into one file / 生成交接文件");
        verb->add_option("--data", options->data, "Data folder of the enterprise's program / 企业端数据文件夹")->required();
        verb->add_option("--passphrase-file", options->passphraseFile, "File whose first line protects the keys / 口令文件");
        verb->add_option("-o,--output", options->file, "File to write / 输出文件")->required();
        verb->footer("Example:\n  zhibao handover write --data ~/.local/share/zhibao --passphrase-file words.txt -o handover.zbh\n"
                     "The keys are encrypted, the figures are not: keep the file as you would keep the books.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(writeFileOfAll(console, *options)); }; });
    }
    {
        auto options = std::make_shared<HandoverOptions>();
        auto* verb = group->add_subcommand("take", "Take over what such a file holds; nothing here is overwritten / 接收交接文件");
        verb->add_option("file", options->file, "Hand-over file / 交接文件")->required();
        verb->add_option("--data", options->data, "Data folder of the enterprise's program / 企业端数据文件夹")->required();
        verb->add_option("--passphrase-file", options->passphraseFile, "File whose first line opens the keys / 口令文件");
        verb->footer("Example:\n  zhibao handover take handover.zbh --data ~/.local/share/zhibao --passphrase-file words.txt");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(take(console, *options)); }; });
    }
}

}  // namespace zhibao
