#pragma once
/// A block of cells from the clipboard, as a spreadsheet program puts it there: a table in HTML, or lines with tabs.

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode pasteWithoutCells{"paste-without-cells"};  // nothing that looks like cells is on the clipboard
inline constexpr ErrorCode pasteTooLarge{"paste-too-large"};          // limit
}  // namespace error

struct PastedCell {
    std::string text;
    /// Covered by a merged cell to the left or above, whose text it repeats.
    bool isCovered = false;
    friend bool operator==(PastedCell const&, PastedCell const&) = default;
};

/// Rows of equally many cells.
using PastedBlock = std::vector<std::vector<PastedCell>>;

/// The first table of an HTML page. Understands what Excel, WPS and LibreOffice write: merged cells (rowspan, colspan), line breaks,
/// entities, hidden rows (left out), and the number behind a shown one (x:num, sdval), so that 1234.5678 is not taken as the 1,234.57 it
/// is shown as. pasteWithoutCells, pasteTooLarge.
[[nodiscard]] Result<PastedBlock> parseHtmlBlock(std::string_view html);

/// Cells parted by tabs, lines by line ends; quoted cells hold either. A last line end makes no row. pasteWithoutCells, quoteLeftOpen.
[[nodiscard]] Result<PastedBlock> parseTextBlock(std::string_view text);

/// From whichever the clipboard offers: the table where there is one, else the text.
[[nodiscard]] Result<PastedBlock> parsePastedBlock(std::string_view html, std::string_view text);

}  // namespace zhibao
