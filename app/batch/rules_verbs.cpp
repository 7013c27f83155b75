#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/file.h"
#include "batch/filings.h"
#include "batch/verbs.h"
#include "rules/dataset.h"
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

/// A file is read piece by piece; what comes from stdin is kept.
Result<vtl::Dataset> readData(Console const& console, vtl::Structure const& structure, std::string const& file) {
    if (file == "-") {
        ZHIBAO_TRY(Bytes const csv, console.read(file));
        return vtl::readDataset(structure, csv, file);
    }
    ZHIBAO_TRY(FilePieces pieces, FilePieces::open(pathOf(file)));
    return vtl::readDataset(structure, [&pieces] { return pieces.next(); }, file);
}

struct RunOptions {
    std::string script;
    std::vector<std::string> data;
    std::vector<std::string> structures;
    std::string folder;
};

Result<> runRules(Console& console, RunOptions const& options) {
    ZHIBAO_TRY(Bytes const text, console.read(options.script));
    ZHIBAO_TRY(auto const script, vtl::parseScript(text, options.script));
    vtl::Structures structures;
    for (auto const& option : options.structures) {
        ZHIBAO_TRY(auto const named, namedFile("--structure", option));
        ZHIBAO_TRY(Bytes const json, console.read(named.second));
        ZHIBAO_TRY(auto structure, vtl::readStructure(json, named.second));
        if (!structures.emplace(named.first, std::move(structure)).second) return fail(error::argumentTwice, {{"text", named.first}}, "--structure");
    }
    // Sound or not is said before any data is read.
    ZHIBAO_TRY(auto const compiled, vtl::compileScript(script, structures, options.script));
    vtl::Datasets inputs;
    for (auto const& option : options.data) {
        ZHIBAO_TRY(auto const named, namedFile("--data", option));
        auto const structure = structures.find(named.first);
        if (structure == structures.end()) return fail(error::structureMissing, {{"text", named.first}}, "--data");
        ZHIBAO_TRY(auto dataset, readData(console, structure->second, named.second));
        if (!inputs.emplace(named.first, std::move(dataset)).second) return fail(error::argumentTwice, {{"text", named.first}}, "--data");
    }
    for (auto const& structure : structures)
        if (!inputs.contains(structure.first)) return fail(error::dataMissing, {{"text", structure.first}}, "--structure");
    ZHIBAO_TRY(auto const results, compiled.run(inputs));
    auto const folder = pathOf(options.folder);
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem) return fail(error::fileUnwritable, {{"text", problem.message()}}, options.folder);
    for (auto const& [name, dataset] : results) {
        auto structure = dataset.structure();
        structure.name = name;
        ZHIBAO_CHECK(writeFile(folder / pathOf(name + ".csv"), vtl::csvPieces(dataset)));
        ZHIBAO_CHECK(writeFile(folder / pathOf(name + ".json"), vtl::writeStructure(structure)));
        console.sayPhrase("dataset-written", {{"name", name}, {"rows", std::to_string(dataset.rowCount())}, {"file", toText(folder / pathOf(name + ".csv"))}});
    }
    return {};
}

Result<> lintRules(Console& console, std::string const& file) {
    ZHIBAO_TRY(Bytes const text, console.read(file));
    ZHIBAO_TRY(auto const script, vtl::parseScript(text, file));
    ZHIBAO_CHECK(vtl::lintScript(script, file));
    console.sayPhrase("rules-sound", {{"file", file}});
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
        auto file = std::make_shared<std::string>();
        auto* verb = rules->add_subcommand("lint", "Say what is wrong with a script, without data / 检查规则脚本");
        verb->add_option("script", *file, "Script / 脚本")->required();
        verb->footer("Example:\n  zhibao rules lint checks.vtl");
        verb->callback([file, &chosen] { chosen = [file](Console& console) { return console.finish(lintRules(console, *file)); }; });
    }
}

}  // namespace zhibao
