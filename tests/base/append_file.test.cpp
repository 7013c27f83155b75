#include "base/append_file.h"

#include "base/file.h"

#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;

TEST_CASE("what is added to a file stands behind what was there", "[base][file]") {
    test::TemporaryFolder const folder;
    auto file = AppendFile::create(folder / "a");
    REQUIRE(file);
    REQUIRE(file->append("one"));
    REQUIRE(file->append("two"));
    REQUIRE(file->makeDurable());
    CHECK(file->size() == 6);
    CHECK(readFile(folder / "a").value() == "onetwo");
}

TEST_CASE("a file to be added to must not be there yet", "[base][file]") {
    test::TemporaryFolder const folder;
    REQUIRE(writeFile(folder / "a", "x"));
    auto const again = AppendFile::create(folder / "a");
    REQUIRE_FALSE(again);
    CHECK(again.error().code == error::fileUnwritable);
    CHECK(readFile(folder / "a").value() == "x");
}

TEST_CASE("a place reader gives what stands at a place, and sees what was added since", "[base][file]") {
    test::TemporaryFolder const folder;
    auto file = AppendFile::create(folder / "a");
    REQUIRE(file);
    REQUIRE(file->append("0123456789"));
    auto reader = PlaceReader::open(folder / "a");
    REQUIRE(reader);
    CHECK(reader->read(3, 4).value() == "3456");
    CHECK(reader->read(8, 4).value() == "89");
    CHECK(reader->read(20, 4).value() == "");
    REQUIRE(file->append("abc"));
    CHECK(reader->read(8, 4).value() == "89ab");
    CHECK(PlaceReader::open(folder / "missing").error().code == error::fileUnreadable);
    CHECK(PlaceReader::open(folder.path()).error().code == error::fileUnreadable);
}

TEST_CASE("a cut file ends where it was cut", "[base][file]") {
    test::TemporaryFolder const folder;
    REQUIRE(writeFile(folder / "a", "0123456789"));
    REQUIRE(cutFile(folder / "a", 4));
    CHECK(readFile(folder / "a").value() == "0123");
    CHECK(cutFile(folder / "missing", 0).error().code == error::fileUnwritable);
}

TEST_CASE("a folder has one writer at a time", "[base][file]") {
    test::TemporaryFolder const folder;
    {
        auto const first = FolderLock::take(folder.path());
        REQUIRE(first);
        auto const second = FolderLock::take(folder.path());
        REQUIRE_FALSE(second);
        CHECK(second.error().code == error::folderInUse);
    }
    CHECK(FolderLock::take(folder.path()));
    CHECK(FolderLock::take(folder / "missing").error().code == error::fileUnwritable);
}
