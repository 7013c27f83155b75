#include "calendar/rates.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "base/csv.h"
#include "base/integers.h"
#include "calendar/rate_basis.h"

namespace zhibao {

namespace {

constexpr std::string_view dollar = "USD";
constexpr std::string_view yuan = "CNY";
constexpr int monthsOfQuarter = 3;

struct StatusName {
    RateStatus status;
    std::string_view name;
};
constexpr std::array statusNames{StatusName{RateStatus::draft, "draft"}, StatusName{RateStatus::official, "official"},
                                 StatusName{RateStatus::frozen, "frozen"}};

Fraction reduced(Fraction const& fraction) {
    auto const divisor = std::gcd(fraction.numerator, fraction.denominator);
    return {fraction.numerator / divisor, fraction.denominator / divisor};
}

std::vector<Quarter> quartersOf(Period const& period) {
    if (auto const* quarter = std::get_if<Quarter>(&period)) return {*quarter};
    return Quarter::containing(lastDay(period)).yearToDate();
}

/// A fraction in lowest terms. amountOverflow when they do not fit.
Result<Fraction> inLowestTerms(Int128 numerator, Int128 denominator) {
    Int128 divisor = numerator;
    for (Int128 rest = denominator; rest != 0;) divisor = std::exchange(rest, divisor % rest);
    if (divisor != 0) {
        numerator /= divisor;
        denominator /= divisor;
    }
    constexpr Int128 limit = std::numeric_limits<std::int64_t>::max();
    if (numerator > limit || denominator > limit) return fail(error::amountOverflow, {{"text", "fraction"}});
    return Fraction{static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator)};
}

/// Exactly (a + b + c) / 3. amountOverflow when its terms do not fit.
Result<Fraction> meanOf(std::array<Fraction, monthsOfQuarter> const& months) {
    Fraction sum{0, 1};
    for (auto const& month : months) {
        // Terms of 63 bits: products fit into 126, and so does the sum of two.
        auto const shared = std::gcd(sum.denominator, month.denominator);
        Int128 const left = Int128{sum.numerator} * (month.denominator / shared);
        Int128 const right = Int128{month.numerator} * (sum.denominator / shared);
        ZHIBAO_TRY(sum, inLowestTerms(left + right, Int128{sum.denominator} * (month.denominator / shared)));
    }
    return inLowestTerms(sum.numerator, Int128{sum.denominator} * monthsOfQuarter);
}

/// Units per dollar of a currency that is quoted against the yuan, exactly.
Result<Fraction> crossed(Fraction const& yuanPerHundredDollars, Fraction const& quoted, bool isInYuan) {
    // Yuan per 100 units: (u/100) / (v/100). Units per 100 yuan: (u/100) × (w/100).
    auto const& [u, uBelow] = yuanPerHundredDollars;
    if (isInYuan) return inLowestTerms(Int128{u} * quoted.denominator, Int128{uBelow} * quoted.numerator);
    ZHIBAO_TRY(Fraction const inYuan, inLowestTerms(u, Int128{uBelow} * 100));
    ZHIBAO_TRY(Fraction const units, inLowestTerms(quoted.numerator, Int128{quoted.denominator} * 100));
    return inLowestTerms(Int128{inYuan.numerator} * units.numerator, Int128{inYuan.denominator} * units.denominator);
}

/// How a line says what a currency is worth.
enum class Quotation { unitsPerDollar, yuanPerHundred, unitsPerHundredYuan };

std::optional<Quotation> quotationNamed(std::string_view name) {
    if (name == "units-per-usd") return Quotation::unitsPerDollar;
    if (name == "cny-per-100") return Quotation::yuanPerHundred;
    if (name == "units-per-100-cny") return Quotation::unitsPerHundredYuan;
    return std::nullopt;
}

/// "2582/375"
Result<Fraction> parseExact(std::string const& text) {
    auto const slash = text.find('/');
    auto const above = parseFraction(text.substr(0, slash));
    auto const below = slash == std::string::npos ? above : parseFraction(text.substr(slash + 1));
    if (slash == std::string::npos || !above || !below || above->denominator != 1 || below->denominator != 1 || above->numerator <= 0 || below->numerator <= 0)
        return fail(error::rateExactMalformed, {{"text", text}});
    return Fraction{above->numerator, below->numerator};
}

struct Month {
    Quarter quarter;
    int ofQuarter;  // 0, 1, 2
};

Result<Month> parseMonth(std::string const& text) {
    auto const day = parseDate(text + "-01");
    // There are years that dates know and quarters do not.
    if (text.size() != 7 || !day || day->year() < 1900 || day->year() > 2199) return fail(error::rateMonthMalformed, {{"text", text}});
    return Month{Quarter::containing(*day), (static_cast<int>(day->month()) - 1) % monthsOfQuarter};
}

std::string monthText(Quarter quarter, int ofQuarter) {
    return fmt::format("{:04}-{:02}", quarter.year(), (quarter.quarterOfYear() - 1) * monthsOfQuarter + ofQuarter + 1);
}

class RateReader {
public:
    RateReader(CsvTable const& table, RateDefaults const& defaults) : table_(table), defaults_(defaults) {}

