#include <memory>
#include <set>

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "base/csv.h"
#include "base/file.h"
#include "base/json.h"
#include "batch/arguments.h"
#include "batch/verbs.h"
#include "calendar/rate_basis.h"
#include "store/bureau_database.h"
#include "store/rates.h"

namespace zhibao {

namespace {

constexpr std::string_view actor = "bureau";

struct RatesOptions {
    std::string database;
    std::string file;
    std::string period;
    std::string source;
    std::string enteredBy;
    std::string status = "draft";
    std::string reason;
    std::vector<std::string> confirmed;
    bool history = false;
    std::string format = "csv";
};

Result<ExitStatus> importFile(Console& console, RatesOptions const& options) {
    auto const now = SystemClock{}.now();
    // The status was checked with the arguments.
    RateDefaults const defaults{options.source, options.enteredBy, dayInChina(now), rateStatusNamed(options.status).value_or(RateStatus::draft)};
    ZHIBAO_TRY(Bytes const csv, console.read(options.file));
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(options.database)));
    ZHIBAO_TRY(auto const edition, console.edition());
    ZHIBAO_TRY(SurveyData const data, console.surveyData());
    RateExpectations const expectations{edition->findList("currencies"), &data.rates};
    ZHIBAO_TRY(RateImport const import, inside(options.file, importRates(database, csv, defaults, now, actor, expectations)));
    for (auto const& problem : import.problems) console.complain(problem.inside(options.file));
    if (!import.problems.empty()) return ExitStatus::inputWrong;
    console.sayPhrase("rates-imported", {{"added", std::to_string(import.added)}, {"changed", std::to_string(import.changed)}, {"unchanged", std::to_string(import.unchanged)}});
    return ExitStatus::done;
}

Result<> freezeQuarter(Console& console, RatesOptions const& options) {
    ZHIBAO_TRY(Quarter const quarter, quarterArgument(options.period));
    ZHIBAO_TRY(SurveyData const data, console.surveyData());
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(options.database)));
    std::set<std::string> const confirmed{options.confirmed.begin(), options.confirmed.end()};
    ZHIBAO_TRY(FrozenRates const frozen, inside("--period", freezeRates(database, quarter, data.rates, SystemClock{}.now(), actor, confirmed)));
    ErrorArguments const counts{{"period", toText(quarter)}, {"official", std::to_string(frozen.official)}, {"drafts", std::to_string(frozen.drafts)}};
    console.sayPhrase("rates-now-frozen", counts);
    if (frozen.drafts > 0) console.sayPhrase("rates-drafts-frozen", counts);
    return {};
}

Result<> reopenQuarter(Console& console, RatesOptions const& options) {
    ZHIBAO_TRY(Quarter const quarter, quarterArgument(options.period));
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(options.database)));
    auto const reopened = reopenRates(database, quarter, options.reason, SystemClock{}.now(), actor);
    if (!reopened) return inside(reopened.error().code == error::ratesReasonMissing ? "--reason" : "--period", reopened);
    console.sayPhrase("rates-now-reopened", {{"period", toText(quarter)}});
    return {};
}

/// What a line of the list says, in the order of its headings.
using Fields = std::vector<std::pair<std::string, std::string>>;

Fields fieldsOf(Quarter quarter, std::string const& currency, Rate const& rate, Language language) {
    return {{"quarter", toText(quarter)},      {"currency", currency},      {"units_per_usd", rateText(rate.unitsPerDollar)}, {"exact", exactText(rate.unitsPerDollar)},
            {"status", std::string{nameOf(rate.status)}}, {"source", rate.source}, {"entered_by", rate.enteredBy},
            {"entered_on", rate.enteredOn ? toText(*rate.enteredOn) : ""}, {"basis", halvesOfBasis(rate.basis).in(language)}};
}

Result<> listRates(Console& console, RatesOptions const& options) {
    std::optional<Quarter> quarter;
    if (!options.period.empty()) {
        ZHIBAO_TRY(quarter, quarterArgument(options.period));
    }
    std::vector<Fields> lines;
    std::optional<BureauDatabase> database;
    if (!options.database.empty()) {
        ZHIBAO_TRY(auto opened, BureauDatabase::open(pathOf(options.database), Database::Access::readOnly));
        database.emplace(std::move(opened));
    }
    if (options.history && database) {
        ZHIBAO_TRY(auto const entries, rateHistory(*database, quarter));
        for (auto const& entry : entries) {
            auto fields = fieldsOf(entry.quarter, entry.currency, entry.rate, console.language());
            fields.emplace_back("event", std::to_string(entry.event));
            fields.emplace_back("at", chinaTimeText(entry.moment));
            fields.emplace_back("in_force", entry.isInForce ? "yes" : "no");
            lines.push_back(std::move(fields));
        }
    } else {
        ZHIBAO_TRY(SurveyData const data, console.surveyData());
        RateTable rates = data.rates;
        if (database) {
            ZHIBAO_TRY(rates, bureauRates(*database, data.rates));
        }
        for (auto const& [key, rate] : rates.all())
            if (!quarter || key.first == *quarter) lines.push_back(fieldsOf(key.first, key.second, rate, console.language()));
    }
    if (options.format == "json") {
        JsonValue::Array array;
        for (auto const& fields : lines) {
            JsonValue::Object object;
            for (auto const& [name, value] : fields) object.emplace_back(name, value);
            array.push_back(std::move(object));
        }
        console.say(toText(JsonValue{JsonValue::Object{{"rates", std::move(array)}}}, 2));
        return {};
    }
    if (options.format == "text") {
        for (auto const& fields : lines) {
            ErrorArguments arguments{fields.begin(), fields.end()};
            console.sayPhrase("rates-line", arguments);
        }
        return {};
    }
    CsvWriter csv;
    std::vector<std::string> headings;
    Fields const header = lines.empty() ? fieldsOf(*Quarter::parse("2017Q1"), {}, {}, console.language()) : lines.front();
    for (auto const& [name, value] : header) headings.push_back(name);
    csv.row(headings);
    for (auto const& fields : lines) {
        std::vector<std::string> values;
        for (auto const& [name, value] : fields) values.push_back(value);
        csv.row(values);
    }
    return console.write("-", csv.text());
}

}  // namespace

