#pragma once
/// Structural checks: what must be right before a rule can look at a filing. Rules then may rely on typed values, known codes and
/// unique keys. They never stop at the first problem; the windows show them beside the findings of rules.
///
/// Covered here (numbers of the check rules in DOMAIN 1.11):
///   A1   the unit's code: length, alphabet, check characters; a 9-character organisation code is a query
///   A4   the edition and its forms are valid for the period (whether the period is open is for intake to say)
///   B6   the key of a row appears once
///   B15  a filing without amounts needs the tick "zero" and a reason; a zero filing has no rows
///   A withdrawal withdraws something, holds no answers and says why; nothing else is asked of it.
///   and: forms are those of the set (what only some units are asked may be absent, see answers/scope.h), a record form has one
///   row, required cells are filled, codes are of their list (and leaves where the column asks for leaves), kinds and formats of values, counts not negative, percentages 0 to 100, lengths of
///   texts, a currency beside money, version and predecessor agree, the period fits the set, explanations belong to something.
/// Not here: A2 needs the register; A3 and everything about figures are rules in VTL.

#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/error.h"
#include "form/edition.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode cellRequired{"cell-required"};              // column
inline constexpr ErrorCode cellWrongKind{"cell-wrong-kind"};           // column
inline constexpr ErrorCode textTooLong{"text-too-long"};               // column, limit, got
inline constexpr ErrorCode textControlCharacter{"text-control-character"};  // column
inline constexpr ErrorCode phoneMalformed{"phone-malformed"};          // text
inline constexpr ErrorCode emailMalformed{"e-mail-malformed"};         // text
inline constexpr ErrorCode postcodeMalformed{"postcode-malformed"};    // text
inline constexpr ErrorCode websiteMalformed{"website-malformed"};      // text
inline constexpr ErrorCode regionMalformed{"region-malformed"};        // text
inline constexpr ErrorCode industryClassMalformed{"industry-class-malformed"};  // text
inline constexpr ErrorCode organisationCodeMalformed{"organisation-code-malformed"};  // text
inline constexpr ErrorCode monthMalformed{"month-malformed"};          // text
inline constexpr ErrorCode yesNoMalformed{"yes-no-malformed"};         // text
inline constexpr ErrorCode creditCodeNotCanonical{"credit-code-not-canonical"};  // text, expected
inline constexpr ErrorCode integerNegative{"integer-negative"};        // column, text
inline constexpr ErrorCode percentOutOfRange{"percent-out-of-range"};  // column, text
inline constexpr ErrorCode rowKeyTwice{"row-key-twice"};               // row, other: counted from 1
inline constexpr ErrorCode rowCurrencyMissing{"row-currency-missing"};  // column
inline constexpr ErrorCode formMissing{"form-missing"};                // form, set
inline constexpr ErrorCode formTwice{"form-twice"};                    // form
inline constexpr ErrorCode recordRowCount{"record-row-count"};         // form, got
inline constexpr ErrorCode versionNotPositive{"version-not-positive"};  // got
inline constexpr ErrorCode versionReplacesNothing{"version-replaces-nothing"};  // version
inline constexpr ErrorCode firstVersionReplaces{"first-version-replaces"};
inline constexpr ErrorCode periodOfOtherFrequency{"period-of-other-frequency"};  // period, set
inline constexpr ErrorCode unitIsOrganisationCode{"unit-is-organisation-code"};  // text
inline constexpr ErrorCode zeroWithRows{"zero-with-rows"};             // rows
inline constexpr ErrorCode zeroReasonMissing{"zero-reason-missing"};
inline constexpr ErrorCode zeroNotDeclared{"zero-not-declared"};
inline constexpr ErrorCode zeroNotPossible{"zero-not-possible"};       // set
inline constexpr ErrorCode withdrawalOfNothing{"withdrawal-of-nothing"};
inline constexpr ErrorCode withdrawalWithRows{"withdrawal-with-rows"};  // rows
inline constexpr ErrorCode versionReasonMissing{"version-reason-missing"};  // kind; of every version after the first, and of withdrawals
inline constexpr ErrorCode explanationEmpty{"explanation-empty"};      // rule
inline constexpr ErrorCode explanationOfNothing{"explanation-of-nothing"};  // rule, form, row
}  // namespace error

/// How much a structural problem weighs: an error stops sealing, a query may be filed with an explanation, a notice informs.
enum class StructuralLevel { error, query, notice };

/// "error", "query", "notice": as files and the command line write them.
[[nodiscard]] std::string_view nameOf(StructuralLevel level) noexcept;

struct StructuralProblem {
    StructuralLevel level = StructuralLevel::error;
    Error error;                       // code and arguments; its place is the first cell as a JSON pointer
    std::vector<CellReference> cells;  // what to jump to and to mark; header cells have the form "header" and the header's key
    friend bool operator==(StructuralProblem const&, StructuralProblem const&) = default;
};

/// All problems, the header's first, then form by form and row by row. Empty for a sound filing.
[[nodiscard]] std::vector<StructuralProblem> checkStructure(Filing const& filing, Edition const& edition);

/// What is wrong with one cell by itself, for a grid that marks cells while they are edited. `reference` says where it stands.
[[nodiscard]] std::vector<StructuralProblem> checkCell(Cell const& cell, Column const& column, Edition const& edition,
                                                       CellReference const& reference);

}  // namespace zhibao
