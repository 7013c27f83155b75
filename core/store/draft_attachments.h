#pragma once
/// Files that go with a draft, kept with it until it is sealed and ever after. Each is kept with its SHA-256, which is compared whenever
/// its bytes are read.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"
#include "package/contents.h"
#include "store/drafts.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode attachmentUnknown{"attachment-unknown"};  // number
inline constexpr ErrorCode attachmentAltered{"attachment-altered"};  // title: its bytes are no longer those that were added
inline constexpr ErrorCode attachmentTwice{"attachment-twice"};      // title, other: the same bytes are there already
}  // namespace error

/// A file as a list shows it.
struct DraftAttachment {
    std::int64_t number = 0;
    std::string title;
    std::size_t bytes = 0;
    Digest digest;
    friend bool operator==(DraftAttachment const&, DraftAttachment const&) = default;
};

[[nodiscard]] Result<std::vector<DraftAttachment>> attachmentsOf(DraftStore& store, std::int64_t draft);
/// Gives its number. draftUnknown, draftSealed, attachmentTitle, attachmentTwice, what checkAttachment says.
[[nodiscard]] Result<std::int64_t> addAttachment(DraftStore& store, std::int64_t draft, std::string_view title, BytesView bytes, Moment now,
                                                 AttachmentLimits const& limits = {});
/// draftSealed, attachmentUnknown.
[[nodiscard]] Result<> removeAttachment(DraftStore& store, std::int64_t draft, std::int64_t number);
/// All with their bytes, as sealing takes them. attachmentAltered.
[[nodiscard]] Result<std::vector<Attachment>> readAttachments(DraftStore& store, std::int64_t draft);

}  // namespace zhibao
