#include "rules/occasion.h"

#include "support/catch.h"

using namespace zhibao;

namespace {

Edition anEdition() {
    Edition edition;
    FormSet set;
    set.id = "quarterly";
    set.opensDaysAfter = 3;
    edition.formSets = {set};
    return edition;
}

FilingHeader aHeader(std::string const& set, std::string const& period) {
    FilingHeader header;
    header.formSet = set;
    header.period = period;
    return header;
}

}  // namespace

TEST_CASE("a filing is judged on its day, with the rates, and with the day its period opens", "[rules][occasion]") {
    RateTable const rates;
    auto const today = parseDate("2017-04-05").value();
    auto const surroundings = surroundingsOn(today, aHeader("quarterly", "2017Q1"), anEdition(), Schedule{}, &rates);
    CHECK(surroundings.today == today);
    CHECK(surroundings.rates == &rates);
    CHECK(surroundings.opens == parseDate("2017-04-03").value());
    CHECK(surroundings.filings.empty());
}

TEST_CASE("a filing whose period or form set nobody knows has no day of opening", "[rules][occasion]") {
    auto const today = parseDate("2017-04-05").value();
    for (auto const& header : {aHeader("quarterly", "2017"), aHeader("quarterly", "soon"), aHeader("monthly", "2017Q1")}) {
        auto const surroundings = surroundingsOn(today, header, anEdition(), Schedule{}, nullptr);
        CHECK(surroundings.today == today);
        CHECK_FALSE(surroundings.opens);
    }
}
