#pragma once
/// The text of a file whose encoding nobody says: accounting programs in China write GBK, spreadsheet programs UTF-8 with a byte-order
/// mark or UTF-16, and all of them call it "CSV".

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode encodingUnknown{"encoding-unknown"};  // neither UTF-8 nor UTF-16 with a mark nor GB18030
}

struct DecodedText {
    std::string text;           // UTF-8, without a byte-order mark
    std::string_view encoding;  // "UTF-8", "UTF-16", "GB18030"
};

/// A byte-order mark decides; without one, what is well-formed UTF-8 is UTF-8, and else it is GB18030, which contains GBK and GB 2312.
/// encodingUnknown when it is neither, and for zero bytes.
[[nodiscard]] Result<DecodedText> decodedText(BytesView bytes);

}  // namespace zhibao
