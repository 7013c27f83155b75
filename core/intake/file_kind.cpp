#include "intake/file_kind.h"

#include <string_view>

#include "package/contents.h"
#include "package/envelope.h"

namespace zhibao {

namespace {

/// True when the first entry is a package's: of one that was cut short early nothing more may be there.
bool beginsLikePackage(BytesView bytes) noexcept {
    constexpr std::size_t localHeader = 30;
    return bytes.starts_with("PK\x03\x04") && bytes.size() > localHeader && bytes.substr(localHeader).starts_with(entry::answers);
}

}  // namespace

std::optional<ErrorCode> otherKindOf(BytesView bytes) {
    constexpr std::string_view oldOfficeFile{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"};
    constexpr std::string_view byteOrderMark{"\xEF\xBB\xBF"};
    if (bytes.starts_with("%PDF-")) return error::fileIsPdf;
    // Workbooks of before 2007; letters of that age look alike, and few are sent here.
    if (bytes.starts_with(oldOfficeFile)) return error::fileIsSpreadsheet;
    if (bytes.starts_with("PK\x03\x04")) {
        // The names in an archive stand there uncompressed.
        auto const holds = [bytes](std::string_view name) { return bytes.find(name) != BytesView::npos; };
        if (holds(entry::manifest) || isMeantAsEnvelope(bytes) || beginsLikePackage(bytes)) return std::nullopt;  // a package, if a broken one
        if (holds("xl/workbook") || holds("opendocument.spreadsheet")) return error::fileIsSpreadsheet;
        if (holds("word/document") || holds("opendocument.text")) return error::fileIsDocument;
        return error::fileIsArchive;
    }
    if (bytes.starts_with(byteOrderMark)) bytes.remove_prefix(byteOrderMark.size());
    auto const first = bytes.find_first_not_of(" \t\r\n");
    if (first != BytesView::npos && (bytes[first] == '{' || bytes[first] == '[')) return error::fileIsJson;
    return std::nullopt;
}

bool isMeantAsPackage(BytesView bytes) noexcept {
    return (bytes.find(entry::manifest) != BytesView::npos || isMeantAsEnvelope(bytes) || beginsLikePackage(bytes)) && !otherKindOf(bytes);
}

}  // namespace zhibao
