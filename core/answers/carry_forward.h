#pragma once
/// Carries a draft or filing from the edition it was made for to another one. What has a place there is kept as it is; every answer
/// that has none is named with its place, its value and the reason, so that nothing is lost silently. Nothing is guessed: a code that
/// the other edition does not know leaves its cell blank, a text that is too long is not cut. A question that another form of the same
/// filing asks now keeps its answers there. What a new question starts with by
/// default is filled in, and named too.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/error.h"
#include "form/edition.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode carryFormGone{"carry-form-gone"};          // form
inline constexpr ErrorCode carryFormKind{"carry-form-kind"};          // form: questions became rows, or the other way round
inline constexpr ErrorCode carryColumnGone{"carry-column-gone"};      // column, form
inline constexpr ErrorCode carryKindChanged{"carry-kind-changed"};    // column
inline constexpr ErrorCode carryCurrencyChanged{"carry-currency-changed"};  // form: amounts would be read in another currency
inline constexpr ErrorCode carryRuleGone{"carry-rule-gone"};          // rule
}  // namespace error

/// An answer that could not be carried.
struct LostAnswer {
    CellReference cell;  // in the first filing; of an explanation the form is "explanations"
    std::string value;   // as files write it
    /// Why, with the pointer into the first filing: those above, codeUnknown, codeNotALeaf, textTooLong.
    Error reason;
};

/// What a new question starts with.
struct FilledInAnswer {
    CellReference cell;  // in the new filing
    std::string value;
};

struct CarriedFiling {
    Filing filing;
    std::vector<LostAnswer> lost;
    std::vector<FilledInAnswer> filledIn;
};

/// Whether the other edition still has the check of that name. Explanations are kept when it is not given.
using KnowsRule = std::function<bool(std::string_view rule)>;

/// The filing for the edition `to`, of the same unit, form set, period and version. Rows keep their order and number.
/// formSetUnknown when `to` has no such form set, periodNotOfSet, editionExpired, formExpired; filingEditionDiffers when the filing is
/// not of `from`.
[[nodiscard]] Result<CarriedFiling> carryForward(Filing const& filing, Edition const& from, Edition const& to, KnowsRule const& knowsRule = {});

/// The form of `to` that asks a column now which `form` asked in `from`, so that answers can follow it; null when there is none, or more
/// than one. It is due together with the form that has lost the column, and tells its rows apart by the same keys, or both are questions.
[[nodiscard]] Form const* formThatAsksNow(Edition const& from, Edition const& to, std::string_view form, std::string_view column);

}  // namespace zhibao
