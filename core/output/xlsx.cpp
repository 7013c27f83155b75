#include "output/xlsx.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <ctime>
#include <map>
#include <set>

#include <xlsxwriter.h>

#include "base/file.h"
#include "base/point_decimals.h"
#include "base/separators.h"
#include "base/text.h"

namespace zhibao {

namespace {

// A day that is the same for every workbook: files made from equal tables are equal.
constexpr std::time_t statedCreation = 1'483'228'800;  // 2017-01-01T00:00:00Z
constexpr std::size_t exactDigits = 15;                // of a binary number with 53 bits
constexpr std::size_t sheetNameLimit = 31;
constexpr std::size_t textLimit = 32'767;              // characters in one cell

constexpr std::uint32_t inkColour = 0x1B1F24;
constexpr std::uint32_t lineColour = 0x9AA3AE;
constexpr std::uint32_t headColour = 0xEEF2F7;
constexpr std::uint32_t paleColour = 0xF7F9FB;

std::size_t significantDigits(std::string_view decimal) {
    std::string digits;
    for (char const c : decimal)
        if (c >= '0' && c <= '9') digits += c;
    auto const first = digits.find_first_not_of('0');
    if (first == std::string::npos) return 1;
    auto const last = decimal.find('.') == std::string_view::npos ? digits.size() - 1 : digits.find_last_not_of('0');
    return last - first + 1;
}

std::string numberFormat(std::string_view decimal, std::string const& suffix) {
    auto const point = decimal.find('.');
    std::string format = "#,##0";
    if (point != std::string_view::npos) format += "." + std::string(decimal.size() - point - 1, '0');
    if (!suffix.empty()) format += "\"" + suffix + "\"";
    return format;
}

/// Columns of the screen that a text takes: a Chinese character is as wide as two digits.
std::size_t widthOf(std::string_view text) {
    std::size_t width = 0;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (byte < 0x80) ++width;
        else if (byte >= 0xE2) width += 2;
        else if (byte >= 0xC0) ++width;
    }
    return width;
}

class WorkbookWriter {
public:
    explicit WorkbookWriter(lxw_workbook* workbook) : workbook_(workbook) {}

    void write(std::vector<Table> const& tables) {
        properties(tables.front());
        for (auto const& table : tables) sheet(table);
        notesSheet(tables);
    }

private:
    void properties(Table const& table) {
        auto title = table.title;
        auto author = std::string{};
        lxw_doc_properties properties{};
        properties.title = title.data();
        properties.author = author.data();
        properties.created = statedCreation;
        workbook_set_properties(workbook_, &properties);
    }

    /// One format per distinct look; the library never shares them by itself.
    struct Look {
        bool bold = false;
        int size = 10;  // points
        std::uint8_t align = LXW_ALIGN_LEFT;
        bool framed = false;
        std::uint32_t background = 0;  // 0 for none
        bool wrapped = false;
        int indent = 0;
        std::string numbers = {};
        friend auto operator<=>(Look const&, Look const&) = default;
    };

    lxw_format* format(Look const& look) {
        auto const known = formats_.find(look);
        if (known != formats_.end()) return known->second;
        auto* made = workbook_add_format(workbook_);
        format_set_font_name(made, "SimSun");
        format_set_font_size(made, look.size);
        format_set_font_color(made, inkColour);
        if (look.bold) format_set_bold(made);
        format_set_align(made, look.align);
        format_set_align(made, LXW_ALIGN_VERTICAL_CENTER);
        if (look.framed) {
            format_set_border(made, LXW_BORDER_THIN);
            format_set_border_color(made, lineColour);
        }
        if (look.background != 0) format_set_bg_color(made, look.background);
        if (look.wrapped) format_set_text_wrap(made);
        if (look.indent > 0) format_set_indent(made, static_cast<std::uint8_t>(look.indent));
        if (!look.numbers.empty()) format_set_num_format(made, look.numbers.c_str());
        return formats_.emplace(look, made).first->second;
    }

