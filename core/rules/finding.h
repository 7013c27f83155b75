#pragma once
/// What a check says: the verdict of one rule on one row, with the cells it concerns and the values it was judged on.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/language.h"

namespace zhibao {

/// A rule that could not be judged is not a rule that passed: an operand was missing (notEvaluable), or the rule itself failed to
/// run, say by a division by zero or a sum that does not fit (broken).
enum class Verdict : std::uint8_t { satisfied, violated, notEvaluable, broken };

/// 强制性 must be put right before sealing, 核实性 needs an explanation, 提示性 informs.
enum class Level : std::uint8_t { error, query, notice };

/// "violated", "not-evaluable" and "error", "query": as files and the command line write them.
[[nodiscard]] std::string_view nameOf(Verdict verdict) noexcept;
[[nodiscard]] std::string_view nameOf(Level level) noexcept;
[[nodiscard]] std::optional<Level> levelNamed(std::string_view name) noexcept;

/// One rule, not satisfied on one row.
struct Finding {
    std::string rule;     // the check: "B11"
    std::string part;     // which of its rules, by the name in the VTL text: "B11.2"; of a check of one rule the same as `rule`
    std::string ruleset;  // its name in the VTL text
    Level level = Level::error;
    Verdict verdict = Verdict::violated;
    std::string form;                  // of the first cell: a form's id, or "header"
    std::size_t row = 0;               // of the first cell, from 0, as in the filing
    std::vector<CellReference> cells;  // what it points to, in the order of the rule's papers
    /// The values it was judged on, by column; a missing value is empty.
    std::map<std::string, std::string> arguments;
    /// What it is about where its cells cannot say it, such as the item that is gone: the components that its papers name, with their values.
    std::map<std::string, std::string> about;
    LocalizedText title;
    /// The rule's message with its arguments filled in.
    LocalizedText message;

    friend bool operator==(Finding const&, Finding const&) = default;
};

}  // namespace zhibao
