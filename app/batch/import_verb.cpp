#include <algorithm>
#include <array>

#include <CLI/CLI.hpp>

#include "answers/filing.h"
#include "base/clock.h"
#include "base/file.h"
#include "batch/arguments.h"
#include "batch/filings.h"
#include "batch/verbs.h"
#include "calendar/validity.h"
#include "import/ledger_import.h"
#include "output/files.h"
#include "table/ledger_print.h"
#include "i18n/sentences.h"
#include "register/credit_code.h"

namespace zhibao {

namespace {

struct ImportOptions {
    std::vector<std::string> ledgers;
    std::string mapping;
    std::string into;
    std::string set = "quarterly";
    std::string unit;
    std::string period;
    std::string edition;
    std::string output;
    std::string ledgerPrint;
    std::string unitName;
    std::string format = "text";
    bool isDryRun = false;
};

struct Target {
    std::shared_ptr<Edition const> edition;
    Filing filing;
    Period period;
};

Result<Target> newTarget(Console& console, ImportOptions const& options) {
    ZHIBAO_TRY(Period const period, periodArgument(options.period));
    ZHIBAO_TRY(auto edition, console.editionArgument(options.edition, period, options.set));
    ZHIBAO_TRY(auto const* set, formSetArgument(*edition, options.set));
    ZHIBAO_CHECK(inside("--period", checkPeriodOfSet(*set, period)));
    ZHIBAO_CHECK(inside("--period", checkValidity(*edition, *set, period)));
    std::string unit;
    if (!options.unit.empty()) {
        ZHIBAO_TRY(UnitCode const code, inside("--unit", UnitCode::parse(options.unit)));
        unit = code.text();
    }
    auto filing = newFiling(*edition, *set, unit, toText(period));
    return Target{std::move(edition), std::move(filing), period};
}

Result<Target> existingTarget(Console& console, std::string const& file) {
    ZHIBAO_TRY(LoadedFiling loaded, loadFiling(console, file));
    ZHIBAO_TRY(Period const period, inside(file, parsePeriod(loaded.filing.header.period)));
    return Target{loaded.edition, std::move(loaded.filing), period};
}

Result<LedgerMapping> mappingAt(Console& console, std::string const& file) {
    ZHIBAO_TRY(Bytes const bytes, console.read(file));
    ZHIBAO_TRY(auto const document, inside(file, parseJson(bytes)));
    return inside(file, readLedgerMapping(JsonNode{document}));
}

/// What of the arguments is missing for a new filing; all of it is said.
bool complainOfMissing(Console& console, ImportOptions const& options) {
    bool isMissing = false;
    auto const require = [&](char const* name, std::string const& value) {
        if (!value.empty()) return;
        console.complain(Error{error::optionMissing, {"zhibao import"}, {{"option", name}}});
        isMissing = true;
    };
    if (options.into.empty()) require("--period", options.period);
    if (options.into.empty() && !options.isDryRun) require("--unit", options.unit);
    if (!options.isDryRun) require("--output", options.output);
    return isMissing;
}

/// "USD 1,250.01, CNY 3.00".
std::string textOf(std::map<std::string, WrittenAmount> const& sums) {
    std::string text;
    for (auto const& [currency, sum] : sums) text += (text.empty() ? "" : ", ") + currency + " " + sum.text(true);
    return text;
}

ErrorArguments argumentsOf(LedgerTally const& tally) {
    return {{"lines", std::to_string(tally.lines)}, {"sums", textOf(tally.sums)}, {"unread", std::to_string(tally.withoutAmount)}};
}

/// What became of all lines, and what is still to be mapped.
void sayTallies(Console& console, LedgerImport const& import) {
    console.sayPhrase("import-source", argumentsOf(import.source));
    for (auto const& [outcome, tally] : import.outcomes)
        if (tally.lines > 0) console.say(phrase("import-" + std::string{nameOf(outcome)}, argumentsOf(tally), console.language()));
    for (auto const& [currency, sum] : import.takenSums)
        console.sayPhrase("import-rows", {{"currency", currency}, {"sum", sum.display(Unit::one)}});
    for (auto const& word : import.unmapped) {
        auto arguments = argumentsOf(word.tally);
        arguments.emplace("word", word.word);
        arguments.emplace("field", phrase("ledger-field-" + std::string{nameOf(word.field)}, {}, console.language()));
        console.sayPhrase("import-word", arguments);
    }
    if (import.withoutMode > 0) console.sayPhrase("import-without-mode", {{"lines", std::to_string(import.withoutMode)}});
}

JsonValue jsonOf(LedgerTally const& tally) {
    JsonValue::Object sums;
    for (auto const& [currency, sum] : tally.sums) sums.emplace_back(currency, sum.text());
    return JsonValue::Object{{"lines", static_cast<std::int64_t>(tally.lines)}, {"withoutAmount", static_cast<std::int64_t>(tally.withoutAmount)}, {"sums", std::move(sums)}};
}

/// The log for other programs; amounts are exact.
JsonValue jsonOf(LedgerImport const& import) {
    JsonValue::Object outcomes;
    for (auto const& [outcome, tally] : import.outcomes) outcomes.emplace_back(std::string{nameOf(outcome)}, jsonOf(tally));
    JsonValue::Object rows;
    for (auto const& [currency, sum] : import.takenSums) rows.emplace_back(currency, sum.canonical());
    JsonValue::Array unmapped;
    for (auto const& word : import.unmapped) unmapped.push_back(JsonValue::Object{{"field", nameOf(word.field)}, {"word", word.word}, {"tally", jsonOf(word.tally)}});
    JsonValue::Array problems;
    for (auto const& line : import.lines)
        if (line.reason) problems.push_back(JsonValue::Object{{"outcome", nameOf(line.outcome)}, {"where", line.reason->where()}, {"code", line.reason->code.name()}});
    return JsonValue::Object{{"source", jsonOf(import.source)}, {"outcomes", std::move(outcomes)}, {"rows", std::move(rows)}, {"unmapped", std::move(unmapped)}, {"notTaken", std::move(problems)}};
}

void sayLog(Console& console, LedgerImport const& import, bool asJson) {
    if (asJson) console.say(toText(jsonOf(import), 2));
    else sayTallies(console, import);
}

constexpr std::array<std::string_view, 4> printEndings{".pdf", ".xlsx", ".csv", ".html"};

/// Empty when the name says how the statistical ledger is written.
std::string complaintOfEnding(std::string const& file) {
    if (std::any_of(printEndings.begin(), printEndings.end(), [&](std::string_view ending) { return file.ends_with(ending); })) return {};
    return "the name must end in .pdf, .xlsx, .csv or .html / 文件名须以 .pdf、.xlsx、.csv 或 .html 结尾";
}

Result<> printStatisticalLedger(Console& console, ImportOptions const& options, Target const& target, LedgerImport const& import, std::string const& form) {
    auto const& header = target.filing.header;
    ZHIBAO_TRY(Table const table, printLedger(import.lines, {*target.edition, *target.edition->findForm(form), console.language(), header.unit, options.unitName, header.period, SystemClock{}.now()}));
    auto const format = options.ledgerPrint.substr(options.ledgerPrint.rfind('.') + 1);
    ZHIBAO_TRY(Bytes const bytes, format == "pdf" ? toPdf(printJobOf({table}), console.pdfPrinter()) : tableAs(table, format));
    return console.write(options.ledgerPrint, bytes);
}

Result<ExitStatus> importLedgers(Console& console, ImportOptions const& options) {
    if (complainOfMissing(console, options)) return ExitStatus::inputWrong;
    ZHIBAO_TRY(Target target, options.into.empty() ? newTarget(console, options) : existingTarget(console, options.into));
    ZHIBAO_TRY(LedgerMapping const mapping, mappingAt(console, options.mapping));
    ZHIBAO_CHECK(inside(options.mapping, checkLedgerMapping(mapping, *target.edition)));
    std::vector<std::vector<Sheet>> files;
    for (auto const& file : options.ledgers) {
        ZHIBAO_TRY(Bytes const bytes, console.read(file));
        ZHIBAO_TRY(auto sheets, readSheets(bytes, file));
        files.push_back(std::move(sheets));
    }
    ZHIBAO_TRY(LedgerImport const import, importLedger(files, mapping, *target.edition, target.period));
    // Standard output holds one thing: the log, or the filing.
    for (auto const& line : import.lines)
        if (line.reason && options.format != "json") console.complain(*line.reason);
    if (options.output != "-") sayLog(console, import, options.format == "json");
    if (!options.isDryRun) {
        ZHIBAO_CHECK(takeLedgerRows(target.filing, import, {}, mapping.form, *target.edition));
        ZHIBAO_CHECK(console.write(options.output, toText(toJson(target.filing, *target.edition), 2)));
    }
    if (!options.ledgerPrint.empty()) ZHIBAO_CHECK(printStatisticalLedger(console, options, target, import, mapping.form));
    auto const isOpen = [&](LineOutcome outcome) { return import.outcomes.at(outcome).lines > 0; };
    return isOpen(LineOutcome::refused) || isOpen(LineOutcome::unmapped) ? ExitStatus::answerNo : ExitStatus::done;
}

}  // namespace

void addImportVerb(CLI::App& program, Work& chosen) {
    auto options = std::make_shared<ImportOptions>();
    auto* verb = program.add_subcommand("import", "Fill a filing from the unit's own ledger / 由企业台账导入");
    verb->add_option("ledger", options->ledgers, "Ledgers, CSV or XLSX / 台账文件")->required();
    verb->add_option("--mapping", options->mapping, "What its columns and words mean, ledger-mapping-1 / 对应关系文件")->required();
    auto* into = verb->add_option("--into", options->into, "A filing whose other answers are kept / 并入已有申报");
    auto* set = verb->add_option("--set", options->set, "Form set of a new filing (default: quarterly) / 报表任务");
    auto* unit = verb->add_option("--unit", options->unit, "Unified social credit code of a new filing / 统一社会信用代码");
    auto* period = verb->add_option("--period", options->period, "Period of a new filing, such as 2017Q1 / 报告期");
    auto* edition = verb->add_option("--edition", options->edition, "Survey edition of a new filing / 制度版本");
    into->excludes(set)->excludes(unit)->excludes(period)->excludes(edition);
    verb->add_option("-o,--output", options->output, "Filing to write, - for standard output / 输出文件");
    verb->add_option("--ledger", options->ledgerPrint, "The statistical ledger, the lines behind each figure: .pdf, .xlsx, .csv or .html / 统计台账")->check(CLI::Validator{complaintOfEnding, "FILE"});
    verb->add_option("--unit-name", options->unitName, "Name of the unit on the statistical ledger / 单位详细名称");
    verb->add_option("--format", options->format, "Of the log: text or json / 日志格式")->check(CLI::IsMember({"json", "text"}));
    verb->add_flag("--dry-run", options->isDryRun, "Only say what would be taken / 只试算，不写文件");
    verb->footer(
        "Example:\n  zhibao import ledger.xlsx --mapping mapping.json --period 2017Q1 --dry-run\n"
        "  zhibao import ledger.xlsx --mapping mapping.json --unit 91999999000000019D --period 2017Q1 -o filing.json\n"
        "  zhibao import ledger.xlsx --mapping mapping.json --unit 91999999000000019D --period 2017Q1 -o filing.json --ledger ledger.pdf\n"
        "  zhibao import sales.csv costs.csv --mapping mapping.json --into filing.json -o filing.json\n"
        "Each line that is not taken is named with its file, sheet and cell. The sums of what was taken, left out and refused make up the\n"
        "sum of the ledger exactly. Exit status 1: lines were refused, or have words that the mapping does not know.");
    verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(importLedgers(console, *options)); }; });
}

}  // namespace zhibao
