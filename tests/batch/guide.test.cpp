/// Follows the methodologist's guide (forms/README.md and its Chinese twin) to the letter: writes the files it shows, makes the changes
/// it tells to make, runs its commands, and expects what it says they answer.

#include <algorithm>
#include <filesystem>
#include <optional>

#include "base/file.h"
#include "base/json.h"
#include "support/catch.h"
#include "support/program.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

struct Step {
    std::string action;             // "file", "change", "append", "console"
    std::vector<std::string> words;  // the file, and for changes the pointers
    std::string text;
};

std::vector<std::string> linesOf(std::string const& text) {
    std::vector<std::string> lines;
    std::size_t start = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos; start = end + 1, end = text.find('\n', start)) lines.push_back(text.substr(start, end - start));
    if (start < text.size()) lines.push_back(text.substr(start));
    return lines;
}

std::vector<std::string> wordsOf(std::string const& line) {
    std::vector<std::string> words(1);
    for (char const character : line) {
        if (character == ' ') words.emplace_back();
        else words.back() += character;
    }
    std::erase(words, "");
    return words;
}

std::filesystem::path formsFolder() {
    return std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms";
}

/// The blocks of a guide, each with the comment before it. A block that is neither announced nor a console stops the test.
std::vector<Step> stepsOf(std::string const& guide) {
    auto const bytes = readFile(formsFolder() / guide);
    REQUIRE(bytes);
    std::vector<Step> steps;
    std::optional<Step> announced;
    auto const lines = linesOf(*bytes);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto const& line = lines[i];
        if (line.starts_with("<!-- ")) {
            auto words = wordsOf(line.substr(5, line.size() - 5 - std::string_view{" -->"}.size()));
            REQUIRE(words.front().ends_with(":"));
            auto action = words.front().substr(0, words.front().size() - 1);
            words.erase(words.begin());
            announced = Step{std::move(action), std::move(words), {}};
        }
        if (!line.starts_with("```")) continue;
        Step step = announced.value_or(Step{"console", {}, {}});
        INFO(guide << ":" << i + 1);
        if (!announced) REQUIRE(line == "```console");
        announced.reset();
        for (++i; lines.at(i) != "```"; ++i) step.text += lines[i] + "\n";
        steps.push_back(std::move(step));
    }
    return steps;
}

JsonValue* at(JsonValue& root, std::string const& pointer) {
    JsonValue* value = &root;
    std::size_t start = 0;
    while (start < pointer.size()) {
        auto const end = std::min(pointer.find('/', start + 1), pointer.size());
        auto const name = pointer.substr(start + 1, end - start - 1);
        start = end;
        if (auto* array = value->array()) {
            value = &array->at(std::stoul(name));
            continue;
        }
        auto* object = value->object();
        REQUIRE(object != nullptr);
        auto const found = std::find_if(object->begin(), object->end(), [&](auto const& member) { return member.first == name; });
        INFO(pointer);
        REQUIRE(found != object->end());
        value = &found->second;
    }
    return value;
}

JsonValue jsonOf(std::string const& text) {
    auto value = parseJson(text);
    REQUIRE(value);
    return *std::move(value);
}

/// The reader at the keyboard, in a folder of their own.
class Reader {
public:
    explicit Reader(std::string language) : language_(std::move(language)), before_(std::filesystem::current_path()) { std::filesystem::current_path(folder_.path()); }
    ~Reader() { std::filesystem::current_path(before_); }
    Reader(Reader const&) = delete;
    Reader& operator=(Reader const&) = delete;

