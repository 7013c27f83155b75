#include "aggregate/exact_ratio.h"

#include <algorithm>

#include <boost/multiprecision/cpp_int.hpp>

namespace zhibao {

namespace {

using BigInteger = boost::multiprecision::cpp_int;
__extension__ using UnsignedInt128 = unsigned __int128;

/// Through its two halves: whether the library knows 128-bit integers depends on the compiler's mode.
BigInteger bigOf(Int128 value) {
    bool const negative = value < 0;
    auto const magnitude = negative ? UnsignedInt128{0} - static_cast<UnsignedInt128>(value) : static_cast<UnsignedInt128>(value);
    BigInteger big = static_cast<std::uint64_t>(magnitude >> 64U);
    big <<= 64;
    big += static_cast<std::uint64_t>(magnitude);
    if (negative) big = -big;
    return big;
}

/// Decimal digits. The library's own text goes through a stream and takes separators from the process's locale.
std::string toText(BigInteger const& value) {
    constexpr std::uint64_t chunk = 1'000'000'000'000'000'000;  // 18 digits fit 64 bits
    BigInteger rest = abs(value);
    std::string text;
    while (rest >= chunk) {
        auto const part = std::to_string(static_cast<std::uint64_t>(rest % chunk));
        text.insert(0, std::string(18 - part.size(), '0') + part);
        rest /= chunk;
    }
    text.insert(0, std::to_string(static_cast<std::uint64_t>(rest)));
    return (value < 0 ? "-" : "") + text;
}

Result<Int128> smallOf(BigInteger const& value) {
    static BigInteger const limit = BigInteger{1} << 127;
    if (value >= limit || value < -limit) return fail(error::amountOverflow, {{"text", toText(value)}});
    bool const negative = value < 0;
    BigInteger const magnitude = negative ? BigInteger{-value} : value;
    auto const low = static_cast<std::uint64_t>(magnitude & BigInteger{~std::uint64_t{0}});
    auto const high = static_cast<std::uint64_t>(magnitude >> 64);
    auto const bits = (static_cast<UnsignedInt128>(high) << 64U) | low;
    return static_cast<Int128>(negative ? UnsignedInt128{0} - bits : bits);
}

/// Rounds numerator / denominator (positive) to a whole number.
BigInteger rounded(BigInteger const& numerator, BigInteger const& denominator, Rounding mode) {
    BigInteger quotient;
    BigInteger remainder;
    boost::multiprecision::divide_qr(numerator, denominator, quotient, remainder);
    BigInteger const twice = abs(remainder) * 2;
    bool const isOdd = bit_test(BigInteger{abs(quotient)}, 0);
    if (twice > denominator || (twice == denominator && (mode == Rounding::halfUp || isOdd))) quotient += numerator < 0 ? -1 : 1;
    return quotient;
}

}  // namespace

struct ExactRatio::Terms {
    BigInteger numerator = 0;
    BigInteger denominator = 1;  // positive; reduced only where it is shown
};

ExactRatio::ExactRatio() : terms_(std::make_unique<Terms>()) {}
ExactRatio::ExactRatio(Terms terms) : terms_(std::make_unique<Terms>(std::move(terms))) {}
ExactRatio::ExactRatio(ExactRatio const& other) : terms_(std::make_unique<Terms>(*other.terms_)) {}
ExactRatio::ExactRatio(ExactRatio&&) noexcept = default;
ExactRatio& ExactRatio::operator=(ExactRatio const& other) {
    if (this != &other) terms_ = std::make_unique<Terms>(*other.terms_);
    return *this;
}
ExactRatio& ExactRatio::operator=(ExactRatio&&) noexcept = default;
ExactRatio::~ExactRatio() = default;

ExactRatio ExactRatio::of(Int128 numerator, Int128 denominator) {
    return ExactRatio{Terms{bigOf(numerator), bigOf(denominator)}};
}

ExactRatio ExactRatio::plus(ExactRatio const& other) const {
    auto const& left = *terms_;
    auto const& right = *other.terms_;
    if (left.denominator == right.denominator) return ExactRatio{Terms{left.numerator + right.numerator, left.denominator}};
    return ExactRatio{Terms{left.numerator * right.denominator + right.numerator * left.denominator, left.denominator * right.denominator}};
}

ExactRatio ExactRatio::minus(ExactRatio const& other) const {
    return plus(ExactRatio{Terms{-other.terms_->numerator, other.terms_->denominator}});
}

ExactRatio ExactRatio::times(ExactRatio const& other) const {
    return ExactRatio{Terms{terms_->numerator * other.terms_->numerator, terms_->denominator * other.terms_->denominator}};
}

ExactRatio ExactRatio::dividedBy(ExactRatio const& divisor) const {
    Terms result{terms_->numerator * divisor.terms_->denominator, terms_->denominator * divisor.terms_->numerator};
    if (result.denominator < 0) {
        result.numerator = -result.numerator;
        result.denominator = -result.denominator;
    }
    return ExactRatio{std::move(result)};
}

bool ExactRatio::isZero() const noexcept {
    return terms_->numerator.is_zero();
}

Result<Int128> ExactRatio::scaledAndRounded(Int128 factor, Int128 divisor, Rounding mode) const {
    return smallOf(rounded(terms_->numerator * bigOf(factor), terms_->denominator * bigOf(divisor), mode));
}

std::string ExactRatio::exactText() const {
    BigInteger const divisor = gcd(terms_->numerator, terms_->denominator);
    BigInteger numerator = terms_->numerator / divisor;
    BigInteger const denominator = terms_->denominator / divisor;
    // The decimals end exactly when the reduced denominator has no other prime factors than 2 and 5; the larger count of either is
    // how many decimals there are.
    BigInteger rest = denominator;
    int twos = 0;
    int fives = 0;
    for (; rest % 2 == 0; rest /= 2) ++twos;
    for (; rest % 5 == 0; rest /= 5) ++fives;
    if (rest != 1) return toText(numerator) + "/" + toText(denominator);
    int const decimals = std::max(twos, fives);
    numerator *= pow(BigInteger{10}, static_cast<unsigned>(decimals));
    numerator /= denominator;
    bool const negative = numerator < 0;
    std::string digits = toText(abs(numerator));
    auto const behind = static_cast<std::size_t>(decimals);
    if (digits.size() <= behind) digits.insert(0, behind + 1 - digits.size(), '0');
    if (behind != 0) digits.insert(digits.size() - behind, ".");
    return (negative ? "-" : "") + digits;
}

void ExactRatio::bringToCommonDenominator(std::vector<ExactRatio*> const& ratios) {
    BigInteger common = 1;
    for (auto* ratio : ratios) {
        auto& terms = *ratio->terms_;
        BigInteger const divisor = gcd(terms.numerator, terms.denominator);
        terms.numerator /= divisor;
        terms.denominator /= divisor;
        common = lcm(common, terms.denominator);
    }
    for (auto* ratio : ratios) {
        auto& terms = *ratio->terms_;
        terms.numerator *= common / terms.denominator;
        terms.denominator = common;
    }
}

bool operator==(ExactRatio const& left, ExactRatio const& right) noexcept {
    return left.terms_->numerator * right.terms_->denominator == right.terms_->numerator * left.terms_->denominator;
}

std::strong_ordering operator<=>(ExactRatio const& left, ExactRatio const& right) noexcept {
    auto const order = BigInteger{left.terms_->numerator * right.terms_->denominator}.compare(BigInteger{right.terms_->numerator * left.terms_->denominator});
    return order <=> 0;
}

}  // namespace zhibao
