#pragma once
/// What a filing is judged beside, from files named on the command line.

#include <memory>
#include <string>
#include <vector>

#include "batch/console.h"
#include "batch/filings.h"
#include "calendar/survey_data.h"
#include "rules/surroundings.h"

namespace CLI {
class App;
}

namespace zhibao {

namespace error {
inline constexpr ErrorCode besideOtherUnit{"beside-other-unit"};      // got, expected: units
inline constexpr ErrorCode besideOtherPeriod{"beside-other-period"};  // got, expected: form set and period
inline constexpr ErrorCode besideNoProfile{"beside-no-profile"};      // got: form set and period
inline constexpr ErrorCode besideUseless{"beside-useless"};           // got, filing: form set and period
}  // namespace error

struct SurroundingOptions {
    std::vector<std::string> previous;  // the period before, and the one before that
    std::string lastYear;
    std::string profile;
    std::vector<std::string> others;  // further filings of the unit: other form sets of the period, the quarters of a year
    std::string day;                  // as of which day; empty for today
};

/// Surroundings, and what they point to.
struct LoadedSurroundings {
    std::unique_ptr<SurveyData const> data;
    Surroundings surroundings;
};

/// --previous, --last-year, --profile, --with and --date.
void addSurroundingOptions(CLI::App& verb, SurroundingOptions& options);

/// Errors name the file: those of loadFiling; besideOtherUnit, besideOtherPeriod for a filing that is not what its option says.
[[nodiscard]] Result<LoadedSurroundings> loadSurroundings(Console& console, LoadedFiling const& filing, SurroundingOptions const& options);

}  // namespace zhibao
