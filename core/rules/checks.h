#pragma once
/// What the validation operators share: rulesets by name, and the codes and levels they hand out.

#include <string_view>
#include <vector>

#include "rules/dataset.h"
#include "rules/names.h"
#include "rules/syntax.h"

namespace zhibao::vtl {

/// Null when there is none.
template <class AnyRuleset>
[[nodiscard]] AnyRuleset const* findRuleset(std::vector<AnyRuleset> const& rulesets, std::string_view name) {
    auto const found =
        findName(rulesets.begin(), rulesets.end(), name, [](AnyRuleset const& one) -> std::string_view { return one.name.text; });
    return found == rulesets.end() ? nullptr : &*found;
}

/// The type of the measure errorlevel: whole numbers if all levels are, else numbers, else texts.
[[nodiscard]] ScalarType levelType(std::vector<Literal> const& levels);

/// A constant as a value of the column; a text where the column is one.
void append(Column& column, Literal const& literal);

}  // namespace zhibao::vtl
