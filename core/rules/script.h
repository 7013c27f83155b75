#pragma once
/// A whole VTL script: checked against the structures of its inputs before any data is read, then run. This is what
/// `zhibao rules run` and `zhibao rules lint` call.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/problems.h"
#include "rules/compile.h"
#include "rules/dataset.h"
#include "rules/syntax.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode vtlCycle{"vtl-cycle"};           // name
inline constexpr ErrorCode vtlNameTaken{"vtl-name-taken"};  // name: a component that the result would have twice
inline constexpr ErrorCode vtlDatasetUnknown{"vtl-dataset-unknown"};      // name
inline constexpr ErrorCode vtlRulesetUnknown{"vtl-ruleset-unknown"};      // name
inline constexpr ErrorCode vtlRulesetKind{"vtl-ruleset-kind"};            // name, operator: it takes the other kind of ruleset
inline constexpr ErrorCode vtlNotDataset{"vtl-not-dataset"};                // operator: an operand of it must be a dataset
inline constexpr ErrorCode vtlSingleMeasure{"vtl-single-measure"};          // operator, got: the operand's measures
inline constexpr ErrorCode vtlMeasuresDiffer{"vtl-measures-differ"};        // operator, left, right
inline constexpr ErrorCode vtlIdentifiersDiffer{"vtl-identifiers-differ"};  // operator, left, right
inline constexpr ErrorCode vtlStructuresDiffer{"vtl-structures-differ"};    // operator, component
inline constexpr ErrorCode vtlRoleMismatch{"vtl-role-mismatch"};            // operator, name, expected
inline constexpr ErrorCode vtlExpressionFailed{"vtl-expression-failed"};    // reason, component, row (from 1)
inline constexpr ErrorCode vtlExpressionFailedOften{"vtl-expression-failed-often"};  // the same for the first row, more: how many rows after it
inline constexpr ErrorCode vtlRunFailed{"vtl-run-failed"};  // reason: overflow, division-by-zero, argument; rule, dataset, row (from 1)
}  // namespace error

namespace vtl {

using Structures = std::map<std::string, Structure, std::less<>>;

/// Data that nobody changes any more, and such data by name.
using Table = std::shared_ptr<Dataset const>;
using Tables = std::map<std::string, Table, std::less<>>;

/// Gives an input by its name; null when there is none. What it gives outlives the tables made of it.
using FindDataset = std::function<Dataset const*(std::string_view name)>;

/// What can be known without structures: rules name only what their signature lists, every ruleset that is used is defined and of the
/// right kind, and no dataset is made from itself. vtlNameUnknown, vtlRulesetUnknown, vtlRulesetKind, vtlCycle.
/// Types as far as constants tell: vtlTypeMismatch, vtlPatternMalformed, vtlConstantOutside.
[[nodiscard]] Result<> lintScript(Script const& script, std::string_view file = {});
/// The same; all that is wrong.
void lintScript(Script const& script, std::string_view file, Problems& problems);

class CompiledScript {
public:
    /// The structure of every dataset that the script assigns, by name.
    [[nodiscard]] Structures const& results() const noexcept { return results_; }
    /// False when a part without rows would have come out with a row: an aggregate over everything says 0 or null of nothing.
    [[nodiscard]] bool isByParts() const noexcept { return isByParts_; }

    /// The datasets that the script assigns. The inputs have the structures that the script was compiled for.
    /// An operator may fail on a row (division by zero; the manual: "generates a run-time error"). In a rule of check_datapoint that is the
    /// row's affair: whether it is valid stays open (null), `unjudged` gets vtlRunFailed, all else goes on. Where it leaves a value out of a
    /// dataset the run ends with vtlExpressionFailed or vtlExpressionFailedOften, because a sum over what is left would be wrong unseen.
    [[nodiscard]] Result<Datasets> run(Datasets const& inputs, Problems& unjudged) const;
    /// The same for inputs that are kept elsewhere; adds to `tables`, which starts empty. Tables have the structures of `results`, save for
    /// their names. On an error the tables made so far stay.
    [[nodiscard]] Result<> run(FindDataset const& inputs, Tables& tables, Problems& unjudged) const;

private:
    friend class ScriptCompiler;
    struct Step;
    std::string file_;
    bool isByParts_ = true;
    std::vector<std::shared_ptr<Step const>> steps_;  // in the order in which they can run
    Structures results_;
};

/// Errors, at "file:line:column": those of lintScript and compileRuleset; vtlDatasetUnknown, vtlComponentUnknown, vtlNameTaken.
///
/// `part` names an identifier of all inputs that keeps data apart which have nothing to do with each other, such as those of many filings:
/// whatever the script groups by, it is one of the identifiers, so that each part comes out as if it had been run alone.
[[nodiscard]] Result<CompiledScript> compileScript(Script const& script, Structures const& inputs, std::string_view file = {}, std::string_view part = {});
/// The same; adds all errors to `problems`, save those of statements that use what another could not make. Nothing when there is one.
[[nodiscard]] std::optional<CompiledScript> compileScript(Script const& script, Structures const& inputs, std::string_view file, Problems& problems,
                                                          std::string_view part = {});

/// Parses, checks and runs; here the first row that cannot be judged is an error too. Errors: those of parseScript, compileScript and
/// CompiledScript::run, vtlRunFailed.
[[nodiscard]] Result<Datasets> runScript(std::string_view text, Datasets const& inputs, std::string_view file = {});

}  // namespace vtl
}  // namespace zhibao
