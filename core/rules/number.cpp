#include "rules/number.h"

#include <algorithm>
#include <array>

#include "base/money.h"

namespace zhibao::vtl {

namespace {

constexpr int largestPower = 38;

constexpr std::array<Int128, largestPower + 1> powersOfTen = [] {
    std::array<Int128, largestPower + 1> powers{};
    powers[0] = 1;
    for (std::size_t exponent = 1; exponent < powers.size(); ++exponent) powers[exponent] = powers[exponent - 1] * 10;
    return powers;
}();

constexpr Int128 power(int exponent) noexcept {
    return powersOfTen[static_cast<std::size_t>(exponent)];
}

__extension__ using Size128 = unsigned __int128;

constexpr Int128 smallest = static_cast<Int128>(1) << 127;

constexpr std::uint64_t sizeOf(std::int64_t value) noexcept {
    return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

/// How many digits a number that is not zero has.
int digitCount64(std::uint64_t value) noexcept {
    int const guess = (64 - __builtin_clzll(value)) * 1233 / 4096;
    return value >= powersIn64Bits[static_cast<std::size_t>(guess)] ? guess + 1 : guess;
}

/// Takes zeros off the end, as many as there are and as there are decimals.
void dropZeros(std::uint64_t& value, int& scale) noexcept {
    if (value % 10 != 0) return;
    for (int const step : {16, 8, 4, 2, 1}) {
        auto const power = powersIn64Bits[static_cast<std::size_t>(step)];
        if (scale < step || value % power != 0) continue;
        value /= power;
        scale -= step;
    }
}

int digitCount(Int128 value) noexcept {
    if (value == 0) return 0;
    // The smallest number has no positive partner.
    Size128 const size = value < 0 ? static_cast<Size128>(-(value + 1)) + 1 : static_cast<Size128>(value);
    auto const upper = static_cast<std::uint64_t>(size >> 64U);
    int const bits = upper != 0 ? 128 - __builtin_clzll(upper) : 64 - __builtin_clzll(static_cast<std::uint64_t>(size));
    // 1233 / 4096 is a little more than log10(2); the table says whether the guess is one too low.
    int const guess = bits * 1233 / 4096;
    return guess <= largestPower && size >= static_cast<Size128>(power(guess)) ? guess + 1 : guess;
}

/// value ÷ 10^digits, a half rounding away from zero.
Int128 dropDigits(Int128 value, int digits) noexcept {
    if (digits <= 0) return value;
    if (digits > largestPower) return 0;
    Int128 const divisor = power(digits);
    Int128 const quotient = value / divisor;
    Int128 const remainder = value % divisor;
    Int128 const half = divisor / 2;
    if (remainder >= half) return quotient + 1;
    if (remainder <= -half) return quotient - 1;
    return quotient;
}

/// Shortens an approximate number to so many significant digits, as far as its decimals allow.
Number shortened(Number number, int digits) noexcept {
    int const surplus = std::min(digitCount(number.coefficient()) - digits, number.scale());
    if (surplus <= 0) return number;
    return Number{dropDigits(number.coefficient(), surplus), number.scale() - surplus, true};
}

}  // namespace

std::optional<Int128> powerOfTen(int exponent) noexcept {
    if (exponent < 0 || exponent > largestPower) return std::nullopt;
    return power(exponent);
}

namespace {

/// The plain amounts that nearly all texts are, "-1234.50", in 64 bits; empty where the whole parser must say what it is.
std::optional<Number> parsePlain(std::string_view text) noexcept {
    bool const negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    // 18 digits always fit; 19 only here, where there is no sign.
    if (text.empty() || text.size() > 19) return std::nullopt;
    std::uint64_t value = 0;
    std::size_t point = text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] >= '0' && text[i] <= '9')
            value = value * 10 + static_cast<std::uint64_t>(text[i] - '0');
        else if (text[i] == '.' && i > 0 && point == text.size())
            point = i;
        else
            return std::nullopt;
    }
    std::size_t const scale = point == text.size() ? 0 : text.size() - point - 1;
    if (scale > 6 || (point == text.size() && text.size() > 18)) return std::nullopt;
    auto const amount = static_cast<std::int64_t>(value);
    return Number{negative ? -amount : amount, static_cast<int>(scale)};
}

}  // namespace