    Result<RateReading> read(std::vector<Error> const& unevenRows) {
        constexpr std::array<std::string_view, 12> known{"quarter", "month", "currency", "units_per_usd", "rate", "quotation", "exact", "basis", "source", "entered_by", "entered_on", "status"};
        for (auto const& heading : table_.header)
            if (std::find(known.begin(), known.end(), heading) == known.end()) return fail(error::rateColumnUnknown, {{"column", heading}}, "1");
        quarterColumn_ = table_.findColumn("quarter");
        monthColumn_ = table_.findColumn("month");
        if (quarterColumn_.has_value() == monthColumn_.has_value()) return fail(error::ratePeriodColumn, {}, "1");
        ZHIBAO_TRY(currencyColumn_, table_.column("currency"));
        bool const isQuoted = table_.findColumn("rate").has_value();
        ZHIBAO_TRY(rateColumn_, table_.column(isQuoted ? "rate" : "units_per_usd"));
        if (isQuoted) {
            ZHIBAO_TRY(quotationColumn_, table_.column("quotation"));
        }
        for (auto const* other : {"units_per_usd", "quotation"})
            if ((other == std::string_view{"quotation"}) != isQuoted && table_.findColumn(other)) return fail(error::rateColumnUnknown, {{"column", other}}, "1");
        findDollars();
        for (auto const& row : table_.rows)
            if (auto const taken = take(row); !taken) report(row.line, taken.error().inside(std::to_string(row.line)));
        makeMeans();
        for (auto& [line, error] : problems_) reading_.problems.push_back(std::move(error));
        // Lines of the wrong length hold no rate at all; they come first.
        reading_.problems.insert(reading_.problems.begin(), unevenRows.begin(), unevenRows.end());
        return std::move(reading_);
    }

private:
    struct Months {
        std::array<std::optional<Rate>, monthsOfQuarter> rates;
        std::array<std::string, monthsOfQuarter> texts;
        std::array<bool, monthsOfQuarter> spoilt{};  // there is a line, but a bad one
        std::size_t line = 0;
    };

    void report(std::size_t line, Error error) { problems_.emplace(line, std::move(error)); }

    std::string field(CsvRow const& row, std::string_view heading) const {
        auto const column = table_.findColumn(heading);
        return column ? row.fields[*column] : std::string{};
    }

    [[nodiscard]] std::string const& periodText(CsvRow const& row) const { return row.fields[monthColumn_ ? *monthColumn_ : *quarterColumn_]; }

    Result<Quotation> quotationOf(CsvRow const& row) const {
        if (!quotationColumn_) return Quotation::unitsPerDollar;
        auto const& text = row.fields[*quotationColumn_];
        if (auto const quotation = quotationNamed(text)) return *quotation;
        return fail(error::rateQuotationUnknown, {{"text", text}});
    }

