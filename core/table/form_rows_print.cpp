/// The print of a form of rows: blocks of rows picked by a code, each with its total, amounts converted at the period's rates.

#include <algorithm>
#include <cassert>
#include <set>

#include "aggregate/convert.h"
#include "aggregate/cube.h"
#include "form/concepts.h"
#include "table/printed_form.h"
#include "table/rate_bases.h"
#include "table/words.h"

namespace zhibao {

namespace {

constexpr int usualBlankLines = 12;  // of each block of an empty form
constexpr std::size_t linesOfAPage = 14;  // blocks with more lines than that have a page each

enum class Show { converted, entered, name, code, answer, sector };

struct PlannedStub {
    std::string letter;
    LocalizedText title;
    std::optional<std::size_t> column;
    Show show = Show::name;
};

struct PlannedColumn {
    std::string number;
    LocalizedText title;
    std::size_t column = 0;
    Show show = Show::converted;
};

struct PlannedBlock {
    LocalizedText title;
    std::size_t column = 0;  // whose code tells to which block a row belongs
    std::string code;
    std::vector<PlannedColumn> columns;
};

class RowsPrinter final : public PrintedForm {
public:
    using PrintedForm::PrintedForm;

    Result<std::vector<Table>> print(JsonNode const& root) {
        ZHIBAO_CHECK(expectKind(root, "blocks"));
        ZHIBAO_CHECK(root.onlyKeys({"kind", "orientation", "unit", "stub", "totalRow", "blankLines", "preprint", "blocks", "notes", "footer"}));
        ZHIBAO_CHECK(readUnitOf(root));
        ZHIBAO_CHECK(readStubs(root));
        ZHIBAO_TRY(totalTitle_, readTextAt(root, "totalRow"));
        ZHIBAO_TRY(Table const framed, frame(root));
        ZHIBAO_TRY(JsonNode const blocksNode, root.at("blocks"));
        ZHIBAO_TRY(auto const elements, blocksNode.elements());
        if (elements.empty()) return blocksNode.fail(error::jsonValueUnknown, {{"text", "[]"}, {"expected", "[{\"title\": …}]"}});
        ZHIBAO_CHECK(readBlankLines(root));
        Converter const converter{context_.rates, currency_};
        std::vector<Table> tables;
        for (auto const& element : elements) {
            ZHIBAO_TRY(PlannedBlock const block, readBlock(element));
            Table table = framed;
            table.currency = currency_;
            table.unit = unit_;
            table.unitText = in(unitText_);
            table.blockTitle = in(block.title);
            table.continuation = !tables.empty();
            table.startsPage = table.continuation && filing_ == nullptr && elements.size() * blankLines_.size() > linesOfAPage;
            ZHIBAO_CHECK(fill(table, block, converter));
            bool const isLast = &element == &elements.back();
            if (isLast) {
                for (auto& note : ratesNotes(converter)) table.notes.push_back(std::move(note));
            } else {
                table.notes.clear();
                table.footer.clear();
            }
            assert(misfitOf(table).empty());
            tables.push_back(std::move(table));
        }
        return tables;
    }

private:
    static Result<Show> readShow(JsonNode const& node, std::initializer_list<std::pair<std::string_view, Show>> known) {
        ZHIBAO_TRY(std::string const text, node.stringAt("show"));
        std::string expected;
        for (auto const& [name, show] : known) {
            if (name == text) return show;
            expected += (expected.empty() ? "" : ", ") + std::string{name};
        }
        ZHIBAO_TRY(JsonNode const place, node.at("show"));
        return place.fail(error::jsonValueUnknown, {{"text", text}, {"expected", expected}});
    }

