/// Over the network: submit, receipts fetch.

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/file.h"
#include "batch/arguments.h"
#include "batch/collector_access.h"
#include "batch/folders.h"
#include "batch/interrupt.h"
#include "batch/verbs.h"
#include "i18n/sentences.h"
#include "package/exchange.h"

namespace zhibao {

namespace {

constexpr std::array<std::string_view, 2> endings{".zbs", ".zbr"};

struct SubmitOptions {
    std::vector<std::string> paths;
    CollectorFiles collector;
    std::string report;
};

/// Files as they are named; of a folder those that units send.
Result<std::vector<std::string>> filesOf(std::vector<std::string> const& paths) {
    std::vector<std::string> files;
    for (auto const& path : paths) {
        std::error_code problem;
        if (!std::filesystem::is_directory(pathOf(path), problem)) {
            files.push_back(path);
            continue;
        }
        auto const before = files.size();
        for (auto const ending : endings) {
            ZHIBAO_TRY(auto const found, listFiles(pathOf(path), ending));
            for (auto const& file : found) files.push_back(toText(file));
        }
        std::sort(files.begin() + static_cast<std::ptrdiff_t>(before), files.end());
    }
    return files;
}

struct Submitter {
    Console& console;
    SubmitOptions const& options;
    CollectorClient& client;
    JsonValue::Array sent = {};
    JsonValue::Array refused = {};
    JsonValue::Array notSent = {};

    /// Errors: of the file, or of the way there.
    Result<CollectorArrival> send(std::string const& file) {
        ZHIBAO_TRY(Bytes const bytes, console.read(file));
        auto const progress = console.progress("submit");
        Transfer const transfer{progress.get(), stopOnInterrupt()};
        auto const patience = patienceOf(console, options.collector);
        if (isMeantAsExchange(bytes)) {
            ZHIBAO_TRY(auto const exchange, inside(file, openExchange(bytes)));
            ZHIBAO_CHECK(inside(file, exchange.checkKind(ExchangeKind::registration)));
            return patiently(patience, [&] { return client.sendRegistration(bytes, transfer); });
        }
        if (options.collector.identity.key.empty()) return fail(error::optionMissing, {{"option", "--cert"}}, "zhibao submit");
        return patiently(patience, [&] { return client.submit(bytes, transfer); });
    }

    void note(std::string const& file, CollectorArrival const& arrival) {
        auto const arrived = arrival.arrived ? toText(*arrival.arrived) : std::string{};
        sent.push_back(JsonValue::Object{{"file", file}, {"token", arrival.token}, {"sha256", arrival.digest.hex()}, {"arrived", arrived}, {"known", arrival.isKnown}});
        ErrorArguments const arguments{{"file", file}, {"token", arrival.token}, {"arrived", arrival.arrived ? chinaTimeText(*arrival.arrived) : std::string{}}};
        if (options.report == "-") return;
        console.sayPhrase(!arrival.arrived ? "submit-registration-arrived" : arrival.isKnown ? "submit-known" : "submit-arrived", arguments);
    }

    void note(std::string const& file, Error const& error) {
        console.complain(error);
        refused.push_back(JsonValue::Object{{"file", file}, {"code", error.code.name()}, {"message", sentence(error, console.language())}});
    }