    std::string sheetName(std::string const& wanted) {
        std::string name;
        for (char const c : wanted) name += std::string_view{"[]:*?/\\'"}.find(c) == std::string_view::npos ? c : ' ';
        name = trimmed(shortened(name, sheetNameLimit));
        if (name.empty()) name = "Sheet";
        auto const base = name;
        // Names that differ in case only are one name to a spreadsheet.
        for (int number = 2; !names_.insert(foldedForSearch(name)).second; ++number) {
            auto const suffix = " " + std::to_string(number);
            name = shortened(base, sheetNameLimit - suffix.size()) + suffix;
        }
        return name;
    }

    static void text(lxw_worksheet* sheet, lxw_row_t row, std::size_t column, std::string const& content, lxw_format* look) {
        auto const fitting = shortened(content, textLimit);
        if (fitting.empty()) worksheet_write_blank(sheet, row, static_cast<lxw_col_t>(column), look);
        else worksheet_write_string(sheet, row, static_cast<lxw_col_t>(column), fitting.c_str(), look);
    }

    static void merged(lxw_worksheet* sheet, lxw_row_t firstRow, std::size_t firstColumn, lxw_row_t lastRow, std::size_t lastColumn, std::string const& content,
                       lxw_format* look) {
        if (firstRow == lastRow && firstColumn == lastColumn) {
            text(sheet, firstRow, firstColumn, content, look);
            return;
        }
        worksheet_merge_range(sheet, firstRow, static_cast<lxw_col_t>(firstColumn), lastRow, static_cast<lxw_col_t>(lastColumn), shortened(content, textLimit).c_str(), look);
    }

    lxw_row_t top(lxw_worksheet* sheet, Table const& table, std::size_t width) {
        bool const chinese = table.language == Language::chinese;
        lxw_row_t row = 0;
        merged(sheet, row, 0, row, width - 1, table.blockTitle.empty() ? table.title : table.title + "　" + table.blockTitle,
               format({true, 14, LXW_ALIGN_CENTER}));
        worksheet_set_row(sheet, row++, 26, nullptr);
        if (!table.subtitle.empty()) {
            merged(sheet, row, 0, row, width - 1, table.subtitle, format({false, 10, LXW_ALIGN_CENTER}));
            ++row;
        }
        auto marks = table.legalMarks;
        if (!table.unitText.empty()) marks.push_back({chinese ? "计量单位：" : "Unit: ", table.unitText});
        auto left = table.heading;
        if (!table.sampleMark.empty()) left.insert(left.begin(), {"", table.sampleMark});
        // Left lines begin at the left edge, marks end at the right edge; the period stands between them on the last of these rows.
        auto const lines = std::max(left.size(), marks.size());
        auto const markColumn = width > 3 ? width - 2 : width - 1;
        for (std::size_t line = 0; line < lines; ++line, ++row) {
            auto const fromLast = lines - line;
            if (fromLast <= left.size()) {
                auto const& one = left[left.size() - fromLast];
                text(sheet, row, 0, one.label + one.value, format({one.label.empty(), 9, LXW_ALIGN_LEFT}));
            }
            if (fromLast <= marks.size()) {
                auto const& one = marks[marks.size() - fromLast];
                text(sheet, row, markColumn, one.label + one.value, format({false, 9, LXW_ALIGN_LEFT}));
            }
            if (fromLast == 1 && width > 2) text(sheet, row, width / 2, table.periodText, format({false, 10, LXW_ALIGN_CENTER}));
        }
        return row;
    }

