#pragma once
/// The words and marks of a VTL script. Used by the parser only.

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/problems.h"
#include "rules/syntax.h"

namespace zhibao::vtl {

struct Token {
    enum class Kind : std::uint8_t { name, quotedName, keyword, integer, number, string, mark, end };
    Kind kind = Kind::end;
    Position position;
    std::string_view text;  // of a string or a quoted name what stands between the quotes

    [[nodiscard]] bool isKeyword(std::string_view word) const noexcept { return kind == Kind::keyword && text == word; }
    [[nodiscard]] bool isMark(std::string_view mark) const noexcept { return kind == Kind::mark && text == mark; }
};

/// True for the reserved words of VTL 2.1.
[[nodiscard]] bool isReserved(std::string_view word) noexcept;

/// "file:line:column".
[[nodiscard]] std::string placeOf(std::string_view file, Position position);

/// All tokens, the last one of kind end. The text must outlive them. textNotUtf8, vtlSyntax.
[[nodiscard]] Result<std::vector<Token>> tokensOf(std::string_view text, std::string_view file);
/// The same with all that is wrong; what is returned then is of no use.
[[nodiscard]] std::vector<Token> tokensOf(std::string_view text, std::string_view file, Problems& problems);

}  // namespace zhibao::vtl
