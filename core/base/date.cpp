#include "base/date.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace zhibao {

namespace {

constexpr std::int64_t secondsPerDay = 86'400;
constexpr std::int64_t chinaOffsetSeconds = 8 * 3'600;

Date const epoch{1970, 1, 1};

/// Digits only, all of them.
bool readNumber(std::string_view text, int& value) {
    if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) return false;
    auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc{} && end == text.data() + text.size();
}

/// The moment moved by the offset, and into the calendar where it is outside.
std::int64_t insideCalendar(std::int64_t seconds, std::int64_t offset) {
    static std::int64_t const first = (Date{1400, 1, 1} - epoch).days() * secondsPerDay;
    static std::int64_t const last = ((Date{9999, 12, 31} - epoch).days() + 1) * secondsPerDay - 1;
    return std::clamp(std::clamp(seconds, first, last) + offset, first, last);
}

std::int64_t floorDivided(std::int64_t value, std::int64_t divisor) {
    return value / divisor - (value % divisor < 0 ? 1 : 0);
}

}  // namespace

Result<Date> parseDate(std::string_view text) {
    auto const malformed = [&] { return fail(error::dateMalformed, {{"text", std::string{text}}}); };
    int year = 0;
    int month = 0;
    int day = 0;
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !readNumber(text.substr(0, 4), year) ||
        !readNumber(text.substr(5, 2), month) || !readNumber(text.substr(8, 2), day))
        return malformed();
    if (year < 1400 || month < 1 || month > 12 || day < 1) return malformed();
    auto const lastDay = boost::gregorian::gregorian_calendar::end_of_month_day(static_cast<unsigned short>(year), static_cast<unsigned short>(month));
    if (day > lastDay) return malformed();
    return Date{static_cast<unsigned short>(year), static_cast<unsigned short>(month), static_cast<unsigned short>(day)};
}

std::string toText(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<int>(date.month()), static_cast<int>(date.day()));
}

Result<Moment> parseMoment(std::string_view text) {
    auto const malformed = [&] { return fail(error::momentMalformed, {{"text", std::string{text}}}); };
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z') return malformed();
    auto const date = parseDate(text.substr(0, 10));
    if (!date || !readNumber(text.substr(11, 2), hour) || !readNumber(text.substr(14, 2), minute) ||
        !readNumber(text.substr(17, 2), second) || hour > 23 || minute > 59 || second > 59)
        return malformed();
    return Moment{(*date - epoch).days() * secondsPerDay + hour * 3'600 + minute * 60 + second};
}

std::string toText(Moment moment) {
    auto const seconds = insideCalendar(moment.seconds, 0);
    auto const days = floorDivided(seconds, secondsPerDay);
    auto const rest = seconds - days * secondsPerDay;
    return fmt::format("{}T{:02}:{:02}:{:02}Z", toText(epoch + boost::gregorian::days(days)), rest / 3'600, rest / 60 % 60, rest % 60);
}

std::string chinaTimeText(Moment moment) {
    std::string text = toText(Moment{insideCalendar(moment.seconds, chinaOffsetSeconds)}).substr(0, 16);
    text[10] = ' ';
    return text;
}

Date dayInChina(Moment moment) {
    return epoch + boost::gregorian::days(floorDivided(insideCalendar(moment.seconds, chinaOffsetSeconds), secondsPerDay));
}

Moment endOfDayInChina(Date day) {
    return Moment{((day - epoch).days() + 1) * secondsPerDay - chinaOffsetSeconds - 1};
}

}  // namespace zhibao
