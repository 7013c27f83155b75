#pragma once
/// What is wrong with the calendar and the rates that stand beside an edition in its forms folder, as the edition uses them.

#include <filesystem>
#include <string>

#include "form/edition.h"
#include "table/edition_problems.h"

namespace zhibao {

/// The way from an edition's folder to the forms folder ("../.."); empty when the folder does not stand where its id says.
[[nodiscard]] std::string wayUp(std::filesystem::path const& folder, std::string const& id);

/// Asked only where the edition's folder stands in a forms folder under its id. Broken lines are problems; a set or a currency that the
/// edition does not have, and a last day that depends on holidays nobody has entered, are notices: they may be another edition's.
void checkSurveyData(Edition const& edition, EditionProblems& problems);

}  // namespace zhibao
