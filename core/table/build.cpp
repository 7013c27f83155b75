#include "table/build.h"

#include <algorithm>
#include <cassert>
#include <set>

#include "aggregate/convert.h"
#include "table/rate_bases.h"
#include "table/words.h"

namespace zhibao {

namespace {

/// What one cell of the table is made of.
struct Gathered {
    ExactSum sum;
    std::uint64_t facts = 0;
    std::vector<bool> units;  // by their number: who contributed
    std::size_t unitCount = 0;
    void addUnit(std::uint32_t unit) {
        if (unit >= units.size()) units.resize(std::size_t{unit} + 1, false);
        if (!units[unit]) ++unitCount;
        units[unit] = true;
    }
};

struct RowPlan {
    TableRow row;
    CodeEntry const* entry = nullptr;            // of a list's row
    OfWhichDefinition const* ofWhich = nullptr;  // of a memo row
    std::optional<Quarter> quarter;              // of a quarter's row
    bool isUnlisted = false;                     // stands only where something is in it
};

bool contains(std::vector<std::string> const& codes, std::string_view code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool matches(CubeFilter const& filter, CubeCell const& cell) {
    return std::all_of(filter.begin(), filter.end(), [&](auto const& part) { return contains(part.second, cell.code(part.first)); });
}

class Builder {
public:
    Builder(TableDefinition const& definition, Cube const& cube, TableOptions const& options, TableContext const& context, std::string currency)
        : definition_(definition), cube_(cube), options_(options), context_(context), currency_(std::move(currency)),
          converter_(context.rates, currency_), scale_(scaleOf(options.unit.value_or(definition.unit), definition.decimals)) {
        auto const quarters = options.period.yearToDate();
        year_.insert(quarters.begin(), quarters.end());
        if (options.cumulative || definition.rows.kind == RowsDefinition::Kind::quarters) chosen_ = year_;
        else chosen_.insert(options.period);
    }

    Result<Table> build() {
        planRows();
        gather();
        dropWhatIsEmpty();
        Table table = head();
        ZHIBAO_TRY(table.cells, cells());
        for (auto& plan : rows_) table.rows.push_back(plan.row);
        table.notes = notes();
        assert(misfitOf(table).empty());
        return table;
    }

private:
    [[nodiscard]] bool chinese() const { return options_.language == Language::chinese; }
    [[nodiscard]] std::string words(std::string_view zh, std::string_view en) const { return std::string{chinese() ? zh : en}; }

    TableRow rowOf(std::string key, std::string name, std::string code, int level, RowKind kind) const {
        TableRow row{std::move(key), {}, level, kind};
        for (auto const& stub : definition_.stubs) row.stubs.push_back(stub.show == StubShow::name ? name : code);
        return row;
    }

    void planRows() {
        rows_.push_back({rowOf("total", definition_.rows.total.in(options_.language), "", 0, RowKind::total), nullptr, nullptr, std::nullopt});
        if (definition_.rows.kind == RowsDefinition::Kind::quarters) {
            for (auto const quarter : year_)
                rows_.push_back({rowOf(toText(quarter), displayText(Period{quarter}).in(options_.language), toText(quarter), 1, RowKind::normal), nullptr, nullptr, quarter});
        } else {
            list_ = context_.edition.findList(definition_.rows.list);
            assert(list_ != nullptr);  // the definition was checked against this edition
            planEntries("", 1);
            rows_.push_back({rowOf("unlisted", words("未归类", "Not classified"), "", 1, RowKind::normal), nullptr, nullptr, std::nullopt, true});
        }
        for (auto const& row : definition_.rows.ofWhich)
            rows_.push_back({rowOf(row.key, row.title.in(options_.language), "", 1, RowKind::ofWhich), nullptr, &row, std::nullopt});
    }

    void planEntries(std::string const& parent, int level) {
        int const depth = options_.depth > 0 ? options_.depth : definition_.rows.depth;
        if (level > depth) return;
        for (auto const* entry : list_->childrenOf(parent)) {
            rows_.push_back({rowOf(entry->code, entry->name.in(options_.language), entry->code, level, RowKind::normal), entry, nullptr, std::nullopt});
            planEntries(entry->code, level + 1);
        }
    }

    /// Rows that a code of the rows' dimension belongs to: its own and those above it.
    std::vector<std::size_t> const& rowsOfCode(std::string_view code) {
        auto const known = rowsOfCode_.find(code);
        if (known != rowsOfCode_.end()) return known->second;
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < rows_.size(); ++i)
            if (rows_[i].entry != nullptr && list_->isWithin(code, rows_[i].entry->code)) places.push_back(i);
        if (places.empty())
            for (std::size_t i = 0; i < rows_.size(); ++i)
                if (rows_[i].isUnlisted) places.push_back(i);
        return rowsOfCode_.emplace(std::string{code}, std::move(places)).first->second;
    }

    /// Rows that a cell of the cube counts in; the total row first.
    std::vector<std::size_t> const& placesOf(CubeCell const& cell, Quarter quarter) {
        places_.assign(1, 0);
        if (definition_.rows.kind == RowsDefinition::Kind::quarters) {
            for (std::size_t i = 0; i < rows_.size(); ++i)
                if (rows_[i].quarter && *rows_[i].quarter >= quarter) places_.push_back(i);
        } else {
            auto const& ofCode = rowsOfCode(cell.code(definition_.rows.dimension));
            places_.insert(places_.end(), ofCode.begin(), ofCode.end());
        }
        for (std::size_t i = 0; i < rows_.size(); ++i)
            if (rows_[i].ofWhich != nullptr && matches(rows_[i].ofWhich->where, cell)) places_.push_back(i);
        return places_;
    }

    /// Calls `take` for every cell of the table that a cell of the cube counts in, among the columns of one measure.
    template <class Take>
    void distribute(CubeCell const& cell, ColumnMeasure measure, Take take) {
        auto const quarter = cell.quarter();
        if (!year_.contains(quarter)) return;
        auto const& places = placesOf(cell, quarter);
        for (std::size_t j = 0; j < definition_.columns.size(); ++j) {
            auto const& column = definition_.columns[j];
            if (column.measure != measure || !matches(column.where, cell)) continue;
            for (auto const place : places) {
                bool const isInTime = rows_[place].quarter && !column.throughYear ? *rows_[place].quarter == quarter : column.throughYear || chosen_.contains(quarter);
                if (isInTime) take(gathered_[place][j], quarter);
            }
        }
    }

    void gather() {
        gathered_.assign(rows_.size(), std::vector<Gathered>(definition_.columns.size()));
        cube_.forEach([&](CubeCell const& cell) {
            distribute(cell, ColumnMeasure::amount, [&](Gathered& into, Quarter quarter) {
                into.sum.add(quarter, cell.currency(), cell.hundredths);
                into.facts += cell.facts;
            });
        });
        bool const countsUnits = std::any_of(definition_.columns.begin(), definition_.columns.end(),
                                             [](auto const& column) { return column.measure == ColumnMeasure::contributors; });
        if (!countsUnits) return;
        cube_.forEachContribution([&](CubeCell const& cell, std::uint32_t unit) {
            distribute(cell, ColumnMeasure::contributors, [&](Gathered& into, Quarter) {
                into.facts += cell.facts;
                into.addUnit(unit);
            });
        });
    }

    void dropWhatIsEmpty() {
        for (std::size_t i = rows_.size(); i-- > 0;) {
            bool const isEmpty = std::all_of(gathered_[i].begin(), gathered_[i].end(), [](Gathered const& one) { return one.facts == 0; });
            if (!rows_[i].isUnlisted || !isEmpty) continue;
            rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(i));
            gathered_.erase(gathered_.begin() + static_cast<std::ptrdiff_t>(i));
        }
        for (std::size_t j = 0; j < definition_.columns.size(); ++j) {
            bool const isEmpty = std::all_of(gathered_.begin(), gathered_.end(), [&](auto const& line) { return isNothing(line, j); });
            if (!definition_.columns[j].optional || !isEmpty) shown_.push_back(j);
        }
    }