void addRatesVerbs(CLI::App& program, Work& chosen) {
    auto* group = program.add_subcommand("rates", "Rates of exchange / 汇率");
    group->require_subcommand(1);
    {
        auto options = std::make_shared<RatesOptions>();
        auto* verb = group->add_subcommand("import", "Enter rates from a CSV file / 录入汇率");
        addDatabaseOption(*verb, options->database);
        verb->add_option("file", options->file, "CSV: quarter or month, currency, units_per_usd, … / 汇率文件")->required();
        verb->add_option("--source", options->source, "Who published them, where the file does not say / 来源");
        verb->add_option("--entered-by", options->enteredBy, "Who enters them / 录入人");
        verb->add_option("--status", options->status, "draft or official, where the file does not say / 状态")->check(CLI::IsMember({"draft", "official"}));
        verb->footer(
            "Example:\n  zhibao rates import --db bureau.db rates.csv --source 中国外汇交易中心 --entered-by 样例甲 --status official\n"
            "The column units_per_usd counts units of the currency for one US dollar. With the column month (2017-01) a quarter's rate is the\n"
            "simple mean of its three months, as an exact fraction that is not rounded. Every bad line is named; with one nothing is taken.\n"
            "In the place of units_per_usd a file may have rate and quotation, as the central parity is published:\n"
            "  quarter,currency,rate,quotation\n  2017Q1,USD,688.55,cny-per-100\n  2017Q1,EUR,733.03,cny-per-100\n  2017Q1,KRW,16702,units-per-100-cny\n"
            "The line of USD gives the rate of CNY, and the others are converted by it, exactly.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(importFile(console, *options)); }; });
    }
    {
        auto options = std::make_shared<RatesOptions>();
        auto* verb = group->add_subcommand("list", "The rates in force, or their history / 列出汇率");
        verb->add_option("--db", options->database, "Database of the bureau; without it, the starter rates / 数据库");
        verb->add_option("--period", options->period, "One quarter only / 报告期");
        verb->add_flag("--history", options->history, "All rates the bureau ever entered, with when and by whom / 历史");
        verb->add_option("--format", options->format, "csv (when not given), json or text / 格式")->check(CLI::IsMember({"csv", "json", "text"}));
        verb->footer("Example:\n  zhibao rates list --db bureau.db --period 2017Q1 --history");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(listRates(console, *options)); }; });
    }
    {
        auto options = std::make_shared<RatesOptions>();
        auto* verb = group->add_subcommand("freeze", "Close a quarter's rates for good / 冻结一个季度的汇率");
        addDatabaseOption(*verb, options->database);
        verb->add_option("--period", options->period, "Quarter / 报告期")->required();
        verb->add_option("--confirm", options->confirmed, "A currency whose rate did change by more than half / 汇率确有大幅变动的币种")->allow_extra_args(false);
        verb->footer("Example:\n  zhibao rates freeze --db bureau.db --period 2017Q1\nTotals of the quarter are converted by these rates from then on; only zhibao rates reopen lets them be changed.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(freezeQuarter(console, *options)); }; });
    }
    {
        auto options = std::make_shared<RatesOptions>();
        auto* verb = group->add_subcommand("reopen", "Let a frozen quarter's rates be corrected / 重新开放已冻结的汇率");
        addDatabaseOption(*verb, options->database);
        verb->add_option("--period", options->period, "Quarter / 报告期")->required();
        verb->add_option("--reason", options->reason, "Why, kept in the event log / 理由")->required();
        verb->footer("Example:\n  zhibao rates reopen --db bureau.db --period 2017Q1 --reason \"the rate of CNY was entered per hundred dollars\"\n"
                     "The rates are drafts until they are frozen again. The event log keeps what was frozen before, and why it was not kept.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(reopenQuarter(console, *options)); }; });
    }
}

}  // namespace zhibao
