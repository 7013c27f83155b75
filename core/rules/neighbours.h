#pragma once
/// Which other filings of a unit the rules may look at when they judge one: what a program looks up in its history.

#include <string>
#include <vector>

#include "answers/filing.h"
#include "form/edition.h"

namespace zhibao {

struct FilingName {
    std::string formSet;
    std::string period;
    friend auto operator<=>(FilingName const&, FilingName const&) = default;
};

/// The two periods before and the same period of last year, for the same form set; the other form sets of the period; the four quarters
/// of a year that an annual form sums up; for a profile, which says the turnover of the year before, that year's four quarters; profiles of
/// the period's year and of the two years before. Each once, in that order, and never the filing itself. None for a filing whose period or
/// form set is unknown.
[[nodiscard]] std::vector<FilingName> neighboursOf(FilingHeader const& filing, Edition const& edition);

}  // namespace zhibao
