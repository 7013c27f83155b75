#include "store/bureau_remarks.h"

#include "register/credit_code.h"
#include "support/answering_bureau.h"
#include "support/draft_stores.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::string const unit = exampleUnitCode(1).text();

Row row(std::string const& item, std::int64_t hundredths) {
    return Row{{Cell{item}, Cell{Money::ofHundredths(hundredths)}}};
}

/// As in the real editions, where an item names its row.
Edition editionWithKey() {
    auto edition = draftEdition();
    edition.forms.front().columns.front().role = ColumnRole::key;
    return edition;
}

/// A version of three rows that was returned with a reason at the second total, an open query at the third, and words about the whole.
struct Returned {
    Edition edition = editionWithKey();
    TemporaryFolder folder;
    DraftStore store = draftStore(folder);
    AnsweringBureau bureau;
    std::int64_t sealed = 0;
    Receipt receipt;

    Returned() {
        auto filing = draftFiling(edition, unit);
        filing.forms.front().rows = {row("咨询", 100), row("运输", 200), row("旅行", 300)};
        sealed = addDraft(store, filing);
        REQUIRE(store.recordSeal(sealed, {sha256("identity"), "sample.zbs", noon}));
        REQUIRE(trustAuthority(store, unit, bureau.authority.certificate, noon));
        receipt = returnedReceipt(store.entry(sealed).value(), noon);
        receipt.text = "请核对后重报";
        receipt.reasons = {{{{"form2", 1, "total"}}, "比上季多二十倍"}};
        receipt.findings = {{"B11", "query", {{"form2", 2, "total"}}, {}, {"波动较大", "It moved much"}}};
    }
    void take() { REQUIRE(takeReceipt(store, bureau.signedReceipt(receipt), later)); }
    [[nodiscard]] std::vector<BureauRemark> remarks(std::int64_t draft) {
        auto const entry = store.entry(draft).value();
        auto const answered = answeredVersion(store, entry, edition);
        REQUIRE(answered);
        if (!*answered) return {};
        CHECK((*answered)->version == 1);
        CHECK((*answered)->receipt.arrived == noon);
        return bureauRemarks(**answered, store.load(draft, edition).value(), edition);
    }
    /// The correction with other rows and explanations.
    std::int64_t corrected(std::vector<Row> rows, std::vector<Explanation> explanations = {}) {
        auto const draft = store.addCorrection(sealed, edition, later).value();
        auto filing = store.load(draft, edition).value();
        filing.forms.front().rows = std::move(rows);
        filing.explanations = std::move(explanations);
        REQUIRE(store.save(draft, filing, edition, later));
        return draft;
    }
};

}  // namespace

TEST_CASE("a returned version shows the bureau's words, its reasons and the open queries at their cells", "[store][answers]") {
    Returned here;
    CHECK(here.remarks(here.sealed).empty());
    here.take();
    auto const remarks = here.remarks(here.sealed);
    REQUIRE(remarks.size() == 3);
    CHECK(remarks[0] == BureauRemark{{}, {"请核对后重报", "请核对后重报"}, "", "", {}, false});
    CHECK(remarks[1] == BureauRemark{{{"form2", 1, "total"}}, {"比上季多二十倍", "比上季多二十倍"}, "", "", {}, false});
    CHECK(remarks[2] == BureauRemark{{{"form2", 2, "total"}}, {"波动较大", "It moved much"}, "B11", "query", {}, false});
}

TEST_CASE("in the correction a reason follows its row and is answered when the cell changes", "[store][answers]") {
    Returned here;
    here.take();
    auto const moved = here.remarks(here.corrected({row("旅行", 300), row("保险", 5), row("咨询", 100), row("运输", 210)}));
    REQUIRE(moved.size() == 3);
    CHECK(moved[1].cells == std::vector<CellReference>{{"form2", 3, "total"}});
    CHECK(moved[1].isAnswered);
    CHECK(moved[2].cells == std::vector<CellReference>{{"form2", 0, "total"}});
    CHECK_FALSE(moved[2].isAnswered);
    CHECK_FALSE(moved[0].isAnswered);
}

TEST_CASE("a reason about a row that is gone is gone with it", "[store][answers]") {
    Returned here;
    here.take();
    auto const left = here.remarks(here.corrected({row("咨询", 100), row("旅行", 300)}));
    REQUIRE(left.size() == 2);
    CHECK(left[1].rule == "B11");
    CHECK(left[1].cells == std::vector<CellReference>{{"form2", 1, "total"}});
}

TEST_CASE("a new explanation answers the bureau's query at its cell and no other", "[store][answers]") {
    Returned here;
    here.take();
    std::vector<Row> const rows{row("咨询", 100), row("运输", 200), row("旅行", 300)};
    auto const elsewhere = here.corrected(rows, {{"B11", {{"form2", 0, "total"}}, "春节后集中结算"}});
    for (auto const& remark : here.remarks(elsewhere)) CHECK_FALSE(remark.isAnswered);
    auto filing = here.store.load(elsewhere, here.edition).value();
    filing.explanations = {{"B11.2", {{"form2", 2, "total"}}, "春节后集中结算"}};
    REQUIRE(here.store.save(elsewhere, filing, here.edition, later));
    auto const remarks = here.remarks(elsewhere);
    REQUIRE(remarks.size() == 3);
    CHECK_FALSE(remarks[1].isAnswered);
    CHECK(remarks[2].isAnswered);
}

TEST_CASE("what the bureau accepted asks for nothing", "[store][answers]") {
    Returned here;
    here.receipt.verdict = ReceiptVerdict::accepted;
    here.take();
    CHECK(here.remarks(here.sealed).empty());
}
