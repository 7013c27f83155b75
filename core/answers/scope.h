#pragma once
/// Which forms of a set a unit is asked, and why. A form set may hold forms that only some units are asked (the supplement on persons
/// by whoever has amounts in mode 4); the conditions are data of the edition, over the unit's profile and over the filing's own rows.
/// Source: DOMAIN 1.10 (填报范围).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/language.h"
#include "form/edition.h"
#include "register/unit.h"

namespace zhibao {

struct FormScope {
    std::string form;
    bool isAsked = false;
    bool isAlways = false;              // asked of every unit that files the set
    std::vector<LocalizedText> because;  // when asked of this one: the reasons that hold
    std::vector<LocalizedText> unless;   // when not asked: the reasons that would make it asked
    friend bool operator==(FormScope const&, FormScope const&) = default;
};

/// One entry for each form of the set, in its order. Without characteristics nothing is known of the unit, without a filing nothing of
/// its answers: conditions that look there do not hold.
[[nodiscard]] std::vector<FormScope> formsInScope(Edition const& edition, FormSet const& set, Characteristics const* characteristics, Filing const* filing);

/// What a filing's profile form says, as the register keeps it (register/scope.h): canonical texts by column, "60.00", "yes", "5".
/// Nothing when the filing has no profile form.
[[nodiscard]] std::optional<Characteristics> characteristicsOf(Filing const& filing, Edition const& edition);

/// A cell as the register keeps it; empty for blank and not applicable.
[[nodiscard]] std::string characteristicText(Cell const& cell);

/// Puts a form of the filing's set into it, empty, in the set's order; a filing that has it stays as it is. formSetUnknown,
/// filingFormNotInSet. Taking it out again loses its answers and the explanations that point at them.
[[nodiscard]] Result<> addForm(Filing& filing, std::string_view form, Edition const& edition);
void removeForm(Filing& filing, std::string_view form);

}  // namespace zhibao