    /// What a hundred dollars were in yuan, by the period as written.
    void findDollars() {
        for (auto const& row : table_.rows) {
            auto const quotation = quotationOf(row);
            if (row.fields[currencyColumn_] != dollar || !quotation || *quotation != Quotation::yuanPerHundred) continue;
            auto const inYuan = parseFraction(row.fields[rateColumn_]);
            if (inYuan && inYuan->numerator > 0) hundredDollars_.emplace(periodText(row), *inYuan);
        }
    }

    Result<> take(CsvRow const& row) {
        ZHIBAO_TRY(Quotation const quotation, quotationOf(row));
        auto const& written = row.fields[currencyColumn_];
        // What a dollar is in yuan is the rate of the yuan.
        std::string const currency = quotation == Quotation::yuanPerHundred && written == dollar ? std::string{yuan} : written;
        bool const isCode = currency.size() == 3 && std::all_of(currency.begin(), currency.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        if (monthColumn_) {
            ZHIBAO_TRY(Month const month, parseMonth(row.fields[*monthColumn_]));
            if (!isCode) return fail(error::rateCurrencyMalformed, {{"text", currency}});
            auto& months = months_[{month.quarter, currency}];
            auto const place = static_cast<std::size_t>(month.ofQuarter);
            if (months.line == 0) months.line = row.line;
            if (months.rates[place] || months.spoilt[place])
                return fail(error::rateDuplicate, {{"period", row.fields[*monthColumn_]}, {"currency", currency}});
            auto rate = rateIn(row, currency, quotation);
            months.spoilt[place] = !rate;
            if (!rate) return tl::unexpected(rate.error());
            months.rates[place] = *std::move(rate);
            months.texts[place] = quotedText(row, quotation);
            return {};
        }
        ZHIBAO_TRY(Quarter const quarter, Quarter::parse(row.fields[*quarterColumn_]));
        if (!isCode) return fail(error::rateCurrencyMalformed, {{"text", currency}});
        ZHIBAO_TRY(Rate rate, rateIn(row, currency, quotation));
        RateTable::Key const key{quarter, currency};
        if (!reading_.rates.emplace(key, std::move(rate)).second)
            return fail(error::rateDuplicate, {{"period", toText(quarter)}, {"currency", currency}});
        reading_.lines.emplace(key, row.line);
        return {};
    }

    /// "100 EUR = 733.03 CNY"; the number itself where units of the currency for a dollar are given.
    std::string quotedText(CsvRow const& row, Quotation quotation) const {
        auto const& number = row.fields[rateColumn_];
        auto const& currency = row.fields[currencyColumn_];
        if (quotation == Quotation::yuanPerHundred) return "100 " + currency + " = " + number + " CNY";
        if (quotation == Quotation::unitsPerHundredYuan) return "100 CNY = " + number + " " + currency;
        return number;
    }

    Result<Fraction> unitsPerDollarIn(CsvRow const& row, std::string const& currency, Quotation quotation) const {
        auto const& text = row.fields[rateColumn_];
        if (auto const exact = field(row, "exact"); !exact.empty()) return parseExact(exact);
        ZHIBAO_TRY(Fraction const number, parseFraction(text));
        if (number.numerator <= 0) return fail(error::rateNotPositive, {{"text", text}});
        if (quotation == Quotation::unitsPerDollar) return number;
        auto const dollars = hundredDollars_.find(periodText(row));
        if (dollars == hundredDollars_.end()) return fail(error::rateDollarMissing, {{"period", periodText(row)}, {"currency", currency}});
        if (currency == yuan) return inLowestTerms(dollars->second.numerator, Int128{dollars->second.denominator} * 100);
        return crossed(dollars->second, number, quotation == Quotation::yuanPerHundred);
    }

    Result<Rate> rateIn(CsvRow const& row, std::string const& currency, Quotation quotation) const {
        auto const& text = row.fields[rateColumn_];
        Rate rate;
        ZHIBAO_TRY(rate.unitsPerDollar, unitsPerDollarIn(row, currency, quotation));
        if (currency == dollar && rate.unitsPerDollar.numerator != rate.unitsPerDollar.denominator) return fail(error::rateOfTheDollar, {{"text", text}});
        rate.basis = field(row, "basis");
        if (quotationColumn_ && quarterColumn_ && quotation != Quotation::unitsPerDollar)
            rate.basis = basisWith(rate.basis, {"由 " + quotedText(row, quotation) + " 换算", "converted from " + quotedText(row, quotation)});
        rate.source = field(row, "source");
        if (rate.source.empty()) rate.source = defaults_.source;
        rate.enteredBy = field(row, "entered_by");
        if (rate.enteredBy.empty()) rate.enteredBy = defaults_.enteredBy;
        rate.enteredOn = defaults_.enteredOn;
        if (auto const day = field(row, "entered_on"); !day.empty()) {
            ZHIBAO_TRY(rate.enteredOn, parseDate(day));
        }
        rate.status = defaults_.status;
        if (auto const status = field(row, "status"); !status.empty()) {
            auto const named = rateStatusNamed(status);
            // Only the bureau's own act freezes a quarter.
            if (!named || *named == RateStatus::frozen) return fail(error::rateStatusUnknown, {{"text", status}});
            rate.status = *named;
        }
        return rate;
    }

    void makeMeans() {
        for (auto& [key, months] : months_) {
            std::string missing;
            bool isSpoilt = false;
            for (int i = 0; i < monthsOfQuarter; ++i) {
                auto const place = static_cast<std::size_t>(i);
                isSpoilt = isSpoilt || months.spoilt[place];
                if (!months.rates[place] && !months.spoilt[place]) missing += (missing.empty() ? "" : ", ") + monthText(key.first, i);
            }
            auto const line = std::to_string(months.line);
            if (!missing.empty())
                report(months.line, {error::rateMonthsMissing, {line}, {{"period", toText(key.first)}, {"currency", key.second}, {"months", missing}}});
            // A spoilt line was named already.
            if (isSpoilt || !missing.empty()) continue;
            auto mean = meanOf({months.rates[0]->unitsPerDollar, months.rates[1]->unitsPerDollar, months.rates[2]->unitsPerDollar});
            if (!mean) {
                report(months.line, mean.error().inside(line));
                continue;
            }
            Rate rate = *months.rates[0];
            rate.unitsPerDollar = *mean;
            for (auto const& month : months.rates) {
                // As sure as the least sure of the three, as new as the newest.
                if (month->status == RateStatus::draft) rate.status = RateStatus::draft;
                if (month->enteredOn && (!rate.enteredOn || *rate.enteredOn < *month->enteredOn)) rate.enteredOn = month->enteredOn;
            }
            auto const& texts = months.texts;
            rate.basis = basisWith(rate.basis, {"三个月汇率 " + texts[0] + "、" + texts[1] + "、" + texts[2] + " 的简单平均，不舍入",
                                                "simple mean, not rounded, of the months' rates " + texts[0] + ", " + texts[1] + ", " + texts[2]});
            reading_.rates.emplace(key, std::move(rate));
            reading_.lines.emplace(key, months.line);
        }
    }

    CsvTable const& table_;
    RateDefaults const& defaults_;
    std::optional<std::size_t> quarterColumn_;
    std::optional<std::size_t> monthColumn_;
    std::size_t currencyColumn_ = 0;
    std::size_t rateColumn_ = 0;
    std::optional<std::size_t> quotationColumn_;
    std::map<std::string, Fraction> hundredDollars_;
    std::map<RateTable::Key, Months> months_;
    std::multimap<std::size_t, Error> problems_;  // by line
    RateReading reading_;
};

}  // namespace

std::string_view nameOf(RateStatus status) noexcept {
    for (auto const& entry : statusNames)
        if (entry.status == status) return entry.name;
    return {};
}

std::optional<RateStatus> rateStatusNamed(std::string_view name) noexcept {
    for (auto const& entry : statusNames)
        if (entry.name == name) return entry.status;
    return std::nullopt;
}

std::string rateText(Fraction const& fraction) {
    constexpr int exactPlaces = 12;
    constexpr int roundedPlaces = 6;
    std::int64_t power = 1;
    for (int decimals = 0; decimals <= exactPlaces; ++decimals, power *= 10) {
        Int128 const scaled = Int128{fraction.numerator} * power;
        if (scaled % fraction.denominator == 0) return decimalText(scaled / fraction.denominator, decimals);
    }
    std::int64_t roundedPower = 1;
    for (int i = 0; i < roundedPlaces; ++i) roundedPower *= 10;
    auto const rounded = scaledAndRounded(fraction.numerator, roundedPower, fraction.denominator, Rounding::halfUp);
    // 63 bits times a million fit into 128 bits.
    return "≈" + decimalText(rounded.value_or(0), roundedPlaces);
}

std::string exactText(Fraction const& fraction) {
    auto const lowest = reduced(fraction);
    return std::to_string(lowest.numerator) + "/" + std::to_string(lowest.denominator);
}

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
    ZHIBAO_TRY(RateReading reading, readRates(csv));
    if (!reading.problems.empty()) return tl::unexpected(std::move(reading.problems.front()));
    return RateTable{std::move(reading.rates)};
}

