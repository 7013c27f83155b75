#include <CLI/CLI.hpp>

#include "answers/filing.h"
#include "answers/template.h"
#include "base/file.h"
#include "batch/filings.h"
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

ExitStatus makeNew(Console& console, NewOptions const& options) {
    auto const edition = console.edition(options.edition);
    if (!edition) return console.failWith(edition.error());
    auto const* set = (*edition)->findFormSet(options.set);
    if (set == nullptr) return console.failWith(Error{error::formSetUnknown, {"--set"}, {{"set", options.set}}});
    auto const unit = inside("--unit", UnitCode::parse(options.unit));
    if (!unit) return console.failWith(unit.error());
    auto const period = inside("--period", parsePeriod(options.period));
    if (!period) return console.failWith(period.error());
    auto const filing = newFiling(**edition, *set, unit->text(), toText(*period));
    auto const written = console.write(options.output, toText(toJson(filing, **edition), 2));
    return written ? ExitStatus::done : console.failWith(written.error());
}

ExitStatus makeTemplate(Console& console, NewOptions const& options) {
    auto const edition = console.edition(options.edition);
    if (!edition) return console.failWith(edition.error());
    auto const* set = (*edition)->findFormSet(options.set);
    if (set == nullptr) return console.failWith(Error{error::formSetUnknown, {"--set"}, {{"set", options.set}}});
    auto const bytes = writeTemplate(**edition, *set, options.unit, options.period, console.language());
    if (!bytes) return console.failWith(bytes.error());
    auto const written = console.write(options.output, *bytes);
    return written ? ExitStatus::done : console.failWith(written.error());
}

struct FillOptions {
    std::string templateFile;
    std::string output;
};

ExitStatus fillFromTemplate(Console& console, FillOptions const& options) {
    auto const editions = console.library();
    if (!editions) return console.failWith(editions.error());
    auto const bytes = console.read(options.templateFile);
    if (!bytes) return console.failWith(bytes.error());
    auto const reading = inside(options.templateFile, readTemplate(*bytes, **editions));
    if (!reading) return console.failWith(reading.error());
    for (auto const& problem : reading->problems) console.complain(problem.inside(options.templateFile));
    if (!reading->problems.empty()) return ExitStatus::inputWrong;
    auto const edition = (*editions)->find(reading->filing.header.edition);
    if (!edition) return console.failWith(edition.error());
    auto const written = console.write(options.output, toText(toJson(reading->filing, **edition), 2));
    return written ? ExitStatus::done : console.failWith(written.error());
}

struct CheckOptions {
    std::string filing;
    std::string format = "text";
};

ExitStatus checkFiling(Console& console, CheckOptions const& options) {
    auto const loaded = loadFiling(console, options.filing);
    if (!loaded) return console.failWith(loaded.error());
    auto const judgement = judge(loaded->filing, *loaded->edition);
    if (!judgement) return console.failWith(judgement.error());
    if (options.format == "json")
        console.say(toText(judgementJson(*judgement, *loaded->edition, console.language()), 2));
    else
        for (auto const& line : judgementLines(*judgement, *loaded->edition, console.language())) console.say(line);
    if (judgement->mayBeSealed && options.format == "text") console.sayPhrase("check-may-be-sealed");
    return judgement->hasErrors ? ExitStatus::answerNo : ExitStatus::done;
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
        verb->footer("Example:\n  zhibao new --set quarterly --unit 91999999000000001X --period 2017Q1 -o filing.json");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return makeNew(console, *options); }; });
    }
    {
        auto options = std::make_shared<NewOptions>();
        auto* verb = program.add_subcommand("template", "Write an XLSX template to be filled in with a spreadsheet / 生成填报模板");
        verb->add_option("--set", options->set, "Form set / 报表任务")->required();
        verb->add_option("--unit", options->unit, "Unified social credit code / 统一社会信用代码");
        verb->add_option("--period", options->period, "Period / 报告期");
        verb->add_option("--edition", options->edition, "Survey edition / 制度版本");
        verb->add_option("-o,--output", options->output, "XLSX file to write / 输出文件")->required();
        verb->footer("Example:\n  zhibao template --set quarterly --unit 91999999000000001X --period 2017Q1 -o form.xlsx");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return makeTemplate(console, *options); }; });
    }
    {
        auto options = std::make_shared<FillOptions>();
        auto* verb = program.add_subcommand("fill", "Turn a filled-in template into a filing / 由模板生成申报");
        verb->add_option("template", options->templateFile, "XLSX template / 模板文件")->required();
        verb->add_option("-o,--output", options->output, "Filing to write / 输出文件")->required();
        verb->footer("Example:\n  zhibao fill form.xlsx -o filing.json\nEvery cell that cannot be taken is named; with one such cell nothing is written.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return fillFromTemplate(console, *options); }; });
    }
    {
        auto options = std::make_shared<CheckOptions>();
        auto* verb = program.add_subcommand("check", "Judge a filing by the rules of its edition / 审核申报");
        verb->add_option("filing", options->filing, "Filing, - for standard input / 申报文件")->required();
        verb->add_option("--format", options->format, "text or json / 输出格式")->check(CLI::IsMember({"json", "text"}));
        verb->footer("Example:\n  zhibao check filing.json --format json\nExit status 1: there are findings of level error.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return checkFiling(console, *options); }; });
    }
}

}  // namespace zhibao
