#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "base/file.h"
#include "batch/arguments.h"
#include "batch/interrupt.h"
#include "batch/passphrase.h"
#include "batch/verbs.h"
#include "calendar/survey_data.h"
#include "i18n/sentences.h"
#include "i18n/status_words.h"
#include "intake/intake.h"
#include "store/backup.h"
#include "store/bureau_database.h"
#include "store/bureau_intake.h"
#include "store/rates.h"
#include "store/restore.h"
#include "store/spool_intake.h"
#include "store/status.h"
#include "store/verify.h"

namespace zhibao {

namespace {

constexpr std::string_view actor = "bureau";

Result<> makeDatabase(Console& console, std::string const& file) {
    ZHIBAO_TRY(auto const database, BureauDatabase::create(pathOf(file), SystemClock{}.now()));
    console.sayPhrase("database-made", {{"file", toText(database.path())}});
    return {};
}

struct IntakeArguments {
    std::string database;
    std::vector<std::string> paths;
    unsigned jobs = 0;
    std::string report;
    std::string key;
    std::string passphraseFile;
    std::string spool;
    bool isWatching = false;
};

/// Writes the report if one is wanted, and says what became of the files.
Result<> tell(Console& console, IntakeReport const& report, std::string const& file) {
    auto const language = console.language();
    if (!file.empty()) ZHIBAO_CHECK(console.write(file, toText(toJson(report, [language](Error const& error) { return sentence(error, language); }), 2)));
    for (auto const& refusal : report.refused) console.complain(refusal.error);
    if (file == "-") return {};
    console.sayPhrase("intake-done", {{"received", std::to_string(report.received)},
                                      {"new", std::to_string(report.newFilings)},
                                      {"versions", std::to_string(report.versions)},
                                      {"duplicates", std::to_string(report.duplicates)},
                                      {"forks", std::to_string(report.forks)},
                                      {"refused", std::to_string(report.refused.size())}});
    for (auto const& name : report.duplicateFiles) console.sayPhrase("intake-duplicate", {{"file", name}});
    for (auto const& name : report.forkFiles) console.sayPhrase("intake-fork", {{"file", name}});
    for (auto const& entry : report.waiting) console.sayPhrase("intake-waits-" + std::string{nameOf(entry.why)}, {{"file", entry.file}});
    if (report.refusedBefore > 0) console.sayPhrase("intake-refused-before", {{"refused", std::to_string(report.refused.size())}, {"known", std::to_string(report.refusedBefore)}});
    return {};
}

/// The key that opens envelopes; nothing when none is given.
Result<std::optional<PrivateKey>> envelopeKeyFrom(Console& console, IntakeArguments const& arguments) {
    if (arguments.key.empty()) return std::nullopt;
    ZHIBAO_TRY(PrivateKey key, privateKeyFrom(console, arguments.key, arguments.passphraseFile));
    return std::optional<PrivateKey>{std::move(key)};
}

/// Takes in what the spool holds; when watching, whatever it gets until Ctrl+C, which then ends the work as it should.
Result<ExitStatus> takeInSpool(Console& console, IntakeArguments const& arguments) {
    ZHIBAO_TRY(auto const envelopeKey, envelopeKeyFrom(console, arguments));
    ZHIBAO_TRY(auto const library, console.library());
    ZHIBAO_TRY(SurveyData const data, console.surveyData());
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(arguments.database)));
    SystemClock const clock;
    auto const progress = console.progress("intake");
    IntakeOptions options;
    options.jobs = arguments.jobs;
    options.clock = &clock;
    options.progress = progress.get();
    options.stop = stopOnInterrupt();
    options.envelopeKey = envelopeKey ? &*envelopeKey : nullptr;
    IntakeReport together;
    for (;;) {
        ZHIBAO_TRY(IntakeReport report, inside("--spool", takeInFromSpool(pathOf(arguments.spool), *library, data, database, options)));
        bool const isNothing = report.received == 0;
        if (options.stop.stop_requested()) together.isCancelled = !arguments.isWatching;
        if (arguments.isWatching) {
            if (!isNothing) ZHIBAO_CHECK(tell(console, report, {}));
        } else {
            add(together, std::move(report));
        }
        if (options.stop.stop_requested() || (isNothing && !arguments.isWatching)) break;
        if (isNothing) waitForInterrupt(std::chrono::milliseconds{500});
    }
    if (arguments.isWatching) return ExitStatus::done;
    ZHIBAO_CHECK(tell(console, together, arguments.report));
    if (!together.isCancelled) return ExitStatus::done;
    console.sayPhrase("intake-cancelled");
    return ExitStatus::machineFailed;
}

