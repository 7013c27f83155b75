#include "base/text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/stringoptions.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace zhibao {

namespace {

bool isAscii(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

icu::UnicodeString nfkc(std::string_view text) {
    auto const source = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    UErrorCode status = U_ZERO_ERROR;
    auto const* normalizer = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) return source;
    auto result = normalizer->normalize(source, status);
    return U_SUCCESS(status) ? result : source;
}

bool isSpace(UChar32 character) noexcept {
    return character == ' ' || character == '\t' || character == '\n' || character == '\r' || character == 0x00A0 ||
           character == 0x3000 || character == 0x202F || character == 0x2009;
}

}  // namespace

bool isUtf8(std::string_view bytes) noexcept {
    auto const* data = reinterpret_cast<std::uint8_t const*>(bytes.data());
    std::size_t i = 0;
    while (i < bytes.size()) {
        // Eight plain characters at a time: most of what is read is ASCII.
        if (std::uint64_t eight = 0; bytes.size() - i >= sizeof eight) {
            std::memcpy(&eight, data + i, sizeof eight);
            if ((eight & 0x8080808080808080U) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        if (data[i] < 0x80) {
            ++i;
            continue;
        }
        UChar32 character = 0;
        auto const remaining = static_cast<std::int32_t>(std::min<std::size_t>(bytes.size() - i, 4));
        std::int32_t used = 0;
        U8_NEXT(data + i, used, remaining, character);
        if (character < 0) return false;
        i += static_cast<std::size_t>(used);
    }
    return true;
}

std::string withoutIllFormed(std::string text) {
    if (isUtf8(text)) return text;
    std::string result;
    for (std::string_view rest = text; !rest.empty();) {
        std::size_t length = 1;
        while (length < std::min<std::size_t>(4, rest.size()) && !isUtf8(rest.substr(0, length))) ++length;
        bool const isWhole = isUtf8(rest.substr(0, length));
        result += isWhole ? rest.substr(0, length) : std::string_view{"\xEF\xBF\xBD"};
        rest.remove_prefix(isWhole ? length : 1);
    }
    return result;
}

std::string normalized(std::string_view text) {
    if (isAscii(text) || !isUtf8(text)) return std::string{text};
    std::string result;
    nfkc(text).toUTF8String(result);
    return result;
}

std::string normalizedNumber(std::string_view text) {
    if (!isUtf8(text)) return std::string{text};
    auto const source = isAscii(text) ? icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}) : nfkc(text);
    icu::UnicodeString plain;
    for (std::int32_t i = 0; i < source.length(); i = source.moveIndex32(i, 1)) {
        UChar32 const character = source.char32At(i);
        if (isSpace(character)) continue;
        if (character == 0x2212 || character == 0x2013 || character == 0x2010 || character == 0x2011)
            plain.append(UChar32{'-'});
        else if (character == 0x3001)
            plain.append(UChar32{','});
        else if (character == 0x3002)
            plain.append(UChar32{'.'});
        else
            plain.append(character);
    }
    std::string result;
    plain.toUTF8String(result);
    return result;
}

std::string foldedForSearch(std::string_view text) {
    if (!isUtf8(text)) return std::string{text};
    auto source = nfkc(text);
    source.foldCase();
    icu::UnicodeString squeezed;
    bool pendingSpace = false;
    for (std::int32_t i = 0; i < source.length(); i = source.moveIndex32(i, 1)) {
        UChar32 const character = source.char32At(i);
        if (isSpace(character)) {
            pendingSpace = !squeezed.isEmpty();
            continue;
        }
        if (pendingSpace) squeezed.append(UChar32{' '});
        pendingSpace = false;
        squeezed.append(character);
    }
    std::string result;
    squeezed.toUTF8String(result);
    return result;
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view ideographicSpace = "\xE3\x80\x80";
    constexpr std::string_view plainSpaces = " \t\r\n";
    for (;;) {
        if (!text.empty() && plainSpaces.find(text.front()) != std::string_view::npos)
            text.remove_prefix(1);
        else if (text.starts_with(ideographicSpace))
            text.remove_prefix(ideographicSpace.size());
        else if (!text.empty() && plainSpaces.find(text.back()) != std::string_view::npos)
            text.remove_suffix(1);
        else if (text.ends_with(ideographicSpace))
            text.remove_suffix(ideographicSpace.size());
        else
            return std::string{text};
    }
}

std::size_t characterCount(std::string_view text) noexcept {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string shortened(std::string_view text, std::size_t characters) {
    std::size_t seen = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const starts = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
        if (starts && seen++ == characters) return std::string{text.substr(0, i)};
    }
    return std::string{text};
}

}  // namespace zhibao
