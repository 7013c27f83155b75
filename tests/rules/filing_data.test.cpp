#include "rules/filing_data.h"

#include "rules/edition_filings.h"

using namespace zhibao;
using namespace zhibao::tests;

TEST_CASE("what rules see of a form: its columns, and what its lists say of the codes", "[rules][edition]") {
    auto const structure = datasetStructure(edition(), "form2");
    REQUIRE(structure);
    auto const component = [&](std::string_view name) {
        auto const position = structure->find(name);
        REQUIRE(position);
        return structure->components[*position];
    };
    CHECK(component("partner").role == vtl::Role::identifier);
    CHECK(component("total").type == vtl::ScalarType::number);
    CHECK(component("item_mode4").role == vtl::Role::attribute);
    auto const dataset = datasetOf(aFiling({aRow({{"total", "1.5"}}), aRow({{"item", "SDA"}})}), edition(), *structure);
    REQUIRE(dataset.rowCount() == 2);
    CHECK(dataset.column(*structure->find("total")).shown(0) == "1.50");
    CHECK(dataset.column(*structure->find("total")).isNull(1));
    CHECK(dataset.column(*structure->find("item_mode1")).text(1) == "X");
    // Another engine can read the same rows.
    auto const again = vtl::readDataset(*structure, vtl::writeCsv(dataset));
    REQUIRE(again);
    CHECK(vtl::writeCsv(*again) == vtl::writeCsv(dataset));
    CHECK(datasetStructure(edition(), "form9").error().code == error::formUnknown);
}

TEST_CASE("what rules see of the head of a filing", "[rules][edition]") {
    auto const structure = datasetStructure(edition(), "header");
    REQUIRE(structure);
    auto const dataset = datasetOf(aFiling({aRow({}), aRow({})}), edition(), *structure);
    REQUIRE(dataset.rowCount() == 1);
    auto const value = [&](std::string_view name) { return dataset.column(*structure->find(name)).written(0); };
    CHECK(value("period") == "2017Q1");
    CHECK(value("periodEnd") == "2017-03-31");
    CHECK(value("zero") == "false");
    CHECK(value("form2_rows") == "2");
    CHECK(value("form1_rows").empty());
    CHECK(value("preparer") == "填表样例");
}

TEST_CASE("a row sees the figures of the row with the same key in earlier filings", "[rules][surroundings]") {
    auto const filing = inQuarter("2017Q2", {aRow({{"total", "5"}}), aRow({{"total", "6"}, {"partner", "HK"}})});
    auto const around = beside({inQuarter("2017Q1", {aRow({{"total", "1"}, {"partner", "HK"}}), aRow({{"total", "2"}, {"partner", "US"}})}),
                                inQuarter("2016Q4", {aRow({{"total", "3"}})}), inQuarter("2016Q2", {aRow({{"total", "4"}})})});
    auto const structure = datasetStructure(edition(), "form2");
    REQUIRE(structure);
    auto const rows = datasetOf(filing, edition(), *structure, around);
    REQUIRE(rows.rowCount() == 2);
    CHECK(valueOf(rows, "total_previous", 0).empty());
    CHECK(valueOf(rows, "total_previous", 1) == "1");
    CHECK(valueOf(rows, "total_earlier", 0) == "3");
    CHECK(valueOf(rows, "total_last_year", 0) == "4");
    CHECK(valueOf(rows, "header_previousKnown", 0) == "true");
    auto const before = datasetOf(filing, edition(), *datasetStructure(edition(), "form2_previous"), around);
    REQUIRE(before.rowCount() == 2);
    CHECK(valueOf(before, "partner", 1) == "US");
    CHECK(datasetOf(filing, edition(), *datasetStructure(edition(), "form2_previous")).rowCount() == 0);
}

TEST_CASE("of two known filings for one set and period the later in the list counts", "[rules][surroundings]") {
    auto const around = beside({inQuarter("2016Q4", {aRow({{"total", "1"}})}), inQuarter("2016Q4", {aRow({{"total", "2"}})})});
    auto const rows = datasetOf(aFiling({aRow({{"total", "5"}})}), edition(), *datasetStructure(edition(), "form2"), around);
    CHECK(valueOf(rows, "total_previous", 0) == "2");
}

TEST_CASE("rules see the day, the rates and the register where they are given", "[rules][surroundings]") {
    auto const rates = RateTable::parse("quarter,currency,units_per_usd,basis\n2017Q1,CNY,6.8847,x\n2017Q1,EUR,0.9386,x\n");
    REQUIRE(rates);
    Surroundings around;
    around.rates = &*rates;
    around.today = Date{2017, 4, 8};
    around.opens = Date{2017, 4, 1};
    around.registered = RegisteredUnit{"样例单位", "500112", "", "2017-I"};
    auto const filing = aFiling({aRow({{"currency", "EUR"}}), aRow({}), aRow({{"currency", "JPY"}})});
    auto const rows = datasetOf(filing, edition(), *datasetStructure(edition(), "form2"), around);
    CHECK(valueOf(rows, "currency_per_usd", 0) == "0.9386");
    CHECK(valueOf(rows, "currency_per_usd", 1) == "1");
    CHECK(valueOf(rows, "currency_per_usd", 2).empty());
    CHECK(valueOf(rows, "cny_per_usd", 0) == "6.8847");
    CHECK(valueOf(rows, "register_industry_section", 0) == "I");
    auto const header = datasetOf(filing, edition(), *datasetStructure(edition(), "header"), around);
    CHECK(valueOf(header, "today", 0) == "2017-04-08");
    CHECK(valueOf(header, "opens", 0) == "2017-04-01");
    CHECK(valueOf(header, "register_name", 0) == "样例单位");
    CHECK(valueOf(datasetOf(filing, edition(), *datasetStructure(edition(), "header")), "register_name", 0).empty());
}

TEST_CASE("a profile sees the quarters of the year before, each at its own rates", "[rules][surroundings]") {
    auto const rates = RateTable::parse("quarter,currency,units_per_usd,basis\n2016Q1,CNY,6.5418,x\n2016Q4,CNY,6.8301,x\n2017Q1,CNY,6.8847,x\n");
    REQUIRE(rates);
    auto around = beside({inQuarter("2016Q1", {aRow({{"total", "1"}})}), inQuarter("2016Q4", {aRow({{"total", "2"}})}), inQuarter("2017Q1", {aRow({{"total", "3"}})})});
    around.rates = &*rates;
    auto profile = aFiling({});
    profile.header.formSet = "profile";
    profile.header.period = "2017";
    profile.forms.clear();
    auto const rows = datasetOf(profile, edition(), *datasetStructure(edition(), "form2_quarters_before"), around);
    REQUIRE(rows.rowCount() == 2);
    CHECK(valueOf(rows, "quarter", 0) == "2016Q1");
    CHECK(valueOf(rows, "cny_per_usd", 0) == "6.5418");
    CHECK(valueOf(rows, "quarter", 1) == "2016Q4");
    CHECK(valueOf(rows, "total", 1) == "2");
    CHECK(valueOf(rows, "cny_per_usd", 1) == "6.8301");
    // Nothing for a quarterly filing, and a record has no quarters.
    CHECK(datasetOf(aFiling({aRow({})}), edition(), *datasetStructure(edition(), "form2_quarters_before"), around).rowCount() == 0);
    CHECK(datasetStructure(edition(), "form1_quarters_before").error().code == error::formUnknown);
}