    [[nodiscard]] JsonValue report() && {
        return JsonValue::Object{{"sent", std::move(sent)}, {"refused", std::move(refused)}, {"notSent", std::move(notSent)}};
    }
};

Result<ExitStatus> submitFiles(Console& console, SubmitOptions const& options) {
    ZHIBAO_TRY(auto const files, filesOf(options.paths));
    ZHIBAO_TRY(auto client, clientFrom(console, options.collector));
    Submitter submitter{console, options, client};
    auto status = ExitStatus::done;
    for (auto const& file : files) {
        if (status == ExitStatus::machineFailed) {
            submitter.notSent.emplace_back(file);
            continue;
        }
        auto const arrival = submitter.send(file);
        if (arrival) {
            submitter.note(file, *arrival);
            continue;
        }
        // What is wrong with the way there is so for the next file too.
        auto const& error = arrival.error();
        bool const isOfWay = isPassing(error) || error.code == error::cancelled || error.code == error::collectorNotTrusted || error.code == error::collectorIdentityUnusable ||
                             error.code == error::collectorAnswerMalformed || error.code == error::proxyRefused;
        if (isOfWay) {
            console.complain(error);
            submitter.notSent.emplace_back(file);
            status = ExitStatus::machineFailed;
        } else {
            submitter.note(file, error);
            status = ExitStatus::answerNo;
        }
    }
    auto const notSent = submitter.notSent.size();
    if (!options.report.empty()) ZHIBAO_CHECK(console.write(options.report, toText(std::move(submitter).report(), 2)));
    if (notSent > 0) console.complainPhrase("submit-rest", {{"count", std::to_string(notSent)}});
    if (files.empty()) console.complainPhrase("submit-nothing");
    return status;
}

struct FetchOptions {
    CollectorFiles collector;
    std::string shelf = "receipts";
    std::string folder;
};

Result<> fetchFiles(Console& console, FetchOptions const& options) {
    auto shelf = Shelf::receipts;
    for (auto const one : {Shelf::receipts, Shelf::bulletins, Shelf::calendar, Shelf::editions, Shelf::rates})
        if (nameOf(one) == options.shelf) shelf = one;
    if (shelf == Shelf::receipts && options.collector.identity.key.empty()) return fail(error::optionMissing, {{"option", "--cert"}}, "zhibao receipts fetch");
    ZHIBAO_TRY(auto client, clientFrom(console, options.collector));
    auto const patience = patienceOf(console, options.collector);
    auto const folder = pathOf(options.folder);
    ZHIBAO_CHECK(makeFolder(folder));
    Transfer const transfer{nullptr, stopOnInterrupt()};
    ZHIBAO_TRY(auto const files, patiently(patience, [&] { return client.list(shelf, transfer); }));
    auto const progress = console.progress("fetch");
    std::size_t fetched = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
        progress->advanced(i, files.size(), files[i].name);
        auto const target = folder / pathOf(files[i].name);
        std::error_code problem;
        if (std::filesystem::exists(target, problem)) {
            ZHIBAO_TRY(Bytes const here, readFile(target));
            if (sha256(here) == files[i].digest) continue;
        }
        ZHIBAO_TRY(Bytes const bytes, patiently(patience, [&] { return client.fetch(shelf, files[i], transfer); }));
        ZHIBAO_CHECK(writeFile(target, bytes));
        ++fetched;
    }
    progress->advanced(files.size(), files.size(), {});
    console.sayPhrase("fetch-done", {{"count", std::to_string(fetched)}, {"known", std::to_string(files.size() - fetched)}, {"folder", options.folder}});
    return {};
}

}  // namespace

void addSendingVerbs(CLI::App& program, Work& chosen) {
    {
        auto options = std::make_shared<SubmitOptions>();
        auto* verb = program.add_subcommand("submit", "Send sealed files, and registrations, to the bureau over the network / 网络报送");
        verb->add_option("files", options->paths, "Sealed files (.zbs), registrations (.zbr), or folders of them / 文件或文件夹")->required();
        addCollectorOptions(*verb, options->collector);
        verb->add_option("--report", options->report, "JSON report to write, - for standard output / 报告文件");
        verb->footer("Example:\n  zhibao submit filing.zbs --collector https://collector.example:8443 --trust ca.pem --cert connection.pem --key connection/key.pem\n"
                     "A registration needs no certificate. Sending a file again is safe: the same bytes arrive once. Exit status 1: a file was refused; 3: the collector was not reached.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(submitFiles(console, *options)); }; });
    }
    {
        auto options = std::make_shared<FetchOptions>();
        auto* verb = program.get_subcommand("receipts")->add_subcommand("fetch", "Fetch the unit's receipts, or what the bureau has put out, over the network / 下载回执");
        addCollectorOptions(*verb, options->collector);
        verb->add_option("--what", options->shelf, "receipts (default), bulletins, calendar, editions or rates / 下载内容")->check(CLI::IsMember({"receipts", "bulletins", "calendar", "editions", "rates"}));
        verb->add_option("--out", options->folder, "Folder to write them to / 输出文件夹")->required();
        verb->footer("Example:\n  zhibao receipts fetch --collector https://collector.example:8443 --trust ca.pem --cert connection.pem --key connection/key.pem --out receipts\n"
                     "What is there already is not fetched again. “zhibao receipts show” says what a receipt says.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(fetchFiles(console, *options)); }; });
    }
}

}  // namespace zhibao
