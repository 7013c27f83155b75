#pragma once
/// What the bureau decides about a version. A decision is a further row; nothing in a filing can be changed by one.

#include <cstdint>
#include <string_view>

#include "base/date.h"
#include "base/error.h"
#include "store/bureau_database.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode versionUnknown{"version-unknown"};                   // version
inline constexpr ErrorCode versionAlreadyAccepted{"version-already-accepted"};  // version
inline constexpr ErrorCode versionHasErrors{"version-has-errors"};              // version, errors: only a corrected filing can put them right
}  // namespace error

/// Takes a version into the totals (验收). `version` is the ledger's number of it.
[[nodiscard]] Result<> acceptVersion(BureauDatabase& database, std::int64_t version, std::string_view reason, Moment moment, std::string_view actor);

}  // namespace zhibao
