#include "i18n/registration_words.h"

#include "i18n/sentences.h"

namespace zhibao {

std::string wordsFor(RegistrationPurpose purpose, Language language) {
    return phrase("registration-" + std::string{nameOf(purpose)}, {}, language);
}

RegistrationForm formOf(Registration const& registration, Language language) {
    RegistrationForm form;
    form.language = language == Language::chinese ? "zh" : "en";
    form.title = phrase("registration-form-title", {}, language);
    form.intro = phrase("registration-form-intro", {}, language);
    auto const add = [&](std::string label, std::string const& value) {
        if (!value.empty()) form.lines.emplace_back(std::move(label), value);
    };
    add(phrase("registration-form-purpose", {}, language), wordsFor(registration.purpose, language));
    add(phrase("registration-form-unit", {}, language), registration.unit);
    add(phrase("registration-form-name", {}, language), registration.name);
    add(phrase("registration-form-district", {}, language), registration.district);
    add(phrase("registration-form-platform", {}, language), registration.platform);
    add(phrase("registration-form-industry", {}, language), registration.industry);
    add(phrase("registration-form-statistics-head", {}, language), registration.statisticsHead);
    add(phrase("registration-form-preparer", {}, language), registration.preparer);
    add(phrase("registration-form-phone", {}, language), registration.phone);
    add(phrase("registration-form-reason", {}, language), registration.reason);
    form.fingerprintLabel = phrase("registration-form-fingerprint", {}, language);
    form.fingerprint = fingerprintText(registration.key);
    form.declaration = phrase("registration-form-declaration", {}, language);
    form.signatures = {phrase("registration-form-stamp", {}, language), phrase("registration-form-signed", {}, language), phrase("registration-form-date", {}, language)};
    return form;
}

}  // namespace zhibao
