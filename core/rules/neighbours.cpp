#include "rules/neighbours.h"

#include <algorithm>

#include "calendar/period.h"

namespace zhibao {

std::vector<FilingName> neighboursOf(FilingHeader const& filing, Edition const& edition) {
    std::vector<FilingName> names;
    auto const period = parsePeriod(filing.period);
    auto const* own = edition.findFormSet(filing.formSet);
    if (!period || own == nullptr) return names;
    auto const add = [&](FormSet const& set, Period const& when) {
        FilingName name{set.id, toText(when)};
        bool const isItself = name.formSet == filing.formSet && name.period == filing.period;
        if (!isItself && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    };
    add(*own, previous(*period));
    add(*own, previous(previous(*period)));
    add(*own, samePeriodLastYear(*period));
    auto const holds = [](FormSet const& set, std::string const& form) {
        return std::find(set.forms.begin(), set.forms.end(), form) != set.forms.end();
    };
    for (auto const& set : edition.formSets) {
        if (set.id != own->id && set.frequency == own->frequency && !holds(set, edition.ruleData.profile)) add(set, *period);
    }
    auto const year = Year::parse(filing.period.substr(0, 4));
    if (!year) return names;
    if (own->frequency == Frequency::annual) {
        for (auto const& [annual, quarterly] : edition.ruleData.quarters) {
            if (!holds(*own, annual)) continue;
            for (auto const& set : edition.formSets) {
                if (!holds(set, quarterly)) continue;
                for (auto const quarter : Quarter::containing(year->lastDay()).yearToDate()) add(set, Period{quarter});
            }
        }
    }
    if (holds(*own, edition.ruleData.profile)) {
        for (auto const& set : edition.formSets) {
            if (set.frequency != Frequency::quarterly) continue;
            for (auto const quarter : Quarter::containing(year->previous().lastDay()).yearToDate()) add(set, Period{quarter});
        }
    }
    for (auto const& set : edition.formSets) {
        if (!holds(set, edition.ruleData.profile)) continue;
        add(set, Period{*year});
        add(set, Period{year->previous()});
        add(set, Period{year->previous().previous()});
    }
    return names;
}

}  // namespace zhibao
