#include "batch/arguments.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>

#include "base/file.h"
#include "base/nearest.h"
#include "base/text.h"

namespace zhibao {

namespace {

/// The verb that was being read, and what it is called: "zhibao units import".
struct Reached {
    CLI::App const* verb;
    std::string name;
};

Reached reachedIn(CLI::App const& program) {
    Reached reached{&program, program.get_name()};
    while (true) {
        auto const further = reached.verb->get_subcommands();
        if (further.empty()) return reached;
        reached.verb = further.front();
        reached.name += ' ' + reached.verb->get_name();
    }
}

std::vector<std::string> verbsOf(CLI::App const& verb) {
    std::vector<std::string> names;
    for (auto const* further : verb.get_subcommands([](CLI::App const*) { return true; })) names.push_back(further->get_name());
    return names;
}

std::vector<std::string> optionsOf(CLI::App const& verb) {
    std::vector<std::string> names;
    for (auto const* option : verb.get_options())
        for (auto const& name : option->get_lnames()) names.push_back("--" + name);
    return names;
}

std::string joined(std::vector<std::string> const& words) {
    std::string text;
    for (auto const& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

Error unknownVerb(Reached const& reached, std::string const& word) {
    auto const verbs = verbsOf(*reached.verb);
    auto const near = nearest(word, verbs);
    if (near.empty()) return Error{error::verbUnknown, {reached.name}, {{"text", word}, {"verbs", joined(verbs)}}};
    return Error{error::verbMistyped, {reached.name}, {{"text", word}, {"near", joined(near)}}};
}

Error unknownOption(Reached const& reached, CLI::App const& program, std::string const& word) {
    auto options = optionsOf(*reached.verb);
    for (auto& option : optionsOf(program)) options.push_back(std::move(option));
    auto const near = word.starts_with("-") ? nearest(word.substr(0, word.find('=')), options) : std::vector<std::string>{};
    if (near.empty()) return Error{error::optionUnknown, {reached.name}, {{"text", word}}};
    return Error{error::optionMistyped, {reached.name}, {{"text", word}, {"near", joined(near)}}};
}

/// The values a choice or range allows, which the library writes into the option's type: "TEXT:{json,text}", "INT:INT in [0 - 9]".
std::string allowedBy(CLI::Option const& option) {
    auto const type = option.get_type_name();
    auto const open = type.find_first_of("{[");
    auto const close = type.find_last_of("}]");
    if (open == std::string::npos || close == std::string::npos || close < open) return {};
    auto values = type.substr(open + 1, close - open - 1);
    for (std::size_t comma = values.find(','); comma != std::string::npos; comma = values.find(',', comma + 2)) values.insert(comma + 1, " ");
    return values;
}

/// The option that the library's text names, at its beginning ("--format: …") or its end ("… --jobs = abc").
CLI::Option const* optionNamedIn(std::string_view text, CLI::App const& verb) {
    for (auto const* option : verb.get_options()) {
        auto const name = option->get_name();
        if (text.starts_with(name + ":") || text.find(" " + name + " ") != std::string_view::npos) return option;
    }
    return nullptr;
}

/// "２０１７q1 " becomes "2017Q1".
std::string asKept(std::string const& typed) {
    auto text = trimmed(normalized(typed));
    for (auto& letter : text)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    return text;
}

}  // namespace

std::vector<Error> argumentProblems(CLI::App const& program, CLI::ParseError const& problem) {
    auto const reached = reachedIn(program);
    auto const left = program.remaining(true);
    if (auto const verbs = verbsOf(*reached.verb); !verbs.empty()) {
        auto const word = std::find_if(left.begin(), left.end(), [](std::string const& text) { return !text.starts_with("-"); });
        if (word != left.end()) return {unknownVerb(reached, *word)};
        if (left.empty()) return {Error{error::verbMissing, {reached.name}, {{"verbs", joined(verbs)}}}};
    }
    std::vector<Error> problems;
    for (auto const& word : left) problems.push_back(unknownOption(reached, program, word));
    if (dynamic_cast<CLI::RequiredError const*>(&problem) != nullptr)
        for (auto const* option : reached.verb->get_options())
            if (option->get_required() && option->count() == 0)
                problems.push_back(Error{error::optionMissing, {reached.name}, {{"option", option->get_positional() ? option->get_name(true) : option->get_name()}}});
    if (!problems.empty()) return problems;
    std::string_view const text{problem.what()};
    if (auto const between = text.find(" excludes "); dynamic_cast<CLI::ExcludesError const*>(&problem) != nullptr && between != std::string_view::npos)
        return {Error{error::optionsExclude, {reached.name}, {{"option", std::string{text.substr(0, between)}}, {"other", std::string{text.substr(between + 10)}}}}};
    if (auto const between = text.find(" requires "); dynamic_cast<CLI::RequiresError const*>(&problem) != nullptr && between != std::string_view::npos)
        return {Error{error::optionsRequire, {reached.name}, {{"option", std::string{text.substr(0, between)}}, {"other", std::string{text.substr(between + 10)}}}}};
    auto const* option = optionNamedIn(problem.what(), *reached.verb);
    if (option == nullptr) option = optionNamedIn(problem.what(), program);
    if (option != nullptr) {
        std::vector<std::string> const place{reached.name, option->get_name()};
        auto const given = joined(option->results());
        if (dynamic_cast<CLI::ArgumentMismatch const*>(&problem) != nullptr && option->results().size() > 1)
            return {Error{error::optionTwice, {reached.name}, {{"option", option->get_name()}}}};
        if (auto const allowed = allowedBy(*option); !allowed.empty())
            return {Error{error::optionValueWrong, place, {{"text", given}, {"allowed", allowed}}}};
        return {Error{error::optionValueUnreadable, place, {{"text", given}}}};
    }
    return {Error{error::argumentsWrong, {reached.name}, {{"text", problem.what()}}}};
}

Result<> requireOutputsApart(CLI::App const& program) {
    // What these verbs are given they put back in its place, or ask for themselves whether it is the same.
    static std::set<std::pair<std::string_view, std::string_view>> const mayBeSame{{"explain", "filing"}, {"import", "--into"}, {"backup", "--db"}};
    auto const* verb = reachedIn(program).verb;
    auto const isOutput = [](CLI::Option const* option) {
        return option->check_lname("output") || option->check_lname("report");
    };
    auto const sameFile = [](std::string_view one, std::string_view other) {
        std::error_code problem;
        // Pipes and devices lose nothing when they are written to.
        return std::filesystem::is_regular_file(pathOf(one), problem) && std::filesystem::equivalent(pathOf(one), pathOf(other), problem) && !problem;
    };
    for (auto const* output : verb->get_options()) {
        if (!isOutput(output)) continue;
        for (auto const& target : output->results()) {
            if (target == "-") continue;
            for (auto const* input : verb->get_options()) {
                auto const name = input->get_name();
                if (input == output || mayBeSame.contains({verb->get_name(), name})) continue;
                for (auto const& text : input->results()) {
                    // --data NAME=FILE
                    auto const equals = text.find('=');
                    if (sameFile(text, target) || (equals != std::string::npos && sameFile(std::string_view{text}.substr(equals + 1), target)))
                        return fail(error::outputIsInput, {{"option", name}, {"file", target}}, "--" + output->get_lnames().front());
                }
            }
        }
    }
    return {};
}

Result<> requireDatabaseFile(CLI::App const& program) {
    auto const* option = reachedIn(program).verb->get_option_no_throw("--db");
    if (option == nullptr) return {};
    for (auto const& target : option->results()) {
        if (target == "-") return fail(error::databaseNoStream, {}, "--db");
        // What follows the scheme may hold a password.
        if (auto const scheme = target.find("://"); scheme != std::string::npos) return fail(error::databaseKindUnsupported, {{"text", target.substr(0, scheme + 3)}}, "--db");
    }
    return {};
}

Result<Period> periodArgument(std::string const& text, std::string_view option) {
    auto const period = parsePeriod(asKept(text));
    if (!period) return fail(period.error().code, {{"text", text}}, option);
    return *period;
}

Result<Quarter> quarterArgument(std::string const& text, std::string_view option) {
    ZHIBAO_TRY(Period const period, periodArgument(text, option));
    if (auto const* quarter = std::get_if<Quarter>(&period)) return *quarter;
    return fail(error::quarterWanted, {{"text", text}}, option);
}

Result<FormSet const*> formSetArgument(Edition const& edition, std::string const& text) {
    auto const* set = edition.findFormSet(text);
    if (set == nullptr) return tl::unexpected(unknownFormSet(text, edition).inside("--set"));
    return set;
}

void addDatabaseOption(CLI::App& verb, std::string& target) {
    verb.add_option("--db", target, "Database of the bureau / 数据库")->required();
}

void requireSeed(CLI::Option& option) {
    option.check([](std::string const& text) {
        bool const isNumber = !text.empty() && text.size() <= 18 && text.find_first_not_of("0123456789") == std::string::npos;
        return isNumber ? std::string{} : std::string{"no seed"};
    });
}

void addExamplesToGroups(CLI::App& program) {
    for (auto* group : program.get_subcommands([](CLI::App*) { return true; })) addExamplesToGroups(*group);
    auto const verbs = program.get_subcommands([](CLI::App*) { return true; });
    if (!verbs.empty() && program.get_footer().empty()) program.footer(verbs.front()->get_footer());
}

}  // namespace zhibao
