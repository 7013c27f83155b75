/// The print of a form that is answered once: its questions in numbered sections, each with its answer.

#include <cassert>

#include "base/separators.h"
#include "table/printed_form.h"
#include "table/words.h"

namespace zhibao {

namespace {

class RecordPrinter final : public PrintedForm {
public:
    using PrintedForm::PrintedForm;

    Result<std::vector<Table>> print(JsonNode const& root) {
        ZHIBAO_CHECK(expectKind(root, "record"));
        ZHIBAO_CHECK(root.onlyKeys({"kind", "orientation", "sections", "notes", "footer"}));
        ZHIBAO_TRY(Table table, frame(root));
        table.stubs = {{letterText("甲", context_.language), words("指标名称", "Question")}, {letterText("乙", context_.language), words("代码", "Code")}};
        table.columns = {{"answer", "1", words("填报内容", "Answer"), CellKind::text}};
        table.head = {{{table.stubs[0].title, 1, 1}, {table.stubs[1].title, 1, 1}, {table.columns[0].label, 1, 1}}};
        table.widths = {38, 10, 52};
        auto const* answers = filing_ == nullptr ? nullptr : filing_->findForm(form_.id);
        auto const* row = answers == nullptr || answers->rows.empty() ? nullptr : &answers->rows.front();
        ZHIBAO_TRY(JsonNode const sections, root.at("sections"));
        ZHIBAO_TRY(auto const elements, sections.elements());
        for (auto const& element : elements) {
            ZHIBAO_CHECK(element.onlyKeys({"number", "title", "columns"}));
            ZHIBAO_TRY(std::string const number, element.stringAt("number"));
            ZHIBAO_TRY(LocalizedText const title, readTextAt(element, "title"));
            table.rows.push_back({number, {number + "　" + in(title), ""}, 0, RowKind::section});
            table.cells.emplace_back(1);
            ZHIBAO_TRY(JsonNode const columns, element.at("columns"));
            ZHIBAO_TRY(auto const names, columns.elements());
            int within = 0;
            for (auto const& name : names) {
                ZHIBAO_TRY(std::size_t const position, columnOf(name));
                auto const& column = form_.columns[position];
                auto const code = std::to_string(++within);
                table.rows.push_back({column.id, {in(column.title), number + std::string(code.size() < 2 ? 2 - code.size() : 0, '0') + code}, 1, RowKind::normal});
                table.cells.push_back({row == nullptr ? TableCell{} : answerCell(column, row->cells[position])});
            }
        }
        assert(misfitOf(table).empty());
        return std::vector<Table>{std::move(table)};
    }

private:
    [[nodiscard]] TableCell answerCell(Column const& column, Cell const& cell) const {
        if (std::holds_alternative<NotApplicable>(cell)) return {std::nullopt, CellMark::notApplicable};
        if (auto const* number = std::get_if<std::int64_t>(&cell)) return {withSeparators(std::to_string(*number)), {}};
        if (auto const* money = std::get_if<Money>(&cell)) {
            if (column.kind == ColumnKind::percent) return {money->canonical() + "%", {}};
            return {withSeparators(money->canonical()) + " " + (chinese() ? unitText(context_.edition, form_.currency, Unit::one, context_.language) : form_.currency), {}};
        }
        auto const* text = std::get_if<std::string>(&cell);
        if (text == nullptr) return {};
        if (column.kind == ColumnKind::yesNo) return {*text == "yes" ? words("是", "Yes") : *text == "no" ? words("否", "No") : *text, {}};
        if (column.kind == ColumnKind::code) {
            auto const name = nameOfCode(column, *text);
            return {name == *text ? name : name + words("（", " (") + *text + words("）", ")"), {}};
        }
        if (column.kind == ColumnKind::date)
            if (auto const date = parseDate(*text)) return {dateText(*date, context_.language), {}};
        if (column.kind == ColumnKind::month)
            if (auto const first = parseDate(*text + "-01")) return {monthText(*first, context_.language), {}};
        return {*text, {}};
    }
};

}  // namespace

Result<std::vector<Table>> printRecord(Form const& form, Filing const* filing, FormPrintContext const& context, JsonNode const& layout) {
    return RecordPrinter{form, filing, context}.print(layout);
}

}  // namespace zhibao
