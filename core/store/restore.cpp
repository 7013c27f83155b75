#include "store/restore.h"

#include <utility>

#include "base/file.h"
#include "store/migrations.h"

namespace zhibao {

namespace {

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

/// An error about the copy, which nobody has heard of, is one about the backup.
Error ofBackup(Error error, std::filesystem::path const& beside, std::filesystem::path const& backup) {
    for (auto& place : error.places)
        if (place == toText(beside)) place = toText(backup);
    if (error.code == error::databaseDamaged) error.code = error::backupDamaged;
    return error;
}

}  // namespace

Result<VerifyReport> restore(std::filesystem::path const& backup, std::filesystem::path const& target, Overwrite overwrite, EditionLibrary const& library,
                             VerifyOptions const& options) {
    std::error_code problem;
    if (std::filesystem::status(backup, problem).type() == std::filesystem::file_type::not_found) return fail(error::backupMissing, {}, toText(backup));
    ZHIBAO_CHECK(requireFilePlace(target));
    if (std::filesystem::equivalent(backup, target, problem)) return fail(error::backupIsItself, {}, toText(target));
    if (overwrite == Overwrite::no && std::filesystem::exists(target, problem)) return fail(error::backupTargetExists, {}, toText(target));
    ZHIBAO_TRY(auto const beside, reserveBeside(target));
    auto report = verifiedCopy(backup, beside, library, options);
    if (!report) report = tl::unexpected(ofBackup(std::move(report).error(), beside, backup));
    if (report) {
        if (auto placed = putInPlace(beside, target); !placed) report = tl::unexpected(std::move(placed).error());
    }
    removeDatabase(beside);
    // What a migration of an older backup kept is in the backup itself.
    for (int number = 1; number <= bureauSchema().newest(); ++number) std::filesystem::remove(migrationBackupPath(beside, number), problem);
    return report;
}

}  // namespace zhibao
