#pragma once
/// A table as it is printed (DOMAIN 1.8): every text already in one language, every figure already rounded. It is built by
/// table/build.h from sums and a definition, or by table/form_print.h from a filing; core/output turns it into bytes and
/// decides nothing of content any more. Preview, paper, PDF and every file are made from this one value.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/language.h"
#include "base/money.h"

namespace zhibao {

/// What is special about a figure, one bit each; a cell may carry several.
enum class CellMark : std::uint8_t {
    estimated = 1,      // e: imputed for what is missing
    departmental = 2,   // d: from another agency
    provisional = 4,    // p: may still change, or its calibre is not complete
    noContributor = 8,  // 0: nobody reported anything here; the value is zero
    notApplicable = 16, // n: the figure cannot exist; there is no value
    confidential = 32   // x: not shown; there is no value
};

/// The marks of one cell.
class CellMarks {
public:
    constexpr CellMarks() noexcept = default;
    constexpr CellMarks(CellMark mark) noexcept : bits_(static_cast<std::uint8_t>(mark)) {}
    [[nodiscard]] constexpr bool has(CellMark mark) const noexcept { return (bits_ & static_cast<std::uint8_t>(mark)) != 0; }
    [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
    constexpr CellMarks& add(CellMark mark) noexcept {
        bits_ = static_cast<std::uint8_t>(bits_ | static_cast<std::uint8_t>(mark));
        return *this;
    }
    constexpr CellMarks& add(CellMarks other) noexcept {
        bits_ = static_cast<std::uint8_t>(bits_ | other.bits_);
        return *this;
    }
    /// The letters of CONTRACTS, in the order e d p 0 n x; empty for an ordinary figure.
    [[nodiscard]] std::string text() const;
    friend constexpr bool operator==(CellMarks, CellMarks) noexcept = default;

private:
    std::uint8_t bits_ = 0;
};

/// One cell below the head. In a column of figures `value` is a plain decimal such as "-1234.50", rounded and without separators;
/// in a column of texts it is the text. Nothing: the cell is blank, or its marks say why there is no value.
struct TableCell {
    std::optional<std::string> value;
    CellMarks marks;
    friend bool operator==(TableCell const&, TableCell const&) = default;
};

enum class RowKind {
    total,    // contains all normal rows; stands first
    normal,
    ofWhich,  // a part of other rows (其中); never added to them
    section   // a heading between rows; its cells are blank
};

struct TableRow {
    std::string key;    // "total", or the code: what other programs find the row by
    std::vector<std::string> stubs;  // one text per stub column; the first is the label
    int level = 0;      // depth of indentation
    RowKind kind = RowKind::normal;
    [[nodiscard]] std::string const& label() const noexcept { return stubs.front(); }
    friend bool operator==(TableRow const&, TableRow const&) = default;
};

/// A text column at the left (主栏), lettered 甲, 乙, 丙 …
struct StubColumn {
    std::string letter;
    std::string title;
    friend bool operator==(StubColumn const&, StubColumn const&) = default;
};

enum class CellKind { number, text };

/// A column right of the stub (宾栏).
struct TableColumn {
    std::string key;
    std::string number;  // printed below the head: "1", "2" …
    std::string label;   // the whole heading on one line: "出口 · 跨境提供"
    CellKind kind = CellKind::number;
    friend bool operator==(TableColumn const&, TableColumn const&) = default;
};

/// One heading of the head, which may stand over several columns and rows.
struct HeadCell {
    std::string text;
    std::size_t columns = 1;
    std::size_t rows = 1;
    friend bool operator==(HeadCell const&, HeadCell const&) = default;
};

/// "制定机关：" and what stands behind it. The value may be empty: then there is room to write.
struct LabelledText {
    std::string label;
    std::string value;
    friend bool operator==(LabelledText const&, LabelledText const&) = default;
};

/// How paper is held.
enum class Orientation { automatic, portrait, landscape };

struct Table {
    std::string id;
    Language language = Language::chinese;
    std::string title;
    std::string subtitle;                  // below the title; empty for none
    std::vector<LabelledText> legalMarks;  // upper right: 表号, 制定机关, 批准机关, 批准文号, 有效期至, 计量单位
    std::vector<LabelledText> heading;     // upper left: who compiled it, or the unit and its code
    std::string period;                    // "2017Q1"; "2017Q1/2017Q2" when cumulative
    std::string periodText;                // "2017年1—2季度"
    bool cumulative = false;
    std::string calibre;                   // "reported" …; empty where none applies (a form)
    std::string currency;                  // "USD"
    Unit unit = Unit::one;
    std::string unitText;                  // "万美元"

    std::vector<StubColumn> stubs;
    std::vector<std::vector<HeadCell>> head;  // rows of headings from the top; the first row begins with the stubs' titles
    std::vector<TableColumn> columns;
    std::vector<std::size_t> widths;  // of stubs and columns in percent of the page; empty: as their contents need
    std::vector<TableRow> rows;
    std::vector<std::vector<TableCell>> cells;  // one line per row, one cell per column

    std::vector<std::string> notes;      // without numbers; output numbers them
    std::vector<LabelledText> footer;    // names and dates below the table
    std::string sampleMark;              // 样表 or 样例; empty for an official table
    std::string edition;                 // "services-trade/2017-1"
    std::string dataVersion;             // which state of the ledger; empty for a form
    std::optional<Moment> madeAt;        // printed as it is in China: "2017-07-21 10:00"
    Orientation orientation = Orientation::automatic;
    std::string blockTitle;              // "一、服务出口" where a print consists of blocks; empty otherwise
    bool startsPage = false;             // a continuation that begins on a new page
    bool continuation = false;           // a further block of the print before it: shows its block title instead of title and marks

    friend bool operator==(Table const&, Table const&) = default;
};

/// How a figure without value, or a nobody's zero, is printed: "–" no contributor, "×" not applicable, "…" confidential.
/// Empty when the cell shows its value (or is blank).
[[nodiscard]] std::string_view symbolOf(CellMarks marks) noexcept;
/// The letters that stand behind a printed value: "e", "d", "p". Empty for none.
[[nodiscard]] std::string suffixOf(CellMarks marks);
/// What the symbols and letters that occur in the table mean, as one note; empty when none occurs.
[[nodiscard]] std::string legendOf(Table const& table);
/// When the table was made, as people in China write it; empty when it does not say.
[[nodiscard]] std::string madeAtText(Table const& table);

/// A table whose parts do not fit together is a bug of ours; this says what is wrong, or nothing. Used by tests and assertions.
[[nodiscard]] std::string misfitOf(Table const& table);

}  // namespace zhibao
