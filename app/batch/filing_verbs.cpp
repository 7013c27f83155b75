#include <optional>

#include <CLI/CLI.hpp>

#include "answers/filing.h"
#include "answers/problem_words.h"
#include "answers/template.h"
#include "base/file.h"
#include "base/text.h"
#include "calendar/validity.h"
#include "register/credit_code.h"
#include "batch/arguments.h"
#include "batch/filings.h"
#include "batch/packages.h"
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
    std::optional<std::string> zeroReason;
    std::string corrected;
    std::string withdrawn;
    std::optional<std::string> reason;
    bool isLate = false;
    std::string output;
};

struct MadeFiling {
    std::shared_ptr<Edition const> edition;
    Filing filing;
};

Result<MadeFiling> emptyFiling(Console& console, NewOptions const& options) {
    ZHIBAO_TRY(UnitCode const unit, inside("--unit", UnitCode::parse(options.unit)));
    ZHIBAO_TRY(Period const period, periodArgument(options.period));
    ZHIBAO_TRY(auto edition, console.editionArgument(options.edition, period, options.set));
    ZHIBAO_TRY(auto const* set, formSetArgument(*edition, options.set));
    ZHIBAO_CHECK(inside("--period", checkPeriodOfSet(*set, period)));
    ZHIBAO_CHECK(inside("--period", checkValidity(*edition, *set, period)));
    auto filing = newFiling(*edition, *set, unit.text(), toText(period));
    return MadeFiling{std::move(edition), std::move(filing)};
}

/// The next version of what was sealed: its answers again, or nothing when it is taken back.
Result<MadeFiling> nextVersion(Console& console, std::string const& file, bool withdraws) {
    ZHIBAO_TRY(Bytes const bytes, console.read(file));
    ZHIBAO_TRY(OpenedPackage const package, inside(file, openSealedFile(bytes)));
    ZHIBAO_TRY(auto edition, inside(file, console.edition(package.header.edition)));
    ZHIBAO_TRY(Filing filing, inside(file, readPackagedFiling(package, *edition)));
    auto next = withdraws ? withdrawalOf(std::move(filing), package.identity) : correctionOf(std::move(filing), package.identity);
    return MadeFiling{std::move(edition), std::move(next)};
}

/// A reason that is given says something, and belongs to a version that has one.
Result<> checkReasons(NewOptions const& options) {
    for (auto const& [name, value] : {std::pair{"--zero", &options.zeroReason}, {"--reason", &options.reason}})
        if (*value && trimmed(**value).empty()) return fail(error::reasonBlank, {}, name);
    if (options.reason && options.corrected.empty() && options.withdrawn.empty() && !options.isLate) return fail(error::reasonWithoutVersion, {}, "--reason");
    return {};
}

Result<ExitStatus> makeNew(Console& console, NewOptions const& options) {
    ZHIBAO_CHECK(checkReasons(options));
    bool const withdraws = !options.withdrawn.empty();
    if (options.corrected.empty() && !withdraws) {
        bool isComplete = true;
        for (auto const& [name, value] : {std::pair{"--set", options.set}, {"--unit", options.unit}, {"--period", options.period}}) {
            if (!value.empty()) continue;
            console.complain(Error{error::optionMissing, {"zhibao new"}, {{"option", name}}});
            isComplete = false;
        }
        if (!isComplete) return ExitStatus::inputWrong;
    }
    ZHIBAO_TRY(MadeFiling made, withdraws                   ? nextVersion(console, options.withdrawn, true)
                                : options.corrected.empty() ? emptyFiling(console, options)
                                                            : nextVersion(console, options.corrected, false));
    if (options.isLate) made.filing.header.kind = FilingKind::late;
    made.filing.header.reason = options.reason.value_or("");
    if (options.zeroReason) {
        made.filing.header.zero = true;
        made.filing.header.zeroReason = *options.zeroReason;
        // A zero filing has no rows; in a correction they are what is taken back.
        for (auto& form : made.filing.forms)
            if (auto const* asked = made.edition->findForm(form.form); asked != nullptr && asked->kind == FormKind::rows) form.rows.clear();
        made.filing.explanations.clear();
    }
    ZHIBAO_CHECK(console.hand(options.output, toText(toJson(made.filing, *made.edition), 2)));
    return ExitStatus::done;
}

