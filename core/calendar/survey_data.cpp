#include "calendar/survey_data.h"

#include "base/file.h"

namespace zhibao {

Result<SurveyData> loadSurveyData(std::filesystem::path const& formsFolder) {
    auto const ratesFile = formsFolder / "rates" / "fx_quarterly_per_usd.csv";
    auto const periodsFile = formsFolder / "calendar" / "periods.csv";
    ZHIBAO_TRY(Bytes const ratesText, readFile(ratesFile));
    ZHIBAO_TRY(RateTable rates, inside(toText(ratesFile), RateTable::parse(ratesText)));
    auto const holidaysFile = formsFolder / "calendar" / "holidays.csv";
    ZHIBAO_TRY(Bytes const holidaysText, readFile(holidaysFile));
    ZHIBAO_TRY(Holidays holidays, inside(toText(holidaysFile), Holidays::parse(holidaysText)));
    ZHIBAO_TRY(Bytes const periodsText, readFile(periodsFile));
    ZHIBAO_TRY(Schedule schedule, inside(toText(periodsFile), Schedule::parse(periodsText, holidays)));
    return SurveyData{std::move(rates), std::move(schedule), std::move(holidays)};
}

}  // namespace zhibao
