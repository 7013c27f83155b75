#pragma once
/// The head of an HTTP/1.1 request, read strictly (RFC 9112). Whatever two programs on the way could understand in two ways is refused: both
/// Content-Length and Transfer-Encoding, a doubled or signed length, folded lines, bare line feeds, blanks before a colon, control characters,
/// a doubled Host. Beast's own parser unfolds and forgives, so it is not asked. Bodies come with their length; chunks are not taken.
/// Knows no network.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace zhibao::error {
// None has arguments unless it says so.
inline constexpr ErrorCode requestMalformed{"request-malformed"};
inline constexpr ErrorCode requestAmbiguous{"request-ambiguous"};          // lengths that contradict each other or could
inline constexpr ErrorCode requestVersionOther{"request-version-other"};   // neither HTTP/1.1
inline constexpr ErrorCode requestLengthMissing{"request-length-missing"};  // a body in chunks, or a POST without length
inline constexpr ErrorCode requestHeadTooLarge{"request-head-too-large"};   // limit: in bytes
inline constexpr ErrorCode requestExpectationUnknown{"request-expectation-unknown"};
}  // namespace zhibao::error

namespace zhibao::collector {

struct RequestHead {
    std::string method;
    std::string path;   // without the query
    std::string query;  // behind the question mark
    std::vector<std::pair<std::string, std::string>> fields;  // names in lower case
    std::uint64_t contentLength = 0;
    bool keepsAlive = true;
    bool expectsContinue = false;  // waits for leave before it sends the body

    /// The value of a field; empty when there is none.
    [[nodiscard]] std::string_view field(std::string_view lowerName) const noexcept;
};

/// Where the head ends that begins these bytes (behind its empty line); npos while it is not all there.
[[nodiscard]] std::size_t endOfHead(BytesView bytes) noexcept;

/// `head` ends with its empty line. The errors above but for requestHeadTooLarge, which is for those who read the bytes.
[[nodiscard]] Result<RequestHead> readHead(BytesView head);

}  // namespace zhibao::collector
