#include "import/written_amount.h"

#include <rapidcheck.h>

#include "support/catch.h"

using namespace zhibao;

namespace {

std::string read(std::string_view text, Unit unit = Unit::one) {
    auto const amount = WrittenAmount::parse(text, unit);
    return amount ? amount->text() : std::string{amount.error().code.name()};
}

}  // namespace

TEST_CASE("an amount is understood however a program or a person wrote it", "[import][amount]") {
    CHECK(read("1234.5") == "1234.50");
    CHECK(read("1,234,567.89") == "1234567.89");
    CHECK(read("１，２３４．５") == "1234.50");
    CHECK(read(" 1 234.50 ") == "1234.50");
    CHECK(read("¥1,234.50") == "1234.50");
    CHECK(read("￥-12.50") == "-12.50");
    CHECK(read("US$12") == "12.00");
    CHECK(read("12.50 USD") == "12.50");
    CHECK(read("12.5万元") == "125000.00");
    CHECK(read("0.3亿") == "30000000.00");
    CHECK(read("(1,234.50)") == "-1234.50");
    CHECK(read("（1,234.50）") == "-1234.50");
    CHECK(read("−12") == "-12.00");
    CHECK(read("12.50-") == "-12.50");
    CHECK(read(" - ") == "0.00");
    CHECK(read(".5") == "0.50");
    CHECK(read("1.5", Unit::tenThousand) == "15000.00");
    CHECK(read("1.5万", Unit::tenThousand) == "15000.00");
    CHECK(read("0.333333333333333") == "0.333333333333333");
}

TEST_CASE("what could be read in two ways is no amount", "[import][amount]") {
    for (auto const* text : {"", "abc", "1.234,56", "12,34", "1,2345", "1..2", "1.2E+05", "--1", "1-2", "12%", "12 apples", "()", "-()", "¥", "."}) {
        INFO(text);
        CHECK(read(text) == "amount-malformed");
    }
    CHECK(read("0.0000000000000001") == "amount-too-fine");
    CHECK(read("99999999999999999999999999999") == "amount-overflow");
}

TEST_CASE("an amount is rounded to the hundredth only when it is asked to be, a half away from zero", "[import][amount]") {
    auto const rounded = [](std::string_view text) { return WrittenAmount::parse(text)->rounded()->canonical(); };
    CHECK(rounded("0.005") == "0.01");
    CHECK(rounded("-0.005") == "-0.01");
    CHECK(rounded("0.0049999") == "0.00");
    CHECK(WrittenAmount::parse("0.005")->isFinerThanMoney());
    CHECK_FALSE(WrittenAmount::parse("0.010000")->isFinerThanMoney());
    auto const large = WrittenAmount::parse("99999999999999999999.00");
    REQUIRE(large);
    CHECK(large->rounded().error().code == error::amountOverflow);
}

TEST_CASE("every amount of money is read back from how it is shown", "[import][amount]") {
    CHECK(rc::check("with and without separators, in both units", [](std::int64_t hundredths) {
        auto const money = Money::ofHundredths(hundredths);
        for (bool const separators : {false, true}) {
            for (auto const unit : {Unit::one, Unit::tenThousand}) {
                auto const amount = WrittenAmount::parse(money.display(unit, separators), unit);
                RC_ASSERT(amount.has_value());
                RC_ASSERT(*amount == WrittenAmount::of(money));
                RC_ASSERT(*amount->rounded() == money);
            }
        }
    }));
}

TEST_CASE("an amount with a decimal comma is read only where that is said", "[import][amount]") {
    auto const read = [](std::string const& text) {
        auto const amount = WrittenAmount::parse(text, Unit::one, DecimalSign::comma);
        return amount ? amount->text() : std::string{amount.error().code.name()};
    };
    CHECK(read("1.234,50") == "1234.50");
    CHECK(read("1.234") == "1234.00");
    CHECK(read("-1 234 567,5 €") == "-1234567.50");
    CHECK(read("１．２３４，５") == "1234.50");
    CHECK(read("1,234.50") == "amount-malformed");
    CHECK(WrittenAmount::parse("1.234,50").error().code == error::amountMalformed);
    CHECK(WrittenAmount::parse("1.234,50").error().arguments.at("text") == "1.234,50");
}
