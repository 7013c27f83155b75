#include "form/code_search.h"

#include <algorithm>
#include <optional>

#include "base/nearest.h"
#include "base/text.h"

namespace zhibao {

namespace {

std::vector<std::string> wordsOf(std::string_view folded) {
    std::vector<std::string> words;
    while (!folded.empty()) {
        auto const end = std::min(folded.find(' '), folded.size());
        if (end > 0) words.emplace_back(folded.substr(0, end));
        folded.remove_prefix(std::min(end + 1, folded.size()));
    }
    return words;
}

bool isWordByte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || static_cast<unsigned char>(byte) >= 0x80;
}

bool hasWordThatBegins(std::string const& text, std::string_view word) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
        if (at > 0 && !isWordByte(text[at - 1])) return true;
    return false;
}

std::optional<MatchRank> rankOf(SearchTexts const& texts, std::string_view word) {
    auto const is = [&](std::string const& candidate) { return candidate == word; };
    auto const begins = [&](std::string const& candidate) { return candidate.starts_with(word); };
    auto const contains = [&](std::string const& candidate) { return candidate.find(word) != std::string::npos; };
    auto const any = [](std::vector<std::string> const& candidates, auto const& test) { return std::any_of(candidates.begin(), candidates.end(), test); };
    if (is(texts.code)) return MatchRank::code;
    if (begins(texts.code)) return MatchRank::codeBegins;
    if (any(texts.keys, is) || any(texts.names, is) || any(texts.otherCodes, is)) return MatchRank::whole;
    if (any(texts.keys, begins)) return MatchRank::keyBegins;
    if (any(texts.names, begins)) return MatchRank::nameBegins;
    if (any(texts.names, [&](std::string const& name) { return hasWordThatBegins(name, word); })) return MatchRank::wordBegins;
    if (any(texts.names, contains) || any(texts.keys, contains) || any(texts.otherCodes, begins)) return MatchRank::contains;
    return std::nullopt;
}

/// A word of the search, and what it is taken for.
struct Wanted {
    std::string word;
    std::vector<std::string> guesses;  // empty: the word itself
};

std::vector<std::string> nearestWords(CodeList const& list, std::string const& word) {
    constexpr std::size_t shortest = 3;  // anything shorter is near to everything
    if (word.size() < shortest) return {};
    std::vector<std::string> candidates;
    auto const add = [&](std::string const& text) {
        if (text.size() >= shortest) candidates.push_back(text);
    };
    for (auto const& texts : list.searchTexts()) {
        add(texts.code);
        for (auto const& key : texts.keys) add(key);
        for (auto const& code : texts.otherCodes) add(code);
        for (auto const& name : texts.names) {
            add(name);
            for (auto const& part : wordsOf(name)) add(part);
        }
    }
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    return nearest(word, candidates);
}

/// The best rank of a wanted word, and the text that has it.
struct Fit {
    MatchRank rank;
    std::string const* text;
};

std::optional<Fit> fitOf(SearchTexts const& texts, Wanted const& wanted) {
    if (wanted.guesses.empty()) {
        auto const rank = rankOf(texts, wanted.word);
        return rank ? std::optional{Fit{*rank, &wanted.word}} : std::nullopt;
    }
    // The nearest guess counts, not the one that fits best: guesses stand in their order.
    for (auto const& guess : wanted.guesses)
        if (auto const rank = rankOf(texts, guess)) return Fit{*rank, &guess};
    return std::nullopt;
}

/// A shown text as it is compared, with where each of its bytes comes from.
struct Folded {
    std::string text;
    std::vector<std::size_t> from;  // of each byte, and of the end
};

Folded foldedWithOrigins(std::string const& shown) {
    Folded folded;
    for (std::size_t at = 0; at < shown.size();) {
        auto end = at + 1;
        while (end < shown.size() && (static_cast<unsigned char>(shown[end]) & 0xC0U) == 0x80U) ++end;
        auto const character = foldedForSearch(std::string_view{shown}.substr(at, end - at));
        auto const part = character.empty() ? std::string{' '} : character;  // only white space folds to nothing
        folded.text += part;
        folded.from.insert(folded.from.end(), part.size(), at);
        at = end;
    }
    folded.from.push_back(shown.size());
    return folded;
}

/// Adds where the word stands in the text; false when it does not.
bool addRanges(std::string const& shown, std::string const& word, std::vector<TextRange>& ranges) {
    auto const folded = foldedWithOrigins(shown);
    bool isThere = false;
    for (auto at = folded.text.find(word); at != std::string::npos; at = folded.text.find(word, at + word.size())) {
        auto const begin = folded.from[at];
        auto last = at + word.size();
        // A character that folds to several bytes is highlighted whole.
        while (last < folded.text.size() && folded.from[last] == folded.from[last - 1]) ++last;
        ranges.push_back({begin, folded.from[last] - begin});
        isThere = true;
    }
    return isThere;
}

