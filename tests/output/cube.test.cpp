#include "output/cube.h"

#include "base/csv.h"
#include "base/json.h"

#include "support/accepted_rows.h"
#include "support/catch.h"
#include "support/editions.h"

using namespace zhibao;
using test::aRow;

namespace {

Cube aCube(bool contributors) {
    DefaultSectors const sectors{*test::theEdition().findList("items")};
    CubeBuilder builder{{{Dimension::flow, Dimension::item}, contributors}, sectors};
    auto dollars = aRow("import", "SC12", 1);
    dollars.currency = "USD";
    auto other = aRow("export", "SA", 2, 1);
    other.unit = "U2";
    auto rateless = aRow("export", "SA", 5);
    rateless.currency = "THB";
    for (auto const& row : {aRow("export", "SA", 100), other, dollars, rateless}) REQUIRE(builder.add(row.row()));
    return builder.build();
}

}  // namespace

TEST_CASE("a cube in CSV has its dimensions, exact amounts and contributors", "[output][cube]") {
    CHECK(toCsv(aCube(true)) ==
          "period,item,flow,currency,amount,facts,contributors\n"
          "2017Q1,SA,export,CNY,1.03,6,2\n"
          "2017Q1,SA,export,THB,0.05,3,1\n"
          "2017Q1,SC12,import,USD,0.01,3,1\n");
}

TEST_CASE("converted amounts are exact, with a rounded decimal beside: a decimal where it ends, a fraction where not, nothing without a rate", "[output][cube]") {
    auto const rates = *RateTable::parse("quarter,currency,units_per_usd,basis\n2017Q1,CNY,7,b\n");
    Converter const dollars{rates, "USD"};
    CHECK(toCsv(aCube(false), &dollars) ==
          "period,item,flow,currency,amount,facts,converted_currency,converted,converted_decimal\n"
          "2017Q1,SA,export,CNY,1.03,6,USD,103/700,0.147143\n"
          "2017Q1,SA,export,THB,0.05,3,USD,,\n"
          "2017Q1,SC12,import,USD,0.01,3,USD,0.01,0.010000\n");
    Converter const yuan{rates, "CNY"};
    CHECK(toCsv(aCube(false), &yuan).find("2017Q1,SC12,import,USD,0.01,3,CNY,0.07,0.070000\n") != std::string::npos);
}

TEST_CASE("a cube in JSON says the same", "[output][cube]") {
    Converter const dollars{RateTable{}, "USD"};
    auto const json = parseJson(toJsonBytes(aCube(true), &dollars));
    REQUIRE(json);
    auto const& cells = *json->find("cells")->array();
    REQUIRE(cells.size() == 3);
    CHECK(toText(cells[0]) ==
          "{\"period\":\"2017Q1\",\"item\":\"SA\",\"flow\":\"export\",\"currency\":\"CNY\",\"amount\":\"1.03\",\"facts\":6,\"contributors\":2,"
          "\"converted_currency\":\"USD\",\"converted\":null,\"converted_decimal\":null}");
}
