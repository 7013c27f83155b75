#include "import/decoded_text.h"

#include <memory>
#include <vector>

#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include "base/text.h"

namespace zhibao {

namespace {

/// Strictly: bytes that stand for no character are an error, not a question mark.
Result<std::string> toUtf8(BytesView bytes, char const* encoding) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UConverter, decltype(&ucnv_close)> const converter{ucnv_open(encoding, &status), &ucnv_close};
    if (U_SUCCESS(status)) ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    if (U_FAILURE(status)) return fail(error::encodingUnknown);
    std::vector<UChar> units(bytes.size() + 1);
    auto const length = ucnv_toUChars(converter.get(), units.data(), static_cast<std::int32_t>(units.size()), bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
    if (U_FAILURE(status)) return fail(error::encodingUnknown);
    std::string text(static_cast<std::size_t>(length) * 3, '\0');
    std::int32_t written = 0;
    u_strToUTF8(text.data(), static_cast<std::int32_t>(text.size()), &written, units.data(), length, &status);
    if (U_FAILURE(status)) return fail(error::encodingUnknown);
    text.resize(static_cast<std::size_t>(written));
    return text;
}

}  // namespace

Result<DecodedText> decodedText(BytesView bytes) {
    DecodedText decoded;
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        ZHIBAO_TRY(decoded.text, toUtf8(bytes.substr(2), bytes.front() == '\xFF' ? "UTF-16LE" : "UTF-16BE"));
        decoded.encoding = "UTF-16";
    } else {
        if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
        if (isUtf8(bytes)) {
            decoded = {std::string{bytes}, "UTF-8"};
        } else {
            ZHIBAO_TRY(decoded.text, toUtf8(bytes, "GB18030"));
            decoded.encoding = "GB18030";
        }
    }
    if (decoded.text.find('\0') != std::string::npos) return fail(error::encodingUnknown);
    return decoded;
}

}  // namespace zhibao
