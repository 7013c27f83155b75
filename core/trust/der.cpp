#include "trust/der.h"

#include <cstddef>

namespace zhibao::der {

namespace {

std::uint8_t byteAt(BytesView bytes, std::size_t index) noexcept {
    return static_cast<std::uint8_t>(bytes[index]);
}

}  // namespace

bool Reader::nextIs(std::uint8_t tag) const noexcept {
    return !rest_.empty() && byteAt(rest_, 0) == tag;
}

std::optional<Element> Reader::next() noexcept {
    if (rest_.size() < 2) return std::nullopt;
    auto const tag = byteAt(rest_, 0);
    if ((tag & 0x1FU) == 0x1FU) return std::nullopt;  // a tag of several bytes: nothing we read has one
    std::size_t length = byteAt(rest_, 1);
    std::size_t header = 2;
    if (length >= 0x80) {
        auto const lengthBytes = length - 0x80;
        // 0x80 alone is the indefinite length of BER; four bytes are more than any file here may have.
        if (lengthBytes == 0 || lengthBytes > 4 || rest_.size() < 2 + lengthBytes || byteAt(rest_, 2) == 0) return std::nullopt;
        length = 0;
        for (std::size_t i = 0; i < lengthBytes; ++i) length = length << 8U | byteAt(rest_, 2 + i);
        if (length < 0x80) return std::nullopt;
        header += lengthBytes;
    }
    if (length > rest_.size() - header) return std::nullopt;
    Element const element{tag, rest_.substr(header, length), rest_.substr(0, header + length)};
    rest_.remove_prefix(header + length);
    return element;
}

std::optional<BytesView> Reader::next(std::uint8_t tag) noexcept {
    if (!nextIs(tag)) return std::nullopt;
    auto const element = next();
    if (!element) return std::nullopt;
    return element->contents;
}

std::optional<BytesView> only(std::uint8_t tag, BytesView bytes) noexcept {
    Reader reader{bytes};
    auto const contents = reader.next(tag);
    return contents && reader.atEnd() ? contents : std::nullopt;
}

bool isShortestInteger(BytesView contents) noexcept {
    if (contents.empty()) return false;
    if (contents.size() == 1) return true;
    auto const first = byteAt(contents, 0);
    bool const secondIsHigh = (byteAt(contents, 1) & 0x80U) != 0;
    return !(first == 0x00 && !secondIsHigh) && !(first == 0xFF && secondIsHigh);
}

}  // namespace zhibao::der
