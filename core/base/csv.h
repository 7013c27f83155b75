#pragma once
/// CSV after RFC 4180: a header row, quotes where needed, a byte-order mark accepted, CRLF or LF. Fields are texts; empty means missing.

#include <cstddef>
#include <optional>
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
inline constexpr ErrorCode csvColumnTwice{"csv-column-twice"};      // column
inline constexpr ErrorCode csvTooLarge{"csv-too-large"};            // limit
}  // namespace error

struct CsvRow {
    std::size_t line = 0;  // where the row starts, from 1
    std::vector<std::string> fields;
};

/// A whole file: the header and rows of exactly as many fields.
struct CsvTable {
    std::vector<std::string> header;
    std::vector<CsvRow> rows;
    /// Position of a column; csvColumnMissing.
    [[nodiscard]] Result<std::size_t> column(std::string_view name) const;
    [[nodiscard]] std::optional<std::size_t> findColumn(std::string_view name) const noexcept;
};

/// Errors: textNotUtf8, csvMalformed (a stray quote, a quote left open), csvRowLength, csvHeaderMissing, csvColumnTwice, csvTooLarge.
[[nodiscard]] Result<CsvTable> parseCsv(BytesView text, std::size_t byteLimit = std::size_t{1} << 31U);
/// The same for readers that name every bad line: a row of another length is left out and its csvRowLength added to `unevenRows`.
[[nodiscard]] Result<CsvTable> parseCsv(BytesView text, std::vector<Error>& unevenRows, std::size_t byteLimit = std::size_t{1} << 31U);

/// Writes rows with LF line ends, quoting only fields that need it.
class CsvWriter {
public:
    void row(std::vector<std::string> const& fields);
    [[nodiscard]] std::string const& text() const noexcept { return text_; }

private:
    std::string text_;
};

}  // namespace zhibao
