#pragma once
/// From sums to a table. This is where figures are rounded: each cell for itself, from its own exact sum, in the definition's named
/// mode. Percentages are made from exact sums too, never from rounded cells.

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "aggregate/calibre.h"
#include "aggregate/cube.h"
#include "calendar/rates.h"
#include "table/definition.h"
#include "table/table.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode tableCurrencyUnsupported{"table-currency-unsupported"};  // text, expected
inline constexpr ErrorCode tableUnitUnknown{"table-unit-unknown"};                  // text
}  // namespace error

struct TableOptions {
    Quarter period;
    bool cumulative = false;  // the year's quarters up to the period together
    Calibre calibre = Calibre::reported;
    std::optional<std::string> currency = {};  // the definition's first, when not told
    std::optional<Unit> unit = {};             // the definition's, when not told
    Language language = Language::chinese;
    int depth = 0;  // how deep rows go into the list's tree; 0 as the definition says
};

/// What a table says about where it comes from.
struct TableContext {
    Edition const& edition;
    RateTable const& rates;
    std::string agency;                              // 综合机关名称; empty leaves room to write
    std::map<std::string, std::string> signatories;  // by FooterPlace::signatory
    std::string dataVersion;                         // the state of the ledger that was summed
    std::optional<Moment> madeAt;
    bool dataAreExamples = false;  // prints 样例
};

/// "1", "10000", "100000000"; tableUnitUnknown.
[[nodiscard]] Result<Unit> parseTableUnit(std::string_view text);

/// The first and last quarter whose rows the cube must contain.
[[nodiscard]] std::pair<Quarter, Quarter> quartersFor(TableDefinition const& definition, TableOptions const& options);

/// `cube` keeps at least shapeFor(definition); quarters it contains beyond those needed are left out.
/// tableCurrencyUnsupported, targetYearDiffers, amountOverflow.
[[nodiscard]] Result<Table> buildTable(TableDefinition const& definition, Cube const& cube, TableOptions const& options, TableContext const& context);

}  // namespace zhibao
