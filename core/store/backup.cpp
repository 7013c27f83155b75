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

}  // namespace

void removeDatabase(std::filesystem::path const& path) {
    std::error_code ignored;
    for (auto const* ending : {"", "-wal", "-shm", "-journal"}) {
        auto companion = path;
        companion += ending;
        std::filesystem::remove(companion, ignored);
    }
}

Result<> copyDatabase(Database& database, std::filesystem::path const& target, Overwrite overwrite, Progress* progress, std::stop_token stop) {
    std::error_code problem;
    if (std::filesystem::equivalent(database.path(), target, problem)) return fail(error::backupIsItself, {}, toText(target));
    if (overwrite == Overwrite::no && std::filesystem::exists(target, problem)) return fail(error::backupTargetExists, {}, toText(target));
    auto beside = target;
    beside += ".part";
    removeDatabase(beside);
    if (auto const copied = copyInto(database, beside, progress, stop); !copied) {
        removeDatabase(beside);
        return copied;
    }
    std::filesystem::rename(beside, target, problem);
    if (problem) {
        removeDatabase(beside);
        return fail(error::fileUnwritable, {{"text", problem.message()}}, toText(target));
    }
    return {};
}

}  // namespace zhibao
