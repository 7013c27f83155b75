#include "table/form_print.h"

#include <algorithm>
#include <cassert>
#include <set>

#include "aggregate/convert.h"
#include "aggregate/cube.h"
#include "calendar/rate_basis.h"
#include "calendar/validity.h"
#include "form/concepts.h"
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

class FormPrinter {
public:
    FormPrinter(Form const& form, Filing const* filing, FormPrintContext const& context) : form_(form), filing_(filing), context_(context) {}

    Result<std::vector<Table>> print() {
        if (form_.print.kind() != JsonValue::Kind::object) return fail(error::printLayoutMissing, {{"form", form_.id}}, form_.id);
        JsonNode const root{form_.print};
        auto tables = form_.kind == FormKind::rows ? printBlocks(root) : printRecord(root);
        return inside(form_.id + " > print", std::move(tables));
    }

private:
    [[nodiscard]] bool chinese() const { return context_.language == Language::chinese; }
    [[nodiscard]] std::string in(LocalizedText const& text) const { return text.in(context_.language); }
    [[nodiscard]] std::string words(std::string_view zh, std::string_view en) const { return std::string{chinese() ? zh : en}; }

    Result<> expectKind(JsonNode const& root, std::string_view expected) {
        ZHIBAO_TRY(JsonNode const kind, root.at("kind"));
        ZHIBAO_TRY(std::string const text, kind.string());
        if (text != expected) return kind.fail(error::printLayoutUnfit, {{"form", form_.id}, {"expected", std::string{expected}}});
        ZHIBAO_TRY(JsonNode const orientation, root.at("orientation"));
        ZHIBAO_TRY(std::string const direction, orientation.string());
        if (direction != "landscape" && direction != "portrait")
            return orientation.fail(error::jsonValueUnknown, {{"text", direction}, {"expected", "landscape, portrait"}});
        orientation_ = direction == "landscape" ? Orientation::landscape : Orientation::portrait;
        return {};
    }

    Result<std::size_t> columnAt(JsonNode const& parent, std::string_view key) const {
        ZHIBAO_TRY(JsonNode const node, parent.at(key));
        return columnOf(node);
    }
    Result<std::size_t> columnOf(JsonNode const& node) const {
        ZHIBAO_TRY(std::string const id, node.string());
        if (auto const position = form_.indexOf(id)) return *position;
        return node.fail(error::columnUnknown, {{"column", id}, {"form", form_.id}});
    }

    [[nodiscard]] Column const* columnOfConcept(std::string_view conceptId) const {
        auto const place = std::find_if(form_.columns.begin(), form_.columns.end(), [&](Column const& column) { return column.conceptId == conceptId; });
        return place == form_.columns.end() ? nullptr : &*place;
    }

    // --- what both kinds share ---------------------------------------------------------------------------------------------------

    Result<Table> frame(JsonNode const& root) const {
        auto const language = context_.language;
        Table table;
        table.id = form_.id;
        table.language = language;
        table.title = in(form_.title);
        table.orientation = orientation_;
        table.legalMarks = markLines(form_.marks, language);
        table.heading = {{words("统一社会信用代码：", "Unified social credit code: "), filing_ != nullptr ? filing_->header.unit : std::string{}},
                         {words("单位详细名称：", "Name of the unit: "), unitName()}};
        table.periodText = isAnnual() ? words("20　　年", "20__") : words("20　　年　　季度", "20__ Q__");
        if (filing_ != nullptr) {
            ZHIBAO_TRY(Period const period, parsePeriod(filing_->header.period));
            table.period = filing_->header.period;
            table.periodText = in(displayText(period));
            if (filing_->header.zero) table.subtitle = words("零申报：", "Zero filing: ") + filing_->header.zeroReason;
        }
        ZHIBAO_TRY(auto const footer, readFooter(root));
        for (auto const& place : footer) table.footer.push_back({labelText(place.title, language), signatoryText(place.signatory)});
        ZHIBAO_TRY(auto const notes, readTextsAt(root, "notes"));
        for (auto const& note : notes) table.notes.push_back(in(note));
        if (filing_ == nullptr || context_.withDefinitions)
            for (auto const& definition : form_.definitions)
                table.notes.push_back(words("指标解释·", "Definition: ") + in(definition.term) + words("：", ": ") + in(definition.text));
        bool isExpiredForm = false;
        if (filing_ != nullptr) {
            ZHIBAO_TRY(Period const period, parsePeriod(filing_->header.period));
            isExpiredForm = isExpired(context_.edition, form_, period);
        }
        table.sampleMark = sampleMark(form_.marks.isSample(), context_.dataAreExamples, language, isExpiredForm);
        table.edition = context_.edition.id;
        table.dataVersion = context_.version;
        table.madeAt = context_.madeAt;
        return table;
    }

