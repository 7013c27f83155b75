#include "import/sheet.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "base/xlsx_reader.h"
#include "import/decoded_text.h"
#include "import/delimited_text.h"

namespace zhibao {

namespace {

constexpr BytesView zipBegins = "PK\x03\x04";
constexpr BytesView oldWorkbookBegins = "\xD0\xCF\x11\xE0";

Result<SheetCell> cellOf(XlsxCell const& cell) {
    SheetCell taken{cell.text, CellTrouble::none, false};
    if (cell.kind == XlsxKind::error) taken.trouble = CellTrouble::formulaError;
    else if (cell.isFormula && cell.text.empty()) taken.trouble = CellTrouble::formulaWithoutValue;
    else if (cell.kind == XlsxKind::number && cell.isPercent) {
        ZHIBAO_TRY(taken.text, decimalAsShown(cell.text + "E2"));
        taken.text += '%';
    } else if (cell.kind == XlsxKind::number) {
        ZHIBAO_TRY(taken.text, decimalAsShown(cell.text));
    } else if (cell.kind == XlsxKind::date) {
        taken.text = cell.text.substr(0, cell.text.find('T'));
    }
    taken.isNumber = cell.kind == XlsxKind::number;
    return taken;
}

void repeatMergedCells(Sheet& sheet, std::vector<XlsxRange> const& ranges) {
    std::map<std::size_t, SheetRow> rows;
    for (auto& row : sheet.rows) rows.emplace(row.number, std::move(row));
    for (auto const& range : ranges) {
        auto const first = rows.find(range.firstRow + 1);
        if (first == rows.end()) continue;
        auto const* cell = first->second.find(range.firstColumn);
        if (cell == nullptr) continue;
        auto repeated = *cell;
        repeated.isRepeated = true;
        for (auto number = range.firstRow + 1; number <= range.lastRow + 1; ++number) {
            auto const row = rows.find(number);
            if (row == rows.end()) continue;  // nothing else stands there: no line
            for (auto column = range.firstColumn; column <= range.lastColumn; ++column) row->second.cells.emplace(column, repeated);
        }
    }
    sheet.rows.clear();
    for (auto& [number, row] : rows) sheet.rows.push_back(std::move(row));
}

Result<std::vector<Sheet>> sheetsOfWorkbook(BytesView bytes, std::string const& file) {
    ZHIBAO_TRY(auto const workbook, readXlsx(bytes));
    std::vector<Sheet> sheets;
    for (auto const& source : workbook.sheets) {
        if (source.isHidden) continue;
        Sheet sheet{file, source.name, {}, workbook.countsFrom1904};
        for (auto const& line : source.rows) {
            SheetRow row{line.index + 1, {}};
            for (auto const& cell : line.cells) {
                ZHIBAO_TRY(auto taken, cellOf(cell));
                if (taken.trouble != CellTrouble::none || !trimmed(taken.text).empty()) row.cells.emplace(cell.column, std::move(taken));
            }
            if (!row.cells.empty()) sheet.rows.push_back(std::move(row));
        }
        repeatMergedCells(sheet, source.mergedCells);
        sheets.push_back(std::move(sheet));
    }
    return sheets;
}

}  // namespace

SheetCell const* SheetRow::find(std::size_t column) const noexcept {
    auto const found = cells.find(column);
    return found == cells.end() ? nullptr : &found->second;
}

std::size_t Sheet::columnCount() const noexcept {
    std::size_t count = 0;
    for (auto const& row : rows)
        if (!row.cells.empty()) count = std::max(count, row.cells.rbegin()->first + 1);
    return count;
}

std::string Sheet::placeOf(std::size_t rowNumber, std::size_t column) const {
    return (name.empty() ? std::string{} : name + "!") + cellName(rowNumber - 1, column);
}

Result<std::vector<Sheet>> readSheets(BytesView bytes, std::string file) {
    if (bytes.starts_with(zipBegins)) return inside(file, sheetsOfWorkbook(bytes, file));
    if (bytes.starts_with(oldWorkbookBegins)) return fail(error::xlsxNotAWorkbook, {}, file);
    auto const read = [&]() -> Result<std::vector<Sheet>> {
        ZHIBAO_TRY(auto const decoded, decodedText(bytes));
        ZHIBAO_TRY(auto lines, parseDelimited(decoded.text, guessSeparator(decoded.text)));
        Sheet sheet{file, {}, {}};
        for (auto& line : lines) {
            SheetRow row{line.line, {}};
            for (std::size_t column = 0; column < line.cells.size(); ++column)
                if (!trimmed(line.cells[column]).empty()) row.cells.emplace(column, SheetCell{std::move(line.cells[column]), CellTrouble::none, false});
            if (!row.cells.empty()) sheet.rows.push_back(std::move(row));
        }
        return std::vector<Sheet>{std::move(sheet)};
    };
    return inside(file, read());
}

}  // namespace zhibao
