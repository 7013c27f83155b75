#pragma once
/// What a package consists of: the names of its entries, its attachments, and how much of it a reader is prepared to look at.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/error.h"
#include "base/json.h"
#include "package/zip_container.h"

namespace zhibao {

namespace entry {
inline constexpr std::string_view answers{"answers.json"};            // the filing without its explanations
inline constexpr std::string_view explanations{"explanations.json"};  // the unit's explanations of queries
inline constexpr std::string_view manifest{"manifest.json"};
inline constexpr std::string_view signature{"manifest.sig"};  // DER, over the bytes of manifest.json
inline constexpr std::string_view signer{"signer.cer"};       // the signer's certificate, DER
inline constexpr std::string_view attachmentFolder{"attachments/"};
}  // namespace entry

/// A file that goes with a filing (a contract, a voucher). Its bytes are never looked into; an archive among them stays closed.
struct Attachment {
    std::string name;   // below attachments/: lower-case letters, digits, . _ -
    std::string title;  // the file name its sender knows, such as 合同.pdf
    Bytes bytes;
    friend bool operator==(Attachment const&, Attachment const&) = default;
};

/// The n-th attachment (from 1) made of a file of that name: "合同.PDF" becomes "01.pdf" with its own name as title.
[[nodiscard]] Attachment attachmentOf(std::size_t number, std::string_view fileName, Bytes bytes);

namespace error {
inline constexpr ErrorCode attachmentsTooMany{"attachments-too-many"};    // limit
inline constexpr ErrorCode attachmentTooLarge{"attachment-too-large"};    // title, limit: in MB
inline constexpr ErrorCode attachmentsTooLarge{"attachments-too-large"};  // limit: in MB
inline constexpr ErrorCode attachmentEmpty{"attachment-empty"};           // title
}  // namespace error

/// What goes with one filing at most, told when a file is added and not only when it is sealed. A package has room for it.
struct AttachmentLimits {
    std::size_t files = 20;
    std::size_t bytesEach = 10U << 20U;
    std::size_t bytesTogether = 40U << 20U;
};

/// Whether one more file of this size may go with a filing that has so many files of so many bytes together. The errors above.
[[nodiscard]] Result<> checkAttachment(std::string_view title, std::size_t bytes, std::size_t filesBefore, std::size_t bytesBefore,
                                       AttachmentLimits const& limits = {});

struct PackageLimits {
    ZipLimits zip;
    JsonLimits json{.bytes = 16U << 20U, .depth = 16};
};

}  // namespace zhibao
