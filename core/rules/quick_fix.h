#pragma once
/// The one change that would put a finding right, where there is only one that suggests itself. It is computed from what the finding points
/// to, the values it was judged on, the papers of its rule and the totals of its form; it is only ever offered, and a person takes it or
/// not. Where two changes are as likely as each other nothing is offered: a wrong figure that agrees is worse than one that does not.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "answers/filing.h"
#include "form/edition.h"
#include "rules/finding.h"
#include "rules/ruleset.h"

namespace zhibao {

struct QuickFix {
    enum class Kind {
        sum,   // the total becomes the sum of its parts
        sign,  // amounts lose their minus
        unit   // amounts were counted in ten thousands, or in ones, by mistake
    };
    struct Change {
        std::size_t column = 0;  // position in the form
        Cell cell;
        friend bool operator==(Change const&, Change const&) = default;
    };
    Kind kind = Kind::sum;
    std::string form;
    std::size_t row = 0;
    std::vector<Change> changes;  // in the order of the columns, at least one
    friend bool operator==(QuickFix const&, QuickFix const&) = default;
};

/// For a violated finding on one row:
/// a total and all its parts (Form::residuals) that disagree: one amount whose sign or unit makes them agree, when there is exactly one;
///     else the sum, when the total is blank or smaller than its parts. A rest that some part lacks could belong to any of them.
/// one amount that is negative: the amounts of its row that belong together without their minus, when they agree then.
/// an outlier (papers of type VNO) of about ten thousand times the last period's amount, or a ten-thousandth: all amounts of the row
///     in the other unit, when that is exact and no total disagrees afterwards that did not before.
[[nodiscard]] std::optional<QuickFix> quickFix(Finding const& finding, RulePapers const* papers, Filing const& filing, Edition const& edition);

}  // namespace zhibao
