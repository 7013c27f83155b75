/// The register of units, and who owes what: units, period.

#include <memory>

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"
#include "batch/arguments.h"
#include "batch/verbs.h"
#include "calendar/survey_data.h"
#include "calendar/validity.h"
#include "store/bureau_database.h"
#include "store/openings.h"
#include "store/register.h"
#include "store/status.h"

namespace zhibao {

namespace {

constexpr std::string_view actor = "bureau";

Result<ExitStatus> importUnits(Console& console, std::string const& file, std::string const& csv) {
    ZHIBAO_TRY(auto const edition, console.edition());
    ZHIBAO_TRY(Bytes const bytes, console.read(csv));
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(file)));
    RegisterLists const lists{edition->findList("districts"), edition->findList("platforms"), edition->findList("industries"), edition.get()};
    ZHIBAO_TRY(auto const import, inside(csv, importRegister(database, bytes, lists, SystemClock{}.now(), actor)));
    for (auto const& problem : import.problems) console.complain(problem.inside(csv));
    if (!import.problems.empty()) return ExitStatus::inputWrong;
    console.sayPhrase("units-imported", {{"added", std::to_string(import.added)}, {"updated", std::to_string(import.changed)}, {"unchanged", std::to_string(import.unchanged)}});
    return ExitStatus::done;
}

struct PeriodOptions {
    std::string database;
    std::string period;
    std::string set;
    bool withoutUnits = false;
};

/// The form set of a period when none is named: "quarterly" for a quarter; of a year's sets the only one.
Result<FormSet const*> onlySetFor(Edition const& edition, Period const& period) {
    if (std::holds_alternative<Quarter>(period)) return formSetArgument(edition, "quarterly");
    std::vector<FormSet const*> sets;
    std::string names;
    for (auto const& set : edition.formSets) {
        if (set.frequency != Frequency::annual) continue;
        sets.push_back(&set);
        names += (names.empty() ? "" : ", ") + set.id;
    }
    if (sets.size() == 1) return sets.front();
    return fail(error::formSetChoice, {{"period", toText(period)}, {"sets", names}}, "--set");
}

Result<> openPeriodNow(Console& console, PeriodOptions const& options) {
    ZHIBAO_TRY(Period const period, periodArgument(options.period));
    ZHIBAO_TRY(auto const edition, console.editionArgument({}, period, options.set));
    ZHIBAO_TRY(auto const* set, options.set.empty() ? onlySetFor(*edition, period) : formSetArgument(*edition, options.set));
    ZHIBAO_CHECK(inside("--period", checkPeriodOfSet(*set, period)));
    ZHIBAO_CHECK(inside("--period", checkValidity(*edition, *set, period)));
    ZHIBAO_TRY(SurveyData const data, console.surveyData());
    ZHIBAO_TRY(FilingWindow const window, data.schedule.window(*set, period));
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(options.database)));
    auto const now = SystemClock{}.now();
    ZHIBAO_CHECK(inside("--period", checkPeriodHasBegun(period, dayInChina(now))));
    if (!options.withoutUnits) {
        ZHIBAO_TRY(auto const units, registeredUnits(database));
        if (units.empty()) return fail(error::registerEmpty, {{"period", toText(period)}}, options.database);
    }
    ZHIBAO_CHECK(inside("--period", openPeriod(database, edition->id, set->id, period, window, now, actor, set)));
    ZHIBAO_TRY(PeriodStatus const status, statusOf(database, period, now));
    for (auto const& part : status.formSets)
        if (part.formSet == set->id)
            console.sayPhrase("period-opened", {{"period", toText(period)},
                                                {"set", set->title.in(console.language())},
                                                {"due", std::to_string(part.counts.owed())},
                                                {"exempt", std::to_string(part.counts.exempt)},
                                                {"deadline", chinaTimeText(window.deadline)}});
    for (auto const& part : status.formSets)
        if (part.formSet == set->id && part.counts.owed() == 0) console.sayPhrase("period-nobody-due", {{"period", toText(period)}});
    return {};
}

struct OweOptions {
    std::string database;
    std::string period;
    std::string set = "quarterly";
    std::vector<std::string> units;
    bool allNew = false;
    bool exempt = false;
    std::string reason;
};

