#include "form/values.h"

#include "form/edition.h"

#include "support/catch.h"
#include "support/json_reading.h"

using namespace zhibao;
using namespace zhibao::test;

TEST_CASE("marks that are not set stay empty", "[form]") {
    auto const marks = readAs(R"({"number":{"zh":"表","en":"Form"},"authority":null,"validUntil":"2019-01-31"})", readMarks);
    REQUIRE(marks);
    CHECK(marks->authority.zh.empty());
    CHECK(toText(*marks->validUntil) == "2019-01-31");
    CHECK(readAs(R"({"number":{"zh":"表","en":"Form"},"validUntil":"2019-02-30"})", readMarks).error().where() == "/validUntil");
}
