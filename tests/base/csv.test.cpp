#include "base/csv.h"

#include "base/random.h"
#include "base/text.h"
#include "support/catch.h"

namespace zhibao {
namespace {

/// What a reader makes of a text that comes in pieces of so many bytes: "line|field|field" for each row, or the error.
std::string read(std::string_view text, std::size_t pieceBytes) {
    CsvReader reader{piecesOf(text, pieceBytes)};
    std::string seen;
    auto const header = reader.header();
    if (!header) return "! " + std::string{header.error().code.name()} + " " + header.error().where();
    for (auto const& name : *header) seen += "|" + name;
    for (;;) {
        auto const found = reader.next();
        if (!found) return seen + "\n! " + std::string{found.error().code.name()} + " " + found.error().where();
        if (!*found) return seen;
        seen += "\n" + std::to_string(reader.line());
        for (auto const field : reader.fields()) seen += "|" + std::string{field};
    }
}

}  // namespace

TEST_CASE("a CSV file reads the same however it is cut into pieces", "[base][csv]") {
    struct Case {
        std::string text;
        std::string seen;
    };
    std::vector<Case> const cases{
        {"a,b\n1,2\n", "|a|b\n2|1|2"},
        {"\xEF\xBB\xBF"
         "a,b\r\n1,2\r\n3,",
         "|a|b\n2|1|2\n3|3|"},
        {"a,b\n\"x,\"\"y\"\"\r\nz\",2\n\n5,6", "|a|b\n2|x,\"y\"\r\nz|2\n5|5|6"},
        {"a\n\n\"\"\nx", "|a\n2|\n3|\n4|x"},
        {"\xE9\x87\x91\xE9\xA2\x9D,b\n\xF0\x9F\x98\x80,2", "|\xE9\x87\x91\xE9\xA2\x9D|b\n2|\xF0\x9F\x98\x80|2"},
        {"a,b\n1\rx,2\n", "|a|b\n2|1\rx|2"},
        {"", "! csv-header-missing 1"},
        {"\xEF\xBB\xBF", "! csv-header-missing 1"},
        {"a,a\n", "! csv-column-twice 1"},
        {"a,b\n1\n", "|a|b\n! csv-row-length 2"},
        {"a,b\n1,x\"y\n", "|a|b\n! csv-malformed 2:4"},
        {"a,b\n1,\"x\"y\n", "|a|b\n! csv-malformed 2:6"},
        {"a,b\n1,\"x\n\ny", "|a|b\n! csv-malformed 2:3"},
    };
    for (auto const& one : cases) {
        for (std::size_t const piece : {1U, 2U, 3U, 5U, 1000U}) {
            INFO(one.text << " in pieces of " << piece);
            CHECK(read(one.text, piece) == one.seen);
        }
    }
}

TEST_CASE("bytes that are no UTF-8 are refused wherever a piece ends", "[base][csv]") {
    for (std::size_t const piece : {1U, 2U, 3U, 1000U}) {
        CHECK(read("a,b\n1,\xC3\n", piece).find("text-not-utf8") != std::string::npos);
        CHECK(read("a,b\n1,\xE9\x87", piece).find("text-not-utf8") != std::string::npos);
        CHECK(read("a,b\n1,\x80\x80\x80\x80\x80\n", piece).find("text-not-utf8") != std::string::npos);
    }
}

TEST_CASE("the first byte that is no UTF-8 is told by line and column", "[base][csv]") {
    for (std::size_t const piece : {1U, 3U, 1000U}) {
        CHECK(read("a,b\n1,\xC3\n", piece).find("text-not-utf8 2:3") != std::string::npos);
        CHECK(read("\xE9\x87\x91,b\n1,2\n\"x\n\xE9\x87\x91\xFF\",2\n", piece).find("text-not-utf8 4:4") != std::string::npos);
    }
}

TEST_CASE("texts in UTF-16 and GB 18030 are refused as such, with and without a mark, and so is a zero byte", "[base][csv]") {
    using namespace std::string_view_literals;
    for (auto const text : {"\xFF\xFE\x61\0,\0b\0\n\0"sv, "\xFE\xFF\0a\0,\0b\0\n"sv, "a\0,\0b\0\n\0"sv, "\xC3\xFB\xB3\xC6,b\n"sv, "a,b\n1,\0\n"sv})
        for (std::size_t const piece : {1U, 3U, 1000U}) CHECK(read(text, piece).find("! text-not-utf8") != std::string::npos);
}

TEST_CASE("rows that are longer than many pieces are read, as are random rows", "[base][csv]") {
    SeededRandom random{7};
    std::vector<std::vector<std::string>> rows;
    CsvWriter writer;
    writer.row({"a", "b", "c"});
    for (int i = 0; i < 300; ++i) {
        std::vector<std::string> row;
        for (int field = 0; field < 3; ++field) {
            std::string text = field == 0 ? "x" : "";
            std::size_t const length = random.below(40) == 0 ? 5000 : random.below(12);
            for (std::size_t j = 0; j < length; ++j) text += std::string_view{"ab ,\"\n\r1"}[random.below(8)];
            row.push_back(text);
        }
        writer.row(row);
        rows.push_back(row);
    }
    CsvReader reader{piecesOf(writer.text(), 64)};
    REQUIRE(reader.header());
    for (auto const& row : rows) {
        auto const found = reader.next();
        REQUIRE(found);
        REQUIRE(*found);
        CHECK(std::vector<std::string>(reader.fields().begin(), reader.fields().end()) == row);
    }
    auto const end = reader.next();
    REQUIRE(end);
    CHECK_FALSE(*end);
}

TEST_CASE("a table with semicolons or tabs says so instead of missing its columns", "[base][csv]") {
    CHECK(parseCsv("code;name\n1;a\n")->column("code").error().arguments == ErrorArguments{{"separator", ";"}});
    CHECK(parseCsv("code\tname\n1\ta\n")->column("code").error().code == error::csvSeparatorOther);
    CHECK(parseCsv("code\n1\n")->column("name").error().code == error::csvColumnMissing);
    CHECK(parseCsv("a;b,c\n1,2\n")->column("name").error().code == error::csvColumnMissing);
}

TEST_CASE("what the source of the pieces says is handed on", "[base][csv]") {
    bool first = true;
    CsvReader reader{[&]() -> Result<std::string_view> {
        if (!first) return fail(error::textNotUtf8, {}, "elsewhere");
        first = false;
        return std::string_view{"a\n1\n2"};
    }};
    REQUIRE(reader.header());
    REQUIRE(reader.next());
    auto const failed = reader.next();
    REQUIRE_FALSE(failed);
    CHECK(failed.error().where() == "elsewhere");
}

}  // namespace zhibao
