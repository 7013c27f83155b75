#include "rules/neighbours.h"

#include "support/catch.h"
#include "support/editions.h"

using namespace zhibao;

namespace {

std::vector<std::string> neighbours(std::string set, std::string period) {
    FilingHeader header;
    header.formSet = std::move(set);
    header.period = std::move(period);
    std::vector<std::string> names;
    for (auto const& name : neighboursOf(header, test::theEdition())) names.push_back(name.formSet + " " + name.period);
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a quarter looks at two quarters before, last year, the other sets of the quarter, and profiles", "[rules][neighbours]") {
    CHECK(neighbours("quarterly", "2017Q1") == Names{"quarterly 2016Q4", "quarterly 2016Q3", "quarterly 2016Q1", "affiliates 2017Q1", "profile 2017",
                                                     "profile 2016", "profile 2015"});
}

TEST_CASE("a year looks at the quarters that it sums up", "[rules][neighbours]") {
    CHECK(neighbours("annual", "2017") == Names{"annual 2016", "annual 2015", "affiliates 2017Q1", "affiliates 2017Q2", "affiliates 2017Q3",
                                                "affiliates 2017Q4", "profile 2017", "profile 2016", "profile 2015"});
}

TEST_CASE("a profile looks at the quarters of the year before, whose turnover it states", "[rules][neighbours]") {
    CHECK(neighbours("profile", "2017") == Names{"profile 2016", "profile 2015", "annual 2017", "quarterly 2016Q1", "quarterly 2016Q2", "quarterly 2016Q3",
                                                 "quarterly 2016Q4", "affiliates 2016Q1", "affiliates 2016Q2", "affiliates 2016Q3", "affiliates 2016Q4"});
}

TEST_CASE("a filing without a period or set has no neighbours", "[rules][neighbours]") {
    CHECK(neighbours("quarterly", "spring").empty());
    CHECK(neighbours("weekly", "2017Q1").empty());
}
