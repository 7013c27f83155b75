#pragma once
/// What the cells of a workbook share: its texts, and what its number formats make of a number. Used by the reader of workbooks only
/// (xlsx_reader.h).

#include <string>
#include <vector>

#include "base/xlsx_reader.h"

namespace zhibao::xlsx {

/// What a number format makes of a number.
enum class Shown { plain, day, percent };

/// By the position that cells name. xlsxMalformed, xlsxDocumentType.
[[nodiscard]] Result<std::vector<Shown>> readStyles(BytesView xml, std::string const& entry);

/// By the position that cells name. xlsxMalformed, xlsxDocumentType, xlsxTooLarge.
[[nodiscard]] Result<std::vector<std::string>> readSharedStrings(BytesView xml, std::string const& entry, XlsxLimits const& limits);

}  // namespace zhibao::xlsx
