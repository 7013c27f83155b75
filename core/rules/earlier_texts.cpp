#include "rules/earlier_texts.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <optional>
#include <utility>

namespace zhibao {

namespace {

using Letters = std::u32string;

/// Of long texts one letter of so many may be another.
constexpr std::size_t lettersForOneSlip = 20;

bool isDigit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

/// Chinese numerals count like digits: 第二批 is not 第一批.
bool isNumeral(char32_t c) {
    return isDigit(c) || std::u32string_view{U"一二三四五六七八九十百千万亿两"}.find(c) != std::u32string_view::npos;
}

/// What a text counts.
Letters numeralsOf(Letters const& text) {
    Letters numerals;
    std::copy_if(text.begin(), text.end(), std::back_inserter(numerals), isNumeral);
    return numerals;
}

bool hasNumeral(Letters const& text) {
    return std::any_of(text.begin(), text.end(), isNumeral);
}

/// What a longer text has beside a shorter one that stands in it piece by piece; nothing when the shorter does not, or when there is
/// more beside it than `most`.
std::optional<Letters> addedTo(Letters const& shorter, Letters const& longer, std::size_t most) {
    Letters added;
    std::size_t found = 0;
    for (auto const c : longer) {
        if (found < shorter.size() && shorter[found] == c) {
            ++found;
            continue;
        }
        added += c;
        if (added.size() > most) return std::nullopt;
    }
    return found == shorter.size() ? std::optional{added} : std::nullopt;
}

/// In long texts one letter of twenty may be another: a slip of the pen or a disguise, and no other event. Where the letters stand next
/// to each other, which is what people do by hand; short texts may well differ by one letter and tell another story (德国, 法国).
bool differsInOnePlace(Letters const& one, Letters const& other) {
    auto const longest = std::max(one.size(), other.size());
    auto const allowed = longest / lettersForOneSlip;
    if (allowed == 0 || longest - std::min(one.size(), other.size()) > allowed) return false;
    auto const front = static_cast<std::size_t>(std::mismatch(one.begin(), one.end(), other.begin(), other.end()).first - one.begin());
    auto const most = std::min(one.size(), other.size()) - front;
    std::size_t back = 0;
    while (back < most && one[one.size() - 1 - back] == other[other.size() - 1 - back]) ++back;
    if (longest - front - back > allowed) return false;
    return !hasNumeral(one.substr(front, one.size() - front - back)) && !hasNumeral(other.substr(front, other.size() - front - back));
}

/// Whether two texts that count the same and are not the same tell the same.
bool tellTheSame(Letters const& one, Letters const& other, std::size_t shortest) {
    auto const& shorter = one.size() < other.size() ? one : other;
    auto const& longer = one.size() < other.size() ? other : one;
    if (shorter.size() < shortest) return false;
    if (shortest > 0 && longer.size() - shorter.size() < shortest) {
        if (auto const added = addedTo(shorter, longer, shortest - 1); added && !hasNumeral(*added)) return true;
    }
    return differsInOnePlace(one, other);
}

}  // namespace

std::uint64_t EarlierTexts::lettersOf(std::u32string const& text) noexcept {
    std::uint64_t bits = 0;
    for (auto const c : text) bits |= std::uint64_t{1} << (c % 61U);
    return bits;
}

std::vector<std::u32string> EarlierTexts::withoutDigitsAtAnEnd(std::u32string const& text) const {
    std::vector<std::u32string> some;
    for (std::size_t count = 1; count < shortest_ && text.size() >= shortest_ + count; ++count) {
        auto const rest = text.size() - count;
        if (std::all_of(text.end() - static_cast<std::ptrdiff_t>(count), text.end(), isDigit)) some.push_back(text.substr(0, rest));
        if (std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(count), isDigit)) some.push_back(text.substr(count));
    }
    return some;
}

void EarlierTexts::add(std::string_view check, std::u32string text) {
    auto known = checks_.find(check);
    if (known == checks_.end()) known = checks_.emplace(std::string{check}, OfCheck{}).first;
    auto& ofCheck = known->second;
    if (!ofCheck.whole.insert(text).second) return;
    for (auto& rest : withoutDigitsAtAnEnd(text)) ofCheck.withoutDigitsAtAnEnd.insert(std::move(rest));
    auto& alike = ofCheck.byNumbersAndLength[numeralsOf(text)][text.size()];
    alike.push_back({lettersOf(text), std::move(text)});
}

bool EarlierTexts::tell(std::string_view check, std::u32string const& text) const {
    auto const known = checks_.find(check);
    if (known == checks_.end()) return false;
    auto const& [whole, withoutDigits, byNumbersAndLength] = known->second;
    if (whole.contains(text)) return true;
    // A digit at an end, which only makes it different, is the one change of a number that changes nothing.
    if (withoutDigits.contains(text)) return true;
    auto const rests = withoutDigitsAtAnEnd(text);
    if (std::any_of(rests.begin(), rests.end(), [&](auto const& rest) { return whole.contains(rest); })) return true;

    auto const alike = byNumbersAndLength.find(numeralsOf(text));
    if (alike == byNumbersAndLength.end()) return false;
    auto const bits = lettersOf(text);
    // Of the longer of two, since it decides how many letters may differ.
    auto const mayDiffer = [&](std::size_t longest) { return std::max(shortest_ == 0 ? 0 : shortest_ - 1, longest / lettersForOneSlip); };
    auto const fewer = mayDiffer(text.size());
    for (auto here = alike->second.lower_bound(text.size() - std::min(fewer, text.size())); here != alike->second.end(); ++here) {
        auto const& [length, texts] = *here;
        auto const longest = std::max(length, text.size());
        // One letter more allows one more to differ at most: those still longer are too long as well.
        if (length > text.size() && length - text.size() > mayDiffer(length)) break;
        auto const most = std::max(shortest_ == 0 ? 0 : shortest_ - 1, 2 * (longest / lettersForOneSlip));
        for (auto const& earlier : texts) {
            if (static_cast<std::size_t>(std::popcount(bits ^ earlier.letters)) > most) continue;
            if (tellTheSame(text, earlier.text, shortest_)) return true;
        }
    }
    return false;
}

}  // namespace zhibao
