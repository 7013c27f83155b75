#pragma once
/// What rules see of a filing, as datasets.
///
/// Datasets:
///   header               one row: the head of the filing, and what is known beside it
///   FORM                 the rows of a form: of this filing, or of the unit's filing of the same period for the form set that has the form
///   FORM_previous        the same of the period before (for annual forms: the year before), FORM_earlier of the one before that,
///   FORM_last_year       and of the same period of the year before
///   FORM_quarters        for an annual form that sums up a quarterly one (edition.json, ruleData): the rows of its year's four quarters,
///                        with the identifier `quarter`
///   FORM_quarters_before for an annual filing: the rows of a quarterly form in the four quarters of the year before its own, likewise;
///                        a profile says the turnover of that year
///   profile              the record that says what kind of unit this is, of the newest profile up to this period
/// A dataset of a filing that is not known has no rows.
///
/// Components of a form: its columns (codes and texts String, money and percentages Number, counts Integer, yes/no Boolean, dates Date,
/// months TimePeriod), keys as identifiers. Beside them, as attributes:
///   COLUMN_begins        the first day of a month, as a Date: months compare with nothing else
///   COLUMN_HEADING       what its list says of a code: `item_mode1` is the column "mode1" of the entry that stands in `item`
///   COLUMN_previous, COLUMN_earlier, COLUMN_last_year      figures of the row with the same key in those filings
///   profile_COLUMN, profile_COLUMN_HEADING                 the unit's profile
///   header_COMPONENT     the head of the filing
///   register_name, register_district, register_platform, register_industry, register_industry_HEADING     at the bureau only
///   currency_per_usd, cny_per_usd      units of the row's currency, and of CNY, for one US dollar at the rate of the row's own period
/// Blank, not applicable and unknown are null.
///
/// Components of `header`: unit, period, formSet, version, kind, zero, zeroReason, unitHead, statisticsHead, preparer, phone, reportDate,
/// periodEnd (the period's last day), today, opens (the first day of filing), validUntil (the earliest day until which the edition or a
/// form of the set is valid), previousKnown, earlierKnown, lastYearKnown, profileKnown, quartersKnown (how many of the year's quarters),
/// the number of rows of each form of the edition (`form2_rows`; null when the filing does not have the form), and profile_… and
/// register_… as above.
///
/// `zhibao rules data` writes these as CSV, with only those attributes that the edition's rules name.

#include <string_view>

#include "answers/filing.h"
#include "base/error.h"
#include "form/edition.h"
#include "rules/dataset.h"
#include "rules/surroundings.h"

namespace zhibao {

/// The structure of a dataset with all its components. formUnknown.
[[nodiscard]] Result<vtl::Structure> datasetStructure(Edition const& edition, std::string_view dataset);

/// The values of a filing for a structure that datasetStructure gave, or for some of its components.
[[nodiscard]] vtl::Dataset datasetOf(Filing const& filing, Edition const& edition, vtl::Structure structure, Surroundings const& surroundings = {});

}  // namespace zhibao
