#pragma once
/// What changed from one edition to another, each change by itself: forms, columns, lists, codes, form sets, scopes, rules, texts,
/// tables and whatever else an edition's files say. Each says whether answers given under the first edition find no place in the
/// second; answers/carry_forward.h keeps the others, also of a column that another form of the same filing asks now. White space, comments in rules, the order of members and the names of files are no
/// change.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace zhibao {

enum class ChangeKind { added, removed, changed, moved };
[[nodiscard]] std::string_view nameOf(ChangeKind kind) noexcept;

struct EditionChange {
    ChangeKind kind = ChangeKind::changed;
    /// edition, form-set, form, column, list, code, ruleset, rule, level, scope, table, print, marks, rule-data, explanations,
    /// structural-check, or text for wording of any of them.
    std::string subject;
    std::string place;   // what it is about, by names: "forms/form2/columns/mode1/kind", "lists/items/SJ211", "rules/form2/B1/condition"
    std::string before;  // a value, or the title of a thing that was removed; for a move where it stood; may be empty
    std::string after;
    /// Why answers are lost; empty when none are. gone (no place for them), kind, format (texts that do not have the new one), key (rows
    /// that nothing else tells apart), codes, leaves, length, currency, frequency, explanations (of a check that is no more).
    std::string loss;
    [[nodiscard]] bool losesAnswers() const noexcept { return !loss.empty(); }
    friend bool operator==(EditionChange const&, EditionChange const&) = default;
};

/// All changes, in the order edition, form sets, forms, lists, rules, tables. Errors are those of loadEdition, for either folder.
[[nodiscard]] Result<std::vector<EditionChange>> diffEditions(std::filesystem::path const& from, std::filesystem::path const& to);

}  // namespace zhibao
