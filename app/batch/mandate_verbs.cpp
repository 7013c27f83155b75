/// Who may file for whom: mandate add, mandate end, mandate list.

#include <memory>

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "base/file.h"
#include "batch/arguments.h"
#include "batch/verbs.h"
#include "i18n/sentences.h"
#include "store/mandates.h"

namespace zhibao {

namespace {

constexpr std::string_view actor = "bureau";

struct AddOptions {
    std::string database;
    Mandate mandate;
    std::string from;
    std::string until;
};

Result<> addMandate(Console& console, AddOptions const& options) {
    auto mandate = options.mandate;
    ZHIBAO_TRY(UnitCode const unit, inside("--unit", UnitCode::parse(mandate.unit)));
    ZHIBAO_TRY(UnitCode const agent, inside("--agent", UnitCode::parse(mandate.agent)));
    mandate.unit = unit.text();
    mandate.agent = agent.text();
    ZHIBAO_TRY(mandate.firstDay, inside("--from", parseDate(options.from)));
    if (!options.until.empty()) {
        ZHIBAO_TRY(mandate.lastDay, inside("--until", parseDate(options.until)));
    }
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(options.database)));
    ZHIBAO_TRY(auto const number, recordMandate(database, mandate, SystemClock{}.now(), actor));
    console.sayPhrase("mandate-recorded", {{"mandate", std::to_string(number)}, {"unit", mandate.unit}, {"agent", mandate.agent}});
    return {};
}

struct EndOptions {
    std::string database;
    std::int64_t mandate = 0;
    std::string day;
    std::string reason;
};

Result<> endMandateNow(Console& console, EndOptions const& options) {
    ZHIBAO_TRY(Date const day, inside("--on", parseDate(options.day)));
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(options.database)));
    ZHIBAO_CHECK(endMandate(database, options.mandate, day, options.reason, SystemClock{}.now(), actor));
    console.sayPhrase("mandate-ended", {{"mandate", std::to_string(options.mandate)}, {"day", options.day}});
    return {};
}

struct ListOptions {
    std::string database;
    std::string unit;
    std::string format = "text";
};

Result<> listAll(Console& console, ListOptions const& options) {
    std::string code;
    if (!options.unit.empty()) {
        ZHIBAO_TRY(UnitCode const unit, inside("--unit", UnitCode::parse(options.unit)));
        code = unit.organisationCode();
    }
    ZHIBAO_TRY(auto database, BureauDatabase::open(pathOf(options.database)));
    ZHIBAO_TRY(auto const all, listMandates(database, code));
    if (options.format == "json") {
        JsonValue::Array rows;
        for (auto const& one : all)
            rows.push_back(JsonValue::Object{{"mandate", one.mandate},
                                             {"unit", one.unit},
                                             {"agent", one.agent},
                                             {"from", toText(one.firstDay)},
                                             {"until", one.lastDay ? JsonValue{toText(*one.lastDay)} : JsonValue{}},
                                             {"evidence", one.evidence},
                                             {"endReason", one.endReason}});
        console.say(toText(JsonValue{JsonValue::Object{{"mandates", std::move(rows)}}}, 2));
        return {};
    }
    for (auto const& one : all)
        console.sayPhrase(one.lastDay ? "mandate-line" : "mandate-line-open", {{"mandate", std::to_string(one.mandate)},
                                                                               {"unit", one.unit},
                                                                               {"agent", one.agent},
                                                                               {"from", toText(one.firstDay)},
                                                                               {"until", one.lastDay ? toText(*one.lastDay) : std::string{}},
                                                                               {"evidence", one.evidence},
                                                                               {"reason", one.endReason.empty() ? std::string{} : phrase("mandate-end-reason", {{"reason", one.endReason}}, console.language())}});
    if (all.empty()) console.sayPhrase("mandates-none");
    return {};
}

}  // namespace

void addMandateVerbs(CLI::App& program, Work& chosen) {
    auto* group = program.add_subcommand("mandate", "Who may file for whom / 委托代报");
    group->require_subcommand(1);
    {
        auto options = std::make_shared<AddOptions>();
        auto* verb = group->add_subcommand("add", "Record that a unit has another file for it / 登记委托");
        addDatabaseOption(*verb, options->database);
        verb->add_option("--unit", options->mandate.unit, "Code of the unit that is filed for / 委托单位代码")->required();
        verb->add_option("--agent", options->mandate.agent, "Code of who files for it, in the register with a key of its own / 受托单位代码")->required();
        verb->add_option("--from", options->from, "First day, such as 2017-01-01 / 起始日期")->required();
        verb->add_option("--until", options->until, "Last day (default: until it is ended) / 终止日期");
        verb->add_option("--evidence", options->mandate.evidence, "What was seen of it: the stamped paper, and where it is kept / 依据")->required();
        verb->footer("Example:\n  zhibao mandate add --db bureau.db --unit 91999999000000019D --agent 919999990000000278 --from 2017-01-01 --evidence \"power of attorney 2017-3, folder 12\"\n"
                     "The agent seals with “zhibao seal --under-mandate” and its own key. One that is asked nothing itself has the state agent in the register.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(addMandate(console, *options)); }; });
    }
    {
        auto options = std::make_shared<EndOptions>();
        auto* verb = group->add_subcommand("end", "End a mandate / 终止委托");
        addDatabaseOption(*verb, options->database);
        verb->add_option("mandate", options->mandate, "Its number, as in mandate list / 委托序号")->required();
        verb->add_option("--on", options->day, "The last day on which it holds / 最后有效日期")->required();
        verb->add_option("--reason", options->reason, "Why / 理由")->required();
        verb->footer("Example:\n  zhibao mandate end --db bureau.db 1 --on 2017-06-30 --reason \"the unit files itself from July\"\nWhat was filed under it by then stays as it is.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(endMandateNow(console, *options)); }; });
    }
    {
        auto options = std::make_shared<ListOptions>();
        auto* verb = group->add_subcommand("list", "The mandates / 委托一览");
        addDatabaseOption(*verb, options->database);
        verb->add_option("--unit", options->unit, "Only those of this unit or agent / 只列该单位的");
        verb->add_option("--format", options->format, "text or json / 输出格式")->check(CLI::IsMember({"json", "text"}));
        verb->footer("Example:\n  zhibao mandate list --db bureau.db --unit 91999999000000019D");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(listAll(console, *options)); }; });
    }
}

}  // namespace zhibao
