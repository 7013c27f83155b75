#pragma once
/// What an author of an edition wants to know before handing it on: everything that is wrong with its files, not only the first thing,
/// each with file and pointer (or line). Loading an edition stops at the first problem; here each problem is told, then put right in
/// memory, and reading goes on, so that one slip does not hide another. Nothing is written.
///
/// Asked are the edition's own rules of form (see forms/README.md), and besides:
///   texts that one language lacks                                            textLanguageMissing
///   rules without papers, papers without a rule, papers and rule of two minds   papersMissing, papersRuleUnknown, papersLevelDiffers
///   columns that rules, papers and print layouts name and nobody knows       vtlNameUnknown, papersColumnUnknown, columnUnknown
///   codes without a name                                                     codeNameMissing
///   forms that no form set asks, or whose reasons to be asked cannot hold    formUnreachable
///   the calendar and the rates beside the edition, where it uses them        what reading them says; notices for what it does not use
///   lists that nothing uses, columns without help                            listUnused, columnHelpMissing (notices)
///   what lists say of modes, reasons and sectors, and tables of codes        table/codes_check.h
///   ids that stand for two checks, errorcodes, since, structural codes       papersIdTwice and table/rules_check.h
///   an id that is not its folder's, a published edition without its digest   editionIdDiffers, editionNotRecorded, editionChanged
///   rules, print layouts and tables that do not build                        what building them says

#include <filesystem>
#include <vector>

#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode formUnreachable{"form-unreachable"};  // form
inline constexpr ErrorCode listUnused{"list-unused"};            // list
inline constexpr ErrorCode columnHelpMissing{"column-help-missing"};  // column, form
}  // namespace error

struct EditionProblem {
    Error error;           // its places are the file and the pointer or line
    bool isNotice = false;  // worth knowing, but no reason not to use the edition
};

/// All problems of an edition's folder, each once. Empty for a sound edition.
[[nodiscard]] std::vector<EditionProblem> checkEdition(std::filesystem::path const& folder);

}  // namespace zhibao
