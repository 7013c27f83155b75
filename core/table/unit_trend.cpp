#include "table/unit_trend.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "aggregate/convert.h"
#include "intake/trade_rows.h"
#include "table/words.h"

namespace zhibao {

namespace {

constexpr int decimals = 2;

std::string in(Language language, std::string chinese, std::string english) {
    return language == Language::chinese ? std::move(chinese) : std::move(english);
}

/// The quarterly filings, the last in the list for each quarter.
std::map<Quarter, KnownFiling const*> byQuarter(std::span<KnownFiling const> filings) {
    std::map<Quarter, KnownFiling const*> found;
    for (auto const& known : filings) {
        auto const period = parsePeriod(known.filing.header.period);
        if (!period || !std::holds_alternative<Quarter>(*period) || known.filing.header.kind == FilingKind::withdrawal) continue;
        if (tradeRowsOf(known.filing, *known.edition).empty() && !known.filing.header.zero) continue;
        found[std::get<Quarter>(*period)] = &known;
    }
    return found;
}

DimensionSet dimensionsOf(TrendBy by) {
    switch (by) {
        case TrendBy::item: return {Dimension::flow, Dimension::item};
        case TrendBy::mode: return {Dimension::flow, Dimension::mode};
        case TrendBy::partner: return {Dimension::flow, Dimension::partner};
        case TrendBy::all: break;
    }
    return {Dimension::flow};
}

Result<Cube> cubeOf(std::map<Quarter, KnownFiling const*> const& filings, TrendBy by, SectorAssignment const& sectors) {
    CubeBuilder builder{{.dimensions = dimensionsOf(by)}, sectors};
    for (auto const& [quarter, known] : filings) {
        for (auto const& row : tradeRowsOf(known->filing, *known->edition)) {
            ZHIBAO_CHECK(builder.add({.quarter = quarter,
                                      .filingVersion = 0,
                                      .unit = known->filing.header.unit,
                                      .district = {},
                                      .platform = {},
                                      .industry = {},
                                      .inLiangjiang = false,
                                      .flow = row.flow,
                                      .item = row.item,
                                      .partner = row.partner,
                                      .outsourcing = row.outsourcing,
                                      .currency = row.currency,
                                      .total = row.total,
                                      .mode1 = row.mode1,
                                      .mode2 = row.mode2,
                                      .mode4 = row.mode4,
                                      .affiliated = row.affiliated,
                                      .digital = row.digital}));
        }
    }
    return builder.build();
}

/// What a code is called.
std::string wordOf(std::string const& code, TrendBy by, Edition const& edition, Language language) {
    if (by == TrendBy::all) return code == "export" ? in(language, "出口", "Exports") : in(language, "进口", "Imports");
    if (by == TrendBy::mode) {
        if (code == modes::crossBorder) return in(language, "跨境提供", "Cross-border supply");
        if (code == modes::consumptionAbroad) return in(language, "境外消费", "Consumption abroad");
        if (code == modes::presenceOfPersons) return in(language, "自然人移动", "Presence of natural persons");
        return in(language, "未分模式", "Not allocated to a mode");
    }
    for (auto const& form : edition.forms)
        for (auto const& column : form.columns)
            if (column.conceptId == nameOf(by))
                if (auto const* list = edition.findList(column.list))
                    if (auto const* entry = list->find(code)) return entry->label(language);
    return code;
}

std::string codeOf(CubeCell const& cell, TrendBy by) {
    switch (by) {
        case TrendBy::item: return std::string{cell.code(Dimension::item)};
        case TrendBy::mode: return std::string{cell.code(Dimension::mode)};
        case TrendBy::partner: return std::string{cell.code(Dimension::partner)};
        case TrendBy::all: break;
    }
    return std::string{cell.code(Dimension::flow)};
}

/// The sums of one line, quarter by quarter.
using Line = std::map<Quarter, ExactSum>;

class TrendBuilder {
public:
    TrendBuilder(Edition const& edition, RateTable const& rates, TrendOptions const& options)
        : edition_(edition), options_(options), converter_(rates, options.currency) {}

