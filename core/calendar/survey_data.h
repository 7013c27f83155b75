#pragma once
/// The calendar and the rates that stand beside the editions in a forms folder: calendar/holidays.csv,
/// calendar/periods.csv and rates/fx_quarterly_per_usd.csv.

#include <filesystem>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "calendar/edition_choice.h"
#include "calendar/holidays.h"
#include "calendar/rates.h"
#include "calendar/schedule.h"

namespace zhibao {

struct SurveyData {
    RateTable rates;
    Schedule schedule;
    Holidays holidays;
};

/// Of the contents of the three files. Errors: those of Holidays, Schedule and RateTable.
[[nodiscard]] Result<SurveyData> parseSurveyData(BytesView holidays, BytesView periods, BytesView rates);

/// What the newer says, and of what it says nothing the older.
[[nodiscard]] SurveyData completed(SurveyData const& newer, SurveyData const& older);

/// Errors name the file and the line.
[[nodiscard]] Result<SurveyData> loadSurveyData(std::filesystem::path const& formsFolder);

/// The days announced for single periods that no edition can follow, each with file and line: formSetUnknown where none has such a set,
/// else what Schedule::window says.
[[nodiscard]] std::vector<Error> misfitsOf(Schedule const& schedule, Editions const& editions, std::filesystem::path const& formsFolder);

}  // namespace zhibao
