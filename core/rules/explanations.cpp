#include "rules/explanations.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace zhibao {

namespace {

bool isAsciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A text as words: runs of Latin letters, and runs of other letters such as Chinese ones.
struct Word {
    std::string text;
    bool isLatin = false;
};

std::size_t lengthOfCharacter(char first) {
    auto const byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// True for marks, spaces and symbols beyond ASCII: general punctuation, arrows and signs up to U+2BFF, and U+3000 to U+303F.
bool isMark(std::string_view character) {
    if (character.size() == 2) return static_cast<unsigned char>(character[0]) == 0xC2;  // U+0080 to U+00BF
    if (character.size() != 3) return false;
    auto const byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(character[i])); };
    unsigned const code = ((byte(0) & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
    return (code >= 0x2000 && code <= 0x2BFF) || (code >= 0x3000 && code <= 0x303F) || (code >= 0xFE10 && code <= 0xFE6F);
}

std::vector<Word> wordsOf(std::string_view text) {
    // Folding makes full-width letters and marks plain and case equal.
    auto const folded = foldedForSearch(text);
    std::vector<Word> words;
    bool isOpen = false;
    for (std::size_t i = 0; i < folded.size();) {
        auto const length = std::min(lengthOfCharacter(folded[i]), folded.size() - i);
        std::string_view const character{folded.data() + i, length};
        i += length;
        bool const isLatin = length == 1 && isAsciiLetter(character.front());
        if ((length == 1 && !isLatin) || isMark(character)) {
            // Between Chinese characters a mark or space does not end a word: "核 实，无 误" is the same text.
            if (isOpen && words.back().isLatin) isOpen = false;
            continue;
        }
        if (!isOpen || words.back().isLatin != isLatin) words.push_back({{}, isLatin});
        isOpen = true;
        words.back().text += character;
    }
    return words;
}

/// In one pass, also where taking one out makes another: a stranger may repeat a word a million times.
void removeAll(std::string& text, std::string_view part) {
    if (part.empty()) return;
    std::string rest;
    for (char const byte : text) {
        rest += byte;
        if (rest.ends_with(part)) rest.resize(rest.size() - part.size());
    }
    text = std::move(rest);
}

/// Without what people vary: width, case, spaces, marks. Digits stay: another date or amount is another text.
std::string comparable(std::string_view text) {
    auto const folded = foldedForSearch(text);
    std::string result;
    for (std::size_t i = 0; i < folded.size();) {
        auto const length = std::min(lengthOfCharacter(folded[i]), folded.size() - i);
        std::string_view const character{folded.data() + i, length};
        i += length;
        bool const isDigit = length == 1 && character.front() >= '0' && character.front() <= '9';
        if (length == 1 ? isAsciiLetter(character.front()) || isDigit : !isMark(character)) result += character;
    }
    return result;
}

}  // namespace

std::size_t lettersThatSaySomething(std::string_view text, std::vector<std::string> const& emptyWords) {
    std::vector<std::string> chinese;
    std::vector<std::string> latin;
    for (auto const& word : emptyWords) {
        for (auto& part : wordsOf(word)) (part.isLatin ? latin : chinese).push_back(std::move(part.text));
    }
    // The longest first, so that no word is broken by a shorter one inside it.
    std::stable_sort(chinese.begin(), chinese.end(), [](auto const& left, auto const& right) { return left.size() > right.size(); });
    std::size_t letters = 0;
    for (auto& word : wordsOf(text)) {
        if (word.isLatin) {
            if (std::find(latin.begin(), latin.end(), word.text) == latin.end()) letters += word.text.size();
            continue;
        }
        for (auto const& empty : chinese) removeAll(word.text, empty);
        letters += characterCount(word.text);
    }
    return letters;
}

std::optional<Error> refusalOf(Explanation const& explanation, ExplanationRequirements const& requirements, std::vector<Explanation> const& earlier) {
    ErrorArguments arguments{{"rule", explanation.rule}, {"text", explanation.text}};
    auto const letters = lettersThatSaySomething(explanation.text, requirements.emptyWords);
    if (letters == 0) return Error{error::explanationSaysNothing, {}, std::move(arguments)};
    if (letters < requirements.shortest) {
        arguments.emplace("shortest", std::to_string(requirements.shortest));
        return Error{error::explanationTooShort, {}, std::move(arguments)};
    }
    auto const text = comparable(explanation.text);
    bool const isRepeated = std::any_of(earlier.begin(), earlier.end(), [&](Explanation const& one) {
        return one.rule == explanation.rule && comparable(one.text) == text;
    });
    if (isRepeated) return Error{error::explanationRepeated, {}, std::move(arguments)};
    return std::nullopt;
}

}  // namespace zhibao
