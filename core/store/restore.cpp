#include "store/restore.h"

#include <utility>

#include "base/file.h"
#include "store/migrations.h"

namespace zhibao {

namespace {

/// Leaving WAL needs the file for oneself, so another program that has it open is noticed. A target that cannot be opened at all is
/// what restoring is for.
Result<> requireUnused(std::filesystem::path const& target) {
    auto database = Database::open(target, Database::Access::readWrite, {.durable = true, .busyMilliseconds = 1000});
    auto const freed = database ? database->executeScript("PRAGMA journal_mode = DELETE;") : Result<>{tl::unexpected(database.error())};
    if (!freed && freed.error().code == error::databaseBusy) return freed;
    return {};
}

Result<VerifyReport> verifiedCopy(std::filesystem::path const& backup, std::filesystem::path const& beside, EditionLibrary const& library, VerifyOptions const& options) {
    {
        ZHIBAO_TRY(auto source, Database::open(backup, Database::Access::readOnly));
        if (auto const ours = requireSchema(source, bureauSchema()); !ours && ours.error().code != error::databaseOutdated) return tl::unexpected(ours.error());
        ZHIBAO_CHECK(copyDatabase(source, beside, Overwrite::yes, nullptr, options.stop));
    }
    ZHIBAO_TRY(auto copy, BureauDatabase::open(beside));
    ZHIBAO_TRY(auto report, verify(copy, library, options));
    if (!report.problems.empty()) {
        auto const& first = report.problems.front();
        return fail(error::backupNotSound,
                    {{"problems", std::to_string(report.problems.size())}, {"text", std::string{first.code.name()} + " " + first.where()}}, toText(backup));
    }
    // One file again, without a log beside it that the new name would not find.
    ZHIBAO_CHECK(copy.connection().executeScript("PRAGMA journal_mode = DELETE;"));
    return report;
}

}  // namespace

Result<VerifyReport> restore(std::filesystem::path const& backup, std::filesystem::path const& target, Overwrite overwrite, EditionLibrary const& library,
                             VerifyOptions const& options) {
    std::error_code problem;
    if (std::filesystem::equivalent(backup, target, problem)) return fail(error::backupIsItself, {}, toText(target));
    bool const exists = std::filesystem::exists(target, problem);
    if (exists && overwrite == Overwrite::no) return fail(error::backupTargetExists, {}, toText(target));
    auto beside = target;
    beside += ".restoring";
    auto report = verifiedCopy(backup, beside, library, options);
    // What a migration of an older backup kept is in the backup itself.
    auto const cleaned = [&](Result<VerifyReport> result) {
        removeDatabase(beside);
        for (int number = 1; number <= bureauSchema().newest(); ++number) std::filesystem::remove(migrationBackupPath(beside, number), problem);
        return result;
    };
    if (!report) return cleaned(std::move(report));
    if (exists) {
        if (auto unused = requireUnused(target); !unused) return cleaned(tl::unexpected(std::move(unused).error()));
        // A log of the old database must not be taken for one of the new.
        for (auto const* ending : {"-wal", "-shm", "-journal"}) {
            auto companion = target;
            companion += ending;
            std::filesystem::remove(companion, problem);
        }
    }
    std::filesystem::rename(beside, target, problem);
    if (problem) return cleaned(fail(error::fileUnwritable, {{"text", problem.message()}}, toText(target)));
    return cleaned(std::move(report));
}

}  // namespace zhibao
