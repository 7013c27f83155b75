#pragma once
/// Loading an edition whose files come from elsewhere than its folder: as an author has them in an editor, or put right in memory.

#include <cstddef>
#include <filesystem>
#include <functional>

#include "base/bytes.h"
#include "base/error.h"
#include "form/edition.h"

namespace zhibao {

/// The bytes of a file of the edition, at most so many. Called with paths below the folder that exist or not.
using EditionFileReader = std::function<Result<Bytes>(std::filesystem::path const& path, std::size_t byteLimit)>;

/// As loadEdition(folder), with every file read by `read`.
[[nodiscard]] Result<Edition> loadEdition(std::filesystem::path const& folder, EditionFileReader const& read);

}  // namespace zhibao
