#pragma once
/// The text of a VTL 2.1 script as a tree, each node with its line and column. The parser knows the whole vocabulary of the language:
/// what it meets and does not cover yet it refuses with `unsupported` and the position, everything else that is not VTL with vtl-syntax.
/// Nothing is skipped. The work is proportional to the text, and nesting is limited, whatever the text.
/// Source: grammar and reference manual of VTL 2.1 (sdmx-twg).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "rules/number.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode vtlSyntax{"vtl-syntax"};                    // found, expected
inline constexpr ErrorCode vtlUnsupported{"unsupported"};              // feature
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
};

/// As the script writes it: "and", "<=", "nvl".
[[nodiscard]] std::string_view nameOf(Operation operation) noexcept;

/// An expression over the components of a row. `caseOf` has pairs of condition and result, then the last result.
/// `in` and `notIn` have the left side first, then the literals of the set.
struct Expression {
    enum class Kind : std::uint8_t { literal, name, operation, omitted };
    Kind kind = Kind::omitted;
    Operation operation = Operation::plus;
    Position position;
    int depth = 1;
    Literal literal;
    std::string name;
    std::vector<Expression> operands;
};

struct Name {
    std::string text;
    Position position;
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

/// What of the judged rows `check_datapoint` hands out.
enum class CheckOutput : std::uint8_t { invalid, all, allMeasures };

/// An expression whose value is a dataset: a name, or `check_datapoint` of one.
struct DatasetExpression {
    enum class Kind : std::uint8_t { name, checkDatapoint };
    Kind kind = Kind::name;
    Position position;
    std::string name;                         // of the dataset
    std::vector<DatasetExpression> operands;  // the dataset to check
    Name ruleset;
    bool hasComponents = false;
    std::vector<Name> components;
    CheckOutput output = CheckOutput::invalid;
};

/// `target := expression` or, persistent, `target <- expression`.
struct Assignment {
    Name target;
    bool persistent = false;
    DatasetExpression expression;
};

struct Script {
    std::vector<DatapointRuleset> rulesets;
    std::vector<Assignment> assignments;
};

/// Reads a whole script. Errors, at "file:line:column": textNotUtf8, vtlTooLarge, vtlSyntax, vtlUnsupported, vtlNameReserved (a reserved
/// word used as a name without single quotes), vtlNameTwice (rulesets, rules, variables, targets), vtlRuleUnnamed (either all rules of a
/// ruleset have names or none), vtlTooDeep, vtlNumberTooLarge.
[[nodiscard]] Result<Script> parseScript(std::string_view text, std::string_view file = {});

}  // namespace vtl
}  // namespace zhibao
