#include "aggregate/column_totals.h"

#include <map>
#include <set>

#include "form/concepts.h"

namespace zhibao {

namespace {

constexpr std::size_t mostLines = 3;

/// The sums of one line, each currency for itself.
struct Sums {
    std::set<std::string> currencies;  // of amounts that are not zero
    std::vector<std::map<std::string, Int128>> amounts;
    std::vector<std::optional<Int128>> counts;
};

std::string currencyOf(Row const& row, Form const& form) {
    if (form.currencyColumn.empty()) return form.currency;
    auto const position = form.indexOf(form.currencyColumn);
    auto const* code = position ? std::get_if<std::string>(&row.cells[*position]) : nullptr;
    return code == nullptr ? std::string{} : *code;
}

void add(Sums& sums, Row const& row, Form const& form) {
    auto const currency = currencyOf(row, form);
    for (std::size_t position = 0; position < form.columns.size(); ++position) {
        auto const kind = form.columns[position].kind;
        if (concepts::isOnlyImported(form.columns[position].conceptId)) continue;
        if (auto const* money = std::get_if<Money>(&row.cells[position]); money != nullptr && kind == ColumnKind::money) {
            sums.amounts[position][currency] += money->hundredths();
            if (!money->isZero()) sums.currencies.insert(currency);
        } else if (auto const* count = std::get_if<std::int64_t>(&row.cells[position]); count != nullptr && kind == ColumnKind::integer) {
            sums.counts[position] = sums.counts[position].value_or(0) + *count;
        }
    }
}

TotalsLine lineOf(Sums const& sums, std::string code, PeriodConverter const& converter, bool convertAll) {
    TotalsLine line;
    line.code = std::move(code);
    auto const& target = converter.targetCurrency();
    bool const isOfTarget = sums.currencies.size() == 1 && *sums.currencies.begin() == target;
    line.isConverted = sums.currencies.size() > 1 || (convertAll && !sums.currencies.empty() && !isOfTarget);
    if (!sums.currencies.empty()) line.currency = line.isConverted ? target : *sums.currencies.begin();
    if (line.isConverted)
        for (auto const& currency : sums.currencies)
            if (converter.factor(currency) == nullptr) line.withoutRate.push_back(currency);
    for (std::size_t position = 0; position < sums.amounts.size(); ++position) {
        auto& total = line.columns.emplace_back();
        if (sums.counts[position]) total = ColumnTotal{*sums.counts[position], false};
        if (sums.amounts[position].empty()) continue;
        if (!line.isConverted) {
            Int128 sum = 0;
            for (auto const& [currency, amount] : sums.amounts[position]) sum += amount;
            total = ColumnTotal{sum, true};
            continue;
        }
        ExactRatio sum;
        bool isAny = false;
        for (auto const& [currency, amount] : sums.amounts[position])
            if (auto const* ratio = converter.factor(currency)) {
                sum = sum.plus(ratio->times(ExactRatio::of(amount)));
                isAny = true;
            }
        auto const rounded = sum.scaledAndRounded(1, 1, Rounding::halfUp);
        if (isAny && rounded) total = ColumnTotal{*rounded, true};
    }
    return line;
}

}  // namespace

std::optional<std::size_t> columnOfTotals(Form const& form, Edition const& edition) {
    if (form.columns.empty()) return std::nullopt;
    auto const& first = form.columns.front();
    auto const* list = first.kind == ColumnKind::code && first.role == ColumnRole::key ? edition.findList(first.list) : nullptr;
    bool const isShort = list != nullptr && list->entries().size() > 1 && list->entries().size() <= mostLines;
    return isShort ? std::optional<std::size_t>{0} : std::nullopt;
}

std::vector<TotalsLine> columnTotals(std::vector<Row> const& rows, Form const& form, Edition const& edition, PeriodConverter const& converter, bool convertAll) {
    std::vector<std::string> codes;
    auto const apart = columnOfTotals(form, edition);
    if (apart)
        for (auto const& entry : edition.findList(form.columns[*apart].list)->entries()) codes.push_back(entry.code);
    else
        codes.emplace_back();
    Sums const none{{}, std::vector<std::map<std::string, Int128>>(form.columns.size()), std::vector<std::optional<Int128>>(form.columns.size())};
    std::map<std::string, Sums, std::less<>> sums;
    for (auto const& row : rows) {
        auto const* code = apart ? std::get_if<std::string>(&row.cells[*apart]) : nullptr;
        // A row that says not where it belongs stands in no line.
        if (apart && code == nullptr) continue;
        add(sums.try_emplace(code == nullptr ? std::string{} : *code, none).first->second, row, form);
    }
    std::vector<TotalsLine> lines;
    for (auto const& code : codes) {
        auto const found = sums.find(code);
        lines.push_back(lineOf(found == sums.end() ? none : found->second, code, converter, convertAll));
    }
    return lines;
}

}  // namespace zhibao
