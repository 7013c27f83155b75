#pragma once
/// Handing in a sealed filing: its file goes, byte for byte, onto a stick or into a folder that the bureau reads.

#include <filesystem>

#include "base/date.h"
#include "base/error.h"
#include "store/drafts.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode sealedFileChanged{"sealed-file-changed"};  // file: it is no longer what was sealed
}

/// Copies the file and records it; the path of the copy. The same file at the same place is left as it is. draftNotSealed, draftUnknown,
/// sealedFileChanged, what reading and writing files say; nothing is recorded then.
[[nodiscard]] Result<std::filesystem::path> handIn(DraftStore& store, std::int64_t draft, std::filesystem::path const& folder, Moment now);

}  // namespace zhibao
