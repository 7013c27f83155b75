#include <charconv>
#include <cmath>

#include "rules/number.h"

namespace zhibao::vtl {

namespace {

// What a long double has beyond these digits is lost to the roundings on the way.
constexpr int functionDigits = 17;

long double valueOf(Number number) {
    return static_cast<long double>(number.coefficient()) / std::pow(10.0L, static_cast<long double>(number.scale()));
}

std::optional<Number> approximateOf(long double value) {
    if (!std::isfinite(value)) return std::nullopt;
    char text[64];
    auto const written = std::to_chars(std::begin(text), std::end(text), value, std::chars_format::scientific, functionDigits - 1);
    if (written.ec != std::errc{}) return std::nullopt;
    auto const number = Number::parse({text, written.ptr});
    // Nearer to zero than the smallest number there is.
    if (!number) return std::fabs(value) < 1.0L ? std::optional{Number{0, 0, true}} : std::nullopt;
    Number const trimmed = number->trimmed();
    return Number{trimmed.coefficient(), trimmed.scale(), true};
}

}  // namespace

std::optional<Number> Number::raisedTo(Number exponent) const noexcept {
    auto const whole = exponent.integer();
    if (whole && *whole >= 0) {
        std::optional<Number> result = Number::ofInteger(1);
        std::optional<Number> square = *this;
        for (std::int64_t left = *whole; left != 0 && result; left /= 2) {
            if (left % 2 != 0) result = square ? result->times(*square) : std::nullopt;
            if (left > 1 && square) square = square->times(*square);
        }
        if (result) return result;
    }
    if (isZero() && exponent < Number{}) return std::nullopt;
    if (*this < Number{} && !exponent.isInteger()) return std::nullopt;
    return approximateOf(std::pow(valueOf(*this), valueOf(exponent)));
}

std::optional<Number> Number::squareRoot() const noexcept {
    if (*this < Number{}) return std::nullopt;
    return approximateOf(std::sqrt(valueOf(*this)));
}

std::optional<Number> Number::exponential() const noexcept {
    return approximateOf(std::exp(valueOf(*this)));
}

std::optional<Number> Number::naturalLogarithm() const noexcept {
    if (*this <= Number{}) return std::nullopt;
    return approximateOf(std::log(valueOf(*this)));
}

std::optional<Number> Number::logarithm(Number base) const noexcept {
    if (*this <= Number{} || base <= Number{} || base == Number::ofInteger(1)) return std::nullopt;
    return approximateOf(std::log(valueOf(*this)) / std::log(valueOf(base)));
}

}  // namespace zhibao::vtl
