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
    Problems problems;
    auto script = parseScript(text, file, problems);
    if (!script) return tl::unexpected(problems.first().front());
    return std::move(*script);
}

std::optional<Script> parseScript(std::string_view text, std::string_view file, Problems& problems) {
    auto const before = problems.count();
    auto tokens = tokensOf(text, file, problems);
    // What the words mean is not asked before all of them are words.
    if (problems.count() != before) return std::nullopt;
    auto script = Parser{std::move(tokens), file, problems}.script();
    return problems.count() == before ? std::optional{std::move(script)} : std::nullopt;
}

}  // namespace zhibao::vtl
