#pragma once
/// The words and marks of VTL's operators. Used by the parser and for naming operators in messages.

#include <string>
#include <string_view>
#include <vector>

#include "rules/syntax.h"
#include "rules/tokens.h"

namespace zhibao::vtl {

/// An operator that is written as a function of rows: how many operands it takes.
struct Function {
    std::string_view word;
    Operation operation;
    std::size_t fewest;
    std::size_t most;
};
[[nodiscard]] Function const* functionNamed(std::string_view word) noexcept;

struct Infix {
    std::string_view text;
    Operation operation;
    int rank;  // the higher, the tighter
};
[[nodiscard]] Infix const* infixOf(Token const& token) noexcept;

/// True for words that begin an operator of VTL which is not covered.
[[nodiscard]] bool isUnsupported(std::string_view word) noexcept;
/// The words of all operators that are called with brackets, covered or not.
[[nodiscard]] std::vector<std::string> operatorWords();

}  // namespace zhibao::vtl
