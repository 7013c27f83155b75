#include "rules/syntax.h"

#include "rules/parser.h"

namespace zhibao::vtl {

std::string written(Literal const& literal) {
    if (auto const* flag = std::get_if<bool>(&literal)) return *flag ? "true" : "false";
    if (auto const* integer = std::get_if<Integer>(&literal)) return integer->value.text();
    if (auto const* number = std::get_if<Number>(&literal)) return number->text();
    if (auto const* text = std::get_if<std::string>(&literal)) return *text;
    return {};
}

Result<Script> parseScript(std::string_view text, std::string_view file) {
    ZHIBAO_TRY(std::vector<Token> tokens, tokensOf(text, file));
    return Parser{std::move(tokens), file}.script();
}

}  // namespace zhibao::vtl
