#include "aggregate/exact_sum.h"

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("quarters and currencies are kept apart in a sum", "[aggregate]") {
    auto const first = *Quarter::parse("2017Q1");
    ExactSum sum;
    sum.add(first.next(), "USD", 1);
    sum.add(first, "USD", 2);
    sum.add(first, "CNY", 3);
    sum.add(first, "USD", 40);
    REQUIRE(sum.parts().size() == 3);
    CHECK(sum.parts()[0] == ExactSum::Part{first, "CNY", 3});
    CHECK(sum.parts()[1] == ExactSum::Part{first, "USD", 42});
    CHECK(sum.parts()[2] == ExactSum::Part{first.next(), "USD", 1});
}

TEST_CASE("a sum is zero when nothing is left of any part", "[aggregate]") {
    auto const quarter = *Quarter::parse("2017Q1");
    ExactSum sum;
    CHECK(sum.isZero());
    sum.add(quarter, "USD", 5);
    CHECK_FALSE(sum.isZero());
    ExactSum opposite;
    opposite.add(quarter, "USD", -5);
    sum.add(opposite);
    CHECK(sum.isZero());
}
