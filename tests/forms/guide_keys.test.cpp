/// The guide for the methodologist says what every key means that the readers of an edition accept.

#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "base/file.h"
#include "support/catch.h"

using namespace zhibao;

namespace {

std::filesystem::path sources() {
    return std::filesystem::path{ZHIBAO_SOURCE_FOLDER};
}

/// Every key that a reader of editions lists as one it knows, with the file of the reader.
std::map<std::string, std::string> acceptedKeys() {
    std::map<std::string, std::string> keys;
    auto const take = [&](std::filesystem::path const& file) {
        auto const text = readFile(file);
        REQUIRE(text);
        std::regex const list{R"(onlyKeys\(\s*\{([^}]*)\})"};
        std::regex const key{R"re("([^"]+)")re"};
        for (std::sregex_iterator found{text->begin(), text->end(), list}, end; found != end; ++found) {
            auto const names = (*found)[1].str();
            for (std::sregex_iterator name{names.begin(), names.end(), key}; name != end; ++name) keys.emplace((*name)[1].str(), file.filename().string());
        }
    };
    for (auto const* folder : {"core/form", "core/table"})
        for (auto const& entry : std::filesystem::directory_iterator{sources() / folder})
            if (entry.path().extension() == ".cpp") take(entry.path());
    take(sources() / "core/rules/ruleset.cpp");
    take(sources() / "core/aggregate/target.cpp");
    return keys;
}

/// The words that stand in `back quotes` outside of the blocks of the worked example.
std::set<std::string> explainedWords(std::string const& guide) {
    auto const text = readFile(sources() / "forms" / guide);
    REQUIRE(text);
    std::set<std::string> words;
    bool inBlock = false;
    std::size_t start = 0;
    while (start < text->size()) {
        auto const end = std::min(text->find('\n', start), text->size());
        auto const line = text->substr(start, end - start);
        start = end + 1;
        if (line.starts_with("```")) inBlock = !inBlock;
        if (inBlock) continue;
        bool inQuotes = false;
        std::string word;
        for (char const c : line + " ") {
            bool const isOfWord = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
            if (isOfWord && inQuotes) word += c;
            else if (!word.empty()) words.insert(std::exchange(word, {}));
            if (c == '`') inQuotes = !inQuotes;
        }
    }
    return words;
}

}  // namespace

TEST_CASE("the guide explains every key that an edition may have, in both languages", "[forms][guide]") {
    auto const keys = acceptedKeys();
    // The readers are where this looks for them.
    for (auto const* known : {"appliesWhen", "maximalLength", "validation", "impossible", "shortest", "signatory", "calibre"}) CHECK(keys.contains(known));
    for (auto const* guide : {"README.md", "README.zh_CN.md"}) {
        auto const words = explainedWords(guide);
        for (auto const& [key, reader] : keys) {
            INFO(guide << " says nothing of “" << key << "”, which " << reader << " reads");
            CHECK(words.contains(key));
        }
    }
}
