#pragma once
/// Datasets as VTL knows them: a structure of named components with roles and types, and the values in columns. Columns are what the
/// evaluation runs over: nulls are bits, numbers are 64-bit integers with one count of decimals for the whole column as long as all
/// of them fit (and exact numbers of their own otherwise), texts are positions in the column's dictionary. Copies of a column share their
/// values until one of them is appended to, so that passing columns from one dataset to the next costs next to nothing.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/csv.h"
#include "base/error.h"
#include "base/problems.h"
#include "rules/number.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode datasetRoleUnknown{"dataset-role-unknown"};                // text, expected
inline constexpr ErrorCode datasetTypeUnknown{"dataset-type-unknown"};                // text, expected
inline constexpr ErrorCode datasetComponentTwice{"dataset-component-twice"};          // component
inline constexpr ErrorCode datasetIdentifierNullable{"dataset-identifier-nullable"};  // component
inline constexpr ErrorCode datasetColumnUnknown{"dataset-column-unknown"};            // column, dataset
inline constexpr ErrorCode datasetValueMalformed{"dataset-value-malformed"};          // text, component, type
inline constexpr ErrorCode datasetValueMissing{"dataset-value-missing"};              // component
inline constexpr ErrorCode datasetKeyTwice{"dataset-key-twice"};                      // dataset, line: where the first one stands
inline constexpr ErrorCode datasetTooLong{"dataset-too-long"};                        // limit: rows
}  // namespace error

namespace vtl {

/// The basic scalar types of VTL 2.1.
enum class ScalarType : std::uint8_t { string, number, integer, boolean, date, timePeriod, time, duration };
enum class Role : std::uint8_t { identifier, measure, attribute, viralAttribute };

/// As structure files write them: "String", "TimePeriod", "ViralAttribute".
[[nodiscard]] std::string_view nameOf(ScalarType type) noexcept;
[[nodiscard]] std::string_view nameOf(Role role) noexcept;

[[nodiscard]] constexpr bool isNumeric(ScalarType type) noexcept {
    return type == ScalarType::number || type == ScalarType::integer;
}
/// Kept as text: strings and all types of time.
[[nodiscard]] constexpr bool isTextual(ScalarType type) noexcept {
    return !isNumeric(type) && type != ScalarType::boolean;
}

struct Component {
    std::string name;
    Role role = Role::measure;
    ScalarType type = ScalarType::string;
    bool nullable = true;
    friend bool operator==(Component const&, Component const&) = default;
};

struct Structure {
    std::string name;
    std::vector<Component> components;

    /// Position of a component. VTL's regular names are case-insensitive: the exact name wins, then the only one that differs in case.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view component) const noexcept;
    friend bool operator==(Structure const&, Structure const&) = default;
};
/// The names of all components, for a person.
[[nodiscard]] std::string listed(Structure const& structure);

/// The distinct texts of a column, each with a small number.
class Dictionary {
public:
    [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }
    [[nodiscard]] std::string_view at(std::uint32_t code) const noexcept {
        std::size_t const start = code == 0 ? 0 : ends_[code - 1];
        return std::string_view{bytes_}.substr(start, ends_[code] - start);
    }
    /// The number of a text, which is added when it is new.
    std::uint32_t codeOf(std::string_view text);
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text) const noexcept;

private:
    [[nodiscard]] std::size_t slotOf(std::string_view text) const noexcept;
    void grow();
    std::string bytes_;
    std::vector<std::size_t> ends_;
    std::vector<std::uint32_t> slots_;  // open addressing; code + 1, 0 is free
};

/// Stands for "no row" in a list of rows. Datasets have fewer rows than this (asserted where they are read).
inline constexpr std::uint32_t noRow = UINT32_MAX;

/// The values of one component, row by row.
class Column {
public:
    explicit Column(ScalarType type) noexcept : type_(type) {}

