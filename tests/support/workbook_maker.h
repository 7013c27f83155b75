#pragma once
/// Workbooks for tests, made by hand: parts of a zip as texts, so that a test can write what no spreadsheet program would.

#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"

namespace zhibao::test {

using ZipParts = std::vector<std::pair<std::string, Bytes>>;

/// A zip of these parts, in this order. A name that comes twice is written twice.
[[nodiscard]] Bytes zipOf(ZipParts const& parts);
/// The parts of a zip.
[[nodiscard]] ZipParts unzipped(BytesView zip);

/// The parts of a workbook with one sheet "Sheet1". `sheetData` is what stands inside <sheetData>, `behind` what follows it.
struct WorkbookParts {
    std::string sheetData;
    std::string behind;
    std::string sharedStrings;  // inside <sst>
    std::string styles;         // inside <styleSheet>
    std::string workbookProperties;
};
[[nodiscard]] ZipParts workbookParts(WorkbookParts const& parts);

/// An answer typed into a cell, as a test writes it: the cell's name, its type ("n", "str", "inlineStr", "b", "e") and its text.
struct TypedCell {
    std::string name;
    std::string text;
    std::string type = "inlineStr";
};
/// A workbook with cells of one sheet (counted from 1) overwritten, as if a person had typed them.
[[nodiscard]] Bytes typedInto(BytesView workbook, int sheet, std::vector<TypedCell> const& cells);

}  // namespace zhibao::test
