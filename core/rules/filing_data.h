#pragma once
/// What rules see of a filing, as datasets, and the check of a whole filing by the rules of its edition.
///
/// Each form is a dataset of its rows: one component per column (codes and texts String, money and percentages Number, counts Integer,
/// yes/no Boolean, dates Date, months TimePeriod), key columns as identifiers; and beside each code column, as attributes, what its
/// list says of the code: `item_mode1` is the column "mode1" of the entry that stands in `item`. Blank and not applicable are null.
/// The dataset `header` has one row: unit, period, formSet, version, kind, zero, zeroReason, unitHead, statisticsHead, preparer, phone,
/// reportDate, periodEnd (the period's last day), and the number of rows of each form of the edition (`form2_rows`).

#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/error.h"
#include "form/edition.h"
#include "rules/check.h"
#include "rules/dataset.h"
#include "rules/finding.h"

namespace zhibao {

/// The structure of the dataset `dataset` ("header" or the id of a form). formUnknown.
[[nodiscard]] Result<vtl::Structure> datasetStructure(Edition const& edition, std::string_view dataset);

/// The values of a filing for a structure that datasetStructure gave, or for some of its components. A filing without that form gives
/// no rows.
[[nodiscard]] vtl::Dataset datasetOf(Filing const& filing, Edition const& edition, vtl::Structure structure);

/// The rules of an edition, ready to run. Made once; may be used from several threads. The edition must outlive it.
class EditionRules {
public:
    /// Errors: those of loadRuleset and BoundRuleset::bind, with file and line:column or pointer.
    [[nodiscard]] static Result<EditionRules> compile(Edition const& edition);

    [[nodiscard]] std::vector<BoundRuleset> const& rulesets() const noexcept { return rulesets_; }
    /// The papers of a rule by the id that findings carry; null when there is none.
    [[nodiscard]] RulePapers const* findPapers(std::string_view id) const noexcept;

    /// Everything that is not in order, by ruleset, rule and row. Rulesets of forms that the filing's form set does not have are left out.
    [[nodiscard]] std::vector<Finding> check(Filing const& filing, RunsAt where) const;

private:
    Edition const* edition_ = nullptr;
    std::vector<BoundRuleset> rulesets_;
};

/// Compiles the edition's rules and checks one filing; for many, keep EditionRules.
[[nodiscard]] Result<std::vector<Finding>> checkFiling(Filing const& filing, Edition const& edition, RunsAt where);

}  // namespace zhibao
