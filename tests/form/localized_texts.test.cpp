#include "form/localized_texts.h"

#include "form/edition.h"

#include "support/catch.h"
#include "support/json_reading.h"

using namespace zhibao;
using namespace zhibao::test;

TEST_CASE("a text stands there in both languages", "[form]") {
    CHECK(readAs(R"({"zh":"合计","en":"Total"})", readText) == LocalizedText{"合计", "Total"});
    CHECK(readAs(R"({"zh":"合计","en":""})", readText).error().code == error::textLanguageMissing);
    CHECK(readAs(R"({"zh":"合计"})", readText).error().code == error::textLanguageMissing);
    CHECK(readAs(R"({"zh":"合计","en":"Total","de":"Summe"})", readText).error().where() == "/de");
}

TEST_CASE("a text that may be left away is empty or whole", "[form]") {
    auto const help = [](JsonNode const& node) { return readTextOrEmpty(node, "help"); };
    CHECK(readAs("{}", help) == LocalizedText{});
    CHECK(readAs(R"({"help":null})", help) == LocalizedText{});
    CHECK(readAs(R"({"help":{"en":"Total"}})", help).error().where() == "/help");
}
