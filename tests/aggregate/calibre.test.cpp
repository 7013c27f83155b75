#include "aggregate/calibre.h"

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("a calibre is read by the name the contract gives it", "[aggregate]") {
    for (auto const calibre : {Calibre::reported, Calibre::withDepartmental, Calibre::withMode3}) CHECK(parseCalibre(nameOf(calibre)) == calibre);
    auto const unknown = parseCalibre("all");
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == error::calibreUnknown);
}

TEST_CASE("no two calibres are printed alike", "[aggregate]") {
    for (auto const language : {Language::chinese, Language::english}) {
        CHECK(titleOf(Calibre::reported).in(language) != titleOf(Calibre::withDepartmental).in(language));
        CHECK(titleOf(Calibre::reported).in(language) != titleOf(Calibre::withMode3).in(language));
    }
}
