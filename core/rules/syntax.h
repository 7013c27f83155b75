#pragma once
/// The text of a VTL 2.1 script as a tree, each node with its line and column. The parser knows the whole vocabulary of the language:
/// what it meets and does not cover yet it refuses with `unsupported` and the position, everything else that is not VTL with vtl-syntax.
/// Nothing is skipped. The work is proportional to the text, and nesting is limited, whatever the text.
/// Source: grammar and reference manual of VTL 2.1 (sdmx-twg).

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/problems.h"
#include "rules/dataset.h"
#include "rules/number.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode vtlSyntax{"vtl-syntax"};                    // found, expected
inline constexpr ErrorCode vtlTextEnds{"vtl-text-ends"};               // expected
inline constexpr ErrorCode vtlUnclosed{"vtl-unclosed"};                // opened, closing
inline constexpr ErrorCode vtlSpelling{"vtl-spelling"};                // found, write: as other languages write it, and as VTL does
inline constexpr ErrorCode vtlCharacter{"vtl-character"};              // found
inline constexpr ErrorCode vtlCharacterWide{"vtl-character-wide"};     // found, write: the character that VTL has for it
inline constexpr ErrorCode vtlUnsupported{"unsupported"};              // feature
inline constexpr ErrorCode vtlOperatorUnknown{"vtl-operator-unknown"};  // name
inline constexpr ErrorCode vtlOperatorNear{"vtl-operator-near"};        // name, near
inline constexpr ErrorCode vtlNameReserved{"vtl-name-reserved"};       // name
inline constexpr ErrorCode vtlNameTwice{"vtl-name-twice"};             // name
inline constexpr ErrorCode vtlRuleUnnamed{"vtl-rule-unnamed"};         // ruleset
inline constexpr ErrorCode vtlTooDeep{"vtl-too-deep"};                 // limit
inline constexpr ErrorCode vtlTooLarge{"vtl-too-large"};               // limit
inline constexpr ErrorCode vtlNumberTooLarge{"vtl-number-too-large"};  // text
}  // namespace error

namespace vtl {

/// From 1; the column counts characters.
struct Position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    friend bool operator==(Position, Position) = default;
};
[[nodiscard]] std::string toText(Position position);

/// How deep an expression may nest.
inline constexpr int maximalDepth = 300;
inline constexpr std::size_t maximalScriptBytes = std::size_t{16} << 20U;

struct Null {
    friend bool operator==(Null, Null) = default;
};
struct Integer {
    Number value;
    friend bool operator==(Integer, Integer) = default;
};
/// A constant of the text. Integer and Number differ in type only.
using Literal = std::variant<Null, bool, Integer, Number, std::string>;
/// As CSV would write it.
[[nodiscard]] std::string written(Literal const& literal);

enum class Operation : std::uint8_t {
    // boolean
    conjunction,
    disjunction,
    exclusiveDisjunction,
    negation,
    // comparison
    equal,
    notEqual,
    less,
    greater,
    lessOrEqual,
    greaterOrEqual,
    between,
    in,
    notIn,
    isNull,
    matchCharacters,
    // arithmetic
    add,
    subtract,
    multiply,
    divide,
    plus,
    minus,
    absolute,
    round,
    truncate,
    ceiling,
    floor,
    modulo,
    power,
    logarithm,
    naturalLogarithm,
    exponential,
    squareRoot,
    // text
    concatenate,
    length,
    upper,
    lower,
    trim,
    trimLeft,
    trimRight,
    substring,
    replace,
    locate,
    // conditional
    conditional,
    caseOf,
    nvl,
    // of the values of a group
    sum,
    average,
    count,
    minimum,
    maximum,
    median,
    populationDeviation,
    sampleDeviation,
    populationVariance,
    sampleVariance,
};

[[nodiscard]] constexpr bool isAggregate(Operation operation) noexcept {
    return operation >= Operation::sum;
}

/// As the script writes it: "and", "<=", "nvl".
[[nodiscard]] std::string_view nameOf(Operation operation) noexcept;

struct DatasetOperator;

/// An expression: over the components of a row inside rulesets and clauses, over datasets and scalars in statements. `caseOf` has pairs
/// of condition and result, then the last result. `in` and `notIn` have the left side first, then the literals of the set.
/// What applies to whole datasets only is of kind `dataset` and says what it does in `dataset`; its operands are datasets.
struct Expression {
    enum class Kind : std::uint8_t { literal, name, operation, omitted, dataset };
    Kind kind = Kind::omitted;
    Operation operation = Operation::plus;
    Position position;
    int depth = 1;
    Literal literal;
    std::string name;
    std::vector<Expression> operands;
    std::shared_ptr<DatasetOperator const> dataset;
};

