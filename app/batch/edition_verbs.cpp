#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>

#include "answers/carry_forward.h"
#include "answers/problem_words.h"
#include "base/file.h"
#include "batch/filings.h"
#include "batch/verbs.h"
#include "i18n/sentences.h"
#include "rules/edition_diff.h"
#include "rules/edition_rules.h"
#include "table/edition_check.h"

namespace zhibao {

namespace {

/// The folder of an edition that was named by its folder or by its id below the forms folder.
Result<std::filesystem::path> editionFolder(Console& console, std::string const& named) {
    std::error_code problem;
    auto const folder = pathOf(named);
    if (std::filesystem::exists(folder / "edition.json", problem)) return folder;
    ZHIBAO_TRY(auto const library, console.library());
    // The library knows which names could leave its folder.
    ZHIBAO_TRY(auto const ids, library->ids());
    for (auto const& id : ids)
        if (id == named) return library->folder() / pathOf(id);
    return tl::unexpected(unknownEdition(named, ids).inside(named));
}

struct DiffOptions {
    std::string from;
    std::string to;
    std::string format = "text";
};

std::string changeLine(EditionChange const& change, Language language) {
    std::string line = phrase("edition-change", {{"change", phrase("edition-change-" + std::string{nameOf(change.kind)}, {}, language)},
                                                 {"subject", phrase("edition-subject-" + change.subject, {}, language)},
                                                 {"place", change.place}}, language);
    if (change.kind == ChangeKind::changed || change.kind == ChangeKind::moved) {
        if (!change.before.empty() || !change.after.empty()) line += phrase("edition-change-values", {{"before", change.before}, {"after", change.after}}, language);
    } else {
        auto const& value = change.kind == ChangeKind::added ? change.after : change.before;
        if (!value.empty()) line += phrase("edition-change-value", {{"value", value}}, language);
    }
    if (change.losesAnswers()) line += phrase("edition-change-loses", {{"reason", phrase("edition-loss-" + change.loss, {}, language)}}, language);
    return line;
}

Result<> diff(Console& console, DiffOptions const& options) {
    ZHIBAO_TRY(auto const from, editionFolder(console, options.from));
    ZHIBAO_TRY(auto const to, editionFolder(console, options.to));
    ZHIBAO_TRY(auto const changes, diffEditions(from, to));
    auto const language = console.language();
    if (options.format == "json") {
        JsonValue::Array array;
        for (auto const& change : changes) {
            JsonValue::Object object{{"change", nameOf(change.kind)}, {"subject", change.subject},         {"place", change.place},
                                     {"before", change.before},       {"after", change.after},             {"losesAnswers", change.losesAnswers()},
                                     {"reason", change.loss},         {"message", changeLine(change, language)}};
            array.push_back(std::move(object));
        }
        console.say(toText(JsonValue{JsonValue::Object{{"changes", std::move(array)}}}, 2));
        return {};
    }
    std::size_t losing = 0;
    for (auto const& change : changes) {
        if (change.losesAnswers()) ++losing;
        console.say(changeLine(change, language));
    }
    console.sayPhrase("edition-diff-done", {{"changes", std::to_string(changes.size())}, {"losing", std::to_string(losing)}});
    return {};
}

struct CheckOptions {
    std::string folder;
    std::string format = "text";
};

Result<ExitStatus> checkFolder(Console& console, CheckOptions const& options) {
    ZHIBAO_TRY(auto const folder, editionFolder(console, options.folder));
    auto const problems = checkEdition(folder);
    auto const language = console.language();
    auto const notices = static_cast<std::size_t>(std::count_if(problems.begin(), problems.end(), [](auto const& problem) { return problem.isNotice; }));
    auto const errors = problems.size() - notices;
    if (options.format == "json") {
        JsonValue::Array array;
        for (auto const& [error, isNotice] : problems) {
            auto const& file = error.places.empty() ? std::string{} : error.places.front();
            std::string place;
            for (std::size_t i = 1; i < error.places.size(); ++i) place += (place.empty() ? "" : " > ") + error.places[i];
            array.push_back(JsonValue::Object{{"level", isNotice ? "notice" : "error"}, {"code", error.code.name()}, {"file", file}, {"pointer", place}, {"message", sentence(error, language)}});
        }
        console.say(toText(JsonValue{JsonValue::Object{{"problems", std::move(array)}}}, 2));
    } else {
        for (auto const& [error, isNotice] : problems) {
            auto const line = problemLine(error, language);
            if (isNotice) console.sayPhrase("edition-check-notice", {{"line", line}});
            else console.say(line);
        }
        if (problems.empty()) console.sayPhrase("edition-check-clean");
        else console.sayPhrase("edition-check-done", {{"errors", std::to_string(errors)}, {"notices", std::to_string(notices)}});
    }
    return errors == 0 ? ExitStatus::done : ExitStatus::answerNo;
}

struct CarryOptions {
    std::string filing;
    std::string to;
    std::string output;
};

Result<ExitStatus> carry(Console& console, CarryOptions const& options) {
    ZHIBAO_TRY(LoadedFiling const loaded, loadFiling(console, options.filing));
    ZHIBAO_TRY(auto const to, inside("--to", console.edition(options.to)));
    ZHIBAO_TRY(EditionRules const rules, EditionRules::compile(*loaded.edition));
    ZHIBAO_TRY(EditionRules const newRules, EditionRules::compile(*to));
    // What is no check of the first edition's rules is one of the program's own, which go on.
    auto const goesOn = [&](std::string_view rule) { return rules.findPapers(rule) == nullptr || newRules.findPapers(rule) != nullptr; };
    ZHIBAO_TRY(CarriedFiling const carried, inside(options.filing, carryForward(loaded.filing, *loaded.edition, *to, goesOn)));
    ZHIBAO_CHECK(console.write(options.output, toText(toJson(carried.filing, *to), 2)));
    auto const language = console.language();
    for (auto const& answer : carried.lost) {
        // What is gone has a name in the first edition only, a list that a code is not in may be one of the second.
        auto const reason = worded(worded(answer.reason, answer.cell.form, *loaded.edition, language), answer.cell.form, *to, language);
        console.complain(reason.inside(options.filing));
        if (!answer.value.empty()) console.complainPhrase("carry-value", {{"value", answer.value}});
    }
    for (auto const& answer : carried.filledIn)
        console.complainPhrase("carry-filled-in", {{"place", placeOf({answer.cell}, *to, language)}, {"value", answer.value}});
    return carried.lost.empty() ? ExitStatus::done : ExitStatus::answerNo;
}

}  // namespace

void addEditionVerbs(CLI::App& program, Work& chosen) {
    auto* group = program.add_subcommand("edition", "Survey editions / 制度版本");
    group->require_subcommand(1);
    group->footer("Example:\n  zhibao edition check forms/services-trade/2017-1");
    {
        auto options = std::make_shared<DiffOptions>();
        auto* verb = group->add_subcommand("diff", "What changed from one edition to another, and what loses answers / 比较两个制度版本");
        verb->add_option("from", options->from, "Edition by its name or its folder / 原版本")->required();
        verb->add_option("to", options->to, "Edition by its name or its folder / 新版本")->required();
        verb->add_option("--format", options->format, "text or json / 输出格式")->check(CLI::IsMember({"json", "text"}));
        verb->footer("Example:\n  zhibao edition diff services-trade/2017-1 services-trade/2018-1\nA line with “!” says that answers find no place in the new edition.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(diff(console, *options)); }; });
    }
    {
        auto options = std::make_shared<CheckOptions>();
        auto* verb = group->add_subcommand("check", "Everything that is wrong with an edition's files / 检查制度版本");
        verb->add_option("edition", options->folder, "Folder of the edition, or its name / 制度版本文件夹")->required();
        verb->add_option("--format", options->format, "text or json / 输出格式")->check(CLI::IsMember({"json", "text"}));
        verb->footer("Example:\n  zhibao edition check forms/services-trade/2017-1\nAll problems are told, each with file and place. Exit status 1: there are some.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(checkFolder(console, *options)); }; });
    }
    {
        auto options = std::make_shared<CarryOptions>();
        auto* verb = program.add_subcommand("carry", "Carry a filing over to another edition / 把申报转入另一制度版本");
        verb->add_option("filing", options->filing, "Filing, - for standard input / 申报文件")->required();
        verb->add_option("--to", options->to, "Edition / 制度版本")->required();
        verb->add_option("-o,--output", options->output, "File to write / 输出文件")->required();
        verb->footer("Example:\n  zhibao carry filing.json --to services-trade/2018-1 -o carried.json\n"
                     "Every answer that has no place there is named with its value. Exit status 1: there are such answers.");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(carry(console, *options)); }; });
    }
}

}  // namespace zhibao
