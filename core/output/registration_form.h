#pragma once
/// The form that a unit stamps and hands in with its registration (备案表): what it says of itself and the fingerprint of its key, which the bureau compares with that
/// of the file. One page of HTML, for the screen and for paper.

#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"

namespace zhibao {

struct RegistrationForm {
    std::string language;  // "zh" or "en"
    std::string title;
    std::string intro;
    std::vector<std::pair<std::string, std::string>> lines;  // what is asked and what the unit says
    std::string fingerprintLabel;
    std::string fingerprint;  // in groups, as package/registration.h prints it
    std::string declaration;
    std::vector<std::string> signatures;  // places for a stamp, names and dates
};

[[nodiscard]] Bytes toHtml(RegistrationForm const& form);

}  // namespace zhibao
