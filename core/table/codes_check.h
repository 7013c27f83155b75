#pragma once
/// What further columns of code lists and conditions of summary tables say, as the edition's parts that use them read it: the letters of
/// item × mode validity and their reasons, the sector of each item, the codes that a table's figures are limited to.

#include "form/edition.h"
#include "table/edition_problems.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode validityUnknown{"validity-unknown"};              // code, column, text: none of E, P, U, X
inline constexpr ErrorCode validityReasonMissing{"validity-reason-missing"};  // code, column: impossible (X) or unlikely (U), and no reason
inline constexpr ErrorCode itemSectorMissing{"item-sector-missing"};         // code
}  // namespace error

/// `file` as the edition names it.
void checkListCodes(Edition const& edition, CodeList const& list, std::string const& file, EditionProblems& problems);
/// The codes of every "where", each of the list that the survey's forms and register have for the dimension.
void checkTableCodes(Edition const& edition, TableSource const& source, EditionProblems& problems);

}  // namespace zhibao
