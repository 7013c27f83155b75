#include "base/xlsx_xml.h"

#include <algorithm>
#include <charconv>
#include <memory>

#include <expat.h>
#include <fmt/format.h>

#include "base/xlsx_parts.h"

namespace zhibao::xlsx {

Result<> parseXml(BytesView xml, std::string const& entry, Handler& handler) {
    std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> const parser{XML_ParserCreateNS(nullptr, '|'), XML_ParserFree};
    struct Context {
        XML_Parser parser;
        Handler& handler;
        bool hasDocumentType = false;
        void stopOnProblem() const {
            if (handler.problem) XML_StopParser(parser, XML_FALSE);
        }
    } context{parser.get(), handler};
    XML_SetUserData(parser.get(), &context);
    XML_SetStartDoctypeDeclHandler(parser.get(), [](void* data, XML_Char const*, XML_Char const*, XML_Char const*, int) {
        auto& seen = *static_cast<Context*>(data);
        seen.hasDocumentType = true;
        XML_StopParser(seen.parser, XML_FALSE);
    });
    XML_SetElementHandler(
        parser.get(),
        [](void* data, XML_Char const* name, XML_Char const** attributes) {
            auto& seen = *static_cast<Context*>(data);
            seen.handler.begin(Attributes::localName(name), Attributes{attributes});
            seen.stopOnProblem();
        },
        [](void* data, XML_Char const* name) {
            auto& seen = *static_cast<Context*>(data);
            seen.handler.end(Attributes::localName(name));
            seen.stopOnProblem();
        });
    XML_SetCharacterDataHandler(parser.get(), [](void* data, XML_Char const* characters, int length) {
        auto& seen = *static_cast<Context*>(data);
        seen.handler.text({characters, static_cast<std::size_t>(length)});
        seen.stopOnProblem();
    });

    constexpr std::size_t step = 1U << 24U;  // expat counts in int
    for (std::size_t offset = 0;; offset += step) {
        auto const piece = xml.substr(std::min(offset, xml.size()), step);
        bool const isLast = offset + step >= xml.size();
        if (XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), isLast ? 1 : 0) != XML_STATUS_OK) {
            if (context.hasDocumentType) return fail(error::xlsxDocumentType, {}, entry);
            if (handler.problem) return tl::unexpected(*std::move(handler.problem));
            return malformed(XML_ErrorString(XML_GetErrorCode(parser.get())),
                             fmt::format("{}:{}", entry, XML_GetCurrentLineNumber(parser.get())));
        }
        if (isLast) return {};
    }
}

std::string unescaped(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const begins = text[i] == '_' && i + 6 < text.size() && text[i + 1] == 'x' && text[i + 6] == '_';
        unsigned value = 0;
        if (begins) {
            auto const [end, problem] = std::from_chars(text.data() + i + 2, text.data() + i + 6, value, 16);
            if (problem != std::errc{} || end != text.data() + i + 6) value = 0;
        }
        // Half a surrogate pair or a zero byte would make a text that is none; it stays as written.
        if (value == 0 || (value >= 0xD800 && value <= 0xDFFF)) {
            result += text[i];
            continue;
        }
        if (value < 0x80) {
            result += static_cast<char>(value);
        } else if (value < 0x800) {
            result += static_cast<char>(0xC0U | (value >> 6U));
            result += static_cast<char>(0x80U | (value & 0x3FU));
        } else {
            result += static_cast<char>(0xE0U | (value >> 12U));
            result += static_cast<char>(0x80U | ((value >> 6U) & 0x3FU));
            result += static_cast<char>(0x80U | (value & 0x3FU));
        }
        i += 6;
    }
    return result;
}

}  // namespace zhibao::xlsx
