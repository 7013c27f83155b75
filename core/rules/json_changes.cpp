#include "rules/json_changes.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace zhibao {

namespace {

using Names = std::vector<std::string>;

bool isNothing(JsonValue const* value) {
    return value == nullptr || value->kind() == JsonValue::Kind::null;
}

std::optional<Names> identitiesOf(JsonValue::Array const& array) {
    Names names;
    std::set<std::string> seen;
    for (auto const& element : array) {
        auto const name = identityOf(element);
        if (name.empty()) return std::nullopt;
        // A check of several papers has its id more than once: the second is told apart as "B17#2".
        auto unique = name;
        for (int number = 2; !seen.insert(unique).second; ++number) unique = name + "#" + std::to_string(number);
        names.push_back(std::move(unique));
    }
    return names;
}

}  // namespace

std::vector<std::string> namesOf(std::string_view place) {
    Names names;
    while (!place.empty()) {
        auto const slash = std::min(place.find('/'), place.size());
        names.emplace_back(place.substr(0, slash));
        place.remove_prefix(std::min(slash + 1, place.size()));
    }
    return names;
}

std::string shown(JsonValue const* value) {
    if (isNothing(value)) return {};
    if (auto const* text = value->string()) return *text;
    if (auto const* number = value->integer()) return std::to_string(*number);
    if (auto const* truth = value->boolean()) return *truth ? "true" : "false";
    if (auto const* zh = value->find("zh"); zh != nullptr && zh->string() != nullptr) return *zh->string();
    if (auto const* title = value->find("title")) return shown(title);
    return {};
}

std::string identityOf(JsonValue const& element) {
    if (auto const* text = element.string()) return *text;
    for (auto const* key : {"id", "rule", "key", "number", "letter", "total", "signatory", "column", "source"})
        if (auto const* name = element.find(key); name != nullptr && name->string() != nullptr) return *name->string();
    auto term = shown(element.find("term"));
    std::replace(term.begin(), term.end(), '/', ' ');
    return term;
}

std::set<std::string> movedBetween(Names const& before, Names const& after) {
    std::vector<std::size_t> positions;
    Names common;
    for (auto const& name : before) {
        auto const place = std::find(after.begin(), after.end(), name);
        if (place == after.end()) continue;
        common.push_back(name);
        positions.push_back(static_cast<std::size_t>(place - after.begin()));
    }
    // The longest rising sequence stays. Lists of codes can be long, hence by halving.
    std::vector<std::size_t> tails;                                        // index of the last element of the best sequence of each length
    std::vector<std::size_t> predecessor(positions.size(), SIZE_MAX);
    for (std::size_t i = 0; i < positions.size(); ++i) {
        auto const place = std::lower_bound(tails.begin(), tails.end(), positions[i], [&](std::size_t tail, std::size_t position) { return positions[tail] < position; });
        if (place != tails.begin()) predecessor[i] = *(place - 1);
        if (place == tails.end()) tails.push_back(i);
        else *place = i;
    }
    std::set<std::string> moved(common.begin(), common.end());
    for (std::size_t i = tails.empty() ? SIZE_MAX : tails.back(); i != SIZE_MAX; i = predecessor[i]) moved.erase(common[i]);
    return moved;
}

void JsonChanges::add(ChangeKind kind, std::string place, std::string before, std::string after) {
    changes_.push_back({kind, {}, std::move(place), std::move(before), std::move(after), {}});
}

void JsonChanges::compare(JsonValue const* before, JsonValue const* after, std::string const& place) {
    if (isNothing(before) && isNothing(after)) return;
    // What may be left out and is true or false is false when it is.
    static JsonValue const no{false};
    if (isNothing(before) && after->boolean() != nullptr) return compare(&no, after, place);
    if (isNothing(after) && before->boolean() != nullptr) return compare(before, &no, place);
    if (isNothing(before)) return add(ChangeKind::added, place, {}, shown(after));
    if (isNothing(after)) return add(ChangeKind::removed, place, shown(before));
    if (*before == *after) return;
    if (before->object() != nullptr && after->object() != nullptr) return compareObjects(*before, *after, place, {});
    if (before->array() != nullptr && after->array() != nullptr) return compareArrays(*before->array(), *after->array(), place);
    add(ChangeKind::changed, place, shown(before), shown(after));
}

void JsonChanges::compareObjects(JsonValue const& before, JsonValue const& after, std::string const& place, std::set<std::string_view> const& without) {
    auto const inner = [&](std::string const& key) { return place.empty() ? key : place + "/" + key; };
    for (auto const& [key, value] : *before.object())
        if (!without.contains(key)) compare(&value, after.find(key), inner(key));
    for (auto const& [key, value] : *after.object())
        if (!without.contains(key) && before.find(key) == nullptr) compare(nullptr, &value, inner(key));
}

void JsonChanges::compareArrays(JsonValue::Array const& before, JsonValue::Array const& after, std::string const& place) {
    auto const names = identitiesOf(before);
    auto const newNames = identitiesOf(after);
    if (!names || !newNames) {
        for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i)
            compare(i < before.size() ? &before[i] : nullptr, i < after.size() ? &after[i] : nullptr, place + "/" + std::to_string(i + 1));
        return;
    }
    auto const moved = movedBetween(*names, *newNames);
    for (std::size_t i = 0; i < names->size(); ++i) {
        auto const& name = (*names)[i];
        auto const found = std::find(newNames->begin(), newNames->end(), name);
        if (found == newNames->end()) {
            add(ChangeKind::removed, place + "/" + name, shown(&before[i]));
            continue;
        }
        auto const position = static_cast<std::size_t>(found - newNames->begin());
        if (moved.contains(name)) add(ChangeKind::moved, place + "/" + name, std::to_string(i + 1), std::to_string(position + 1));
        compare(&before[i], &after[position], place + "/" + name);
    }
    for (std::size_t i = 0; i < newNames->size(); ++i)
        if (std::find(names->begin(), names->end(), (*newNames)[i]) == names->end()) add(ChangeKind::added, place + "/" + (*newNames)[i], {}, shown(&after[i]));
}

}  // namespace zhibao