void joinOverlapping(std::vector<TextRange>& ranges) {
    std::sort(ranges.begin(), ranges.end(), [](TextRange left, TextRange right) { return left.begin < right.begin; });
    std::vector<TextRange> joined;
    for (auto const range : ranges) {
        if (!joined.empty() && range.begin <= joined.back().begin + joined.back().length)
            joined.back().length = std::max(joined.back().length, range.begin + range.length - joined.back().begin);
        else
            joined.push_back(range);
    }
    ranges = std::move(joined);
}

void highlight(CodeMatch& match, std::string const& word) {
    auto const& entry = *match.entry;
    bool isShown = addRanges(entry.code, word, match.inCode);
    isShown = addRanges(entry.name.zh, word, match.inChinese) || isShown;
    isShown = addRanges(entry.name.en, word, match.inEnglish) || isShown;
    if (isShown) return;
    auto const add = [&](std::string const& text) {
        if (std::find(match.by.begin(), match.by.end(), text) == match.by.end()) match.by.push_back(text);
    };
    for (auto const& [heading, value] : entry.attributes) {
        if (!heading.ends_with("_codes")) continue;
        for (auto const& code : separatedBySemicolon(value))
            if (foldedForSearch(code).starts_with(word)) add(code);
    }
    // The shortest key that fits says it best; all of them would be a list of every spelling.
    std::string const* best = nullptr;
    for (auto const& key : entry.searchKeys)
        if (foldedForSearch(key).find(word) != std::string::npos && (best == nullptr || key.size() < best->size())) best = &key;
    if (best != nullptr) add(*best);
}

struct Candidate {
    CodeMatch match;
    int sum = 0;
    std::vector<std::string const*> words;  // to highlight
};

std::optional<Candidate> candidateOf(SearchTexts const& texts, std::vector<Wanted> const& wanted) {
    Candidate candidate;
    candidate.match.rank = MatchRank::code;
    for (auto const& one : wanted) {
        auto const fit = fitOf(texts, one);
        if (!fit) return std::nullopt;
        candidate.match.rank = std::max(candidate.match.rank, fit->rank);
        candidate.sum += static_cast<int>(fit->rank);
        candidate.words.push_back(fit->text);
        if (!one.guesses.empty()) candidate.match.meant += (candidate.match.meant.empty() ? "" : " ") + *fit->text;
    }
    return candidate;
}

}  // namespace

std::vector<CodeMatch> searchCodes(CodeList const& list, std::string_view text, Guessing guessing) {
    auto const folded = foldedForSearch(text);
    auto const words = wordsOf(folded);
    if (words.empty()) return {};
    auto const& texts = list.searchTexts();
    std::vector<Wanted> wanted;
    for (auto const& word : words) {
        Wanted one{word, {}};
        bool const fitsSome = std::any_of(texts.begin(), texts.end(), [&](SearchTexts const& its) { return rankOf(its, word).has_value(); });
        if (!fitsSome && guessing == Guessing::whereNothingFits) one.guesses = nearestWords(list, word);
        wanted.push_back(std::move(one));
    }
    std::vector<Wanted> const asItStands{{folded, {}}};

    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        auto candidate = candidateOf(texts[i], wanted);
        if (words.size() > 1) {
            // A name of several words is better met as a whole than word by word.
            auto whole = candidateOf(texts[i], asItStands);
            if (whole && (!candidate || whole->match.rank <= candidate->match.rank)) candidate = std::move(whole);
        }
        if (!candidate) continue;
        candidate->match.entry = &list.entries()[i];
        candidates.push_back(*std::move(candidate));
    }
    std::stable_sort(candidates.begin(), candidates.end(), [](Candidate const& left, Candidate const& right) {
        return std::pair{left.match.rank, left.sum} < std::pair{right.match.rank, right.sum};
    });
    std::vector<CodeMatch> matches;
    matches.reserve(candidates.size());
    for (auto& candidate : candidates) {
        for (auto const* word : candidate.words) highlight(candidate.match, *word);
        for (auto* ranges : {&candidate.match.inCode, &candidate.match.inChinese, &candidate.match.inEnglish}) joinOverlapping(*ranges);
        matches.push_back(std::move(candidate.match));
    }
    return matches;
}

}  // namespace zhibao
