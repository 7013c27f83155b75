#pragma once
/// What a pasted block would do to the rows of a form, before it is done: each cell that is taken, rounded or refused, and why.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "answers/filing.h"
#include "base/error.h"
#include "base/money.h"
#include "form/edition.h"
#include "import/pasted_block.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode pasteBesideForm{"paste-beside-form"};    // the form has no column there
inline constexpr ErrorCode pasteFigureMerged{"paste-figure-merged"};  // one figure in merged cells
}  // namespace error

enum class PasteOutcome { taken, rounded, refused };

struct PastedAnswer {
    std::size_t blockRow = 0;  // where it stands in the block
    std::size_t blockColumn = 0;
    std::size_t row = 0;     // of the form; behind the last: a new one
    std::size_t column = 0;  // position in the form; of no meaning for what stands beside it
    std::string text;        // as it was pasted
    PasteOutcome outcome = PasteOutcome::refused;
    Cell cell;                    // what it becomes
    std::optional<Error> reason;  // of a refusal
};

struct PastePlan {
    std::vector<PastedAnswer> answers;  // row by row; cells that are empty in the block and stay so are none
    std::vector<Row> newRows;           // behind the last, complete
    bool hasHeadings = false;           // the first line of the block says which columns the others are of
    [[nodiscard]] std::size_t count(PasteOutcome outcome) const noexcept;
};

/// Where a block is put: the columns of the grid in their order from the current one on (nothing for one that only shows), and the rows.
struct PasteTarget {
    Form const& form;
    Edition const& edition;
    std::vector<Row> const& rows;
    std::size_t firstRow = 0;
    std::vector<std::optional<std::size_t>> columns;
    Unit unit = Unit::one;
};

/// Reads each cell as its column wants it. Amounts as WrittenAmount reads them, rounded to the hundredth where they are finer, percentages
/// likewise; a lone dash is blank. Codes, days and texts as parseCell does. A block whose first line holds titles of the form's columns is
/// put below those, whatever column is the current one. An empty cell empties what stands there, but begins no new row; what is refused
/// leaves an existing cell as it is and a new one blank.
[[nodiscard]] PastePlan planPaste(PastedBlock const& block, PasteTarget const& target);

}  // namespace zhibao
