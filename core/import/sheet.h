#pragma once
/// The sheets of a file of whatever kind, as texts: what a ledger's import and its preview look at.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace zhibao {

/// Why a cell holds no text that could be taken.
enum class CellTrouble { none, formulaError, formulaWithoutValue };

struct SheetCell {
    /// Numbers as the spreadsheet program shows them ("1234.56", "12.5%"), days as 2017-04-10.
    std::string text;
    CellTrouble trouble = CellTrouble::none;
    /// The cell lies in a merged block and repeats what stands in its upper left cell. Good for names; an amount would count twice.
    bool isRepeated = false;
    /// A number of a workbook: its point is a point, whatever people of its country write.
    bool isNumber = false;
    friend bool operator==(SheetCell const&, SheetCell const&) = default;
};

struct SheetRow {
    std::size_t number = 0;  // from 1: the row of a sheet, the line of a CSV
    std::map<std::size_t, SheetCell> cells;  // by column from 0; only those that hold something
    [[nodiscard]] SheetCell const* find(std::size_t column) const noexcept;
};

struct Sheet {
    std::string file;
    std::string name;  // empty for a CSV
    std::vector<SheetRow> rows;
    /// How the workbook's serial numbers count days; a CSV does not say.
    std::optional<bool> countsFrom1904 = std::nullopt;
    [[nodiscard]] std::size_t columnCount() const noexcept;
    /// "Sheet1!C7", "C7".
    [[nodiscard]] std::string placeOf(std::size_t rowNumber, std::size_t column) const;
};

/// Every sheet of a workbook that is not hidden, or the one of a CSV. What is a workbook is told by its bytes, not by its name.
/// What readXlsx, decodedText and parseDelimited say; an old .xls is xlsxNotAWorkbook.
[[nodiscard]] Result<std::vector<Sheet>> readSheets(BytesView bytes, std::string file);

}  // namespace zhibao
