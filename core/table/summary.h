#pragma once
/// A summary table straight from the bureau's database: reads the accepted rows of the periods the table needs, sums and builds.
/// What `zhibao table` and the bureau's window share.

#include <stop_token>
#include <string_view>

#include "aggregate/cube.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/progress.h"
#include "calendar/rates.h"
#include "form/edition.h"
#include "store/bureau_database.h"
#include "table/build.h"
#include "table/table.h"

namespace zhibao {

/// The cube of a stretch of quarters, from the rows of all accepted filings. `progress`, where there is one, hears how many of the
/// filings are summed. cubeTooManyCodes, cancelled, and what the database says.
[[nodiscard]] Result<Cube> cubeOf(BureauDatabase const& database, Edition const& edition, CubeShape const& shape, Quarter first, Quarter last,
                                  Progress* progress = nullptr, std::stop_token const& stop = {});

/// The table `table` of the edition. It names the state of the ledger it was summed from by the first digits of the log's head, and
/// is marked 样例 when a unit of the register has an example's code. Of a period that was never opened it says so in its first note. Errors: those of findTableDefinition, cubeOf and buildTable.
[[nodiscard]] Result<Table> summaryTable(BureauDatabase const& database, Edition const& edition, RateTable const& starter, std::string_view table,
                                         TableOptions const& options, Clock const& clock, Progress* progress = nullptr, std::stop_token const& stop = {});

}  // namespace zhibao
