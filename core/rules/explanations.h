#pragma once
/// Whether an explanation (核实说明) says anything. What is blank, made of empty words ("核实无误", "checked, correct"), too short, or the
/// text of last period for the same rule word for word is refused, so that the bureau is not asked to read it.
/// Source: DOMAIN 1.11 (真实合理的说明，不能只填写“核实无误”), 5.5.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/error.h"
#include "form/edition.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode explanationSaysNothing{"explanation-says-nothing"};  // rule, text
inline constexpr ErrorCode explanationTooShort{"explanation-too-short"};        // rule, text, shortest
inline constexpr ErrorCode explanationRepeated{"explanation-repeated"};         // rule, text
}  // namespace error

/// The letters that are left of a text when punctuation, digits, spaces and the empty words are taken away; width and case do not
/// matter. Chinese words are taken out wherever they stand, words of letters only when they are whole.
[[nodiscard]] std::size_t lettersThatSaySomething(std::string_view text, std::vector<std::string> const& emptyWords);

/// Why a text is refused; nothing when it may stand. `earlier` are the explanations of the period before.
[[nodiscard]] std::optional<Error> refusalOf(Explanation const& explanation, ExplanationRequirements const& requirements,
                                             std::vector<Explanation> const& earlier);

}  // namespace zhibao
