#include "rules/checks.h"

namespace zhibao::vtl {

ScalarType levelType(std::vector<Literal> const& levels) {
    ScalarType type = ScalarType::integer;
    for (auto const& level : levels) {
        if (std::holds_alternative<std::string>(level) || std::holds_alternative<bool>(level)) return ScalarType::string;
        if (std::holds_alternative<Number>(level)) type = ScalarType::number;
    }
    return type;
}

void append(Column& column, Literal const& literal) {
    if (std::holds_alternative<Null>(literal))
        column.appendNull();
    else if (isTextual(column.type()))
        column.append(std::string_view{written(literal)});
    else if (auto const* integer = std::get_if<Integer>(&literal))
        column.append(integer->value);
    else
        column.append(std::get<Number>(literal));
}

}  // namespace zhibao::vtl
