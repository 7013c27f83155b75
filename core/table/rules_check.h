#pragma once
/// What is wrong with the rules of an edition and their papers: rules without papers, papers without a rule, names nobody knows.

#include "form/edition.h"
#include "table/edition_problems.h"

namespace zhibao {

/// One file of rules with its papers. Where what rules see is broken itself (`isDataBroken`), names are not asked about.
void checkRules(Edition const& edition, RulesetSource const& source, bool isDataBroken, EditionProblems& problems);

/// The papers of the checks that the program makes before rules run.
void checkStructuralPapers(StructuralCheckSource const& source, EditionProblems& problems);

}  // namespace zhibao
