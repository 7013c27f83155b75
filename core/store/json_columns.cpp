#include "store/json_columns.h"

#include <algorithm>
#include <utility>

#include "base/json.h"

namespace zhibao {

std::string cellsText(std::vector<CellReference> const& cells) {
    JsonValue::Array list;
    for (auto const& cell : cells)
        list.push_back(JsonValue::Object{{"form", cell.form}, {"row", static_cast<std::int64_t>(cell.row)}, {"column", cell.column}});
    return toText(JsonValue{std::move(list)});
}

std::string argumentsText(ErrorArguments const& arguments) {
    JsonValue::Object members;
    for (auto const& [name, value] : arguments) members.emplace_back(name, value);
    return toText(JsonValue{std::move(members)});
}

Result<ErrorArguments> argumentsIn(std::string_view text) {
    ErrorArguments arguments;
    ZHIBAO_TRY(auto const value, parseJson(text));
    ZHIBAO_TRY(auto const members, JsonNode{value}.members());
    for (auto const& [name, node] : members) {
        ZHIBAO_TRY(arguments[std::string{name}], node.string());
    }
    return arguments;
}

Result<std::vector<CellReference>> cellsIn(std::string_view text) {
    std::vector<CellReference> cells;
    ZHIBAO_TRY(auto const value, parseJson(text));
    ZHIBAO_TRY(auto const elements, JsonNode{value}.elements());
    for (auto const& element : elements) {
        CellReference cell;
        ZHIBAO_TRY(cell.form, element.stringAt("form"));
        ZHIBAO_TRY(auto const row, element.integerAt("row"));
        ZHIBAO_TRY(cell.column, element.stringAt("column"));
        cell.row = static_cast<std::size_t>(std::max<std::int64_t>(row, 0));
        cells.push_back(std::move(cell));
    }
    return cells;
}

}  // namespace zhibao