Result<> changeObligations(Console& console, OweOptions const& options) {
    ZHIBAO_TRY(Period const period, periodArgument(options.period));
    if (options.units.empty() != options.allNew) return fail(error::oweUnitsChoice, {}, "units");
    ZHIBAO_TRY(auto const edition, console.editionArgument({}, period, options.set));
    ZHIBAO_TRY(auto const* set, formSetArgument(*edition, options.set));
    if (trimmed(options.reason).empty()) return fail(error::oweReasonMissing, {}, "--reason");
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(options.database)));
    std::vector<UnitCode> units;
    for (auto const& text : options.units) {
        ZHIBAO_TRY(auto unit, inside("units", UnitCode::parse(text)));
        units.push_back(std::move(unit));
    }
    if (options.allNew) {
        ZHIBAO_TRY(units, inside("--period", unitsWithoutObligation(database, set->id, period)));
    }
    auto const changed = setObligations(database, set->id, period, units, !options.exempt, options.reason, SystemClock{}.now(), actor);
    if (!changed) return inside(changed.error().code == error::unitUnknown ? "units" : "--period", changed);
    console.sayPhrase(options.exempt ? "units-exempt" : "units-owe", {{"period", toText(period)}, {"set", set->title.in(console.language())}, {"count", std::to_string(units.size())}, {"reason", options.reason}});
    return {};
}

}  // namespace

void addRegisterVerbs(CLI::App& program, Work& chosen) {
    {
        auto* units = program.add_subcommand("units", "The register of units / 名录");
        units->require_subcommand(1);
        auto file = std::make_shared<std::string>();
        auto csv = std::make_shared<std::string>();
        auto* verb = units->add_subcommand("import", "Add units and what is known of them, from CSV / 导入名录");
        addDatabaseOption(*verb, *file);
        verb->add_option("csv", *csv, "CSV with the columns below / 名录文件")->required();
        verb->footer("Columns (code, name and valid_from must be there) / 各栏（前三项必填）:\n"
                     "  code              unified social credit code, or organisation code / 统一社会信用代码或组织机构代码\n"
                     "  name              name of the unit / 单位名称\n"
                     "  valid_from        first day on which the row holds, such as 2017-01-01 / 生效日期\n"
                     "  district          code of the list districts, such as 500112 / 区县代码\n"
                     "  platform          code of the list platforms / 开放平台代码\n"
                     "  industry          code of the list industries: edition and section, such as 2017-I / 行业门类，如 2017-I\n"
                     "  industry_edition  edition of the industry classification, such as 2017 / 行业分类版本\n"
                     "  in_liangjiang     yes or no; also 1 or 0, 是 or 否 / 是否在两江新区\n"
                     "  state             active (when empty), unconfirmed, suspended, cancelled, or agent: files for others only / 单位状态\n"
                     "  foreignShare, hasOverseasAffiliates, isOutsourcing\n"
                     "                    answers of the profile that decide which form sets a unit owes / 决定应报任务的基本情况\n"
                     "Example:\n  zhibao units import --db bureau.db units.csv\nAll rows are taken or, with one bad row, none. Units imported after a period was opened\n"
                     "owe it only by “zhibao units owe”.");
        verb->callback([file, csv, &chosen] { chosen = [file, csv](Console& console) { return console.finish(importUnits(console, *file, *csv)); }; });

        auto owing = std::make_shared<OweOptions>();
        auto* owe = units->add_subcommand("owe", "Let units owe a filing of an open period, or free them, with a reason / 调整应报名单");
        addDatabaseOption(*owe, owing->database);
        owe->add_option("--period", owing->period, "Period, such as 2017Q1 / 报告期")->required();
        owe->add_option("--set", owing->set, "Form set / 报表任务");
        owe->add_option("--reason", owing->reason, "Why, kept with the change / 理由")->required();
        owe->add_flag("--exempt", owing->exempt, "Free the units instead / 改为免报");
        owe->add_flag("--all-new", owing->allNew, "All active units of the register that are not in the period's list yet / 名录中尚未列入的全部单位");
        owe->add_option("units", owing->units, "Codes of units / 单位代码");
        owe->footer("Example:\n  zhibao units owe --db bureau.db --period 2017Q1 --all-new --reason \"registered in May\"\n"
                    "Who owes is fixed when a period opens; this adds a row with its reason, and takes none away.");
        owe->callback([owing, &chosen] { chosen = [owing](Console& console) { return console.finish(changeObligations(console, *owing)); }; });
    }
    {
        auto* period = program.add_subcommand("period", "Periods and who owes a filing / 报告期");
        period->require_subcommand(1);
        auto options = std::make_shared<PeriodOptions>();
        auto* verb = period->add_subcommand("open", "Open a form set for a period: from now on it is fixed who is due / 开放报告期");
        addDatabaseOption(*verb, options->database);
        verb->add_option("--period", options->period, "Period, such as 2017Q1 / 报告期")->required();
        verb->add_option("--set", options->set, "Form set (default: quarterly for a quarter; of a year's sets the only one) / 报表任务");
        verb->add_flag("--without-units", options->withoutUnits, "Also when the register is empty / 名录为空也开放");
        verb->footer("Example:\n  zhibao period open --db bureau.db --period 2017Q1\n  zhibao period open --db bureau.db --period 2017 --set annual\nIntake opens a period by itself when its first filing arrives.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(openPeriodNow(console, *options)); }; });
    }
}

}  // namespace zhibao