    Result<> readUnitOf(JsonNode const& root) {
        ZHIBAO_TRY(JsonNode const unit, root.at("unit"));
        ZHIBAO_CHECK(unit.onlyKeys({"currency", "unit", "decimals", "text"}));
        ZHIBAO_TRY(currency_, unit.stringAt("currency"));
        ZHIBAO_TRY(JsonNode const name, unit.at("unit"));
        ZHIBAO_TRY(unit_, readUnit(name));
        ZHIBAO_TRY(JsonNode const decimalsNode, unit.at("decimals"));
        ZHIBAO_TRY(std::int64_t const decimals, decimalsNode.integer());
        if (decimals < 0 || decimals > 6) return decimalsNode.fail(error::jsonValueUnknown, {{"text", std::to_string(decimals)}, {"expected", "0 … 6"}});
        decimals_ = static_cast<int>(decimals);
        ZHIBAO_TRY(unitText_, readTextAt(unit, "text"));
        return {};
    }

    Result<> readStubs(JsonNode const& root) {
        ZHIBAO_TRY(JsonNode const stub, root.at("stub"));
        ZHIBAO_TRY(auto const elements, stub.elements());
        if (elements.empty()) return stub.fail(error::jsonValueUnknown, {{"text", "[]"}, {"expected", "[{\"letter\": …}]"}});
        for (auto const& element : elements) {
            ZHIBAO_CHECK(element.onlyKeys({"letter", "title", "column", "show"}));
            PlannedStub planned;
            ZHIBAO_TRY(planned.letter, element.stringAt("letter"));
            ZHIBAO_TRY(planned.title, readTextAt(element, "title"));
            ZHIBAO_TRY(planned.show, readShow(element, {{"name", Show::name}, {"code", Show::code}, {"answer", Show::answer}, {"sector", Show::sector}}));
            if (planned.show != Show::sector) { ZHIBAO_TRY(planned.column, columnAt(element, "column")); }
            stubs_.push_back(std::move(planned));
        }
        return {};
    }

    Result<PlannedBlock> readBlock(JsonNode const& node) const {
        ZHIBAO_CHECK(node.onlyKeys({"title", "where", "columns"}));
        PlannedBlock block;
        ZHIBAO_TRY(block.title, readTextAt(node, "title"));
        ZHIBAO_TRY(JsonNode const where, node.at("where"));
        ZHIBAO_CHECK(where.onlyKeys({"column", "is"}));
        ZHIBAO_TRY(block.column, columnAt(where, "column"));
        ZHIBAO_TRY(block.code, where.stringAt("is"));
        ZHIBAO_TRY(JsonNode const columns, node.at("columns"));
        ZHIBAO_TRY(auto const elements, columns.elements());
        for (auto const& element : elements) {
            ZHIBAO_CHECK(element.onlyKeys({"number", "column", "show", "title"}));
            PlannedColumn planned;
            ZHIBAO_TRY(planned.number, element.stringAt("number"));
            ZHIBAO_TRY(planned.title, readTextAt(element, "title"));
            ZHIBAO_TRY(planned.column, columnAt(element, "column"));
            ZHIBAO_TRY(planned.show, readShow(element, {{"converted", Show::converted}, {"entered", Show::entered}, {"name", Show::name}, {"code", Show::code}, {"answer", Show::answer}}));
            block.columns.push_back(std::move(planned));
        }
        return block;
    }

    [[nodiscard]] std::string stubText(PlannedStub const& stub, Row const& row) const {
        if (stub.show == Show::sector) return sectorText(row);
        auto const code = textAt(row, *stub.column);
        if (stub.show == Show::code || stub.show == Show::answer || code.empty()) return code;
        return nameOfCode(form_.columns[*stub.column], code);
    }

    /// The sector that the row will be counted in, as the totals decide it.
    [[nodiscard]] std::string sectorText(Row const& row) const {
        auto const* itemColumn = columnOfConcept(concepts::item);
        auto const* flagColumn = columnOfConcept(concepts::outsourcing);
        auto const* items = itemColumn == nullptr ? nullptr : context_.edition.findList(itemColumn->list);
        auto const* list = context_.edition.findList("sectors");
        if (items == nullptr || list == nullptr) return {};
        auto const item = textAt(row, *form_.indexOf(itemColumn->id));
        auto const flag = flagColumn == nullptr ? std::string{} : textAt(row, *form_.indexOf(flagColumn->id));
        if (item.empty()) return {};
        auto const code = DefaultSectors{*items}.sectorOf(item, flag);
        auto const* entry = list->find(code);
        return entry == nullptr ? std::string{} : in(entry->name);
    }

