#include "store/drafts.h"

#include "import/ledger_import.h"
#include "support/catch.h"
#include "support/editions.h"
#include "support/ledgers.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

constexpr Moment noon{1'491'811'200};
std::string const unit = "91999999000000019D";

LedgerMapping theMapping() {
    auto mapping = readLedgerMapping(JsonNode{*parseJson(exampleMapping)});
    REQUIRE(mapping);
    return *std::move(mapping);
}

std::vector<LedgerLine> theLines() {
    auto const import = importLedger({*readSheets(exampleLedger, "账册.csv")}, theMapping(), theEdition(), *parsePeriod("2017Q1"));
    REQUIRE(import);
    return import->lines;
}

DraftStore openStore(std::filesystem::path const& path) {
    auto store = DraftStore::open(path);
    REQUIRE(store);
    return *std::move(store);
}

std::int64_t addDraft(DraftStore& store) {
    auto const added = store.add(newFiling(theEdition(), *theEdition().findFormSet("quarterly"), unit, "2017Q1"), theEdition(), noon);
    REQUIRE(added);
    return *added;
}

struct OpenDraft {
    TemporaryFolder folder;
    DraftStore store = openStore(folder / "drafts.db");
    std::int64_t id = addDraft(store);
};

}  // namespace

TEST_CASE("the lines of a ledger are kept with the draft as they were, reasons and exact amounts included", "[store][ledger]") {
    OpenDraft draft;
    auto const lines = theLines();
    REQUIRE(draft.store.saveLedger(draft.id, "form2", lines));
    auto const kept = draft.store.ledger(draft.id, "form2");
    REQUIRE(kept);
    CHECK(*kept == lines);
    REQUIRE(draft.store.saveLedger(draft.id, "form2", {lines[0]}));
    CHECK(draft.store.ledger(draft.id, "form2")->size() == 1);
    CHECK(draft.store.ledger(draft.id, "form4")->empty());
    CHECK(draft.store.saveLedger(draft.id + 1, "form2", lines).error().code == error::draftUnknown);
}

TEST_CASE("the lines of a sealed version stay, and its correction begins with them", "[store][ledger]") {
    OpenDraft draft;
    auto const lines = theLines();
    REQUIRE(draft.store.saveLedger(draft.id, "form2", lines));
    REQUIRE(draft.store.recordSeal(draft.id, {sha256("package"), "one.zbs", noon}));
    CHECK(draft.store.saveLedger(draft.id, "form2", {}).error().code == error::draftSealed);
    auto const correction = draft.store.addCorrection(draft.id, theEdition(), noon);
    REQUIRE(correction);
    CHECK(*draft.store.ledger(*correction, "form2") == lines);
    CHECK(*draft.store.ledger(draft.id, "form2") == lines);
}

TEST_CASE("how a unit's ledgers are read is remembered for each unit", "[store][ledger]") {
    OpenDraft draft;
    CHECK_FALSE(draft.store.mapping(unit, "form2")->has_value());
    auto mapping = theMapping();
    REQUIRE(draft.store.saveMapping(unit, mapping, noon));
    mapping.services["翻译"].item = "SJ35A";
    REQUIRE(draft.store.saveMapping(unit, mapping, noon));
    CHECK(**draft.store.mapping(unit, "form2") == mapping);
    CHECK_FALSE(draft.store.mapping("91999999MA00000001", "form2")->has_value());
}
