#include "table/table.h"

#include <algorithm>
#include <array>
#include <utility>

namespace zhibao {

namespace {

struct Explained {
    CellMark mark;
    char letter;
    std::string_view symbol;  // printed instead of a value; empty when the letter stands behind the value
    LocalizedText meaning;
};

std::array<Explained, 6> const& explainedMarks() {
    static std::array<Explained, 6> const marks{{
        {CellMark::estimated, 'e', "", {"估算数", "estimated"}},
        {CellMark::departmental, 'd', "", {"部门数据", "departmental data"}},
        {CellMark::provisional, 'p', "", {"初步数", "provisional"}},
        {CellMark::noContributor, '0', "–", {"无单位申报", "no unit reported"}},
        {CellMark::notApplicable, 'n', "×", {"不适用", "not applicable"}},
        {CellMark::confidential, 'x', "…", {"涉密不公布", "confidential"}},
    }};
    return marks;
}

}  // namespace

std::string CellMarks::text() const {
    std::string letters;
    for (auto const& explained : explainedMarks())
        if (has(explained.mark)) letters += explained.letter;
    return letters;
}

std::string_view symbolOf(CellMarks marks) noexcept {
    // What may not be shown hides everything else; what cannot exist comes next.
    if (marks.has(CellMark::confidential)) return "…";
    if (marks.has(CellMark::notApplicable)) return "×";
    if (marks.has(CellMark::noContributor)) return "–";
    return "";
}

std::string suffixOf(CellMarks marks) {
    std::string letters;
    if (!symbolOf(marks).empty()) return letters;
    for (auto const& explained : explainedMarks())
        if (explained.symbol.empty() && marks.has(explained.mark)) letters += explained.letter;
    return letters;
}

std::string legendOf(Table const& table) {
    std::string legend;
    bool const chinese = table.language == Language::chinese;
    for (auto const& explained : explainedMarks()) {
        bool const occurs = std::any_of(table.cells.begin(), table.cells.end(), [&](auto const& line) {
            return std::any_of(line.begin(), line.end(), [&](TableCell const& cell) {
                return explained.symbol.empty() ? suffixOf(cell.marks).find(explained.letter) != std::string::npos
                                                : symbolOf(cell.marks) == explained.symbol;
            });
        });
        if (!occurs) continue;
        if (!legend.empty()) legend += chinese ? "；" : "; ";
        legend += explained.symbol.empty() ? std::string{explained.letter} : std::string{explained.symbol};
        legend += ' ';
        legend += explained.meaning.in(table.language);
    }
    if (legend.empty()) return legend;
    return chinese ? "符号：" + legend + "。" : "Symbols: " + legend + ".";
}

std::string madeAtText(Table const& table) {
    return table.madeAt ? chinaTimeText(*table.madeAt) : std::string{};
}

std::string misfitOf(Table const& table) {
    auto const width = table.stubs.size() + table.columns.size();
    if (table.stubs.empty()) return "no stub column";
    if (table.cells.size() != table.rows.size()) return "as many lines of cells as rows are needed";
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (table.rows[i].stubs.size() != table.stubs.size()) return "row " + table.rows[i].key + " has another number of stubs";
        if (table.cells[i].size() != table.columns.size()) return "row " + table.rows[i].key + " has another number of cells";
    }
    if (!table.widths.empty() && table.widths.size() != width) return "another number of widths";
    if (table.head.empty()) return "no head";
    // Every place of the head is covered exactly once.
    std::vector<std::vector<bool>> covered(table.head.size(), std::vector<bool>(width, false));
    for (std::size_t line = 0; line < table.head.size(); ++line) {
        std::size_t place = 0;
        for (auto const& cell : table.head[line]) {
            while (place < width && covered[line][place]) ++place;
            for (std::size_t down = 0; down < cell.rows; ++down)
                for (std::size_t right = 0; right < cell.columns; ++right) {
                    if (line + down >= table.head.size() || place + right >= width) return "heading “" + cell.text + "” stands outside";
                    if (covered[line + down][place + right]) return "heading “" + cell.text + "” covers another";
                    covered[line + down][place + right] = true;
                }
            place += cell.columns;
        }
    }
    for (auto const& line : covered)
        if (std::find(line.begin(), line.end(), false) != line.end()) return "the head has a hole";
    return {};
}

}  // namespace zhibao
