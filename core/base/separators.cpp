#include "base/separators.h"

#include <algorithm>

namespace zhibao {

namespace {

bool areDigits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char character) { return character >= '0' && character <= '9'; });
}

}  // namespace

std::string withSeparators(std::string_view decimal) {
    std::size_t const first = decimal.starts_with('-') ? 1 : 0;
    auto const point = std::min(decimal.find('.'), decimal.size());
    auto const whole = decimal.substr(first, point - first);
    bool const isPlain = !whole.empty() && areDigits(whole) && (point == decimal.size() || (point + 1 < decimal.size() && areDigits(decimal.substr(point + 1))));
    if (!isPlain) return std::string{decimal};
    std::string text{decimal.substr(0, first)};
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i != 0 && (whole.size() - i) % 3 == 0) text += ',';
        text += whole[i];
    }
    return text.append(decimal.substr(point));
}

}  // namespace zhibao
