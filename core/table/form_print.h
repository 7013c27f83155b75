#pragma once
/// The official print of a form: what a unit answered, in the layout that the form's "print" gives (DOMAIN 1.8 and 1.10), or the
/// same empty to be filled by hand. A form of rows is printed block by block (exports, then imports), a record as a list of
/// questions. Amounts in the printed currency are converted at the period's rate, each cell for itself, and rounded here; amounts as
/// entered are never rounded.
///
/// The layout is described in form/print_layout.h, which also checks it when an edition is loaded.

#include <optional>
#include <string>
#include <vector>

#include "answers/filing.h"
#include "calendar/rates.h"
#include "form/edition.h"
#include "form/print_layout.h"
#include "table/table.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode printLayoutMissing{"print-layout-missing"};  // form
}

struct FormPrintContext {
    Edition const& edition;
    RateTable const& rates;
    Language language = Language::chinese;
    std::string unitName;        // from the register; empty: as the filing itself says, or room to write
    std::string version;         // which version of the filing, with its digest; empty for none
    std::optional<Moment> madeAt;
    bool dataAreExamples = false;
    bool withDefinitions = false;  // 指标解释 behind the notes; on a blank form they always stand
    bool isPractice = false;       // a filing to play with: every page says so
};

/// One table per block; all but the first are continuations. Errors name form and pointer: printLayoutMissing, printLayoutUnfit,
/// columnUnknown, what JSON nodes say, periodMalformed, amountOverflow.
[[nodiscard]] Result<std::vector<Table>> printForm(Form const& form, Filing const& filing, FormPrintContext const& context);
/// Every form of the filing, in the order of its form set.
[[nodiscard]] Result<std::vector<Table>> printFiling(Filing const& filing, FormPrintContext const& context);
/// The empty form, with lines to fill in.
[[nodiscard]] Result<std::vector<Table>> printBlankForm(Form const& form, FormPrintContext const& context);

}  // namespace zhibao