    /// Whether a line has nothing to show in a column; a share has when what it is a share of has.
    bool isNothing(std::vector<Gathered> const& line, std::size_t position) const {
        auto const& column = definition_.columns[position];
        switch (column.measure) {
            case ColumnMeasure::amount: return line[position].sum.isZero();
            case ColumnMeasure::contributors: return line[position].unitCount == 0;
            case ColumnMeasure::share:
            case ColumnMeasure::targetShare: return line[positionOf(column.of)].sum.isZero();
            case ColumnMeasure::target: return false;
        }
        return false;
    }

    static std::size_t depthOf(std::vector<HeadingDefinition> const& headings) {
        std::size_t depth = 0;
        for (auto const& heading : headings) depth = std::max(depth, 1 + depthOf(heading.below));
        return depth;
    }

    std::size_t widthOf(HeadingDefinition const& heading) const {
        if (heading.column) return contains(*heading.column) ? 1 : 0;
        std::size_t width = 0;
        for (auto const& below : heading.below) width += widthOf(below);
        return width;
    }
    bool contains(std::size_t column) const { return std::find(shown_.begin(), shown_.end(), column) != shown_.end(); }

    void addHeadings(std::vector<HeadingDefinition> const& headings, std::size_t line, std::string const& above, Table& table) const {
        for (auto const& heading : headings) {
            auto const width = widthOf(heading);
            if (width == 0) continue;
            auto const& title = heading.title.in(options_.language);
            auto const label = above.empty() ? title : above + " · " + title;
            table.head[line].push_back({title, width, heading.column ? table.head.size() - line : 1});
            if (heading.column) table.columns.push_back({definition_.columns[*heading.column].key, std::to_string(table.columns.size() + 1), label});
            else addHeadings(heading.below, line + 1, label, table);
        }
    }

