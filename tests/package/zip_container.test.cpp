#include "package/zip_container.h"

#include <algorithm>

#include <zip.h>

#include "base/file.h"
#include "base/random.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using namespace std::string_view_literals;

namespace {

std::vector<ZipEntry> const example{{"b.json", "{}"}, {"a/1.pdf", "%PDF"}, {"empty", ""}};

Bytes exampleArchive() {
    return writeZip(example).value();
}

ErrorCode codeOf(BytesView archive, ZipLimits const& limits = {}) {
    auto const result = readZip(archive, limits);
    REQUIRE_FALSE(result);
    return result.error().code;
}

/// An archive as libzip makes it: one entry, with what the test does to it.
template <class Change>
Bytes byLibzip(std::vector<std::pair<std::string, std::string>> const& entries, Change const& change) {
    test::TemporaryFolder const folder;
    auto const path = folder / "made.zip";
    int problem = 0;
    zip_t* const archive = zip_open(toText(path).c_str(), ZIP_CREATE, &problem);
    REQUIRE(archive != nullptr);
    for (auto const& [name, bytes] : entries) {
        auto const index = zip_file_add(archive, name.c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0), ZIP_FL_ENC_UTF_8);
        REQUIRE(index >= 0);
        zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
        change(archive, static_cast<zip_uint64_t>(index));
    }
    REQUIRE(zip_close(archive) == 0);
    return readFile(path).value();
}

Bytes replaced(Bytes bytes, std::string_view from, std::string_view to) {
    REQUIRE(from.size() == to.size());
    REQUIRE(bytes.find(from) != Bytes::npos);
    for (auto at = bytes.find(from); at != Bytes::npos; at = bytes.find(from, at + to.size())) bytes.replace(at, to.size(), to);
    return bytes;
}

}  // namespace

TEST_CASE("what goes into an archive comes out, in order of names, whatever order it went in", "[package][zip]") {
    auto const archive = exampleArchive();
    auto const entries = readZip(archive);
    REQUIRE(entries);
    CHECK(*entries == std::vector<ZipEntry>{{"a/1.pdf", "%PDF"}, {"b.json", "{}"}, {"empty", ""}});
    CHECK(writeZip({example[2], example[0], example[1]}) == archive);
    CHECK(readZip(writeZip({}).value())->empty());
}

TEST_CASE("the bytes of an archive are known in advance", "[package][zip]") {
    // Frozen: packages that were sealed must open with every later version of the program.
    CHECK(writeZip({{"a", "hi"}}).value() ==
          "PK\x03\x04\x0A\0\0\0\0\0\0\0\x21\0\xAC\x2A\x93\xD8\x02\0\0\0\x02\0\0\0\x01\0\0\0ahi"
          "PK\x01\x02\x0A\0\x0A\0\0\0\0\0\0\0\x21\0\xAC\x2A\x93\xD8\x02\0\0\0\x02\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0a"
          "PK\x05\x06\0\0\0\0\x01\0\x01\0\x2F\0\0\0\x21\0\0\0\0\0"sv);
}

TEST_CASE("changing any one byte of an archive, or cutting it short, is noticed", "[package][zip]") {
    auto const archive = exampleArchive();
    for (std::size_t i = 0; i < archive.size(); ++i) {
        INFO("byte " << i);
        auto changed = archive;
        for (unsigned const bit : {0x01U, 0x20U, 0x80U}) {
            changed[i] = static_cast<char>(static_cast<unsigned char>(archive[i]) ^ bit);
            CHECK_FALSE(readZip(changed));
        }
    }
    for (std::size_t length = 0; length < archive.size(); ++length) CHECK_FALSE(readZip(BytesView{archive}.substr(0, length)));
}

TEST_CASE("bytes before or after the archive are refused", "[package][zip]") {
    auto const archive = exampleArchive();
    CHECK(codeOf(archive + "x") == error::zipSurroundingBytes);
    CHECK(codeOf("x" + archive) == error::zipSurroundingBytes);
    CHECK(codeOf(archive + archive) == error::zipSurroundingBytes);
    CHECK(codeOf("no zip at all, but long enough to be one") == error::zipMalformed);
    CHECK(codeOf("") == error::zipMalformed);
}

TEST_CASE("names that leave the folder, are absolute, or have characters out of place are refused on both sides", "[package][zip]") {
    for (auto const name : {"../a", "a/../b", "/a", "a//b", "a/", "", ".", "a/.", "a\\b", "c:a", "A", "a b", "\xE4\xB8\xAD", "a\nb"}) {
        INFO(name);
        CHECK_FALSE(isPlainEntryName(name));
        auto const written = writeZip({{name, "x"}});
        REQUIRE_FALSE(written);
        CHECK(written.error().code == error::zipEntryName);
    }
    CHECK(isPlainEntryName("attachments/01.pdf"));
    CHECK(isPlainEntryName("...a"));
    CHECK(codeOf(replaced(writeZip({{"aaaa", "x"}}).value(), "aaaa", "../a")) == error::zipEntryName);
    CHECK(codeOf(replaced(writeZip({{"aaaa", "x"}}).value(), "aaaa", "/aaa")) == error::zipEntryName);
    CHECK(codeOf(replaced(writeZip({{"aaaa", "x"}}).value(), "aaaa", "a\\aa")) == error::zipEntryName);
    CHECK_FALSE(writeZip({{std::string(101, 'a'), "x"}}));
}

