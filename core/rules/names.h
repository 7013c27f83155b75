#pragma once
/// VTL's regular names are case-insensitive. The exact name wins; else the only one that differs in case.

#include <algorithm>
#include <map>
#include <set>
#include <string>
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

/// Names that are looked up many times, by the same rule.
class NameIndex {
public:
    void add(std::string_view name) {
        if (exact_.emplace(name).second) ++countOf_[lowered(name)];
    }
    [[nodiscard]] bool contains(std::string_view name) const {
        if (exact_.contains(name)) return true;
        auto const found = countOf_.find(lowered(name));
        return found != countOf_.end() && found->second == 1;
    }

private:
    static std::string lowered(std::string_view name) {
        std::string text{name};
        for (char& c : text) {
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        }
        return text;
    }
    std::set<std::string, std::less<>> exact_;
    std::map<std::string, std::size_t> countOf_;  // of names that are the same but for case
};

}  // namespace zhibao::vtl
