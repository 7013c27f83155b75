#include "import/pasted_block.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "base/text.h"
#include "base/xlsx_reader.h"
#include "import/delimited_text.h"
#include "import/written_amount.h"

namespace zhibao {

namespace {

constexpr std::size_t mostCells = 2'000'000;
constexpr std::size_t widestSpan = 1'024;

char lower(char character) noexcept {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

std::string lowered(std::string_view text) {
    std::string result{text};
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

void appendUtf8(std::string& text, unsigned long character) {
    auto const put = [&](unsigned long bits) { text += static_cast<char>(static_cast<unsigned char>(bits)); };
    if (character == 0 || character > 0x10FFFF || (character >= 0xD800 && character < 0xE000)) character = 0xFFFD;
    if (character < 0x80) return put(character);
    if (character < 0x800) return put(0xC0 | character >> 6U), put(0x80 | (character & 0x3F));
    if (character < 0x10000) return put(0xE0 | character >> 12U), put(0x80 | (character >> 6U & 0x3F)), put(0x80 | (character & 0x3F));
    put(0xF0 | character >> 18U), put(0x80 | (character >> 12U & 0x3F)), put(0x80 | (character >> 6U & 0x3F)), put(0x80 | (character & 0x3F));
}

/// &amp; &#20013; &#x4E2D; and the few names that spreadsheet programs write; anything else stays as it is.
std::string withoutEntities(std::string_view html) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> names{
        {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", "\u00A0"}, {"yen", "¥"}, {"euro", "€"}, {"pound", "£"}}};
    std::string text;
    while (!html.empty()) {
        auto const start = html.find('&');
        text += html.substr(0, start);
        if (start == std::string_view::npos) break;
        html.remove_prefix(start);
        auto const end = html.substr(0, 12).find(';');
        auto const name = end == std::string_view::npos ? std::string_view{} : html.substr(1, end - 1);
        auto const known = std::find_if(names.begin(), names.end(), [&](auto const& one) { return one.first == name; });
        unsigned long number = 0;
        bool const isHexadecimal = name.starts_with("#x") || name.starts_with("#X");
        auto const digits = name.substr(std::min<std::size_t>(name.size(), isHexadecimal ? 2 : 1));
        if (known != names.end()) {
            text += known->second;
            html.remove_prefix(end + 1);
        } else if (name.starts_with('#') && !digits.empty() && std::from_chars(digits.data(), digits.data() + digits.size(), number, isHexadecimal ? 16 : 10).ptr == digits.data() + digits.size()) {
            appendUtf8(text, number);
            html.remove_prefix(end + 1);
        } else {
            text += '&';
            html.remove_prefix(1);
        }
    }
    return text;
}

/// <td rowspan=2 x:num="1.5">
struct Tag {
    std::string name;  // "td", "/td"; lower case
    std::string_view attributes;

    [[nodiscard]] std::optional<std::string> attribute(std::string_view wanted) const {
        auto rest = attributes;
        while (true) {
            rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n/"), rest.size()));
            if (rest.empty()) return std::nullopt;
            auto const nameEnd = std::min(rest.find_first_of("= \t\r\n"), rest.size());
            bool const isWanted = lowered(rest.substr(0, nameEnd)) == wanted;
            rest.remove_prefix(nameEnd);
            rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
            std::string_view value;
            if (rest.starts_with('=')) {
                rest.remove_prefix(1);
                rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
                bool const isQuoted = rest.starts_with('"') || rest.starts_with('\'');
                auto const end = isQuoted ? rest.find(rest.front(), 1) : rest.find_first_of(" \t\r\n");
                value = rest.substr(isQuoted ? 1 : 0, end == std::string_view::npos ? end : end - (isQuoted ? 1 : 0));
                rest.remove_prefix(end == std::string_view::npos ? rest.size() : std::min(end + (isQuoted ? 1 : 0), rest.size()));
            }
            if (isWanted) return withoutEntities(value);
        }
    }

    [[nodiscard]] std::size_t span(std::string_view direction) const {
        auto const text = attribute(direction).value_or("1");
        std::size_t count = 1;
        std::from_chars(text.data(), text.data() + text.size(), count);
        return std::clamp<std::size_t>(count, 1, widestSpan);
    }

    [[nodiscard]] bool isHidden() const {
        auto style = lowered(attribute("style").value_or(""));
        std::erase(style, ' ');
        return style.find("display:none") != std::string::npos;
    }
};

class TableReader {
public:
    explicit TableReader(std::string_view html) noexcept : html_(html) {}

    Result<PastedBlock> read() {
        bool isInTable = false;
        while (auto const tag = next()) {
            if (tag->name == "style" || tag->name == "script") {
                skipTo("/" + tag->name);
            } else if (tag->name == "table") {
                isInTable = true;
            } else if (!isInTable) {
                continue;
            } else if (tag->name == "/table") {
                break;
            } else if (tag->name == "tr") {
                if (tag->isHidden()) skipTo("/tr");
                else beginRow();
            } else if (tag->name == "td" || tag->name == "th") {
                if (rows_.empty()) beginRow();
                ZHIBAO_CHECK(cell(*tag));
            }
        }
        std::size_t width = 0;
        for (auto const& row : rows_) width = std::max(width, row.size());
        if (width == 0) return fail(error::pasteWithoutCells);
        for (auto& row : rows_) row.resize(width);
        return std::move(rows_);
    }

private:
    /// The next tag, with the text before it in text_; comments are passed over.
    std::optional<Tag> next() {
        while (true) {
            auto const start = html_.find('<', position_);
            if (start == std::string_view::npos) return std::nullopt;
            text_ += html_.substr(position_, start - position_);
            if (html_.substr(start).starts_with("<!--")) {
                auto const end = html_.find("-->", start);
                position_ = end == std::string_view::npos ? html_.size() : end + 3;
                continue;
            }
            tagBegan_ = start;
            std::size_t end = start + 1;
            char quote = '\0';
            for (; end < html_.size() && (quote != '\0' || html_[end] != '>'); ++end) {
                if (quote == '\0' && (html_[end] == '"' || html_[end] == '\'')) quote = html_[end];
                else if (html_[end] == quote) quote = '\0';
            }
            position_ = std::min(end + 1, html_.size());
            auto const inside = html_.substr(start + 1, end - start - 1);
            auto const nameEnd = std::min(inside.find_first_of(" \t\r\n"), inside.size());
            return Tag{lowered(inside.substr(0, nameEnd)), inside.substr(nameEnd)};
        }
    }

    void skipTo(std::string_view name) {
        while (auto const tag = next())
            if (tag->name == name) return;
    }

    void beginRow() {
        // A cell that reaches down from above may have begun the row already.
        if (isBegun_) ++row_;
        isBegun_ = true;
        if (rows_.size() <= row_) rows_.resize(row_ + 1);
        taken_.resize(rows_.size());
        column_ = 0;
    }

    /// Blanks as a browser sees them, line breaks as they are meant.
    [[nodiscard]] static std::string collapsed(std::string_view html) {
        std::string plain;
        for (char const character : html) {
            bool const isSpace = character == ' ' || character == '\t' || character == '\r' || character == '\n';
            if (!isSpace) plain += character;
            else if (!plain.empty() && plain.back() != ' ') plain += ' ';
        }
        auto text = withoutEntities(plain);
        constexpr std::string_view hard = "\u00A0";
        for (auto place = text.find(hard); place != std::string::npos; place = text.find(hard, place)) text.replace(place, hard.size(), " ");
        return text;
    }

    Result<> cell(Tag const& tag) {
        std::string content;
        text_.clear();
        auto const finishPiece = [&] {
            content += collapsed(text_);
            text_.clear();
        };
        while (auto const inner = next()) {
            if (inner->name == "/td" || inner->name == "/th") break;
            if (inner->name == "td" || inner->name == "th" || inner->name == "tr" || inner->name == "/tr" || inner->name == "/table") {
                position_ = tagBegan_;  // the cell was not closed, as HTML allows
                break;
            }
            if (inner->name == "br" || inner->name == "br/" || inner->name == "/p") {
                finishPiece();
                content = trimmed(content) + '\n';
            }
        }
        finishPiece();
        auto text = trimmed(content);
        if (auto number = numberBehind(tag, text)) text = *std::move(number);
        return place(std::move(text), tag.span("colspan"), tag.span("rowspan"));
    }

    /// The exact number of a cell that shows a rounded one. Days and percentages are taken as they are shown.
    [[nodiscard]] static std::optional<std::string> numberBehind(Tag const& tag, std::string const& shown) {
        if (shown.ends_with('%') || !WrittenAmount::parse(shown)) return std::nullopt;
        for (auto const* name : {"x:num", "sdval"}) {
            auto const kept = tag.attribute(name);
            if (!kept || kept->empty()) continue;
            if (auto decimal = decimalAsShown(*kept)) return *std::move(decimal);
        }
        return std::nullopt;
    }

    Result<> place(std::string text, std::size_t columns, std::size_t rows) {
        while (column_ < taken_[row_].size() && taken_[row_][column_]) ++column_;
        cells_ += columns * rows;
        if (cells_ > mostCells) return fail(error::pasteTooLarge, {{"limit", std::to_string(mostCells)}});
        if (rows_.size() < row_ + rows) rows_.resize(row_ + rows);
        taken_.resize(rows_.size());
        for (auto row = row_; row < row_ + rows; ++row) {
            if (rows_[row].size() < column_ + columns) rows_[row].resize(column_ + columns);
            if (taken_[row].size() < column_ + columns) taken_[row].resize(column_ + columns);
            for (auto column = column_; column < column_ + columns; ++column) {
                taken_[row][column] = true;
                rows_[row][column] = {text, row != row_ || column != column_};
            }
        }
        column_ += columns;
        return {};
    }

    std::string_view html_;
    std::size_t position_ = 0;
    std::size_t tagBegan_ = 0;
    std::string text_;
    PastedBlock rows_;
    std::vector<std::vector<bool>> taken_;
    std::size_t row_ = 0;
    std::size_t column_ = 0;
    std::size_t cells_ = 0;
    bool isBegun_ = false;
};

}  // namespace

Result<PastedBlock> parseHtmlBlock(std::string_view html) {
    return TableReader{html}.read();
}

Result<PastedBlock> parseTextBlock(std::string_view text) {
    ZHIBAO_TRY(auto lines, parseDelimited(text, '\t'));
    PastedBlock rows;
    std::size_t width = 0;
    for (auto& line : lines) {
        auto& row = rows.emplace_back();
        for (auto& cell : line.cells) row.push_back({trimmed(cell), false});
        width = std::max(width, row.size());
    }
    bool const isFilled = std::any_of(rows.begin(), rows.end(), [](auto const& row) { return std::any_of(row.begin(), row.end(), [](PastedCell const& cell) { return !cell.text.empty(); }); });
    if (!isFilled) return fail(error::pasteWithoutCells);
    for (auto& row : rows) row.resize(width);
    return rows;
}

Result<PastedBlock> parsePastedBlock(std::string_view html, std::string_view text) {
    if (!html.empty())
        if (auto block = parseHtmlBlock(html)) return block;
    return parseTextBlock(text);
}

}  // namespace zhibao
