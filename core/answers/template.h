#pragma once
/// The XLSX template of a form set: a respondent fills it in with Excel, WPS or LibreOffice, and reading it gives a filing.
///
/// A workbook has, in this order: a cover (unit, period, zero filing, signatories), one sheet per form (a grid of at least 200 lines,
/// or questions with their answers), a sheet for explanations of queries, instructions, the code lists, and a hidden sheet that names edition and form set. Every sheet
/// to be filled has a hidden first column, and grids a hidden row, in which anchors such as "form2:total" stand. By these the reader
/// finds the answers, wherever the person has moved sheets, columns and rows to.
///
/// There are no formulas and no macros in it. The same input gives the same bytes. Amounts are entered in 万 (ten thousand units of the
/// row's currency) unless the person changes the cell that says so above each form.

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/bytes.h"
#include "base/error.h"
#include "base/language.h"
#include "form/edition.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode templateUnwritable{"template-unwritable"};          // text
inline constexpr ErrorCode templateNotOurs{"template-not-ours"};               // a workbook, but none of our templates
inline constexpr ErrorCode templateSchemaUnknown{"template-schema-unknown"};   // got
inline constexpr ErrorCode templateAltered{"template-altered"};                // its hidden sheet was changed
inline constexpr ErrorCode templateOutdated{"template-outdated"};              // edition: it has changed since the template was made
inline constexpr ErrorCode templateAnchorMissing{"template-anchor-missing"};   // form, column: a hidden row or column was removed
inline constexpr ErrorCode templateAnchorTwice{"template-anchor-twice"};       // form, other: the sheet was copied
inline constexpr ErrorCode templateAnchorsScattered{"template-anchors-scattered"};  // form
inline constexpr ErrorCode templateAmountUnitUnknown{"template-amount-unit-unknown"};  // text
inline constexpr ErrorCode templateAnswerMissing{"template-answer-missing"};   // column
inline constexpr ErrorCode templateCellError{"template-cell-error"};           // text
inline constexpr ErrorCode templateFormulaWithoutValue{"template-formula-without-value"};
inline constexpr ErrorCode templateCellsMerged{"template-cells-merged"};
inline constexpr ErrorCode templateCheckUnknown{"template-check-unknown"};  // text
inline constexpr ErrorCode templateExplanationIncomplete{"template-explanation-incomplete"};  // column
inline constexpr ErrorCode templateExplanationColumn{"template-explanation-column"};          // text: the form has no such column
inline constexpr ErrorCode templateExplanationColumnAmbiguous{"template-explanation-column-ambiguous"};  // text, columns: their ids
inline constexpr ErrorCode templateExplanationRow{"template-explanation-row"};                // row, rows: how many the form has
}  // namespace error

struct TemplateOptions {
    std::string unit;    // filled in where known
    std::string period;  // "2017Q1", likewise
    Language language = Language::chinese;  // which language leads; headings are in both
};

/// The empty template of a form set. formSetUnknown, formUnknown, templateUnwritable, fileUnwritable.
[[nodiscard]] Result<Bytes> writeTemplate(Edition const& edition, std::string_view formSet, TemplateOptions const& options);

struct TemplateCounts {
    std::size_t rows = 0;          // rows of grids with something in them; explanations are none
    std::size_t cells = 0;         // answers read, those of the cover included
    std::size_t ignoredCells = 0;  // beside the columns of a grid: remarks, own calculations
};

/// What a template gave. There is a filing only when there are no problems: nothing is imported by half.
struct TemplateReading {
    std::shared_ptr<Edition const> edition;  // that the template was made for
    std::optional<Filing> filing;
    std::vector<Error> problems;  // placed "Sheet!C7", in the order of the workbook
    TemplateCounts counts;
};

/// Where editions come from, so that a reader needs no folder. EditionLibrary::find is one.
using EditionSource = std::function<Result<std::shared_ptr<Edition const>>(std::string_view id)>;

/// Reads a filled template. Cells are understood as parseCell does; numbers are taken as the spreadsheet program shows them (see
/// decimalAsShown); a blank cell of a column with a default takes the default where the rest of the row is filled.
/// Fails as a whole when the bytes are no template of an edition known here (readXlsx's codes, templateNotOurs,
/// templateSchemaUnknown, templateAltered, templateOutdated, editionUnknown, formSetUnknown). Everything else is a problem with
/// its cell. Whether the filing is sound is asked of checkStructure afterwards.
[[nodiscard]] Result<TemplateReading> readTemplate(BytesView bytes, EditionSource const& editions);
[[nodiscard]] Result<TemplateReading> readTemplate(BytesView bytes, EditionLibrary const& editions);

}  // namespace zhibao
