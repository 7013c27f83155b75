#pragma once
/// One line of a unit's own ledger: what stood in it, what it was taken for, and what became of it.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/error.h"
#include "base/json.h"
#include "base/money.h"
#include "form/edition.h"
#include "import/written_amount.h"

namespace zhibao {

namespace error {
// Of a line, besides templateCellError and templateFormulaWithoutValue (answers/template.h), what WrittenAmount says and dateMalformed:
inline constexpr ErrorCode ledgerCellMissing{"ledger-cell-missing"};          // column
inline constexpr ErrorCode ledgerAmountMerged{"ledger-amount-merged"};        // one amount in a block of merged cells
inline constexpr ErrorCode ledgerBothSides{"ledger-both-sides"};              // debit, credit: amounts on both sides of one line
inline constexpr ErrorCode ledgerClosingLine{"ledger-closing-line"};          // text: books are closed, nothing is bought or sold
inline constexpr ErrorCode ledgerOutsidePeriod{"ledger-outside-period"};      // text, period
inline constexpr ErrorCode ledgerWordUnmapped{"ledger-word-unmapped"};        // column, text
inline constexpr ErrorCode ledgerLeftOut{"ledger-left-out"};                  // text: the word that the mapping leaves out
inline constexpr ErrorCode ledgerTotalLine{"ledger-total-line"};              // text
}  // namespace error

enum class LineOutcome {
    taken,          // its amount stands in a row of the form
    rounded,        // so too, rounded to the hundredth
    leftOut,        // the mapping says that it is none of the form's business
    totalLine,      // a sum of other lines, or an entry that closes them off
    outsidePeriod,  // of another quarter
    unmapped,       // a word in it is not in the mapping yet
    refused         // something in it could not be read
};

inline constexpr std::array lineOutcomes{LineOutcome::taken,         LineOutcome::rounded,  LineOutcome::leftOut, LineOutcome::totalLine,
                                         LineOutcome::outsidePeriod, LineOutcome::unmapped, LineOutcome::refused};

/// "taken", "rounded", "left-out", "total-line", "outside-period", "unmapped", "refused": as files and the command line write them.
[[nodiscard]] std::string_view nameOf(LineOutcome outcome) noexcept;
[[nodiscard]] std::optional<LineOutcome> lineOutcomeOf(std::string_view name) noexcept;

/// Why a line was not taken, as it is stored: {"code", "places", "arguments"}. Nothing for what no import gives.
[[nodiscard]] JsonValue reasonJson(Error const& reason);
[[nodiscard]] std::optional<Error> readReason(JsonValue const& reason);

struct LedgerLine {
    // Where it stands.
    std::string file;
    std::string sheet;    // empty for a CSV
    std::size_t row = 0;  // from 1

    // As it is written.
    std::string date;      // 2017-01-31 where it could be read
    std::string document;  // number of the voucher
    std::string customer;
    std::string service;
    std::string partner;
    std::string remark;
    std::string amountText;
    std::string currency;  // the code where it is known, else as written

    // What it was taken for.
    std::optional<WrittenAmount> amount;  // nothing when it cannot be read
    std::vector<std::string> key;         // of its row in the form, see rowKeyOf; empty unless it was taken
    std::string mode;                     // the concept of the column: "mode1"; empty where nobody said
    bool isAffiliated = false;
    bool isDigital = false;

    LineOutcome outcome = LineOutcome::refused;
    std::optional<Error> reason;  // why it was not taken; with its place "ledger.xlsx > Sheet1!C7"

    [[nodiscard]] bool isTaken() const noexcept { return outcome == LineOutcome::taken || outcome == LineOutcome::rounded; }
    friend bool operator==(LedgerLine const&, LedgerLine const&) = default;
};

/// The codes of a row's key columns, in the form's order; empty texts where they are blank.
[[nodiscard]] std::vector<std::string> rowKeyOf(Row const& row, Form const& form);

/// The lines whose amounts make up a cell of the row, in their order. None for a column that is no amount of the ledger.
[[nodiscard]] std::vector<LedgerLine const*> linesBehind(std::vector<LedgerLine> const& lines, Row const& row, Column const& column, Form const& form);

}  // namespace zhibao