TEST_CASE("two entries of one name are refused on both sides", "[package][zip]") {
    auto const written = writeZip({{"a", "1"}, {"a", "2"}});
    REQUIRE_FALSE(written);
    CHECK(written.error().code == error::zipEntryDuplicate);
    CHECK(codeOf(replaced(writeZip({{"aaaa", "1"}, {"bbbb", "2"}}).value(), "bbbb", "aaaa")) == error::zipEntryDuplicate);
}

TEST_CASE("archives beyond the limits are refused before anything is read from them", "[package][zip]") {
    auto const archive = exampleArchive();
    CHECK(codeOf(archive, {.archiveBytes = archive.size() - 1}) == error::zipTooLarge);
    CHECK(codeOf(archive, {.entries = 2}) == error::zipTooManyEntries);
    CHECK(codeOf(archive, {.entryBytes = 3}) == error::zipEntryTooLarge);
    CHECK(codeOf(archive, {.nameLength = 6}) == error::zipEntryName);
    CHECK(readZip(archive, {.archiveBytes = archive.size(), .entryBytes = 4, .entries = 3, .nameLength = 7}));
    CHECK(writeZip(example, {.archiveBytes = archive.size() - 1}).error().code == error::zipTooLarge);
    CHECK(writeZip(example, {.entries = 2}).error().code == error::zipTooManyEntries);
    CHECK(writeZip(example, {.entryBytes = 3}).error().code == error::zipEntryTooLarge);
}

TEST_CASE("compressed and encrypted entries, comments and other people's archives are refused with their codes", "[package][zip]") {
    auto const nothing = [](zip_t*, zip_uint64_t) {};
    std::string const zeros(1 << 20, '0');
    auto const compressed = byLibzip({{"bomb", zeros}}, [](zip_t* archive, zip_uint64_t index) { zip_set_file_compression(archive, index, ZIP_CM_DEFLATE, 9); });
    CHECK(compressed.size() < 10'000);
    CHECK(codeOf(compressed) == error::zipEntryCompressed);
    auto const encrypted = byLibzip({{"secret", "x"}}, [](zip_t* archive, zip_uint64_t index) { zip_file_set_encryption(archive, index, ZIP_EM_AES_256, "password"); });
    CHECK(codeOf(encrypted) == error::zipEntryEncrypted);
    auto const commented = byLibzip({{"a", "x"}}, [](zip_t* archive, zip_uint64_t) { zip_set_archive_comment(archive, "hello", 5); });
    CHECK(codeOf(commented) == error::zipSurroundingBytes);
    CHECK(codeOf(byLibzip({{"a", "x"}}, nothing)) == error::zipNotCanonical);
    CHECK(codeOf(byLibzip({{"attachments/", ""}}, nothing)) == error::zipEntryName);
}

TEST_CASE("entries that share bytes or stand out of order are refused", "[package][zip]") {
    auto const archive = writeZip({{"a", "hi"}, {"b", "hi"}}).value();
    // The second central record points at the first local header.
    auto const second = archive.rfind("PK\x01\x02"sv);
    REQUIRE(second != Bytes::npos);
    auto overlapping = archive;
    overlapping.replace(second + 42, 4, "\0\0\0\0"sv);
    CHECK(codeOf(overlapping) == error::zipEntriesOverlap);
    auto longer = archive;
    longer.replace(second + 24, 4, "\xFF\0\0\0"sv);
    CHECK(codeOf(longer) == error::zipEntriesOverlap);
    auto swapped = replaced(replaced(replaced(archive, "ahi", "chi"), "bhi", "ahi"), "chi", "bhi");
    CHECK(codeOf(swapped) == error::zipNotCanonical);
}

TEST_CASE("an archive with random bytes changed never crashes its reader", "[package][zip]") {
    auto const archive = exampleArchive();
    SeededRandom random{1};
    for (int i = 0; i < 5000; ++i) {
        auto changed = archive;
        for (auto n = random.below(6) + 1; n > 0; --n) changed[random.below(changed.size())] = static_cast<char>(random.below(256));
        if (random.below(4) == 0) changed.resize(random.below(changed.size()));
        CHECK((readZip(changed).has_value()) == (changed == archive));
    }
}

TEST_CASE("libzip reads our archive", "[package][zip]") {
    test::TemporaryFolder const folder;
    auto const path = folder / "ours.zip";
    REQUIRE(writeFile(path, exampleArchive()));
    int problem = 0;
    zip_t* const archive = zip_open(toText(path).c_str(), ZIP_CHECKCONS | ZIP_RDONLY, &problem);
    REQUIRE(archive != nullptr);
    CHECK(zip_get_num_entries(archive, 0) == 3);
    zip_file_t* const file = zip_fopen(archive, "a/1.pdf", 0);
    REQUIRE(file != nullptr);
    char bytes[8] = {};
    CHECK(zip_fread(file, bytes, sizeof bytes) == 4);
    CHECK(std::string{bytes} == "%PDF");
    zip_fclose(file);
    zip_discard(archive);
}
