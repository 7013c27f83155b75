#include "calendar/rates.h"

#include <algorithm>

#include "base/csv.h"

namespace zhibao {

namespace {

constexpr std::string_view dollar = "USD";

}  // namespace

RateTable::RateTable(std::map<Key, Rate> rates) : rates_(std::move(rates)) {
    Digester digester;
    for (auto const& [key, rate] : rates_) {
        digester.add(toText(key.first));
        digester.add(key.second);
        digester.add(std::to_string(rate.unitsPerDollar.numerator));
        digester.add(std::to_string(rate.unitsPerDollar.denominator));
        digester.add(rate.basis);
    }
    digest_ = std::move(digester).finish();
}

Result<RateTable> RateTable::parse(BytesView csv) {
    ZHIBAO_TRY(CsvTable const table, parseCsv(csv));
    ZHIBAO_TRY(auto const quarterColumn, table.column("quarter"));
    ZHIBAO_TRY(auto const currencyColumn, table.column("currency"));
    ZHIBAO_TRY(auto const rateColumn, table.column("units_per_usd"));
    ZHIBAO_TRY(auto const basisColumn, table.column("basis"));
    std::map<Key, Rate> rates;
    for (auto const& row : table.rows) {
        auto const place = std::to_string(row.line);
        ZHIBAO_TRY(Quarter const quarter, inside(place, Quarter::parse(row.fields[quarterColumn])));
        auto const& currency = row.fields[currencyColumn];
        bool const isCode =
            currency.size() == 3 && std::all_of(currency.begin(), currency.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        if (!isCode) return fail(error::rateCurrencyMalformed, {{"text", currency}}, place);
        auto const& text = row.fields[rateColumn];
        ZHIBAO_TRY(Fraction const fraction, inside(place, parseFraction(text)));
        if (fraction.numerator <= 0) return fail(error::rateNotPositive, {{"text", text}}, place);
        if (currency == dollar && fraction.numerator != fraction.denominator) return fail(error::rateOfTheDollar, {{"text", text}}, place);
        if (!rates.emplace(Key{quarter, currency}, Rate{fraction, row.fields[basisColumn]}).second)
            return fail(error::rateDuplicate, {{"period", toText(quarter)}, {"currency", currency}}, place);
    }
    return RateTable{std::move(rates)};
}

std::optional<Rate> RateTable::find(Quarter quarter, std::string_view currency) const {
    if (auto const found = rates_.find(Key{quarter, std::string{currency}}); found != rates_.end()) return found->second;
    if (currency == dollar) return Rate{Fraction{1, 1}, {}};
    return std::nullopt;
}

std::vector<std::pair<RateTable::Key, Rate>> RateTable::all() const {
    return {rates_.begin(), rates_.end()};
}

}  // namespace zhibao
