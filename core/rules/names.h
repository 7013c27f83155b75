#pragma once
/// VTL's regular names are case-insensitive. The exact name wins; else the only one that differs in case.

#include <algorithm>
#include <string_view>

namespace zhibao::vtl {

[[nodiscard]] inline bool sameButCase(std::string_view left, std::string_view right) noexcept {
    auto const lowered = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), [&](char a, char b) { return lowered(a) == lowered(b); });
}

/// Where the name stands among the elements, `last` when nowhere or when several differ from it in case only.
template <class Iterator, class NameOf>
[[nodiscard]] Iterator findName(Iterator first, Iterator last, std::string_view name, NameOf nameOf) {
    Iterator candidate = last;
    bool several = false;
    for (Iterator i = first; i != last; ++i) {
        if (nameOf(*i) == name) return i;
        if (!sameButCase(nameOf(*i), name)) continue;
        several = candidate != last;
        candidate = i;
    }
    return several ? last : candidate;
}

}  // namespace zhibao::vtl
