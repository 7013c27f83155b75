#pragma once
/// A datapoint ruleset, tied to the structure of a dataset and checked: every name exists and every operator gets the types it takes,
/// before any data is read. What comes out runs over columns (evaluate.h) as often as wanted.

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/problems.h"
#include "rules/dataset.h"
#include "rules/syntax.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode vtlNameUnknown{"vtl-name-unknown"};              // name, in: a ruleset
inline constexpr ErrorCode vtlComponentUnknown{"vtl-component-unknown"};    // name, in: a dataset, there: its components
inline constexpr ErrorCode vtlTypeMismatch{"vtl-type-mismatch"};            // operator, got, expected
inline constexpr ErrorCode vtlPatternMalformed{"vtl-pattern-malformed"};    // text: a constant that is no regular expression
inline constexpr ErrorCode vtlConstantOutside{"vtl-constant-outside"};      // operator, got, expected: "≥ 1"
inline constexpr ErrorCode vtlSignatureMismatch{"vtl-signature-mismatch"};  // ruleset, expected
}  // namespace error

namespace vtl {

struct Program;

/// What a rule is, beside its expression.
struct RuleDescription {
    std::string name;
    Position position;
    Literal errorCode;
    Literal errorLevel;
    /// The components that the rule reads, by position in the structure, each once and in the structure's order.
    std::vector<std::size_t> components;
};

class CompiledRuleset {
public:
    [[nodiscard]] std::string const& name() const noexcept { return name_; }
    [[nodiscard]] std::vector<RuleDescription> const& rules() const noexcept { return rules_; }
    [[nodiscard]] Structure const& structure() const noexcept { return structure_; }
    [[nodiscard]] Program const& program() const noexcept { return *program_; }

private:
    friend std::optional<CompiledRuleset> compileRuleset(DatapointRuleset const&, Structure const&, std::span<Name const>, std::string_view,
                                                         Problems&);
    std::string name_;
    std::vector<RuleDescription> rules_;
    Structure structure_;
    std::shared_ptr<Program const> program_;  // never changes; shared between copies
};

/// An expression over the components of a dataset, checked in the same way.
class CompiledExpression {
public:
    [[nodiscard]] ScalarType type() const noexcept { return type_; }
    [[nodiscard]] Structure const& structure() const noexcept { return structure_; }
    [[nodiscard]] Program const& program() const noexcept { return *program_; }

private:
    friend Result<CompiledExpression> compileExpression(Expression const&, Structure const&, ScalarType, std::string_view);
    ScalarType type_ = ScalarType::string;
    Structure structure_;
    std::shared_ptr<Program const> program_;
};

/// `untyped` is the type of an expression that is null whatever the data. Errors, at "file:line:column": vtlNameUnknown, vtlComponentUnknown,
/// vtlTypeMismatch, vtlPatternMalformed, vtlConstantOutside, vtlUnsupported.
[[nodiscard]] Result<CompiledExpression> compileExpression(Expression const& expression, Structure const& structure, ScalarType untyped,
                                                           std::string_view file = {});

/// `components` are those that `check_datapoint` names: which component stands for each value domain of the signature, in order
/// (for a signature of variables they only repeat it). `file` is the script's name for errors.
/// Errors, at "file:line:column": vtlComponentUnknown, vtlTypeMismatch, vtlPatternMalformed, vtlConstantOutside, vtlSignatureMismatch,
/// vtlUnsupported (the order of time values).
[[nodiscard]] Result<CompiledRuleset> compileRuleset(DatapointRuleset const& ruleset, Structure const& structure,
                                                     std::span<Name const> components = {}, std::string_view file = {});
/// The same; adds the errors of all rules to `problems`. Nothing when there is one.
[[nodiscard]] std::optional<CompiledRuleset> compileRuleset(DatapointRuleset const& ruleset, Structure const& structure,
                                                            std::span<Name const> components, std::string_view file, Problems& problems);

}  // namespace vtl
}  // namespace zhibao
