#include "base/text_place.h"

#include <algorithm>

#include "base/text.h"

namespace zhibao {

std::string placeOfBadByte(std::string_view text, std::size_t firstLine) {
    std::size_t line = firstLine;
    for (;;) {
        auto const end = std::min(text.find('\n'), text.size());
        auto const row = text.substr(0, end);
        bool const isGood = isUtf8(row) && row.find('\0') == std::string_view::npos;
        if (!isGood || end == text.size()) {
            std::size_t column = 0;
            while (column < row.size() && row[column] != '\0') {
                std::size_t length = 1;
                while (length < std::min<std::size_t>(4, row.size() - column) && !isUtf8(row.substr(column, length))) ++length;
                if (!isUtf8(row.substr(column, length))) break;
                column += length;
            }
            return std::to_string(line) + ":" + std::to_string(column + 1);
        }
        ++line;
        text.remove_prefix(end + 1);
    }
}

}  // namespace zhibao
