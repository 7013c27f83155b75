#include "register/obligation.h"

#include "register/scope.h"

#include <map>

namespace zhibao {

Result<std::vector<Obligation>> computeObligations(std::vector<SurveyUnit> const& units, FormSet const& set, Period const& period) {
    ZHIBAO_CHECK(checkPeriodOfSet(set, period));
    std::map<std::string, SurveyUnit const*, std::less<>> known;
    for (auto const& unit : units) known.insert_or_assign(std::string{unit.code.organisationCode()}, &unit);
    std::map<UnitCode, Obligation> byCode;  // sorted by code
    for (auto const& [organisationCode, unit] : known) {
        auto exemption = Exemption::none;
        switch (unit->state) {
            case UnitState::active:
            case UnitState::unconfirmed: break;
            case UnitState::suspended: exemption = Exemption::suspended; break;
            case UnitState::cancelled: exemption = Exemption::cancelled; break;
            case UnitState::agent: exemption = Exemption::agent; break;
        }
        Obligation obligation{unit->code, set.id, period, exemption};
        if (!isOwedByAll(set)) {
            auto const& characteristics = unit->profileOn(lastDay(period)).characteristics;
            auto const* because = owedBecause(set, characteristics);
            bool const isUnknown = because == nullptr && isScopeUnknown(set, characteristics);
            if (because != nullptr) obligation.reason = because->reason;
            else if (!isUnknown) obligation.reason = set.notOwed;
            if (because == nullptr && obligation.isDue()) obligation.exemption = isUnknown ? Exemption::scopeUnknown : Exemption::outOfScope;
        }
        byCode.emplace(unit->code, std::move(obligation));
    }
    std::vector<Obligation> obligations;
    obligations.reserve(byCode.size());
    for (auto& [code, obligation] : byCode) obligations.push_back(std::move(obligation));
    return obligations;
}

FilingStatus filingStatus(Obligation const& obligation, std::optional<Moment> firstArrival, FilingWindow const& window, Moment now) {
    if (firstArrival) return *firstArrival <= window.deadline ? FilingStatus::filed : FilingStatus::late;
    if (!obligation.isDue()) return FilingStatus::exempt;
    return now <= window.deadline ? FilingStatus::due : FilingStatus::missing;
}

void FilingCounts::add(Obligation const& obligation, FilingStatus status) noexcept {
    if (!obligation.isDue()) {
        ++(status == FilingStatus::exempt ? exempt : exemptButFiled);
        return;
    }
    switch (status) {
        case FilingStatus::due: ++due; break;
        case FilingStatus::filed: ++filed; break;
        case FilingStatus::late: ++late; break;
        case FilingStatus::missing: ++missing; break;
        case FilingStatus::exempt: break;  // only exempt units get this
    }
}

std::string_view nameOf(FilingStatus status) noexcept {
    switch (status) {
        case FilingStatus::due: return "due";
        case FilingStatus::filed: return "filed";
        case FilingStatus::late: return "late";
        case FilingStatus::missing: return "missing";
        case FilingStatus::exempt: return "exempt";
    }
    return {};
}

std::string_view nameOf(Exemption exemption) noexcept {
    switch (exemption) {
        case Exemption::none: return "none";
        case Exemption::suspended: return "suspended";
        case Exemption::cancelled: return "cancelled";
        case Exemption::agent: return "agent";
        case Exemption::outOfScope: return "out-of-scope";
        case Exemption::scopeUnknown: return "unknown";
    }
    return {};
}

}  // namespace zhibao