    /// A profile names its unit itself.
    [[nodiscard]] std::string unitName() const {
        if (!context_.unitName.empty() || filing_ == nullptr) return context_.unitName;
        for (auto const& answers : filing_->forms) {
            auto const* form = context_.edition.findForm(answers.form);
            if (form == nullptr || form->kind != FormKind::record || answers.rows.empty()) continue;
            for (std::size_t position = 0; position < form->columns.size(); ++position)
                if (form->columns[position].conceptId == concepts::unitName) return textAt(answers.rows.front(), position);
        }
        return {};
    }

    /// Whether the form is asked for years and not for quarters.
    [[nodiscard]] bool isAnnual() const {
        bool isOfYears = false;
        for (auto const& set : context_.edition.formSets) {
            if (std::find(set.forms.begin(), set.forms.end(), form_.id) == set.forms.end()) continue;
            if (set.frequency == Frequency::quarterly) return false;
            isOfYears = true;
        }
        return isOfYears;
    }

    [[nodiscard]] std::string signatoryText(std::string const& signatory) const {
        if (filing_ == nullptr) return {};
        auto const& names = filing_->signatories;
        if (signatory == "unitHead") return names.unitHead;
        if (signatory == "statisticsHead") return names.statisticsHead;
        if (signatory == "preparer") return names.preparer;
        if (signatory == "phone") return names.phone;
        if (signatory != "reportDate") return {};
        auto const date = parseDate(names.reportDate);
        return date ? dateText(*date, context_.language) : names.reportDate;
    }

    [[nodiscard]] std::string nameOfCode(Column const& column, std::string const& code) const {
        if (auto const* list = context_.edition.findList(column.list))
            if (auto const* entry = list->find(code)) return in(entry->name);
        return code;  // a draft may hold a wrong code: it is printed as it stands
    }

    [[nodiscard]] static std::string textAt(Row const& row, std::size_t column) {
        auto const* text = std::get_if<std::string>(&row.cells[column]);
        return text == nullptr ? std::string{} : *text;
    }

    // --- rows --------------------------------------------------------------------------------------------------------------------

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

    Result<std::vector<Table>> printBlocks(JsonNode const& root) {
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
        for (auto const& currency : currencies) {
            if (currency.empty() || currency == currency_) continue;
            bool const isKnown = std::all_of(quarters.begin(), quarters.end(), [&](Quarter quarter) { return converter.factor(quarter, currency) != nullptr; });
            if (!isKnown) {
                missing += (missing.empty() ? "" : words("、", ", ")) + currency;
                continue;
            }
            std::string ofQuarters;
            for (auto const quarter : quarters)
                if (auto const rate = context_.rates.find(quarter, currency); rate && currency != "USD")
                    ofQuarters += (ofQuarters.empty() ? "" : " / ") + rateText(rate->unitsPerDollar);
            if (!ofQuarters.empty()) rates += (rates.empty() ? "" : words("，", ", ")) + currency + " " + ofQuarters;
        }
        if (!rates.empty()) {
            auto const& basis = converter.basis(quarters.back());
            auto text = quarters.size() == 1 ? words("本期汇率（1美元合）：", "Rates of the period (units per dollar): ")
                                             : words("各季度汇率（1美元合），年度金额按其平均折算：", "Rates of the quarters (units per dollar), whose mean converts amounts of the year: ");
            text += rates + (basis.empty() ? std::string{} : words("；依据：", "; basis: ") + halvesOfBasis(basis).in(context_.language)) + words("。", ".");
            notes.push_back(std::move(text));
        }
        if (!missing.empty())
            notes.push_back(words("以下币种本期没有汇率，未折算，也未计入合计：" + missing + "。", "No rate is known for " + missing + "; these rows are not converted and not part of the totals."));
        return notes;
    }

    // --- record ------------------------------------------------------------------------------------------------------------------

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

    Result<std::vector<Table>> printRecord(JsonNode const& root) {
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

    Form const& form_;
    Filing const* filing_;
    FormPrintContext const& context_;
    Orientation orientation_ = Orientation::automatic;
    std::string currency_;
    Unit unit_ = Unit::tenThousand;
    int decimals_ = 2;
    LocalizedText unitText_;
    LocalizedText totalTitle_;
    std::vector<PlannedStub> stubs_;
    std::vector<std::vector<std::string>> blankLines_;  // what stands in the stubs of a blank form
};

}  // namespace

Result<std::vector<Table>> printForm(Form const& form, Filing const& filing, FormPrintContext const& context) {
    return FormPrinter{form, &filing, context}.print();
}

Result<std::vector<Table>> printFiling(Filing const& filing, FormPrintContext const& context) {
    std::vector<Table> tables;
    for (auto const& answers : filing.forms) {
        auto const* form = context.edition.findForm(answers.form);
        if (form == nullptr) return fail(error::formUnknown, {{"form", answers.form}});
        ZHIBAO_TRY(auto ofForm, printForm(*form, filing, context));
        for (auto& table : ofForm) tables.push_back(std::move(table));
    }
    return tables;
}

Result<std::vector<Table>> printBlankForm(Form const& form, FormPrintContext const& context) {
    return FormPrinter{form, nullptr, context}.print();
}

}  // namespace zhibao
