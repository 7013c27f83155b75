#include "base/csv.h"

#include <algorithm>

#include "base/text.h"

namespace zhibao {

namespace {

/// Walks the text once, row by row.
class Reader {
public:
    explicit Reader(BytesView text) : text_(text) {}

    [[nodiscard]] bool atEnd() const noexcept { return position_ == text_.size(); }

    Result<CsvRow> row() {
        CsvRow row{line_, {}};
        for (;;) {
            ZHIBAO_TRY(std::string field, atEnd() || peek() != '"' ? plainField() : quotedField());
            row.fields.push_back(std::move(field));
            if (atEnd()) return row;
            char const separator = text_[position_++];
            if (separator == ',') continue;
            if (separator == '\r' && !atEnd() && peek() == '\n') ++position_;
            ++line_;
            lineStart_ = position_;
            return row;
        }
    }

private:
    [[nodiscard]] char peek() const noexcept { return text_[position_]; }

    [[nodiscard]] bool atRowEnd() const noexcept {
        return peek() == '\n' || (peek() == '\r' && position_ + 1 < text_.size() && text_[position_ + 1] == '\n');
    }

    [[nodiscard]] tl::unexpected<Error> malformed(std::string_view what) const {
        return fail(error::csvMalformed, {{"text", std::string{what}}},
                    std::to_string(line_) + ":" + std::to_string(position_ - lineStart_ + 1));
    }

    Result<std::string> plainField() {
        auto const start = position_;
        while (!atEnd() && peek() != ',' && !atRowEnd()) {
            if (peek() == '"') return malformed("\"");
            ++position_;
        }
        return std::string{text_.substr(start, position_ - start)};
    }

    Result<std::string> quotedField() {
        std::string field;
        ++position_;
        for (;;) {
            if (atEnd()) return malformed("\"");
            char const character = text_[position_++];
            if (character == '"') {
                if (!atEnd() && peek() == '"') {
                    field += '"';
                    ++position_;
                    continue;
                }
                if (!atEnd() && peek() != ',' && !atRowEnd()) return malformed(text_.substr(position_, 1));
                return field;
            }
            if (character == '\n') {
                ++line_;
                lineStart_ = position_;
            }
            field += character;
        }
    }

    BytesView text_;
    std::size_t position_ = 0;
    std::size_t line_ = 1;
    std::size_t lineStart_ = 0;
};

}  // namespace

std::optional<std::size_t> CsvTable::findColumn(std::string_view name) const noexcept {
    auto const found = std::find(header.begin(), header.end(), name);
    if (found == header.end()) return std::nullopt;
    return static_cast<std::size_t>(found - header.begin());
}

Result<std::size_t> CsvTable::column(std::string_view name) const {
    if (auto const position = findColumn(name)) return *position;
    return fail(error::csvColumnMissing, {{"column", std::string{name}}}, "1");
}

Result<CsvTable> parseCsv(BytesView text, std::size_t byteLimit) {
    std::vector<Error> unevenRows;
    auto table = parseCsv(text, unevenRows, byteLimit);
    if (table && !unevenRows.empty()) return tl::unexpected(std::move(unevenRows.front()));
    return table;
}

Result<CsvTable> parseCsv(BytesView text, std::vector<Error>& unevenRows, std::size_t byteLimit) {
    if (text.size() > byteLimit) return fail(error::csvTooLarge, {{"limit", std::to_string(byteLimit)}});
    if (!isUtf8(text)) return fail(error::textNotUtf8);
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(byteOrderMark)) text.remove_prefix(byteOrderMark.size());
    Reader reader{text};
    if (reader.atEnd()) return fail(error::csvHeaderMissing, {}, "1");
    ZHIBAO_TRY(CsvRow header, reader.row());
    CsvTable table{std::move(header.fields), {}};
    for (auto name = table.header.begin(); name != table.header.end(); ++name) {
        if (std::find(table.header.begin(), name, *name) != name) return fail(error::csvColumnTwice, {{"column", *name}}, "1");
    }
    while (!reader.atEnd()) {
        ZHIBAO_TRY(CsvRow row, reader.row());
        bool const blankLine = row.fields.size() == 1 && row.fields.front().empty();
        if (blankLine && table.header.size() > 1) continue;
        if (row.fields.size() != table.header.size()) {
            unevenRows.push_back({error::csvRowLength,
                                  {std::to_string(row.line)},
                                  {{"expected", std::to_string(table.header.size())}, {"got", std::to_string(row.fields.size())}}});
            continue;
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

void CsvWriter::row(std::vector<std::string> const& fields) {
    bool first = true;
    for (auto const& field : fields) {
        if (!first) text_ += ',';
        first = false;
        if (field.find_first_of(",\"\r\n") == std::string::npos) {
            text_ += field;
            continue;
        }
        text_ += '"';
        for (char const character : field) {
            if (character == '"') text_ += '"';
            text_ += character;
        }
        text_ += '"';
    }
    text_ += '\n';
}

}  // namespace zhibao