    /// Amounts of a block's column, or one of them, before conversion.
    struct Amounts {
        ExactSum sum;
        bool isAny = false;
        bool lacksRate = false;  // some amount cannot be converted and is not in the sum
    };

    /// The quarters of the filing's period. An annual amount counts in each of them, and is divided by their number after conversion:
    /// it is converted at the exact mean of their rates.
    [[nodiscard]] static std::vector<Quarter> quartersOf(Period const& period) {
        auto const last = Quarter::containing(lastDay(period));
        return std::holds_alternative<Quarter>(period) ? std::vector<Quarter>{last} : last.yearToDate();
    }

    static void add(Amounts& amounts, Money amount, std::string const& currency, std::vector<Quarter> const& quarters, Converter const& converter) {
        amounts.isAny = true;
        bool const canConvert = std::all_of(quarters.begin(), quarters.end(), [&](Quarter quarter) { return converter.factor(quarter, currency) != nullptr; });
        if (!canConvert && !amount.isZero()) {
            amounts.lacksRate = true;
            return;
        }
        for (auto const quarter : quarters) amounts.sum.add(quarter, currency, amount.hundredths());
    }

    Result<TableCell> convertedCell(Amounts const& amounts, std::vector<Quarter> const& quarters, Converter const& converter) const {
        auto hundredths = converter.convert(amounts.sum).hundredths;
        TableCell cell;
        if (amounts.lacksRate) cell.marks.add(CellMark::provisional);
        if (amounts.lacksRate && hundredths.isZero()) return cell;
        if (quarters.size() > 1) hundredths = hundredths.dividedBy(ExactRatio::of(static_cast<std::int64_t>(quarters.size())));
        auto const scale = scaleOf(unit_, decimals_);
        ZHIBAO_TRY(Int128 const value, hundredths.scaledAndRounded(scale.factor, scale.divisor, Rounding::halfUp));
        cell.value = decimalText(value, decimals_);
        return cell;
    }

    /// A count, a percentage or a text as it stands. The column's head says that percentages are ones.
    [[nodiscard]] static TableCell answerAsItStands(Cell const& cell) {
        if (auto const* number = std::get_if<std::int64_t>(&cell)) return {std::to_string(*number), {}};
        if (auto const* amount = std::get_if<Money>(&cell)) return {amount->canonical(), {}};
        if (auto const* text = std::get_if<std::string>(&cell)) return {*text, {}};
        return {};
    }

    /// The stubs of the lines of a blank form: those with a code to fill in for, then empty ones.
    Result<> readBlankLines(JsonNode const& root) {
        std::int64_t empty = usualBlankLines;
        ZHIBAO_TRY(auto const count, root.find("blankLines"));
        if (count) {
            ZHIBAO_TRY(empty, count->integer());
        }
        ZHIBAO_TRY(auto const preprint, root.find("preprint"));
        if (preprint) {
            ZHIBAO_TRY(std::size_t const position, columnOf(*preprint));
            auto const& column = form_.columns[position];
            auto const* list = context_.edition.findList(column.list);
            if (list == nullptr) return preprint->fail(error::printLayoutUnfit, {{"form", form_.id}, {"expected", "code"}});
            for (auto const& entry : list->entries()) {
                if (!entry.isLeaf && column.leafOnly) continue;
                std::vector<std::string> stubs;
                for (auto const& stub : stubs_)
                    stubs.push_back(stub.column != position ? std::string{} : stub.show == Show::name ? in(entry.name) : entry.code);
                blankLines_.push_back(std::move(stubs));
            }
        }
        for (; empty > 0; --empty) blankLines_.emplace_back(stubs_.size());
        return {};
    }

