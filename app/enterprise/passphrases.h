#pragma once
/// What can be wrong with a passphrase that somebody types twice.

#include "base/error.h"

namespace zhibao::error {

inline constexpr ErrorCode passphrasesDiffer{"passphrases-differ"};
inline constexpr ErrorCode passphraseTooShort{"passphrase-too-short"};  // least: characters

}  // namespace zhibao::error
