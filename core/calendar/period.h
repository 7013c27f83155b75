#pragma once
/// Periods a form can be about: a quarter or a year. Parsed once at the edge, then a value.

#include <compare>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "base/language.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode periodMalformed{"period-malformed"};  // text
}

/// A calendar quarter such as 2017Q1, from 1900 to 2199. Ordered; always valid once made.
class Quarter {
public:
    [[nodiscard]] static Result<Quarter> parse(std::string_view text);  // "2017Q1"; periodMalformed
    [[nodiscard]] static Quarter containing(Date day);
    [[nodiscard]] int year() const noexcept { return number_ / 4; }
    [[nodiscard]] int quarterOfYear() const noexcept { return number_ % 4 + 1; }
    [[nodiscard]] Date firstDay() const;
    [[nodiscard]] Date lastDay() const;
    [[nodiscard]] Quarter previous() const noexcept { return Quarter{number_ - 1}; }
    [[nodiscard]] Quarter next() const noexcept { return Quarter{number_ + 1}; }
    [[nodiscard]] Quarter sameQuarterLastYear() const noexcept { return Quarter{number_ - 4}; }
    /// The quarters of its year from the first to this one: what "cumulative" adds up.
    [[nodiscard]] std::vector<Quarter> yearToDate() const;
    friend auto operator<=>(Quarter, Quarter) noexcept = default;

private:
    explicit Quarter(int number) noexcept : number_(number) {}
    int number_;  // year × 4 + quarter − 1
};

/// A calendar year such as 2017.
class Year {
public:
    [[nodiscard]] static Result<Year> parse(std::string_view text);  // "2017"; periodMalformed
    [[nodiscard]] int number() const noexcept { return number_; }
    [[nodiscard]] Date firstDay() const;
    [[nodiscard]] Date lastDay() const;
    [[nodiscard]] Year previous() const noexcept { return Year{number_ - 1}; }
    friend auto operator<=>(Year, Year) noexcept = default;

private:
    explicit Year(int number) noexcept : number_(number) {}
    int number_;
};

using Period = std::variant<Quarter, Year>;

[[nodiscard]] Result<Period> parsePeriod(std::string_view text);
[[nodiscard]] std::string toText(Quarter quarter);
[[nodiscard]] std::string toText(Period const& period);
/// "2017年1季度" / "2017 Q1"; "2017年" / "2017".
[[nodiscard]] LocalizedText displayText(Period const& period);
[[nodiscard]] Date firstDay(Period const& period);
[[nodiscard]] Date lastDay(Period const& period);
[[nodiscard]] Period previous(Period const& period);
[[nodiscard]] Period samePeriodLastYear(Period const& period);

}  // namespace zhibao
