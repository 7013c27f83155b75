#include "rules/finding.h"

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("levels are known by their names", "[rules][finding]") {
    CHECK(levelNamed("query") == Level::query);
    CHECK_FALSE(levelNamed("warning"));
    CHECK(nameOf(Verdict::satisfied) == "satisfied");
    CHECK(nameOf(Verdict::broken) == "broken");
    CHECK(nameOf(Level::notice) == "notice");
}
