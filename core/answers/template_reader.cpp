#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "answers/edit.h"
#include "answers/explanation_sheet.h"
#include "answers/template.h"
#include "answers/template_layout.h"
#include "base/text.h"
#include "base/xlsx_reader.h"
#include "calendar/period.h"
#include "form/concepts.h"
#include "register/credit_code.h"

namespace zhibao {

namespace {

namespace layout = template_layout;

std::string placeOf(XlsxSheet const& sheet, std::size_t row, std::size_t column) {
    return sheet.name + "!" + cellName(row, column);
}

std::string textAt(XlsxSheet const& sheet, std::size_t row, std::size_t column) {
    auto const* cell = sheet.find(row, column);
    return cell == nullptr ? std::string{} : trimmed(cell->text);
}

/// What the hidden sheet says, by name.
std::optional<std::map<std::string, std::string>> markersOf(Workbook const& workbook) {
    for (auto const& sheet : workbook.sheets) {
        if (textAt(sheet, 0, 0) != layout::marker) continue;
        std::map<std::string, std::string> markers;
        for (auto const& row : sheet.rows) markers.emplace(textAt(sheet, row.index, 0), textAt(sheet, row.index, 1));
        return markers;
    }
    return std::nullopt;
}

/// Where an anchor stands.
struct Anchor {
    XlsxSheet const* sheet = nullptr;
    std::size_t row = 0;
    std::size_t column = 0;
};

/// "2017年1季度", "2017年第1季度", "2017年一季度", "2017-Q1" and "2017q1" are 2017Q1; "2017年" is 2017. Else the text as it is.
std::string periodAsWritten(std::string_view typed) {
    std::string text;
    for (char const character : normalized(typed))
        if (character != ' ' && character != '-') text += character == 'q' ? 'Q' : character;
    if (parsePeriod(text)) return text;
    constexpr std::string_view year = "年";
    constexpr std::string_view quarter = "季度";
    constexpr std::string_view ordinal = "第";
    static constexpr std::array<std::string_view, 4> digits{"一", "二", "三", "四"};
    auto const yearEnd = text.find(year);
    if (yearEnd == std::string::npos) return text;
    auto const first = text.substr(0, yearEnd);
    std::string_view rest = std::string_view{text}.substr(yearEnd + year.size());
    if (rest.empty()) return first;
    if (rest.starts_with(ordinal)) rest.remove_prefix(ordinal.size());
    if (!rest.ends_with(quarter)) return text;
    rest.remove_suffix(quarter.size());
    for (std::size_t i = 0; i < digits.size(); ++i)
        if (rest == digits[i] || rest == std::to_string(i + 1)) return first + "Q" + std::to_string(i + 1);
    return text;
}

class Importer {
public:
    Importer(Workbook const& workbook, Edition const& edition, FormSet const& set) : workbook_(workbook), edition_(edition), set_(set) {}

    [[nodiscard]] TemplateReading read() {
        findAnchors();
        Filing filing;
        filing.header.edition = edition_.id;
        filing.header.formSet = set_.id;
        cover(filing);
        for (auto const& id : set_.forms) {
            auto const& form = *edition_.findForm(id);
            FormAnswers answers{id, {}};
            if (form.kind == FormKind::rows) {
                grid(form, answers);
                reading_.counts.rows += answers.rows.size();
            } else {
                questions(form, answers);
            }
            // A sheet that only some units are asked, and that nothing stands in, is not part of the filing.
            if (set_.isAlwaysAsked(id) || !answers.rows.empty()) filing.forms.push_back(std::move(answers));
        }
        explanations(filing);
        if (reading_.problems.empty()) reading_.filing = std::move(filing);
        return std::move(reading_);
    }

private:
    void problem(Error error, std::string_view place) { reading_.problems.push_back(std::move(error).inside(place)); }