std::optional<Number> Number::parse(std::string_view text) noexcept {
    if (auto const plain = parsePlain(text)) return plain;
    std::size_t position = 0;
    auto const isDigit = [&] { return position < text.size() && text[position] >= '0' && text[position] <= '9'; };
    bool negative = false;
    if (position < text.size() && (text[position] == '-' || text[position] == '+')) negative = text[position++] == '-';
    if (!isDigit()) return std::nullopt;
    Int128 coefficient = 0;
    std::int64_t scale = 0;
    // Zeros at the end of the decimals are held back, so that "1.000…0" fits however many there are.
    std::int64_t zeros = 0;
    auto const take = [&](int digit) {
        auto const shifted = multiplyChecked<Int128>(coefficient, 10);
        if (!shifted) return false;
        auto const sum = addChecked<Int128>(*shifted, digit);
        if (!sum) return false;
        coefficient = *sum;
        return true;
    };
    for (; isDigit(); ++position) {
        if (!take(text[position] - '0')) return std::nullopt;
    }
    if (position < text.size() && text[position] == '.') {
        for (++position; isDigit(); ++position) {
            if (text[position] == '0') {
                ++zeros;
                continue;
            }
            for (; zeros > 0; --zeros, ++scale) {
                if (!take(0)) return std::nullopt;
            }
            if (!take(text[position] - '0')) return std::nullopt;
            ++scale;
        }
        // A few zeros are kept: an amount of 5.00 shows its decimals.
        for (; zeros > 0 && scale < 6; --zeros, ++scale) {
            if (!take(0)) return std::nullopt;
        }
    }
    if (position < text.size() && (text[position] == 'E' || text[position] == 'e')) {
        ++position;
        bool negativeExponent = false;
        if (position < text.size() && (text[position] == '-' || text[position] == '+')) negativeExponent = text[position++] == '-';
        if (!isDigit()) return std::nullopt;
        std::int64_t exponent = 0;
        for (; isDigit(); ++position) exponent = std::min<std::int64_t>(exponent * 10 + (text[position] - '0'), 1'000'000);
        scale += negativeExponent ? exponent : -exponent;
    }
    if (position != text.size()) return std::nullopt;
    if (coefficient == 0) return Number{0, static_cast<int>(std::clamp<std::int64_t>(scale, 0, 6))};
    while (scale > maximalScale && coefficient % 10 == 0) {
        coefficient /= 10;
        --scale;
    }
    if (scale > maximalScale) return std::nullopt;
    if (scale < 0) {
        if (-scale > largestPower) return std::nullopt;
        auto const grown = multiplyChecked<Int128>(coefficient, power(static_cast<int>(-scale)));
        if (!grown) return std::nullopt;
        coefficient = *grown;
        scale = 0;
    }
    return Number{negative ? -coefficient : coefficient, static_cast<int>(scale)};
}

bool Number::isInteger() const noexcept {
    return trimmed().scale_ == 0;
}

std::optional<std::int64_t> Number::integer() const noexcept {
    Number const whole = trimmed();
    if (whole.scale_ != 0 || whole.coefficient_ > INT64_MAX || whole.coefficient_ < INT64_MIN) return std::nullopt;
    return static_cast<std::int64_t>(whole.coefficient_);
}

std::optional<Int128> Number::coefficientAt(int scale) const noexcept {
    if (coefficient_ == 0) return Int128{0};
    if (scale >= scale_) {
        if (scale - scale_ > largestPower) return std::nullopt;
        return multiplyChecked<Int128>(coefficient_, power(scale - scale_));
    }
    Number const shorter = trimmed();
    if (shorter.scale_ > scale) return std::nullopt;
    return multiplyChecked<Int128>(shorter.coefficient_, power(scale - shorter.scale_));
}

Number Number::trimmed() const noexcept {
    if (coefficient_ == 0) return Number{0, 0, approximate_};
    Number result = *this;
    for (; result.scale_ > 0 && (result.coefficient_ > INT64_MAX || result.coefficient_ < INT64_MIN); --result.scale_) {
        if (result.coefficient_ % 10 != 0) return result;
        result.coefficient_ /= 10;
    }
    // 64 bits divide much faster, and nearly all numbers have them.
    auto rest = static_cast<std::int64_t>(result.coefficient_);
    if (Int128{rest} != result.coefficient_) return result;
    for (; result.scale_ > 0 && rest % 10 == 0; --result.scale_) rest /= 10;
    result.coefficient_ = rest;
    return result;
}

std::strong_ordering Number::compared(Number left, Number right) noexcept {
    if (left.scale_ == right.scale_) {
        return left.coefficient_ < right.coefficient_   ? std::strong_ordering::less
               : left.coefficient_ > right.coefficient_ ? std::strong_ordering::greater
                                                        : std::strong_ordering::equal;
    }
    if (left.scale_ > right.scale_) {
        auto const mirrored = compared(right, left);
        return mirrored < 0 ? std::strong_ordering::greater : mirrored > 0 ? std::strong_ordering::less : std::strong_ordering::equal;
    }
    auto const aligned = left.coefficientAt(right.scale_);
    // Too large to be written with the other's decimals means larger in size than anything that can.
    if (!aligned) return left.coefficient_ < 0 ? std::strong_ordering::less : std::strong_ordering::greater;
    return *aligned < right.coefficient_   ? std::strong_ordering::less
           : *aligned > right.coefficient_ ? std::strong_ordering::greater
                                           : std::strong_ordering::equal;
}

