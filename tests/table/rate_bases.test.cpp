#include "table/rate_bases.h"

#include "support/catch.h"

using namespace zhibao;

namespace {

RateTable rates() {
    return *RateTable::parse(
        "quarter,currency,units_per_usd,basis\n"
        "2017Q1,AUD,1.3,市场价 / market\n2017Q1,CNY,6.9,中间价 / parity\n2017Q1,EUR,0.9,中间价 / parity\n2017Q1,JPY,110,月均价 / means\n2017Q1,KRW,1100,\n");
}

std::string textOf(std::string_view target, std::vector<std::string> const& currencies, Language language = Language::english) {
    RateBases bases;
    auto const table = rates();
    Converter const converter{table, target};
    for (auto const& currency : currencies) bases.add(converter, *Quarter::parse("2017Q1"), currency);
    return bases.text(language);
}

}  // namespace

TEST_CASE("only the bases of rates that were used are told", "[table][rates]") {
    CHECK(textOf("USD", {"CNY", "EUR"}) == "parity");
    CHECK(textOf("CNY", {"USD"}) == "parity");
    CHECK(textOf("CNY", {"USD"}, Language::chinese) == "中间价");
    CHECK(textOf("USD", {"USD"}).empty());
    CHECK(textOf("USD", {"KRW"}).empty());
    CHECK(textOf("USD", {}).empty());
}

TEST_CASE("where there are several bases, each has its currencies", "[table][rates]") {
    CHECK(textOf("CNY", {"JPY", "EUR", "KRW"}) == "CNY, EUR: parity; JPY: means");
    CHECK(textOf("CNY", {"JPY", "EUR"}, Language::chinese) == "CNY、EUR：中间价；JPY：月均价");
}
