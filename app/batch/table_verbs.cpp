#include <memory>

#include <CLI/CLI.hpp>

#include "aggregate/convert.h"
#include "base/clock.h"
#include "base/file.h"
#include "register/credit_code.h"
#include "batch/arguments.h"
#include "batch/filings.h"
#include "batch/verbs.h"
#include "i18n/data_folder.h"
#include "output/cube.h"
#include "output/files.h"
#include "output/html.h"
#include "output/pdf.h"
#include "output/print_job.h"
#include "store/bureau_database.h"
#include "store/rates.h"
#include "store/status.h"
#include "table/form_print.h"
#include "table/summary.h"

namespace zhibao {

namespace {

struct TableArguments {
    std::string database;
    std::string table;
    std::string period;
    bool cumulative = false;
    std::string calibre = "reported";
    std::string currency;
    std::string unit;
    int depth = 0;
    std::string edition;
    std::string format;
    std::string output;
};

/// Names the option that an error is about.
Result<Table> withOption(Result<Table> table) {
    if (table) return table;
    auto const& code = table.error().code;
    if (code == error::tableUnknown) return inside("--table", std::move(table));
    if (code == error::tableCurrencyUnsupported) return inside("--currency", std::move(table));
    if (code == error::targetYearDiffers) return inside("--period", std::move(table));
    return table;
}

/// Sums of nothing look like sums of zeros. Whoever asked for them is told when no filing of the period was taken in.
Result<> sayWhetherEmpty(Console const& console, BureauDatabase const& database, Quarter period) {
    ZHIBAO_TRY(PeriodStatus const status, statusOf(database, period, SystemClock{}.now()));
    for (auto const& set : status.formSets)
        if (set.accepted + set.waiting + set.forks + set.gaps > 0) return {};
    console.complainPhrase("period-without-filings", {{"period", toText(period)}});
    return {};
}

Result<> makeTable(Console& console, TableArguments const& arguments) {
    ZHIBAO_TRY(Quarter const period, quarterArgument(arguments.period));
    TableOptions options{period, false, Calibre::reported, {}, {}, Language::chinese, 0};
    options.cumulative = arguments.cumulative;
    options.language = console.language();
    options.depth = arguments.depth;
    ZHIBAO_TRY(options.calibre, inside("--calibre", parseCalibre(arguments.calibre)));
    if (!arguments.currency.empty()) options.currency = arguments.currency;
    if (!arguments.unit.empty()) {
        ZHIBAO_TRY(options.unit, inside("--unit", parseTableUnit(arguments.unit)));
    }
    ZHIBAO_TRY(auto const edition, console.editionArgument(arguments.edition, period));
    ZHIBAO_TRY(SurveyData const data, console.surveyData());
    ZHIBAO_TRY(auto const database, BureauDatabase::open(pathOf(arguments.database), Database::Access::readOnly));
    ZHIBAO_TRY(Table const table, withOption(summaryTable(database, *edition, data.rates, arguments.table, options, SystemClock{})));
    ZHIBAO_TRY(Bytes const bytes, arguments.format == "pdf" ? toPdf(printJobOf({table}), console.pdfPrinter()) : tableAs(table, arguments.format));
    ZHIBAO_CHECK(sayWhetherEmpty(console, database, period));
    return console.hand(arguments.output, bytes);
}

struct CubeArguments {
    std::string database;
    std::string by;
    std::string period;
    bool cumulative = false;
    std::string currency;
    std::string edition;
    std::string format;
    std::string output;
};

Result<DimensionSet> dimensionsOf(std::string_view text) {
    DimensionSet dimensions;
    while (!text.empty()) {
        auto const comma = text.find(',');
        ZHIBAO_TRY(Dimension const dimension, parseDimension(text.substr(0, comma)));
        dimensions.add(dimension);
        if (comma == std::string_view::npos) break;
        text.remove_prefix(comma + 1);
    }
    return dimensions;
}

Result<> makeCube(Console& console, CubeArguments const& arguments) {
    ZHIBAO_TRY(DimensionSet const dimensions, inside("--by", dimensionsOf(arguments.by)));
    ZHIBAO_TRY(Quarter const last, quarterArgument(arguments.period));
    auto const first = arguments.cumulative ? last.yearToDate().front() : last;
    ZHIBAO_TRY(auto const edition, console.editionArgument(arguments.edition, last));
    ZHIBAO_TRY(auto const database, BureauDatabase::open(pathOf(arguments.database), Database::Access::readOnly));
    ZHIBAO_TRY(Cube const cube, cubeOf(database, *edition, CubeShape{dimensions, true, Measure::amount}, first, last));
    std::optional<Converter> converter;
    ZHIBAO_TRY(SurveyData const data, console.surveyData());
    if (!arguments.currency.empty()) {
        auto const* currencies = edition->findList("currencies");
        if (currencies == nullptr) return fail(error::listUnknown, {{"list", "currencies"}}, edition->id);
        if (currencies->find(arguments.currency) == nullptr)
            return fail(error::codeUnknown, {{"code", arguments.currency}, {"list", currencies->title().in(console.language())}}, "--currency");
        ZHIBAO_TRY(RateTable const rates, bureauRates(database, data.rates));
        converter.emplace(rates, arguments.currency);
    }
    ZHIBAO_CHECK(sayWhetherEmpty(console, database, last));
    auto const* conversion = converter ? &*converter : nullptr;
    return console.hand(arguments.output, arguments.format == "csv" ? toCsv(cube, conversion) : toJsonBytes(cube, conversion));
}

struct PrintArguments {
    std::string filing;
    std::string blank;  // a form to be printed empty instead, or the id of a set
    std::string edition;
    std::string unitName;
    std::string form;  // one of the filing's, where not all are to be printed
    bool definitions = false;
    std::string format;
    std::string output;
};

Result<> writePrint(Console& console, PrintArguments const& arguments, std::vector<Table> const& tables) {
    auto const job = printJobOf(tables);
    ZHIBAO_TRY(Bytes const bytes, arguments.format == "pdf" ? toPdf(job, console.pdfPrinter()) : Result<Bytes>{toHtml(tables)});
    return console.hand(arguments.output, bytes);
}

/// Empty forms, to be filled in by hand.
Result<> printBlank(Console& console, PrintArguments const& arguments) {
    ZHIBAO_TRY(auto const edition, console.editionArgument(arguments.edition));
    RateTable const rates;
    FormPrintContext const context{*edition, rates, console.language(), {}, {}, {}, false};
    std::vector<std::string> forms{arguments.blank};
    if (auto const* set = edition->findFormSet(arguments.blank)) forms = set->forms;
    std::vector<Table> tables;
    for (auto const& id : forms) {
        auto const* form = edition->findForm(id);
        if (form == nullptr) return fail(error::formUnknown, {{"form", id}}, "--blank");
        ZHIBAO_TRY(auto ofForm, printBlankForm(*form, context));
        for (auto& table : ofForm) tables.push_back(std::move(table));
    }
    return writePrint(console, arguments, tables);
}

/// The official print of a filing's forms.
Result<> printForms(Console& console, PrintArguments const& arguments) {
    if (!arguments.blank.empty()) return printBlank(console, arguments);
    if (arguments.filing.empty()) return fail(error::optionMissing, {{"option", "filing"}}, "zhibao print");
    ZHIBAO_TRY(LoadedFiling const loaded, loadFiling(console, arguments.filing));
    ZHIBAO_TRY(SurveyData const data, console.surveyData());
    FormPrintContext context{*loaded.edition, data.rates, console.language(), arguments.unitName, {}, {}, false, arguments.definitions};
    if (auto const unit = UnitCode::parse(loaded.filing.header.unit)) context.dataAreExamples = isExampleCode(*unit);
    auto const* only = arguments.form.empty() ? nullptr : loaded.edition->findForm(arguments.form);
    if (!arguments.form.empty() && (only == nullptr || loaded.filing.findForm(arguments.form) == nullptr)) return fail(error::formUnknown, {{"form", arguments.form}}, "--form");
    ZHIBAO_TRY(auto const tables, inside(arguments.filing, only == nullptr ? printFiling(loaded.filing, context) : printForm(*only, loaded.filing, context)));
    return writePrint(console, arguments, tables);
}

}  // namespace

void addTableVerbs(CLI::App& program, Work& chosen) {
    {
        auto options = std::make_shared<TableArguments>();
        auto* verb = program.add_subcommand("table", "Make a summary table / 生成汇总表");
        addDatabaseOption(*verb, options->database);
        verb->add_option("--table", options->table, "Table: by-sector, by-item-mode or target / 汇总表")->required();
        verb->add_option("--period", options->period, "Quarter, such as 2017Q2 / 报告期")->required();
        verb->add_flag("--cumulative", options->cumulative, "From January to the end of the quarter / 累计");
        verb->add_option("--calibre", options->calibre, "reported, with-departmental or with-mode3 / 口径");
        verb->add_option("--currency", options->currency, "USD or CNY / 币种");
        verb->add_option("--unit", options->unit, "1, 10000 or 100000000 / 计量单位");
        verb->add_option("--depth", options->depth, "How deep items are listed, 1 (main items) to 9; 0 as the table says / 分类层级")->check(CLI::Range(0, 9));
        verb->add_option("--edition", options->edition, "Survey edition / 制度版本");
        verb->add_option("--format", options->format, "json, csv, html, xlsx or pdf / 格式")->required()->check(CLI::IsMember({"json", "csv", "html", "xlsx", "pdf"}));
        verb->add_option("-o,--output", options->output, "File to write / 输出文件")->required();
        verb->footer("Example:\n  zhibao table --db bureau.db --table by-sector --period 2017Q2 --cumulative --currency USD --unit 10000 --format pdf -o sectors.pdf");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(makeTable(console, *options)); }; });
    }
    {
        auto options = std::make_shared<CubeArguments>();
        auto* verb = program.add_subcommand("cube", "Exact sums by any dimensions, unrounded and in their own currencies / 精确合计");
        addDatabaseOption(*verb, options->database);
        verb->add_option("--by", options->by, "period,sector,item,mode,flow,partner,district,platform,industry,outsourcing,liangjiang,currency / 维度")->required();
        verb->add_option("--period", options->period, "Quarter / 报告期")->required();
        verb->add_flag("--cumulative", options->cumulative, "From January to the end of the quarter / 累计");
        verb->add_option("--currency", options->currency, "Show each amount in this currency beside its own / 折算币种");
        verb->add_option("--edition", options->edition, "Survey edition / 制度版本");
        verb->add_option("--format", options->format, "csv or json / 格式")->required()->check(CLI::IsMember({"csv", "json"}));
        verb->add_option("-o,--output", options->output, "File to write, - for standard output / 输出文件")->required();
        verb->footer("Example:\n  zhibao cube --db bureau.db --by flow,item,mode --period 2017Q1 --format csv -o -");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(makeCube(console, *options)); }; });
    }
    {
        auto options = std::make_shared<PrintArguments>();
        auto* verb = program.add_subcommand("print", "The official print of a filing's forms / 打印申报表");
        auto* filing = verb->add_option("filing", options->filing, "Filing / 申报文件");
        auto* blank = verb->add_option("--blank", options->blank, "A form or form set to print empty instead / 打印空白表")->excludes(filing);
        verb->add_option("--edition", options->edition, "Survey edition of the blank form / 制度版本")->needs(blank);
        verb->add_option("--form", options->form, "Only this form of the filing / 只打印此表")->excludes(blank);
        verb->add_option("--unit-name", options->unitName, "Name of the unit, where the filing does not say it / 单位详细名称")->excludes(blank);
        verb->add_flag("--definitions", options->definitions, "Add what the terms mean / 附指标解释");
        verb->add_option("--format", options->format, "html or pdf / 格式")->required()->check(CLI::IsMember({"html", "pdf"}));
        verb->add_option("-o,--output", options->output, "File to write / 输出文件")->required();
        verb->footer("Example:\n  zhibao print filing.json --format pdf -o filing.pdf\n  zhibao print --blank quarterly --format pdf -o forms.pdf");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(printForms(console, *options)); }; });
    }
}

}  // namespace zhibao
