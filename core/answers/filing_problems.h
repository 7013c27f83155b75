#pragma once
/// All that is wrong in a filing document, for people who write one with a program of their own. readFiling stops at the first.

#include "answers/filing.h"
#include "base/error.h"
#include "base/json.h"
#include "base/problems.h"
#include "form/edition.h"

namespace zhibao {

namespace error {
/// text: an amount that is not written as documents have it, "1234.50". Given by readFiling too.
inline constexpr ErrorCode filingAmountMalformed{"filing-amount-malformed"};
/// text, expected: the same amount as documents have it
inline constexpr ErrorCode filingAmountSpelling{"filing-amount-spelling"};
}  // namespace error

/// Everything in the head of a document that does not read; the header has what does. Errors: those of readFilingHeader.
FilingHeader readFilingHeader(JsonNode const& document, Problems& problems);

/// Everything that readFiling refuses, each with its pointer: in the head, cell by cell, explanation by explanation. Errors: those of readFiling.
void filingProblems(JsonNode const& document, Edition const& edition, Problems& problems);

}  // namespace zhibao
