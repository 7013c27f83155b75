#include "table/json_texts.h"

#include "form/edition.h"

#include "support/catch.h"
#include "support/json_reading.h"

using namespace zhibao;
using namespace zhibao::test;

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
