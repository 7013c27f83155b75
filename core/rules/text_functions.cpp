#include "rules/text_functions.h"

#include <algorithm>

#include <unicode/bytestream.h>
#include <unicode/casemap.h>

#include "base/text.h"

namespace zhibao::vtl {

namespace {

bool isAscii(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

bool isLead(char c) noexcept {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

/// Where the n-th character (from 0) begins; the end of the text when it has fewer.
std::size_t offsetOf(std::string_view text, std::int64_t character) noexcept {
    if (character >= static_cast<std::int64_t>(text.size())) return text.size();
    std::size_t offset = 0;
    for (; offset < text.size(); ++offset) {
        if (isLead(text[offset]) && character-- == 0) return offset;
    }
    return offset;
}

constexpr std::string_view ideographicSpace = "\xE3\x80\x80";

bool isSpace(char c) noexcept {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

}  // namespace

std::string upperCase(std::string_view text) {
    std::string result{text};
    if (isAscii(text)) {
        for (char& c : result) {
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        }
        return result;
    }
    std::string mapped;
    icu::StringByteSink<std::string> sink{&mapped};
    UErrorCode status = U_ZERO_ERROR;
    // The empty locale is Unicode's own mapping, whatever the machine speaks.
    icu::CaseMap::utf8ToUpper("", 0, {text.data(), static_cast<std::int32_t>(text.size())}, sink, nullptr, status);
    return U_SUCCESS(status) ? mapped : result;
}

std::string lowerCase(std::string_view text) {
    std::string result{text};
    if (isAscii(text)) {
        for (char& c : result) {
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        }
        return result;
    }
    std::string mapped;
    icu::StringByteSink<std::string> sink{&mapped};
    UErrorCode status = U_ZERO_ERROR;
    icu::CaseMap::utf8ToLower("", 0, {text.data(), static_cast<std::int32_t>(text.size())}, sink, nullptr, status);
    return U_SUCCESS(status) ? mapped : result;
}

std::string_view withoutLeadingSpace(std::string_view text) noexcept {
    for (;;) {
        if (!text.empty() && isSpace(text.front()))
            text.remove_prefix(1);
        else if (text.starts_with(ideographicSpace))
            text.remove_prefix(ideographicSpace.size());
        else
            return text;
    }
}

std::string_view withoutTrailingSpace(std::string_view text) noexcept {
    for (;;) {
        if (!text.empty() && isSpace(text.back()))
            text.remove_suffix(1);
        else if (text.ends_with(ideographicSpace))
            text.remove_suffix(ideographicSpace.size());
        else
            return text;
    }
}

std::string_view substring(std::string_view text, std::int64_t start, std::int64_t count) noexcept {
    text.remove_prefix(offsetOf(text, start - 1));
    return text.substr(0, offsetOf(text, count));
}

std::string replaced(std::string_view text, std::string_view pattern, std::string_view by) {
    if (pattern.empty()) return std::string{text};
    std::string result;
    for (;;) {
        auto const found = text.find(pattern);
        if (found == std::string_view::npos) {
            result += text;
            return result;
        }
        result += text.substr(0, found);
        result += by;
        text.remove_prefix(found + pattern.size());
    }
}

std::int64_t locate(std::string_view text, std::string_view pattern, std::int64_t start, std::int64_t occurrence) noexcept {
    if (pattern.empty()) return 0;
    std::size_t offset = offsetOf(text, start - 1);
    for (;;) {
        auto const found = text.find(pattern, offset);
        if (found == std::string_view::npos) return 0;
        if (--occurrence == 0) return static_cast<std::int64_t>(characterCount(text.substr(0, found))) + 1;
        offset = found + 1;
    }
}

}  // namespace zhibao::vtl
