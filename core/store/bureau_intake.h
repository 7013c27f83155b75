#pragma once
/// Intake at the bureau: the one call by which windows and verbs take files in, so that every filing is judged by all that the bureau
/// knows, wherever it was taken in: its database's rates and earlier filings, and the calendar.

#include <filesystem>
#include <vector>

#include "calendar/survey_data.h"
#include "form/edition.h"
#include "intake/intake.h"
#include "store/bureau_database.h"

namespace zhibao {

/// takeIn (intake/intake.h) into this database. `data` is what stands beside the editions: its rates where the bureau has none.
[[nodiscard]] Result<IntakeReport> takeInAtBureau(std::vector<std::filesystem::path> const& paths, EditionLibrary const& library, SurveyData const& data,
                                                  BureauDatabase& database, IntakeOptions const& options);

}  // namespace zhibao