struct Name {
    std::string text;
    Position position;
};

/// What of the judged rows a check hands out.
enum class CheckOutput : std::uint8_t { invalid, all, allMeasures };
/// What a hierarchical rule does about code items that have no data point, and which results it hands out.
enum class MissingItems : std::uint8_t { nonNull, nonZero, partialNull, partialZero, alwaysNull, alwaysZero };
/// Where a hierarchical rule takes its values from: the operand or the results of other rules, and which first.
enum class ItemSource : std::uint8_t { dataset, datasetPriority, rule, rulePriority };
/// Which data points `exists_in` keeps.
enum class Retained : std::uint8_t { all, found, notFound };

enum class DatasetOperation : std::uint8_t {
    membership,
    filter,
    calc,
    aggr,
    keep,
    drop,
    rename,
    subspace,
    aggregate,
    unite,
    intersect,
    difference,
    symmetricDifference,
    existsIn,
    check,
    checkDatapoint,
    checkHierarchy,
    hierarchy,
};
/// As the script writes it: "#", "setdiff".
[[nodiscard]] std::string_view nameOf(DatasetOperation operation) noexcept;

/// One component that a clause speaks of.
struct ClauseItem {
    Name name;
    std::optional<Role> role;              // of calc and aggr, where it is given
    std::optional<Expression> expression;  // of calc and aggr
    Name newName;                          // of rename
    Literal value;                         // of sub
};

struct Grouping {
    enum class Kind : std::uint8_t { whole, by, except };
    Kind kind = Kind::whole;
    std::vector<Name> components;
    std::optional<Expression> having;
};

/// What an operator on datasets has beside its operands. Which members count depends on the operation.
struct DatasetOperator {
    DatasetOperation operation = DatasetOperation::membership;
    std::vector<ClauseItem> items;
    std::optional<Expression> condition;  // of filter
    Operation function = Operation::sum;  // of aggregate
    Grouping grouping;                    // of aggregate and aggr
    Name ruleset;
    std::vector<Name> components;       // of check_datapoint; what the hierarchical operators name behind "condition"
    std::optional<Name> ruleComponent;  // what they name behind "rule"
    CheckOutput output = CheckOutput::invalid;
    bool computedOnly = true;  // of hierarchy
    MissingItems missing = MissingItems::nonNull;
    ItemSource source = ItemSource::dataset;
    Retained retained = Retained::all;
    Literal errorCode;
    Literal errorLevel;
};

/// One variable (or value domain) of a ruleset's signature and what the rules call it.
struct Parameter {
    Name name;
    Name alias;  // the name itself where none is given
};

struct DatapointRule {
    Name name;  // "1", "2", … where none is given
    std::optional<Expression> when;
    Expression then;
    Literal errorCode;
    Literal errorLevel;
};

struct DatapointRuleset {
    Name name;
    bool onValueDomains = false;
    std::vector<Parameter> signature;
    std::vector<DatapointRule> rules;
};

/// A code item on the right side of a rule.
struct CodeItem {
    Name name;
    bool isSubtracted = false;
    std::optional<Expression> condition;
};

struct HierarchicalRule {
    Name name;  // "1", "2", … where none is given
    std::optional<Expression> when;
    Name left;
    Operation relation = Operation::equal;
    std::vector<CodeItem> right;
    Literal errorCode;
    Literal errorLevel;
};

struct HierarchicalRuleset {
    Name name;
    bool onValueDomains = false;
    std::vector<Parameter> conditions;
    Name rule;  // the variable or value domain of the code items
    std::vector<HierarchicalRule> rules;
};

/// `target := expression` or, persistent, `target <- expression`.
struct Assignment {
    Name target;
    bool persistent = false;
    Expression expression;
};

struct Script {
    std::vector<DatapointRuleset> rulesets;
    std::vector<HierarchicalRuleset> hierarchies;
    std::vector<Assignment> assignments;
};

/// Reads a whole script. Errors, at "file:line:column": textNotUtf8, vtlTooLarge, vtlSyntax, vtlUnsupported, vtlNameReserved (a reserved
/// word used as a name without single quotes), vtlNameTwice (rulesets, rules, variables, targets), vtlRuleUnnamed (either all rules of a
/// ruleset have names or none), vtlTooDeep, vtlNumberTooLarge.
[[nodiscard]] Result<Script> parseScript(std::string_view text, std::string_view file = {});
/// The same; reads on after an error, from the next rule or statement, and adds every error to `problems`. Nothing when there is one.
[[nodiscard]] std::optional<Script> parseScript(std::string_view text, std::string_view file, Problems& problems);

}  // namespace vtl
}  // namespace zhibao
