#include "rules/number.h"

#include <rapidcheck.h>

#include "support/catch.h"

using namespace zhibao;
using vtl::Number;

namespace {

Number number(std::string_view text) {
    auto const value = Number::parse(text);
    REQUIRE(value);
    return *value;
}

}  // namespace

TEST_CASE("a number is read and written without losing a digit", "[rules][number]") {
    CHECK(number("-8.901").text() == "-8.901");
    CHECK(number("+123.450").text() == "123.45");
    CHECK(number("123.450").fixedText() == "123.450");
    CHECK(number("0.00").text() == "0");
    CHECK(number("1.23E2").text() == "123");
    CHECK(number("1.5E-3").text() == "0.0015");
    CHECK(number("99999999999999999999999999999999999999").text() == "99999999999999999999999999999999999999");
    CHECK(number("1.00000000000000000000000000000000000000000000000000").text() == "1");
}

TEST_CASE("what is no number, or does not fit into 38 digits, is refused", "[rules][number]") {
    for (auto const* text : {"", "-", ".5", "1,2", "1.2.3", "0x10", "1E", "1E+", "٣", "１", "NaN", "inf", " 1", "1 "}) {
        INFO(text);
        CHECK_FALSE(Number::parse(text));
    }
    CHECK_FALSE(Number::parse("999999999999999999999999999999999999999"));
    CHECK_FALSE(Number::parse("1E39"));
    CHECK_FALSE(Number::parse("1E999999999999999999999"));
    CHECK_FALSE(Number::parse("1E-999999999999999999999"));
    CHECK(Number::parse("0E999999999999999999999")->isZero());
}

TEST_CASE("ten times a tenth is exactly one", "[rules][number]") {
    Number sum;
    for (int i = 0; i < 10; ++i) sum = *sum.plus(number("0.1"));
    CHECK(sum == number("1"));
    CHECK(number("0.1").plus(number("0.2")) == number("0.3"));
    CHECK(number("1.10").times(number("3")) == number("3.3"));
}

TEST_CASE("numbers compare by value, however many decimals they are written with", "[rules][number]") {
    CHECK(number("1.50") == number("1.5"));
    CHECK(number("-1") < number("-0.999"));
    CHECK(number("1") > number("0.9999999999999999999999999999999999999"));
    // Far apart in size: aligning them would overflow.
    CHECK(number("99999999999999999999999999999999999999") > number("1E-90"));
    CHECK(number("-99999999999999999999999999999999999999") < number("1E-90"));
    CHECK(number("1E-90") > number("0"));
}

TEST_CASE("a result that does not fit is said to, never wrapped", "[rules][number]") {
    Number const large = number("99999999999999999999999999999999999999");
    CHECK_FALSE(large.times(large));
    CHECK_FALSE(large.plus(large));
    CHECK_FALSE(large.plus(number("0.5")));
    CHECK(large.minus(large) == number("0"));
    // Needless zeros are given up before a product is refused.
    CHECK(number("1E30").times(number("0.000001")) == number("1E24"));
}

TEST_CASE("a division that ends is exact and one that does not carries 18 digits", "[rules][number]") {
    CHECK(number("3").dividedBy(number("5"))->text() == "0.6");
    CHECK_FALSE(number("3").dividedBy(number("5"))->isApproximate());
    CHECK(number("1").dividedBy(number("3"))->text() == "0.333333333333333333");
    CHECK(number("2").dividedBy(number("3"))->text() == "0.666666666666666667");
    CHECK(number("-2").dividedBy(number("3"))->text() == "-0.666666666666666667");
    CHECK(number("1").dividedBy(number("3"))->isApproximate());
    CHECK(number("1E30").dividedBy(number("1E-5"))->text() == "100000000000000000000000000000000000");
    CHECK(number("7.6").dividedBy(number("100"))->text() == "0.076");
    CHECK(number("1E-30").dividedBy(number("3"))->text() == "0.000000000000000000000000000000333333333333333333");
    CHECK_FALSE(number("1").dividedBy(number("0")));
    CHECK_FALSE(number("1E38").dividedBy(number("0.001")));
}

TEST_CASE("calculating on with an approximate number rounds instead of overflowing", "[rules][number]") {
    Number const third = *number("1").dividedBy(number("3"));
    Number product = third;
    for (int i = 0; i < 5; ++i) {
        auto const next = product.times(third);
        REQUIRE(next);
        product = *next;
    }
    CHECK(product.isApproximate());
    CHECK(product.text().substr(0, 17) == "0.001371742112482");  // 3^-6
    auto const sum = number("1000000000000000000000000000000").plus(third);
    REQUIRE(sum);
    CHECK(sum->text().substr(0, 33) == "1000000000000000000000000000000.3");
}

