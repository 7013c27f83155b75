#pragma once
/// What the headings of an unknown ledger probably mean: a beginning for the person who maps its columns.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "import/ledger_mapping.h"
#include "import/sheet.h"

namespace zhibao {

/// The position among the sheet's rows of the one that looks most like headings: many different words, no figure, near the top.
/// Nothing for a sheet without words.
[[nodiscard]] std::optional<std::size_t> likelyHead(Sheet const& sheet);

/// The headings of a row, from left to right, without those that are blank or repeat a merged one.
[[nodiscard]] std::vector<std::string> headingsOf(SheetRow const& row);

/// Which field a heading is probably of, by words that ledgers in Chinese and English use. No heading stands for two fields.
/// Amounts are given one column or two sides, never both.
[[nodiscard]] std::map<LedgerField, std::string> likelyColumns(std::vector<std::string> const& headings);

/// What parts units from fractions in the sheet's texts, by those that can be read in one way only; a point where none say.
[[nodiscard]] DecimalSign likelyDecimalSign(Sheet const& sheet);

}  // namespace zhibao
