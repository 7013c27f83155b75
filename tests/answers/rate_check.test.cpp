#include "answers/rate_check.h"

#include "answers/small_edition.h"

#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

RateTable rates() {
    return *RateTable::parse("quarter,currency,units_per_usd,basis\n2017Q1,CNY,6.9,b\n2016Q1,CNY,6.5,b\n2016Q2,CNY,6.5,b\n2016Q3,CNY,6.6,b\n");
}

Filing filingIn(std::vector<std::string> const& currencies, std::string const& period = "2017Q1") {
    auto const edition = smallEdition();
    auto filing = quarterlyFiling(*edition);
    filing.header.period = period;
    for (auto const& currency : currencies) {
        auto row = tradeRow(*edition);
        cellOf(row, *edition->findForm("trade"), "currency") = currency;
        filing.findForm("trade")->rows.push_back(std::move(row));
    }
    return filing;
}

}  // namespace

TEST_CASE("a currency without a rate is one query that points to all its rows", "[answers][rate_check]") {
    auto const problems = checkRates(filingIn({"CNY", "VND", "USD", "VND"}), *smallEdition(), rates());
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().level == StructuralLevel::query);
    CHECK(problems.front().error == Error{error::currencyWithoutRate, {"/forms/trade/rows/1/currency"}, {{"currency", "VND"}, {"period", "2017Q1"}}});
    CHECK(problems.front().cells == std::vector<CellReference>{{"trade", 1, "currency"}, {"trade", 3, "currency"}});
}

TEST_CASE("a rate of another period is none, and a row without amounts needs none", "[answers][rate_check]") {
    CHECK(checkRates(filingIn({"CNY"}), *smallEdition(), rates()).empty());
    CHECK(checkRates(filingIn({"CNY"}, "2017Q2"), *smallEdition(), rates()).size() == 1);
    auto empty = filingIn({"VND"});
    auto const edition = smallEdition();
    for (auto const* column : {"total", "mode1", "mode2"}) cellOf(empty.findForm("trade")->rows.front(), *edition->findForm("trade"), column) = Blank{};
    CHECK(checkRates(empty, *edition, rates()).empty());
}

TEST_CASE("a year needs the rates of its four quarters", "[answers][rate_check]") {
    CHECK(checkRates(filingIn({"CNY"}, "2016"), *smallEdition(), rates()).size() == 1);
    auto const whole = RateTable::parse("quarter,currency,units_per_usd,basis\n2016Q1,CNY,6.5,b\n2016Q2,CNY,6.5,b\n2016Q3,CNY,6.6,b\n2016Q4,CNY,6.8,b\n");
    CHECK(checkRates(filingIn({"CNY"}, "2016"), *smallEdition(), *whole).empty());
}
