#include "calendar/holidays.h"

#include <algorithm>

#include "base/csv.h"

namespace zhibao {

namespace {

using boost::gregorian::days;

/// No holiday is longer; a slip in a year would otherwise blank out decades.
constexpr int longestHoliday = 60;

}  // namespace

Result<Date> parseSurveyDay(std::string_view text) {
    ZHIBAO_TRY(Date const day, parseDate(text));
    // The years that periods can have.
    if (day.year() < 1900 || day.year() > 2199) return fail(error::dateNotOfSurvey, {{"date", toText(day)}});
    return day;
}

Result<Holidays> Holidays::parse(BytesView csv) {
    ZHIBAO_TRY(CsvTable const table, parseCsv(csv));
    ZHIBAO_TRY(auto const firstColumn, table.column("first"));
    ZHIBAO_TRY(auto const lastColumn, table.column("last"));
    ZHIBAO_TRY(auto const kindColumn, table.column("kind"));
    Holidays holidays;
    for (auto const& row : table.rows) {
        auto const place = std::to_string(row.line);
        ZHIBAO_TRY(Date const first, inside(place, parseSurveyDay(row.fields[firstColumn])));
        ZHIBAO_TRY(Date const last, inside(place, parseSurveyDay(row.fields[lastColumn])));
        auto const& kind = row.fields[kindColumn];
        if (kind != "holiday" && kind != "workday") return fail(error::holidayKindUnknown, {{"text", kind}}, place);
        if (last < first || (last - first).days() > longestHoliday)
            return fail(error::holidayDatesReversed, {{"first", toText(first)}, {"last", toText(last)}}, place);
        for (Date day = first; day <= last; day += days(1)) {
            if (!holidays.exceptions_.emplace(day, kind == "workday").second)
                return fail(error::holidayTwice, {{"date", toText(day)}}, place);
        }
    }
    return holidays;
}

bool Holidays::isWorkday(Date day) const {
    if (auto const found = exceptions_.find(day); found != exceptions_.end()) return found->second;
    auto const weekday = day.day_of_week().as_enum();
    return weekday != boost::date_time::Saturday && weekday != boost::date_time::Sunday;
}

Date Holidays::workdayOnOrAfter(Date day) const {
    while (!isWorkday(day)) day += days(1);
    return day;
}

Date Holidays::plusWorkdays(Date day, int count) const {
    for (; count > 0; --count) day = workdayOnOrAfter(day + days(1));
    return day;
}

int Holidays::workdaysBetween(Date from, Date to) const {
    int count = 0;
    for (Date day = from + days(1); day <= to; day += days(1)) count += isWorkday(day) ? 1 : 0;
    return count;
}

Holidays Holidays::completedBy(Holidays const& other) const {
    auto completed = *this;
    for (auto const& [day, isWork] : other.exceptions_)
        if (!covers(day.year())) completed.exceptions_.emplace(day, isWork);
    return completed;
}

bool Holidays::covers(int year) const {
    return std::any_of(exceptions_.begin(), exceptions_.end(),
                       [&](auto const& entry) { return static_cast<int>(entry.first.year()) == year; });
}

}  // namespace zhibao
