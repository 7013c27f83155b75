#include "form/values.h"

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

TEST_CASE("marks that are not set stay empty", "[form]") {
    auto const marks = readAs(R"({"number":{"zh":"表","en":"Form"},"authority":null,"validUntil":"2019-01-31"})", readMarks);
    REQUIRE(marks);
    CHECK(marks->authority.zh.empty());
    CHECK(toText(*marks->validUntil) == "2019-01-31");
    CHECK(readAs(R"({"number":{"zh":"表","en":"Form"},"validUntil":"2019-02-30"})", readMarks).error().where() == "/validUntil");
}
