#pragma once
/// The official print of a form as data ("print" of a form's file), checked when the edition is loaded so that no layout fails when
/// somebody prints. table/form_print.h turns it into tables. Source: DOMAIN 1.8 and 1.10.
///
/// Of a form of kind rows:
///
///     { "kind": "blocks", "orientation": "landscape",
///       "unit": {"currency": "USD", "unit": "tenThousand", "decimals": 2, "text": {zh, en}},
///       "stub": [ {"letter": "甲", "title": {zh, en}, "column": "item", "show": "name"} ],    show: name, code, answer, sector (no column)
///       "totalRow": {zh, en}, "blankLines": 12, "preprint": "category",
///       "blocks": [ {"title": {zh, en}, "where": {"column": "flow", "is": "export"},
///                    "columns": [ {"number": "1", "column": "total", "show": "converted", "title": {zh, en}} ]} ],
///                                                                             show: converted, entered, name, code, answer
///       "notes": [ {zh, en} ], "footer": [ {"title": {zh, en}, "signatory": "unitHead"} ] }
///
/// "answer" is a count, a percentage or a text as it stands. A blank form has "blankLines" empty lines in each block, after one line for
/// each code that the column "preprint" can hold. Of a form of kind record:
///
///     { "kind": "record", "orientation": "portrait",
///       "sections": [ {"number": "01", "title": {zh, en}, "columns": ["creditCode", …]} ], "notes": …, "footer": … }

#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "form/edition.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode printLayoutUnfit{"print-layout-unfit"};          // form, expected: of another kind than the form or column
inline constexpr ErrorCode printColumnTwice{"print-column-twice"};          // form, column
inline constexpr ErrorCode printColumnMissing{"print-column-missing"};      // form, column: a question that no section prints
}  // namespace error

/// Whether the layout fits the form, whose columns are read already. A form without a layout is not complained of here: it can be asked,
/// and only not printed. Errors name the pointer inside "print": printLayoutUnfit, columnUnknown, codeUnknown, listUnknown,
/// printColumnTwice, printColumnMissing, textLanguageMissing, numberOutOfRange, what JSON nodes say.
[[nodiscard]] Result<> checkPrintLayout(JsonNode const& print, Form const& form, Edition const& edition);

/// The codes of rows that no block of the layout prints: empty for a layout that leaves nothing out. Only the author of an edition can
/// tell whether that is meant, so it is no error.
[[nodiscard]] std::vector<std::string> codesPrintedNowhere(Form const& form, Edition const& edition);

}  // namespace zhibao
