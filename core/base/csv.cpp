#include "base/csv.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "base/text_place.h"

namespace zhibao {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

/// How much of a text ends with a whole character. What is no UTF-8 at all counts as whole: then the check says so.
std::size_t wholeCharacters(std::string_view text) noexcept {
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
        auto const byte = static_cast<unsigned char>(text[text.size() - back]);
        if ((byte & 0xC0U) == 0x80U) continue;
        std::size_t const length = byte >= 0xF0U ? 4 : byte >= 0xE0U ? 3 : byte >= 0xC0U ? 2 : 1;
        return length > back ? text.size() - back : text.size();
    }
    return text.size();
}

}  // namespace

tl::unexpected<Error> CsvReader::malformed(std::size_t line, std::size_t lineStart, std::size_t position, std::string_view what) const {
    return fail(error::csvMalformed, {{"text", std::string{what}}}, std::to_string(line) + ":" + std::to_string(position - lineStart + 1));
}

Result<> CsvReader::load() {
    // What was read goes, so that the buffer stays small; a row longer than a piece grows it.
    if (begin_ > 0) {
        buffer_.erase(0, begin_);
        checked_ -= begin_;
        begin_ = 0;
    }
    std::size_t const wanted = buffer_.size() * 2;
    do {
        ZHIBAO_TRY(std::string_view const piece, source_());
        isComplete_ = piece.empty();
        buffer_ += piece;
    } while (!isComplete_ && buffer_.size() < wanted);
    std::string_view const fresh = std::string_view{buffer_}.substr(checked_);
    std::size_t const whole = isComplete_ ? fresh.size() : wholeCharacters(fresh);
    // No text has a zero in it; one of plain letters in UTF-16 has, and would pass for UTF-8.
    if (!isUtf8(fresh.substr(0, whole)) || fresh.substr(0, whole).find('\0') != std::string_view::npos) return fail(error::textNotUtf8, {}, placeOfBadByte(buffer_, line_));
    checked_ += whole;
    return {};
}

