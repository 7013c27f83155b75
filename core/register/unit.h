#pragma once
/// Units of the survey (调查单位) and what the register knows of them. A profile has dated versions; nothing is overwritten.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "register/credit_code.h"

namespace zhibao {

/// Answers of a unit's profile that decide what it is asked (register/scope.h): canonical texts by column, such as foreignShare "60.00".
using Characteristics = std::map<std::string, std::string, std::less<>>;

/// What is true of a unit from a day on. Codes are of the edition's lists; empty when not known.
struct UnitProfile {
    Date validFrom{boost::gregorian::not_a_date_time};
    std::string name;
    std::string district;         // where it operates
    std::string platform;         // functional platform (功能平台)
    std::string industry;         // section of GB/T 4754 as in the list `industries`, such as 2017-I
    std::string industryEdition;  // "2011" or "2017"; that of the section
    bool inLiangjiang = true;
    Characteristics characteristics = {};
};

enum class UnitState {
    active,       // in the register and due to report
    unconfirmed,  // filed without being in the register; to be looked at by the bureau
    suspended,
    cancelled,
    agent         // registered to file for others (store/mandates.h), asked nothing itself
};

/// A survey unit (调查单位). Not just `Unit`: that is what amounts are counted in (base/money.h).
struct SurveyUnit {
    UnitCode code;
    UnitState state = UnitState::active;
    std::vector<UnitProfile> profiles;  // ordered by validFrom, at least one
    /// The profile that holds on a day: the last that began by then, else the first.
    [[nodiscard]] UnitProfile const& profileOn(Date day) const;
};

}  // namespace zhibao
