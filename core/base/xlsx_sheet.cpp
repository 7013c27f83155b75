#include "base/xlsx_sheet.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "base/xlsx_numbers.h"
#include "base/xlsx_parts.h"
#include "base/xlsx_xml.h"

namespace zhibao::xlsx {

namespace {

// A limit of the file format itself.
constexpr std::size_t rowsOfFormat = 1'048'576;

struct Position {
    std::size_t row = 0;
    std::size_t column = 0;
};

/// "C7", from 0; nothing when it is no cell's name.
std::optional<Position> positionOf(std::string_view name) noexcept {
    std::size_t column = 0;
    std::size_t i = 0;
    for (; i < name.size() && name[i] >= 'A' && name[i] <= 'Z' && i < 4; ++i) column = column * 26 + static_cast<std::size_t>(name[i] - 'A' + 1);
    auto const row = wholeNumber<std::size_t>(name.substr(i));
    if (i == 0 || !row || *row == 0 || *row > rowsOfFormat) return std::nullopt;
    return Position{*row - 1, column - 1};
}

class SheetHandler final : public Handler {
public:
    SheetHandler(XlsxSheet& sheet, Shared& shared, std::string const& entry, XlsxLimits const& limits)
        : sheet_(sheet), shared_(shared), entry_(entry), limits_(limits) {}

    void begin(std::string_view element, Attributes const& attributes) override {
        if (isInCell_) {
            beginInCell(element);
        } else if (element == "row") {
            // What stands in the row outside would be lost.
            if (isInRow_) problem = malformed("row inside a row", entry_).value();
            else beginRow(attributes);
        } else if (element == "c" && isInRow_) {
            beginCell(attributes);
        } else if (element == "mergeCell") {
            merge(attributes.find("ref").value_or(""));
        }
    }

    void end(std::string_view element) override {
        if (isInCell_) {
            gatherer_.end(element);
            if (element == "v") isInValue_ = false;
            if (element == "c") endCell();
        } else if (element == "row") {
            endRow();
        }
    }

    void text(std::string_view characters) override {
        if (!isInCell_) return;
        gatherer_.text(characters);
        if (isInValue_) value_ += characters;
        if (value_.size() + gatherer_.size() > limits_.cellTextBytes) problem = tooLarge("text", limits_.cellTextBytes, place()).value();
    }

private:
    [[nodiscard]] std::string place() const { return sheet_.name + "!" + cellName(row_.index, column_); }

    void beginRow(Attributes const& attributes) {
        auto index = nextRow_;
        if (auto const written = attributes.find("r")) {
            auto const number = wholeNumber<std::size_t>(*written);
            if (!number || *number == 0 || *number > rowsOfFormat) {
                problem = malformed("row " + shortened(*written, 20), entry_).value();
                return;
            }
            index = *number - 1;
        }
        if (index >= rowsOfFormat) {
            problem = tooLarge("rows", rowsOfFormat, sheet_.name).value();
            return;
        }
        auto const hidden = attributes.find("hidden");
        row_ = XlsxRow{index, hidden == "1" || hidden == "true", {}};
        isInRow_ = true;
        nextColumn_ = 0;
    }

    void endRow() {
        if (!isInRow_) return;
        isInRow_ = false;
        nextRow_ = row_.index + 1;
        if (row_.cells.empty()) return;
        sheet_.rows.push_back(std::move(row_));
    }

    void beginCell(Attributes const& attributes) {
        column_ = nextColumn_;
        if (auto const name = attributes.find("r")) {
            auto const position = positionOf(*name);
            if (!position || position->row != row_.index) {
                problem = malformed("cell " + shortened(*name, 20), fmt::format("{}!{}", sheet_.name, row_.index + 1)).value();
                return;
            }
            column_ = position->column;
        }
        nextColumn_ = column_ + 1;
        isInCell_ = true;
        type_ = attributes.find("t").value_or("n");
        style_ = wholeNumber<std::size_t>(attributes.find("s").value_or("0")).value_or(0);
        value_.clear();
        hasValue_ = false;
        isFormula_ = false;
        isInValue_ = false;
        gatherer_ = {};
    }

    void beginInCell(std::string_view element) {
        gatherer_.begin(element);
        if (element == "v") {
            isInValue_ = true;
            hasValue_ = true;
        }
        if (element == "f") isFormula_ = true;
    }