    /// Entered amounts are printed exactly, so some need more decimals than others: all of a column get as many as its finest, and the
    /// points stand below each other.
    void alignDecimals(Table& table, std::size_t column) const {
        auto const decimalsOf = [](std::string const& text) {
            auto const point = text.find('.');
            return point == std::string::npos ? std::size_t{0} : text.size() - point - 1;
        };
        auto most = static_cast<std::size_t>(decimals_);
        for (auto const& line : table.cells)
            if (line[column].value) most = std::max(most, decimalsOf(*line[column].value));
        for (auto& line : table.cells) {
            if (!line[column].value || most == 0) continue;
            auto& text = *line[column].value;
            auto const missing = most - decimalsOf(text);
            if (missing == most) text += '.';
            text.append(missing, '0');
        }
    }

    Result<> fill(Table& table, PlannedBlock const& block, Converter const& converter) const {
        table.head.emplace_back();
        for (auto const& stub : stubs_) {
            table.stubs.push_back({letterText(stub.letter, context_.language), in(stub.title)});
            table.head.front().push_back({in(stub.title), 1, 1});
        }
        for (auto const& column : block.columns) {
            table.head.front().push_back({in(column.title), 1, 1});
            auto const kind = form_.columns[column.column].kind;
            bool const isFigure = kind == ColumnKind::money || kind == ColumnKind::percent || kind == ColumnKind::integer;
            table.columns.push_back({form_.columns[column.column].id + (column.show == Show::entered ? "-entered" : ""), column.number, in(column.title),
                                     isFigure ? CellKind::number : CellKind::text});
        }
        TableRow total{"total", std::vector<std::string>(stubs_.size()), 0, RowKind::total};
        total.stubs.front() = in(totalTitle_);
        table.rows.push_back(std::move(total));
        table.cells.emplace_back(block.columns.size());
        if (filing_ == nullptr) {
            for (std::size_t line = 0; line < blankLines_.size(); ++line) {
                table.rows.push_back({"line" + std::to_string(line + 1), blankLines_[line], 0, RowKind::normal});
                table.cells.emplace_back(block.columns.size());
            }
            return {};
        }
        auto const* answers = filing_->findForm(form_.id);
        if (answers == nullptr) return {};
        ZHIBAO_TRY(Period const period, parsePeriod(filing_->header.period));
        auto const quarters = quartersOf(period);
        auto const currencyColumn = form_.indexOf(form_.currencyColumn);
        std::vector<Amounts> sums(block.columns.size());
        std::vector<std::optional<Int128>> counts(block.columns.size());
        for (std::size_t number = 0; number < answers->rows.size(); ++number) {
            auto const& row = answers->rows[number];
            if (textAt(row, block.column) != block.code) continue;
            auto const currency = currencyColumn ? textAt(row, *currencyColumn) : form_.currency;
            TableRow printed{std::to_string(number + 1), {}, 0, RowKind::normal};
            for (auto const& stub : stubs_) printed.stubs.push_back(stubText(stub, row));
            std::vector<TableCell> line;
            for (std::size_t j = 0; j < block.columns.size(); ++j) {
                auto const& column = block.columns[j];
                auto const& cell = row.cells[column.column];
                if (std::holds_alternative<NotApplicable>(cell)) {
                    line.push_back({std::nullopt, CellMark::notApplicable});
                } else if (auto const* money = std::get_if<Money>(&cell); money != nullptr && column.show == Show::converted) {
                    Amounts alone;
                    add(alone, *money, currency, quarters, converter);
                    add(sums[j], *money, currency, quarters, converter);
                    ZHIBAO_TRY(TableCell converted, convertedCell(alone, quarters, converter));
                    line.push_back(std::move(converted));
                } else if (money != nullptr && column.show == Show::entered) {
                    line.push_back({money->display(unit_, false), {}});
                } else if (column.show == Show::answer) {
                    if (auto const* counted = std::get_if<std::int64_t>(&cell)) counts[j] = counts[j].value_or(0) + *counted;
                    line.push_back(answerAsItStands(cell));
                } else if (auto const* text = std::get_if<std::string>(&cell)) {
                    line.push_back({column.show == Show::name ? nameOfCode(form_.columns[column.column], *text) : *text, {}});
                } else {
                    line.push_back({});
                }
            }
            table.rows.push_back(std::move(printed));
            table.cells.push_back(std::move(line));
        }
        for (std::size_t j = 0; j < block.columns.size(); ++j)
            if (block.columns[j].show == Show::entered) alignDecimals(table, j);
        for (std::size_t j = 0; j < sums.size(); ++j) {
            if (counts[j]) table.cells.front()[j].value = decimalText(*counts[j], 0);
            if (!sums[j].isAny) continue;
            ZHIBAO_TRY(table.cells.front()[j], convertedCell(sums[j], quarters, converter));
        }
        return {};
    }

