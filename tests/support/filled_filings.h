#pragma once
/// Filings of any form set with every column of every form filled in, whatever the checks say of them, and templates that were filled in
/// with their answers.

#include <string>

#include "answers/filing.h"
#include "base/bytes.h"
#include "base/language.h"
#include "form/edition.h"

namespace zhibao::test {

/// A period that suits the set.
[[nodiscard]] std::string examplePeriodOf(FormSet const& set);

/// Forms of rows have `rows` of them, with different keys where the lists are long enough.
[[nodiscard]] Filing filledFiling(Edition const& edition, FormSet const& set, std::size_t rows = 3);

/// The template of the filing's set in which a person has typed its answers, its signatories and its explanations, amounts in 万.
[[nodiscard]] Bytes filledTemplate(Edition const& edition, Filing const& filing, Language language);

}  // namespace zhibao::test
