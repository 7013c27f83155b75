#pragma once
/// Tells what a file that is no package plainly is instead, so that its sender hears more than "broken".

#include <optional>

#include "base/bytes.h"
#include "base/error.h"

namespace zhibao {

namespace error {
// None has arguments.
inline constexpr ErrorCode fileIsSpreadsheet{"file-is-spreadsheet"};
inline constexpr ErrorCode fileIsDocument{"file-is-document"};
inline constexpr ErrorCode fileIsPdf{"file-is-pdf"};
inline constexpr ErrorCode fileIsJson{"file-is-json"};
inline constexpr ErrorCode fileIsArchive{"file-is-archive"};
}  // namespace error

/// One of the codes above, or nothing: then the file may be a damaged package, or anything.
[[nodiscard]] std::optional<ErrorCode> otherKindOf(BytesView bytes);

/// True of a package, whole or damaged, with an envelope around it or without: the name of its manifest or its routing can still be read.
[[nodiscard]] bool isMeantAsPackage(BytesView bytes) noexcept;

}  // namespace zhibao
