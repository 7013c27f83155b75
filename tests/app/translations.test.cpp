/// Every text of the windows is there in Chinese: none unfinished, none forgotten, none with another placeholder.

#include <regex>
#include <set>

#include "base/file.h"
#include "support/catch.h"
#include "support/temporary_folder.h"
#include "support/program.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::filesystem::path const app = std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "app";

struct Translation {
    std::string context;
    std::string source;
    std::string text;
    bool isFinished = false;
    friend auto operator<=>(Translation const&, Translation const&) = default;
};

std::vector<Translation> translationsIn(std::filesystem::path const& file) {
    auto const text = readFile(file);
    REQUIRE(text);
    static std::regex const pattern{
        R"(<name>([^<]*)</name>|<source>([^<]*)</source>(?:\s*<(?:comment|extracomment)>[^<]*</(?:comment|extracomment)>)*\s*<translation( type="unfinished")?>([^<]*)</translation>|<translation type="unfinished"/>)"};
    std::vector<Translation> translations;
    std::string context;
    for (std::sregex_iterator match{text->begin(), text->end(), pattern}, end; match != end; ++match) {
        if ((*match)[1].matched) context = (*match)[1];
        else translations.push_back({context, (*match)[2], (*match)[4], (*match)[2].matched && !(*match)[3].matched});
    }
    return translations;
}

std::multiset<std::string> placeholdersOf(std::string const& text) {
    static std::regex const pattern{"%(L?[0-9]+|n)"};
    std::multiset<std::string> found;
    for (std::sregex_iterator match{text.begin(), text.end(), pattern}, end; match != end; ++match) found.insert(match->str());
    return found;
}

std::vector<std::string> names() {
    std::vector<std::string> found;
    for (auto const* name : {"ui", "enterprise", "bureau"})
        if (std::filesystem::exists(app / name / "CMakeLists.txt")) found.emplace_back(name);
    return found;
}

}  // namespace

TEST_CASE("every text of the windows is translated, with the same places for values", "[app][i18n]") {
    for (auto const& name : names()) {
        auto const translations = translationsIn(app / "i18n" / "translations" / (name + "_zh_CN.ts"));
        REQUIRE(translations.size() > 2);
        for (auto const& one : translations) {
            INFO(name << ": " << one.context << ": " << one.source);
            CHECK(one.isFinished);
            CHECK_FALSE(one.text.empty());
            CHECK(placeholdersOf(one.source) == placeholdersOf(one.text));
        }
    }
}

TEST_CASE("no text of the sources is missing from the translations", "[app][i18n]") {
    TemporaryFolder const folder;
    for (auto const& name : names()) {
        INFO(name);
        auto const kept = app / "i18n" / "translations" / (name + "_zh_CN.ts");
        auto const anew = folder / (name + ".ts");
        auto const run = runTool(ZHIBAO_LUPDATE, {"-silent", "-I", toText(app), "-locations", "none", "-no-obsolete", "-source-language", "en",
                                                  "-target-language", "zh_CN", toText(app / name), "-ts", toText(anew)});
        INFO(run.output << run.errors);
        REQUIRE(run.status == 0);
        auto const keysOf = [](std::vector<Translation> const& translations) {
            std::set<std::string> keys;
            for (auto const& one : translations) keys.insert(one.context + ": " + one.source);
            return keys;
        };
        CHECK(keysOf(translationsIn(anew)) == keysOf(translationsIn(kept)));
    }
}