    void endCell() {
        isInCell_ = false;
        XlsxCell cell;
        cell.column = column_;
        cell.isFormula = isFormula_;
        if (type_ == "s") {
            if (hasValue_) {
                auto const index = wholeNumber<std::size_t>(value_);
                if (!index || *index >= shared_.strings.size()) {
                    problem = malformed("shared string " + shortened(value_, 20), place()).value();
                    return;
                }
                cell.text = shared_.strings[*index];
            }
        } else if (type_ == "inlineStr") {
            cell.text = gatherer_.take();
        } else if (type_ == "str") {
            cell.text = unescaped(value_);
        } else if (type_ == "b") {
            cell.kind = XlsxKind::boolean;
            if (hasValue_) cell.text = value_ == "1" || value_ == "true" ? "true" : "false";
        } else if (type_ == "e") {
            cell.kind = XlsxKind::error;
            cell.text = value_;
        } else if (type_ == "d") {
            cell.kind = XlsxKind::date;
            cell.text = value_;
            if (cell.text.ends_with("T00:00:00")) cell.text.resize(cell.text.size() - 9);
        } else if (type_ == "n") {
            cell.kind = XlsxKind::number;
            cell.text = trimmed(value_);
            if (!cell.text.empty()) {
                if (!readDecimal(cell.text)) {
                    problem = fail(error::xlsxNumberMalformed, {{"text", shortened(cell.text, 40)}}, place()).value();
                    return;
                }
                auto const shown = style_ < shared_.styles.size() ? shared_.styles[style_] : Shown::plain;
                cell.isPercent = shown == Shown::percent;
                if (shown == Shown::day) {
                    if (auto day = dayOfSerial(cell.text, shared_.countsFrom1904)) {
                        cell.kind = XlsxKind::date;
                        cell.text = *std::move(day);
                    }
                }
            }
        } else {
            problem = malformed("cell type " + shortened(type_, 20), place()).value();
            return;
        }
        if (cell.text.empty() && !cell.isFormula) return;
        if (column_ >= limits_.columns) {
            problem = tooLarge("columns", limits_.columns, place()).value();
            return;
        }
        if (++shared_.cells > limits_.cells) {
            problem = tooLarge("cells", limits_.cells, place()).value();
            return;
        }
        shared_.textBytes += cell.text.size();
        if (shared_.textBytes > limits_.textBytes) {
            problem = tooLarge("text", limits_.textBytes, place()).value();
            return;
        }
        row_.cells.push_back(std::move(cell));
    }

    void merge(std::string_view reference) {
        auto const colon = reference.find(':');
        auto const first = positionOf(reference.substr(0, colon));
        auto const last = colon == std::string_view::npos ? first : positionOf(reference.substr(colon + 1));
        if (!first || !last || last->row < first->row || last->column < first->column) {
            problem = malformed("merged cells " + shortened(reference, 40), sheet_.name).value();
            return;
        }
        if (sheet_.mergedCells.size() == limits_.cells) {
            problem = tooLarge("merged cells", limits_.cells, sheet_.name).value();
            return;
        }
        sheet_.mergedCells.push_back({first->row, first->column, last->row, last->column});
    }

    XlsxSheet& sheet_;
    Shared& shared_;
    std::string entry_;
    XlsxLimits const& limits_;
    TextGatherer gatherer_;
    XlsxRow row_;
    std::size_t nextRow_ = 0;
    std::size_t nextColumn_ = 0;
    std::size_t column_ = 0;
    std::size_t style_ = 0;
    std::string type_;
    std::string value_;
    bool hasValue_ = false;
    bool isFormula_ = false;
    bool isInValue_ = false;
    bool isInRow_ = false;
    bool isInCell_ = false;
};

/// Rows and cells in order, each once. Every known program writes them so; order alone harms nobody, a second value does.
Result<> putInOrder(XlsxSheet& sheet) {
    std::stable_sort(sheet.rows.begin(), sheet.rows.end(), [](auto const& left, auto const& right) { return left.index < right.index; });
    std::vector<XlsxRow> rows;
    for (auto& row : sheet.rows) {
        if (!rows.empty() && rows.back().index == row.index)
            std::move(row.cells.begin(), row.cells.end(), std::back_inserter(rows.back().cells));
        else
            rows.push_back(std::move(row));
    }
    sheet.rows = std::move(rows);
    for (auto& row : sheet.rows) {
        std::stable_sort(row.cells.begin(), row.cells.end(), [](auto const& left, auto const& right) { return left.column < right.column; });
        auto const twice = std::adjacent_find(row.cells.begin(), row.cells.end(),
                                              [](auto const& left, auto const& right) { return left.column == right.column; });
        if (twice != row.cells.end()) return fail(error::xlsxCellTwice, {}, sheet.name + "!" + cellName(row.index, twice->column));
    }
    return {};
}

}  // namespace

Result<> readSheet(BytesView xml, std::string const& entry, XlsxSheet& sheet, Shared& shared, XlsxLimits const& limits) {
    SheetHandler handler{sheet, shared, entry, limits};
    ZHIBAO_CHECK(parseXml(xml, entry, handler));
    return putInOrder(sheet);
}

}  // namespace zhibao::xlsx
