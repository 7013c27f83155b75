#include "output/json.h"

namespace zhibao {

JsonValue toJsonValue(Table const& table) {
    JsonValue::Array rows;
    for (auto const& row : table.rows) rows.push_back(JsonValue::Object{{"key", row.key}, {"label", row.label()}, {"level", row.level}});
    JsonValue::Array columns;
    for (auto const& column : table.columns) columns.push_back(JsonValue::Object{{"key", column.key}, {"label", column.label}});
    JsonValue::Array lines;
    for (auto const& line : table.cells) {
        JsonValue::Array cells;
        for (auto const& cell : line)
            cells.push_back(JsonValue::Object{{"value", cell.value ? JsonValue{*cell.value} : JsonValue{}}, {"status", cell.marks.text()}});
        lines.push_back(std::move(cells));
    }
    JsonValue::Array notes;
    for (auto const& note : table.notes) notes.push_back(note);
    return JsonValue::Object{{"id", table.id},
                             {"title", table.title},
                             {"period", table.period},
                             {"calibre", table.calibre},
                             {"unit", static_cast<std::int64_t>(table.unit)},
                             {"rows", std::move(rows)},
                             {"columns", std::move(columns)},
                             {"cells", std::move(lines)},
                             {"notes", std::move(notes)},
                             {"currency", table.currency},
                             {"cumulative", table.cumulative},
                             {"edition", table.edition},
                             {"dataVersion", table.dataVersion},
                             {"sample", table.sampleMark}};
}

Bytes toJsonBytes(Table const& table) {
    return toText(toJsonValue(table), 2);
}

}  // namespace zhibao
