#include "calendar/period.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace zhibao {

namespace {

constexpr int firstYear = 1900;
constexpr int lastYear = 2199;

/// Four digits that make a year between the limits.
std::optional<int> readYear(std::string_view text) {
    int year = 0;
    if (text.size() != 4 || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    std::from_chars(text.data(), text.data() + text.size(), year);
    if (year < firstYear || year > lastYear) return std::nullopt;
    return year;
}

tl::unexpected<Error> malformed(std::string_view text) {
    return fail(error::periodMalformed, {{"text", std::string{text}}});
}

Date dateOf(int year, int month, int day) {
    return Date{static_cast<unsigned short>(year), static_cast<unsigned short>(month), static_cast<unsigned short>(day)};
}

}  // namespace

Result<Quarter> Quarter::parse(std::string_view text) {
    auto const year = readYear(text.substr(0, 4));
    if (!year || text.size() != 6 || text[4] != 'Q' || text[5] < '1' || text[5] > '4') return malformed(text);
    return Quarter{*year * 4 + (text[5] - '1')};
}

Quarter Quarter::containing(Date day) {
    return Quarter{static_cast<int>(day.year()) * 4 + (static_cast<int>(day.month()) - 1) / 3};
}

Date Quarter::firstDay() const {
    return dateOf(year(), (quarterOfYear() - 1) * 3 + 1, 1);
}

Date Quarter::lastDay() const {
    return dateOf(year(), quarterOfYear() * 3, 1).end_of_month();
}

std::vector<Quarter> Quarter::yearToDate() const {
    std::vector<Quarter> quarters;
    for (int number = number_ - number_ % 4; number <= number_; ++number) quarters.push_back(Quarter{number});
    return quarters;
}

Result<Year> Year::parse(std::string_view text) {
    auto const year = readYear(text);
    if (!year) return malformed(text);
    return Year{*year};
}

Date Year::firstDay() const {
    return dateOf(number_, 1, 1);
}

Date Year::lastDay() const {
    return dateOf(number_, 12, 31);
}

Result<Period> parsePeriod(std::string_view text) {
    if (auto const quarter = Quarter::parse(text)) return Period{*quarter};
    if (auto const year = Year::parse(text)) return Period{*year};
    return malformed(text);
}

std::string toText(Quarter quarter) {
    return fmt::format("{}Q{}", quarter.year(), quarter.quarterOfYear());
}

std::string toText(Period const& period) {
    if (auto const* quarter = std::get_if<Quarter>(&period)) return toText(*quarter);
    return std::to_string(std::get<Year>(period).number());
}

LocalizedText displayText(Period const& period) {
    if (auto const* quarter = std::get_if<Quarter>(&period)) {
        return {fmt::format("{}年{}季度", quarter->year(), quarter->quarterOfYear()),
                fmt::format("{} Q{}", quarter->year(), quarter->quarterOfYear())};
    }
    auto const year = std::get<Year>(period).number();
    return {fmt::format("{}年", year), std::to_string(year)};
}

Date firstDay(Period const& period) {
    return std::visit([](auto const& value) { return value.firstDay(); }, period);
}

Date lastDay(Period const& period) {
    return std::visit([](auto const& value) { return value.lastDay(); }, period);
}

Period previous(Period const& period) {
    return std::visit([](auto const& value) { return Period{value.previous()}; }, period);
}

Period samePeriodLastYear(Period const& period) {
    if (auto const* quarter = std::get_if<Quarter>(&period)) return quarter->sameQuarterLastYear();
    return std::get<Year>(period).previous();
}

}  // namespace zhibao
