#include "output/html.h"

#include <algorithm>
#include <vector>

#include "base/separators.h"

namespace zhibao {

namespace {

/// Qt reads font sizes in points as paper does; browsers too. Colours are plain enough to survive a black-and-white printer.
constexpr std::string_view commonStyle = R"(
body { font-family: "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "WenQuanYi Zen Hei", sans-serif; font-size: 9pt; color: #1b1f24; }
h1 { font-size: 15pt; font-weight: bold; margin-top: 0; margin-bottom: 2px; }
p { margin-top: 2px; margin-bottom: 2px; }
p.subtitle { font-size: 10pt; }
p.period { font-size: 10pt; margin-top: 4px; white-space: pre-wrap; }
p.block { font-size: 10pt; font-weight: bold; margin-top: 10px; margin-bottom: 3px; }
td.marks { font-size: 8pt; }
td.aside { font-size: 8.5pt; }
table.data { border-collapse: collapse; border-style: solid; border-color: #1b1f24; border-width: 1px; }
table.data th { font-weight: normal; background-color: #eef2f7; border-style: solid; border-color: #7d8794; border-width: 1px; }
table.data th.number { font-size: 7.5pt; color: #4a5360; background-color: #f7f9fb; }
table.data td { border-style: solid; border-color: #b9c0c9; border-width: 1px; }
table.data td.total { font-weight: bold; background-color: #f1f5fa; }
table.data td.section { font-weight: bold; }
table.data td.level1 { padding-left: 16px; }
table.data td.level2 { padding-left: 28px; }
table.data td.level3 { padding-left: 40px; }
table.data td.level4 { padding-left: 52px; }
p.line { white-space: pre-wrap; }
td.notes { font-size: 8pt; color: #30363d; }
p.provenance { font-size: 7.5pt; color: #5b6572; margin-top: 8px; }
td.footer { font-size: 8.5pt; }
)";

constexpr int deepestLevel = 4;
constexpr int noteTitleWidth = 40;  // pixels: room for 说明：

/// What only browsers see. Qt stops reading a style sheet at the first thing it does not know, hence a sheet of its own.
constexpr std::string_view browserStyle = R"(
@media screen {
  body { background: #f3f5f8; margin: 0; padding: 24px; }
  main { background: #fff; margin: 0 auto; max-width: 1120px; padding: 28px 32px; box-shadow: 0 1px 4px rgba(20, 30, 45, .18); overflow-x: auto; }
}
main { font-variant-numeric: tabular-nums; }
table.data { border-width: 2px 0; }
table.data th:first-child, table.data td:first-child { border-left: 0; }
table.data th.last, table.data td.last { border-right: 0; }
table.data td.figure { white-space: nowrap; }
td.marks p, td.aside p { margin: 0; line-height: 1.45; }
.sample { border: 1.5px solid #1b1f24; padding: 1px 10px; font-size: 11pt; letter-spacing: .2em; display: inline-block; }
sup { font-size: 70%; }
@page { size: A4 landscape; margin: 14mm; }
@media print { body { margin: 0; } tr { page-break-inside: avoid; } }
)";

std::string attribute(std::string_view name, std::size_t value) {
    return value == 1 ? std::string{} : " " + std::string{name} + "=\"" + std::to_string(value) + "\"";
}

/// Short texts that wrap: a number stays with what it counts ("10 000", "Services 2").
std::string keptTogether(std::string_view text) {
    auto const html = escapedForHtml(text);
    std::string kept;
    for (std::size_t i = 0; i < html.size(); ++i) {
        bool const isBeforeNumber = html[i] == ' ' && i + 1 < html.size() && html[i + 1] >= '0' && html[i + 1] <= '9';
        if (isBeforeNumber) kept += "&nbsp;";
        else kept += html[i];
    }
    return kept;
}

/// "制定机关：重庆…" with the label's own colon; room to write where there is no value.
std::string labelled(LabelledText const& text) {
    if (!text.value.empty()) return escapedForHtml(text.label + text.value);
    std::string html = escapedForHtml(text.label) + "<u>";
    for (int i = 0; i < 18; ++i) html += "&nbsp;";
    return html + "</u>";
}

std::string labelledLines(std::vector<LabelledText> const& texts) {
    std::string html;
    for (auto const& text : texts) html += "<p class=\"line\">" + keptTogether(text.label + text.value) + "</p>";
    return html;
}

std::string top(Table const& table, HtmlUse use) {
    std::string html = "<table class=\"top\" width=\"100%\" border=\"0\" cellspacing=\"0\" cellpadding=\"2\">\n<tr>";
    // The title keeps the middle by equal widths left and right of it.
    html += "<td width=\"27%\" valign=\"top\">";
    if (use == HtmlUse::reading && !table.sampleMark.empty()) html += "<span class=\"sample\">" + escapedForHtml(table.sampleMark) + "</span>";
    html += "</td>\n<td width=\"46%\" align=\"center\" valign=\"middle\"><h1 align=\"center\">" + keptTogether(table.title) + "</h1>";
    if (!table.subtitle.empty()) html += "<p class=\"subtitle\" align=\"center\">" + escapedForHtml(table.subtitle) + "</p>";
    html += "<p class=\"period\" align=\"center\">" + escapedForHtml(table.periodText) + "</p>";
    html += "</td>\n<td class=\"marks\" width=\"27%\" valign=\"top\">" + labelledLines(table.legalMarks) + "</td></tr>\n";
    // As far as the marks, so that no name and no calibre wraps.
    html += "<tr><td class=\"aside\" colspan=\"2\" valign=\"bottom\">" + labelledLines(table.heading) + "</td>\n";
    html += "<td class=\"marks\" valign=\"bottom\">";
    if (!table.unitText.empty())
        html += "<p>" + std::string{table.language == Language::chinese ? "计量单位：" : "Unit: "} + keptTogether(table.unitText) + "</p>";
    return html + "</td></tr>\n</table>\n";
}

/// How wide a text is, in halves of a Chinese character.
std::size_t widthOf(std::string_view text) {
    std::size_t width = 0;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (byte < 0x80) ++width;
        else if (byte >= 0xC0) width += 2;
    }
    return width;
}

/// The widest piece of a text that must not be broken: a word, or one Chinese character.
std::size_t unbreakableWidthOf(std::string_view text) {
    std::size_t widest = 0;
    std::size_t word = 0;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (byte >= 0xC0) widest = std::max<std::size_t>(widest, 2);
        word = byte < 0x80 && c != ' ' ? word + 1 : 0;
        widest = std::max(widest, word);
    }
    return widest;
}

/// Percent of the page's width for each column, the same for all blocks of a print, so that they stand below each other.
std::vector<std::size_t> sharedWidths(std::vector<Table> const& blocks) {
    auto const& first = blocks.front();
    auto const count = first.stubs.size() + first.columns.size();
    std::vector<std::size_t> widths(count, 5);
    widths.front() = 18;  // names stand here, also when somebody writes them by hand
    for (auto const& table : blocks) {
        if (table.stubs.size() + table.columns.size() != count) return {};
        for (std::size_t i = 0; i < count; ++i) {
            bool const isStub = i < table.stubs.size();
            auto& width = widths[i];
            // Headings may break after four characters, but within no word.
            auto const& title = isStub ? table.stubs[i].title : table.columns[i - table.stubs.size()].label;
            width = std::max(width, std::max(std::min<std::size_t>(widthOf(title), 8), unbreakableWidthOf(title)) + 1);
            for (std::size_t row = 0; row < table.rows.size(); ++row) {
                if (table.rows[row].kind == RowKind::section) continue;
                auto const text = isStub ? table.rows[row].stubs[i] : withSeparators(table.cells[row][i - table.stubs.size()].value.value_or(""));
                width = std::max(width, std::max(std::min<std::size_t>(widthOf(text), 23), unbreakableWidthOf(text)) + 1);
            }
        }
    }
    std::size_t sum = 0;
    for (auto const width : widths) sum += width;
    // What rounding down leaves over goes to the first column, which holds the longest names.
    std::size_t given = 0;
    for (auto& width : widths) given += width = std::max<std::size_t>(1, width * 100 / sum);
    if (given < 100) widths.front() += 100 - given;
    return widths;
}

std::string head(Table const& table, std::vector<std::size_t> const& widths) {
    std::string html = "<thead>\n";
    auto const width = table.stubs.size() + table.columns.size();
    for (std::size_t line = 0; line < table.head.size(); ++line) {
        html += "<tr>";
        std::size_t place = 0;
        for (auto const& cell : table.head[line]) {
            place += cell.columns;
            // Only the first line is complete; in it, and in no other, the last heading is the last at the edge.
            bool const atEdge = &cell == &table.head[line].back() && (line > 0 || place == width);
            html += "<th" + std::string{atEdge ? " class=\"last\"" : ""} + attribute("colspan", cell.columns) + attribute("rowspan", cell.rows) +
                    " align=\"center\" valign=\"middle\">" + keptTogether(cell.text) + "</th>";
        }
        html += "</tr>\n";
    }
    html += "<tr>";
    auto const widthAt = [&](std::size_t place) { return widths.empty() ? std::string{} : " width=\"" + std::to_string(widths[place]) + "%\""; };
    for (std::size_t i = 0; i < table.stubs.size(); ++i)
        html += "<th class=\"number\"" + widthAt(i) + " align=\"center\">" + escapedForHtml(table.stubs[i].letter) + "</th>";
    for (std::size_t j = 0; j < table.columns.size(); ++j)
        html += "<th class=\"number" + std::string{j + 1 == table.columns.size() ? " last" : ""} + "\"" + widthAt(table.stubs.size() + j) +
                " align=\"center\">" + escapedForHtml(table.columns[j].number) + "</th>";
    return html + "</tr>\n</thead>\n";
}

std::string printedCell(TableColumn const& column, TableCell const& cell) {
    if (auto const symbol = symbolOf(cell.marks); !symbol.empty()) return std::string{symbol};
    auto const suffix = suffixOf(cell.marks);
    auto html = cell.value ? escapedForHtml(column.kind == CellKind::text ? *cell.value : withSeparators(*cell.value)) : std::string{};
    if (!suffix.empty()) html += "<sup>" + escapedForHtml(suffix) + "</sup>";
    return html.empty() ? "&nbsp;" : html;
}

std::string body(Table const& table) {
    std::string html = "<tbody>\n";
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        auto const& row = table.rows[i];
        html += "<tr>";
        if (row.kind == RowKind::section) {
            html += "<td class=\"section last\"" + attribute("colspan", table.stubs.size() + table.columns.size()) + ">" + escapedForHtml(row.label()) +
                    "</td></tr>\n";
            continue;
        }
        std::string const total = row.kind == RowKind::total ? "total" : "";
        for (std::size_t stub = 0; stub < row.stubs.size(); ++stub) {
            // A long label stays indented on its second line. (A style attribute would make Qt forget the lines of the class.)
            auto const level = stub == 0 && row.level > 0 ? "level" + std::to_string(std::min(row.level, deepestLevel)) : std::string{};
            auto const classes = total + (total.empty() || level.empty() ? "" : " ") + level;
            html += "<td" + (classes.empty() ? std::string{} : " class=\"" + classes + "\"");
            html += (stub == 0 ? ">" : " align=\"center\">");
            html += row.stubs[stub].empty() ? "&nbsp;" : escapedForHtml(row.stubs[stub]);
            html += "</td>";
        }
        for (std::size_t j = 0; j < table.columns.size(); ++j) {
            bool const figure = table.columns[j].kind == CellKind::number;
            html += "<td class=\"" + std::string{figure ? "figure" : "text"} + (total.empty() ? "" : " total") + (j + 1 == table.columns.size() ? " last" : "") +
                    "\" align=\"" + (figure ? "right" : "center") + "\">" + printedCell(table.columns[j], table.cells[i][j]) + "</td>";
        }
        html += "</tr>\n";
    }
    return html + "</tbody>\n";
}

std::string notes(Table const& table) {
    auto all = table.notes;
    if (auto legend = legendOf(table); !legend.empty()) all.push_back(std::move(legend));
    if (all.empty()) return {};
    bool const chinese = table.language == Language::chinese;
    // Two columns, so that every note begins below the first.
    std::string html = "<table class=\"notes\" width=\"100%\" border=\"0\" cellspacing=\"0\" cellpadding=\"1\">\n";
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto const title = i == 0 ? std::string{chinese ? "说明：" : "Notes:"} : std::string{"&nbsp;"};
        auto const number = all.size() > 1 ? std::to_string(i + 1) + (chinese ? "．" : ". ") : std::string{};
        html += "<tr><td class=\"notes\" width=\"" + std::to_string(noteTitleWidth) + "\" valign=\"top\">" + title + "</td><td class=\"notes\" valign=\"top\">" + number +
                escapedForHtml(all[i]) + "</td></tr>\n";
    }
    return html + "</table>\n";
}

std::string footer(Table const& table) {
    if (table.footer.empty()) return {};
    std::string html = "<table class=\"footer\" width=\"100%\" border=\"0\" cellspacing=\"0\" cellpadding=\"2\"><tr>";
    for (auto const& text : table.footer) html += "<td class=\"footer\">" + labelled(text) + "</td>";
    return html + "</tr></table>\n";
}

std::string provenance(Table const& table) {
    bool const chinese = table.language == Language::chinese;
    std::string text;
    auto const add = [&](std::string_view zh, std::string_view en, std::string const& value) {
        if (value.empty()) return;
        if (!text.empty()) text += "　";
        text += std::string{chinese ? zh : en} + escapedForHtml(value);
    };
    add("制度版本：", "Edition: ", table.edition);
    add("数据版本：", "Data version: ", table.dataVersion);
    add("制表时间：", "Made at: ", madeAtText(table));
    return text.empty() ? text : "<p class=\"provenance\">" + text + "</p>\n";
}

}  // namespace

std::string escapedForHtml(std::string_view text) {
    std::string html;
    html.reserve(text.size());
    for (char const character : text) {
        switch (character) {
            case '&': html += "&amp;"; break;
            case '<': html += "&lt;"; break;
            case '>': html += "&gt;"; break;
            case '"': html += "&quot;"; break;
            case '\'': html += "&#39;"; break;
            default:
                if (static_cast<unsigned char>(character) >= 0x20 || character == '\n' || character == '\t') html += character;
        }
    }
    return html;
}

std::string partAnchor(std::size_t number) {
    return "part-" + std::to_string(number);
}

Bytes toHtml(std::vector<Table> const& tables, HtmlUse use) {
    auto const& first = tables.front();
    std::string html = "<!DOCTYPE html>\n<html lang=\"" + std::string{first.language == Language::chinese ? "zh-CN" : "en"} +
                       "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
                       escapedForHtml(first.title) + "</title>\n<style>" + std::string{commonStyle} + "</style>\n";
    if (use == HtmlUse::reading) html += "<style>" + std::string{browserStyle} + "</style>\n";
    html += "</head>\n<body>\n";
    if (use == HtmlUse::reading) html += "<main>\n";
    std::vector<std::size_t> widths;
    std::size_t part = 1;
    for (auto const& table : tables) {
        bool const isLastBlock = &table == &tables.back() || !(&table + 1)->continuation;
        if (!table.continuation) {
            if (&table != &first) html += "<p style=\"page-break-before: always\"><a name=\"" + partAnchor(++part) + "\"></a></p>\n";
            html += top(table, use);
            // The blocks that follow have the same columns; those of a single table find their widths best themselves.
            std::vector<Table> blocks{table};
            for (auto const* next = &table + 1; next <= &tables.back() && next->continuation; ++next) blocks.push_back(*next);
            widths = blocks.size() > 1 && table.widths.empty() ? sharedWidths(blocks) : table.widths;
        }
        if (!table.blockTitle.empty())
            html += "<p class=\"block\"" + std::string{table.startsPage ? " style=\"page-break-before: always\"" : ""} + ">" + escapedForHtml(table.blockTitle) + "</p>\n";
        // Paper is dearer than the screen: a table with its notes should fit on one page.
        html += "<table class=\"data\" width=\"100%\" border=\"1\" cellspacing=\"0\" cellpadding=\"" + std::string{use == HtmlUse::reading ? "4" : "2"} + "\">\n" + head(table, widths) + body(table) + "</table>\n";
        html += notes(table) + footer(table);
        if (use == HtmlUse::reading && isLastBlock) html += provenance(table);
    }
    if (use == HtmlUse::reading) html += "</main>\n";
    return html + "</body>\n</html>\n";
}

Bytes toHtml(Table const& table, HtmlUse use) {
    return toHtml(std::vector<Table>{table}, use);
}

}  // namespace zhibao
