#include "calendar/rate_basis.h"

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("a basis in two languages has two halves, one in one language stands for both", "[calendar][rates]") {
    CHECK(halvesOfBasis("月均价 / monthly means") == LocalizedText{"月均价", "monthly means"});
    CHECK(halvesOfBasis("月均价") == LocalizedText{"月均价", "月均价"});
    CHECK(halvesOfBasis("") == LocalizedText{"", ""});
}

TEST_CASE("what is added to a basis is added in both languages", "[calendar][rates]") {
    LocalizedText const more{"不舍入", "not rounded"};
    CHECK(basisWith("", more) == "不舍入 / not rounded");
    CHECK(basisWith("月均价 / monthly means", more) == "月均价；不舍入 / monthly means; not rounded");
    CHECK(basisWith("月均价", more) == "月均价；不舍入 / 月均价; not rounded");
}
