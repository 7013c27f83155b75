#include "aggregate/exact_sum.h"

#include <algorithm>
#include <tuple>

namespace zhibao {

void ExactSum::add(Quarter quarter, std::string_view currency, Int128 hundredths) {
    auto const place = std::lower_bound(parts_.begin(), parts_.end(), std::pair{quarter, currency}, [](Part const& part, auto const& wanted) {
        return std::pair{part.quarter, std::string_view{part.currency}} < wanted;
    });
    if (place != parts_.end() && place->quarter == quarter && place->currency == currency) place->hundredths += hundredths;
    else parts_.insert(place, Part{quarter, std::string{currency}, hundredths});
}

void ExactSum::add(ExactSum const& other) {
    for (auto const& part : other.parts_) add(part.quarter, part.currency, part.hundredths);
}

bool ExactSum::isZero() const noexcept {
    return std::all_of(parts_.begin(), parts_.end(), [](Part const& part) { return part.hundredths == 0; });
}

}  // namespace zhibao