std::optional<Number> Number::plus(Number other) const noexcept {
    bool const approximate = approximate_ || other.approximate_;
    auto const at = [&](Number left, Number right) -> std::optional<Number> {
        int const scale = std::max(left.scale_, right.scale_);
        auto const first = left.coefficientAt(scale);
        auto const second = right.coefficientAt(scale);
        if (!first || !second) return std::nullopt;
        auto const sum = addChecked<Int128>(*first, *second);
        if (!sum) return std::nullopt;
        return Number{*sum, scale, approximate};
    };
    if (auto const sum = at(*this, other)) return sum;
    if (auto const sum = at(trimmed(), other.trimmed())) return sum;
    if (!approximate) return std::nullopt;
    // The finer one gives up decimals until both fit.
    Number left = *this;
    Number right = other;
    while (left.scale_ != right.scale_) {
        Number& finer = left.scale_ > right.scale_ ? left : right;
        finer = Number{dropDigits(finer.coefficient_, 1), finer.scale_ - 1, true};
        if (auto const sum = at(left, right)) return sum;
    }
    return std::nullopt;
}

std::optional<Number> Number::minus(Number other) const noexcept {
    auto const opposite = other.negated();
    if (!opposite) return std::nullopt;
    return plus(*opposite);
}

std::optional<Number> Number::times(Number other) const noexcept {
    bool const approximate = approximate_ || other.approximate_;
    auto const product = [&](Number left, Number right) -> std::optional<Number> {
        int const scale = left.scale_ + right.scale_;
        auto const coefficient = multiplyChecked<Int128>(left.coefficient_, right.coefficient_);
        if (!coefficient || scale > maximalScale) return std::nullopt;
        return Number{*coefficient, scale, approximate};
    };
    if (!approximate) {
        if (auto const result = product(*this, other)) return result;
        return product(trimmed(), other.trimmed());
    }
    constexpr int kept = approximateDigits + 1;
    Number const left = shortened(trimmed(), kept);
    Number const right = shortened(other.trimmed(), kept);
    auto const coefficient = multiplyChecked<Int128>(left.coefficient_, right.coefficient_);
    if (!coefficient) return std::nullopt;
    int const scale = left.scale_ + right.scale_;
    int const surplus = std::max(std::min(digitCount(*coefficient) - kept, scale), scale - maximalScale);
    if (surplus <= 0) return Number{*coefficient, scale, true};
    return Number{dropDigits(*coefficient, surplus), scale - surplus, true};
}

std::optional<Number> Number::dividedBy(Number divisor) const noexcept {
    if (divisor.coefficient_ == 0) return std::nullopt;
    if (coefficient_ == 0) return Number{0, 0, approximate_ || divisor.approximate_};
    if (isIn64Bits(coefficient_) && isIn64Bits(divisor.coefficient_)) return dividedIn64Bits(divisor);
    if (coefficient_ == smallest || divisor.coefficient_ == smallest) return std::nullopt;
    bool approximate = approximate_ || divisor.approximate_;
    bool const negative = (coefficient_ < 0) != (divisor.coefficient_ < 0);
    Int128 numerator = coefficient_ < 0 ? -coefficient_ : coefficient_;
    Int128 denominator = divisor.coefficient_ < 0 ? -divisor.coefficient_ : divisor.coefficient_;
    int scale = scale_ - divisor.scale_;

    // A divisor of more than 19 digits is shortened, so that the shifted numerator fits.
    if (int const surplus = digitCount(denominator) - (approximateDigits + 1); surplus > 0) {
        if (denominator % power(surplus) != 0) approximate = true;
        denominator = dropDigits(denominator, surplus);
        scale += surplus;
    }
    int const numeratorDigits = digitCount(numerator);
    int const shift = std::clamp(approximateDigits + digitCount(denominator) - numeratorDigits, 0, 37 - std::min(numeratorDigits, 37));
    numerator *= power(shift);
    scale += shift;
    Int128 quotient = numerator / denominator;
    Int128 const remainder = numerator - quotient * denominator;
    if (remainder != 0) {
        approximate = true;
        if (remainder >= denominator - remainder) ++quotient;
    }
    if (scale < 0) {
        if (-scale > largestPower) return std::nullopt;
        auto const grown = multiplyChecked<Int128>(quotient, power(-scale));
        if (!grown) return std::nullopt;
        quotient = *grown;
        scale = 0;
    }
    if (scale > maximalScale) {
        approximate = true;
        quotient = dropDigits(quotient, scale - maximalScale);
        scale = maximalScale;
    }
    return Number{negative ? -quotient : quotient, scale, approximate}.trimmed();
}