    Table head() const {
        auto const language = options_.language;
        Table table;
        table.id = definition_.id;
        table.language = language;
        table.title = definition_.title.in(language);
        table.legalMarks = markLines(definition_.marks, language);
        table.heading = {{words("综合机关名称：", "Compiled by: "), context_.agency}, {words("统计口径：", "Calibre: "), titleOf(options_.calibre).in(language)}};
        table.cumulative = options_.cumulative || definition_.rows.kind == RowsDefinition::Kind::quarters;
        table.period = toText(options_.period);
        table.periodText = periodText(options_.period, table.cumulative, language);
        table.calibre = nameOf(options_.calibre);
        table.currency = currency_;
        table.unit = options_.unit.value_or(definition_.unit);
        table.unitText = unitText(context_.edition, currency_, table.unit, language);
        for (auto const& stub : definition_.stubs) table.stubs.push_back({letterText(stub.letter, language), stub.title.in(language)});
        table.head.resize(depthOf(definition_.headings));
        for (auto const& stub : definition_.stubs) table.head.front().push_back({stub.title.in(language), 1, table.head.size()});
        addHeadings(definition_.headings, 0, "", table);
        for (auto const& place : definition_.footer) {
            auto const name = context_.signatories.find(place.signatory);
            std::string value = name == context_.signatories.end() ? "" : name->second;
            if (place.signatory == "date" && value.empty() && context_.madeAt) value = dateText(dayInChina(*context_.madeAt), language);
            table.footer.push_back({labelText(place.title, language), value});
        }
        table.sampleMark = sampleMark(definition_.marks.isSample(), context_.dataAreExamples, language);
        if (!withoutRate().empty()) table.sampleMark += (table.sampleMark.empty() ? "" : words("·", " · ")) + words("未齐", "INCOMPLETE");
        table.edition = context_.edition.id;
        table.dataVersion = context_.dataVersion;
        table.madeAt = context_.madeAt;
        return table;
    }

    std::size_t positionOf(std::string_view key) const {
        auto const place = std::find_if(definition_.columns.begin(), definition_.columns.end(), [&](auto const& column) { return column.key == key; });
        assert(place != definition_.columns.end());  // checked when the definition was read
        return static_cast<std::size_t>(place - definition_.columns.begin());
    }