Result<ExitStatus> takeInFiles(Console& console, IntakeArguments const& arguments) {
    if (!arguments.spool.empty()) return takeInSpool(console, arguments);
    if (arguments.paths.empty()) return fail(error::optionMissing, {{"option", "paths"}}, "zhibao intake");
    ZHIBAO_TRY(auto const envelopeKey, envelopeKeyFrom(console, arguments));
    ZHIBAO_TRY(auto const library, console.library());
    ZHIBAO_TRY(SurveyData const data, console.surveyData());
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(arguments.database)));
    SystemClock const clock;
    auto const progress = console.progress("intake");
    std::vector<std::filesystem::path> paths;
    bool isComplete = true;
    for (auto const& path : arguments.paths) {
        std::error_code problem;
        if (std::filesystem::status(pathOf(path), problem).type() == std::filesystem::file_type::not_found) {
            // The others are still taken in. What was never there is no file that arrived, so the ledger does not hear of it.
            console.complain(Error{error::intakePathMissing, {path}, {}});
            isComplete = false;
        } else {
            paths.push_back(pathOf(path));
        }
    }
    if (paths.empty()) return ExitStatus::inputWrong;
    IntakeOptions options;
    options.jobs = arguments.jobs;
    options.envelopeKey = envelopeKey ? &*envelopeKey : nullptr;
    options.clock = &clock;
    options.progress = progress.get();
    options.stop = stopOnInterrupt();
    ZHIBAO_TRY(IntakeReport const report, takeInAtBureau(paths, *library, data, database, options));
    ZHIBAO_CHECK(tell(console, report, arguments.report));
    if (!report.isCancelled) return isComplete ? ExitStatus::done : ExitStatus::inputWrong;
    console.sayPhrase("intake-cancelled");
    return ExitStatus::machineFailed;
}

struct StatusOptions {
    std::string database;
    std::string period;
    std::string format = "text";
};

/// A fork or a gap of a unit: which versions, which one counts, and what to do next.
void sayDispute(Console& console, UnitStatus const& unit, std::string const& formSet, bool isGap) {
    console.sayPhrase(isGap ? "status-gap" : "status-fork", {{"unit", unit.unit}, {"name", unit.name}, {"set", formSet}});
    for (auto const& version : unit.disputed)
        if (version.isGap == isGap)
            console.sayPhrase("status-disputed-version", {{"version", std::to_string(version.number)}, {"file", version.fileName}, {"identity", version.identity.hex().substr(0, 12)}});
    if (unit.countedNumber > 0) console.sayPhrase("status-counted-version", {{"version", std::to_string(unit.countedNumber)}});
    else console.sayPhrase("status-counted-none");
    console.say("    " + phrase(isGap ? "status-next-gap" : "status-next-fork", {}, console.language()));
}

