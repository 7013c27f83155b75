/// Cases under checks/: a filing and what is known beside it go in, the findings of `zhibao check` are compared. For every check of the
/// edition there is a case CHECK-passes and a case CHECK-fails.

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include "base/json.h"

#include "support/catch.h"
#include "support/golden.h"
#include "support/program.h"

using namespace zhibao;

namespace {

/// filing.json is judged; previous, earlier, last-year and profile stand beside it, and all that begin with "with-". The lines of
/// options.txt are further arguments. Unless they say otherwise it is February 2018.
std::vector<std::string> argumentsFor(std::filesystem::path const& folder) {
    std::vector<std::string> arguments{"--lang", "zh", "check", (folder / "filing.json").string(), "--format", "json"};
    auto const beside = [&](std::string const& option, std::string const& file) {
        if (std::filesystem::exists(folder / file)) arguments.insert(arguments.end(), {option, (folder / file).string()});
    };
    beside("--previous", "previous.json");
    beside("--previous", "earlier.json");
    beside("--last-year", "last-year.json");
    beside("--profile", "profile.json");
    std::set<std::filesystem::path> others;
    for (auto const& entry : std::filesystem::directory_iterator{folder})
        if (entry.path().filename().string().starts_with("with-")) others.insert(entry.path());
    for (auto const& other : others) arguments.insert(arguments.end(), {"--with", other.string()});
    bool hasDate = false;
    if (auto const options = readFile(folder / "options.txt")) {
        std::istringstream lines{*options};
        for (std::string line; std::getline(lines, line);) {
            hasDate = hasDate || line == "--date";
            arguments.push_back(line);
        }
    }
    if (!hasDate) arguments.insert(arguments.end(), {"--date", "2018-02-01"});
    return arguments;
}

std::set<std::string> cases() {
    std::set<std::string> names;
    for (auto const& entry : std::filesystem::directory_iterator{test::caseFolder("checks")})
        if (entry.is_directory()) names.insert(entry.path().filename().string());
    return names;
}

std::set<std::string> rulesFound(std::string const& name) {
    auto const bytes = readFile(test::caseFolder("checks/" + name) / "expected" / "findings.json");
    REQUIRE(bytes);
    auto const document = parseJson(*bytes);
    REQUIRE(document);
    std::set<std::string> rules;
    for (auto const& finding : *document->find("findings")->array()) rules.insert(*finding.find("rule")->string());
    return rules;
}

}  // namespace

TEST_CASE("filings are found to be as the cases expect", "[cases][checks]") {
    REQUIRE(cases().size() >= 2);
    for (auto const& name : cases()) {
        INFO(name);
        auto const folder = test::caseFolder("checks/" + name);
        auto const run = test::runProgram("zhibao", argumentsFor(folder));
        INFO(run.errors);
        CHECK(run.errors.empty());
        CHECK(run.status <= 1);
        CHECK(test::differenceFromExpected(folder / "expected" / "findings.json", run.output) == "");
    }
}

TEST_CASE("every check of the edition has a case that passes and one that fails", "[cases][checks]") {
    auto const listed = test::runProgram("zhibao", {"rules", "list", "--format", "json"});
    REQUIRE(listed.status == 0);
    auto const document = parseJson(listed.output);
    REQUIRE(document);
    // By the id of a check, under which names its findings go.
    std::map<std::string, std::set<std::string>> names;
    for (auto const& rule : *document->find("rules")->array()) {
        auto const& id = *rule.find("id")->string();
        auto const& codes = *rule.find("codes")->array();
        if (codes.empty()) names[id].insert(id);
        for (auto const& code : codes) names[id].insert(*code.string());
    }
    CHECK(names.size() >= 34);
    auto const all = cases();
    for (auto const& [id, found] : names) {
        INFO(id);
        REQUIRE(all.count(id + "-passes") == 1);
        REQUIRE(all.count(id + "-fails") == 1);
        auto const finds = [&, &wanted = found](std::string const& name) {
            auto const rules = rulesFound(name);
            return std::any_of(wanted.begin(), wanted.end(), [&](std::string const& one) { return rules.count(one) == 1; });
        };
        CHECK_FALSE(finds(id + "-passes"));
        CHECK(finds(id + "-fails"));
    }
}
