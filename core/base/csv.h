#pragma once
/// CSV after RFC 4180: a header row, quotes where needed, a byte-order mark accepted, CRLF or LF. Fields are texts; empty means missing.

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode csvMalformed{"csv-malformed"};          // text; place line:column
inline constexpr ErrorCode csvRowLength{"csv-row-length"};         // expected, got; place line
inline constexpr ErrorCode csvHeaderMissing{"csv-header-missing"};
inline constexpr ErrorCode csvColumnMissing{"csv-column-missing"};  // column
inline constexpr ErrorCode csvSeparatorOther{"csv-separator-other"};  // separator: the header has that instead of commas
inline constexpr ErrorCode csvColumnTwice{"csv-column-twice"};      // column
inline constexpr ErrorCode csvTooLarge{"csv-too-large"};            // limit
}  // namespace error

struct CsvRow {
    std::size_t line = 0;  // where the row starts, from 1
    std::vector<std::string> fields;
};

/// Hands over the next piece of a text, which stays valid until the next call; an empty piece is the end.
using TextSource = std::function<Result<std::string_view>()>;

/// Goes through a file row by row and keeps no more of it than a row and a piece, however large it is.
class CsvReader {
public:
    explicit CsvReader(TextSource source) : source_(std::move(source)) {}

    /// The first row; to be asked for once, before any other. textNotUtf8, csvMalformed, csvHeaderMissing, csvColumnTwice, and what the
    /// source says.
    [[nodiscard]] Result<std::vector<std::string>> header();
    /// Goes to the next row, which has as many fields as the header; false at the end. Blank lines are passed over where a row has more
    /// than one field. textNotUtf8, csvMalformed, csvRowLength (then the row after it can still be asked for), and what the source says.
    [[nodiscard]] Result<bool> next();
    /// The fields of that row, valid until the next one.
    [[nodiscard]] std::span<std::string_view const> fields() const noexcept { return fields_; }
    /// Where that row starts, from 1.
    [[nodiscard]] std::size_t line() const noexcept { return rowLine_; }

private:
    enum class Step { done, needsMore };
    Result<bool> row();
    Result<Step> scanRow();
    Result<> load();
    [[nodiscard]] tl::unexpected<Error> malformed(std::size_t line, std::size_t lineStart, std::size_t position, std::string_view what) const;

    /// A field of the row that is being read: where it stands, and whether it has doubled quotes.
    struct Place {
        std::size_t start = 0;
        std::size_t end = 0;
        bool hasQuotes = false;
    };

    TextSource source_;
    std::string buffer_;       // from the row that is being read to the end of the last piece
    std::size_t begin_ = 0;    // where the row begins
    std::size_t checked_ = 0;  // so much of the buffer is known to be UTF-8
    bool isComplete_ = false;  // nothing follows what is in the buffer
    bool isStarted_ = false;
    std::size_t end_ = 0;  // behind the row
    std::size_t line_ = 1;
    std::size_t rowLine_ = 1;
    std::size_t columnCount_ = 0;
    std::vector<Place> places_;
    std::vector<std::string_view> fields_;
};

/// A text in memory, piece by piece.
[[nodiscard]] TextSource piecesOf(std::string_view text, std::size_t pieceBytes = std::size_t{1} << 20U);

/// A whole file: the header and rows of exactly as many fields.
struct CsvTable {
    std::vector<std::string> header;
    std::vector<CsvRow> rows;
    /// Position of a column; csvColumnMissing, csvSeparatorOther.
    [[nodiscard]] Result<std::size_t> column(std::string_view name) const;
    [[nodiscard]] std::optional<std::size_t> findColumn(std::string_view name) const noexcept;
};

/// Errors: textNotUtf8 (also for a zero byte: UTF-16 has them), csvMalformed (a stray quote, a quote left open), csvRowLength, csvHeaderMissing, csvColumnTwice, csvTooLarge.
[[nodiscard]] Result<CsvTable> parseCsv(BytesView text, std::size_t byteLimit = std::size_t{1} << 31U);
/// The same for readers that name every bad line: a row of another length is left out and its csvRowLength added to `unevenRows`.
[[nodiscard]] Result<CsvTable> parseCsv(BytesView text, std::vector<Error>& unevenRows, std::size_t byteLimit = std::size_t{1} << 31U);

/// Writes rows with LF line ends, quoting only fields that need it.
class CsvWriter {
public:
    void row(std::vector<std::string> const& fields);
    [[nodiscard]] std::string const& text() const noexcept { return text_; }
    /// What was written since the last call.
    [[nodiscard]] std::string taken();

private:
    std::string text_;
};

}  // namespace zhibao
