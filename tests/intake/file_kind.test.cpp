#include "intake/file_kind.h"

#include <string>

#include "answers/template.h"
#include "support/catch.h"
#include "support/editions.h"
#include "support/submissions.h"

using namespace zhibao;
using namespace std::string_literals;

TEST_CASE("a file that is plainly something else is told by its first bytes and the names in it", "[intake][kinds]") {
    CHECK(otherKindOf("%PDF-1.7\n") == error::fileIsPdf);
    CHECK(otherKindOf("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 an old workbook") == error::fileIsSpreadsheet);
    CHECK(otherKindOf("PK\x03\x04 … xl/workbook.xml") == error::fileIsSpreadsheet);
    CHECK(otherKindOf("PK\x03\x04 … mimetypeapplication/vnd.oasis.opendocument.spreadsheet") == error::fileIsSpreadsheet);
    CHECK(otherKindOf("PK\x03\x04 … word/document.xml") == error::fileIsDocument);
    CHECK(otherKindOf("PK\x03\x04 … one.zbs") == error::fileIsArchive);
    CHECK(otherKindOf("{}") == error::fileIsJson);
    CHECK(otherKindOf("\xEF\xBB\xBF\r\n [1]") == error::fileIsJson);
}

TEST_CASE("the template that a unit fills in is a spreadsheet", "[intake][kinds]") {
    auto const workbook = writeTemplate(test::theEdition(), "quarterly", {});
    REQUIRE(workbook);
    CHECK(otherKindOf(*workbook) == error::fileIsSpreadsheet);
}

TEST_CASE("a package, whole or damaged, and a file of no known kind are not taken for something else", "[intake][kinds]") {
    test::Submissions submissions;
    auto package = submissions.seal(submissions.filing(1, "2017Q1")).bytes;
    CHECK_FALSE(otherKindOf(package));
    CHECK(isMeantAsPackage(package));
    package[0] = 'Q';
    CHECK(isMeantAsPackage(package));
    package.resize(package.size() - 30);
    CHECK_FALSE(otherKindOf(package));
    CHECK(isMeantAsPackage(package));
    CHECK_FALSE(isMeantAsPackage("{\"name\":\"manifest.json\"}"));
    CHECK_FALSE(isMeantAsPackage("dear bureau"));
    CHECK_FALSE(otherKindOf("dear bureau"));
    CHECK_FALSE(otherKindOf(" \n"));
    CHECK_FALSE(otherKindOf({}));
}
