#include "calendar/rates.h"

#include "base/file.h"
#include "form/edition.h"
#include "support/catch.h"

using namespace zhibao;

namespace {

std::string const header = "quarter,currency,units_per_usd,basis\n";

Quarter quarter(std::string const& text) {
    return *Quarter::parse(text);
}

RateTable starterRates() {
    auto const bytes = readFile(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms/rates/fx_quarterly_per_usd.csv");
    REQUIRE(bytes);
    auto table = RateTable::parse(*bytes);
    REQUIRE(table);
    return *std::move(table);
}

}  // namespace

TEST_CASE("a rate is the exact fraction that was written", "[calendar][rates]") {
    auto const table = RateTable::parse(header + "2017Q1,CNY,6.8847,样例\n");
    REQUIRE(table);
    auto const rate = table->find(quarter("2017Q1"), "CNY");
    REQUIRE(rate);
    CHECK(rate->unitsPerDollar.numerator * 10'000 == rate->unitsPerDollar.denominator * 68'847);
    CHECK(rate->basis == "样例");
}

TEST_CASE("a currency without a rate has none, and a dollar is always a dollar", "[calendar][rates]") {
    auto const table = RateTable::parse(header + "2017Q1,CNY,6.8847,样例\n");
    REQUIRE(table);
    CHECK_FALSE(table->find(quarter("2017Q2"), "CNY"));
    CHECK_FALSE(table->find(quarter("2017Q1"), "EUR"));
    CHECK(table->find(quarter("2017Q2"), "USD")->unitsPerDollar == Fraction{1, 1});
    CHECK(RateTable{}.find(quarter("2017Q2"), "USD"));
}

TEST_CASE("a broken rate table is refused with its line", "[calendar][rates]") {
    auto const problem = [](std::string const& rows) {
        auto const table = RateTable::parse(header + rows);
        REQUIRE_FALSE(table);
        return std::string{table.error().code.name()} + " @ " + table.error().where();
    };
    CHECK(problem("2017Q1,CNY,6.8,\n2017Q1,CNY,6.9,\n") == "rate-duplicate @ 3");
    CHECK(problem("2017Q1,CNY,0,\n") == "rate-not-positive @ 2");
    CHECK(problem("2017Q5,CNY,6.8,\n") == "period-malformed @ 2");
    CHECK(problem("2017Q1,cny,6.8,\n") == "rate-currency-malformed @ 2");
    CHECK(problem("2017Q1,USD,1.1,\n") == "rate-of-the-dollar @ 2");
    CHECK(problem("2017Q1,CNY,six,\n") == "amount-malformed @ 2");
    CHECK(problem("2017Q1,CNY,-6.8,\n") == "amount-malformed @ 2");
}

TEST_CASE("a table is known by its rates, not by the order of its lines", "[calendar][rates]") {
    auto const one = RateTable::parse(header + "2017Q1,CNY,6.8847,a\n2017Q1,EUR,0.9382,a\n");
    auto const two = RateTable::parse(header + "2017Q1,EUR,0.9382,a\r\n2017Q1,CNY,6.8847,a\r\n");
    auto const other = RateTable::parse(header + "2017Q1,CNY,6.8848,a\n2017Q1,EUR,0.9382,a\n");
    CHECK(one->digest() == two->digest());
    CHECK(one->digest() != other->digest());
    auto const all = one->all();
    CHECK(RateTable{{all.begin(), all.end()}}.digest() == one->digest());
}

TEST_CASE("the starter rates state their source and cover four years of the currencies of the list", "[calendar][rates]") {
    auto const table = starterRates();
    EditionLibrary const library{std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms"};
    auto const edition = library.find("services-trade/2017-1");
    REQUIRE(edition);
    auto const* currencies = (*edition)->findList("currencies");
    REQUIRE(currencies != nullptr);
    CHECK(table.all().size() == 16 * 18);
    for (auto const& [key, rate] : table.all()) {
        CHECK(currencies->find(key.second) != nullptr);
        CHECK(rate.basis.find("Federal Reserve H.10") != std::string::npos);
    }
    // 2017 Q1 as the release gives it; the mean of the official central parities was 6.8854.
    CHECK(table.find(quarter("2017Q1"), "CNY")->unitsPerDollar == Fraction{68'847, 10'000});
}

namespace {

std::vector<std::string> problemsOf(RateReading const& reading) {
    std::vector<std::string> texts;
    for (auto const& problem : reading.problems) texts.push_back(std::string{problem.code.name()} + " @ " + problem.where());
    return texts;
}

}  // namespace

TEST_CASE("a quarter's rate from months is their exact mean, and says so", "[calendar][rates]") {
    auto const reading = readRates("month,currency,units_per_usd,source\n2017-01,CNY,6.8918,样例来源\n2017-02,CNY,6.8713,样例来源\n2017-03,CNY,6.8932,样例来源\n");
    REQUIRE(reading);
    CHECK(reading->problems.empty());
    REQUIRE(reading->rates.size() == 1);
    auto const& rate = reading->rates.at({quarter("2017Q1"), "CNY"});
    // 20.6563 / 3: no decimal, so the fraction keeps the three below the line.
    CHECK(rate.unitsPerDollar.numerator * 30'000 == rate.unitsPerDollar.denominator * 206'563);
    CHECK(rate.basis == "三个月汇率 6.8918、6.8713、6.8932 的简单平均，不舍入 / simple mean, not rounded, of the months' rates 6.8918, 6.8713, 6.8932");
    CHECK(rate.source == "样例来源");
    CHECK(rateText(rate.unitsPerDollar) == "≈6.885433");
}

TEST_CASE("months of different precision are weighed alike", "[calendar][rates]") {
    auto const reading = readRates("month,currency,units_per_usd\n2017-04,CNY,6.5\n2017-05,CNY,7\n2017-06,CNY,6.0003\n");
    REQUIRE(reading);
    CHECK(rateText(reading->rates.at({quarter("2017Q2"), "CNY"}).unitsPerDollar) == "6.5001");
}

TEST_CASE("without all three months there is no mean, and the missing ones are named", "[calendar][rates]") {
    auto const reading = readRates("month,currency,units_per_usd\n2017-01,CNY,6.8918\n2017-03,CNY,6.8932\n2017-04,CNY,6.88\n2017-05,CNY,x\n2017-06,CNY,6.8\n2017-13,CNY,6.8\n");
    REQUIRE(reading);
    CHECK(reading->rates.empty());
    // April to June lacks no line: its bad one was named.
    CHECK(problemsOf(*reading) == std::vector<std::string>{"rate-months-missing @ 2", "amount-malformed @ 5", "rate-month-malformed @ 7"});
    CHECK(reading->problems.front().arguments.at("months") == "2017-02");
}

TEST_CASE("a mean is only as sure as the least sure of its months", "[calendar][rates]") {
    auto const reading = readRates("month,currency,units_per_usd,status,entered_on\n2017-01,CNY,6.8,official,2017-02-01\n2017-02,CNY,6.8,draft,2017-03-02\n2017-03,CNY,6.8,official,\n",
                                   {"来源", "样例甲", Date{2017, 1, 1}, RateStatus::official});
    REQUIRE(reading);
    auto const& rate = reading->rates.at({quarter("2017Q1"), "CNY"});
    CHECK(rate.status == RateStatus::draft);
    CHECK(rate.enteredOn == Date{2017, 3, 2});
    CHECK(rate.source == "来源");
    CHECK(rate.enteredBy == "样例甲");
}

TEST_CASE("a file of rates has quarters or months and no column that nobody reads", "[calendar][rates]") {
    auto const problem = [](std::string const& csv) {
        auto const reading = readRates(csv);
        REQUIRE_FALSE(reading);
        return std::string{reading.error().code.name()};
    };
    CHECK(problem("currency,units_per_usd\nCNY,7\n") == "rate-period-column");
    CHECK(problem("quarter,month,currency,units_per_usd\n2017Q1,2017-01,CNY,7\n") == "rate-period-column");
    CHECK(problem("quarter,currency,units_per_usd,soruce\n2017Q1,CNY,7,x\n") == "rate-column-unknown");
    CHECK(problem("quarter,currency\n2017Q1,CNY\n") == "csv-column-missing");
}

TEST_CASE("tables that convert a period alike have one name for it", "[calendar][rates]") {
    auto const one = RateTable::parse(header + "2017Q1,CNY,6.80,a\n2017Q2,CNY,6.7,a\n");
    auto const other = RateTable::parse(header + "2017Q1,CNY,6.8,b\n2017Q1,USD,1,\n");
    REQUIRE(one);
    REQUIRE(other);
    Period const first = quarter("2017Q1");
    CHECK(one->digestOf(first) == other->digestOf(first));
    CHECK(one->digestOf(quarter("2017Q2")) != other->digestOf(quarter("2017Q2")));
    CHECK(one->digestOf(*parsePeriod("2017")) != other->digestOf(*parsePeriod("2017")));
    CHECK(one->digest() != other->digest());
    CHECK(RateTable::parse(header + "2017Q1,CNY,6.81,a\n")->digestOf(first) != one->digestOf(first));
}

TEST_CASE("a rate is shown as it is where it has few enough places", "[calendar][rates]") {
    CHECK(rateText({68847, 10'000}) == "6.8847");
    CHECK(rateText({10, 5}) == "2");
    CHECK(rateText({1, 8}) == "0.125");
    CHECK(rateText({2, 3}) == "≈0.666667");
}

TEST_CASE("rates quoted against the yuan become units per dollar, exactly", "[calendar][rates]") {
    auto const reading = readRates("quarter,currency,rate,quotation\n2017Q1,EUR,733.03,cny-per-100\n2017Q1,USD,688.55,cny-per-100\n2017Q1,KRW,16702,units-per-100-cny\n2017Q1,GBP,0.8,units-per-usd\n");
    REQUIRE(reading);
    REQUIRE(reading->problems.empty());
    auto const exact = [&](std::string const& currency) { return exactText(reading->rates.at({*Quarter::parse("2017Q1"), currency}).unitsPerDollar); };
    CHECK(exact("CNY") == "13771/2000");
    CHECK(exact("EUR") == "68855/73303");
    CHECK(exact("KRW") == "115001621/100000");  // 6.8855 × 167.02
    CHECK(exact("GBP") == "4/5");
    CHECK(reading->rates.count({*Quarter::parse("2017Q1"), "USD"}) == 0);
    CHECK(reading->rates.at({*Quarter::parse("2017Q1"), "EUR"}).basis.find("100 EUR = 733.03 CNY") != std::string::npos);
}

TEST_CASE("the mean of months quoted against the yuan is exact as well", "[calendar][rates]") {
    auto const reading = readRates("month,currency,rate,quotation\n2017-01,USD,600,cny-per-100\n2017-02,USD,700,cny-per-100\n2017-03,USD,800,cny-per-100\n"
                                   "2017-01,EUR,700,cny-per-100\n2017-02,EUR,900,cny-per-100\n2017-03,EUR,1100,cny-per-100\n");
    REQUIRE(reading);
    REQUIRE(reading->problems.empty());
    CHECK(exactText(reading->rates.at({*Quarter::parse("2017Q1"), "CNY"}).unitsPerDollar) == "7/1");
    CHECK(exactText(reading->rates.at({*Quarter::parse("2017Q1"), "EUR"}).unitsPerDollar) == "1637/2079");  // (6/7 + 7/9 + 8/11) / 3
}

TEST_CASE("a quotation nobody knows, and one without the dollar's line, are named", "[calendar][rates]") {
    auto const problems = [](std::string const& rows) {
        auto const reading = readRates("quarter,currency,rate,quotation\n" + rows);
        REQUIRE(reading);
        std::string text;
        for (auto const& problem : reading->problems) text += std::string{problem.code.name()} + " @ " + problem.where() + "; ";
        return text;
    };
    CHECK(problems("2017Q1,CNY,6.9,per-dollar\n2017Q1,EUR,733.03,cny-per-100\n") == "rate-quotation-unknown @ 2; rate-dollar-missing @ 3; ");
    CHECK(readRates("quarter,currency,units_per_usd,quotation\n").error().code == error::rateColumnUnknown);
}

TEST_CASE("a rounded rate with its exact fraction is read as the fraction", "[calendar][rates]") {
    auto const exact = RateTable::parse("quarter,currency,units_per_usd,exact\n2017Q1,CNY,≈6.885433,20656300/3000000\n");
    REQUIRE(exact);
    CHECK(exactText(exact->find(*Quarter::parse("2017Q1"), "CNY")->unitsPerDollar) == "206563/30000");
    CHECK(RateTable::parse("quarter,currency,units_per_usd,exact\n2017Q1,CNY,6.9,6.9\n").error().code == error::rateExactMalformed);
}

TEST_CASE("rates that are written out are read back exactly", "[calendar][rates]") {
    auto const rates = RateTable::parse(*readFile(pathOf(ZHIBAO_SOURCE_FOLDER "/forms/rates/fx_quarterly_per_usd.csv"))).value();
    auto const again = RateTable::parse(toCsv(rates)).value();
    // A fraction comes back in lowest terms; its value is the same.
    auto const texts = [](RateTable const& table) {
        std::vector<std::string> all;
        for (auto const& [key, rate] : table.all())
            all.push_back(toText(key.first) + key.second + exactText(rate.unitsPerDollar) + rate.basis + rate.source + rate.enteredBy + std::string{nameOf(rate.status)});
        return all;
    };
    CHECK(texts(again) == texts(rates));
    CHECK(again.digestOf(Quarter::parse("2017Q1").value()) == rates.digestOf(Quarter::parse("2017Q1").value()));
    auto const thirds = RateTable::parse("month,currency,units_per_usd\n2017-01,CNY,6.8918\n2017-02,CNY,6.8713\n2017-03,CNY,6.893\n").value();
    CHECK(RateTable::parse(toCsv(thirds)).value().all() == thirds.all());
}
