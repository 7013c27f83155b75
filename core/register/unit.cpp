#include "register/unit.h"

#include <cassert>

namespace zhibao {

UnitProfile const& SurveyUnit::profileOn(Date day) const {
    assert(!profiles.empty());  // whoever makes a unit gives it a profile
    UnitProfile const* holding = &profiles.front();
    for (auto const& profile : profiles) {
        if (profile.validFrom > day) break;
        holding = &profile;
    }
    return *holding;
}

}  // namespace zhibao