/// Finds the fields of the row at begin_; asks for more when the text in the buffer ends before it is clear where the row does.
Result<CsvReader::Step> CsvReader::scanRow() {
    places_.clear();
    std::string_view const text{buffer_.data(), checked_};
    std::size_t position = begin_;
    std::size_t line = line_;
    std::size_t lineStart = begin_;
    auto const endsRow = [&](std::size_t at) {
        return text[at] == '\n' || (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n');
    };
    for (;;) {
        Place place{position, position, false};
        if (position < text.size() && text[position] == '"') {
            // What is never closed is looked for where it was opened, not at the end of the file.
            auto const openedLine = line;
            auto const openedColumn = position - lineStart;
            place.start = ++position;
            for (;;) {
                std::size_t const found = text.find_first_of("\"\n", position);
                if (found == std::string_view::npos) {
                    if (!isComplete_) return Step::needsMore;
                    return malformed(openedLine, 0, openedColumn, "\"");
                }
                position = found + 1;
                if (text[found] == '\n') {
                    ++line;
                    lineStart = position;
                    continue;
                }
                if (position + 1 >= text.size() && !isComplete_) return Step::needsMore;
                if (position < text.size() && text[position] == '"') {
                    place.hasQuotes = true;
                    ++position;
                    continue;
                }
                place.end = found;
                if (position < text.size() && text[position] != ',' && !endsRow(position))
                    return malformed(line, lineStart, position, text.substr(position, 1));
                break;
            }
        } else {
            while (position < text.size() && text[position] != ',' && !endsRow(position)) {
                if (text[position] == '"') return malformed(line, lineStart, position, "\"");
                ++position;
            }
            // A carriage return at the end of the buffer may be half of a line end.
            if (!isComplete_ && (position == text.size() || (text.back() == '\r' && position + 1 == text.size()))) return Step::needsMore;
            place.end = position;
        }
        places_.push_back(place);
        if (position == text.size()) break;
        char const separator = text[position++];
        if (separator == ',') continue;
        if (separator == '\r') ++position;
        ++line;
        break;
    }
    end_ = position;
    line_ = line;
    return Step::done;
}

Result<bool> CsvReader::row() {
    if (!isStarted_) {
        ZHIBAO_CHECK(load());
        while (!isComplete_ && checked_ < byteOrderMark.size()) ZHIBAO_CHECK(load());
        if (buffer_.starts_with(byteOrderMark)) begin_ = end_ = byteOrderMark.size();
        isStarted_ = true;
    }
    begin_ = end_;
    rowLine_ = line_;
    if (begin_ == checked_ && !isComplete_) {
        end_ = 0;
        ZHIBAO_CHECK(load());
    }
    if (begin_ == checked_ && isComplete_) return false;
    for (;;) {
        ZHIBAO_TRY(Step const step, scanRow());
        if (step == Step::done) break;
        ZHIBAO_CHECK(load());
    }
    fields_.clear();
    for (auto const& place : places_) {
        std::size_t end = place.end;
        if (place.hasQuotes) {
            // Two quotes stand for one; the text shrinks where it stands.
            end = place.start;
            for (std::size_t from = place.start; from < place.end; ++from) {
                buffer_[end++] = buffer_[from];
                if (buffer_[from] == '"') ++from;
            }
        }
        fields_.emplace_back(buffer_.data() + place.start, end - place.start);
    }
    return true;
}

Result<std::vector<std::string>> CsvReader::header() {
    ZHIBAO_TRY(bool const found, row());
    if (!found) return fail(error::csvHeaderMissing, {}, "1");
    std::vector<std::string> names{fields_.begin(), fields_.end()};
    for (auto name = names.begin(); name != names.end(); ++name) {
        if (std::find(names.begin(), name, *name) != name) return fail(error::csvColumnTwice, {{"column", *name}}, "1");
    }
    columnCount_ = names.size();
    return names;
}

Result<bool> CsvReader::next() {
    for (;;) {
        ZHIBAO_TRY(bool const found, row());
        if (!found) return false;
        bool const blankLine = fields_.size() == 1 && fields_.front().empty();
        if (blankLine && columnCount_ > 1) continue;
        if (fields_.size() != columnCount_)
            return fail(error::csvRowLength, {{"expected", std::to_string(columnCount_)}, {"got", std::to_string(fields_.size())}},
                        std::to_string(rowLine_));
        return true;
    }
}

std::optional<std::size_t> CsvTable::findColumn(std::string_view name) const noexcept {
    auto const found = std::find(header.begin(), header.end(), name);
    if (found == header.end()) return std::nullopt;
    return static_cast<std::size_t>(found - header.begin());
}

Result<std::size_t> CsvTable::column(std::string_view name) const {
    if (auto const position = findColumn(name)) return *position;
    // Spreadsheet programs of some countries write semicolons, and what is copied out of one has tabs.
    if (header.size() == 1) {
        for (auto const& [character, separator] : {std::pair{';', ";"}, {'\t', "TAB"}})
            if (header.front().find(character) != std::string::npos) return fail(error::csvSeparatorOther, {{"separator", separator}}, "1");
    }
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
    CsvReader reader{piecesOf(text)};
    CsvTable table;
    ZHIBAO_TRY(table.header, reader.header());
    for (;;) {
        auto const found = reader.next();
        if (!found && found.error().code == error::csvRowLength) {
            unevenRows.push_back(found.error());
            continue;
        }
        if (!found) return tl::unexpected(found.error());
        if (!*found) return table;
        table.rows.push_back({reader.line(), {reader.fields().begin(), reader.fields().end()}});
    }
}

TextSource piecesOf(std::string_view text, std::size_t pieceBytes) {
    return [text, pieceBytes]() mutable -> Result<std::string_view> {
        auto const piece = text.substr(0, pieceBytes);
        text.remove_prefix(piece.size());
        return piece;
    };
}

std::string CsvWriter::taken() {
    return std::exchange(text_, {});
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
