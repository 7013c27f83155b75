#include "base/text.h"

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("well-formed UTF-8 is told from everything else", "[base][text]") {
    for (auto const* text : {"", "plain", "金额", "\xF0\x9F\x98\x80", "eight bytes and 金"}) CHECK(isUtf8(text));
    for (auto const* text : {"\x80", "\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "a\xFF", "12345678\xE9\x87"}) CHECK_FALSE(isUtf8(text));
}

TEST_CASE("what is ill-formed is replaced byte by byte and the rest stays", "[base][text]") {
    CHECK(withoutIllFormed("金额") == "金额");
    CHECK(withoutIllFormed("a\xFF金\xE9\x87") == "a\xEF\xBF\xBD金\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(withoutIllFormed("\xC0\xAF") == "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("full-width forms, other minus signs and spaces of a number become plain", "[base][text]") {
    CHECK(normalized("ＡＢ（１）") == "AB(1)");
    CHECK(normalizedNumber("１，２３４．５") == "1,234.5");
    CHECK(normalizedNumber("−1 234。5") == "-1234.5");
    CHECK(normalizedNumber("\xFF") == "\xFF");
}

TEST_CASE("texts are cut, counted and trimmed by characters", "[base][text]") {
    CHECK(shortened("金额ab", 3) == "金额a");
    CHECK(shortened("金", 0).empty());
    CHECK(shortened("金", 9) == "金");
    CHECK(characterCount("金额ab") == 4);
    CHECK(trimmed("　 a b\t\r\n　") == "a b");
    CHECK(trimmed(" 　 ").empty());
    CHECK(foldedForSearch("  Ｌegal   SERVICES ") == "legal services");
}