    /// True when no leaf below the entry may have a figure here.
    bool isImpossible(CodeEntry const* entry, ColumnDefinition const& column) const {
        if (entry == nullptr || column.impossibleAttribute.empty()) return false;
        if (entry->isLeaf) return entry->attribute(column.impossibleAttribute) == column.impossibleValue;
        auto const children = list_->childrenOf(entry->code);
        return !children.empty() && std::all_of(children.begin(), children.end(), [&](auto const* child) { return isImpossible(child, column); });
    }

    Result<TableCell> amountCell(Gathered const& gathered, RowPlan const& row, ColumnDefinition const& column) const {
        if (gathered.facts == 0) {
            if (isImpossible(row.entry, column)) return TableCell{std::nullopt, CellMark::notApplicable};
            return TableCell{decimalText(0, definition_.decimals), CellMark::noContributor};
        }
        auto const converted = converter_.convert(gathered.sum);
        TableCell cell;
        // What could not be converted is missing here: the figure will change when there is a rate.
        if (!converted.withoutRate.empty()) cell.marks.add(CellMark::provisional);
        if (!converted.withoutRate.empty() && converted.hundredths.isZero()) return cell;
        ZHIBAO_TRY(Int128 const value, converted.hundredths.scaledAndRounded(scale_.factor, scale_.divisor, definition_.rounding));
        cell.value = decimalText(value, definition_.decimals);
        return cell;
    }

