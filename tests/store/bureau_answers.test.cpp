#include "store/bureau_answers.h"

#include "base/file.h"
#include "register/credit_code.h"
#include "store/handover.h"
#include "support/answering_bureau.h"
#include "support/draft_stores.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::string const unit = exampleUnitCode(1).text();

Receipt accepted(std::int64_t event = 3) {
    Receipt receipt;
    receipt.file = sha256("file");
    receipt.identity = sha256("identity");
    receipt.unit = unit;
    receipt.formSet = "quarterly";
    receipt.period = "2017Q1";
    receipt.version = 1;
    receipt.arrived = noon;
    receipt.verdict = ReceiptVerdict::accepted;
    receipt.event = event;
    receipt.head = sha256("head");
    return receipt;
}

Receipt returned() {
    auto receipt = accepted(5);
    receipt.verdict = ReceiptVerdict::returned;
    receipt.text = "请核对";
    receipt.reasons = {{{{"form2", 0, "total"}}, "比上季多二十倍"}};
    return receipt;
}

/// A computer on which one version is sealed.
struct Sealed {
    TemporaryFolder folder;
    DraftStore store = draftStore(folder);
    std::int64_t draft = addDraft(store, draftFiling(draftEdition(), unit));
    Sealed() { REQUIRE(store.recordSeal(draft, {sha256("identity"), "sample.zbs", noon})); }
};

}  // namespace

TEST_CASE("a receipt is taken in only under the authority that the unit trusts, and that one stays", "[store][answers]") {
    Sealed here;
    AnsweringBureau bureau;
    AnsweringBureau other;
    auto const file = bureau.signedReceipt(accepted());
    CHECK(takeReceipt(here.store, file, later).error().code == error::bureauNotTrustedYet);
    CHECK(trustAuthority(here.store, exampleUnitCode(2).text(), bureau.authority.certificate, noon).error().code == error::unitNotHere);
    REQUIRE(trustAuthority(here.store, unit, bureau.authority.certificate, noon));
    REQUIRE(trustAuthority(here.store, unit, bureau.authority.certificate, later));
    CHECK(trustAuthority(here.store, unit, other.authority.certificate, later).error().code == error::bureauOtherAuthority);
    CHECK(trustedAuthority(here.store, unit).value() == bureau.authority.certificate);
    CHECK_FALSE(here.store.connection().execute("INSERT OR REPLACE INTO bureau_authority (unit, certificate, pinned_at) VALUES (?1, ?2, 1)", {std::string_view{unit}, Blob{other.authority.certificate.der()}}));
    CHECK_FALSE(takeReceipt(here.store, other.signedReceipt(accepted()), later));
    auto damaged = file;
    damaged[damaged.size() / 2] ^= 1;
    CHECK_FALSE(takeReceipt(here.store, damaged, later));
    CHECK(lastReceipts(here.store)->empty());
    auto const taken = takeReceipt(here.store, file, later);
    REQUIRE(taken);
    CHECK(taken->isNew);
    CHECK(taken->draft.id == here.draft);
    CHECK_FALSE(takeReceipt(here.store, file, later)->isNew);
}

TEST_CASE("the receipt with which the ledger stood furthest counts, in whatever order they come", "[store][answers]") {
    Sealed here;
    AnsweringBureau bureau;
    REQUIRE(trustAuthority(here.store, unit, bureau.authority.certificate, noon));
    auto copy = accepted(9);
    copy.verdict = ReceiptVerdict::duplicate;
    REQUIRE(takeReceipt(here.store, bureau.signedReceipt(copy), later));
    CHECK(lastReceipts(here.store)->at(here.draft).verdict == ReceiptVerdict::duplicate);
    REQUIRE(takeReceipt(here.store, bureau.signedReceipt(returned()), later));
    REQUIRE(takeReceipt(here.store, bureau.signedReceipt(accepted()), later));
    CHECK(lastReceipts(here.store)->at(here.draft) == ReceiptSummary{ReceiptVerdict::returned, "", noon, 0});
    auto stranger = accepted();
    stranger.identity = sha256("another");
    CHECK(takeReceipt(here.store, bureau.signedReceipt(stranger), later).error().code == error::receiptOfNothingHere);
}

TEST_CASE("a refused file is known again by its digest", "[store][answers]") {
    TemporaryFolder const folder;
    auto store = draftStore(folder);
    auto const draft = addDraft(store, draftFiling(draftEdition(), unit));
    REQUIRE(writeFile(folder / "sample.zbs", std::string_view{"file"}));
    REQUIRE(store.recordSeal(draft, {sha256("identity"), toText(folder / "sample.zbs"), noon}));
    AnsweringBureau bureau;
    REQUIRE(trustAuthority(store, unit, bureau.authority.certificate, noon));
    auto refused = accepted();
    refused.identity.reset();
    refused.formSet.clear();
    refused.period.clear();
    refused.version = 0;
    refused.verdict = ReceiptVerdict::refused;
    refused.refusal = ReceiptRefusal{"key-not-pinned", "signer.cer", {{"unit", unit}}};
    auto const taken = takeReceipt(store, bureau.signedReceipt(refused), later);
    REQUIRE(taken);
    CHECK(taken->draft.id == draft);
    CHECK(lastReceipts(store)->at(draft).verdict == ReceiptVerdict::refused);
}

TEST_CASE("receipts and the bureau's authority survive a restart and go with the hand-over file", "[store][answers]") {
    Sealed here;
    AnsweringBureau bureau;
    REQUIRE(trustAuthority(here.store, unit, bureau.authority.certificate, noon));
    REQUIRE(takeReceipt(here.store, bureau.signedReceipt(returned()), later));
    {
        auto again = draftStore(here.folder);
        CHECK(lastReceipts(again)->at(here.draft).verdict == ReceiptVerdict::returned);
    }
    auto const file = writeHandover(here.store, here.folder / "data", "", FixedClock{later});
    REQUIRE(file);
    TemporaryFolder const there;
    auto store = draftStore(there);
    for (int time = 0; time < 2; ++time) {
        REQUIRE(takeOver(store, there / "data", *file, "", later));
        CHECK(trustedAuthority(store, unit).value() == bureau.authority.certificate);
        REQUIRE(lastReceipts(store)->size() == 1);
        CHECK(lastReceipts(store)->begin()->second.verdict == ReceiptVerdict::returned);
    }
}
