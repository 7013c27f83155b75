#include "base/problems.h"

#include "base/money.h"
#include "support/catch.h"

using namespace zhibao;

TEST_CASE("of very many problems the first are kept and the others counted", "[base][problems]") {
    Problems problems;
    CHECK(problems.empty());
    for (std::size_t i = 0; i < Problems::mostKept + 3; ++i) problems.add({error::amountMalformed, {}, {{"text", std::to_string(i)}}});
    CHECK(problems.count() == Problems::mostKept + 3);
    REQUIRE(problems.first().size() == Problems::mostKept);
    CHECK(problems.first().front().arguments.at("text") == "0");
    CHECK(problems.more() == 3);
}
