#pragma once
/// Whether an explanation (核实说明) says anything. What is blank, made of empty words ("核实无误", "checked, correct"), of marks and
/// pictures, of one word again and again, too short, or hardly more than the text of one of the two periods before for the same check is
/// refused, so that the bureau is not asked to read it. The empty words are data of the edition. The reason of a zero filing must say as
/// much, but may stay the same: a project that has not begun has not begun in the next quarter either.
/// Source: DOMAIN 1.11 (真实合理的说明，不能只填写“核实无误”), 5.5.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/error.h"
#include "form/edition.h"
#include "rules/earlier_texts.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode explanationSaysNothing{"explanation-says-nothing"};  // rule, text
inline constexpr ErrorCode explanationTooShort{"explanation-too-short"};        // rule, text, shortest
inline constexpr ErrorCode explanationRepeated{"explanation-repeated"};         // rule, text
inline constexpr ErrorCode zeroReasonSaysNothing{"zero-reason-says-nothing"};   // text
inline constexpr ErrorCode zeroReasonTooShort{"zero-reason-too-short"};         // text, shortest
inline constexpr ErrorCode explanationUnasked{"explanation-unasked"};           // rule
}  // namespace error

/// An edition's requirements, ready to be asked about many texts; may be used from several threads.
class ExplanationRules {
public:
    explicit ExplanationRules(ExplanationRequirements const& requirements);

    /// The letters that are left of a text when punctuation, digits, spaces and the empty words are taken away; width and case do not
    /// matter. Chinese words are taken out wherever they stand, words of letters only when they are whole. What is said again and again
    /// counts once ("测试测试", "aaaa").
    [[nodiscard]] std::size_t lettersThatSaySomething(std::string_view text) const;

    /// What explanations said before, each by the check that it names.
    [[nodiscard]] EarlierTexts textsOf(std::vector<Explanation> const& explanations) const;

    /// Why a text is refused; nothing when it may stand. Earlier texts count for the same rule: one that differs from them only in words
    /// that say nothing, in a few letters beside it, or in being said twice is the same text (rules/earlier_texts.h). Another number is
    /// another text: "2017年第1份合同" is not "2016年第4份合同".
    [[nodiscard]] std::optional<Error> refusalOf(Explanation const& explanation, EarlierTexts const& earlier = EarlierTexts{}) const;

private:
    struct State;
    std::shared_ptr<State const> state_;
};

}  // namespace zhibao
