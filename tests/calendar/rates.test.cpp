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