Result<> showStatus(Console& console, StatusOptions const& options) {
    ZHIBAO_TRY(Period const period, periodArgument(options.period));
    ZHIBAO_TRY(auto const database, BureauDatabase::open(pathOf(options.database), Database::Access::readOnly));
    ZHIBAO_TRY(SurveyData const data, console.surveyData());
    ZHIBAO_TRY(PeriodStatus const status, statusOf(database, period, SystemClock{}.now(), data.holidays));
    if (options.format == "json") {
        console.say(toText(toJson(status, [language = console.language()](std::string_view name) { return phrase(name, {}, language); }), 2));
        return {};
    }
    if (status.formSets.empty()) console.sayPhrase("status-not-open", {{"period", toText(period)}});
    for (auto const& part : status.formSets) {
        console.say(countsText(part, part.formSet, toText(period), console.language()));
        if (part.time.workdaysLeft)
            console.sayPhrase("status-days-left", {{"days", std::to_string(part.time.daysLeft)}, {"workdays", std::to_string(*part.time.workdaysLeft)}});
        for (auto const& unit : part.units) {
            if (unit.isFork) sayDispute(console, unit, part.formSet, false);
            if (unit.isGap) sayDispute(console, unit, part.formSet, true);
        }
        for (auto const& unit : part.units)
            if (unit.status == FilingStatus::due || unit.status == FilingStatus::missing)
                console.sayPhrase(unit.status == FilingStatus::due ? "status-due" : "status-missing", {{"unit", unit.unit}, {"name", unit.name}});
        for (auto const& unit : part.units)
            if (unit.isExempt) console.sayPhrase("status-exempt", {{"unit", unit.unit}, {"name", unit.name}, {"reason", exemptionText(unit.reason, console.language())}});
        bool const isOneUnknown = std::any_of(part.units.begin(), part.units.end(), [](UnitStatus const& one) { return one.isExempt && one.reason == nameOf(Exemption::scopeUnknown); });
        if (isOneUnknown) console.say("    " + phrase("status-next-unknown", {}, console.language()));
    }
    return {};
}

Result<ExitStatus> verifyDatabase(Console& console, std::string const& file, std::string const& head) {
    VerifyOptions options;
    if (!head.empty()) {
        ZHIBAO_TRY(options.head, inside("--head", Digest::parse(head)));
    }
    ZHIBAO_TRY(auto const library, console.library());
    auto const progress = console.progress("verify");
    options.progress = progress.get();
    options.stop = stopOnInterrupt();
    auto const verified = BureauDatabase::open(pathOf(file), Database::Access::readOnly).and_then([&](BureauDatabase const& database) { return verify(database, *library, options); });
    if (!verified && verified.error().code == error::databaseDamaged) {
        // A file too damaged to be read to its end was asked about and is not sound: that is an answer, not a failure to answer.
        console.complain(verified.error());
        console.sayPhrase("verify-failed", {{"count", "1"}});
        return ExitStatus::answerNo;
    }
    ZHIBAO_TRY(VerifyReport const report, verified);
    for (auto const& problem : report.problems) console.complain(problem.inside(file));
    if (report.problems.empty())
        console.sayPhrase("verified", {{"events", std::to_string(report.events)}, {"head", report.head.hex()}});
    else
        console.sayPhrase("verify-failed", {{"count", std::to_string(report.problems.size())}});
    return report.problems.empty() ? ExitStatus::done : ExitStatus::answerNo;
}

struct CopyOptions {
    std::string from;
    std::string to;
    bool overwrite = false;
};

Result<> backUp(Console& console, CopyOptions const& options) {
    ZHIBAO_TRY(auto const database, BureauDatabase::open(pathOf(options.from), Database::Access::readOnly));
    auto const progress = console.progress("backup");
    auto const copyTo = [&](std::filesystem::path const& path, Overwrite overwrite) {
        return copyDatabase(database.connection(), path, overwrite, progress.get(), stopOnInterrupt());
    };
    if (options.to == "-") {
        ZHIBAO_TRY(Bytes const copy, bytesWrittenTo([&](std::filesystem::path const& path) { return copyTo(path, Overwrite::yes); }));
        return console.write("-", copy);
    }
    ZHIBAO_CHECK(copyTo(pathOf(options.to), options.overwrite ? Overwrite::yes : Overwrite::no));
    console.sayPhrase("backup-made", {{"file", options.to}});
    return {};
}

Result<> restoreBackup(Console& console, CopyOptions const& options) {
    ZHIBAO_TRY(auto const library, console.library());
    auto const progress = console.progress("restore");
    VerifyOptions verifyOptions;
    verifyOptions.progress = progress.get();
    verifyOptions.stop = stopOnInterrupt();
    ZHIBAO_TRY(VerifyReport const report,
               restore(pathOf(options.from), pathOf(options.to), options.overwrite ? Overwrite::yes : Overwrite::no, *library, verifyOptions));
    console.sayPhrase("restored", {{"file", options.to}, {"head", report.head.hex()}});
    return {};
}

}  // namespace

