#include "store/hand_in.h"

#include "base/file.h"
#include "package/seal.h"
#include "register/credit_code.h"
#include "support/catch.h"
#include "support/draft_stores.h"
#include "support/editions.h"
#include "support/signers.h"

using namespace zhibao;
using namespace zhibao::test;

TEST_CASE("a sealed file is handed in byte for byte, and one that was altered is not", "[store][drafts]") {
    TemporaryFolder const folder;
    auto store = draftStore(folder);
    auto const unit = exampleUnitCode(1).text();
    auto const& edition = theEdition();
    auto const filing = newFiling(edition, *edition.findFormSet("quarterly"), unit, "2017Q1");
    auto const draft = store.add(filing, edition, noon);
    REQUIRE(draft);
    CHECK(handIn(store, *draft, folder / "stick", later).error().code == error::draftNotSealed);

    auto signer = signerOf(unit);
    FixedClock const clock{noon};
    auto const package = seal(filing, edition, {}, signer, clock);
    REQUIRE(package);
    REQUIRE(writeFile(folder / "a.zbs", package->bytes));
    REQUIRE(store.recordSeal(*draft, {package->identity, toText(folder / "a.zbs"), noon}));
    // No such folder: nothing is recorded.
    CHECK_FALSE(handIn(store, *draft, folder / "stick", later));
    CHECK_FALSE(store.entry(*draft)->handIn);
    std::filesystem::create_directory(folder / "stick");
    auto const copy = handIn(store, *draft, folder / "stick", later);
    REQUIRE(copy);
    CHECK(readFile(*copy).value() == package->bytes);
    CHECK(store.entry(*draft)->handIn == HandIn{toText(*copy), later});
    // Where it lies already it stays as it is.
    REQUIRE(handIn(store, *draft, folder.path(), later));
    CHECK(readFile(folder / "a.zbs").value() == package->bytes);

    REQUIRE(writeFile(folder / "a.zbs", "something else"));
    CHECK(handIn(store, *draft, folder / "stick", later).error().code == error::sealedFileChanged);
    CHECK(readFile(*copy).value() == package->bytes);
}
