#pragma once
/// Sealed files that are named on the command line.

#include "base/bytes.h"
#include "base/error.h"
#include "package/open.h"
#include "trust/keys.h"

namespace zhibao {

/// As openPackage; of a file that is plainly something else it says so (intake/file_kind.h).
/// An envelope is opened with the key; envelopeKeyMissing without one.
[[nodiscard]] Result<OpenedPackage> openSealedFile(BytesView bytes, PrivateKey const* envelopeKey = nullptr);

}  // namespace zhibao