    void follow(Step const& step) {
        INFO(step.action << " " << (step.words.empty() ? "" : step.words.front()));
        if (step.action == "console") return console(step.text);
        auto const& file = step.words.at(0);
        if (step.action == "file") {
            REQUIRE_FALSE(std::filesystem::exists(file));
            std::filesystem::create_directories(std::filesystem::absolute(file).parent_path());
            REQUIRE(writeFile(file, step.text));
            return;
        }
        auto const bytes = readFile(file);
        REQUIRE(bytes);
        auto document = jsonOf(*bytes);
        auto const added = jsonOf(step.text);
        auto pointers = std::vector<std::string>(step.words.begin() + 1, step.words.end());
        if (pointers.empty()) pointers.emplace_back();
        for (auto const& pointer : pointers) {
            auto* place = at(document, pointer);
            if (step.action == "append") {
                for (auto const& element : *added.array()) place->array()->push_back(element);
                continue;
            }
            REQUIRE(step.action == "change");
            for (auto const& [name, value] : *added.object()) {
                auto const known = std::find_if(place->object()->begin(), place->object()->end(), [&, key = name](auto const& member) { return member.first == key; });
                if (known == place->object()->end()) place->object()->emplace_back(name, value);
                else known->second = value;
            }
        }
        REQUIRE(writeFile(file, toText(document, 2)));
    }

private:
    /// Lines with "$ " are typed; what follows them is part of the answer.
    void console(std::string const& text) {
        std::string answer;
        for (auto const& line : linesOf(text)) {
            INFO(line);
            if (!line.starts_with("$ ")) {
                INFO("the answer was: " << answer);
                CHECK(answer.find(line) != std::string::npos);
                continue;
            }
            auto words = wordsOf(line.substr(2));
            if (words.front() == "cp") {
                REQUIRE(words.size() == 4);
                // What is installed is what the source tree has.
                auto const from = words[2] == "/usr/share/zhibao/forms" ? formsFolder() : std::filesystem::path{words[2]};
                std::filesystem::copy(from, words[3], std::filesystem::copy_options::recursive);
                continue;
            }
            REQUIRE(words.front() == "zhibao");
            words.erase(words.begin());
            auto const outcome = test::runProgram("zhibao", words, {}, {{"LC_ALL", language_}, {"LANG", language_}, {"LANGUAGE", ""}});
            answer = outcome.output + outcome.errors;
            INFO(answer);
            // 1 is an answer too: the filing has an error.
            CHECK(outcome.status <= 1);
        }
    }

    std::string language_;
    std::filesystem::path before_;
    test::TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("the guide for the methodologist can be followed word by word, in both languages", "[batch][guide]") {
    for (auto const& [guide, language] : {std::pair{"README.md", "en_US.UTF-8"}, std::pair{"README.zh_CN.md", "zh_CN.UTF-8"}}) {
        INFO(guide);
        auto const steps = stepsOf(guide);
        REQUIRE(steps.size() == 18);
        Reader reader{language};
        for (auto const& step : steps) reader.follow(step);

        // What the reader has at the end: a table with the one row of the filing.
        auto const bytes = readFile("table.json");
        REQUIRE(bytes);
        auto const table = jsonOf(*bytes);
        bool isFound = false;
        auto const& rows = *table.find("rows")->array();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (*rows[i].find("key")->string() != "none") continue;
            isFound = true;
            auto const& cells = *table.find("cells")->array()->at(i).array();
            CHECK(*cells.at(0).find("value")->string() == "10.00");
            CHECK(*cells.at(2).find("value")->string() == "100.00");
        }
        CHECK(isFound);
        // The edition the reader started from is as it was.
        CHECK(test::runProgram("zhibao", {"edition", "diff", (formsFolder() / "services-trade/2017-1").string(), "my-forms/services-trade/2017-1", "--format", "json"}).output ==
              "{\n  \"changes\": []\n}\n\n");
    }
}

TEST_CASE("the survey's own edition has nothing for its author to mend", "[batch][guide]") {
    auto const checked = test::runProgram("zhibao", {"edition", "check", (formsFolder() / "services-trade/2017-1").string(), "--lang", "en"});
    INFO(checked.output << checked.errors);
    CHECK(checked.status == 0);
}

TEST_CASE("the two guides show the same files and commands", "[batch][guide]") {
    auto const english = stepsOf("README.md");
    auto const chinese = stepsOf("README.zh_CN.md");
    REQUIRE(english.size() == chinese.size());
    for (std::size_t i = 0; i < english.size(); ++i) {
        CHECK(english[i].action == chinese[i].action);
        CHECK(english[i].words == chinese[i].words);
        auto const typed = [](Step const& step) {
            if (step.action != "console") return step.text;
            std::string text;
            for (auto const& line : linesOf(step.text))
                if (line.starts_with("$ ")) text += line + "\n";
            return text;
        };
        CHECK(typed(english[i]) == typed(chinese[i]));
    }
}
