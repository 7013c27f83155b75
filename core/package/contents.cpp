#include "package/contents.h"

#include <algorithm>

#include <fmt/format.h>

namespace zhibao {

Attachment attachmentOf(std::size_t number, std::string_view fileName, Bytes bytes) {
    auto const dot = fileName.rfind('.');
    std::string ending{dot == std::string_view::npos ? std::string_view{} : fileName.substr(dot + 1)};
    std::transform(ending.begin(), ending.end(), ending.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    bool const plain = !ending.empty() && ending.size() <= 8 &&
                       std::all_of(ending.begin(), ending.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
    return {fmt::format("{:02}{}{}", number, plain ? "." : "", plain ? ending : ""), std::string{fileName}, std::move(bytes)};
}

Result<> checkAttachment(std::string_view title, std::size_t bytes, std::size_t filesBefore, std::size_t bytesBefore, AttachmentLimits const& limits) {
    auto const megabytes = [](std::size_t count) { return std::to_string(count >> 20U); };
    if (bytes == 0) return fail(error::attachmentEmpty, {{"title", std::string{title}}});
    if (filesBefore >= limits.files) return fail(error::attachmentsTooMany, {{"limit", std::to_string(limits.files)}});
    if (bytes > limits.bytesEach) return fail(error::attachmentTooLarge, {{"title", std::string{title}}, {"limit", megabytes(limits.bytesEach)}});
    if (bytesBefore + bytes > limits.bytesTogether) return fail(error::attachmentsTooLarge, {{"limit", megabytes(limits.bytesTogether)}});
    return {};
}

}  // namespace zhibao
