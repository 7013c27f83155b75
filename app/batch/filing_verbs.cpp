#include <CLI/CLI.hpp>

#include "answers/filing.h"
#include "answers/template.h"
#include "base/file.h"
#include "calendar/validity.h"
#include "register/credit_code.h"
#include "batch/filings.h"
#include "batch/surroundings.h"
#include "batch/verbs.h"
#include "i18n/sentences.h"

namespace zhibao {

namespace {

struct NewOptions {
    std::string set;
    std::string unit;
    std::string period;
    std::string edition;
    std::string output;
};

Result<> makeNew(Console& console, NewOptions const& options) {
    ZHIBAO_TRY(auto const edition, console.edition(options.edition));
    auto const* set = edition->findFormSet(options.set);
    if (set == nullptr) return fail(error::formSetUnknown, {{"set", options.set}}, "--set");
    ZHIBAO_TRY(UnitCode const unit, inside("--unit", UnitCode::parse(options.unit)));
    ZHIBAO_TRY(Period const period, inside("--period", parsePeriod(options.period)));
    ZHIBAO_CHECK(checkValidity(*edition, *set, period));
    return console.write(options.output, toText(toJson(newFiling(*edition, *set, unit.text(), toText(period)), *edition), 2));
}

Result<> makeTemplate(Console& console, NewOptions const& options) {
    ZHIBAO_TRY(auto const edition, console.edition(options.edition));
    TemplateOptions templateOptions;
    templateOptions.language = console.language();
    if (!options.unit.empty()) {
        ZHIBAO_TRY(UnitCode const unit, inside("--unit", UnitCode::parse(options.unit)));
        templateOptions.unit = unit.text();
    }
    if (!options.period.empty()) {
        ZHIBAO_TRY(Period const period, inside("--period", parsePeriod(options.period)));
        templateOptions.period = toText(period);
        if (auto const* set = edition->findFormSet(options.set)) ZHIBAO_CHECK(checkValidity(*edition, *set, period));
    }
    ZHIBAO_TRY(Bytes const bytes, writeTemplate(*edition, options.set, templateOptions));
    return console.write(options.output, bytes);
}

struct FillOptions {
    std::string templateFile;
    std::string output;
};

Result<ExitStatus> fillFromTemplate(Console& console, FillOptions const& options) {
    ZHIBAO_TRY(auto const library, console.library());
    ZHIBAO_TRY(Bytes const bytes, console.read(options.templateFile));
    ZHIBAO_TRY(TemplateReading const reading, inside(options.templateFile, readTemplate(bytes, *library)));
    for (auto const& problem : reading.problems) console.complain(problem.inside(options.templateFile));
    if (!reading.filing) return ExitStatus::inputWrong;
    ZHIBAO_TRY(auto const edition, library->find(reading.filing->header.edition));
    ZHIBAO_CHECK(console.write(options.output, toText(toJson(*reading.filing, *edition), 2)));
    return ExitStatus::done;
}

struct CheckOptions {
    std::string filing;
    std::string format = "text";
    std::string place = "enterprise";
    std::string registeredName;
    SurroundingOptions beside;
};

Result<ExitStatus> checkFiling(Console& console, CheckOptions const& options) {
    ZHIBAO_TRY(LoadedFiling const loaded, loadFiling(console, options.filing));
    ZHIBAO_TRY(LoadedSurroundings beside, loadSurroundings(console, loaded, options.beside));
    if (!options.registeredName.empty()) beside.surroundings.registered = RegisteredUnit{options.registeredName, {}, {}, {}};
    auto const place = options.place == "bureau" ? RunsAt::bureau : RunsAt::enterprise;
    ZHIBAO_TRY(Judgement const judgement, judge(loaded.filing, *loaded.edition, place, beside.surroundings));
    if (options.format == "json") {
        console.say(toText(judgementJson(judgement, console.language()), 2));
    } else {
        for (auto const& line : judgementLines(judgement, *loaded.edition, console.language())) console.say(line);
        console.sayPhrase(judgement.blocksSealing() ? "check-blocks-sealing" : "check-may-be-sealed");
    }
    return judgement.hasErrors() ? ExitStatus::answerNo : ExitStatus::done;
}

}  // namespace

void addFilingVerbs(CLI::App& program, Work& chosen) {
    {
        auto options = std::make_shared<NewOptions>();
        auto* verb = program.add_subcommand("new", "Write an empty filing / 生成空白申报");
        verb->add_option("--set", options->set, "Form set: quarterly or profile / 报表任务")->required();
        verb->add_option("--unit", options->unit, "Unified social credit code / 统一社会信用代码")->required();
        verb->add_option("--period", options->period, "Period, such as 2017Q1 / 报告期")->required();
        verb->add_option("--edition", options->edition, "Survey edition (default: the newest) / 制度版本");
        verb->add_option("-o,--output", options->output, "File to write, - for standard output / 输出文件")->required();
        verb->footer("Example:\n  zhibao new --set quarterly --unit 91999999000000019D --period 2017Q1 -o filing.json");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(makeNew(console, *options)); }; });
    }
    {
        auto options = std::make_shared<NewOptions>();
        auto* verb = program.add_subcommand("template", "Write an XLSX template to be filled in with a spreadsheet / 生成填报模板");
        verb->add_option("--set", options->set, "Form set / 报表任务")->required();
        verb->add_option("--unit", options->unit, "Unified social credit code / 统一社会信用代码");
        verb->add_option("--period", options->period, "Period / 报告期");
        verb->add_option("--edition", options->edition, "Survey edition / 制度版本");
        verb->add_option("-o,--output", options->output, "XLSX file to write / 输出文件")->required();
        verb->footer("Example:\n  zhibao template --set quarterly --unit 91999999000000019D --period 2017Q1 -o form.xlsx");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(makeTemplate(console, *options)); }; });
    }
    {
        auto options = std::make_shared<FillOptions>();
        auto* verb = program.add_subcommand("fill", "Turn a filled-in template into a filing / 由模板生成申报");
        verb->add_option("template", options->templateFile, "XLSX template / 模板文件")->required();
        verb->add_option("-o,--output", options->output, "Filing to write / 输出文件")->required();
        verb->footer("Example:\n  zhibao fill form.xlsx -o filing.json\nEvery cell that cannot be taken is named; with one such cell nothing is written.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(fillFromTemplate(console, *options)); }; });
    }
    {
        auto options = std::make_shared<CheckOptions>();
        auto* verb = program.add_subcommand("check", "Judge a filing by the rules of its edition / 审核申报");
        verb->add_option("filing", options->filing, "Filing, - for standard input / 申报文件")->required();
        verb->add_option("--format", options->format, "text or json / 输出格式")->check(CLI::IsMember({"json", "text"}));
        verb->add_option("--at", options->place, "enterprise or bureau: whose rules (default: enterprise) / 企业端或统计机构端")->check(CLI::IsMember({"enterprise", "bureau"}));
        verb->add_option("--registered-name", options->registeredName, "The unit's name in the bureau's register / 名录中的单位名称");
        addSurroundingOptions(*verb, options->beside);
        verb->footer(
            "Example:\n  zhibao check filing.json --previous last-quarter.json --last-year last-year.json --profile profile.json --format json\n"
            "What is not given is not compared with. Exit status 1: there are findings of level error.\n"
            "zhibao rules list names all checks.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(checkFiling(console, *options)); }; });
    }
}

}  // namespace zhibao
