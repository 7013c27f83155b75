#pragma once
/// Folders that results are written to.

#include <filesystem>

#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode outputNotFolder{"output-not-folder"};
}

/// Makes the folder, and those above it, unless it is there. outputNotFolder where a file stands in its way, fileUnwritable.
[[nodiscard]] Result<> makeFolder(std::filesystem::path const& folder);

}  // namespace zhibao
