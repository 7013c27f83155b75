#include "collector/http_request.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace zhibao::collector {

namespace {

constexpr std::size_t mostFields = 64;
constexpr std::size_t mostTarget = 2'048;

bool isLetterOrDigit(char one) noexcept {
    return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9');
}

/// RFC 9110, 5.6.2.
bool isToken(std::string_view text) noexcept {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char one) {
        return isLetterOrDigit(one) || std::string_view{"!#$%&'*+-.^_`|~"}.find(one) != std::string_view::npos;
    });
}

/// Visible characters of ASCII, blanks and tabs: more than that is in no field that is read here.
bool isFieldValue(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char one) { return one == '\t' || (one >= ' ' && one <= '~'); });
}

std::string lower(std::string_view text) {
    std::string result{text};
    for (auto& one : result) {
        if (one >= 'A' && one <= 'Z') one = static_cast<char>(one - 'A' + 'a');
    }
    return result;
}

std::string_view trimmed(std::string_view text) noexcept {
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The next line without its CRLF; nothing when a line ends in any other way.
std::optional<std::string_view> takeLine(std::string_view& rest) {
    auto const end = rest.find('\n');
    if (end == std::string_view::npos || end == 0 || rest[end - 1] != '\r') return std::nullopt;
    auto const line = rest.substr(0, end - 1);
    rest.remove_prefix(end + 1);
    return line;
}

Result<> readRequestLine(std::string_view line, RequestHead& head) {
    auto const first = line.find(' ');
    auto const last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return fail(error::requestMalformed);
    auto const target = line.substr(first + 1, last - first - 1);
    auto const version = line.substr(last + 1);
    head.method = std::string{line.substr(0, first)};
    bool const isVisible = std::all_of(target.begin(), target.end(), [](char one) { return one > ' ' && one <= '~' && one != '#'; });
    if (!isToken(head.method) || !isVisible || !target.starts_with('/') || target.size() > mostTarget) return fail(error::requestMalformed);
    if (!version.starts_with("HTTP/")) return fail(error::requestMalformed);
    if (version != "HTTP/1.1") return fail(error::requestVersionOther);
    auto const question = target.find('?');
    head.path = std::string{target.substr(0, question)};
    if (question != std::string_view::npos) head.query = std::string{target.substr(question + 1)};
    return {};
}

Result<> readField(std::string_view line, RequestHead& head) {
    auto const colon = line.find(':');
    // A line that begins with a blank would continue the one before in the eyes of some.
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon)) || !isFieldValue(line.substr(colon + 1))) return fail(error::requestMalformed);
    if (head.fields.size() == mostFields) return fail(error::requestMalformed);
    head.fields.emplace_back(lower(line.substr(0, colon)), std::string{trimmed(line.substr(colon + 1))});
    return {};
}

/// How often a field stands there.
std::size_t countOf(RequestHead const& head, std::string_view name) {
    return static_cast<std::size_t>(std::count_if(head.fields.begin(), head.fields.end(), [&](auto const& field) { return field.first == name; }));
}

Result<> readLength(RequestHead& head) {
    auto const lengths = countOf(head, "content-length");
    bool const isChunked = countOf(head, "transfer-encoding") > 0;
    if (lengths > 1 || (lengths == 1 && isChunked)) return fail(error::requestAmbiguous);
    if (isChunked) return fail(error::requestLengthMissing);
    if (lengths == 0) {
        if (head.method == "POST" || head.method == "PUT" || head.method == "PATCH") return fail(error::requestLengthMissing);
        return {};
    }
    auto const text = head.field("content-length");
    auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), head.contentLength);
    // "+5", "5, 5", "0x5" and "5 5" are lengths to somebody. More digits than a length needs are nobody's.
    if (problem != std::errc{} || end != text.data() + text.size() || text.size() > 18) return fail(error::requestAmbiguous);
    return {};
}

Result<> readManners(RequestHead& head) {
    if (auto const expected = lower(head.field("expect")); !expected.empty()) {
        if (expected != "100-continue") return fail(error::requestExpectationUnknown);
        head.expectsContinue = head.contentLength > 0;
    }
    for (auto const& [name, value] : head.fields) {
        if (name != "connection") continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            auto const comma = std::min(rest.find(','), rest.size());
            if (lower(trimmed(rest.substr(0, comma))) == "close") head.keepsAlive = false;
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
    }
    return {};
}

}  // namespace

std::string_view RequestHead::field(std::string_view lowerName) const noexcept {
    auto const found = std::find_if(fields.begin(), fields.end(), [&](auto const& one) { return one.first == lowerName; });
    return found == fields.end() ? std::string_view{} : std::string_view{found->second};
}

std::size_t endOfHead(BytesView bytes) noexcept {
    auto const end = bytes.find("\r\n\r\n");
    return end == BytesView::npos ? end : end + 4;
}

Result<RequestHead> readHead(BytesView bytes) {
    RequestHead head;
    auto const first = takeLine(bytes);
    if (!first) return fail(error::requestMalformed);
    ZHIBAO_CHECK(readRequestLine(*first, head));
    for (;;) {
        auto const line = takeLine(bytes);
        if (!line) return fail(error::requestMalformed);
        if (line->empty()) break;
        ZHIBAO_CHECK(readField(*line, head));
    }
    if (!bytes.empty() || countOf(head, "host") != 1 || countOf(head, "content-type") > 1 || countOf(head, "expect") > 1) return fail(error::requestMalformed);
    ZHIBAO_CHECK(readLength(head));
    ZHIBAO_CHECK(readManners(head));
    return head;
}

}  // namespace zhibao::collector