TEST_CASE("rounding and cutting follow the manual's examples", "[rules][number]") {
    CHECK(number("3.14159").rounded(2)->text() == "3.14");
    CHECK(number("3.14159").rounded(4)->text() == "3.1416");
    CHECK(number("12345.6").rounded(0)->text() == "12346");
    CHECK(number("12345.6").rounded(-1)->text() == "12350");
    CHECK(number("-2.5").rounded(0)->text() == "-3");
    CHECK(number("3.14159").truncated(4).text() == "3.1415");
    CHECK(number("12345.6").truncated(-1).text() == "12340");
    CHECK(number("12345.6").truncated(-100).text() == "0");
    CHECK(number("3.14159").ceiling()->text() == "4");
    CHECK(number("-3.1415").ceiling()->text() == "-3");
    CHECK(number("-0.1415").ceiling()->text() == "0");
    CHECK(number("-3.1415").floor()->text() == "-4");
}

TEST_CASE("a remainder has the sign of the divisor and a zero divisor gives the number back", "[rules][number]") {
    CHECK(number("5").modulo(number("2"))->text() == "1");
    CHECK(number("5").modulo(number("-2"))->text() == "-1");
    CHECK(number("-5").modulo(number("2"))->text() == "1");
    CHECK(number("9").modulo(number("0"))->text() == "9");
    CHECK(number("5.5").modulo(number("2"))->text() == "1.5");
}

TEST_CASE("sums, products and comparisons of small numbers agree with integers", "[rules][number]") {
    CHECK(rc::check([](std::int32_t a, std::int32_t b) {
        int const scaleA = std::abs(a % 4);
        int const scaleB = std::abs(b % 4);
        Number const left{a, scaleA};
        Number const right{b, scaleB};
        // Both in thousandths.
        auto const thousandths = [](Int128 value, int scale) { return value * *vtl::powerOfTen(3 - scale); };
        Int128 const x = thousandths(a, scaleA);
        Int128 const y = thousandths(b, scaleB);
        RC_ASSERT(*left.plus(right) == Number(x + y, 3));
        RC_ASSERT(*left.minus(right) == Number(x - y, 3));
        RC_ASSERT(*left.times(right) == Number(x * y, 6));
        RC_ASSERT((left < right) == (x < y));
        RC_ASSERT((left == right) == (x == y));
    }));
}

TEST_CASE("short and long ways to read and to divide a number agree", "[rules][number]") {
    CHECK(rc::check([](std::int64_t a, std::int64_t b) {
        int const scale = static_cast<int>(std::abs(a % 8));
        std::string const text = Number{a, scale}.fixedText();
        // Only the long way knows a plus sign and an exponent.
        auto const plain = Number::parse(text);
        RC_ASSERT(plain.has_value());
        RC_ASSERT(*plain == Number(a, scale));
        RC_ASSERT(*plain == Number::parse(text + "E0"));
        RC_ASSERT(plain->scale() == Number::parse(text + "E0")->scale());
        if (b == 0) return;
        Number const divisor{b, static_cast<int>(std::abs(b % 5))};
        auto const quick = plain->dividedBy(divisor);
        auto const slow = Number{Int128{a} * 10'000'000'000, scale + 10}.dividedBy(divisor);
        RC_ASSERT(quick.has_value());
        RC_ASSERT(slow.has_value());
        if (!quick->isApproximate()) {
            RC_ASSERT(*quick == *slow);
            return;
        }
        auto const difference = quick->minus(*slow)->absolute();
        RC_ASSERT(*difference <= *slow->absolute()->times(*Number::parse("0.00000000000000001")));
    }));
    for (auto const* text : {"1..2", ".5", "1.2.3", "--1", "", "-", "1 ", " 1", "1,5", "\xEF\xBC\x91"}) CHECK_FALSE(Number::parse(text));
    CHECK(Number::parse("999999999999999999")->integer() == 999999999999999999);
    CHECK(Number::parse("9223372036854775808")->text() == "9223372036854775808");
    CHECK(Number::ofInteger(INT64_MIN).dividedBy(Number::ofInteger(-1))->text() == "9223372036854775808");
    CHECK(Number::ofInteger(INT64_MIN).dividedBy(Number::ofInteger(INT64_MIN))->text() == "1");
    CHECK(Number::ofInteger(1).dividedBy(Number::ofInteger(INT64_MIN))->isApproximate());
}
