#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <thread>
#include <utility>

#ifndef _WIN32
#include <sys/stat.h>
#endif

#include "base/file.h"

#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;

TEST_CASE("what a library writes to a path comes back as bytes, and the path is gone", "[base][file]") {
    std::filesystem::path seen;
    auto const bytes = bytesWrittenTo([&](std::filesystem::path const& path) -> Result<> {
        seen = path;
        std::ofstream{path} << "written";
        return {};
    });
    REQUIRE(bytes);
    CHECK(*bytes == "written");
    CHECK_FALSE(seen.empty());
    CHECK_FALSE(std::filesystem::exists(seen.parent_path()));
}

TEST_CASE("a writer that fails, or writes nothing, gives an error and leaves nothing behind", "[base][file]") {
    std::filesystem::path seen;
    auto const refused = bytesWrittenTo([&](std::filesystem::path const& path) -> Result<> {
        seen = path;
        std::ofstream{path} << "half";
        return fail(error::fileUnwritable, {{"text", "full"}});
    });
    REQUIRE_FALSE(refused);
    CHECK(refused.error().arguments.at("text") == "full");
    CHECK_FALSE(std::filesystem::exists(seen.parent_path()));
    CHECK(bytesWrittenTo([](std::filesystem::path const&) -> Result<> { return {}; }).error().code == error::fileUnreadable);
}

TEST_CASE("a file is written from pieces and read in pieces", "[base][file]") {
    test::TemporaryFolder folder;
    auto const path = folder.path() / "pieces";
    int left = 3;
    REQUIRE(writeFile(path, [&]() -> Result<std::string> { return left-- > 0 ? std::string(5, static_cast<char>('a' + left)) : std::string{}; }));
    auto pieces = FilePieces::open(path, 4);
    REQUIRE(pieces);
    std::string text;
    for (;;) {
        auto const piece = pieces->next();
        REQUIRE(piece);
        CHECK(piece->size() <= 4);
        if (piece->empty()) break;
        text += *piece;
    }
    CHECK(text == "cccccbbbbbaaaaa");
    CHECK(FilePieces::open(folder.path() / "none").error().code == error::fileUnreadable);
    CHECK(FilePieces::open(folder.path()).error().code == error::fileUnreadable);
}

TEST_CASE("a file whose pieces fail is not there, and the old one stays", "[base][file]") {
    test::TemporaryFolder folder;
    auto const path = folder.path() / "pieces";
    REQUIRE(writeFile(path, "old"));
    bool first = true;
    auto const refused = writeFile(path, [&]() -> Result<std::string> {
        if (!std::exchange(first, false)) return fail(error::fileTooLarge, {{"limit", "1"}});
        return std::string{"new"};
    });
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == error::fileTooLarge);
    CHECK(readFile(path) == Bytes{"old"});
    CHECK(std::distance(std::filesystem::directory_iterator{folder.path()}, {}) == 1);
}

TEST_CASE("two writers of one file in one process leave one of both contents, whole", "[base][file]") {
    test::TemporaryFolder const folder;
    auto const path = folder / "shared";
    auto const writeOften = [&](char letter, bool& good) {
        std::string const content(200'000, letter);
        for (int i = 0; i < 30; ++i) good = writeFile(path, content).has_value() && good;
    };
    bool firstGood = true;
    bool secondGood = true;
    {
        std::jthread const first{[&] { writeOften('a', firstGood); }};
        std::jthread const second{[&] { writeOften('b', secondGood); }};
    }
    CHECK(firstGood);
    CHECK(secondGood);
    auto const content = readFile(path).value();
    CHECK((content == std::string(200'000, 'a') || content == std::string(200'000, 'b')));
    CHECK(listFiles(folder.path()).value().size() == 1);
}

#ifndef _WIN32
TEST_CASE("a file for its owner alone can be read by nobody else", "[base][file]") {
    test::TemporaryFolder const folder;
    REQUIRE(writeFile(folder / "key.pem", "older"));
    REQUIRE(writeFile(folder / "key.pem", "secret", FileAccess::ownerOnly));
    auto const permissions = std::filesystem::status(folder / "key.pem").permissions();
    CHECK((permissions & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) == std::filesystem::perms::none);
}
#endif

TEST_CASE("the text of a path is UTF-8 whatever bytes its name has, and its bytes still lead to the file", "[base][file]") {
    test::TemporaryFolder const folder;
    std::string const name = "\xD1\xF9\xC0\xFD\xE4\xBE\x8B.zbs";  // GB 18030, then a character of UTF-8
    auto const path = folder / name;
    REQUIRE(writeFile(path, "x"));
    CHECK(toText(path.filename()) == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD例.zbs");
    CHECK(nativeText(path.filename()) == name);
    CHECK(listFiles(folder.path()).value() == std::vector<std::filesystem::path>{path});
    CHECK(toText(pathOf("样例/a.zbs")) == "样例/a.zbs");
}

TEST_CASE("names that are reserved beside a file are all different and never one that is there", "[base][file]") {
    test::TemporaryFolder const folder;
    auto const path = folder / "a.db";
    auto const first = reserveBeside(path);
    REQUIRE(first);
    std::set<std::filesystem::path> names{*first};
    for (int i = 0; i < 50; ++i) names.insert(reserveBeside(path).value());
    CHECK(names.size() == 51);
    for (auto const& name : names) {
        CHECK(name.filename().string().starts_with("a.db.part"));
        CHECK(std::filesystem::file_size(name) == 0);
    }
    CHECK(reserveBeside(folder / "none/a.db").error().code == error::fileUnwritable);
}

#ifndef _WIN32
TEST_CASE("a file is written to where its links lead, also when nothing is there yet, and the links stay", "[base][file]") {
    test::TemporaryFolder const folder;
    auto const target = folder / "target.txt";
    auto const link = folder / "link.txt";
    std::filesystem::create_symlink("target.txt", link);
    std::filesystem::create_symlink(link, folder / "second.txt");
    REQUIRE(writeFile(folder / "second.txt", "one"));
    CHECK(std::filesystem::is_symlink(link));
    CHECK(std::filesystem::is_symlink(folder / "second.txt"));
    CHECK(readFile(target).value() == "one");
    REQUIRE(writeFile(link, "two"));
    CHECK(readFile(target).value() == "two");
    std::filesystem::create_symlink("ring.txt", folder / "ring.txt");
    CHECK_FALSE(writeFile(folder / "ring.txt", "lost"));
}

TEST_CASE("a pipe gets the bytes that are written to it and stays a pipe", "[base][file]") {
    test::TemporaryFolder const folder;
    auto const pipe = folder / "pipe";
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    std::string read;
    std::thread reader{[&] {
        std::ifstream stream{pipe, std::ios::binary};
        read.assign(std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{});
    }};
    auto const done = writeFile(pipe, "through the pipe");
    reader.join();
    CHECK(done);
    CHECK(read == "through the pipe");
    CHECK(std::filesystem::is_fifo(pipe));
}
#endif
