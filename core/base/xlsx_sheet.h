#pragma once
/// The cells of one sheet of a workbook. Used by the reader of workbooks only (xlsx_reader.h).

#include <cstddef>
#include <string>
#include <vector>

#include "base/xlsx_reader.h"
#include "base/xlsx_styles.h"

namespace zhibao::xlsx {

/// What all sheets share.
struct Shared {
    std::vector<std::string> strings;
    std::vector<Shown> styles;
    bool countsFrom1904 = false;
    std::size_t cells = 0;
    std::size_t textBytes = 0;
};

/// Adds the rows and merged cells of a part to the sheet: rows and cells in order, each once. Counts what limits are about in `shared`.
/// xlsxMalformed, xlsxDocumentType, xlsxTooLarge, xlsxNumberMalformed, xlsxCellTwice.
[[nodiscard]] Result<> readSheet(BytesView xml, std::string const& entry, XlsxSheet& sheet, Shared& shared, XlsxLimits const& limits);

}  // namespace zhibao::xlsx
