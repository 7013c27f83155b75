#pragma once
/// A table as the bytes of a file, by the name of the format: what a "save as" and the command line share. PDF is made elsewhere
/// (output/pdf.h, or a window's own pages), because it needs the printer.

#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "table/table.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode tableFormatUnknown{"table-format-unknown"};  // text, expected
}

/// `format` is html, csv, json or xlsx, with or without a point in front. tableFormatUnknown.
[[nodiscard]] Result<Bytes> tableAs(Table const& table, std::string_view format);

}  // namespace zhibao
