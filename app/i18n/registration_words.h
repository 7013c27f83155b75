#pragma once
/// A registration in words: the form that is stamped, for all programs that print it.

#include "base/language.h"
#include "output/registration_form.h"
#include "package/registration.h"

namespace zhibao {

[[nodiscard]] RegistrationForm formOf(Registration const& registration, Language language);

/// "首次备案", "renewal of the certificate".
[[nodiscard]] std::string wordsFor(RegistrationPurpose purpose, Language language);

}  // namespace zhibao
