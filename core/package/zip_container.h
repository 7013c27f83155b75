#pragma once
/// The zip archive around a package, in one permitted form: what goes in determines every byte, and reading refuses all others.
///
/// Form: entries in bytewise order of their names, each stored (never compressed: what a compressor writes changes between its
/// versions), dated 1980-01-01 00:00, without extra fields, comments, data descriptors or gaps; version 1.0, host MS-DOS, no
/// attributes. Source: PKWARE APPNOTE 6.3.3, sections 4.3.7, 4.3.12 and 4.3.16. Any program can open it. The bytes are laid out
/// here rather than by a library, whose next version may fill the optional fields differently and make old packages unreadable.

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode zipTooLarge{"zip-too-large"};                  // limit
inline constexpr ErrorCode zipMalformed{"zip-malformed"};                 // not a zip, cut short, or contradicting itself
inline constexpr ErrorCode zipCutShort{"zip-cut-short"};                  // begins like an archive, and its end is missing
inline constexpr ErrorCode zipSurroundingBytes{"zip-surrounding-bytes"};  // something stands before or after the archive
inline constexpr ErrorCode zipTooManyEntries{"zip-too-many-entries"};     // limit
inline constexpr ErrorCode zipEntryTooLarge{"zip-entry-too-large"};       // name, limit
inline constexpr ErrorCode zipEntryName{"zip-entry-name"};                // name: not a plain relative path of a-z 0-9 . _ - /
inline constexpr ErrorCode zipEntryDuplicate{"zip-entry-duplicate"};      // name
inline constexpr ErrorCode zipEntryCompressed{"zip-entry-compressed"};    // name
inline constexpr ErrorCode zipEntryEncrypted{"zip-entry-encrypted"};      // name
inline constexpr ErrorCode zipEntriesOverlap{"zip-entries-overlap"};      // name
inline constexpr ErrorCode zipNotCanonical{"zip-not-canonical"};          // offset: the first byte that is not as it must be
}  // namespace error

/// What a reader is prepared to look at. Stored entries cannot grow, so the archive's size bounds them all.
struct ZipLimits {
    std::size_t archiveBytes = 64U << 20U;
    std::size_t entryBytes = 32U << 20U;
    std::size_t entries = 64;
    std::size_t nameLength = 100;
};

/// Does not own: the bytes belong to the archive read, or to the caller who writes.
struct ZipEntry {
    std::string_view name;
    BytesView bytes;
    friend bool operator==(ZipEntry const&, ZipEntry const&) = default;
};

/// True for a relative path of lower-case letters, digits and . _ - with single slashes inside, no part of which is "." or "..".
[[nodiscard]] bool isPlainEntryName(std::string_view name) noexcept;

/// The archive that holds these entries, given in any order. Errors: zipEntryName, zipEntryDuplicate, zipEntryTooLarge,
/// zipTooManyEntries, zipTooLarge: whatever readZip with the same limits would refuse.
[[nodiscard]] Result<Bytes> writeZip(std::vector<ZipEntry> entries, ZipLimits const& limits = {});

/// The entries of an archive, in order of their names, as views into it. All the errors above.
[[nodiscard]] Result<std::vector<ZipEntry>> readZip(BytesView archive, ZipLimits const& limits = {});

/// The bytes of one entry, without any check of the archive's form: only good for a first look. Errors: those of readZip.
[[nodiscard]] Result<BytesView> glanceAtEntry(BytesView archive, std::string_view name, ZipLimits const& limits = {});

}  // namespace zhibao
