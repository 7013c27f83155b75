#include "batch/surroundings.h"

#include <algorithm>
#include <filesystem>

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "rules/neighbours.h"
#include "rules/occasion.h"

namespace zhibao {

namespace {

std::string nameOf(FilingHeader const& header) {
    return header.formSet + " " + header.period;
}

/// Reads another filing of the unit; of that period and the same form set where one is expected.
Result<> add(Console& console, Filing const& filing, std::string const& file, std::optional<Period> const& expected, Surroundings& surroundings) {
    ZHIBAO_TRY(LoadedFiling loaded, loadFiling(console, file));
    auto const& header = loaded.filing.header;
    if (header.unit != filing.header.unit) return fail(error::besideOtherUnit, {{"got", header.unit}, {"expected", filing.header.unit}}, file);
    if (expected && (header.formSet != filing.header.formSet || header.period != toText(*expected))) {
        return fail(error::besideOtherPeriod,
                    {{"got", nameOf(header)}, {"expected", filing.header.formSet + " " + toText(*expected)}}, file);
    }
    surroundings.filings.push_back({std::move(loaded.edition), std::move(loaded.filing)});
    return {};
}

}  // namespace

void addSurroundingOptions(CLI::App& verb, SurroundingOptions& options) {
    // One file for each time the option is said, so that the filing itself may stand behind it.
    verb.add_option("--previous", options.previous, "The unit's filing of the period before; once more for the one before that / 上期申报")->allow_extra_args(false);
    verb.add_option("--last-year", options.lastYear, "Its filing of the same period of last year / 上年同期申报");
    verb.add_option("--profile", options.profile, "Its profile / 企业基本情况");
    verb.add_option("--with", options.others, "Further filings of the unit, such as other form sets of the period or the quarters of a year / 其他相关申报")
        ->allow_extra_args(false);
    verb.add_option("--date", options.day, "As of this day, such as 2017-04-08 (default: today) / 审核日期");
}

Result<LoadedSurroundings> loadSurroundings(Console& console, LoadedFiling const& loaded, SurroundingOptions const& options) {
    auto const& filing = loaded.filing;
    LoadedSurroundings result;
    auto& surroundings = result.surroundings;
    // A folder of forms by itself, such as an author's, has neither calendar nor rates; then rules know of none.
    ZHIBAO_TRY(auto const library, console.library());
    std::error_code problem;
    bool const hasData = std::filesystem::exists(library->folder() / "calendar", problem) || std::filesystem::exists(library->folder() / "rates", problem);
    if (hasData) {
        ZHIBAO_TRY(SurveyData data, console.surveyData());
        result.data = std::make_unique<SurveyData const>(std::move(data));
    }
    auto today = dayInChina(SystemClock{}.now());
    if (!options.day.empty()) {
        ZHIBAO_TRY(Date const day, inside("--date", parseDate(options.day)));
        today = day;
    }
    surroundings = surroundingsOn(today, filing.header, *loaded.edition, result.data ? result.data->schedule : Schedule{}, result.data ? &result.data->rates : nullptr);
    auto const period = parsePeriod(filing.header.period);
    std::optional<Period> expected = period ? std::optional<Period>{*period} : std::nullopt;
    for (auto const& file : options.previous) {
        if (expected) expected = previous(*expected);
        ZHIBAO_CHECK(add(console, filing, file, expected, surroundings));
    }
    if (!options.lastYear.empty())
        ZHIBAO_CHECK(add(console, filing, options.lastYear, period ? std::optional<Period>{samePeriodLastYear(*period)} : std::nullopt, surroundings));
    if (!options.profile.empty()) {
        ZHIBAO_CHECK(add(console, filing, options.profile, std::nullopt, surroundings));
        auto const& profile = surroundings.filings.back();
        if (profile.filing.findForm(profile.edition->ruleData.profile) == nullptr)
            return fail(error::besideNoProfile, {{"got", nameOf(profile.filing.header)}}, options.profile);
    }
    auto const useful = neighboursOf(filing.header, *loaded.edition);
    for (auto const& file : options.others) {
        ZHIBAO_CHECK(add(console, filing, file, std::nullopt, surroundings));
        auto const& header = surroundings.filings.back().filing.header;
        if (std::find(useful.begin(), useful.end(), FilingName{header.formSet, header.period}) == useful.end())
            return fail(error::besideUseless, {{"got", nameOf(header)}, {"filing", nameOf(filing.header)}}, file);
    }
    return result;
}

}  // namespace zhibao
