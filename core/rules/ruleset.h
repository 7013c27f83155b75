#pragma once
/// A survey's ruleset: the VTL text of an edition and the papers beside it, which say for each rule how serious it is, what it tells
/// people and why it exists. Neither is loaded without the other being complete. The text defines one datapoint ruleset; before it may
/// stand statements that make the dataset it sees, such as sums over rows of several forms.
///
/// Papers: {"schema":"papers-1","ruleset":"form2","runs":["enterprise","bureau"],"rules":[{"id":"B1","level":"error","title":{"zh","en"},
/// "message":{"zh","en"},"reason":{"zh","en"},"source":"…","since":"2017Q1","validation":{"level":1,"type":"VCO"},"cells":["total", …],
/// "runs":[…]}]}. Messages name values as {column}; a rule's own `runs` replaces that of the ruleset. A check that is made of several VTL
/// rules, one for each cell it can point to, has `parts` instead of `cells`: [{"rule":"B7.1","cells":["mode1"],"message":…}]; a part
/// without a message of its own has that of the check.
///
/// `cells` say what a finding points to: "total" is a column of the very row; {"form":"form4","column":"amount","match":{"flow":"flow"}}
/// are the cells of all rows of a form whose component has the value that a component of the judged row has (form's: judged row's).
///
/// `about` names components of the judged row that say what a finding is about where no cell can: ["flow", "item"] for an item that is gone.
///
/// `validation` says where the check stands among those of the European Statistical System: level 0 format and file, 1 within a dataset,
/// 2 between datasets of one source (other periods and forms), 3 between sources of one domain, 4 between domains, 5 between providers of
/// other institutions; type as in its list of main types of validation rules (ruleTypes below). Source: ESS handbook "Methodology for data
/// validation" and Eurostat "Main types of validation rules".

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/language.h"
#include "form/edition.h"
#include "rules/compile.h"
#include "rules/finding.h"
#include "rules/syntax.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode rulesetNotAlone{"ruleset-not-alone"};  // a rule file of an edition defines exactly one datapoint ruleset
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

/// FDM field is mandatory, FDT field has its type, COV codes are valid, RWD rows are without duplicate keys, REP what is expected is
/// there, COC codes are consistent, VIR values are in range, VCO values are consistent, VAD aggregates agree with details, VNO no
/// outliers, RTS the series has its periods, REV revised data are in range.
inline constexpr std::array<std::string_view, 12> ruleTypes{"FDM", "FDT", "COV", "RWD", "REP", "COC", "VIR", "VCO", "VAD", "VNO", "RTS", "REV"};

struct ValidationKind {
    int level = 1;     // 0 to 5
    std::string type;  // one of ruleTypes
};

/// Cells that a finding points to.
struct PaperCell {
    std::string form;  // empty: the row that was judged
    std::string column;
    std::vector<std::pair<std::string, std::string>> match;  // component of the form, component of the judged row
    friend bool operator==(PaperCell const&, PaperCell const&) = default;
};

struct RulePapers {
    std::string rule;  // its name in the VTL text: "B7.1"
    std::string id;    // what people know it by: "B7"
    Level level = Level::error;
    LocalizedText title;
    LocalizedText message;
    LocalizedText reason;
    std::string source;
    std::string since;
    std::optional<ValidationKind> validation;
    std::vector<PaperCell> cells;
    std::vector<std::string> about;  // components of the judged row that tell its findings apart where cells do not
    bool atEnterprise = true;
    bool atBureau = true;
    [[nodiscard]] bool runs(RunsAt where) const noexcept { return where == RunsAt::enterprise ? atEnterprise : atBureau; }
};

struct Ruleset {
    std::string id;
    std::string dataset;  // which dataset its rules see
    std::vector<std::string> formSets;  // for filings of which form sets; empty for all that have the dataset's form
    std::string file;
    vtl::Script preparation;  // statements that make the dataset; often none
    vtl::DatapointRuleset definition;
    std::vector<RulePapers> papers;  // one per rule, in the order of the rules
};

/// Reads rules and papers of an edition. Errors name file and line:column, or file and pointer: those of parseScript, lintScript and
/// JSON; rulesetNotAlone, rulesetNameDiffers, papersMissing, papersRuleUnknown, papersTwice, papersTextEmpty, papersColumnUnknown,
/// papersLevelDiffers, jsonValueUnknown.
[[nodiscard]] Result<Ruleset> loadRuleset(RulesetSource const& source);

/// A check that the program makes before rules run (answers/structure.h, rules/explanations.h), described like a rule.
struct StructuralPapers {
    std::string id;  // "B6"
    Level level = Level::error;
    LocalizedText title;
    LocalizedText reason;
    std::string source;
    std::string since;
    ValidationKind validation;
    std::vector<std::string> codes;  // the problems by which it shows itself: "row-key-twice"
};

/// {"schema":"structural-papers-1","rules":[{"id","level","title","reason","source","since","validation","codes":[…]}]}. None for an edition
/// without such a file. Errors name file and pointer: those of JSON, papersTextEmpty, papersTwice.
[[nodiscard]] Result<std::vector<StructuralPapers>> loadStructuralPapers(StructuralCheckSource const& source);

}  // namespace zhibao