    void findAnchors() {
        std::map<std::string, std::string> known;  // anchor to form
        for (auto const& column : layout::coverColumns(layout::canBeZero(edition_, set_)))
            known.emplace(layout::anchorOf(layout::headerForm, column.id), layout::headerForm);
        for (auto const& id : set_.forms) {
            known.emplace(layout::anchorOf(id, layout::amountUnit), id);
            for (auto const& column : edition_.findForm(id)->columns) known.emplace(layout::anchorOf(id, column.id), id);
        }
        for (auto const& column : edition_.findForm(explanation_sheet::form)->columns)
            known.emplace(layout::anchorOf(explanation_sheet::form, column.id), explanation_sheet::form);
        std::map<std::string, std::string> copied;  // form to the place of its second anchor
        for (auto const& sheet : workbook_.sheets) {
            for (auto const& row : sheet.rows) {
                for (auto const& cell : row.cells) {
                    auto const anchor = known.find(cell.text);
                    if (anchor == known.end()) continue;
                    bool const isNew = anchors_.emplace(cell.text, Anchor{&sheet, row.index, cell.column}).second;
                    if (!isNew) copied.emplace(anchor->second, placeOf(sheet, row.index, cell.column));
                }
            }
        }
        for (auto const& [form, place] : copied) problem({error::templateAnchorTwice, {}, {{"form", form}}}, place);
    }

    [[nodiscard]] Anchor const* anchor(std::string_view form, std::string_view column) const {
        auto const found = anchors_.find(layout::anchorOf(form, column));
        return found == anchors_.end() ? nullptr : &found->second;
    }

    /// The anchor of a column, or a problem.
    [[nodiscard]] Anchor const* needed(std::string_view form, Column const& column) {
        auto const* found = anchor(form, column.id);
        if (found == nullptr)
            problem({error::templateAnchorMissing, {}, {{"form", std::string{form}}, {"column", column.id}}}, {});
        return found;
    }

    /// One cell as an answer of a column. Blank when it is empty or wrong; what is wrong becomes a problem.
    [[nodiscard]] Cell answer(XlsxSheet const& sheet, std::size_t row, std::size_t position, Column const& column, Unit unit) {
        auto const* cell = sheet.find(row, position);
        if (cell == nullptr) return Blank{};
        auto const place = placeOf(sheet, row, position);
        if (cell->kind == XlsxKind::error) {
            problem({error::templateCellError, {}, {{"text", cell->text}}}, place);
            return Blank{};
        }
        if (cell->isFormula && cell->text.empty()) {
            problem({error::templateFormulaWithoutValue, {}, {}}, place);
            return Blank{};
        }
        auto text = cell->text;
        if (cell->kind == XlsxKind::number) {
            // The reader has refused what is no number, so only the exponent of a percentage could be one too large.
            if (auto shown = decimalAsShown(text)) text = *std::move(shown);
            if (cell->isPercent && column.kind == ColumnKind::percent) {
                if (auto hundredfold = decimalAsShown(text + "E2")) text = *std::move(hundredfold);
            }
        } else if (cell->kind == XlsxKind::date) {
            text = text.substr(0, text.find('T'));
        }
        auto parsed = parseCell(text, column, unit, edition_);
        if (!parsed) {
            problem(column.list == explanation_sheet::checksList ? Error{error::templateCheckUnknown, {}, {{"text", trimmed(text)}}} : std::move(parsed).error(), place);
            return Blank{};
        }
        if (!isBlank(*parsed)) ++reading_.counts.cells;
        return *std::move(parsed);
    }

    [[nodiscard]] Unit amountUnitOf(Form const& form) {
        if (!layout::asksForMoney(form)) return Unit::one;
        auto const* found = anchor(form.id, layout::amountUnit);
        if (found == nullptr) {
            problem({error::templateAnchorMissing, {}, {{"form", form.id}, {"column", std::string{layout::amountUnit}}}}, {});
            return Unit::tenThousand;
        }
        // The label and then the unit: two cells behind the anchor, or further where columns were put between them.
        auto const* row = found->sheet->findRow(found->row);
        std::vector<XlsxCell const*> behind;
        for (auto const& cell : row->cells)
            if (cell.column > found->column) behind.push_back(&cell);
        auto const text = behind.size() < 2 ? std::string{} : foldedForSearch(behind[1]->text);
        if (text == layout::tenThousandInChinese || text == "万元" || text == layout::tenThousandInEnglish) return Unit::tenThousand;
        if (text == layout::oneInChinese || text == layout::oneInEnglish) return Unit::one;
        problem({error::templateAmountUnitUnknown, {}, {{"text", text}}}, placeOf(*found->sheet, found->row, behind.size() < 2 ? found->column + 2 : behind[1]->column));
        return Unit::tenThousand;
    }

