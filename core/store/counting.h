#pragma once
/// Which version of a filing is in the totals: of the accepted versions that are alone with their number, the one with the highest number.
/// The order of arrival plays no part. Two different versions of one number are a fork: neither counts, and what counted before it goes
/// on counting, until a version with a higher number is accepted.

#include <cstdint>
#include <optional>

#include "base/error.h"
#include "store/database.h"

namespace zhibao {

/// Nothing when no version counts.
[[nodiscard]] Result<std::optional<std::int64_t>> versionThatCounts(Database& database, std::int64_t filing);

/// Brings the table `counted` up to date for one filing, inside the caller's transaction.
[[nodiscard]] Result<> recount(Database& database, std::int64_t filing);

}  // namespace zhibao
