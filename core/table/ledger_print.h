#pragma once
/// The statistical ledger of a unit (统计台账): the lines of its own books behind the figures of a form, grouped by the rows of the form,
/// each group with its sum. The law asks units to keep one. Source: 统计法 art. 21 (2009).

#include <optional>
#include <string>
#include <vector>

#include "answers/filing.h"
#include "base/date.h"
#include "base/error.h"
#include "form/edition.h"
#include "import/ledger_line.h"
#include "table/table.h"

namespace zhibao {

struct LedgerPrintContext {
    Edition const& edition;
    Form const& form;
    Language language = Language::chinese;
    std::string unit;      // the code
    std::string unitName;
    std::string period;    // "2017Q1"
    std::optional<Moment> madeAt;
};

/// Amounts as they stand in the form, to the hundredth; what was rounded shows the amount of the books beside it. Lines that were not taken
/// are told by number and sum in the notes. periodMalformed, amountOverflow.
[[nodiscard]] Result<Table> printLedger(std::vector<LedgerLine> const& lines, LedgerPrintContext const& context);

}  // namespace zhibao
