#pragma once
/// What the head of a filing says, in words that the command line and the windows share.

#include <string>

#include "answers/version_diff.h"
#include "base/language.h"

namespace zhibao {

/// What the key of a head stands for: "zeroReason" is the reason of a zero filing.
[[nodiscard]] std::string headTitle(std::string const& key, Language language);

/// The value as it is read: kinds of filing, yes and no in words, what was written by hand as it is, and nothing as such.
[[nodiscard]] std::string headText(std::string const& key, std::string const& value, Language language);

}  // namespace zhibao
