#include "calendar/survey_data.h"

#include <algorithm>
#include <optional>

#include "base/file.h"
#include "base/nearest.h"

namespace zhibao {

namespace {

std::filesystem::path periodsFileIn(std::filesystem::path const& formsFolder) {
    return formsFolder / "calendar" / "periods.csv";
}

}  // namespace

Result<SurveyData> loadSurveyData(std::filesystem::path const& formsFolder) {
    auto const ratesFile = formsFolder / "rates" / "fx_quarterly_per_usd.csv";
    auto const periodsFile = periodsFileIn(formsFolder);
    ZHIBAO_TRY(Bytes const ratesText, readFile(ratesFile));
    ZHIBAO_TRY(RateTable rates, inside(toText(ratesFile), RateTable::parse(ratesText)));
    auto const holidaysFile = formsFolder / "calendar" / "holidays.csv";
    ZHIBAO_TRY(Bytes const holidaysText, readFile(holidaysFile));
    ZHIBAO_TRY(Holidays holidays, inside(toText(holidaysFile), Holidays::parse(holidaysText)));
    ZHIBAO_TRY(Bytes const periodsText, readFile(periodsFile));
    ZHIBAO_TRY(Schedule schedule, inside(toText(periodsFile), Schedule::parse(periodsText, holidays)));
    return SurveyData{std::move(rates), std::move(schedule), std::move(holidays)};
}

Result<SurveyData> parseSurveyData(BytesView holidays, BytesView periods, BytesView rates) {
    SurveyData data;
    ZHIBAO_TRY(data.rates, RateTable::parse(rates));
    ZHIBAO_TRY(data.holidays, Holidays::parse(holidays));
    ZHIBAO_TRY(data.schedule, Schedule::parse(periods, data.holidays));
    return data;
}

SurveyData completed(SurveyData const& newer, SurveyData const& older) {
    return {newer.rates.completedBy(older.rates), newer.schedule.completedBy(older.schedule), newer.holidays.completedBy(older.holidays)};
}

std::vector<Error> misfitsOf(Schedule const& schedule, Editions const& editions, std::filesystem::path const& formsFolder) {
    std::vector<Error> problems;
    auto const file = toText(periodsFileIn(formsFolder));
    for (auto const& one : schedule.announced()) {
        std::vector<std::string> known;
        std::optional<Error> problem;
        bool fits = false;
        for (auto const& edition : editions) {
            for (auto const& set : edition->formSets) known.push_back(set.id);
            auto const* set = edition->findFormSet(one.formSet);
            if (set == nullptr) continue;
            auto const window = schedule.window(*set, one.period);
            // Holidays that nobody has entered are no fault of the line.
            fits = fits || window || window.error().code == error::holidaysUnknown;
            if (!window) problem = window.error();
        }
        if (fits || editions.empty()) continue;
        std::sort(known.begin(), known.end());
        known.erase(std::unique(known.begin(), known.end()), known.end());
        if (!problem) problem = Error{error::formSetUnknown, {}, {{"set", one.formSet}, {"known", nearestOrAll(one.formSet, known)}}};
        problems.push_back(std::move(*problem).inside(std::to_string(one.line)).inside(file));
    }
    return problems;
}

}  // namespace zhibao
