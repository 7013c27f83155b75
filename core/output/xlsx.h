#pragma once
/// Tables as a workbook: a sheet per table (or block of a form), a last sheet with notes and where the figures come from. Figures are
/// numbers with their format, heads are merged and frozen, printing is set up. Texts are always texts: none can become a formula.
/// The same tables give the same bytes.
///
/// A cell of a workbook holds a binary floating-point number, good for 15 significant digits. A figure with more is written as text,
/// and the notes sheet says so; no digit is lost.

#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "table/table.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode workbookUnwritable{"workbook-unwritable"};  // text: what the library says
}

/// `tables` is not empty. workbookUnwritable, and what bytesWrittenTo says.
[[nodiscard]] Result<Bytes> toXlsx(std::vector<Table> const& tables);
[[nodiscard]] Result<Bytes> toXlsx(Table const& table);

}  // namespace zhibao