    [[nodiscard]] ScalarType type() const noexcept { return type_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// Makes room, so that so many rows can be appended without moving what is there.
    void reserve(std::size_t rows);
    // A value of the column's type; which one fits is the caller's business (asserted).
    void appendNull();
    void append(bool value);
    void append(Number const& value);
    void append(std::string_view text);
    /// The value of a row of another column of the same type.
    void append(Column const& other, std::size_t row);
    /// The same so many times.
    void append(Column const& other, std::size_t row, std::size_t times);
    /// The values of these rows.
    void append(Column const& other, std::span<std::uint32_t const> rows);
    /// Many numbers at once, value × 10^−scale each; where the bit of `nulls` is set, null.
    void append(std::span<std::int64_t const> values, int scale, std::span<std::uint64_t const> nulls);
    /// The values of these rows, in this order; `noRow` gives null. Texts keep their codes and the whole dictionary.
    [[nodiscard]] Column taken(std::span<std::uint32_t const> rows) const;

    [[nodiscard]] bool isNull(std::size_t row) const noexcept { return ((values_->nulls[row / 64] >> (row % 64)) & 1U) != 0; }
    // The value of a row that is not null.
    [[nodiscard]] bool boolean(std::size_t row) const noexcept { return ((values_->bits[row / 64] >> (row % 64)) & 1U) != 0; }
    [[nodiscard]] Number number(std::size_t row) const noexcept { return isNarrow() ? Number{values_->narrow[row], scale_} : values_->wide[row]; }
    [[nodiscard]] std::string_view text(std::size_t row) const noexcept { return values_->dictionary->at(values_->codes[row]); }
    /// As CSV writes it: "" for null, "true", "12.5" without needless zeros, the text.
    [[nodiscard]] std::string written(std::size_t row) const;
    /// As a person reads it: a Number with two decimals at least, so that an amount stays "12.50", whatever stands in other rows.
    [[nodiscard]] std::string shown(std::size_t row) const;

    // How the values are kept, for the evaluation. A null has 0, false or the code 0.
    [[nodiscard]] bool isNarrow() const noexcept { return !values_ || values_->wide.empty(); }
    [[nodiscard]] int scale() const noexcept { return scale_; }
    [[nodiscard]] std::span<std::int64_t const> narrow() const noexcept { return values_ ? std::span<std::int64_t const>{values_->narrow} : std::span<std::int64_t const>{}; }
    [[nodiscard]] std::span<Number const> wide() const noexcept { return values_ ? std::span<Number const>{values_->wide} : std::span<Number const>{}; }
    [[nodiscard]] std::span<std::uint32_t const> codes() const noexcept { return values_ ? std::span<std::uint32_t const>{values_->codes} : std::span<std::uint32_t const>{}; }
    [[nodiscard]] std::span<std::uint64_t const> bits() const noexcept { return values_ ? std::span<std::uint64_t const>{values_->bits} : std::span<std::uint64_t const>{}; }
    [[nodiscard]] std::span<std::uint64_t const> nullBits() const noexcept { return values_ ? std::span<std::uint64_t const>{values_->nulls} : std::span<std::uint64_t const>{}; }
    /// Of a textual column.
    [[nodiscard]] Dictionary const& dictionary() const noexcept;

private:
    struct Values {
        std::vector<std::uint64_t> nulls;
        std::vector<std::uint64_t> bits;
        std::vector<std::int64_t> narrow;
        std::vector<Number> wide;
        std::vector<std::uint32_t> codes;
        std::shared_ptr<Dictionary> dictionary;  // shared in the same way; there as soon as a textual column has a row
    };
    /// The values, to be changed: no other column has them.
    Values& own();
    /// Of `own()`, to be added to.
    Dictionary& ownDictionary();
    void startRow(Values& values, bool null);
    void widen(Values& values);

    ScalarType type_;
    int scale_ = 0;
    std::size_t size_ = 0;
    std::shared_ptr<Values> values_;  // null while there are no rows
};

/// Puts columns and a structure together. One column per component, all of one length.
class Dataset {
public:
    explicit Dataset(Structure structure);
    /// One column per component, of its type, all of one length (asserted).
    Dataset(Structure structure, std::vector<Column> columns);
    /// The same for a structure that many datasets have.
    explicit Dataset(std::shared_ptr<Structure const> structure);
    Dataset(std::shared_ptr<Structure const> structure, std::vector<Column> columns);

    [[nodiscard]] Structure const& structure() const noexcept { return *structure_; }
    /// A dataset without components has no rows; one without identifiers has at most one.
    [[nodiscard]] std::size_t rowCount() const noexcept { return columns_.empty() ? 0 : columns_.front().size(); }
    [[nodiscard]] std::vector<Column> const& columns() const noexcept { return columns_; }
    [[nodiscard]] Column& column(std::size_t component) noexcept { return columns_[component]; }
    [[nodiscard]] Column const& column(std::size_t component) const noexcept { return columns_[component]; }

private:
    std::shared_ptr<Structure const> structure_;
    std::vector<Column> columns_;
};

/// Datasets by name.
using Datasets = std::map<std::string, Dataset, std::less<>>;

/// {"name":"DS_1","components":[{"name":"Id_1","role":"Identifier","data_type":"String","nullable":false}, …]}.
/// Also understood: "type" for "data_type", "Time_Period", "Viral Attribute", types and roles in any case; unless given, identifiers are
/// not nullable and all else is. `file` goes before the pointer in errors.
/// Errors: those of JSON, datasetRoleUnknown, datasetTypeUnknown, datasetComponentTwice, datasetIdentifierNullable.
[[nodiscard]] Result<Structure> readStructure(BytesView json, std::string_view file = {});
[[nodiscard]] std::string writeStructure(Structure const& structure);

/// Reads the values; the header has the structure's components in any order, an empty field is null.
/// Errors, at "file:line:column" where the column counts fields: those of CSV, datasetColumnUnknown, datasetValueMalformed,
/// datasetValueMissing (an identifier or another component that is not nullable), datasetKeyTwice.
[[nodiscard]] Result<Dataset> readDataset(Structure structure, BytesView csv, std::string_view file = {});
/// The same for a text that comes piece by piece and is never in memory as a whole: beside the columns only a piece of it is, and
/// while keys are compared up to 16 bytes for each row. Also datasetTooLong, and what the source says.
[[nodiscard]] Result<Dataset> readDataset(Structure structure, TextSource const& csv, std::string_view file = {});
/// The same; reads on behind a value that is missing or malformed and adds all such to `problems`. Nothing when there is one.
[[nodiscard]] std::optional<Dataset> readDataset(Structure structure, TextSource const& csv, std::string_view file, Problems& problems);
[[nodiscard]] std::string writeCsv(Dataset const& dataset);
/// The same piece by piece, each of about a megabyte; empty at the end. The dataset must outlive it.
[[nodiscard]] std::function<Result<std::string>()> csvPieces(Dataset const& dataset);

}  // namespace vtl
}  // namespace zhibao
