/// The chain of core/README.md, asked of the files themselves.

#include <algorithm>
#include <map>
#include <set>

#include "architecture/source_tree.h"
#include "base/file.h"

#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::architecture;

namespace {

namespace fs = std::filesystem;

std::size_t rankOf(std::vector<std::string> const& folders, std::string const& step) {
    return static_cast<std::size_t>(std::find(folders.begin(), folders.end(), step) - folders.begin());
}

/// What a core file includes although it stands behind its own step, or is none of core's files.
std::vector<std::string> includesPointingRight(SourceFile const& file, std::vector<std::string> const& folders) {
    std::vector<std::string> complaints;
    auto const own = rankOf(folders, stepOf(file.path));
    for (auto const& include : includesOf(file.text)) {
        if (!include.quoted) continue;
        auto const rank = rankOf(folders, include.target.substr(0, include.target.find('/')));
        if (rank > own || rank == folders.size())
            complaints.push_back(file.path + ":" + std::to_string(include.line) + " includes " + include.target);
    }
    return complaints;
}

/// The headers of others that a header of ours may show, because they are part of how we write results and dates.
bool isShownHeader(std::string const& target) {
    return target == "tl/expected.hpp" || target.starts_with("boost/date_time/");
}

/// Headers of others (standard ones have neither a folder nor an ending) that a header of core includes.
std::vector<std::string> shownHeadersOfOthers(SourceFile const& file) {
    std::vector<std::string> complaints;
    for (auto const& include : includesOf(file.text)) {
        bool const isStandard = include.target.find_first_of("/.") == std::string::npos;
        if (!include.quoted && !isStandard && !isShownHeader(include.target))
            complaints.push_back(file.path + ":" + std::to_string(include.line) + " shows " + include.target);
    }
    return complaints;
}

std::regex const& qtName() {
    static std::regex const pattern{R"(\b(Q[A-Z]\w+|Q_[A-Z]\w+|Qt|Qt6)\b)"};
    return pattern;
}

std::vector<std::string> concat(std::vector<std::string> all, std::vector<std::string> const& more) {
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace

TEST_CASE("the chain is read from the fenced block of core's README", "[architecture]") {
    CHECK(chainIn("# A\n```chain\nbase   x → y\nform   z\n```\nbehind\n") == std::vector<std::string>{"base", "form"});
    REQUIRE(chain().size() > 10);
    CHECK(chain().front() == "base");
    CHECK(std::set<std::string>(chain().begin(), chain().end()).size() == chain().size());
}

TEST_CASE("a core file includes only folders that stand before its own in the chain", "[architecture]") {
    std::vector<std::string> const folders{"base", "form", "answers"};
    CHECK(includesPointingRight({"core/form/a.h", "#include \"base/error.h\"\n#include \"form/b.h\"\n#include <map>\n"}, folders).empty());
    CHECK(includesPointingRight({"core/form/a.h", "#include \"answers/filing.h\"\n"}, folders).size() == 1);
    CHECK(includesPointingRight({"core/form/a.h", "#include \"zip.h\"\n"}, folders).size() == 1);

    std::vector<std::string> complaints;
    for (auto const& file : filesBelow("core", {".h", ".cpp"})) complaints = concat(complaints, includesPointingRight(file, chain()));
    CHECK(listed(complaints) == "");
}

TEST_CASE("every include of a core file leads to a file of core", "[architecture]") {
    std::vector<std::string> complaints;
    for (auto const& file : filesBelow("core", {".h", ".cpp"}))
        for (auto const& include : includesOf(file.text))
            if (include.quoted && !fs::is_regular_file(fs::path{ZHIBAO_SOURCE_FOLDER} / "core" / pathOf(include.target)))
                complaints.push_back(file.path + ":" + std::to_string(include.line) + " includes " + include.target);
    CHECK(listed(complaints) == "");
}

TEST_CASE("every folder of core stands in the chain and says in its README what it takes and gives", "[architecture]") {
    std::vector<std::string> complaints;
    for (auto const& entry : fs::directory_iterator{fs::path{ZHIBAO_SOURCE_FOLDER} / "core"}) {
        if (!entry.is_directory()) continue;
        auto const name = entry.path().filename().string();
        if (rankOf(chain(), name) == chain().size()) complaints.push_back(name + " is not in the chain");
        auto const readme = readFile(entry.path() / "README.md");
        if (!readme || readme->size() < 20) complaints.push_back(name + " has no README.md");
    }
    CHECK(listed(complaints) == "");
}

TEST_CASE("every C++ file of core lies in a folder of the chain and is one of its sources or headers", "[architecture]") {
    std::map<std::string, std::string> lists;
    for (auto const& file : filesBelow("core", {"/CMakeLists.txt"})) lists[stepOf(file.path)] = file.text;
    std::vector<std::string> complaints;
    for (auto const& file : filesBelow("core", {".cpp"})) {
        auto const name = file.path.substr(file.path.rfind('/') + 1);
        std::regex const listedName{"(^|[\\s/])" + std::regex_replace(name, std::regex{R"(\.)"}, "\\.") + "($|[\\s)])"};
        if (!std::regex_search(lists[stepOf(file.path)], listedName)) complaints.push_back(file.path + " is built by nobody");
    }
    CHECK(listed(complaints) == "");
}

TEST_CASE("core shows other people's headers only in its source files", "[architecture]") {
    CHECK(shownHeadersOfOthers({"core/base/a.h", "#include <map>\n#include <tl/expected.hpp>\n"}).empty());
    CHECK(shownHeadersOfOthers({"core/base/a.h", "#include <zip.h>\n#include <nlohmann/json.hpp>\n"}).size() == 2);

    std::vector<std::string> complaints;
    for (auto const& file : filesBelow("core", {".h"})) complaints = concat(complaints, shownHeadersOfOthers(file));
    CHECK(listed(complaints) == "");
}

TEST_CASE("core, the command line and the sentences know no Qt", "[architecture]") {
    CHECK(placesOf({"a.cpp", "#include <QString>\n"}, qtName()).size() == 1);
    CHECK(placesOf({"a.cpp", "// QString\nint Quarter = 1; auto Query = 2;\n"}, qtName()).empty());

    std::vector<std::string> complaints;
    for (auto const* folder : {"core", "app/batch", "app/collector", "app/i18n"})
        for (auto const& file : filesBelow(folder, {".h", ".cpp"})) complaints = concat(complaints, placesOf(file, qtName()));
    CHECK(listed(complaints) == "");
}

TEST_CASE("only the programs with windows are given Qt by the build", "[architecture]") {
    std::regex const pattern{R"(find_package\s*\(\s*Qt|Qt6?::)"};
    std::vector<std::string> complaints;
    for (auto const& file : filesBelow("", {"CMakeLists.txt", ".cmake"})) {
        bool const mayKnowQt = (file.path.starts_with("app/") && !file.path.starts_with("app/batch/") && !file.path.starts_with("app/collector/") && !file.path.starts_with("app/i18n/")) ||
                               file.path.starts_with("tests/app/");
        if (!mayKnowQt && std::regex_search(file.text, pattern)) complaints.push_back(file.path);
    }
    CHECK(listed(complaints) == "");
}

TEST_CASE("a test stands where the code it tests stands", "[architecture]") {
    std::vector<std::string> complaints;
    for (auto const& step : chain())
        for (auto const& file : filesBelow("tests/" + step, {".test.cpp"})) {
            auto const name = file.path.substr(file.path.rfind('/') + 1);
            auto const stem = name.substr(0, name.find(".test.cpp"));
            auto const folder = fs::path{ZHIBAO_SOURCE_FOLDER} / "core" / step;
            if (!fs::is_regular_file(folder / (stem + ".h")) && !fs::is_regular_file(folder / (stem + ".cpp")))
                complaints.push_back(file.path + " has no " + step + "/" + stem + ".h beside it in core");
        }
    CHECK(listed(complaints) == "");
}
