#include "architecture/source_tree.h"

#include <algorithm>

#include "support/catch.h"

using namespace zhibao::architecture;

TEST_CASE("the reader of sources blanks comments and texts and leaves code and line ends", "[architecture]") {
    CHECK(withoutComments("a; // b\nc;") == "a;     \nc;");
    CHECK(withoutComments("a; /* b\n c */ d;") == "a;     \n      d;");
    CHECK(withoutComments(R"(f("b // c\" d"); e)") == R"(f("          "); e)");
    CHECK(withoutComments("R\"x(a\"b)x\" + c") == "R\"       \" + c");
    CHECK(withoutComments("10'000 + 'x' + double{}") == "10'000 + ' ' + double{}");
    CHECK(withoutComments("#include \"a/b.h\"  // why", true) == "#include \"a/b.h\"        ");
}

TEST_CASE("the reader of sources finds includes with their lines and not those in comments", "[architecture]") {
    auto const includes = includesOf("#include <map>\n// #include <vector>\n  # include \"base/money.h\"\n");
    REQUIRE(includes.size() == 2);
    CHECK(includes[0].target == "map");
    CHECK_FALSE(includes[0].quoted);
    CHECK(includes[1].target == "base/money.h");
    CHECK(includes[1].quoted);
    CHECK(includes[1].line == 3);
}

TEST_CASE("the reader of sources finds the project's files and not what the build made", "[architecture]") {
    auto const files = filesBelow("");
    auto const has = [&](std::string_view path) {
        return std::any_of(files.begin(), files.end(), [&](auto const& file) { return file.path == path; });
    };
    CHECK(has("core/base/money.h"));
    CHECK(has("CMakeLists.txt"));
    CHECK_FALSE(std::any_of(files.begin(), files.end(), [](auto const& file) { return file.path.starts_with("build"); }));
}
