#include "base/nearest.h"

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("a mistyped word is recognised by one wrong, missing, added or swapped letter", "[base]") {
    std::vector<std::string> const verbs{"new", "template", "status", "table", "intake"};
    CHECK(nearest("statsu", verbs) == std::vector<std::string>{"status"});
    CHECK(nearest("tabel", verbs) == std::vector<std::string>{"table"});
    CHECK(nearest("intak", verbs) == std::vector<std::string>{"intake"});
    CHECK(nearest("INTAKE", verbs) == std::vector<std::string>{"intake"});
    CHECK(nearest("t", verbs) == std::vector<std::string>{"template", "table"});
}

TEST_CASE("a word that resembles nothing has no neighbours", "[base]") {
    CHECK(nearest("bogus", {"new", "status"}).empty());
    CHECK(nearest("", {"new"}).empty());
    CHECK(nearest(std::string(5000, 'x'), {"new"}).empty());
    CHECK(nearest("new", {}).empty());
}
