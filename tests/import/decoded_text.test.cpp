#include "import/decoded_text.h"

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("a text is read whatever encoding an accounting program wrote it in", "[import][text]") {
    struct Example {
        std::string bytes;
        std::string_view encoding;
    };
    std::string const wanted = "客户,金额\n";
    for (auto const& [bytes, encoding] :
         {Example{wanted, "UTF-8"}, Example{"\xEF\xBB\xBF" + wanted, "UTF-8"}, Example{"\xBF\xCD\xBB\xA7,\xBD\xF0\xB6\xEE\n", "GB18030"},
          Example{std::string{"\xFF\xFE\xA2\x5B\x37\x62,\0\xD1\x91\x9D\x98\n\0", 14}, "UTF-16"},
          Example{std::string{"\xFE\xFF\x5B\xA2\x62\x37\0,\x91\xD1\x98\x9D\0\n", 14}, "UTF-16"}}) {
        auto const decoded = decodedText(bytes);
        REQUIRE(decoded);
        CHECK(decoded->text == wanted);
        CHECK(decoded->encoding == encoding);
    }
}

TEST_CASE("four-byte characters of GB18030 are read, and bytes that are no text are refused", "[import][text]") {
    auto const rare = decodedText("\x95\x32\x82\x36,1");
    REQUIRE(rare);
    CHECK(rare->text == "𠀀,1");
    for (auto const& bytes : {std::string{"\xFF\xFFxx"}, std::string{"\x81"}, std::string{"a\0b", 3}}) {
        auto const decoded = decodedText(bytes);
        REQUIRE_FALSE(decoded);
        CHECK(decoded.error().code == error::encodingUnknown);
    }
}
