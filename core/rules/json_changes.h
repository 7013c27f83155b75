#pragma once
/// What differs between two JSON values: each change by itself, at a place made of names ("columns/mode1/kind") and not of positions,
/// wherever the elements of an array have something that tells them apart.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "rules/edition_diff.h"

namespace zhibao {

/// "forms/form2/columns" as its names.
[[nodiscard]] std::vector<std::string> namesOf(std::string_view place);

/// A scalar as people read it; the title of a thing; nothing for what has neither.
[[nodiscard]] std::string shown(JsonValue const* value);

/// What tells an element of an array from its like; empty when nothing does.
[[nodiscard]] std::string identityOf(JsonValue const& element);

/// Of the names in both lists, the fewest whose move explains that the rest stand in the same order.
[[nodiscard]] std::set<std::string> movedBetween(std::vector<std::string> const& before, std::vector<std::string> const& after);

/// Collects changes. Their subject and their loss are for others to say.
class JsonChanges {
public:
    void add(ChangeKind kind, std::string place, std::string before = {}, std::string after = {});
    /// Null, absent and JSON null are the same: nothing there.
    void compare(JsonValue const* before, JsonValue const* after, std::string const& place);
    /// Member by member, without some of them.
    void compareObjects(JsonValue const& before, JsonValue const& after, std::string const& place, std::set<std::string_view> const& without);
    void compareArrays(JsonValue::Array const& before, JsonValue::Array const& after, std::string const& place);

    [[nodiscard]] std::vector<EditionChange>& all() noexcept { return changes_; }

private:
    std::vector<EditionChange> changes_;
};

}  // namespace zhibao
