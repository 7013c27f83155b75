#pragma once
/// What is wrong with the rules of an edition and their papers: rules without papers, papers without a rule, names nobody knows.

#include "form/edition.h"
#include "table/edition_problems.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode papersErrorCodeDiffers{"papers-error-code-differs"};  // rule, expected, got: the text's errorcode
inline constexpr ErrorCode papersSinceMalformed{"papers-since-malformed"};       // rule, text: no period
inline constexpr ErrorCode structuralCodeUnknown{"structural-code-unknown"};     // rule, text: no problem that the program tells
inline constexpr ErrorCode structuralCodesUnclaimed{"structural-codes-unclaimed"};  // codes (a notice)
}  // namespace error

/// One file of rules with its papers. Where what rules see is broken itself (`isDataBroken`), names are not asked about.
void checkRules(Edition const& edition, RulesetSource const& source, bool isDataBroken, EditionProblems& problems);

/// The papers of the checks that the program makes before rules run.
void checkStructuralPapers(StructuralCheckSource const& source, EditionProblems& problems);

/// The papers of all files: an id stands for one check of the survey, of one source.
void checkIdsApart(Edition const& edition, EditionProblems& problems);

}  // namespace zhibao
