#include "table/definition.h"

#include "support/catch.h"
#include "support/editions.h"

using namespace zhibao;

namespace {

std::string const good = R"({
  "schema": "table-1", "id": "example", "title": {"zh": "表", "en": "Table"},
  "marks": {"number": {"zh": "例表", "en": "Example"}},
  "currencies": ["USD"], "unit": "one", "decimals": 2, "rounding": "halfUp",
  "stub": [{"letter": "甲", "title": {"zh": "领域", "en": "Sector"}, "show": "name"}],
  "rows": {"kind": "list", "dimension": "sector", "list": "sectors", "depth": 1, "total": {"zh": "合计", "en": "Total"}},
  "columns": [{"key": "all", "title": {"zh": "总额", "en": "All"}, "measure": "amount"},
              {"title": {"zh": "其中", "en": "Parts"}, "columns": [
                {"key": "export", "title": {"zh": "出口", "en": "Exports"}, "measure": "amount", "where": {"flow": ["export"]}},
                {"key": "share", "title": {"zh": "比重", "en": "Share"}, "measure": "share", "of": "all"}]}]
})";

Result<TableDefinition> read(std::string const& json, std::string id = "example") {
    return readTableDefinition({std::move(id), "tables/example.json", json}, test::theEdition());
}

Result<TableDefinition> readWith(std::string_view from, std::string_view to) {
    auto json = good;
    auto const place = json.find(from);
    REQUIRE(place != std::string::npos);
    return read(json.replace(place, from.size(), to));
}

}  // namespace

TEST_CASE("a definition is read with its headings over its columns", "[table][definition]") {
    auto const definition = read(good);
    REQUIRE(definition);
    REQUIRE(definition->columns.size() == 3);
    CHECK(definition->columns[1].where == CubeFilter{{Dimension::flow, {"export"}}});
    CHECK(definition->columns[2].of == "all");
    REQUIRE(definition->headings.size() == 2);
    CHECK(definition->headings[0].column == 0);
    CHECK(definition->headings[1].below.size() == 2);
    CHECK(definition->headings[1].below[1].column == 2);
}

TEST_CASE("a broken definition is answered with file, pointer and reason", "[table][definition]") {
    auto const check = [](Result<TableDefinition> const& result, ErrorCode code, std::string const& where) {
        REQUIRE_FALSE(result);
        CHECK(result.error().code == code);
        CHECK(result.error().where() == "tables/example.json > " + where);
    };
    check(readWith("table-1", "table-9"), error::tableSchemaUnknown, "/schema");
    check(read(good, "other"), error::tableIdDiffers, "/id");
    check(readWith("\"sectors\"", "\"colours\""), error::listUnknown, "/rows/list");
    check(readWith("\"dimension\": \"sector\"", "\"dimension\": \"colour\""), error::dimensionUnknown, "/rows/dimension");
    check(readWith("\"of\": \"all\"", "\"of\": \"none\""), error::tableColumnUnknown, "/columns/1/columns/1/of");
    check(readWith("\"of\": \"all\"", "\"of\": \"share\""), error::tableColumnUnknown, "/columns/1/columns/1/of");
    check(readWith("\"key\": \"export\"", "\"key\": \"all\""), error::tableKeyTwice, "/columns/1/columns/0/key");
    check(readWith("\"measure\": \"share\", \"of\": \"all\"", "\"measure\": \"targetShare\", \"of\": \"all\""), error::tableTargetMissing, "/columns/1/columns/1");
    check(readWith("\"measure\": \"amount\"", "\"measure\": \"count\""), error::jsonValueUnknown, "/columns/0/measure");
    check(readWith("\"where\": {\"flow\"", "\"where\": {\"flaw\""), error::dimensionUnknown, "/columns/1/columns/0/where/flaw");
    check(readWith("halfUp", "down"), error::jsonValueUnknown, "/rounding");
    check(readWith("\"decimals\": 2", "\"decimals\": 12"), error::jsonValueUnknown, "/decimals");
    check(readWith("\"unit\"", "\"units\""), error::jsonKeyUnknown, "/units");
    check(readWith("\"en\": \"Sector\"", "\"en\": \"\""), error::textLanguageMissing, "/stub/0/title");
}

TEST_CASE("a cube for a table keeps the dimensions that its rows and columns ask for", "[table][definition]") {
    auto const shape = shapeFor(*read(good));
    CHECK(shape.dimensions.has(Dimension::sector));
    CHECK(shape.dimensions.has(Dimension::flow));
    CHECK_FALSE(shape.dimensions.has(Dimension::mode));
    CHECK_FALSE(shape.contributors);
}

TEST_CASE("every table of the edition in the source tree can be read", "[table][definition]") {
    auto const& edition = test::theEdition();
    for (auto const* id : {"by-sector", "by-item-mode", "target"}) {
        INFO(id);
        auto const definition = findTableDefinition(edition, id);
        REQUIRE(definition);
        CHECK(definition->rounding == Rounding::halfUp);
        CHECK(definition->marks.isSample());
    }
    auto const unknown = findTableDefinition(edition, "by-colour");
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == error::tableUnknown);
    CHECK(unknown.error().arguments.at("expected").find("by-sector, by-item-mode, target") == 0);
}
