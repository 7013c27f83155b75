#pragma once
/// Folders that results are written to, and the data folder of the enterprise's program.

#include <filesystem>

#include "base/error.h"
#include "store/drafts.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode outputNotFolder{"output-not-folder"};
}

/// Makes the folder, and those above it, unless it is there. outputNotFolder where a file stands in its way, fileUnwritable.
[[nodiscard]] Result<> makeFolder(std::filesystem::path const& folder);

/// What the enterprise's program keeps in its data folder. databaseMissing unless it may be new, fileUnwritable, those of DraftStore::open.
[[nodiscard]] Result<DraftStore> draftsIn(std::filesystem::path const& dataFolder, bool mayBeNew);

}  // namespace zhibao
