#include "base/xlsx_numbers.h"

#include <cstdint>

#include <fmt/format.h>

#include "base/date.h"
#include "base/integers.h"
#include "base/text.h"
#include "base/xlsx_parts.h"

namespace zhibao {

namespace xlsx {

namespace {

bool isDigit(char character) noexcept {
    return character >= '0' && character <= '9';
}

void roundToSignificant(Decimal& decimal, std::size_t count) {
    if (decimal.digits.size() <= count) return;
    bool const roundsUp = decimal.digits[count] >= '5';
    decimal.digits.resize(count);
    if (roundsUp) {
        std::size_t i = count;
        while (i > 0 && decimal.digits[i - 1] == '9') --i;
        if (i == 0) {
            decimal.digits = "1";
            ++decimal.point;
            return;
        }
        decimal.digits.resize(i);
        ++decimal.digits.back();
    }
    while (!decimal.digits.empty() && decimal.digits.back() == '0') decimal.digits.pop_back();
}

std::string plainText(Decimal const& decimal) {
    if (decimal.digits.empty()) return "0";
    std::string text = decimal.isNegative ? "-" : "";
    auto const count = static_cast<int>(decimal.digits.size());
    if (decimal.point <= 0) {
        text += "0." + std::string(static_cast<std::size_t>(-decimal.point), '0') + decimal.digits;
    } else if (decimal.point >= count) {
        text += decimal.digits + std::string(static_cast<std::size_t>(decimal.point - count), '0');
    } else {
        text += decimal.digits.substr(0, static_cast<std::size_t>(decimal.point)) + "." + decimal.digits.substr(static_cast<std::size_t>(decimal.point));
    }
    return text;
}

}  // namespace

std::optional<Decimal> readDecimal(std::string_view text) {
    Decimal decimal;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        decimal.isNegative = text.front() == '-';
        text.remove_prefix(1);
    }
    if (text.size() > 400) return std::nullopt;  // longer than any binary number of 64 bits needs
    bool hasPoint = false;
    bool hasDigit = false;
    std::size_t i = 0;
    for (; i < text.size(); ++i) {
        if (text[i] == '.' && !hasPoint) {
            hasPoint = true;
            continue;
        }
        if (!isDigit(text[i])) break;
        hasDigit = true;
        if (!decimal.digits.empty() || text[i] != '0') {
            decimal.digits += text[i];
            if (!hasPoint) ++decimal.point;
        } else if (hasPoint) {
            --decimal.point;
        }
    }
    if (!hasDigit) return std::nullopt;
    if (i < text.size()) {
        if (text[i] != 'e' && text[i] != 'E') return std::nullopt;
        auto exponentText = text.substr(i + 1);
        if (exponentText.starts_with('+')) exponentText.remove_prefix(1);
        auto const exponent = wholeNumber<int>(exponentText);
        if (!exponent || *exponent > 400 || *exponent < -800) return std::nullopt;
        decimal.point += *exponent;
    }
    while (!decimal.digits.empty() && decimal.digits.back() == '0') decimal.digits.pop_back();
    if (decimal.digits.empty()) return Decimal{};
    return decimal;
}

std::optional<std::string> dayOfSerial(std::string_view number, bool countsFrom1904) {
    auto decimal = readDecimal(number);
    if (!decimal || decimal->isNegative || decimal->point > 7) return std::nullopt;
    roundToSignificant(*decimal, 15);
    auto const plain = plainText(*decimal);
    auto const point = plain.find('.');
    auto days = wholeNumber<std::int64_t>(std::string_view{plain}.substr(0, point)).value_or(0);
    std::int64_t seconds = 0;
    if (point != std::string::npos) {
        auto fraction = plain.substr(point + 1, 15);
        fraction.resize(15, '0');
        constexpr Int128 scale = 1'000'000'000'000'000;
        auto const day = Int128{wholeNumber<std::int64_t>(fraction).value_or(0)} * 86'400;
        seconds = static_cast<std::int64_t>((day + scale / 2) / scale);
    }
    if (seconds == 86'400) {
        seconds = 0;
        ++days;
    }
    constexpr std::int64_t daysBetweenCounts = 1'462;
    if (countsFrom1904) days += daysBetweenCounts;
    // Day 60 is 29 February 1900, which never was: the format keeps an old program's mistake.
    constexpr std::int64_t dayThatNeverWas = 60;
    constexpr std::int64_t lastDayOf9999 = 2'958'465;
    if (days < 1 || days == dayThatNeverWas || days > lastDayOf9999) return std::nullopt;
    Date const origin{1899, 12, days < dayThatNeverWas ? static_cast<unsigned short>(31) : static_cast<unsigned short>(30)};
    auto text = toText(origin + boost::gregorian::days{static_cast<int>(days)});
    if (seconds != 0) text += fmt::format("T{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return text;
}

}  // namespace xlsx

Result<std::string> decimalAsShown(std::string_view number) {
    auto decimal = xlsx::readDecimal(trimmed(number));
    if (!decimal) return fail(error::xlsxNumberMalformed, {{"text", shortened(number, 40)}});
    xlsx::roundToSignificant(*decimal, 15);
    return xlsx::plainText(*decimal);
}

}  // namespace zhibao