    lxw_row_t head(lxw_worksheet* sheet, Table const& table, lxw_row_t row, std::size_t width) {
        auto* const look = format({false, 10, LXW_ALIGN_CENTER, true, headColour, true});
        std::vector<std::vector<bool>> taken(table.head.size(), std::vector<bool>(width, false));
        for (std::size_t line = 0; line < table.head.size(); ++line) {
            std::size_t place = 0;
            for (auto const& cell : table.head[line]) {
                while (taken[line][place]) ++place;
                for (std::size_t down = 0; down < cell.rows; ++down)
                    for (std::size_t right = 0; right < cell.columns; ++right) taken[line + down][place + right] = true;
                auto const first = row + static_cast<lxw_row_t>(line);
                merged(sheet, first, place, first + static_cast<lxw_row_t>(cell.rows) - 1, place + cell.columns - 1, cell.text, look);
                place += cell.columns;
            }
            worksheet_set_row(sheet, row + static_cast<lxw_row_t>(line), 30, nullptr);
        }
        row += static_cast<lxw_row_t>(table.head.size());
        auto* const small = format({false, 8, LXW_ALIGN_CENTER, true, paleColour});
        for (std::size_t i = 0; i < table.stubs.size(); ++i) text(sheet, row, i, table.stubs[i].letter, small);
        for (std::size_t j = 0; j < table.columns.size(); ++j) text(sheet, row, table.stubs.size() + j, table.columns[j].number, small);
        return row + 1;
    }

    void figure(lxw_worksheet* sheet, lxw_row_t row, std::size_t column, TableCell const& cell, Look look) {
        look.align = LXW_ALIGN_RIGHT;
        auto const symbol = symbolOf(cell.marks);
        auto const suffix = suffixOf(cell.marks);
        if (!symbol.empty() || !cell.value) {
            text(sheet, row, column, symbol.empty() ? suffix : std::string{symbol}, format(look));
            return;
        }
        // The file format has no exact numbers. Up to 15 digits the nearest one stands for exactly this decimal.
        double number = 0;
        auto const& value = *cell.value;
        auto const parsed = std::from_chars(value.data(), value.data() + value.size(), number);
        bool const isNumber = parsed.ec == std::errc{} && parsed.ptr == value.data() + value.size();
        if (!isNumber || significantDigits(value) > exactDigits) {
            text(sheet, row, column, withSeparators(value) + suffix, format(look));
            anyTextFigure_ = anyTextFigure_ || isNumber;
            return;
        }
        look.numbers = numberFormat(value, suffix);
        worksheet_write_number(sheet, row, static_cast<lxw_col_t>(column), number, format(look));
    }

    void sheet(Table const& table) {
        auto const name = sheetName(table.blockTitle.empty() ? table.title : table.blockTitle);
        auto* const made = workbook_add_worksheet(workbook_, name.c_str());
        auto const width = table.stubs.size() + table.columns.size();
        auto row = top(made, table, width);
        auto const headRow = row;
        row = head(made, table, row, width);
        worksheet_freeze_panes(made, row, static_cast<lxw_col_t>(table.stubs.size()));
        worksheet_repeat_rows(made, headRow, row - 1);
        for (std::size_t i = 0; i < table.rows.size(); ++i, ++row) {
            auto const& line = table.rows[i];
            Look look{line.kind == RowKind::total || line.kind == RowKind::section, 10, LXW_ALIGN_LEFT, true, line.kind == RowKind::total ? paleColour : 0U};
            if (line.kind == RowKind::section) {
                merged(made, row, 0, row, width - 1, line.label(), format(look));
                continue;
            }
            for (std::size_t stub = 0; stub < line.stubs.size(); ++stub) {
                auto own = look;
                own.align = stub == 0 ? LXW_ALIGN_LEFT : LXW_ALIGN_CENTER;
                if (stub == 0) own.indent = line.level;
                text(made, row, stub, line.stubs[stub], format(own));
            }
            for (std::size_t j = 0; j < table.columns.size(); ++j) {
                auto const& cell = table.cells[i][j];
                auto const column = table.stubs.size() + j;
                if (table.columns[j].kind == CellKind::number) {
                    figure(made, row, column, cell, look);
                } else {
                    auto own = look;
                    own.align = LXW_ALIGN_CENTER;
                    auto const symbol = symbolOf(cell.marks);
                    text(made, row, column, symbol.empty() ? cell.value.value_or("") : std::string{symbol}, format(own));
                }
            }
        }
        if (!table.footer.empty()) {
            std::string line;
            for (auto const& place : table.footer) line += (line.empty() ? "" : "　　") + place.label + (place.value.empty() ? "＿＿＿＿" : place.value);
            text(made, row, 0, line, format({false, 9}));
        }
        columns(made, table);
        worksheet_set_paper(made, 9);  // A4
        if (width > 5) worksheet_set_landscape(made);
        worksheet_fit_to_pages(made, 1, 0);
        worksheet_set_footer(made, "&C&P / &N");
        worksheet_gridlines(made, LXW_HIDE_ALL_GRIDLINES);
    }

