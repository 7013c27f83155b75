#include "calendar/rate_basis.h"

namespace zhibao {

namespace {

constexpr std::string_view between = " / ";

}  // namespace

LocalizedText halvesOfBasis(std::string_view basis) {
    auto const middle = basis.find(between);
    if (middle == std::string_view::npos) return {std::string{basis}, std::string{basis}};
    return {std::string{basis.substr(0, middle)}, std::string{basis.substr(middle + between.size())}};
}

std::string basisWith(std::string_view basis, LocalizedText const& more) {
    auto halves = halvesOfBasis(basis);
    halves.zh += (basis.empty() ? "" : "；") + more.zh;
    halves.en += (basis.empty() ? "" : "; ") + more.en;
    return halves.zh + std::string{between} + halves.en;
}

}  // namespace zhibao
