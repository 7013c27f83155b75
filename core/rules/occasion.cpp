#include "rules/occasion.h"

#include "calendar/period.h"

namespace zhibao {

Surroundings surroundingsOn(Date today, FilingHeader const& filing, Edition const& edition, Schedule const& schedule, RateTable const* rates) {
    Surroundings surroundings;
    surroundings.today = today;
    surroundings.rates = rates;
    auto const period = parsePeriod(filing.period);
    auto const* set = edition.findFormSet(filing.formSet);
    if (!period || set == nullptr) return surroundings;
    if (auto const window = schedule.window(*set, *period)) surroundings.opens = dayInChina(window->opens);
    return surroundings;
}

}  // namespace zhibao
