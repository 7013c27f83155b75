#pragma once
/// Whether an edition may be used for a period: it serves the periods whose last day lies in its time. A form whose date of validity
/// (有效期至) lies before the period's end is not one that a unit can be asked to fill in: it may refuse it, and a bureau must stop it. New
/// filings are then blocked, and what exists all the same prints with the stamp 过期.
/// Source: 统计法 art. 15; DOMAIN 1.8 and 8.1.

#include <optional>
#include <string>

#include "base/date.h"
#include "base/error.h"
#include "calendar/period.h"
#include "form/edition.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode editionExpired{"edition-expired"};            // edition, until, period
inline constexpr ErrorCode editionNotYetValid{"edition-not-yet-valid"};  // edition, from, period
inline constexpr ErrorCode formExpired{"form-expired"};                  // form, until, period
}  // namespace error

/// editionNotYetValid when the edition's time begins after the period's last day; editionExpired when it, formExpired when that of a form
/// of the set, ends before it.
[[nodiscard]] Result<> checkValidity(Edition const& edition, FormSet const& set, Period const& period);
[[nodiscard]] bool isValidFor(Edition const& edition, Period const& period);
/// Whether one form has expired, for its print.
[[nodiscard]] bool isExpired(Edition const& edition, Form const& form, Period const& period);

}  // namespace zhibao
