#pragma once
/// What the bureau decides about a version. A decision is a further row; nothing in a filing can be changed by one.

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "form/edition.h"
#include "package/receipt.h"
#include "store/bureau_database.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode versionUnknown{"version-unknown"};                   // version
inline constexpr ErrorCode versionAlreadyAccepted{"version-already-accepted"};  // version
inline constexpr ErrorCode versionHasErrors{"version-has-errors"};              // version, errors: only a corrected filing can put them right
inline constexpr ErrorCode versionIsReturned{"version-is-returned"};            // version
inline constexpr ErrorCode returnReasonMissing{"return-reason-missing"};
inline constexpr ErrorCode returnCellUnknown{"return-cell-unknown"};            // cell: "form2/1/total", that the version does not have
}  // namespace error

/// Takes a version into the totals (验收). `version` is the ledger's number of it.
[[nodiscard]] Result<> acceptVersion(BureauDatabase& database, std::int64_t version, std::string_view reason, Moment moment, std::string_view actor);

/// Sends a version back (退回): it leaves the totals or never comes into them, and its unit is asked for another one. The reasons go into the unit's receipt;
/// no figure is touched. Errors: versionUnknown, versionIsReturned, returnReasonMissing when there are neither words nor reasons, returnCellUnknown.
[[nodiscard]] Result<> sendBack(BureauDatabase& database, EditionLibrary const& library, std::int64_t version, std::string_view text,
                                std::vector<ReturnReason> const& reasons, Moment moment, std::string_view actor);

/// "form2/1/total" for the first row's total: how people name a cell, with rows counted from 1.
[[nodiscard]] std::string cellName(CellReference const& cell);

}  // namespace zhibao
