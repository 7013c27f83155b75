#pragma once
/// Reads the cells of an XLSX workbook (ISO/IEC 29500) from memory, whoever wrote it: Excel, WPS, LibreOffice or an accounting
/// program that uses inline strings. Numbers stay the texts that stand in the file; nothing passes through a floating-point number.
/// A workbook is a stranger's file: entries, sizes, ratio, cells and texts are limited, document types and entities are refused.
///
/// Not read: formulas (only the value last computed, which every program stores), comments, pictures, charts, macros.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode xlsxNotAWorkbook{"xlsx-not-a-workbook"};    // no zip, or a zip without a workbook (old .xls, encrypted, CSV)
inline constexpr ErrorCode xlsxMalformed{"xlsx-malformed"};            // text: what is wrong; place entry, entry:line or Sheet!C7
inline constexpr ErrorCode xlsxDocumentType{"xlsx-document-type"};     // place entry: a DTD, which no spreadsheet program writes
inline constexpr ErrorCode xlsxTooLarge{"xlsx-too-large"};             // what, limit
inline constexpr ErrorCode xlsxEntryTwice{"xlsx-entry-twice"};         // entry
inline constexpr ErrorCode xlsxCellTwice{"xlsx-cell-twice"};           // place Sheet!C7
inline constexpr ErrorCode xlsxNumberMalformed{"xlsx-number-malformed"};  // text; place Sheet!C7
}  // namespace error

struct XlsxLimits {
    std::size_t bytes = 64U << 20U;            // of the file
    std::size_t entries = 2'000;               // in the zip
    std::size_t inflatedBytes = 256U << 20U;   // of all entries read, together
    std::size_t ratio = 400;                   // inflated to deflated, for entries of more than a megabyte
    std::size_t sheets = 100;
    std::size_t cells = 2'000'000;             // that hold something, in all sheets
    std::size_t columns = 1'024;
    std::size_t textBytes = 256U << 20U;       // of all cells together: one shared string may stand in many
    std::size_t cellTextBytes = 4U * 32'767U;  // of one cell: Excel's limit in characters
};

enum class XlsxKind {
    text,
    number,   // text is what the file holds: "1234.5", "1.2345E3", "1234.5600000000001"; see decimalAsShown
    boolean,  // "true" or "false"
    date,     // a number shown as a day: "2017-04-10", with a time of day "2017-04-10T08:30:00"
    error     // "#DIV/0!"
};

struct XlsxCell {
    std::size_t column = 0;  // from 0
    XlsxKind kind = XlsxKind::text;
    std::string text;
    bool isFormula = false;  // text is the value last computed; empty when the writing program left none
    bool isPercent = false;  // a number shown as a percentage: 0.125 where the person sees 12.5%
};

struct XlsxRow {
    std::size_t index = 0;  // from 0
    bool isHidden = false;
    std::vector<XlsxCell> cells;  // those that hold something, by column
};

/// A block of cells shown as one; its value stands in the upper left cell. All counted from 0, last ones included.
struct XlsxRange {
    std::size_t firstRow = 0;
    std::size_t firstColumn = 0;
    std::size_t lastRow = 0;
    std::size_t lastColumn = 0;
    friend bool operator==(XlsxRange const&, XlsxRange const&) = default;
};

struct XlsxSheet {
    std::string name;
    bool isHidden = false;
    std::vector<XlsxRow> rows;  // those that hold something, in order
    std::vector<XlsxRange> mergedCells;

    [[nodiscard]] XlsxRow const* findRow(std::size_t row) const noexcept;
    /// The cell, or null when it is empty. Rows and columns from 0.
    [[nodiscard]] XlsxCell const* find(std::size_t row, std::size_t column) const noexcept;
};

struct Workbook {
    std::vector<XlsxSheet> sheets;
    bool countsFrom1904 = false;  // how its serial numbers count days; those shown as days are days already
    [[nodiscard]] XlsxSheet const* findSheet(std::string_view name) const noexcept;
};

/// The whole workbook. Errors: the codes above; those about a cell are placed "Sheet!C7", others at the zip entry.
[[nodiscard]] Result<Workbook> readXlsx(BytesView bytes, XlsxLimits const& limits = {});

/// "C7" for row 6 and column 2.
[[nodiscard]] std::string cellName(std::size_t row, std::size_t column);

/// A number as a spreadsheet program shows it, as a plain decimal. Such programs keep binary numbers and write them with up to
/// 17 digits, so 1234.56 may stand in the file as 1234.5600000000001; what the person typed and sees has at most 15 significant
/// digits. The digits are therefore rounded (half away from zero) to 15; no amount that such a program can hold is changed.
/// "1.2345E3" is "1234.5". xlsxNumberMalformed for anything that is no number, and for "INF" and "NaN".
[[nodiscard]] Result<std::string> decimalAsShown(std::string_view number);

}  // namespace zhibao
