#pragma once
/// The problems by which checks of structure, rates and explanations show themselves. The papers of an edition (structuralChecks) say
/// which check each belongs to.

#include <array>

#include "answers/filing.h"
#include "answers/rate_check.h"
#include "answers/structure.h"
#include "base/date.h"
#include "calendar/period.h"
#include "calendar/validity.h"
#include "form/code_list.h"
#include "form/edition.h"
#include "register/credit_code.h"
#include "rules/explanations.h"

namespace zhibao {

inline constexpr std::array structuralCodes{
    error::creditCodeLength, error::creditCodeCharacter, error::creditCodeCheckDigit, error::organisationCodeCheckDigit,
    error::periodMalformed, error::dateMalformed, error::editionNotYetValid, error::editionExpired, error::formExpired,
    error::formSetUnknown, error::filingFormNotInSet, error::codeUnknown, error::codeNotALeaf, error::cellRequired, error::cellWrongKind,
    error::textTooLong, error::textControlCharacter, error::phoneMalformed, error::emailMalformed, error::postcodeMalformed,
    error::websiteMalformed, error::regionMalformed, error::industryClassMalformed, error::organisationCodeMalformed,
    error::monthMalformed, error::yesNoMalformed, error::creditCodeNotCanonical, error::integerNegative, error::percentOutOfRange,
    error::rowKeyTwice, error::rowCurrencyMissing, error::formMissing, error::formTwice, error::recordRowCount, error::versionNotPositive,
    error::versionReplacesNothing, error::firstVersionReplaces, error::periodOfOtherFrequency, error::unitIsOrganisationCode,
    error::zeroWithRows, error::zeroReasonMissing, error::zeroNotDeclared, error::zeroNotPossible, error::explanationEmpty,
    error::explanationOfNothing, error::currencyWithoutRate, error::explanationSaysNothing, error::explanationTooShort,
    error::explanationRepeated, error::explanationUnasked, error::zeroReasonTooShort, error::zeroReasonSaysNothing,
    error::withdrawalOfNothing, error::withdrawalWithRows, error::versionReasonMissing};

}  // namespace zhibao