void addBureauVerbs(CLI::App& program, Work& chosen) {
    {
        auto file = std::make_shared<std::string>();
        auto* verb = program.add_subcommand("init", "Make an empty database for the bureau / 建立数据库");
        addDatabaseOption(*verb, *file);
        verb->footer("Example:\n  zhibao init --db bureau.db");
        verb->callback([file, &chosen] { chosen = [file](Console& console) { return console.finish(makeDatabase(console, *file)); }; });
    }
    {
        auto options = std::make_shared<IntakeArguments>();
        auto* verb = program.add_subcommand("intake", "Take in sealed filings: files, or folders of files / 接收报送包");
        addDatabaseOption(*verb, options->database);
        auto* const paths = verb->add_option("paths", options->paths, "Files and folders / 文件或文件夹");
        auto* const spool = verb->add_option("--spool", options->spool, "Folder in which the collector keeps what arrived / 网络接收的收件文件夹")->excludes(paths);
        verb->add_option("--jobs", options->jobs, "Threads that judge (default: as many as the machine has) / 线程数")->check(CLI::Range(0, 1'024));
        auto* const report = verb->add_option("--report", options->report, "JSON report to write, - for standard output / 报告文件");
        verb->add_flag("--watch", options->isWatching, "Go on taking in what arrives in the spool, until Ctrl+C / 持续接收")->needs(spool)->excludes(report);
        auto* key = verb->add_option("--key", options->key, "The bureau's private key, for enveloped files / 统计局私钥，用于已加密的报送包");
        verb->add_option("--passphrase-file", options->passphraseFile, "File whose first line opens the key / 口令文件")->needs(key);
        verb->footer("Example:\n  zhibao intake --db bureau.db inbox --report report.json\n  zhibao intake --db bureau.db --spool collector/spool --watch\n"
                     "Exit status 0 also when files are refused: that is what intake is for, and the report names them. 2: a path is not there.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(takeInFiles(console, *options)); }; });
    }
    {
        auto options = std::make_shared<StatusOptions>();
        auto* verb = program.add_subcommand("status", "Who is due, filed, late or missing for a period / 报送情况");
        addDatabaseOption(*verb, options->database);
        verb->add_option("--period", options->period, "Period / 报告期")->required();
        verb->add_option("--format", options->format, "text or json / 输出格式")->check(CLI::IsMember({"json", "text"}));
        verb->footer("Example:\n  zhibao status --db bureau.db --period 2017Q1");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(showStatus(console, *options)); }; });
    }
    {
        auto file = std::make_shared<std::string>();
        auto head = std::make_shared<std::string>();
        auto* verb = program.add_subcommand("verify", "Prove that nothing in the database was lost or altered / 验证数据库");
        addDatabaseOption(*verb, *file);
        verb->add_option("--head", *head, "A digest printed earlier that must be in the log / 以往的摘要");
        verb->footer("Example:\n  zhibao verify --db bureau.db\nExit status 1: something is wrong.");
        verb->callback([file, head, &chosen] { chosen = [file, head](Console& console) { return console.finish(verifyDatabase(console, *file, *head)); }; });
    }
    {
        auto options = std::make_shared<CopyOptions>();
        auto* verb = program.add_subcommand("backup", "Copy the database into one file while others work with it / 备份");
        addDatabaseOption(*verb, options->from);
        verb->add_option("-o,--output", options->to, "File to write, - for standard output / 输出文件")->required();
        verb->add_flag("--overwrite", options->overwrite, "Replace an existing file / 覆盖");
        verb->footer(
            "Example:\n  zhibao backup --db bureau.db -o bureau-2017-07-10.db\n"
            "A backup that is killed leaves FILE.part… behind, which nothing reads; delete it.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(backUp(console, *options)); }; });
    }
    {
        auto options = std::make_shared<CopyOptions>();
        auto* verb = program.add_subcommand("restore", "Make a database from a backup, and verify it / 恢复");
        verb->add_option("backup", options->from, "Backup / 备份文件")->required();
        addDatabaseOption(*verb, options->to);
        verb->add_flag("--overwrite", options->overwrite, "Replace an existing database / 覆盖");
        verb->footer("Example:\n  zhibao restore bureau-2017-07-10.db --db bureau.db");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(restoreBackup(console, *options)); }; });
    }
}

}  // namespace zhibao
