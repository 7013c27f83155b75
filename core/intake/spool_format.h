#pragma once
/// How records stand in the segments of a spool (spool.h). For the files of the spool only.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/append_file.h"
#include "base/bytes.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"

namespace zhibao::spool {

/// Longer names of senders are shortened.
inline constexpr std::size_t originBytes = 31;
inline constexpr std::size_t headBytes = 96;

struct Head {
    std::uint32_t bodyBytes = 0;
    Moment arrived;
    Digest digest;
    std::string origin;
};

/// The head as bytes, bound to where it stands.
[[nodiscard]] Bytes encoded(Head const& head, std::uint64_t segment, std::uint64_t offset);
/// Nothing for bytes that are no head, or one of another place.
[[nodiscard]] std::optional<Head> decoded(BytesView bytes, std::uint64_t segment, std::uint64_t offset);

/// The head that stands there; nothing where there is none, or only a part of one. fileUnreadable.
[[nodiscard]] Result<std::optional<Head>> headAt(PlaceReader& file, std::uint64_t segment, std::uint64_t offset);

[[nodiscard]] std::filesystem::path segmentPath(std::filesystem::path const& folder, std::uint64_t number);
/// The numbers of the segments in a folder, in order. folderUnreadable.
[[nodiscard]] Result<std::vector<std::uint64_t>> segmentsIn(std::filesystem::path const& folder);

/// An error spoolDamaged at that place.
[[nodiscard]] tl::unexpected<Error> damaged(std::filesystem::path const& segment, std::uint64_t offset);

}  // namespace zhibao::spool
