#pragma once
/// Finding what a person means in a code list: by code, by Chinese or English name, by pinyin (whole or initials), by other names, and by
/// the codes of other classifications, such as the bank's six digits of 涉外收支.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "form/code_list.h"

namespace zhibao {

/// How well an entry answers a word; the better first. Width and case do not matter.
enum class MatchRank {
    code,         // it is the very code
    codeBegins,   // the code begins with it
    whole,        // a name, a search key (pinyin, initials, another name) or a code of another classification is it
    keyBegins,    // a search key begins with it
    nameBegins,   // a name begins with it
    wordBegins,   // a word inside the English name begins with it
    contains      // a name or search key contains it, or a code of another classification begins with it
};

/// Part of a text as it is shown, in bytes; never cuts a character.
struct TextRange {
    std::size_t begin = 0;
    std::size_t length = 0;
    friend bool operator==(TextRange, TextRange) = default;
};

/// An entry that was found, and by what.
struct CodeMatch {
    CodeEntry const* entry = nullptr;
    MatchRank rank = MatchRank::contains;  // of the word that fits least
    std::string meant;                     // where the text was taken for a mistyped one: the word that fits; else empty
    std::vector<TextRange> inCode;         // what to highlight; sorted, not overlapping
    std::vector<TextRange> inChinese;
    std::vector<TextRange> inEnglish;
    std::vector<std::string> by;  // search keys and codes of other classifications that fit, for words that nothing shown fits
};

/// What is done about a word that nothing fits.
enum class Guessing { never, whereNothingFits };

/// Entries that fit each word of `text` (words stand apart by spaces), and those that fit it as it stands. Order: the rank of the word that
/// fits least, then the sum of the ranks, then statutory order; so equal lists and texts give equal answers.
/// A word of at least three bytes that fits no entry at all is taken for the nearest words of the list (base/nearest.h) where guessing
/// is wanted. Nothing for a text without words. The matches point into the list.
[[nodiscard]] std::vector<CodeMatch> searchCodes(CodeList const& list, std::string_view text, Guessing guessing);

}  // namespace zhibao
