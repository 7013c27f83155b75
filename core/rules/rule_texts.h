#pragma once
/// The rules of a file and everything else in it, each as its words one space apart: what is the same in other spaces and with other
/// comments is the same text.

#include <map>
#include <string>

#include "form/edition.h"

namespace zhibao {

struct RuleTexts {
    std::map<std::string, std::string> rules;  // by name
    std::string rest;
};

/// A file that is not made of the language's words is all rest, as it stands.
[[nodiscard]] RuleTexts ruleTextsOf(RulesetSource const& source);

}  // namespace zhibao