    /// Percent with two decimals. What either of them lacks for want of a rate may still change it.
    Result<TableCell> percentCell(Converted const& part, Converted const& whole) const {
        if (part.hundredths.isZero() && !part.withoutRate.empty()) return TableCell{std::nullopt, CellMark::provisional};
        if (whole.hundredths.isZero()) return TableCell{std::nullopt, CellMark::notApplicable};
        ZHIBAO_TRY(Int128 const value, part.hundredths.dividedBy(whole.hundredths).scaledAndRounded(10'000, 1, definition_.rounding));
        bool const isComplete = part.withoutRate.empty() && whole.withoutRate.empty();
        return TableCell{decimalText(value, 2), isComplete ? CellMarks{} : CellMarks{CellMark::provisional}};
    }

    Result<TableCell> cellAt(std::size_t line, std::size_t position) const {
        auto const& row = rows_[line];
        auto const& column = definition_.columns[position];
        auto const& gathered = gathered_[line][position];
        switch (column.measure) {
            case ColumnMeasure::amount: return amountCell(gathered, row, column);
            case ColumnMeasure::contributors:
                return TableCell{std::to_string(gathered.unitCount), gathered.unitCount == 0 ? CellMarks{CellMark::noContributor} : CellMarks{}};
            case ColumnMeasure::share: {
                auto const of = positionOf(column.of);
                if (gathered_[line][of].facts == 0) return TableCell{decimalText(0, 2), CellMark::noContributor};
                return percentCell(converter_.convert(gathered_[line][of].sum), converter_.convert(gathered_[0][of].sum));
            }
            case ColumnMeasure::target: {
                auto const& target = *definition_.target;
                if (currency_ != target.currency) return TableCell{std::nullopt, CellMark::notApplicable};
                ZHIBAO_TRY(Int128 const value, ExactRatio::of(target.hundredths).scaledAndRounded(scale_.factor, scale_.divisor, definition_.rounding));
                return TableCell{decimalText(value, definition_.decimals), {}};
            }
            case ColumnMeasure::targetShare: {
                auto const& target = *definition_.target;
                Converter const intoTarget{context_.rates, target.currency};
                return percentCell(intoTarget.convert(gathered_[line][positionOf(column.of)].sum), {ExactRatio::of(target.hundredths), {}});
            }
        }
        return TableCell{};
    }

    Result<std::vector<std::vector<TableCell>>> cells() const {
        std::vector<std::vector<TableCell>> lines;
        for (std::size_t line = 0; line < rows_.size(); ++line) {
            std::vector<TableCell> cellsOfLine;
            for (auto const position : shown_) {
                ZHIBAO_TRY(TableCell cell, cellAt(line, position));
                // A calibre whose further parts are not in the database is not complete, and no figure may look as if it were.
                if (options_.calibre != Calibre::reported && cell.value && definition_.columns[position].measure != ColumnMeasure::target)
                    cell.marks.add(CellMark::provisional);
                cellsOfLine.push_back(std::move(cell));
            }
            lines.push_back(std::move(cellsOfLine));
        }
        return lines;
    }

    /// What the shown amounts are made of: quarters and currencies with something in them, though the whole may come to nothing.
    std::set<RateTable::Key> ingredients() const {
        std::set<RateTable::Key> all;
        for (auto const& line : gathered_)
            for (auto const position : shown_)
                for (auto const& part : line[position].sum.parts())
                    if (part.hundredths != 0) all.emplace(part.quarter, part.currency);
        return all;
    }

    /// Those of them that no rate converts, with their amounts.
    std::vector<ExactSum::Part> withoutRate() const {
        auto const whole = cube_.total().parts();
        std::vector<ExactSum::Part> parts;
        for (auto const& [quarter, currency] : ingredients()) {
            if (converter_.factor(quarter, currency) != nullptr) continue;
            auto const known = std::find_if(whole.begin(), whole.end(), [&](auto const& part) { return part.quarter == quarter && part.currency == currency; });
            parts.push_back({quarter, currency, known == whole.end() ? Int128{0} : known->hundredths});
        }
        return parts;
    }

    std::vector<std::string> notes() const {
        std::vector<std::string> notes;
        for (auto const& note : definition_.notes) notes.push_back(note.in(options_.language));
        if (definition_.target) notes.push_back(targetNote());
        if (options_.calibre == Calibre::withDepartmental)
            notes.push_back(words("数据库中没有录入部门数据：本表只含企业直报数，所选口径尚不完整，各数均为初步数。",
                                  "No departmental data has been entered: the figures contain direct reports only, are incomplete for this calibre and marked provisional."));
        if (options_.calibre == Calibre::withMode3)
            notes.push_back(words("本表尚未加入商业存在（模式3，附属机构报表）和部门数据，只含企业直报的模式1、2、4：所选口径尚不完整，各数均为初步数。",
                                  "Commercial presence (mode 3, the reports of affiliates) and departmental data are not in this table yet: the figures contain modes 1, 2 and 4 as reported directly, are incomplete for this calibre and marked provisional."));
        if (auto note = conversionNote(); !note.empty()) notes.push_back(std::move(note));
        if (auto note = withoutRateNote(); !note.empty()) notes.push_back(std::move(note));
        notes.push_back(definition_.rounding == Rounding::halfUp
                            ? words("本表计数采用四舍五入原则，分项之和与合计可能略有出入。", "Each figure is rounded half up by itself; parts may not add up to their total exactly.")
                            : words("本表计数采用四舍六入五成双，分项之和与合计可能略有出入。", "Each figure is rounded half to even by itself; parts may not add up to their total exactly."));
        return notes;
    }

    std::string targetNote() const {
        auto const& target = *definition_.target;
        auto const scale = scaleOf(Unit::hundredMillion, 2);
        auto const amount = ExactRatio::of(target.hundredths).scaledAndRounded(scale.factor, scale.divisor, Rounding::halfUp);
        auto const year = std::to_string(target.year);
        auto const text = (amount ? decimalText(*amount, 2, true) : std::string{"?"}) + " " + unitText(context_.edition, target.currency, Unit::hundredMillion, options_.language);
        std::string note = chinese() ? year + "年目标为" + text + "，按“" + titleOf(target.calibre).zh + "”口径衡量（可在制度数据中设定）。"
                                     : "The target for " + year + " is " + text + "; the calibre that counts is “" + titleOf(target.calibre).en + "” (a setting of the edition).";
        if (target.calibre != options_.calibre)
            note += words("本表所选口径与之不同，完成率仅供参考。", " This table shows another calibre, so its share of the target is for information only.");
        if (currency_ != target.currency)
            note += words("完成率以" + currencyName(context_.edition, target.currency, options_.language) + "计算。", " The share of the target is computed in " + target.currency + ".");
        return note;
    }

    std::string conversionNote() const {
        RateBases bases;
        std::set<Quarter> converted;
        for (auto const& [quarter, currency] : ingredients()) {
            if (currency == currency_ || converter_.factor(quarter, currency) == nullptr) continue;
            bases.add(converter_, quarter, currency);
            converted.insert(quarter);
        }
        if (converted.empty()) return {};
        std::string rates;
        for (auto const quarter : converted)
            if (auto const yuan = context_.rates.find(quarter, "CNY"))
                rates += (rates.empty() ? "" : (chinese() ? "、" : ", ")) + toText(quarter) + " " + rateText(yuan->unitsPerDollar);
        std::string note = words("各币种先按季汇总，再按当季汇率一次折算。", "Sums of each currency and quarter are converted once, at the quarter's rate.");
        if (!rates.empty()) note += words("1美元合人民币：" + rates + "。", " Yuan per dollar: " + rates + ".");
        if (auto const basis = bases.text(options_.language); !basis.empty()) note += words("汇率依据：" + basis + "。", " Basis of the rates: " + basis + ".");
        return note;
    }

    std::string withoutRateNote() const {
        std::string amounts;
        for (auto const& part : withoutRate())
            amounts += (amounts.empty() ? "" : (chinese() ? "；" : "; ")) + part.currency + " " + decimalText(part.hundredths, 2, true) + (chinese() ? "（" : " (") +
                       toText(part.quarter) + (chinese() ? "）" : ")");
        if (amounts.empty()) return {};
        return words("未齐：下列金额没有汇率，未计入本表折算后的数字：" + amounts + "。录入汇率后重新生成本表。",
                     "Incomplete: no rate is known for these amounts, and the converted figures do not contain them: " + amounts + ". Enter the rates and make the table again.");
    }

    TableDefinition const& definition_;
    Cube const& cube_;
    TableOptions const& options_;
    TableContext const& context_;
    std::string currency_;
    Converter converter_;
    Scale scale_;
    std::set<Quarter> year_;
    std::set<Quarter> chosen_;
    CodeList const* list_ = nullptr;
    std::vector<RowPlan> rows_;
    std::vector<std::vector<Gathered>> gathered_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> rowsOfCode_;
    std::vector<std::size_t> places_;  // of the cell being distributed; kept to save allocations
    std::vector<std::size_t> shown_;  // columns that stand in the table
};

}  // namespace

Result<Unit> parseTableUnit(std::string_view text) {
    if (text == "1") return Unit::one;
    if (text == "10000") return Unit::tenThousand;
    if (text == "100000000") return Unit::hundredMillion;
    return fail(error::tableUnitUnknown, {{"text", std::string{text}}});
}

std::pair<Quarter, Quarter> quartersFor(TableDefinition const& definition, TableOptions const& options) {
    bool const needsYear = options.cumulative || definition.rows.kind == RowsDefinition::Kind::quarters ||
                           std::any_of(definition.columns.begin(), definition.columns.end(), [](auto const& column) { return column.throughYear; });
    return {needsYear ? options.period.yearToDate().front() : options.period, options.period};
}

Result<Table> buildTable(TableDefinition const& definition, Cube const& cube, TableOptions const& options, TableContext const& context) {
    auto const& currency = options.currency ? *options.currency : definition.currencies.front();
    if (!contains(definition.currencies, currency)) {
        std::string known;
        for (auto const& one : definition.currencies) known += (known.empty() ? "" : ", ") + one;
        return fail(error::tableCurrencyUnsupported, {{"text", currency}, {"expected", known}});
    }
    if (definition.target && definition.target->year != options.period.year())
        return fail(error::targetYearDiffers, {{"year", std::to_string(definition.target->year)}, {"period", toText(options.period)}});
    assert(shapeFor(definition).dimensions.common(cube.shape().dimensions) == shapeFor(definition).dimensions);
    return Builder{definition, cube, options, context, currency}.build();
}

}  // namespace zhibao