Result<> makeTemplate(Console& console, NewOptions const& options) {
    std::optional<Period> period;
    if (!options.period.empty()) {
        ZHIBAO_TRY(period, periodArgument(options.period));
    }
    ZHIBAO_TRY(auto const edition, period ? console.editionArgument(options.edition, *period, options.set) : console.editionArgument(options.edition));
    ZHIBAO_TRY(auto const* set, formSetArgument(*edition, options.set));
    TemplateOptions templateOptions;
    templateOptions.language = console.language();
    if (!options.unit.empty()) {
        ZHIBAO_TRY(UnitCode const unit, inside("--unit", UnitCode::parse(options.unit)));
        templateOptions.unit = unit.text();
    }
    if (period) {
        templateOptions.period = toText(*period);
        ZHIBAO_CHECK(inside("--period", checkPeriodOfSet(*set, *period)));
        ZHIBAO_CHECK(inside("--period", checkValidity(*edition, *set, *period)));
    }
    ZHIBAO_TRY(Bytes const bytes, writeTemplate(*edition, options.set, templateOptions));
    return console.hand(options.output, bytes);
}

struct FillOptions {
    std::string templateFile;
    std::string output;
};

Result<ExitStatus> fillFromTemplate(Console& console, FillOptions const& options) {
    ZHIBAO_TRY(auto const library, console.library());
    ZHIBAO_TRY(Bytes const bytes, console.read(options.templateFile));
    ZHIBAO_TRY(TemplateReading const reading, inside(options.templateFile, readTemplate(bytes, *library)));
    for (auto const& problem : reading.problems) console.complain(worded(problem, {}, *reading.edition, console.language()).inside(options.templateFile));
    if (!reading.filing) return ExitStatus::inputWrong;
    ZHIBAO_CHECK(console.hand(options.output, toText(toJson(*reading.filing, *reading.edition), 2)));
    return ExitStatus::done;
}

struct CheckOptions {
    std::string filing;
    std::string format = "text";
    std::string place = "enterprise";
    std::string registeredName;
    SurroundingOptions beside;
};

/// A filing that is late is taken in all the same; whoever checks one wants to know.
void sayWhetherLate(Console const& console, LoadedFiling const& loaded, LoadedSurroundings const& beside) {
    auto const period = parsePeriod(loaded.filing.header.period);
    auto const* set = loaded.edition->findFormSet(loaded.filing.header.formSet);
    if (!period || set == nullptr || !beside.data || !beside.surroundings.today) return;
    auto const window = beside.data->schedule.window(*set, *period);
    if (!window) return;
    auto const last = dayInChina(window->deadline);
    auto const today = *beside.surroundings.today;
    if (today > last) console.sayPhrase("check-late", {{"deadline", toText(last)}, {"today", toText(today)}, {"days", std::to_string((today - last).days())}});
}

Result<ExitStatus> checkFiling(Console& console, CheckOptions const& options) {
    ZHIBAO_TRY(LoadedFiling const loaded, loadFiling(console, options.filing));
    ZHIBAO_TRY(LoadedSurroundings beside, loadSurroundings(console, loaded, options.beside));
    if (!options.registeredName.empty()) beside.surroundings.registered = RegisteredUnit{options.registeredName, {}, {}, {}};
    auto const place = options.place == "bureau" ? RunsAt::bureau : RunsAt::enterprise;
    ZHIBAO_TRY(EditionRules const rules, EditionRules::compile(*loaded.edition));
    auto const judgement = judge(loaded.filing, *loaded.edition, rules, place, beside.surroundings);
    if (options.format == "json") {
        console.say(toText(judgementJson(judgement, *loaded.edition, console.language()), 2));
    } else {
        for (auto const& line : judgementLines(judgement, *loaded.edition, rules, console.language())) console.say(line);
        auto const outcome = std::string{place == RunsAt::bureau ? "bureau-" : "unit-"} + (judgement.blocksSealing() ? "blocked" : "free");
        sayWhetherLate(console, loaded, beside);
        console.say(phrase("check-" + outcome, countsOf(judgement), console.language()));
    }
    return judgement.hasErrors() ? ExitStatus::answerNo : ExitStatus::done;
}

}  // namespace

