#include "base/nearest.h"

#include <algorithm>
#include <utility>

namespace zhibao {

namespace {

char lowered(char character) noexcept {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

/// Changes needed to make one out of the other (optimal string alignment).
std::size_t distance(std::string_view left, std::string_view right) {
    std::vector<std::vector<std::size_t>> table(left.size() + 1, std::vector<std::size_t>(right.size() + 1));
    for (std::size_t i = 0; i <= left.size(); ++i) table[i][0] = i;
    for (std::size_t j = 0; j <= right.size(); ++j) table[0][j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i)
        for (std::size_t j = 1; j <= right.size(); ++j) {
            auto const a = lowered(left[i - 1]);
            auto const b = lowered(right[j - 1]);
            table[i][j] = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a == b ? 0U : 1U)});
            if (i > 1 && j > 1 && a == lowered(right[j - 2]) && lowered(left[i - 2]) == b) table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
        }
    return table[left.size()][right.size()];
}

bool beginsWith(std::string_view text, std::string_view beginning) {
    return text.size() >= beginning.size() &&
           std::equal(beginning.begin(), beginning.end(), text.begin(), [](char a, char b) { return lowered(a) == lowered(b); });
}

}  // namespace

std::vector<std::string> nearest(std::string_view word, std::vector<std::string> const& candidates, std::size_t most) {
    constexpr std::size_t longest = 100;  // nobody mistypes more than that, and the table grows with the square
    if (word.empty() || word.size() > longest) return {};
    std::vector<std::pair<std::size_t, std::string>> found;
    for (auto const& candidate : candidates) {
        if (candidate.empty() || candidate.size() > longest) continue;
        auto const changes = beginsWith(candidate, word) || beginsWith(word, candidate) ? 0 : distance(word, candidate);
        if (changes <= std::max<std::size_t>(1, word.size() / 3)) found.emplace_back(changes, candidate);
    }
    std::stable_sort(found.begin(), found.end(), [](auto const& left, auto const& right) { return left.first < right.first; });
    if (found.size() > most) found.resize(most);
    std::vector<std::string> words;
    for (auto& [changes, candidate] : found) words.push_back(std::move(candidate));
    return words;
}

std::string nearestOrAll(std::string_view word, std::vector<std::string> const& candidates) {
    auto const near = nearest(word, candidates);
    std::string text;
    for (auto const& candidate : near.empty() ? candidates : near) text += (text.empty() ? "" : ", ") + candidate;
    return text.empty() ? "—" : text;
}

}  // namespace zhibao