RateTable RateTable::completedBy(RateTable const& other) const {
    auto const knows = [this](Quarter quarter) {
        auto const first = rates_.lower_bound({quarter, std::string{}});
        return first != rates_.end() && first->first.first == quarter;
    };
    auto rates = rates_;
    for (auto const& [key, rate] : other.rates_)
        if (!knows(key.first)) rates.emplace(key, rate);
    return RateTable{std::move(rates)};
}

std::optional<Rate> RateTable::find(Quarter quarter, std::string_view currency) const {
    if (auto const found = rates_.find(Key{quarter, std::string{currency}}); found != rates_.end()) return found->second;
    if (currency == dollar) return Rate{Fraction{1, 1}, {}};
    return std::nullopt;
}

Digest RateTable::digestOf(Period const& period) const {
    auto const quarters = quartersOf(period);
    Digester digester;
    for (auto const& [key, rate] : rates_) {
        // The dollar needs no line, so a table that has one is the same.
        if (key.second == dollar || std::find(quarters.begin(), quarters.end(), key.first) == quarters.end()) continue;
        auto const value = reduced(rate.unitsPerDollar);
        digester.add(toText(key.first));
        digester.add(key.second);
        digester.add(std::to_string(value.numerator));
        digester.add(std::to_string(value.denominator));
    }
    return std::move(digester).finish();
}

std::vector<std::pair<RateTable::Key, Rate>> RateTable::all() const {
    return {rates_.begin(), rates_.end()};
}

Result<RateReading> readRates(BytesView csv, RateDefaults const& defaults) {
    std::vector<Error> unevenRows;
    ZHIBAO_TRY(CsvTable const table, parseCsv(csv, unevenRows));
    return RateReader{table, defaults}.read(unevenRows);
}

Bytes toCsv(RateTable const& rates) {
    constexpr std::string_view rounded{"≈"};
    CsvWriter csv;
    csv.row({"quarter", "currency", "units_per_usd", "exact", "basis", "source", "entered_by", "entered_on", "status"});
    for (auto const& [key, rate] : rates.all()) {
        auto units = rateText(rate.unitsPerDollar);
        // The exact fraction beside it says what was rounded.
        if (units.starts_with(rounded)) units.erase(0, rounded.size());
        csv.row({toText(key.first), key.second, units, exactText(rate.unitsPerDollar), rate.basis, rate.source, rate.enteredBy, rate.enteredOn ? toText(*rate.enteredOn) : "",
                 std::string{nameOf(rate.status == RateStatus::draft ? RateStatus::draft : RateStatus::official)}});
    }
    return csv.text();
}

}  // namespace zhibao
