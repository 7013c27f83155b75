#include "output/csv.h"

#include "base/csv.h"

namespace zhibao {

namespace {

std::string_view nameOf(RowKind kind) {
    switch (kind) {
        case RowKind::total: return "total";
        case RowKind::ofWhich: return "of-which";
        case RowKind::section: return "section";
        case RowKind::normal: break;
    }
    return "normal";
}

/// Spreadsheets take a text that begins so for a formula, even when it came from a name somebody typed.
std::string harmless(std::string const& text) {
    bool const looksLikeFormula = !text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
    return looksLikeFormula ? "'" + text : text;
}

Bytes forMachine(Table const& table) {
    CsvWriter writer;
    std::vector<std::string> fields{"key", "label", "level", "kind"};
    for (std::size_t stub = 1; stub < table.stubs.size(); ++stub) fields.push_back("stub" + std::to_string(stub + 1));
    for (auto const& column : table.columns) {
        fields.push_back(column.key);
        fields.push_back(column.key + "_status");
    }
    writer.row(fields);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        auto const& row = table.rows[i];
        fields = {row.key, row.label(), std::to_string(row.level), std::string{nameOf(row.kind)}};
        fields.insert(fields.end(), row.stubs.begin() + 1, row.stubs.end());
        for (auto const& cell : table.cells[i]) {
            fields.push_back(cell.value.value_or(""));
            fields.push_back(cell.marks.text());
        }
        writer.row(fields);
    }
    return writer.text();
}

Bytes forSpreadsheet(Table const& table) {
    CsvWriter writer;
    std::vector<std::string> fields;
    for (auto const& stub : table.stubs) fields.push_back(harmless(stub.title));
    for (auto const& column : table.columns) fields.push_back(harmless(column.label));
    writer.row(fields);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        auto const& row = table.rows[i];
        fields.clear();
        for (std::size_t stub = 0; stub < row.stubs.size(); ++stub) {
            std::string indent;
            if (stub == 0)
                for (int level = 0; level < row.level; ++level) indent += "　";
            fields.push_back(indent + harmless(row.stubs[stub]));
        }
        for (std::size_t j = 0; j < table.columns.size(); ++j) {
            auto const& cell = table.cells[i][j];
            auto const symbol = symbolOf(cell.marks);
            if (!symbol.empty()) fields.emplace_back(symbol);
            else if (table.columns[j].kind == CellKind::text) fields.push_back(harmless(cell.value.value_or("")));
            else fields.push_back(cell.value.value_or(""));  // a decimal; its minus sign is meant
        }
        writer.row(fields);
    }
    return "\xEF\xBB\xBF" + writer.text();
}

}  // namespace

Bytes toCsv(Table const& table, CsvUse use) {
    return use == CsvUse::machine ? forMachine(table) : forSpreadsheet(table);
}

}  // namespace zhibao
