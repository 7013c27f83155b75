#pragma once
/// From what a guide found out to the cells of a row: the whole total in one column, or shares of it by percentages that add up to the
/// total exactly. Source: DOMAIN 2.6.

#include <cstddef>
#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/error.h"
#include "base/money.h"
#include "form/guide.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode percentagesNotHundred{"percentages-not-hundred"};  // sum
inline constexpr ErrorCode percentageOutOfRange{"percentage-out-of-range"};   // got, step
inline constexpr ErrorCode guidedTotalMissing{"guided-total-missing"};        // column
}  // namespace error

/// The total shared out by whole percentages, each from 0 to 100, together 100.
/// Rule (largest remainder): each part first gets its percentage rounded towards zero to the hundredth; the hundredths that are left, fewer
/// than there are parts, go one each to the parts whose percentage was cut most, the earlier part where equally much. So the parts
/// add up to the total exactly, each is less than a hundredth from its percentage, none has another sign than the total, and a part
/// of 0 per cent is zero. percentageOutOfRange, percentagesNotHundred.
[[nodiscard]] Result<std::vector<Money>> sharedOut(Money total, std::vector<int> const& percentages);

/// A cell that a guide offers to fill in.
struct GuidedCell {
    std::size_t column = 0;  // position in the form
    Cell cell;
    friend bool operator==(GuidedCell const&, GuidedCell const&) = default;
};

/// What the guide's parts become in a row: `percentages` stand in the order of the parts. A part of 0 per cent becomes blank, for nothing
/// was supplied that way. The row and the guide are of the form. guidedTotalMissing, percentageOutOfRange (also off the guide's
/// steps), percentagesNotHundred.
[[nodiscard]] Result<std::vector<GuidedCell>> guidedCells(Guide const& guide, Form const& form, Row const& row, std::vector<int> const& percentages);

/// 100 per cent for the part of that column, nothing for the others.
[[nodiscard]] std::vector<int> wholeIn(Guide const& guide, std::string_view part);

}  // namespace zhibao