    /// The rates of the currencies that occur, and the currencies that have none.
    [[nodiscard]] std::vector<std::string> ratesNotes(Converter const& converter) const {
        std::vector<std::string> notes;
        if (filing_ == nullptr) return notes;
        auto const* answers = filing_->findForm(form_.id);
        auto const currencyColumn = form_.indexOf(form_.currencyColumn);
        if (answers == nullptr || !currencyColumn) return notes;
        auto const period = parsePeriod(filing_->header.period);
        if (!period) return notes;
        auto const quarters = quartersOf(*period);
        std::set<std::string> currencies;
        for (auto const& row : answers->rows) currencies.insert(textAt(row, *currencyColumn));
        std::string rates;
        std::string missing;
        RateBases bases;
        for (auto const& currency : currencies) {
            if (currency.empty() || currency == currency_) continue;
            bool const isKnown = std::all_of(quarters.begin(), quarters.end(), [&](Quarter quarter) { return converter.factor(quarter, currency) != nullptr; });
            if (!isKnown) {
                missing += (missing.empty() ? "" : words("、", ", ")) + currency;
                continue;
            }
            std::string ofQuarters;
            for (auto const quarter : quarters) bases.add(converter, quarter, currency);
            for (auto const quarter : quarters)
                if (auto const rate = context_.rates.find(quarter, currency); rate && currency != "USD")
                    ofQuarters += (ofQuarters.empty() ? "" : " / ") + rateText(rate->unitsPerDollar);
            if (!ofQuarters.empty()) rates += (rates.empty() ? "" : words("，", ", ")) + currency + " " + ofQuarters;
        }
        if (!rates.empty()) {
            auto const basis = bases.text(context_.language);
            auto text = quarters.size() == 1 ? words("本期汇率（1美元合）：", "Rates of the period (units per dollar): ")
                                             : words("各季度汇率（1美元合），年度金额按其平均折算：", "Rates of the quarters (units per dollar), whose mean converts amounts of the year: ");
            text += rates + (basis.empty() ? std::string{} : words("；依据：", "; basis: ") + basis) + words("。", ".");
            notes.push_back(std::move(text));
        }
        if (!missing.empty())
            notes.push_back(words("以下币种本期没有汇率，未折算，也未计入合计：" + missing + "。", "No rate is known for " + missing + "; these rows are not converted and not part of the totals."));
        return notes;
    }

    std::string currency_;
    Unit unit_ = Unit::tenThousand;
    int decimals_ = 2;
    LocalizedText unitText_;
    LocalizedText totalTitle_;
    std::vector<PlannedStub> stubs_;
    std::vector<std::vector<std::string>> blankLines_;  // what stands in the stubs of a blank form
};

}  // namespace

Result<std::vector<Table>> printRows(Form const& form, Filing const* filing, FormPrintContext const& context, JsonNode const& layout) {
    return RowsPrinter{form, filing, context}.print(layout);
}

}  // namespace zhibao
