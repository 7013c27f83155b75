#include "calendar/validity.h"

namespace zhibao {

namespace {

bool endsBefore(std::optional<Date> const& until, Period const& period) {
    return until && *until < lastDay(period);
}

/// An edition made without a first day has none.
bool beginsAfter(Edition const& edition, Period const& period) {
    return !edition.validFrom.is_special() && edition.validFrom > lastDay(period);
}

}  // namespace

Result<> checkValidity(Edition const& edition, FormSet const& set, Period const& period) {
    if (beginsAfter(edition, period))
        return fail(error::editionNotYetValid, {{"edition", edition.id}, {"from", toText(edition.validFrom)}, {"period", toText(period)}});
    if (endsBefore(edition.validUntil, period))
        return fail(error::editionExpired, {{"edition", edition.id}, {"until", toText(*edition.validUntil)}, {"period", toText(period)}});
    for (auto const& id : set.forms) {
        auto const* form = edition.findForm(id);
        if (form != nullptr && endsBefore(form->marks.validUntil, period))
            return fail(error::formExpired, {{"form", id}, {"until", toText(*form->marks.validUntil)}, {"period", toText(period)}});
    }
    return {};
}

bool isValidFor(Edition const& edition, Period const& period) {
    return !beginsAfter(edition, period) && !endsBefore(edition.validUntil, period);
}

bool isExpired(Edition const& edition, Form const& form, Period const& period) {
    return endsBefore(edition.validUntil, period) || endsBefore(form.marks.validUntil, period);
}

}  // namespace zhibao
