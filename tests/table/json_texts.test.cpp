#include "table/json_texts.h"

#include "form/edition.h"

#include "support/catch.h"

using namespace zhibao;

namespace {

template <class Read>
auto readAs(std::string_view json, Read read) {
    auto const document = parseJson(json);
    REQUIRE(document);
    return read(JsonNode{*document});
}

}  // namespace

TEST_CASE("a text stands there in both languages", "[table]") {
    CHECK(readAs(R"({"zh":"合计","en":"Total"})", readText) == LocalizedText{"合计", "Total"});
    CHECK(readAs(R"({"zh":"合计","en":""})", readText).error().code == error::textLanguageMissing);
    CHECK(readAs(R"({"zh":"合计"})", readText).error().code == error::jsonKeyMissing);
    CHECK(readAs(R"({"zh":"合计","en":"Total","de":"Summe"})", readText).error().where() == "/de");
}

TEST_CASE("marks that are not set stay empty", "[table]") {
    auto const marks = readAs(R"({"number":{"zh":"表","en":"Form"},"authority":null,"validUntil":"2019-01-31"})", readMarks);
    REQUIRE(marks);
    CHECK(marks->authority.zh.empty());
    CHECK(toText(*marks->validUntil) == "2019-01-31");
    CHECK(readAs(R"({"number":{"zh":"表","en":"Form"},"validUntil":"2019-02-30"})", readMarks).error().where() == "/validUntil");
}

TEST_CASE("units are named and no other number is one", "[table]") {
    CHECK(readAs(R"("tenThousand")", readUnit) == Unit::tenThousand);
    CHECK(readAs(R"("thousand")", readUnit).error().code == error::jsonValueUnknown);
}

TEST_CASE("places below a table may be left to the pen", "[table]") {
    auto const places = readAs(R"({"footer":[{"title":{"zh":"审核人","en":"Checked by"}}]})", readFooter);
    REQUIRE(places);
    CHECK(places->front().signatory.empty());
    CHECK(readAs("{}", readFooter)->empty());
}
