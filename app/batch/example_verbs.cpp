#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "answers/example_filings.h"
#include "base/clock.h"
#include "base/file.h"
#include "batch/arguments.h"
#include "batch/filings.h"
#include "batch/folders.h"
#include "batch/interrupt.h"
#include "batch/verbs.h"
#include "i18n/sentences.h"
#include "intake/intake.h"
#include "output/files.h"
#include "output/pdf.h"
#include "output/print_job.h"
#include "package/seal.h"
#include "rules/queries.h"
#include "store/bureau_database.h"
#include "store/bureau_intake.h"
#include "store/register.h"
#include "table/summary.h"
#include "trust/signer.h"
#include "trust/unit_keys.h"

namespace zhibao {

namespace {

/// Everything examples are made with. The rules are compiled once.
struct Workshop {
    std::shared_ptr<Edition const> edition;
    FormSet const* set;
    EditionRules rules;
    std::shared_ptr<SurveyData const> data;
};

Result<Workshop> workshopFor(Console& console) {
    ZHIBAO_TRY(auto edition, console.edition());
    auto const* set = edition->findFormSet("quarterly");
    if (set == nullptr) return tl::unexpected(unknownFormSet("quarterly", *edition).inside(edition->id));
    ZHIBAO_TRY(EditionRules rules, EditionRules::compile(*edition));
    ZHIBAO_TRY(SurveyData data, console.surveyData());
    return Workshop{std::move(edition), set, std::move(rules), std::make_shared<SurveyData const>(std::move(data))};
}

/// An example unit's signer, with a key of its own that nobody keeps. Valid from the start of the first quarter.
Result<FileKeySigner> exampleSigner(UnitCode const& unit, Moment from) {
    ZHIBAO_TRY(UnitKeys keys, makeUnitKeys({unit.text(), {}}, FixedClock{from}));
    return FileKeySigner::make(std::move(keys.key), std::move(keys.certificate));
}

/// Answers every query as a respondent would, but marked as an example.
void explainQueries(Filing& filing, Judgement const& judgement) {
    for (auto const& finding : judgement.findings) {
        if (!asksForExplanation(finding)) continue;
        filing.explanations.push_back(
            explanationOf(queryOf(finding), phrase("demo-explanation", {{"period", filing.header.period}, {"rule", finding.rule}}, Language::chinese)));
    }
}

/// Checks and seals one filing as of five days after its quarter, with all that its unit filed before beside it, and remembers it
/// there. A filing that could not be sealed is a bug of the examples.
Result<Bytes> sealExample(Filing& filing, Workshop const& workshop, Signer& signer, Quarter quarter, Surroundings& beside) {
    beside.rates = &workshop.data->rates;
    explainQueries(filing, judge(filing, *workshop.edition, workshop.rules, RunsAt::enterprise, beside));
    auto const judgement = judge(filing, *workshop.edition, workshop.rules, RunsAt::enterprise, beside);
    if (judgement.blocksSealing()) {
        auto const& rule = judgement.blockingProblems.empty() ? judgement.blockingFindings.front().rule : std::string{judgement.blockingProblems.front().error.code.name()};
        return fail(error::exampleBlocked, {{"rule", rule}}, filing.header.unit + " " + filing.header.period);
    }
    FixedClock const clock{endOfDayInChina(quarter.lastDay() + boost::gregorian::days(5))};
    SealOptions sealing;
    sealing.programVersion = ZHIBAO_VERSION;
    ZHIBAO_TRY(Period const period, parsePeriod(filing.header.period));
    sealing.rateTable = workshop.data->rates.digestOf(period);
    ZHIBAO_TRY(SealedPackage sealed, seal(filing, *workshop.edition, {}, signer, clock, sealing));
    beside.filings.push_back({workshop.edition, filing});
    // Rules look back a year and no further.
    if (beside.filings.size() > 5) beside.filings.erase(beside.filings.begin());
    return std::move(sealed.bytes);
}

/// What the bureau's register will say of the unit: the respondent of an example knows it and explains what it makes the bureau ask.
RegisteredUnit registeredAs(SurveyUnit const& unit, Date day) {
    auto const& profile = unit.profileOn(day);
    return {profile.name, profile.district, profile.platform, profile.industry};
}

Moment afterQuarter(Quarter quarter) {
    return endOfDayInChina(quarter.lastDay() + boost::gregorian::days(6));
}

std::string exampleFileName(FilingHeader const& header) {
    return header.unit + "-" + header.period + ".zbs";
}

struct DemoOptions {
    std::string folder;
    unsigned units = 600;
    std::uint64_t seed = 1;
};

/// Seals every filing of the survey into the inbox, with progress.
Result<> fillInbox(Console& console, ExampleSurvey& survey, Workshop const& workshop, std::filesystem::path const& inbox, Quarter first) {
    auto const progress = console.progress("seal");
    auto const perUnit = survey.filings.size() / survey.units.size();
    auto const from = endOfDayInChina(first.firstDay());
    for (std::size_t unit = 0; unit < survey.units.size(); ++unit) {
        ZHIBAO_TRY(FileKeySigner signer, exampleSigner(survey.units[unit].code, from));
        Surroundings beside;
        beside.registered = registeredAs(survey.units[unit], first.lastDay());
        for (std::size_t i = unit * perUnit; i < (unit + 1) * perUnit; ++i) {
            auto& filing = survey.filings[i];
            ZHIBAO_TRY(Quarter const quarter, Quarter::parse(filing.header.period));
            ZHIBAO_TRY(Bytes const package, sealExample(filing, workshop, signer, quarter, beside));
            auto const file = inbox / pathOf(exampleFileName(filing.header));
            ZHIBAO_CHECK(writeFile(file, package));
            progress->advanced(i + 1, survey.filings.size(), toText(file.filename()));
            if (stopOnInterrupt().stop_requested()) return fail(error::cancelled);
        }
    }
    return {};
}

/// Compares the printed table with the published figures, cell by cell, and the published totals beside their sums.
struct Comparison {
    struct Total {
        std::string flow;
        std::string published;
        std::string computed;
    };
    JsonValue json;
    std::vector<Total> differingTotals;
    std::size_t cells = 0;
    std::size_t equal = 0;
};

Result<Comparison> compare(Table const& table, PublishedFigures const& figures) {
    Comparison comparison;
    JsonValue::Array cells;
    JsonValue::Array totals;
    auto const computed = [&](std::string const& row, std::string const& flow) -> std::string {
        for (std::size_t r = 0; r < table.rows.size(); ++r) {
            if (table.rows[r].key != row) continue;
            for (std::size_t c = 0; c < table.columns.size(); ++c)
                if (table.columns[c].key == flow) return table.cells[r][c].value.value_or("");
        }
        return {};
    };
    auto const published = [](Money amount) {
        // Published in whole 亿元.
        return toText(Int128{amount.hundredths()} / (Int128{100} * static_cast<std::int64_t>(Unit::hundredMillion)));
    };
    for (auto const& figure : figures.items) {
        auto const text = published(figure.amount);
        auto const sum = computed(figure.item, figure.flow);
        ++comparison.cells;
        if (sum == text + ".00") ++comparison.equal;
        cells.emplace_back(JsonValue::Object{{"item", figure.item}, {"flow", figure.flow}, {"published", text}, {"computed", sum}});
    }
    for (auto const& figure : figures.totals) {
        Comparison::Total const total{figure.flow, published(figure.amount), computed("total", figure.flow)};
        totals.emplace_back(JsonValue::Object{{"flow", total.flow}, {"published", total.published}, {"computed", total.computed}});
        if (total.computed != total.published + ".00") comparison.differingTotals.push_back(total);
    }
    comparison.json = JsonValue::Object{{"unit", "100000000"},
                                        {"currency", "CNY"},
                                        {"cells", std::move(cells)},
                                        {"equal", comparison.equal == comparison.cells},
                                        {"totals", std::move(totals)},
                                        {"note", JsonValue::Object{{"zh", "公布的合计与分项之和的差别由四舍五入造成，如实列出。"},
                                                                   {"en", "A published total that differs from the sum of its items differs by rounding; both are shown as they are."}}}};
    return comparison;
}

Result<ExitStatus> runDemo(Console& console, DemoOptions const& options) {
    auto const folder = pathOf(options.folder);
    auto const inbox = folder / "inbox";
    auto const tables = folder / "tables";
    auto const databaseFile = folder / "bureau.db";
    std::error_code problem;
    if (std::filesystem::exists(databaseFile, problem)) return fail(error::outputExists, {{"text", toText(databaseFile)}}, options.folder);
    ZHIBAO_CHECK(makeFolder(inbox));
    ZHIBAO_CHECK(makeFolder(tables));

    ZHIBAO_TRY(Workshop const workshop, workshopFor(console));
    ZHIBAO_TRY(auto const library, console.library());
    auto const figuresFile = library->folder() / "examples" / "china_bop_services_2017h1.csv";
    ZHIBAO_TRY(Bytes const csv, readFile(figuresFile));
    auto const* items = workshop.edition->findList("items");
    if (items == nullptr) return fail(error::exampleFormUnsuitable, {{"text", "items"}}, workshop.edition->id);
    ZHIBAO_TRY(PublishedFigures const figures, inside(toText(figuresFile), readPublishedFigures(csv, *items)));
    ZHIBAO_TRY(Quarter const first, Quarter::parse("2017Q1"));
    auto const last = first.next();
    SeededRandom random{options.seed};
    ZHIBAO_TRY(ExampleSurvey survey, spreadOverUnits(*workshop.edition, *workshop.set, figures.items, {first, last}, options.units, random));
    ZHIBAO_CHECK(fillInbox(console, survey, workshop, inbox, first));

    auto const arrival = afterQuarter(last);
    FixedClock const clock{arrival};
    ZHIBAO_TRY(auto database, BureauDatabase::create(databaseFile, endOfDayInChina(first.lastDay())));
    ZHIBAO_TRY(auto const registered, addUnits(database, survey.units, endOfDayInChina(first.lastDay()), "example"));
    static_cast<void>(registered);
    ZHIBAO_TRY(SurveyData const data, console.surveyData());
    std::uint64_t accepted = 0;
    // Each quarter arrives within its own window, so that no example filing is late.
    for (auto const quarter : {first, last}) {
        FixedClock const arrivalClock{afterQuarter(quarter)};
        auto const progress = console.progress("intake " + toText(quarter));
        std::vector<std::filesystem::path> files;
        for (auto const& filing : survey.filings)
            if (filing.header.period == toText(quarter)) files.push_back(inbox / pathOf(exampleFileName(filing.header)));
        IntakeOptions intake;
        intake.clock = &arrivalClock;
        intake.progress = progress.get();
        intake.stop = stopOnInterrupt();
        ZHIBAO_TRY(IntakeReport const report, takeInAtBureau(files, *library, data, database, intake));
        for (auto const& refusal : report.refused) console.complain(refusal.error);
        if (report.isCancelled) return fail(error::cancelled);
        accepted += report.accepted;
    }
    if (accepted != survey.filings.size())
        return fail(error::exampleNotAccepted, {{"got", std::to_string(accepted)}, {"expected", std::to_string(survey.filings.size())}});

    TableOptions tableOptions{last, false, Calibre::reported, {}, {}, Language::chinese, 0};
    tableOptions.cumulative = true;
    tableOptions.currency = "CNY";
    tableOptions.unit = Unit::hundredMillion;
    tableOptions.language = console.language();
    std::optional<Comparison> comparison;
    bool printed = true;
    for (auto const& source : workshop.edition->tables) {
        auto ownOptions = tableOptions;
        if (source.id == "target") {
            ownOptions.currency.reset();
            ownOptions.unit.reset();
        }
        ZHIBAO_TRY(Table table, summaryTable(database, *workshop.edition, data.rates, source.id, ownOptions, clock));
        if (source.id == "by-item-mode") {
            ZHIBAO_TRY(comparison, compare(table, figures));
            for (auto const& difference : comparison->differingTotals)
                table.notes.push_back(phrase("demo-total-differs", {{"flow", phrase("flow-" + difference.flow, {}, console.language())}, {"published", difference.published}, {"computed", difference.computed}}, console.language()));
        }
        for (std::string const format : {"html", "csv", "xlsx"}) {
            ZHIBAO_TRY(Bytes const bytes, tableAs(table, format));
            ZHIBAO_CHECK(writeFile(tables / pathOf(source.id + "." + format), bytes));
        }
        auto const pdf = toPdf(printJobOf({table}), console.pdfPrinter());
        if (pdf)
            ZHIBAO_CHECK(writeFile(tables / pathOf(source.id + ".pdf"), *pdf));
        else if (pdf.error().code == error::printerMissing)
            printed = false;
        else
            return tl::unexpected(pdf.error());
    }
    if (!comparison) return fail(error::tableUnknown, {{"table", "by-item-mode"}, {"expected", "by-item-mode"}}, workshop.edition->id);
    auto const summary = folder / "summary.json";
    ZHIBAO_CHECK(writeFile(summary, toText(comparison->json, 2)));
    if (!printed) console.sayPhrase("demo-no-pdf");
    console.sayPhrase("demo-done", {{"filings", std::to_string(survey.filings.size())},
                                    {"equal", std::to_string(comparison->equal)},
                                    {"cells", std::to_string(comparison->cells)},
                                    {"inbox", toText(inbox)},
                                    {"database", toText(databaseFile)},
                                    {"tables", toText(tables)},
                                    {"summary", toText(summary)}});
    return comparison->equal == comparison->cells ? ExitStatus::done : ExitStatus::answerNo;
}

struct GenerateOptions {
    unsigned units = 100;
    std::string from;
    std::string to;
    unsigned lines = 20;
    std::uint64_t seed = 1;
    std::string folder;
    std::string database;
};

/// Seals random filings into a folder; with a database, takes each quarter in and removes the files again.
Result<ExitStatus> runGenerate(Console& console, GenerateOptions const& options) {
    ZHIBAO_TRY(Quarter const from, quarterArgument(options.from, "--from"));
    ZHIBAO_TRY(Quarter const to, quarterArgument(options.to, "--to"));
    if (to < from) return fail(error::quartersReversed, {{"from", options.from}, {"to", options.to}}, "--to");
    if (options.folder.empty() == options.database.empty()) return fail(error::outputChoice, {}, "--out");
    ZHIBAO_TRY(Workshop const workshop, workshopFor(console));
    ZHIBAO_TRY(auto const library, console.library());
    ZHIBAO_TRY(SurveyData const data, console.surveyData());
    std::vector<Quarter> quarters;
    for (auto quarter = from; quarter <= to; quarter = quarter.next()) quarters.push_back(quarter);
    auto const total = std::uint64_t{options.units} * quarters.size();

    std::optional<BureauDatabase> database;
    std::filesystem::path folder = pathOf(options.folder);
    SeededRandom random{options.seed};
    std::vector<SurveyUnit> units;
    for (unsigned number = 0; number < options.units; ++number) units.push_back(exampleUnit(*workshop.edition, number, from.firstDay(), random));
    if (!options.database.empty()) {
        auto const file = pathOf(options.database);
        std::error_code problem;
        auto opened = std::filesystem::exists(file, problem) ? BureauDatabase::open(file) : BureauDatabase::create(file, endOfDayInChina(from.lastDay()));
        if (!opened) return tl::unexpected(opened.error());
        database.emplace(*std::move(opened));
        ZHIBAO_TRY(auto const registered, addUnits(*database, units, endOfDayInChina(from.lastDay()), "example"));
        static_cast<void>(registered);
        folder = file;
        folder += ".inbox";
    }
    std::vector<Surroundings> beside(units.size());
    std::vector<FileKeySigner> signers;
    for (std::size_t unit = 0; unit < units.size(); ++unit) beside[unit].registered = registeredAs(units[unit], from.lastDay());
    for (auto const& unit : units) {
        ZHIBAO_TRY(FileKeySigner signer, exampleSigner(unit.code, endOfDayInChina(from.firstDay())));
        signers.push_back(std::move(signer));
    }
    auto const progress = console.progress("generate");
    std::uint64_t done = 0;
    std::uint64_t refused = 0;
    for (auto const quarter : quarters) {
        auto const inbox = folder / pathOf(toText(quarter));
        ZHIBAO_CHECK(makeFolder(inbox));
        for (std::size_t unit = 0; unit < units.size(); ++unit) {
            ZHIBAO_TRY(Filing filing, randomFiling(*workshop.edition, *workshop.set, units[unit].code, quarter, options.lines, random));
            ZHIBAO_TRY(Bytes const package, sealExample(filing, workshop, signers[unit], quarter, beside[unit]));
            auto const file = inbox / pathOf(units[unit].code.text() + "-" + toText(quarter) + ".zbs");
            ZHIBAO_CHECK(writeFile(file, package));
            progress->advanced(++done, total, toText(file.filename()));
            if (stopOnInterrupt().stop_requested()) return fail(error::cancelled);
        }
        if (!database) continue;
        auto const arrival = afterQuarter(quarter);
        FixedClock const clock{arrival};
        IntakeOptions intake;
        intake.clock = &clock;
        intake.stop = stopOnInterrupt();
        ZHIBAO_TRY(IntakeReport const report, takeInAtBureau({inbox}, *library, data, *database, intake));
        for (auto const& refusal : report.refused) console.complain(refusal.error);
        if (report.isCancelled) return fail(error::cancelled);
        refused += report.refused.size();
        std::error_code problem;
        std::filesystem::remove_all(inbox, problem);
    }
    std::error_code problem;
    if (database) std::filesystem::remove_all(folder, problem);
    console.sayPhrase("generated", {{"filings", std::to_string(total)}, {"lines", std::to_string(options.lines)}});
    if (refused == 0) return ExitStatus::done;
    console.complainPhrase("generated-refused", {{"refused", std::to_string(refused)}});
    return ExitStatus::answerNo;
}

}  // namespace

void addExampleVerbs(CLI::App& program, Work& chosen) {
    {
        auto options = std::make_shared<DemoOptions>();
        auto* verb = program.add_subcommand("demo", "The whole chain once, on published figures and example units / 用公布数据演示全流程（样例）");
        verb->add_option("--out", options->folder, "Folder to fill / 输出文件夹")->required();
        verb->add_option("--units", options->units, "How many example units (default 600) / 样例单位数")->check(CLI::Range(1, 100'000));
        requireSeed(*verb->add_option("--seed", options->seed, "The same seed gives the same example (default 1) / 随机种子"));
        verb->footer("Example:\n  zhibao demo --out demo\nChina's trade in services, first half of 2017 (State Administration of Foreign Exchange), spread over example units.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(runDemo(console, *options)); }; });
    }
    {
        auto options = std::make_shared<GenerateOptions>();
        auto* verb = program.add_subcommand("generate", "Random example filings, for trying out loads / 生成大量样例申报");
        verb->add_option("--units", options->units, "Units / 单位数")->required()->check(CLI::Range(1, 1'000'000));
        verb->add_option("--from", options->from, "First quarter / 起始季度")->required();
        verb->add_option("--to", options->to, "Last quarter / 终止季度")->required();
        verb->add_option("--lines", options->lines, "Rows per filing (default 20) / 每份行数")->check(CLI::Range(1, 10'000));
        requireSeed(*verb->add_option("--seed", options->seed, "Seed / 随机种子"));
        verb->add_option("--out", options->folder, "Folder for sealed files / 输出文件夹");
        verb->add_option("--db", options->database, "Database to take them into / 数据库");
        verb->footer("Example:\n  zhibao generate --units 100 --from 2016Q1 --to 2017Q4 --lines 20 --seed 1 --out load\n"
                     "Exit status 1: with --db, the database refused some of the filings.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(runGenerate(console, *options)); }; });
    }
}

}  // namespace zhibao