/// The same for 64-bit operands, which nearly all are: the shifted numerator is a product of two 64-bit numbers.
std::optional<Number> Number::dividedIn64Bits(Number divisor) const noexcept {
    bool approximate = approximate_ || divisor.approximate_;
    bool const negative = (coefficient_ < 0) != (divisor.coefficient_ < 0);
    std::uint64_t const numerator = sizeOf(static_cast<std::int64_t>(coefficient_));
    std::uint64_t const denominator = sizeOf(static_cast<std::int64_t>(divisor.coefficient_));
    int const shift = std::max(approximateDigits + digitCount64(denominator) - digitCount64(numerator), 0);
    // What does not fit into one power goes into the numerator, which is short then.
    int const second = std::min(shift, 19);
    Size128 const shifted = static_cast<Size128>(numerator * powersIn64Bits[static_cast<std::size_t>(shift - second)]) *
                            powersIn64Bits[static_cast<std::size_t>(second)];
    auto quotient = static_cast<std::uint64_t>(shifted / denominator);
    auto const remainder = static_cast<std::uint64_t>(shifted - static_cast<Size128>(quotient) * denominator);
    if (remainder != 0) {
        approximate = true;
        if (remainder >= denominator - remainder) ++quotient;
    }
    int scale = scale_ - divisor.scale_ + shift;
    if (remainder == 0) dropZeros(quotient, scale);
    Int128 const coefficient = negative ? -static_cast<Int128>(quotient) : static_cast<Int128>(quotient);
    if (scale >= 0 && scale <= maximalScale) return Number{coefficient, scale, approximate};
    if (scale > maximalScale) return Number{dropDigits(coefficient, scale - maximalScale), maximalScale, true}.trimmed();
    if (-scale > largestPower) return std::nullopt;
    auto const grown = multiplyChecked<Int128>(coefficient, power(-scale));
    if (!grown) return std::nullopt;
    return Number{*grown, 0, approximate};
}

std::optional<Number> Number::modulo(Number divisor) const noexcept {
    if (divisor.coefficient_ == 0) return *this;
    int const scale = std::max(scale_, divisor.scale_);
    auto const value = coefficientAt(scale);
    auto const modulus = divisor.coefficientAt(scale);
    if (!value || !modulus) return std::nullopt;
    // The quotient of the smallest number and −1 does not fit, its remainder is nothing.
    if (*modulus == -1) return Number{0, scale, approximate_ || divisor.approximate_};
    Int128 remainder = *value % *modulus;
    if (remainder != 0 && (remainder < 0) != (*modulus < 0)) remainder += *modulus;
    return Number{remainder, scale, approximate_ || divisor.approximate_};
}

std::optional<Number> Number::negated() const noexcept {
    if (coefficient_ == smallest) return std::nullopt;
    return Number{-coefficient_, scale_, approximate_};
}

std::optional<Number> Number::absolute() const noexcept {
    return coefficient_ < 0 ? negated() : *this;
}

std::optional<Number> Number::rounded(std::int64_t decimals) const noexcept {
    if (decimals >= scale_) return *this;
    std::int64_t const dropped = scale_ - decimals;
    if (dropped > largestPower) return Number{0, 0, approximate_};
    Int128 const shorter = dropDigits(coefficient_, static_cast<int>(dropped));
    if (decimals >= 0) return Number{shorter, static_cast<int>(decimals), approximate_};
    auto const grown = multiplyChecked<Int128>(shorter, power(static_cast<int>(-decimals)));
    if (!grown) return std::nullopt;
    return Number{*grown, 0, approximate_};
}

Number Number::truncated(std::int64_t decimals) const noexcept {
    if (decimals >= scale_) return *this;
    std::int64_t const dropped = scale_ - decimals;
    if (dropped > largestPower) return Number{0, 0, approximate_};
    Int128 const shorter = coefficient_ / power(static_cast<int>(dropped));
    if (decimals >= 0) return Number{shorter, static_cast<int>(decimals), approximate_};
    return Number{shorter * power(static_cast<int>(-decimals)), 0, approximate_};
}

std::optional<Number> Number::floor() const noexcept {
    Number const whole = truncated(0);
    if (coefficient_ >= 0 || whole == *this) return whole;
    return whole.minus(Number{1, 0});
}

std::optional<Number> Number::ceiling() const noexcept {
    Number const whole = truncated(0);
    if (coefficient_ <= 0 || whole == *this) return whole;
    return whole.plus(Number{1, 0});
}

std::string Number::text(int decimals) const {
    auto const plain = trimmed();
    auto text = plain.fixedText();
    if (plain.scale() >= decimals) return text;
    if (plain.scale() == 0) text += '.';
    return text.append(static_cast<std::size_t>(decimals - plain.scale()), '0');
}

std::string Number::fixedText() const {
    return decimalText(coefficient_, scale_);
}

}  // namespace zhibao::vtl
