#include "register/credit_code.h"

#include <set>

#include <rapidcheck.h>

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("an example code is read, and holds its organisation code", "[register][credit-code]") {
    auto const example = exampleUnitCode(1);
    CHECK(example.text().substr(0, 8) == "91999999");
    auto const code = UnitCode::parse(example.text());
    REQUIRE(code);
    CHECK(*code == example);
    CHECK_FALSE(code->isOrganisationCode());
    auto const inner = UnitCode::parse(code->organisationCode());
    REQUIRE(inner);
    CHECK(inner->isOrganisationCode());
    CHECK(inner->organisationCode() == code->organisationCode());
}

TEST_CASE("check characters are those of the two standards, computed by hand", "[register][credit-code]") {
    // GB 11714: 00000001 gives 1 × 2 = 2, 11 − 2 = 9. 00000006: 12 mod 11 = 1, 11 − 1 = 10, written X. 00000000: 11, written 0.
    CHECK(organisationCodeCheckCharacter("00000001") == '9');
    CHECK(organisationCodeCheckCharacter("00000006") == 'X');
    CHECK(organisationCodeCheckCharacter("00000000") == '0');
    // A = 10: 10 × 3 = 30, 30 mod 11 = 8, 11 − 8 = 3.
    CHECK(organisationCodeCheckCharacter("A0000000") == '3');
    // GB 32100: all zero gives 0; a 1 in the last place weighs 28, 31 − 28 = 3; in the first 1, 31 − 1 = 30, written Y.
    CHECK(creditCodeCheckCharacter("00000000000000000") == '0');
    CHECK(creditCodeCheckCharacter("00000000000000001") == '3');
    CHECK(creditCodeCheckCharacter("10000000000000000") == 'Y');
}

TEST_CASE("each of the 31 characters may be the last", "[register][credit-code]") {
    std::set<char> last;
    for (unsigned number = 0; number < 2'000; ++number) last.insert(exampleUnitCode(number).text().back());
    CHECK(std::string(last.begin(), last.end()) == "0123456789ABCDEFGHJKLMNPQRTUWXY");
}

TEST_CASE("small letters, full-width characters, spaces and the hyphen of organisation codes are understood", "[register][credit-code]") {
    auto const example = exampleUnitCode(6);
    auto const text = example.text();
    REQUIRE(text.find('X') != std::string::npos);  // the organisation code 00000006-X
    std::string small;
    std::string wide;
    for (char const c : text) {
        small += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        small += ' ';
        wide += std::string{"\xEF\xBC"} + static_cast<char>(0x90 + (c - '0'));
        if (c > '9') wide.replace(wide.size() - 1, 1, 1, static_cast<char>(0xA1 + (c - 'A')));
    }
    CHECK(UnitCode::parse(small)->text() == text);
    CHECK(UnitCode::parse(wide)->text() == text);
    CHECK(UnitCode::parse("00000006-x")->text() == "00000006X");
}

TEST_CASE("what is wrong with a code is said, and where", "[register][credit-code]") {
    auto const good = exampleUnitCode(42).text();

    auto const shorter = UnitCode::parse(good.substr(0, 17));
    REQUIRE_FALSE(shorter);
    CHECK(shorter.error().code == error::creditCodeLength);
    CHECK(shorter.error().arguments.at("got") == "17");

    for (char const forbidden : std::string{"IOSVZ"}) {
        auto text = good;
        text[11] = forbidden;
        auto const code = UnitCode::parse(text);
        REQUIRE_FALSE(code);
        CHECK(code.error().code == error::creditCodeCharacter);
        CHECK(code.error().arguments.at("character") == std::string{forbidden});
        CHECK(code.error().arguments.at("position") == "12");
    }

    auto letterInRegion = good;
    letterInRegion[4] = 'A';
    auto const region = UnitCode::parse(letterInRegion);
    REQUIRE_FALSE(region);
    CHECK(region.error().code == error::creditCodeCharacter);
    CHECK(region.error().arguments.at("position") == "5");

    auto const strange = UnitCode::parse("91999999直00000424");
    REQUIRE_FALSE(strange);
    CHECK(strange.error().code == error::creditCodeLength);

    auto wrong = good;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    auto const check = UnitCode::parse(wrong);
    REQUIRE_FALSE(check);
    CHECK(check.error().code == error::creditCodeCheckDigit);
    CHECK(check.error().arguments.at("expected") == std::string{good.back()});

    // The outer check character is right, the inner is not.
    auto inner = good.substr(0, 17);
    inner[16] = inner[16] == '0' ? '1' : '0';
    inner += creditCodeCheckCharacter(inner);
    auto const organisation = UnitCode::parse(inner);
    REQUIRE_FALSE(organisation);
    CHECK(organisation.error().code == error::organisationCodeCheckDigit);
    CHECK(organisation.error().arguments.at("expected") == std::string{good[16]});
}

TEST_CASE("any region of digits is accepted", "[register][credit-code]") {
    std::string code = "91500153000000019";
    code += creditCodeCheckCharacter(code);
    CHECK(UnitCode::parse(code));
}

TEST_CASE("one wrong character anywhere is noticed", "[register][credit-code]") {
    CHECK(rc::check("one character replaced by another", [] {
        constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        auto const number = *rc::gen::inRange(0U, 100'000'000U);
        auto const position = *rc::gen::inRange<std::size_t>(0, 18);
        auto const replacement = alphabet[*rc::gen::inRange<std::size_t>(0, alphabet.size())];
        auto text = exampleUnitCode(number).text();
        if (text[position] == replacement) return;
        text[position] = replacement;
        RC_ASSERT_FALSE(UnitCode::parse(text).has_value());
    }));
}
