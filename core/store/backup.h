#pragma once
/// Copies of a database in one file, made while others work with it, and the way back.

#include <filesystem>
#include <stop_token>

#include "base/error.h"
#include "base/progress.h"
#include "store/database.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode backupTargetExists{"backup-target-exists"};
inline constexpr ErrorCode backupIsItself{"backup-is-itself"};
}  // namespace error

enum class Overwrite { no, yes };

/// One moment's state of the database as one file: it appears whole or not at all. Of two copies to one target at the same time the one
/// that is finished last stays. A program that is killed leaves TARGET.part… behind, which nothing reads. `progress` counts pages.
/// Errors: backupTargetExists (unless told to overwrite), backupIsItself, databaseBusy (another program has the old copy open), cancelled, those of the database and the disk.
[[nodiscard]] Result<> copyDatabase(Database& database, std::filesystem::path const& target, Overwrite overwrite, Progress* progress = nullptr,
                                    std::stop_token stop = {});

/// Gives a finished database in one file the name `target`, in place of what has it now, together with what SQLite left beside that.
/// Errors: databaseBusy when another program has the old one open, fileUnwritable.
[[nodiscard]] Result<> putInPlace(std::filesystem::path const& finished, std::filesystem::path const& target);

/// Removes a database file and what SQLite may have left beside it.
void removeDatabase(std::filesystem::path const& path);

}  // namespace zhibao
