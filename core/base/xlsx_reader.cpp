#include "base/xlsx_reader.h"

#include <algorithm>
#include <utility>

#include "base/xlsx_parts.h"
#include "base/xlsx_sheet.h"
#include "base/xlsx_styles.h"
#include "base/xlsx_xml.h"

namespace zhibao {

using namespace xlsx;

namespace {

class WorkbookHandler final : public Handler {
public:
    struct Sheet {
        std::string name;
        std::string relation;
        bool isHidden = false;
    };
    std::vector<Sheet> sheets;
    bool countsFrom1904 = false;

    void begin(std::string_view element, Attributes const& attributes) override {
        if (element == "workbookPr") {
            auto const flag = attributes.find("date1904");
            countsFrom1904 = flag == "1" || flag == "true" || flag == "on";
        } else if (element == "sheet") {
            auto const state = attributes.find("state");
            sheets.push_back({std::string{attributes.find("name").value_or("")}, std::string{attributes.find("id").value_or("")},
                              state == "hidden" || state == "veryHidden"});
        }
    }
    void end(std::string_view) override {}
};

Relation const* findRelation(std::vector<Relation> const& relations, std::string_view type) noexcept {
    auto const found = std::find_if(relations.begin(), relations.end(), [&](Relation const& relation) { return relation.type == type; });
    return found == relations.end() ? nullptr : &*found;
}

}  // namespace

XlsxRow const* XlsxSheet::findRow(std::size_t row) const noexcept {
    auto const found = std::lower_bound(rows.begin(), rows.end(), row, [](XlsxRow const& one, std::size_t index) { return one.index < index; });
    return found != rows.end() && found->index == row ? &*found : nullptr;
}

XlsxCell const* XlsxSheet::find(std::size_t row, std::size_t column) const noexcept {
    auto const* found = findRow(row);
    if (found == nullptr) return nullptr;
    auto const cell = std::lower_bound(found->cells.begin(), found->cells.end(), column,
                                       [](XlsxCell const& one, std::size_t index) { return one.column < index; });
    return cell != found->cells.end() && cell->column == column ? &*cell : nullptr;
}

XlsxSheet const* Workbook::findSheet(std::string_view name) const noexcept {
    auto const found = std::find_if(sheets.begin(), sheets.end(), [&](XlsxSheet const& sheet) { return sheet.name == name; });
    return found == sheets.end() ? nullptr : &*found;
}

Result<Workbook> readXlsx(BytesView bytes, XlsxLimits const& limits) {
    ZHIBAO_TRY(Container container, Container::open(bytes, limits));
    ZHIBAO_TRY(auto const packageRelations, relationsOf(container, ""));
    auto const* main = findRelation(packageRelations, "officeDocument");
    if (main == nullptr || !container.has(main->target)) return fail(error::xlsxNotAWorkbook);
    ZHIBAO_TRY(Bytes const workbookXml, container.read(main->target));
    WorkbookHandler workbookHandler;
    ZHIBAO_CHECK(parseXml(workbookXml, main->target, workbookHandler));
    if (workbookHandler.sheets.empty()) return fail(error::xlsxNotAWorkbook);
    if (workbookHandler.sheets.size() > limits.sheets) return tooLarge("sheets", limits.sheets);
    ZHIBAO_TRY(auto const relations, relationsOf(container, main->target));

    Shared shared;
    shared.countsFrom1904 = workbookHandler.countsFrom1904;
    if (auto const* relation = findRelation(relations, "sharedStrings")) {
        ZHIBAO_TRY(Bytes const xml, container.read(relation->target));
        ZHIBAO_TRY(shared.strings, readSharedStrings(xml, relation->target, limits));
    }
    if (auto const* relation = findRelation(relations, "styles")) {
        ZHIBAO_TRY(Bytes const xml, container.read(relation->target));
        ZHIBAO_TRY(shared.styles, readStyles(xml, relation->target));
    }

    Workbook workbook;
    workbook.countsFrom1904 = shared.countsFrom1904;
    for (auto const& listed : workbookHandler.sheets) {
        auto const relation =
            std::find_if(relations.begin(), relations.end(), [&](Relation const& candidate) { return candidate.id == listed.relation; });
        if (relation == relations.end()) return malformed("sheet without contents", listed.name);
        if (relation->type != "worksheet") continue;  // a sheet that is a chart or a macro has no cells
        XlsxSheet sheet;
        sheet.name = listed.name;
        sheet.isHidden = listed.isHidden;
        ZHIBAO_TRY(Bytes const xml, container.read(relation->target));
        ZHIBAO_CHECK(readSheet(xml, relation->target, sheet, shared, limits));
        workbook.sheets.push_back(std::move(sheet));
    }
    return workbook;
}

std::string cellName(std::size_t row, std::size_t column) {
    std::string letters;
    for (auto rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters + std::to_string(row + 1);
}

}  // namespace zhibao
