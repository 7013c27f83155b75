#include "store/backup.h"

#include "base/file.h"

namespace zhibao {

namespace {

Result<> copyInto(Database& database, std::filesystem::path const& path, Progress* progress, std::stop_token const& stop) {
    ZHIBAO_TRY(auto target, Database::open(path, Database::Access::create));
    auto const name = toText(path);
    ZHIBAO_CHECK(database.copyTo(target, [&](std::uint64_t done, std::uint64_t total) {
        if (progress != nullptr) progress->advanced(done, total, name);
        return !stop.stop_requested();
    }));
    // One file: nothing may stay behind in a log beside it.
    return target.executeScript("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;");
}

void removeLogs(std::filesystem::path const& path) {
    std::error_code ignored;
    for (auto const* ending : {"-wal", "-shm", "-journal"}) {
        auto companion = path;
        companion += ending;
        std::filesystem::remove(companion, ignored);
    }
}

/// Leaving WAL needs the file for oneself, so another program that has it open is noticed. A file that cannot be opened at all is
/// fit to be replaced.
Result<> requireUnused(std::filesystem::path const& path) {
    auto database = Database::open(path, Database::Access::readWrite, {.durable = true, .busyMilliseconds = 1000});
    auto const freed = database ? database->executeScript("PRAGMA journal_mode = DELETE;") : Result<>{tl::unexpected(database.error())};
    if (!freed && freed.error().code == error::databaseBusy) return freed;
    return {};
}

}  // namespace

void removeDatabase(std::filesystem::path const& path) {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    removeLogs(path);
}

Result<> putInPlace(std::filesystem::path const& finished, std::filesystem::path const& target) {
    std::error_code problem;
    if (std::filesystem::exists(target, problem)) ZHIBAO_CHECK(requireUnused(target));
    // SQLite plays whatever log it finds beside a database into it: one that an older file left would spoil the new.
    removeLogs(target);
    return moveFile(finished, target);
}

Result<> copyDatabase(Database& database, std::filesystem::path const& target, Overwrite overwrite, Progress* progress, std::stop_token stop) {
    std::error_code problem;
    if (std::filesystem::equivalent(database.path(), target, problem)) return fail(error::backupIsItself, {}, toText(target));
    ZHIBAO_CHECK(requireFilePlace(target));
    if (overwrite == Overwrite::no && std::filesystem::exists(target, problem)) return fail(error::backupTargetExists, {}, toText(target));
    // A name of its own: two programs may make backups of the same name at the same time.
    ZHIBAO_TRY(auto const beside, reserveBeside(target));
    removeLogs(beside);
    if (auto const copied = copyInto(database, beside, progress, stop); !copied) {
        removeDatabase(beside);
        return copied;
    }
    auto const placed = putInPlace(beside, target);
    if (!placed) removeDatabase(beside);
    return placed;
}

}  // namespace zhibao
