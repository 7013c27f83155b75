#pragma once
/// A passphrase from a file, so that it stands on no command line.

#include <string>

#include "batch/console.h"

namespace zhibao {

/// The first line of the file; empty without a file. passphraseEmpty for a file that begins with an empty line.
[[nodiscard]] Result<Bytes> passphraseFrom(Console const& console, std::string const& file);

}  // namespace zhibao
