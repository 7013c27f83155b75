#pragma once
/// A passphrase from a file, so that it stands on no command line, and keys that it opens.

#include <string>

#include "batch/console.h"
#include "trust/keys.h"

namespace zhibao {

/// The first line of the file; empty without a file. passphraseEmpty for a file that begins with an empty line.
[[nodiscard]] Result<Bytes> passphraseFrom(Console const& console, std::string const& file);

/// The private key in the file, opened by the passphrase of the other where one is named. Errors name the file.
[[nodiscard]] Result<PrivateKey> privateKeyFrom(Console const& console, std::string const& keyFile, std::string const& passphraseFile);

}  // namespace zhibao
