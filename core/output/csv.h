#pragma once
/// A table as CSV (RFC 4180), for machines or for a spreadsheet.

#include "base/bytes.h"
#include "table/table.h"

namespace zhibao {

enum class CsvUse {
    machine,     // columns key, label, level, kind, then each column by its key and its status behind it; empty means missing
    spreadsheet  // a byte-order mark, headings as printed, symbols where there is no value; texts cannot become formulas
};

[[nodiscard]] Bytes toCsv(Table const& table, CsvUse use = CsvUse::machine);

}  // namespace zhibao
