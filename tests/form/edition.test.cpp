#include "form/edition.h"

#include "base/file.h"
#include "support/catch.h"

using namespace zhibao;

namespace {

std::filesystem::path realForms() {
    return std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms";
}

}  // namespace

TEST_CASE("every edition in the forms folder loads, and published ones are as they were recorded", "[form][edition]") {
    EditionLibrary const library{realForms()};
    auto const ids = library.ids();
    REQUIRE(ids);
    CHECK(std::find(ids->begin(), ids->end(), "services-trade/2017-1") != ids->end());
    for (auto const& id : *ids) {
        auto const edition = library.find(id);
        INFO(id << ": " << (edition ? "" : edition.error().where() + " " + std::string{edition.error().code.name()}));
        REQUIRE(edition);
        CHECK((*edition)->id == id);
    }
    auto const published = library.published();
    REQUIRE(published);
    for (auto const& [id, digest] : *published) CHECK(std::find(ids->begin(), ids->end(), id) != ids->end());
}
