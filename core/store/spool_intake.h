#pragma once
/// Takes what a spool holds (intake/spool.h) into the bureau's ledger, each record exactly once, while others go on writing the spool. How far it
/// came stands in the ledger's own log, as a setting: whoever restores an older database reads the spool again from there. Between taking a batch
/// in and noting it the program may be killed; what is read again then is known to the ledger as a duplicate.

#include <cstddef>
#include <filesystem>

#include "calendar/survey_data.h"
#include "form/edition.h"
#include "intake/intake.h"
#include "intake/spool.h"
#include "store/bureau_database.h"

namespace zhibao {

/// How much of a spool is taken in at one time.
struct SpoolBatch {
    std::size_t records = 2'000;
    std::size_t bytes = std::size_t{64} << 20U;  // together; a single larger record is taken alone
};

/// The next records, as many as a batch holds; none received: there are no more for now. A filing arrived when its spool says so, and its file is
/// called after its token. Errors: those of takeInAtBureau and of SpoolReader.
[[nodiscard]] Result<IntakeReport> takeInFromSpool(std::filesystem::path const& spool, EditionLibrary const& library, SurveyData const& data, BureauDatabase& database,
                                                   IntakeOptions const& options, SpoolBatch const& batch = {});

/// How far that spool was taken in. settingValueUnknown when the database holds no position there.
[[nodiscard]] Result<SpoolPosition> spoolPosition(BureauDatabase const& database, std::filesystem::path const& spool);

}  // namespace zhibao
