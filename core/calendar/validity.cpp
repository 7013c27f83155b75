#include "calendar/validity.h"

namespace zhibao {

namespace {

bool endsBefore(std::optional<Date> const& until, Period const& period) {
    return until && *until < lastDay(period);
}

}  // namespace

Result<> checkValidity(Edition const& edition, FormSet const& set, Period const& period) {
    if (endsBefore(edition.validUntil, period))
        return fail(error::editionExpired, {{"edition", edition.id}, {"until", toText(*edition.validUntil)}, {"period", toText(period)}});
    for (auto const& id : set.forms) {
        auto const* form = edition.findForm(id);
        if (form != nullptr && endsBefore(form->marks.validUntil, period))
            return fail(error::formExpired, {{"form", id}, {"until", toText(*form->marks.validUntil)}, {"period", toText(period)}});
    }
    return {};
}

bool isExpired(Edition const& edition, Form const& form, Period const& period) {
    return endsBefore(edition.validUntil, period) || endsBefore(form.marks.validUntil, period);
}

}  // namespace zhibao
