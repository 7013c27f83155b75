/// Every error has a sentence in Chinese and English, and every sentence an error.

#include <algorithm>
#include <map>
#include <set>

#include "architecture/source_tree.h"
#include "base/json.h"

#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::architecture;

namespace {

/// Codes declared in C++ and the files that declare them.
std::multimap<std::string, std::string> codesIn(std::vector<SourceFile> const& files) {
    static std::regex const pattern{R"re(ErrorCode\s+\w+\{\s*"([a-z0-9-]+)"\s*\})re"};
    std::multimap<std::string, std::string> codes;
    for (auto const& file : files) {
        auto const code = withoutComments(file.text, true);
        for (std::sregex_iterator match{code.begin(), code.end(), pattern}, end; match != end; ++match) codes.emplace((*match)[1], file.path);
    }
    return codes;
}

std::vector<SourceFile> sources() {
    auto files = filesBelow("core", {".h", ".cpp"});
    auto const programs = filesBelow("app", {".h", ".cpp"});
    files.insert(files.end(), programs.begin(), programs.end());
    return files;
}

std::multimap<std::string, std::string> declaredCodes() {
    return codesIn(sources());
}

/// Names of sentences that are no errors and that programs ask for with phrase("name", …), and the files that do. A name that is put
/// together, phrase("level-" + …), is given as its beginning and a star.
std::multimap<std::string, std::string> phrasesIn(std::vector<SourceFile> const& files) {
    static std::regex const pattern{R"re(\b(?:phrase|sayPhrase)\s*\(\s*(?:std::string\s*[{(]\s*)?"([a-z0-9-]+)"\s*[})]?\s*(\+?))re"};
    std::multimap<std::string, std::string> names;
    for (auto const& file : files) {
        auto const code = withoutComments(file.text, true);
        for (std::sregex_iterator match{code.begin(), code.end(), pattern}, end; match != end; ++match)
            names.emplace((*match)[1].str() + ((*match)[2] == "+" ? "*" : ""), file.path);
    }
    return names;
}

/// The names in braces: {"text", "limit"} of "… {text} … {limit} {limit:line|lines}".
std::set<std::string> argumentsOf(std::string const& sentence) {
    static std::regex const pattern{R"(\{([^{}:]*)[^{}]*\})"};
    std::set<std::string> names;
    for (std::sregex_iterator match{sentence.begin(), sentence.end(), pattern}, end; match != end; ++match) names.insert((*match)[1]);
    return names;
}

struct Sentence {
    std::string file;
    std::string zh;
    std::string en;
};

std::multimap<std::string, Sentence> textsBelow(std::string_view folder) {
    std::multimap<std::string, Sentence> sentences;
    for (auto const& file : filesBelow(folder, {".json"})) {
        INFO(file.path);
        auto const value = parseJson(file.text);
        REQUIRE(value);
        REQUIRE(value->object());
        for (auto const& [code, texts] : *value->object()) {
            INFO(code);
            auto const* zh = texts.find("zh");
            auto const* en = texts.find("en");
            REQUIRE((zh && zh->string()));
            REQUIRE((en && en->string()));
            sentences.emplace(code, Sentence{file.path, *zh->string(), *en->string()});
        }
    }
    return sentences;
}

/// Sentences of errors, by code.
std::multimap<std::string, Sentence> writtenSentences() {
    return textsBelow("app/i18n/sentences");
}

/// What programs say beside errors, by name.
std::multimap<std::string, Sentence> writtenPhrases() {
    return textsBelow("app/i18n/phrases");
}

/// One `fail(error::fooBar, {{"text", …}})` and the names of the arguments that stand there.
struct GivingUp {
    std::string constant;
    std::set<std::string> arguments;
    std::string place;
};

/// Calls of fail whose arguments are written out, or which have none. A call that hands on a map it was given is left alone.
std::vector<GivingUp> callsOfFail(SourceFile const& file) {
    static std::regex const beginning{R"(\bfail\s*\(\s*error::(\w+)\s*([,)]))"};
    static std::regex const name{R"re(\{\s*"(\w+)"\s*,)re"};
    auto const code = withoutComments(file.text, true);
    auto const blanked = withoutComments(file.text);
    std::vector<GivingUp> calls;
    for (std::sregex_iterator match{code.begin(), code.end(), beginning}, end; match != end; ++match) {
        auto const start = static_cast<std::size_t>(match->position(2));
        std::size_t stop = start;
        // Parentheses within string literals do not count.
        for (int depth = 1; stop < blanked.size(); ++stop) {
            if (blanked[stop] == '(') ++depth;
            if (blanked[stop] == ')' && --depth == 0) break;
        }
        auto const rest = code.substr(start, stop - start);
        auto const second = rest.find_first_not_of(", \n");
        if (second != std::string::npos && rest[second] != '{') continue;
        GivingUp call{(*match)[1], {}, file.path + ":" + std::to_string(1 + std::count(code.begin(), code.begin() + match->position(0), '\n'))};
        for (std::sregex_iterator found{rest.begin(), rest.end(), name}; found != end; ++found) call.arguments.insert((*found)[1]);
        calls.push_back(std::move(call));
    }
    return calls;
}

bool hasChinese(std::string const& text) {
    // U+4E00 to U+9FFF begin with the bytes E4 to E9.
    return std::any_of(text.begin(), text.end(), [](char character) {
        auto const byte = static_cast<unsigned char>(character);
        return byte >= 0xE4U && byte <= 0xE9U;
    });
}

}  // namespace

