#pragma once
/// The little of DER (ITU-T X.690) that a certificate and a signature need, read strictly: one-byte tags, definite lengths in
/// their shortest form, nothing beyond the end. OpenSSL 3.0 takes some 110 µs to decode one certificate, twice what checking a
/// signature costs, because it tries its decoders on the public key one after the other; this takes about one.

#include <cstdint>
#include <optional>

#include "base/bytes.h"

namespace zhibao::der {

enum Tag : std::uint8_t {
    boolean = 0x01,
    integer = 0x02,
    bitString = 0x03,
    octetString = 0x04,
    objectIdentifier = 0x06,
    utf8String = 0x0C,
    printableString = 0x13,
    utcTime = 0x17,
    generalizedTime = 0x18,
    sequence = 0x30,
    set = 0x31,
    context0 = 0xA0,
    context3 = 0xA3
};

struct Element {
    std::uint8_t tag = 0;
    BytesView contents;
    BytesView whole;  // with tag and length
};

/// Walks elements that follow each other. Keeps a view: the bytes must outlive it.
class Reader {
public:
    explicit Reader(BytesView bytes) noexcept : rest_(bytes) {}
    [[nodiscard]] bool atEnd() const noexcept { return rest_.empty(); }
    /// True when another element follows and has this tag.
    [[nodiscard]] bool nextIs(std::uint8_t tag) const noexcept;
    /// The next element; nothing when there is none or it is not DER.
    [[nodiscard]] std::optional<Element> next() noexcept;
    /// The contents of the next element; nothing when it has another tag.
    [[nodiscard]] std::optional<BytesView> next(std::uint8_t tag) noexcept;

private:
    BytesView rest_;
};

/// The contents of the one element that the bytes are; nothing when anything follows it.
[[nodiscard]] std::optional<BytesView> only(std::uint8_t tag, BytesView bytes) noexcept;

/// True when the contents of an INTEGER are not empty and have no needless leading byte.
[[nodiscard]] bool isShortestInteger(BytesView contents) noexcept;

}  // namespace zhibao::der
