#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <string_view>

#include <CLI/CLI.hpp>

#include "base/file.h"
#include "batch/filings.h"
#include "batch/folders.h"
#include "batch/surroundings.h"
#include "batch/verbs.h"
#include "i18n/sentences.h"
#include "rules/dataset.h"
#include "rules/edition_rules.h"
#include "rules/script.h"
#include "rules/syntax.h"

namespace zhibao {

namespace {

/// "NAME=FILE".
Result<std::pair<std::string, std::string>> namedFile(std::string const& option, std::string const& text) {
    auto const equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
        return fail(error::argumentNotNamed, {{"text", text}}, option);
    return std::pair{text.substr(0, equals), text.substr(equals + 1)};
}

/// A file is read piece by piece; what comes from stdin is kept. Nothing when there are problems.
Result<std::optional<vtl::Dataset>> readData(Console const& console, vtl::Structure const& structure, std::string const& file, Problems& problems) {
    if (file == "-") {
        ZHIBAO_TRY(Bytes const csv, console.read(file));
        return vtl::readDataset(structure, piecesOf(csv), file, problems);
    }
    ZHIBAO_TRY(FilePieces pieces, FilePieces::open(pathOf(file)));
    return vtl::readDataset(structure, [&pieces] { return pieces.next(); }, file, problems);
}

/// What somebody who has none yet can begin with.
constexpr std::string_view exampleStructure = R"({"name":"DS_1","components":[{"name":"Id_1","role":"Identifier","data_type":"String"},{"name":"Me_1","role":"Measure","data_type":"Number"}]})";

struct RunOptions {
    std::string script;
    std::vector<std::string> data;
    std::vector<std::string> structures;
    std::string folder;
};

Result<vtl::Structures> readStructures(Console const& console, std::vector<std::string> const& options) {
    vtl::Structures structures;
    for (auto const& option : options) {
        ZHIBAO_TRY(auto const named, namedFile("--structure", option));
        ZHIBAO_TRY(Bytes const json, console.read(named.second));
        ZHIBAO_TRY(auto structure, vtl::readStructure(json, named.second));
        if (!structures.emplace(named.first, std::move(structure)).second) return fail(error::argumentTwice, {{"text", named.first}}, "--structure");
    }
    return structures;
}

/// A quoted name may be any text; one that is a path would lead out of the folder.
bool isFileName(std::string_view name) {
    return std::none_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F' || std::string_view{R"(/\:)"}.find(c) != std::string_view::npos; }) &&
           !name.starts_with('.');
}

Result<ExitStatus> runRules(Console& console, RunOptions const& options) {
    ZHIBAO_TRY(Bytes const text, console.read(options.script));
    Problems problems;
    auto const script = vtl::parseScript(text, options.script, problems);
    if (!script) return console.failWith(problems);
    ZHIBAO_TRY(auto const structures, readStructures(console, options.structures));
    for (auto const& option : options.data) {
        // Without it the script would be said to use a dataset that is not there, which whoever gave its data does not believe.
        ZHIBAO_TRY(auto const named, namedFile("--data", option));
        if (!structures.contains(named.first)) return fail(error::structureMissing, {{"text", named.first}, {"example", std::string{exampleStructure}}}, "--data " + option);
    }
    // Sound or not is said before any data is read.
    auto const compiled = vtl::compileScript(*script, structures, options.script, problems);
    if (!compiled) return console.failWith(problems);
    for (auto const& [name, structure] : compiled->results())
        if (!isFileName(name)) return fail(error::resultNameUnfit, {{"name", name}}, options.script);
    vtl::Datasets inputs;
    std::set<std::string> given;
    for (auto const& option : options.data) {
        ZHIBAO_TRY(auto const named, namedFile("--data", option));
        if (!given.insert(named.first).second) return fail(error::argumentTwice, {{"text", named.first}}, "--data");
        ZHIBAO_TRY(auto dataset, readData(console, structures.at(named.first), named.second, problems));
        if (dataset) inputs.emplace(named.first, std::move(*dataset));
    }
    for (auto const& structure : structures)
        if (!given.contains(structure.first)) return fail(error::dataMissing, {{"text", structure.first}}, "--structure");
    if (!problems.empty()) return console.failWith(problems);
    ZHIBAO_TRY(auto const results, compiled->run(inputs, problems));
    auto const folder = pathOf(options.folder);
    ZHIBAO_CHECK(makeFolder(folder));
    for (auto const& [name, dataset] : results) {
        auto structure = dataset.structure();
        structure.name = name;
        ZHIBAO_CHECK(writeFile(folder / pathOf(name + ".csv"), vtl::csvPieces(dataset)));
        ZHIBAO_CHECK(writeFile(folder / pathOf(name + ".json"), vtl::writeStructure(structure)));
        console.sayPhrase("dataset-written", {{"name", name}, {"rows", std::to_string(dataset.rowCount())}, {"file", toText(folder / pathOf(name + ".csv"))}});
    }
    // What could not be judged is neither valid nor invalid.
    console.complain(problems);
    return problems.empty() ? ExitStatus::done : ExitStatus::answerNo;
}

struct LintOptions {
    std::string script;
    std::vector<std::string> structures;
};

Result<ExitStatus> lintRules(Console& console, LintOptions const& options) {
    ZHIBAO_TRY(Bytes const text, console.read(options.script));
    Problems problems;
    auto const script = vtl::parseScript(text, options.script, problems);
    if (!script) return console.failWith(problems);
    if (options.structures.empty()) {
        vtl::lintScript(*script, options.script, problems);
    } else {
        ZHIBAO_TRY(auto const structures, readStructures(console, options.structures));
        static_cast<void>(vtl::compileScript(*script, structures, options.script, problems));
    }
    if (!problems.empty()) return console.failWith(problems);
    console.sayPhrase("rules-sound", {{"file", options.script}});
    return ExitStatus::done;
}

struct DataOptions {
    std::string filing;
    std::string folder;
    SurroundingOptions beside;
};

Result<ExitStatus> writeRuleData(Console& console, DataOptions const& options) {
    ZHIBAO_TRY(LoadedFiling const loaded, loadFiling(console, options.filing));
    ZHIBAO_TRY(LoadedSurroundings const beside, loadSurroundings(console, loaded, options.beside));
    ZHIBAO_TRY(EditionRules const rules, EditionRules::compile(*loaded.edition));
    auto const data = rules.data(loaded.filing, beside.surroundings);
    auto const folder = pathOf(options.folder);
    ZHIBAO_CHECK(makeFolder(folder));
    Problems unreadable;  // rows of a draft that have no key, or one that others have: our own checks say so, another engine takes no such data
    for (auto const& [name, dataset] : data.datasets) {
        auto const file = folder / pathOf(name + ".csv");
        auto const csv = vtl::writeCsv(dataset);
        ZHIBAO_CHECK(writeFile(file, csv));
        static_cast<void>(vtl::readDataset(dataset.structure(), piecesOf(csv), toText(file), unreadable));
        ZHIBAO_CHECK(writeFile(folder / pathOf(name + ".json"), vtl::writeStructure(dataset.structure())));
    }
    ZHIBAO_CHECK(writeFile(folder / "checks.vtl", data.script));
    console.sayPhrase("rule-data-written", {{"count", std::to_string(data.datasets.size())}, {"folder", options.folder}});
    if (unreadable.empty()) return ExitStatus::done;
    console.complain(unreadable);
    console.complainPhrase("rule-data-unreadable", {{"file", options.filing}});
    return ExitStatus::answerNo;
}

struct ListOptions {
    std::string edition;
    std::string format = "text";
};

/// One check as a list shows it, whether a rule or a check of the structure.
struct ListedCheck {
    std::string id;
    std::string place;  // the ruleset; empty for the structure
    Level level;
    LocalizedText title;
    LocalizedText reason;
    std::string source;
    std::string since;
    std::optional<ValidationKind> validation;
    std::vector<std::string> codes;
    bool atEnterprise = true;
    bool atBureau = true;
};

JsonValue jsonOf(ListedCheck const& check) {
    auto const localized = [](LocalizedText const& text) { return JsonValue::Object{{"zh", text.zh}, {"en", text.en}}; };
    JsonValue::Array runs;
    if (check.atEnterprise) runs.emplace_back("enterprise");
    if (check.atBureau) runs.emplace_back("bureau");
    JsonValue::Array codes;
    for (auto const& code : check.codes) codes.emplace_back(code);
    JsonValue::Object object{{"id", check.id}, {"ruleset", check.place.empty() ? JsonValue{} : JsonValue{check.place}}, {"level", nameOf(check.level)},
                             {"title", localized(check.title)}, {"reason", localized(check.reason)}, {"source", check.source},
                             {"since", check.since}, {"runs", std::move(runs)}, {"codes", std::move(codes)}};
    if (check.validation)
        object.emplace_back("validation", JsonValue::Object{{"level", std::int64_t{check.validation->level}}, {"type", check.validation->type}});
    return object;
}

/// Every check of an edition once for each ruleset that has it, those of the structure first.
std::vector<ListedCheck> listedChecks(EditionRules const& rules) {
    std::vector<ListedCheck> checks;
    for (auto const& papers : rules.structuralPapers())
        checks.push_back({papers.id, {}, papers.level, papers.title, papers.reason, papers.source, papers.since, papers.validation, papers.codes});
    for (auto const& bound : rules.rulesets()) {
        std::set<std::string> seen;  // a check may be made of several rules
        for (auto const& papers : bound.ruleset().papers) {
            if (!seen.insert(papers.id).second) continue;
            checks.push_back({papers.id, bound.ruleset().id, papers.level, papers.title, papers.reason, papers.source, papers.since, papers.validation, {},
                              papers.atEnterprise, papers.atBureau});
        }
    }
    return checks;
}

Result<> listRules(Console& console, ListOptions const& options) {
    ZHIBAO_TRY(auto const edition, console.edition(options.edition));
    ZHIBAO_TRY(EditionRules const rules, EditionRules::compile(*edition));
    auto const checks = listedChecks(rules);
    auto const language = console.language();
    if (options.format == "json") {
        JsonValue::Array array;
        for (auto const& check : checks) array.push_back(jsonOf(check));
        console.say(toText(JsonValue{JsonValue::Object{{"edition", edition->id}, {"rules", std::move(array)}}}, 2));
        return {};
    }
    for (auto const& check : checks) {
        console.sayPhrase("rule-line", {{"id", check.id},
                                        {"level", phrase("level-" + std::string{nameOf(check.level)}, {}, language)},
                                        {"title", check.title.in(language)},
                                        {"where", check.place.empty() ? phrase("rule-place-structure", {}, language) : check.place},
                                        {"validation", check.validation ? std::to_string(check.validation->level) : "-"},
                                        {"type", check.validation ? check.validation->type : "-"},
                                        {"since", check.since},
                                        {"source", check.source}});
    }
    return {};
}

}  // namespace

void addRulesVerbs(CLI::App& program, Work& chosen) {
    auto* rules = program.add_subcommand("rules", "Run and check rules in VTL 2.1 / 运行和检查 VTL 规则");
    rules->require_subcommand(1);
    {
        auto options = std::make_shared<RunOptions>();
        auto* verb = rules->add_subcommand("run", "Run a script over CSV data / 对 CSV 数据运行规则脚本");
        verb->add_option("script", options->script, "Script / 脚本")->required();
        verb->add_option("--data", options->data, "NAME=FILE.csv, once for each dataset / 数据");
        verb->add_option("--structure", options->structures, "NAME=FILE.json, once for each dataset / 数据结构");
        verb->add_option("--out", options->folder, "Folder for what the script assigns / 输出文件夹")->required();
        verb->footer("Example:\n  zhibao rules run checks.vtl --data DS_1=ds1.csv --structure DS_1=ds1.json --out results");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(runRules(console, *options)); }; });
    }
    {
        auto options = std::make_shared<LintOptions>();
        auto* verb = rules->add_subcommand("lint", "Say what is wrong with a script, without data / 检查规则脚本");
        verb->add_option("script", options->script, "Script / 脚本")->required();
        verb->add_option("--structure", options->structures, "NAME=FILE.json, so that types and components are checked too / 数据结构");
        verb->footer("Example:\n  zhibao rules lint checks.vtl --structure DS_1=ds1.json");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(lintRules(console, *options)); }; });
    }
    {
        auto options = std::make_shared<DataOptions>();
        auto* verb = rules->add_subcommand("data", "Write what the rules see of a filing, for any VTL engine / 输出规则所见的数据");
        verb->add_option("filing", options->filing, "Filing, - for standard input / 申报文件")->required();
        verb->add_option("--out", options->folder, "Folder for the datasets and checks.vtl / 输出文件夹")->required();
        addSurroundingOptions(*verb, options->beside);
        verb->footer("Example:\n  zhibao rules data filing.json --out data --previous last-quarter.json\n"
                     "DATASET.csv and DATASET.json for each dataset, and checks.vtl, which gives RULESET_verdicts for each ruleset.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(writeRuleData(console, *options)); }; });
    }
    {
        auto options = std::make_shared<ListOptions>();
        auto* verb = rules->add_subcommand("list", "All checks of an edition with their papers / 列出全部审核关系");
        verb->add_option("--edition", options->edition, "Survey edition (default: the newest) / 制度版本");
        verb->add_option("--format", options->format, "text or json / 输出格式")->check(CLI::IsMember({"json", "text"}));
        verb->footer("Example:\n  zhibao rules list --format json");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(listRules(console, *options)); }; });
    }
}

}  // namespace zhibao
