#pragma once
/// Numbers as a workbook holds them, exactly: digits and a point, never a floating-point number. For the reader of workbooks
/// (xlsx_reader.h), and for serial numbers of days that a spreadsheet program left unformatted.

#include <optional>
#include <string>
#include <string_view>

namespace zhibao::xlsx {

/// A number as digits and the place of its point: 0.DIGITS × 10^point. No zeros at either end of the digits.
struct Decimal {
    bool isNegative = false;
    std::string digits;
    int point = 0;
};

/// "1234.5", "1.2345E3"; nothing for what is no number, is longer than a binary number of 64 bits needs, or beyond its range.
[[nodiscard]] std::optional<Decimal> readDecimal(std::string_view text);

/// The day (and time) of a serial number; nothing when it is outside the calendar of the format.
[[nodiscard]] std::optional<std::string> dayOfSerial(std::string_view number, bool countsFrom1904);

}  // namespace zhibao::xlsx
