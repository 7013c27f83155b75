#pragma once
/// From the lines of a unit's own ledger to rows of a form. Every line is told of: taken, rounded, left out, a total of others, of
/// another period, with a word nobody has mapped yet, or refused, with file, sheet and cell; nothing is dropped silently, and per
/// currency the sums of all these make up the sum of the ledger exactly.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/error.h"
#include "calendar/period.h"
#include "form/edition.h"
#include "import/ledger_line.h"
#include "import/ledger_mapping.h"
#include "import/sheet.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode ledgerHeadMissing{"ledger-head-missing"};          // columns: no row of the file has these headings
inline constexpr ErrorCode ledgerSheetMissing{"ledger-sheet-missing"};        // sheet
inline constexpr ErrorCode ledgerHeadingTwice{"ledger-heading-twice"};        // column: two columns of the sheet are called so
}  // namespace error

/// How many lines, and what they add up to.
struct LedgerTally {
    std::size_t lines = 0;
    std::size_t withoutAmount = 0;                // of them: with an amount that cannot be read
    std::map<std::string, WrittenAmount> sums;    // exact, by currency
    friend bool operator==(LedgerTally const&, LedgerTally const&) = default;
};

/// A word of the ledger that the mapping does not know, and what hangs on it.
struct UnmappedWord {
    LedgerField field = LedgerField::service;
    std::string word;
    LedgerTally tally;
};

struct LedgerImport {
    std::vector<LedgerLine> lines;  // in the order of the files
    std::vector<Row> rows;          // of the form, in the order of its lists; their amounts are sums of lines
    LedgerTally source;             // of all lines
    std::map<LineOutcome, LedgerTally> outcomes;
    std::map<std::string, Money> takenSums;  // by currency, as they stand in the rows: rounded line by line
    std::vector<UnmappedWord> unmapped;      // in the order in which they were met
    std::vector<UnmappedWord> newCustomers;  // of lines that were taken as not affiliated, because the mapping does not name the customer
    std::size_t withoutMode = 0;             // lines that were taken and say nothing of their mode
};

/// Where the headings of a ledger stand.
struct LedgerHead {
    Sheet const* sheet = nullptr;
    std::size_t row = 0;  // position among the sheet's rows
    std::map<LedgerField, std::size_t> columns;
};

/// The sheet and row that have all headings of the mapping. ledgerSheetMissing, ledgerHeadMissing, ledgerHeadingTwice.
[[nodiscard]] Result<LedgerHead> findLedgerHead(std::vector<Sheet> const& sheets, LedgerMapping const& mapping);

/// `files` holds the sheets of each file. Fails as a whole when a file is not the mapped ledger (findLedgerHead), the mapping does not fit
/// the edition (checkLedgerMapping) or a sum does not fit (amountOverflow).
[[nodiscard]] Result<LedgerImport> importLedger(std::vector<std::vector<Sheet>> const& files, LedgerMapping const& mapping, Edition const& edition, Period const& period);

/// Puts the rows into a filing's form. A row that is there already under the same key gets the new amounts and keeps its place and its other
/// answers; rows that an earlier import (`before`) made and that this one does not make are removed; all others stay as they are.
/// Explanations go on pointing at the same rows. Puts the form in if the filing does not have it (addForm's errors).
[[nodiscard]] Result<> takeLedgerRows(Filing& filing, LedgerImport const& import, std::vector<LedgerLine> const& before, std::string_view form, Edition const& edition);

}  // namespace zhibao
