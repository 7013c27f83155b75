#pragma once
/// The shape of a database as numbered SQL files (schemas/sql/…), built into the program. Each runs once, whole, in a transaction of
/// its own together with the number it leaves in user_version. A database that is newer than the program is refused; one that is older
/// is copied beside itself before it is changed.

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

#include "base/error.h"
#include "store/database.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode databaseNewer{"database-newer"};        // database, program: the two numbers
inline constexpr ErrorCode databaseOutdated{"database-outdated"};  // database, program: opened for reading only, and needs migrations
inline constexpr ErrorCode migrationFailed{"migration-failed"};    // file, text; nothing of it was kept
}  // namespace error

struct Migration {
    int number;
    std::string_view file;  // "0001_ledger.sql"
    std::string_view sql;
};

struct Schema {
    std::int32_t applicationId;  // in the file's header, tells our databases from others and from each other
    std::span<Migration const> migrations;  // numbered from 1 without gaps
    [[nodiscard]] int newest() const noexcept { return static_cast<int>(migrations.size()); }
};

/// The bureau's ledger: schemas/sql/bureau.
[[nodiscard]] Schema bureauSchema() noexcept;
/// The drafts of an enterprise: schemas/sql/enterprise.
[[nodiscard]] Schema enterpriseSchema() noexcept;

/// databaseForeign, databaseNewer, databaseOutdated when `database` does not have exactly this shape.
[[nodiscard]] Result<> requireSchema(Database& database, Schema const& schema);

/// Applies what is missing. An empty database becomes one of this schema; one with contents is first copied to migrationBackupPath().
/// databaseForeign, databaseNewer, migrationFailed (the database stands at the last migration that worked).
[[nodiscard]] Result<> migrate(Database& database, Schema const& schema);

/// "bureau.db.before-3" for the copy made before migration 3 and those after it run.
[[nodiscard]] std::filesystem::path migrationBackupPath(std::filesystem::path const& database, int firstNumber);

}  // namespace zhibao