    static void columns(lxw_worksheet* sheet, Table const& table) {
        for (std::size_t i = 0; i < table.stubs.size() + table.columns.size(); ++i) {
            std::size_t widest = 8;
            for (std::size_t row = 0; row < table.rows.size(); ++row) {
                if (table.rows[row].kind == RowKind::section) continue;
                auto const isStub = i < table.stubs.size();
                auto const indent = i == 0 ? 2 * static_cast<std::size_t>(table.rows[row].level) : 0;
                auto const& text = isStub ? table.rows[row].stubs[i] : table.cells[row][i - table.stubs.size()].value.value_or("");
                widest = std::max(widest, widthOf(isStub ? text : withSeparators(text)) + indent);
            }
            auto const column = static_cast<lxw_col_t>(i);
            worksheet_set_column(sheet, column, column, static_cast<double>(std::min<std::size_t>(widest + 3, 48)), nullptr);
        }
    }

    void notesSheet(std::vector<Table> const& tables) {
        auto const& first = tables.front();
        bool const chinese = first.language == Language::chinese;
        auto* const sheet = workbook_add_worksheet(workbook_, sheetName(chinese ? "说明" : "Notes").c_str());
        worksheet_set_column(sheet, 0, 0, 18, nullptr);
        worksheet_set_column(sheet, 1, 1, 100, nullptr);
        lxw_row_t row = 0;
        auto const line = [&](std::string const& label, std::string const& content) {
            if (content.empty()) return;
            text(sheet, row, 0, label, format({false, 10, LXW_ALIGN_LEFT}));
            text(sheet, row++, 1, content, format({false, 10, LXW_ALIGN_LEFT, false, 0, true}));
        };
        line(chinese ? "表名" : "Table", first.title);
        for (auto const& heading : first.heading) line(heading.label, heading.value);
        line(chinese ? "报告期" : "Period", first.periodText);
        line(chinese ? "计量单位" : "Unit", first.unitText);
        line(chinese ? "制度版本" : "Edition", first.edition);
        line(chinese ? "数据版本" : "Data version", first.dataVersion);
        line(chinese ? "制表时间" : "Made at", madeAtText(first));
        int number = 0;
        std::string legends;
        for (auto const& table : tables) {
            for (auto const& note : table.notes) line((chinese ? "说明 " : "Note ") + std::to_string(++number), note);
            if (legends.empty()) legends = legendOf(table);
        }
        line(chinese ? "符号" : "Symbols", legends);
        if (anyTextFigure_)
            line(chinese ? "数位" : "Digits", chinese ? "有效数字超过15位的数以文本存放，因为表格软件的数值只能精确到15位。"
                                                    : "Figures with more than 15 significant digits are stored as text, because numbers of a spreadsheet are exact to 15 digits only.");
    }

    lxw_workbook* workbook_;
    std::map<Look, lxw_format*> formats_;
    std::set<std::string> names_;
    bool anyTextFigure_ = false;
};

}  // namespace

Result<Bytes> toXlsx(std::vector<Table> const& tables) {
    assert(!tables.empty());
    return bytesWrittenTo([&](std::filesystem::path const& path) -> Result<> {
        PointDecimals const pointDecimals;
        auto const name = nativeText(path);
        auto* workbook = workbook_new(name.c_str());
        if (workbook == nullptr) return fail(error::workbookUnwritable, {{"text", "workbook_new"}});
        WorkbookWriter{workbook}.write(tables);
        if (auto const problem = workbook_close(workbook); problem != LXW_NO_ERROR) return fail(error::workbookUnwritable, {{"text", lxw_strerror(problem)}});
        return {};
    });
}

Result<Bytes> toXlsx(Table const& table) {
    return toXlsx(std::vector<Table>{table});
}

}  // namespace zhibao
