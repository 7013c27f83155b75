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

struct PackageLimits {
    ZipLimits zip;
    JsonLimits json{.bytes = 16U << 20U, .depth = 16};
};

}  // namespace zhibao
