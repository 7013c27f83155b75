#include "aggregate/exact_ratio.h"

#include <numeric>

#include <rapidcheck.h>

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("a third three times is one, exactly", "[aggregate]") {
    auto const third = ExactRatio::of(1, 3);
    CHECK(third.plus(third).plus(third) == ExactRatio::of(1));
    CHECK(third.minus(third).isZero());
    CHECK(third.times(ExactRatio::of(6)) == ExactRatio::of(2));
    CHECK(ExactRatio::of(1).dividedBy(ExactRatio::of(-3)) == ExactRatio::of(-1, 3));
    CHECK(third < ExactRatio::of(34, 100));
}

TEST_CASE("halves are rounded as the named mode says, away from zero for negative ones too", "[aggregate]") {
    auto const rounded = [](Int128 numerator, Int128 denominator, Rounding mode) {
        return static_cast<std::int64_t>(*ExactRatio::of(numerator, denominator).scaledAndRounded(1, 1, mode));
    };
    CHECK(rounded(5, 2, Rounding::halfUp) == 3);
    CHECK(rounded(5, 2, Rounding::halfEven) == 2);
    CHECK(rounded(7, 2, Rounding::halfEven) == 4);
    CHECK(rounded(-5, 2, Rounding::halfUp) == -3);
    CHECK(rounded(-5, 2, Rounding::halfEven) == -2);
    CHECK(rounded(7, 3, Rounding::halfUp) == 2);
    CHECK(rounded(8, 3, Rounding::halfUp) == 3);
    CHECK(rounded(-8, 3, Rounding::halfUp) == -3);
}

TEST_CASE("a result beyond 128 bits is an error and not another number", "[aggregate]") {
    auto const big = ExactRatio::of(Int128{1} << 126);
    CHECK(big.scaledAndRounded(1, 1, Rounding::halfUp) == (Int128{1} << 126));
    auto const overflow = big.scaledAndRounded(2, 1, Rounding::halfUp);
    REQUIRE_FALSE(overflow);
    CHECK(overflow.error().code == error::amountOverflow);
    Int128 const smallest = (-(Int128{1} << 126)) * 2;
    CHECK(ExactRatio::of(smallest).scaledAndRounded(1, 1, Rounding::halfUp) == smallest);
}

TEST_CASE("an exact text is a decimal where the decimals end and a reduced fraction where not", "[aggregate]") {
    CHECK(ExactRatio::of(12345, 100).exactText() == "123.45");
    CHECK(ExactRatio::of(-1, 8).exactText() == "-0.125");
    CHECK(ExactRatio::of(-6, 9).exactText() == "-2/3");
    CHECK(ExactRatio::of(40, 8).exactText() == "5");
    CHECK(ExactRatio{}.exactText() == "0");
}

TEST_CASE("an exact text of any length has all its digits and no separators", "[aggregate]") {
    auto const thousandToTheSeventh = ExactRatio::of(Int128{1'000'000'000'000'000'000} * 1000);
    CHECK(thousandToTheSeventh.exactText() == "1000000000000000000000");
    CHECK(thousandToTheSeventh.times(thousandToTheSeventh).plus(ExactRatio::of(7)).exactText() == "1000000000000000000000000000000000000000007");
    CHECK(ExactRatio::of(-1'234'567).exactText() == "-1234567");
}

TEST_CASE("rounding agrees with the one of amounts", "[aggregate]") {
    CHECK(rc::check("as scaledAndRounded of base", [](std::int64_t value, std::int32_t factor) {
        auto const divisor = *rc::gen::inRange<std::int64_t>(1, 100'000'000);
        for (auto const mode : {Rounding::halfUp, Rounding::halfEven})
            RC_ASSERT(*ExactRatio::of(value).scaledAndRounded(factor, divisor, mode) == *scaledAndRounded(value, factor, divisor, mode));
    }));
}

TEST_CASE("a common denominator changes no value", "[aggregate]") {
    CHECK(rc::check("values stay", [](std::vector<std::int32_t> const& numerators) {
        std::vector<ExactRatio> before;
        for (auto const numerator : numerators) before.push_back(ExactRatio::of(numerator, *rc::gen::inRange<std::int64_t>(1, 1'000'000)));
        auto after = before;
        std::vector<ExactRatio*> places;
        for (auto& ratio : after) places.push_back(&ratio);
        ExactRatio::bringToCommonDenominator(places);
        RC_ASSERT(after == before);
    }));
}