    void cover(Filing& filing) {
        std::map<std::string, std::string> texts;
        for (auto const& column : layout::coverColumns(layout::canBeZero(edition_, set_))) {
            auto const* found = needed(layout::headerForm, column);
            if (found == nullptr) continue;
            auto const position = found->column + 2;
            auto const cell = answer(*found->sheet, found->row, position, column, Unit::one);
            auto const* text = std::get_if<std::string>(&cell);
            if (text != nullptr) texts.emplace(column.id, *text);
            bool const isEmpty = found->sheet->find(found->row, position) == nullptr;
            if (column.required && isEmpty)
                problem({error::templateAnswerMissing, {}, {{"column", column.id}}}, placeOf(*found->sheet, found->row, position));
        }
        auto& header = filing.header;
        header.zero = texts["zero"] == "yes";
        header.zeroReason = texts["zeroReason"];
        filing.signatories = {texts["unitHead"], texts["statisticsHead"], texts["preparer"], texts["phone"], texts["reportDate"]};
        if (!texts["unit"].empty()) {
            if (auto const code = UnitCode::parse(texts["unit"]))
                header.unit = code->text();
            else
                problemAtCover(code.error(), "unit");
        }
        if (!texts["period"].empty()) {
            if (auto const period = parsePeriod(periodAsWritten(texts["period"])))
                header.period = toText(*period);
            else
                problemAtCover({error::periodMalformed, {}, {{"text", texts["period"]}}}, "period");
        }
    }

    void problemAtCover(Error error, std::string_view column) {
        auto const* found = anchor(layout::headerForm, column);
        problem(std::move(error), placeOf(*found->sheet, found->row, found->column + 2));
    }

    /// The filled rows of a grid, and for each of them its line in the sheet.
    std::vector<std::size_t> grid(Form const& form, FormAnswers& answers) {
        std::vector<std::size_t> lines;
        auto const unit = amountUnitOf(form);
        std::vector<Anchor const*> anchors;
        std::vector<std::size_t> asked;  // position of each anchor's column in the form
        for (std::size_t i = 0; i < form.columns.size(); ++i) {
            if (concepts::isOnlyImported(form.columns[i].conceptId)) continue;
            anchors.push_back(needed(form.id, form.columns[i]));
            asked.push_back(i);
        }
        if (std::find(anchors.begin(), anchors.end(), nullptr) != anchors.end()) return lines;
        auto const& first = *anchors.front();
        for (auto const* one : anchors) {
            if (one->sheet == first.sheet && one->row == first.row) continue;
            problem({error::templateAnchorsScattered, {}, {{"form", form.id}}}, placeOf(*one->sheet, one->row, one->column));
            return lines;
        }
        auto const& sheet = *first.sheet;
        auto const firstRow = first.row + 2;  // the heads stand between
        for (auto const& merged : sheet.mergedCells) {
            if (merged.lastRow < firstRow) continue;
            problem({error::templateCellsMerged, {}, {}}, placeOf(sheet, merged.firstRow, merged.firstColumn));
        }
        auto const defaults = newRow(form);
        for (auto const& line : sheet.rows) {
            if (line.index < firstRow) continue;
            Row row;
            row.cells.resize(form.columns.size());
            bool isFilled = false;
            for (std::size_t i = 0; i < asked.size(); ++i) {
                isFilled = isFilled || sheet.find(line.index, anchors[i]->column) != nullptr;
                row.cells[asked[i]] = answer(sheet, line.index, anchors[i]->column, form.columns[asked[i]], unit);
            }
            for (auto const& cell : line.cells) {
                bool const isAsked = std::any_of(anchors.begin(), anchors.end(), [&](Anchor const* one) { return one->column == cell.column; });
                if (!isAsked) ++reading_.counts.ignoredCells;
            }
            // A cell of nothing but spaces looks empty, and is.
            isFilled = isFilled && std::any_of(row.cells.begin(), row.cells.end(), [](Cell const& cell) { return !isBlank(cell); });
            if (!isFilled) continue;
            for (std::size_t i = 0; i < row.cells.size(); ++i)
                if (isBlank(row.cells[i])) row.cells[i] = defaults.cells[i];
            answers.rows.push_back(std::move(row));
            lines.push_back(line.index);
        }
        return lines;
    }

