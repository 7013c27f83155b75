#pragma once
/// Days on the calendar and moments in time, on Boost.Date_Time. China keeps one time zone without summer time, UTC+8.

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode dateMalformed{"date-malformed"};
inline constexpr ErrorCode momentMalformed{"moment-malformed"};
}  // namespace error

using Date = boost::gregorian::date;

/// "2017-04-10". dateMalformed for anything else, also for a day that does not exist.
[[nodiscard]] Result<Date> parseDate(std::string_view text);
[[nodiscard]] std::string toText(Date date);

/// A moment in whole seconds since 1970-01-01 00:00 UTC.
struct Moment {
    std::int64_t seconds = 0;
    friend auto operator<=>(Moment, Moment) = default;
};

/// "2017-04-10T15:59:59Z". momentMalformed for anything else.
[[nodiscard]] Result<Moment> parseMoment(std::string_view text);
[[nodiscard]] std::string toText(Moment moment);  // outside the years 1400 to 9999: the calendar's first or last second
/// The moment as people in Chongqing write it: "2017-04-10 23:59".
[[nodiscard]] std::string chinaTimeText(Moment moment);
/// The day it is in China at that moment.
[[nodiscard]] Date dayInChina(Moment moment);
/// The last second of a day in China (the law's "24:00").
[[nodiscard]] Moment endOfDayInChina(Date day);

}  // namespace zhibao
