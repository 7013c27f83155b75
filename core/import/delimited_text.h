#pragma once
/// Rows of a text whose cells are parted by a character: a CSV of whatever program, or what a spreadsheet program puts on the clipboard.
/// Unlike base/csv.h it takes rows of any length and any separator, because other people's files are not ours to be strict about.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode quoteLeftOpen{"quote-left-open"};  // place: the line where it begins
}

struct DelimitedRow {
    std::size_t line = 0;  // where it starts, from 1
    std::vector<std::string> cells;
    friend bool operator==(DelimitedRow const&, DelimitedRow const&) = default;
};

/// A cell that begins with a quote goes on to the quote that closes it, over separators and line breaks; doubled quotes in it are one.
/// A quote elsewhere is a character like others. Line ends are LF, CRLF or CR; the last may be missing. quoteLeftOpen.
[[nodiscard]] Result<std::vector<DelimitedRow>> parseDelimited(std::string_view text, char separator);

/// The character of , ; tab | that parts the first lines most evenly; a first line "sep=;", as Excel writes it, decides.
[[nodiscard]] char guessSeparator(std::string_view text);

}  // namespace zhibao
