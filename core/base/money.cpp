#include "base/money.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/separators.h"
#include "base/text.h"

namespace zhibao {

std::string toText(Int128 value) {
    if (value == 0) return "0";
    bool const negative = value < 0;
    std::string digits;
    while (value != 0) {
        auto const digit = static_cast<int>(value % 10);
        digits += static_cast<char>('0' + (digit < 0 ? -digit : digit));
        value /= 10;
    }
    if (negative) digits += '-';
    std::reverse(digits.begin(), digits.end());
    return digits;
}

namespace {

struct WrittenNumber {
    bool negative = false;
    std::string whole;     // digits without separators
    std::string fraction;  // digits, trailing zeros kept
};

bool isDigit(char character) {
    return character >= '0' && character <= '9';
}

/// Splits "−1,234.50" into its parts. Separators must stand between groups of three digits.
Result<WrittenNumber> split(std::string_view original) {
    auto const malformed = [&] { return fail(error::amountMalformed, {{"text", std::string{original}}}); };
    std::string const text = trimmed(normalizedNumber(original));
    std::string_view rest = text;
    WrittenNumber number;
    if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) {
        number.negative = rest.front() == '-';
        rest.remove_prefix(1);
    }
    auto const point = rest.find('.');
    auto const whole = rest.substr(0, point);
    auto const fraction = point == std::string_view::npos ? std::string_view{} : rest.substr(point + 1);
    if (whole.find(',') != std::string_view::npos) {
        // Counting from the right, every fourth character is a comma and no other one is.
        for (std::size_t i = 0; i < whole.size(); ++i) {
            bool const commaPlace = (whole.size() - i) % 4 == 0;
            if (commaPlace != (whole[i] == ',')) return malformed();
        }
        if (whole.front() == ',') return malformed();
    }
    for (char const character : whole) {
        if (character == ',') continue;
        if (!isDigit(character)) return malformed();
        number.whole += character;
    }
    for (char const character : fraction) {
        if (!isDigit(character)) return malformed();
        number.fraction += character;
    }
    if (number.whole.empty() && number.fraction.empty()) return malformed();
    return number;
}

int decimalsOf(Unit unit) {
    int zeros = 0;
    for (auto value = static_cast<std::int64_t>(unit); value > 1; value /= 10) ++zeros;
    return zeros;
}

}  // namespace

Result<Money> Money::parse(std::string_view text, Unit unit) {
    ZHIBAO_TRY(WrittenNumber number, split(text));
    auto const places = static_cast<std::size_t>(decimalsOf(unit) + 2);
    while (!number.fraction.empty() && number.fraction.back() == '0') number.fraction.pop_back();
    if (number.fraction.size() > places)
        return fail(error::amountTooFine, {{"text", std::string{text}}, {"decimals", std::to_string(places)}});
    number.fraction.resize(places, '0');
    std::int64_t value = 0;
    for (char const digit : number.whole + number.fraction) {
        auto const tenfold = multiplyChecked<std::int64_t>(value, 10);
        auto const next = tenfold ? addChecked<std::int64_t>(*tenfold, digit - '0') : std::nullopt;
        if (!next) return fail(error::amountOverflow, {{"text", std::string{text}}});
        value = *next;
    }
    return Money{number.negative ? -value : value};
}

Result<Money> Money::parseCanonical(std::string_view text) {
    auto const malformed = [&] { return fail(error::amountMalformed, {{"text", std::string{text}}}); };
    bool const isNegative = text.starts_with('-');
    auto const digits = text.substr(isNegative ? 1 : 0);
    auto const point = digits.find('.');
    if (point == std::string_view::npos || point == 0 || digits.size() != point + 3) return malformed();
    if (point > 1 && digits.front() == '0') return malformed();
    std::int64_t value = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i == point) continue;
        if (!isDigit(digits[i])) return malformed();
        auto const tenfold = multiplyChecked<std::int64_t>(value, 10);
        auto const next = tenfold ? addChecked<std::int64_t>(*tenfold, digits[i] - '0') : std::nullopt;
        if (!next) return fail(error::amountOverflow, {{"text", std::string{text}}});
        value = *next;
    }
    if (isNegative && value == 0) return malformed();  // one way to write nothing but zero
    return Money{isNegative ? -value : value};
}

Result<Money> Money::plus(Money other) const {
    if (auto const sum = addChecked(hundredths_, other.hundredths_)) return Money{*sum};
    return fail(error::amountOverflow, {{"text", canonical() + " + " + other.canonical()}});
}

Result<Money> Money::minus(Money other) const {
    if (auto const difference = subtractChecked(hundredths_, other.hundredths_)) return Money{*difference};
    return fail(error::amountOverflow, {{"text", canonical() + " - " + other.canonical()}});
}

std::string Money::canonical() const {
    return decimalText(hundredths_, 2);
}

std::string Money::display(Unit unit, bool separators) const {
    std::string text = decimalText(hundredths_, decimalsOf(unit) + 2, separators);
    auto const point = text.find('.');
    while (text.size() > point + 3 && text.back() == '0') text.pop_back();
    return text;
}

Result<Fraction> parseFraction(std::string_view text) {
    ZHIBAO_TRY(WrittenNumber number, split(text));
    if (number.negative) return fail(error::amountMalformed, {{"text", std::string{text}}});
    Fraction fraction{0, 1};
    for (std::size_t i = 0; i < number.whole.size() + number.fraction.size(); ++i) {
        bool const behindPoint = i >= number.whole.size();
        char const digit = behindPoint ? number.fraction[i - number.whole.size()] : number.whole[i];
        auto const tenfold = multiplyChecked<std::int64_t>(fraction.numerator, 10);
        auto const next = tenfold ? addChecked<std::int64_t>(*tenfold, digit - '0') : std::nullopt;
        auto const denominator = behindPoint ? multiplyChecked<std::int64_t>(fraction.denominator, 10) : fraction.denominator;
        if (!next || !denominator) return fail(error::amountOverflow, {{"text", std::string{text}}});
        fraction = {*next, *denominator};
    }
    return fraction;
}

Result<Int128> scaledAndRounded(Int128 value, Int128 factor, Int128 divisor, Rounding mode) {
    auto const product = multiplyChecked(value, factor);
    if (!product) return fail(error::amountOverflow, {{"text", toText(value) + " × " + toText(factor)}});
    Int128 quotient = *product / divisor;
    Int128 remainder = *product % divisor;
    if (remainder < 0) remainder = -remainder;
    // Comparing the remainder with what is left to the divisor asks "above half?" without doubling, which could overflow.
    Int128 const left = divisor - remainder;
    bool const awayFromZero =
        remainder > left || (remainder == left && (mode == Rounding::halfUp || quotient % 2 != 0));
    if (awayFromZero) quotient += *product < 0 ? -1 : 1;
    return quotient;
}

std::string decimalText(Int128 scaled, int decimals, bool separators) {
    std::string digits = toText(scaled);
    bool const negative = digits.front() == '-';
    if (negative) digits.erase(0, 1);
    auto const behind = static_cast<std::size_t>(decimals);
    if (digits.size() <= behind) digits.insert(0, behind + 1 - digits.size(), '0');
    std::string whole = digits.substr(0, digits.size() - behind);
    if (separators) whole = withSeparators(whole);
    std::string text = (negative ? "-" : "") + whole;
    if (behind != 0) text += "." + digits.substr(digits.size() - behind);
    return text;
}

}  // namespace zhibao
