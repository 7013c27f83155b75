#include "collector/published.h"

#include "base/file.h"

#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using namespace zhibao::collector;

TEST_CASE("a shelf lists its files with size and digest, and follows what the bureau does to them", "[collector]") {
    test::TemporaryFolder const folder;
    Published published{folder.path()};
    CHECK(toText(published.list("calendar").value()) == R"({"files":[]})");
    std::filesystem::create_directories(folder / "calendar/inner");
    REQUIRE(writeFile(folder / "calendar/periods.csv", "a,b\n"));
    REQUIRE(writeFile(folder / "calendar/.hidden", "x"));
    REQUIRE(writeFile(folder / "calendar/holidays.csv.part123", "x"));
    CHECK(toText(published.list("calendar").value()) == R"({"files":[{"name":"periods.csv","bytes":4,"sha256":")" + sha256("a,b\n").hex() + R"("}]})");
    REQUIRE(writeFile(folder / "calendar/periods.csv", "a,b,c\n"));
    CHECK(toText(published.list("calendar").value()).find(sha256("a,b,c\n").hex()) != std::string::npos);
    CHECK(published.file("calendar", "periods.csv")->bytes == "a,b,c\n");
    CHECK(published.file("calendar", "periods.csv")->digest == sha256("a,b,c\n"));
}

TEST_CASE("only files of the shelf can be fetched, whatever the name says", "[collector]") {
    test::TemporaryFolder const folder;
    std::filesystem::create_directories(folder / "shelf/inner");
    REQUIRE(writeFile(folder / "secret", "x"));
    REQUIRE(writeFile(folder / "shelf/.hidden", "x"));
    REQUIRE(writeFile(folder / "shelf/inner/file", "x"));
    std::filesystem::create_symlink(folder / "secret", folder / "shelf/link");
    Published published{folder.path()};
    for (auto const* name : {"../secret", "..", ".", "", ".hidden", "inner/file", "inner", "link", "missing", "/etc/passwd", "a%2e", "a\\b", "a b"}) {
        INFO(name);
        auto const file = published.file("shelf", name);
        REQUIRE_FALSE(file);
        CHECK(file.error().code == error::notPublished);
    }
    CHECK_FALSE(published.file("shelf", std::string_view{"li\0nk", 5}));
    CHECK_FALSE(Published::isName(std::string(129, 'a')));
    CHECK(toText(published.list("shelf").value()) == R"({"files":[]})");
}
