#pragma once
/// A survey's ruleset: the VTL text of an edition and the papers beside it, which say for each rule how serious it is, what it tells
/// people and why it exists. Neither is loaded without the other being complete.
///
/// Papers: {"schema":"papers-1","ruleset":"form2","runs":["enterprise","bureau"],"rules":[{"id":"B1","level":"error","title":{"zh","en"},
/// "message":{"zh","en"},"reason":{"zh","en"},"source":"…","since":"2017Q1","cells":["total", …],"runs":[…]}]}. Messages name values as
/// {column}; `cells` are the columns that a finding points to; a rule's own `runs` replaces that of the ruleset. A check that is made of
/// several VTL rules, one for each cell it can point to, has `parts` instead of `cells`: [{"rule":"B7.1","cells":["mode1"],"message":…}];
/// a part without a message of its own has that of the check.

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/language.h"
#include "form/edition.h"
#include "rules/compile.h"
#include "rules/finding.h"
#include "rules/syntax.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode rulesetNotAlone{"ruleset-not-alone"};  // a rule file of an edition is one datapoint ruleset and nothing else
inline constexpr ErrorCode rulesetNameDiffers{"ruleset-name-differs"};    // expected, got
inline constexpr ErrorCode papersMissing{"papers-missing"};               // rule
inline constexpr ErrorCode papersRuleUnknown{"papers-rule-unknown"};      // rule
inline constexpr ErrorCode papersTwice{"papers-twice"};                   // rule
inline constexpr ErrorCode papersTextEmpty{"papers-text-empty"};          // rule
inline constexpr ErrorCode papersColumnUnknown{"papers-column-unknown"};  // rule, column
// rule, expected, got: errorlevel of the rule is 1 error, 2 query, 3 notice
inline constexpr ErrorCode papersLevelDiffers{"papers-level-differs"};
}  // namespace error

/// Where a rule is run.
enum class RunsAt : std::uint8_t { enterprise, bureau };

struct RulePapers {
    std::string rule;  // its name in the VTL text: "B7.1"
    std::string id;    // what people know it by: "B7"
    Level level = Level::error;
    LocalizedText title;
    LocalizedText message;
    LocalizedText reason;
    std::string source;
    std::string since;
    std::vector<std::string> cells;
    bool atEnterprise = true;
    bool atBureau = true;
    [[nodiscard]] bool runs(RunsAt where) const noexcept { return where == RunsAt::enterprise ? atEnterprise : atBureau; }
};

struct Ruleset {
    std::string id;
    std::string dataset;  // which dataset its rules see: a form's id, or "header"
    std::string file;
    vtl::DatapointRuleset definition;
    std::vector<RulePapers> papers;  // one per rule, in the order of the rules
};

/// Reads rules and papers of an edition. Errors name file and line:column, or file and pointer: those of parseScript, lintScript and
/// JSON; rulesetNotAlone, rulesetNameDiffers, papersMissing, papersRuleUnknown, papersTwice, papersTextEmpty, papersColumnUnknown,
/// papersLevelDiffers, jsonValueUnknown.
[[nodiscard]] Result<Ruleset> loadRuleset(RulesetSource const& source);

}  // namespace zhibao
