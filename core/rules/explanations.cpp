#include "rules/explanations.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace zhibao {

namespace {

using Letters = std::u32string;

bool isDigit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

bool isLatin(char32_t c) {
    return c >= U'a' && c <= U'z';
}

/// True for what is no letter: ASCII but letters and digits; marks, arrows, signs and pictures, with what chooses their look.
bool isMark(char32_t c) {
    if (c < 0x80) return !isLatin(c) && !isDigit(c);
    return c <= 0xBF || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFE00 && c <= 0xFE6F) || (c >= 0x1F000 && c <= 0x1FBFF) ||
           c >= 0xE0000;
}

/// The text without what people vary: width and case.
Letters folded(std::string_view text) {
    Letters letters;
    auto const bytes = foldedForSearch(text);
    for (std::size_t i = 0; i < bytes.size();) {
        auto const first = static_cast<unsigned char>(bytes[i]);
        std::size_t const length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        char32_t code = length == 1 ? first : first & (0xFFU >> (length + 1));
        for (std::size_t more = 1; more < length && i + more < bytes.size(); ++more) code = (code << 6U) | (static_cast<unsigned char>(bytes[i + more]) & 0x3FU);
        letters += code;
        i += length;
    }
    return letters;
}

enum class WordKind { chinese, latin, digits };

struct Word {
    Letters text;
    WordKind kind = WordKind::chinese;
};

WordKind kindOf(char32_t c) {
    return isLatin(c) ? WordKind::latin : isDigit(c) ? WordKind::digits : WordKind::chinese;
}

/// A text as words: runs of Latin letters, of digits, and of other letters such as Chinese ones.
std::vector<Word> wordsOf(std::string_view text) {
    std::vector<Word> words;
    bool isOpen = false;
    for (auto const c : folded(text)) {
        if (isMark(c)) {
            // Between Chinese characters a mark or space does not end a word: "核 实，无 误" is the same text.
            if (isOpen && words.back().kind != WordKind::chinese) isOpen = false;
            continue;
        }
        if (!isOpen || words.back().kind != kindOf(c)) words.push_back({{}, kindOf(c)});
        isOpen = true;
        words.back().text += c;
    }
    return words;
}

/// Where a word was taken out.
constexpr char32_t gap = U'\n';

/// In one pass, also where taking one out makes another: a stranger may repeat a word a million times.
void takeOut(Letters& text, Letters const& word) {
    if (text.find(word) == Letters::npos) return;
    Letters rest;
    std::vector<std::size_t> gaps;
    for (auto const c : text) {
        rest += c;
        if (!rest.ends_with(word)) continue;
        rest.resize(rest.size() - word.size());
        while (!gaps.empty() && gaps.back() >= rest.size()) gaps.pop_back();
        gaps.push_back(rest.size());
    }
    Letters marked;
    std::size_t next = 0;
    for (std::size_t i = 0; i <= rest.size(); ++i) {
        if (next < gaps.size() && gaps[next] == i) {
            marked += gap;
            ++next;
        }
        if (i < rest.size()) marked += rest[i];
    }
    text = std::move(marked);
}

/// The words that say nothing, ready to be taken out.
struct EmptyWords {
    explicit EmptyWords(std::vector<std::string> const& words) {
        for (auto const& word : words) {
            for (auto& part : wordsOf(word)) {
                if (part.kind == WordKind::digits) continue;
                if (part.kind == WordKind::latin) latin.insert(std::move(part.text));
                else if (part.text.size() == 1) single += part.text;
                else chinese.push_back(std::move(part.text));
            }
        }
        // The longest first, so that no word is broken by a shorter one inside it.
        std::stable_sort(chinese.begin(), chinese.end(), [](auto const& left, auto const& right) { return left.size() > right.size(); });
    }

    std::vector<Letters> chinese;
    Letters single;  // characters that say nothing where nothing else stands between empty words: 经 in 经核实, not in 经营
    std::set<Letters> latin;
};

/// What is left when the empty words are gone; digits stay.
Letters substanceOf(std::string_view text, EmptyWords const& empty) {
    Letters left;
    for (auto& word : wordsOf(text)) {
        if (word.kind != WordKind::chinese) {
            if (!empty.latin.contains(word.text)) left += word.text;
            continue;
        }
        for (auto const& one : empty.chinese) takeOut(word.text, one);
        Letters piece;
        for (auto const c : word.text + gap) {
            if (c != gap) {
                piece += c;
                continue;
            }
            if (piece.find_first_not_of(empty.single) != Letters::npos) left += piece;
            piece.clear();
        }
    }
    return left;
}

/// The shortest text that, said again and again, is this one: "测试" for "测试测试", also where the last time is cut off. By the borders of
/// its beginnings (Knuth, Morris and Pratt).
Letters saidOnce(Letters text) {
    std::vector<std::size_t> border(text.size() + 1, 0);
    for (std::size_t i = 1, length = 0; i < text.size(); ++i) {
        while (length > 0 && text[i] != text[length]) length = border[length];
        if (text[i] == text[length]) ++length;
        border[i + 1] = length;
    }
    auto const period = text.size() - border[text.size()];
    // Twice at least: in "合同结束合同" the beginning only comes back once more at the end.
    if (period * 2 <= text.size()) text.resize(period);
    return text;
}

std::size_t countLetters(Letters const& substance) {
    Letters letters;
    std::copy_if(substance.begin(), substance.end(), std::back_inserter(letters), [](char32_t c) { return !isDigit(c); });
    return saidOnce(std::move(letters)).size();
}

/// Of a text of two or three letters again and again: somebody leans on the keyboard.
std::size_t differentLetters(Letters const& substance) {
    std::set<char32_t> different;
    for (auto const c : substance)
        if (!isDigit(c)) different.insert(c);
    return different.size();
}

}  // namespace

struct ExplanationRules::State {
    EmptyWords empty;
    std::size_t shortest;

    /// As explanations are compared: what they say, once.
    [[nodiscard]] Letters comparable(std::string_view text) const { return saidOnce(substanceOf(text, empty)); }
};

ExplanationRules::ExplanationRules(ExplanationRequirements const& requirements)
    : state_(std::make_shared<State const>(State{EmptyWords{requirements.emptyWords}, requirements.shortest})) {}

std::size_t ExplanationRules::lettersThatSaySomething(std::string_view text) const {
    return countLetters(substanceOf(text, state_->empty));
}

EarlierTexts ExplanationRules::textsOf(std::vector<Explanation> const& explanations) const {
    EarlierTexts texts{state_->shortest};
    for (auto const& explanation : explanations) texts.add(explanation.rule, state_->comparable(explanation.text));
    return texts;
}

std::optional<Error> ExplanationRules::refusalOf(Explanation const& explanation, EarlierTexts const& earlier) const {
    ErrorArguments arguments{{"rule", explanation.rule}, {"text", explanation.text}};
    auto const substance = substanceOf(explanation.text, state_->empty);
    auto const letters = countLetters(substance);
    if (letters == 0) return Error{error::explanationSaysNothing, {}, std::move(arguments)};
    // An honest text of the shortest kind repeats one letter at most: 退货退款.
    if (letters < state_->shortest || differentLetters(substance) + 1 < state_->shortest) {
        arguments.emplace("shortest", std::to_string(state_->shortest));
        return Error{error::explanationTooShort, {}, std::move(arguments)};
    }
    if (earlier.tell(explanation.rule, saidOnce(substance))) return Error{error::explanationRepeated, {}, std::move(arguments)};
    return std::nullopt;
}

}  // namespace zhibao
