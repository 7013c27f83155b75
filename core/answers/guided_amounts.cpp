#include "answers/guided_amounts.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <numeric>
#include <string>

namespace zhibao {

namespace {

constexpr int whole = 100;

Result<> checkPercentages(std::vector<int> const& percentages, int step) {
    for (int const percentage : percentages)
        if (percentage < 0 || percentage > whole || percentage % step != 0)
            return fail(error::percentageOutOfRange, {{"got", std::to_string(percentage)}, {"step", std::to_string(step)}});
    std::int64_t const sum = std::accumulate(percentages.begin(), percentages.end(), std::int64_t{0});
    if (sum != whole) return fail(error::percentagesNotHundred, {{"sum", std::to_string(sum)}});
    return {};
}

}  // namespace

Result<std::vector<Money>> sharedOut(Money total, std::vector<int> const& percentages) {
    ZHIBAO_CHECK(checkPercentages(percentages, 1));
    // total = 100 × hundreds + rest; a share is hundreds × percentage, which cannot overflow, and its part of the rest.
    // Division cuts towards zero, so all remainders have the sign of the total.
    auto const hundreds = total.hundredths() / whole;
    auto const rest = total.hundredths() % whole;
    std::vector<std::int64_t> shares;
    std::vector<std::int64_t> cut;  // what was cut off each share, in hundredths of a hundredth
    auto left = total.hundredths();
    for (int const percentage : percentages) {
        auto const share = hundreds * percentage + rest * percentage / whole;
        shares.push_back(share);
        cut.push_back(std::abs(rest * percentage % whole));
        left -= share;
    }
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return cut[a] > cut[b]; });
    std::int64_t const one = left < 0 ? -1 : 1;
    for (std::size_t next = 0; left != 0; ++next, left -= one) shares[order[next]] += one;
    std::vector<Money> parts;
    parts.reserve(shares.size());
    for (auto const share : shares) parts.push_back(Money::ofHundredths(share));
    return parts;
}

Result<std::vector<GuidedCell>> guidedCells(Guide const& guide, Form const& form, Row const& row, std::vector<int> const& percentages) {
    assert(form.id == guide.form && percentages.size() == guide.parts.size());  // the caller asks one percentage per part
    ZHIBAO_CHECK(checkPercentages(percentages, guide.step));
    auto const position = form.indexOf(guide.total);
    assert(position);  // loading refuses a guide whose columns the form lacks
    auto const* total = std::get_if<Money>(&row.cells[*position]);
    if (total == nullptr) return fail(error::guidedTotalMissing, {{"column", guide.total}});
    ZHIBAO_TRY(auto const shares, sharedOut(*total, percentages));
    std::vector<GuidedCell> cells;
    for (std::size_t i = 0; i < guide.parts.size(); ++i)
        cells.push_back({*form.indexOf(guide.parts[i]), percentages[i] == 0 ? Cell{Blank{}} : Cell{shares[i]}});
    return cells;
}

std::vector<int> wholeIn(Guide const& guide, std::string_view part) {
    std::vector<int> percentages;
    for (auto const& one : guide.parts) percentages.push_back(one == part ? whole : 0);
    return percentages;
}

}  // namespace zhibao
