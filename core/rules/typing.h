#pragma once
/// The static check of expressions over components: every name is found, every operator gets the types it takes.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/dataset.h"
#include "rules/syntax.h"

namespace zhibao::vtl {

/// The type of an expression; empty for the constant null, which is of every type, and where it is not known.
using Type = std::optional<ScalarType>;

/// An expression whose names are found and whose types are known.
struct Typed {
    Expression const* expression = nullptr;
    Type type;
    std::size_t component = 0;  // of a name
    std::vector<Typed> operands;
};

/// Which component of the structure each name stands for.
using ComponentNames = std::map<std::string, std::size_t, std::less<>>;

/// `owner` is the ruleset or dataset that an unknown name is said to be missing in. The expression must outlive the result.
/// Errors, at "file:line:column": vtlNameUnknown, vtlComponentUnknown, vtlTypeMismatch, vtlPatternMalformed, vtlConstantOutside, vtlUnsupported.
[[nodiscard]] Result<Typed> typed(Expression const& expression, ComponentNames const& names, Structure const& structure,
                                  std::string_view owner, std::string_view file);
/// The same for what must be true or false.
[[nodiscard]] Result<Typed> typedCondition(Expression const& expression, ComponentNames const& names, Structure const& structure,
                                           std::string_view owner, std::string_view file);

/// As far as it can be told without structures, of expressions over components and over datasets: names have any type, constants have theirs.
/// All errors there are: vtlTypeMismatch, vtlPatternMalformed, vtlConstantOutside.
void lintTypes(Expression const& expression, std::string_view file, Problems& problems);
/// The same for what must be true or false.
void lintCondition(Expression const& expression, std::string_view file, Problems& problems);

}  // namespace zhibao::vtl