    void explanations(Filing& filing) {
        auto const& form = *edition_.findForm(explanation_sheet::form);
        // Templates had no such sheet once, and a person who explains nothing may remove it.
        auto const isMissing = [&](Column const& column) { return anchor(form.id, column.id) == nullptr; };
        if (std::all_of(form.columns.begin(), form.columns.end(), isMissing)) return;
        FormAnswers written{form.id, {}};
        auto const before = reading_.problems.size();
        auto const lines = grid(form, written);
        // A cell that is not understood counts as blank; to say that it is missing too would confuse.
        if (reading_.problems.size() > before) return;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            Explanation explanation;
            for (auto& [column, error] : explanation_sheet::readLine(written.rows[i], edition_, filing.forms, explanation)) {
                auto const& place = *anchor(form.id, column);
                problem(std::move(error), placeOf(*place.sheet, lines[i], place.column));
            }
            filing.explanations.push_back(std::move(explanation));
        }
    }

    void questions(Form const& form, FormAnswers& answers) {
        auto const unit = amountUnitOf(form);
        Row row;
        for (auto const& column : form.columns) {
            auto const* found = needed(form.id, column);
            row.cells.push_back(found == nullptr ? Cell{Blank{}} : answer(*found->sheet, found->row, found->column + 2, column, unit));
        }
        answers.rows = {std::move(row)};
    }

    Workbook const& workbook_;
    Edition const& edition_;
    FormSet const& set_;
    std::map<std::string, Anchor> anchors_;
    TemplateReading reading_;
};

}  // namespace

Result<TemplateReading> readTemplate(BytesView bytes, EditionSource const& editions) {
    ZHIBAO_TRY(Workbook const workbook, readXlsx(bytes));
    auto const markers = markersOf(workbook);
    if (!markers) return fail(error::templateNotOurs);
    auto const marker = [&](std::string_view name) {
        auto const found = markers->find(std::string{name});
        return found == markers->end() ? std::string{} : found->second;
    };
    if (marker(layout::marker) != layout::schema) return fail(error::templateSchemaUnknown, {{"got", marker(layout::marker)}});
    ZHIBAO_TRY(std::shared_ptr<Edition const> const edition, editions(marker("edition")));
    if (marker("digest") != edition->digest.hex()) return fail(error::templateOutdated, {{"edition", edition->id}});
    auto const set = edition->findFormSet(marker("set"));
    if (set == nullptr) return tl::unexpected(unknownFormSet(marker("set"), *edition));
    for (auto const& id : set->forms)
        if (edition->findForm(id) == nullptr) return fail(error::formUnknown, {{"form", id}});
    if (marker("checksum") != layout::checksumOf(*edition, *set).hex()) return fail(error::templateAltered);
    auto const withExplanations = explanation_sheet::withSheet(*edition, *set, explanation_sheet::Checks::understood);
    auto reading = Importer{workbook, withExplanations, *withExplanations.findFormSet(set->id)}.read();
    reading.edition = edition;
    return reading;
}

Result<TemplateReading> readTemplate(BytesView bytes, EditionLibrary const& editions) {
    return readTemplate(bytes, [&](std::string_view id) { return editions.find(id); });
}

}  // namespace zhibao