    Result<Table> build(std::map<Quarter, KnownFiling const*> const& filings) {
        auto const* items = edition_.findList("items");
        static CodeList const noItems{"items", {}, {}};
        DefaultSectors const sectors{items == nullptr ? noItems : *items};
        ZHIBAO_TRY(auto const cube, cubeOf(filings, options_.by, sectors));
        std::map<std::string, Line> lines;
        cube.forEach([&](CubeCell const& cell) {
            if (options_.by != TrendBy::all && cell.code(Dimension::flow) != options_.flow) return;
            lines[codeOf(cell, options_.by)][cell.quarter()].add(cell.quarter(), cell.currency(), cell.hundredths);
        });
        head(filings);
        for (auto const& code : ordered(lines)) ZHIBAO_CHECK(addRow(code, lines[code], filings));
        for (auto const& [quarter, currency] : withoutRate_)
            table_.notes.push_back(in(options_.language, toText(quarter) + " 没有 " + currency + " 的汇率，该币种金额未计入。",
                                      "There is no rate of " + currency + " for " + toText(quarter) + "; its amounts are not contained."));
        return std::move(table_);
    }

private:
    void head(std::map<Quarter, KnownFiling const*> const& filings) {
        auto const language = options_.language;
        table_.id = "unit-trend";
        table_.language = language;
        table_.title = options_.by == TrendBy::all  ? in(language, "本单位服务进出口", "The unit's trade in services")
                       : options_.flow == "export" ? in(language, "本单位服务出口", "The unit's exports of services")
                                                   : in(language, "本单位服务进口", "The unit's imports of services");
        table_.currency = options_.currency;
        table_.unit = options_.unit;
        table_.unitText = unitText(edition_, options_.currency, options_.unit, language);
        table_.edition = edition_.id;
        if (!filings.empty()) {
            for (auto quarter = filings.begin()->first; quarter <= filings.rbegin()->first; quarter = quarter.next()) quarters_.push_back(quarter);
            table_.period = toText(quarters_.front()) + "/" + toText(quarters_.back());
        }
        std::string const stub = options_.by == TrendBy::item      ? in(language, "服务类别", "Service item")
                                 : options_.by == TrendBy::mode    ? in(language, "供应模式", "Mode of supply")
                                 : options_.by == TrendBy::partner ? in(language, "国别（地区）", "Partner")
                                                                   : in(language, "进出口", "Flow");
        table_.stubs = {{letterText("甲", language), stub}};
        std::vector<HeadCell> first{{stub, 1, 1}};
        for (auto const quarter : quarters_) {
            auto const text = periodText(quarter, false, language);
            table_.columns.push_back({toText(quarter), std::to_string(table_.columns.size() + 1), text, CellKind::number});
            first.push_back({text, 1, 1});
        }
        table_.head = {std::move(first)};
    }

    [[nodiscard]] ExactRatio convertedAt(Line const& line, Quarter quarter) {
        auto const found = line.find(quarter);
        if (found == line.end()) return {};
        auto const converted = converter_.convert(found->second);
        for (auto const& part : converted.withoutRate) withoutRate_.emplace(part.quarter, part.currency);
        return converted.hundredths;
    }

    /// What was largest last is looked for first.
    [[nodiscard]] std::vector<std::string> ordered(std::map<std::string, Line> const& lines) {
        std::vector<std::pair<std::vector<ExactRatio>, std::string>> ranked;
        for (auto const& [code, line] : lines) {
            std::vector<ExactRatio> latestFirst;
            for (auto quarter = quarters_.rbegin(); quarter != quarters_.rend(); ++quarter) latestFirst.push_back(convertedAt(line, *quarter));
            ranked.emplace_back(std::move(latestFirst), code);
        }
        std::stable_sort(ranked.begin(), ranked.end(), [](auto const& left, auto const& right) { return left.first > right.first; });
        std::vector<std::string> codes;
        for (auto& [sums, code] : ranked) codes.push_back(std::move(code));
        return codes;
    }

    Result<> addRow(std::string const& code, Line const& line, std::map<Quarter, KnownFiling const*> const& filings) {
        TableRow row;
        row.key = code;
        row.stubs = {wordOf(code, options_.by, edition_, options_.language)};
        table_.rows.push_back(std::move(row));
        auto const scale = scaleOf(options_.unit, decimals);
        std::vector<TableCell> cells;
        for (auto const quarter : quarters_) {
            TableCell cell;
            if (filings.contains(quarter)) {
                ZHIBAO_TRY(auto const scaled, convertedAt(line, quarter).scaledAndRounded(scale.factor, scale.divisor, Rounding::halfUp));
                cell.value = decimalText(scaled, decimals);
            }
            cells.push_back(std::move(cell));
        }
        table_.cells.push_back(std::move(cells));
        return {};
    }

    Edition const& edition_;
    TrendOptions const& options_;
    Converter converter_;
    Table table_;
    std::vector<Quarter> quarters_;
    std::set<std::pair<Quarter, std::string>> withoutRate_;
};

}  // namespace

std::string_view nameOf(TrendBy by) noexcept {
    switch (by) {
        case TrendBy::all: return "all";
        case TrendBy::item: return "item";
        case TrendBy::mode: return "mode";
        case TrendBy::partner: return "partner";
    }
    return {};
}

Result<Table> trendTable(std::span<KnownFiling const> filings, Edition const& edition, RateTable const& rates, TrendOptions const& options) {
    return TrendBuilder{edition, rates, options}.build(byQuarter(filings));
}

}  // namespace zhibao
