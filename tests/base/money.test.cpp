#include "base/money.h"

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("an amount with more decimals than its unit allows is refused, not rounded", "[base][money]") {
    auto const amount = Money::parse("1234.567", Unit::one);
    REQUIRE_FALSE(amount);
    CHECK(amount.error().code == error::amountTooFine);
}

TEST_CASE("an amount in ten thousands keeps six decimals", "[base][money]") {
    CHECK(Money::parse("1,234.567891", Unit::tenThousand)->hundredths() == 1'234'567'891);
}

TEST_CASE("full-width digits and separators are read as plain ones", "[base][money]") {
    CHECK(Money::parse("１，２３４．５")->canonical() == "1234.50");
    CHECK(Money::parse("−１２")->canonical() == "-12.00");
}
