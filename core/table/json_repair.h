#pragma once
/// Puts JSON documents of an edition right in memory, so that one slip does not hide the next.

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "table/edition_problems.h"

namespace zhibao {

/// A member of an object; null when there is none.
[[nodiscard]] JsonValue* memberOf(JsonValue& value, std::string_view key);
/// Whether there was such a member.
bool eraseMember(JsonValue& value, std::string_view key);
/// The number that a step of a pointer or a line is.
[[nodiscard]] std::optional<std::size_t> positionIn(std::string const& step);
[[nodiscard]] std::string argumentOf(Error const& error, std::string const& name);

/// Remembers what was taken out of the documents, so that later problems are told at the places the author wrote.
class JsonRepair {
public:
    explicit JsonRepair(EditionProblems& problems) : problems_(problems) {}

    /// Whether anything could be done about the error, whose last place is a pointer into `root`.
    bool repair(std::string const& file, JsonValue& root, Error const& error);
    /// The error with its pointer as it was before elements were taken out.
    [[nodiscard]] Error asWritten(std::string const& file, Error error) const;
    [[nodiscard]] std::string pointerAsWritten(std::string const& file, std::string const& pointer) const;
    /// Whether columns of the form were broken and made plain ones.
    [[nodiscard]] bool hasPlainColumns(std::string const& form) const;
    /// Whether something was taken out of what the pointer leads to, as written.
    [[nodiscard]] bool hasTakenFrom(std::string const& file, std::string const& pointer) const;

private:
    static bool fillIn(JsonValue& root, std::vector<std::string> const& steps, Error const& error);
    bool repairScope(JsonValue& root, std::vector<std::string> const& steps, Error const& error);
    bool repairElement(std::string const& file, JsonValue& root, std::vector<std::string> const& steps, Error const& error);
    [[nodiscard]] std::vector<std::string> stepsAsWritten(std::string const& file, std::vector<std::string> steps) const;

    EditionProblems& problems_;
    std::set<std::string> neutralized_;                                          // form.column
    std::map<std::pair<std::string, std::string>, std::set<std::size_t>> taken_;  // by file and array: positions as written
};

}  // namespace zhibao