void addFilingVerbs(CLI::App& program, Work& chosen) {
    {
        auto options = std::make_shared<NewOptions>();
        auto* verb = program.add_subcommand("new", "Write an empty filing / 生成空白申报");
        auto* set = verb->add_option("--set", options->set, "Form set: quarterly, affiliates, annual or profile / 报表任务");
        auto* unit = verb->add_option("--unit", options->unit, "Unified social credit code / 统一社会信用代码");
        auto* period = verb->add_option("--period", options->period, "Period, such as 2017Q1, or 2017 for a yearly set / 报告期");
        auto* edition = verb->add_option("--edition", options->edition, "Survey edition (default: the newest published one that is valid for the period) / 制度版本");
        verb->add_option("--zero", options->zeroReason, "Nothing to report, for this reason / 零申报及其理由");
        verb->add_option("--correct", options->corrected, "A sealed filing to be corrected: its answers as the next version, instead of the options above / 更正已封装的申报")
            ->excludes(set)
            ->excludes(unit)
            ->excludes(period)
            ->excludes(edition);
        verb->add_option("--withdraw", options->withdrawn, "A sealed filing to be taken back: the next version without answers / 撤回已封装的申报")
            ->excludes(set)
            ->excludes(unit)
            ->excludes(period)
            ->excludes(edition)
            ->excludes("--correct")
            ->excludes("--zero");
        verb->add_flag("--late", options->isLate, "A filing after the deadline / 补报")->excludes("--correct")->excludes("--withdraw");
        verb->add_option("--reason", options->reason, "Why there is this version: of a correction, a withdrawal, a late filing / 本版原因");
        verb->add_option("-o,--output", options->output, "File to write, - for standard output / 输出文件")->required();
        verb->footer(
            "Example:\n  zhibao new --set quarterly --unit 91999999000000019D --period 2017Q1 -o filing.json\n"
            "  zhibao new --set quarterly --unit 91999999000000019D --period 2017Q1 --zero 本季度无服务进出口 -o filing.json\n"
            "  zhibao new --correct filing.zbs --reason 漏报一份合同 -o corrected.json\n"
            "  zhibao new --withdraw filing.zbs --reason 重复报送 -o withdrawal.json\n"
            "In the file, \"zero\": true with a \"zeroReason\" says that there is nothing to report; \"version\", \"replaces\" and \"kind\" say which version\n"
            "it is and which it replaces. Attachments of a corrected filing go with the new one only when zhibao seal names them again.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(makeNew(console, *options)); }; });
    }
    {
        auto options = std::make_shared<NewOptions>();
        auto* verb = program.add_subcommand("template", "Write an XLSX template to be filled in with a spreadsheet / 生成填报模板");
        verb->add_option("--set", options->set, "Form set / 报表任务")->required();
        verb->add_option("--unit", options->unit, "Unified social credit code / 统一社会信用代码");
        verb->add_option("--period", options->period, "Period / 报告期");
        verb->add_option("--edition", options->edition, "Survey edition (default: the one that is valid for the period, or today) / 制度版本");
        verb->add_option("-o,--output", options->output, "XLSX file to write / 输出文件")->required();
        verb->footer("Example:\n  zhibao template --set quarterly --unit 91999999000000019D --period 2017Q1 -o form.xlsx");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(makeTemplate(console, *options)); }; });
    }
    {
        auto options = std::make_shared<FillOptions>();
        auto* verb = program.add_subcommand("fill", "Turn a filled-in template into a filing / 由模板生成申报");
        verb->add_option("template", options->templateFile, "XLSX template / 模板文件")->required();
        verb->add_option("-o,--output", options->output, "Filing to write / 输出文件")->required();
        verb->footer("Example:\n  zhibao fill form.xlsx -o filing.json\nEvery cell that cannot be taken is named; with one such cell nothing is written.\n"
                     "The sheet for explanations (核实说明) is read with the forms.");
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
