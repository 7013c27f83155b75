#pragma once
/// Editing a filing: what a grid, a form of questions, a paste and a template import have in common. Pure functions on values;
/// undo is keeping the value from before.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "answers/filing.h"
#include "base/error.h"
#include "base/language.h"
#include "base/money.h"
#include "form/edition.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode integerMalformed{"integer-malformed"};  // text
inline constexpr ErrorCode codeAmbiguous{"code-ambiguous"};        // text, codes
inline constexpr ErrorCode residualNegative{"residual-negative"};  // text: the part would become this
}  // namespace error

/// Turns keyed or pasted text into a cell of the column. Nothing but space is Blank; "不适用" and "n/a" are NotApplicable.
/// Money     counts in `unit`; see Money::parse.
/// Percent   "12.5" or "12.5%".
/// Codes     a code in any width and case, a name in either language, or both as the lists show them ("SJ211 法律服务").
/// Dates     2017-04-10, 2017/4/10, 2017.4.10, 2017年4月10日, 20170410; months likewise without the day.
/// Yes/no    是 否 有 无 yes no y n true false; kept as "yes" and "no".
/// Texts     as typed, without space at the ends; those with a format (telephone, e-mail …) NFKC, credit codes in capitals.
/// Errors    amountMalformed, amountTooFine, amountOverflow, integerMalformed, codeUnknown, codeNotALeaf, codeAmbiguous,
///           dateMalformed, monthMalformed, yesNoMalformed, textNotUtf8. What is merely unlikely is left to structural checks.
[[nodiscard]] Result<Cell> parseCell(std::string_view text, Column const& column, Unit unit, Edition const& edition);

/// The cell as people read it, which parseCell understands again with the same unit: amounts with separators, codes with names.
[[nodiscard]] std::string displayText(Cell const& cell, Column const& column, Unit unit, Language language, Edition const& edition);
/// The cell as it is put into an editor: as displayText, but amounts without separators and codes alone.
[[nodiscard]] std::string editText(Cell const& cell, Column const& column, Unit unit, Language language);

// Rows. Explanations and notes point at rows by number; these keep them pointing at the same rows, and drop what pointed at a removed one.

/// Puts a row before `position` (at most the number of rows).
void insertRow(Filing& filing, std::string_view form, std::size_t position, Row row);
/// Puts a copy of a row behind it. The copy has the same key, which a structural check will say until one is changed.
void duplicateRow(Filing& filing, std::string_view form, std::size_t position);
void removeRow(Filing& filing, std::string_view form, std::size_t position);

/// Total minus the sum of its parts, blank and not applicable counting as nothing. Nothing when the total is blank and no part
/// is filled. amountOverflow.
[[nodiscard]] Result<std::optional<Money>> residualOf(Row const& row, Form const& form, Residual const& residual);
/// The row with the difference added to one part, so that the parts make up the total. A difference of zero changes nothing.
/// residualNegative when the part would fall below zero (a total that is itself negative excepted), amountOverflow.
[[nodiscard]] Result<Row> withRestIn(Row row, Form const& form, Residual const& residual, std::string_view part);

}  // namespace zhibao
