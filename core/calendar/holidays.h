#pragma once
/// Public holidays and the working weekends that make up for them, as the State Council announces them each year
/// (国务院办公厅关于部分节假日安排的通知; forms/calendar/holidays.csv names the notice of each line). Only what the table says is known;
/// other days are working days from Monday to Friday.

#include <map>
#include <string_view>

#include "base/bytes.h"
#include "base/date.h"
#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode holidayKindUnknown{"holiday-kind-unknown"};      // text
inline constexpr ErrorCode holidayDatesReversed{"holiday-dates-reversed"};  // first, last; also when more than 60 days apart
inline constexpr ErrorCode holidayTwice{"holiday-twice"};                   // date
inline constexpr ErrorCode dateNotOfSurvey{"date-not-of-survey"};  // date
}  // namespace error

/// A day of a calendar or a schedule: from 1900 to 2199, like periods, so that there are days to count before and after it.
/// dateMalformed, dateNotOfSurvey.
[[nodiscard]] Result<Date> parseSurveyDay(std::string_view text);

class Holidays {
public:
    /// CSV with the columns first,last,kind; the kind is "holiday" or "workday". Further columns (the holiday's name, the notice)
    /// are for people. Errors name the line.
    [[nodiscard]] static Result<Holidays> parse(BytesView csv);

    [[nodiscard]] bool isWorkday(Date day) const;
    /// The day itself when it is a working day, else the next one that is.
    [[nodiscard]] Date workdayOnOrAfter(Date day) const;
    /// The `count`-th working day after `day`; the day itself for 0. `count` is not negative.
    [[nodiscard]] Date plusWorkdays(Date day, int count) const;
    /// Working days after `from` up to and with `to`; 0 when `to` is not later.
    [[nodiscard]] int workdaysBetween(Date from, Date to) const;
    /// False for years of which the table says nothing: there, holidays are not known.
    [[nodiscard]] bool covers(int year) const;
    /// This table, and of the years of which it says nothing the other.
    [[nodiscard]] Holidays completedBy(Holidays const& other) const;

private:
    std::map<Date, bool> exceptions_;  // true: a working day
};

}  // namespace zhibao