TEST_CASE("the reader of error codes finds declarations and not those in comments", "[architecture][sentences]") {
    auto const codes = codesIn({{"a.h", "inline constexpr ErrorCode fooBar{\n    \"foo-bar\"};  // ErrorCode x{\"not-me\"}\n"}});
    REQUIRE(codes.size() == 1);
    CHECK(codes.begin()->first == "foo-bar");
    CHECK(argumentsOf("a {text} and {limit}") == std::set<std::string>{"limit", "text"});
    CHECK(declaredCodes().size() > 20);
}

TEST_CASE("every error code is declared once", "[architecture][sentences]") {
    std::vector<std::string> complaints;
    auto const codes = declaredCodes();
    for (auto code = codes.begin(); code != codes.end(); code = codes.upper_bound(code->first))
        if (codes.count(code->first) > 1) complaints.push_back(code->first);
    CHECK(listed(complaints) == "");
}

TEST_CASE("every error code has one sentence in Chinese and English with the same arguments", "[architecture][sentences]") {
    auto const sentences = writtenSentences();
    std::vector<std::string> complaints;
    for (auto const& [code, file] : declaredCodes())
        if (sentences.count(code) == 0) complaints.push_back(code + " (" + file + ") has no sentence");
    for (auto const& [code, sentence] : sentences) {
        if (sentences.count(code) > 1) complaints.push_back(code + " (" + sentence.file + ") has more than one sentence");
        if (argumentsOf(sentence.zh) != argumentsOf(sentence.en)) complaints.push_back(code + ": the arguments of the two languages differ");
        if (!hasChinese(sentence.zh)) complaints.push_back(code + ": the Chinese sentence is not Chinese");
        if (sentence.en.empty() || hasChinese(sentence.en)) complaints.push_back(code + ": the English sentence is not English");
    }
    CHECK(listed(complaints) == "");
}

TEST_CASE("a sentence asks for no argument that its error does not carry", "[architecture][sentences]") {
    auto const example = callsOfFail({"a.cpp", "return fail(error::fooBar, {{\"text\", std::string{f(\")\")}},\n {\"limit\", g()}});\nfail(error::other, given);"});
    REQUIRE(example.size() == 1);
    CHECK(example[0].constant == "fooBar");
    CHECK(example[0].arguments == std::set<std::string>{"limit", "text"});
    CHECK(example[0].place == "a.cpp:1");

    std::regex const declaration{R"re(ErrorCode\s+(\w+)\{\s*"([a-z0-9-]+)"\s*\})re"};
    std::map<std::string, std::string> codes;
    for (auto const& file : sources())
        for (std::sregex_iterator match{file.text.begin(), file.text.end(), declaration}, end; match != end; ++match) codes[(*match)[1]] = (*match)[2];
    auto const sentences = writtenSentences();
    std::vector<std::string> complaints;
    for (auto const& file : sources())
        for (auto const& call : callsOfFail(file)) {
            auto const sentence = sentences.find(codes[call.constant]);
            if (sentence == sentences.end()) continue;
            for (auto const& argument : argumentsOf(sentence->second.zh))
                if (!call.arguments.contains(argument)) complaints.push_back(call.place + ": " + sentence->first + " lacks {" + argument + "}");
        }
    CHECK(listed(complaints) == "");
}

TEST_CASE("every phrase a program says is written in both languages", "[architecture][sentences]") {
    CHECK(phrasesIn({{"a.cpp", "print(phrase(\"demo-done\", {}, language));"}}).count("demo-done") == 1);
    CHECK(phrasesIn({{"a.cpp", "print(phrase(std::string{\"level-\"} + name, {}, language));"}}).count("level-*") == 1);

    auto const written = writtenPhrases();
    auto const isWritten = [&](std::string const& name) {
        if (!name.ends_with('*')) return written.count(name) != 0;
        auto const beginning = name.substr(0, name.size() - 1);
        auto const found = written.lower_bound(beginning);
        return found != written.end() && found->first.starts_with(beginning);
    };
    std::vector<std::string> complaints;
    for (auto const& [name, file] : phrasesIn(sources()))
        if (!isWritten(name)) complaints.push_back(name + " (" + file + ") is written nowhere");
    for (auto const& [name, text] : written) {
        if (written.count(name) > 1) complaints.push_back(name + " (" + text.file + ") is written more than once");
        if (argumentsOf(text.zh) != argumentsOf(text.en)) complaints.push_back(name + ": the arguments of the two languages differ");
        if (text.zh.empty() || text.en.empty() || hasChinese(text.en)) complaints.push_back(name + ": one language is missing");
    }
    CHECK(listed(complaints) == "");
}

TEST_CASE("every phrase is said by a program, and every sentence belongs to an error code", "[architecture][sentences]") {
    auto const phrases = phrasesIn(sources());
    auto const isPutTogether = [&](std::string const& name) {
        return std::any_of(phrases.begin(), phrases.end(), [&](auto const& phrase) {
            return phrase.first.ends_with('*') && name.starts_with(phrase.first.substr(0, phrase.first.size() - 1));
        });
    };
    std::string programs;
    for (auto const& file : filesBelow("app", {".h", ".cpp"})) programs += withoutComments(file.text, true);
    std::vector<std::string> complaints;
    for (auto const& [name, text] : writtenPhrases()) {
        if (!isPutTogether(name) && programs.find('"' + name + '"') == std::string::npos)
            complaints.push_back(name + " (" + text.file + ") is said by nobody");
    }
    auto const codes = declaredCodes();
    for (auto const& [code, sentence] : writtenSentences())
        if (codes.count(code) == 0) complaints.push_back(code + " (" + sentence.file + ") is the sentence of nothing");
    CHECK(listed(complaints) == "");
}
