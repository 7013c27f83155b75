#pragma once
/// The sheet of a template on which a unit explains the queries of a check (核实说明): a grid like those of the forms, but of no edition.
/// A line names a check, where its query stands (form, row, column; nothing for the head of the filing) and says what is behind it.
/// For the writer and the reader of templates.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/error.h"
#include "form/edition.h"

namespace zhibao::explanation_sheet {

inline constexpr std::string_view form = "#explanations";  // no edition's form can be called so
inline constexpr std::string_view checksList = "#checks";
inline constexpr std::string_view check = "check";
inline constexpr std::string_view placeForm = "form";
inline constexpr std::string_view placeRow = "row";
inline constexpr std::string_view placeColumn = "column";
inline constexpr std::string_view text = "text";

/// Which names of checks its list has: those that a person is offered (B4), or all that are understood (B4.2 and codes of problems too).
enum class Checks { offered, understood };

/// The edition with the sheet as one more form, and with the lists that the sheet takes its codes from.
[[nodiscard]] Edition withSheet(Edition edition, FormSet const& set, Checks checks);

/// What is wrong with a line, and in which of its columns.
struct LineProblem {
    std::string column;
    Error error;
};

/// A filled line as an explanation. `forms` are the answers that it may point to.
/// Errors: templateExplanationIncomplete, templateExplanationColumn, templateExplanationColumnAmbiguous,
/// templateExplanationRow (template.h), all that there are.
[[nodiscard]] std::vector<LineProblem> readLine(Row const& line, Edition const& edition, std::vector<FormAnswers> const& forms, Explanation& explanation);

}  // namespace zhibao::explanation_sheet
