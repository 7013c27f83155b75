#pragma once
/// A backup back in place. It is copied beside the target, brought up to date and verified there; only a sound one takes the target's name.

#include <filesystem>

#include "base/error.h"
#include "form/edition.h"
#include "store/backup.h"
#include "store/verify.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode backupMissing{"backup-missing"};
}  // namespace error

namespace error {
inline constexpr ErrorCode backupDamaged{"backup-damaged"};    // text: what SQLite says
inline constexpr ErrorCode backupNotSound{"backup-not-sound"};  // problems: how many, text: the code and place of the first
}

/// Errors: backupMissing, what requireFilePlace says of the target, backupTargetExists (unless told to overwrite), backupIsItself, databaseBusy (another program has the target open), databaseForeign,
/// databaseNewer, backupDamaged, backupNotSound, cancelled. On an error the target is as it was.
[[nodiscard]] Result<VerifyReport> restore(std::filesystem::path const& backup, std::filesystem::path const& target, Overwrite overwrite, EditionLibrary const& library,
                                           VerifyOptions const& options = {});

}  // namespace zhibao
