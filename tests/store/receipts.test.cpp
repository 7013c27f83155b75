#include "store/receipts.h"

#include <set>

#include "intake/judge.h"
#include "store/bureau_ledger.h"
#include "store/certificates.h"
#include "store/counting.h"
#include "store/decisions.h"
#include "store/event_log.h"
#include "store/lists.h"
#include "store/verify.h"

#include "support/arrivals.h"
#include "support/bureaus.h"
#include "support/catch.h"
#include "support/forger.h"
#include "support/signers.h"
#include "support/submissions.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using test::ArrivalBuilder;

namespace {

FixedClock const clockOfBureau{test::dayOfArrival};

/// A bureau with an authority, and its own signer.
struct Fixture {
    test::Submissions submissions;
    test::TemporaryFolder folder;
    BureauDatabase database = test::makeBureau(folder / "bureau.db");
    FileKeySigner bureau = test::addCertificates(database, "91999999MA0000023Y");

    [[nodiscard]] std::vector<Receipt> issue(std::size_t limit = 500) {
        std::vector<Receipt> receipts;
        auto const authority = authorityOf(database).value();
        auto const all = issueReceipts(database, bureau, clockOfBureau, "0.1.0", limit).value();
        for (auto const& issued : all) receipts.push_back(readReceipt(issued.bytes, authority).value());
        return receipts;
    }
    /// What became of the newest receipts: "1 received findings".
    [[nodiscard]] std::vector<std::string> told() {
        std::vector<std::string> texts;
        for (auto const& receipt : issue()) texts.push_back(std::to_string(receipt.version) + " " + std::string{nameOf(receipt.verdict)} + (receipt.waits.empty() ? "" : " " + receipt.waits));
        return texts;
    }
    [[nodiscard]] std::size_t problems() const { return verify(database, submissions.library(), {})->problems.size(); }
    /// Really sealed and taken in.
    Digest takeIn(Filing const& filing) {
        auto const sealed = submissions.seal(filing);
        auto const data = test::judgingData();
        Judge const judge{submissions.library(), data.schedule, data.rates};
        BureauLedger ledger{database};
        REQUIRE(ledger.receive({judge.judge("样例.zbs", sealed.bytes, test::dayOfArrival).value()}));
        return sealed.identity;
    }
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("what arrives gets a receipt once, bound to the file, with the key, the moment and the ledger's head", "[store][receipts]") {
    Fixture f;
    auto const filing = ArrivalBuilder{1}.make();
    auto const refused = RefusedFile{"a.zbs", sha256("a"), Error{error::keyNotPinned, {"signer.cer"}, {{"unit", exampleUnitCode(2).text()}}}, test::dayOfArrival};
    test::receiveEach(f.database, {filing, refused});
    auto const head = headOf(f.database.connection()).value();
    auto const receipts = f.issue();
    REQUIRE(receipts.size() == 2);
    auto const& taken = receipts[0];
    CHECK(taken.verdict == ReceiptVerdict::accepted);
    CHECK(taken.file == filing.packageDigest);
    CHECK(taken.identity == filing.identity);
    CHECK(taken.unit == exampleUnitCode(1).text());
    CHECK(taken.formSet == "quarterly");
    CHECK(taken.period == "2017Q1");
    CHECK(taken.version == 1);
    CHECK(taken.arrived == test::dayOfArrival);
    CHECK(taken.key == filing.signer);
    CHECK(taken.certificate.empty());
    CHECK(taken.event == head.number);
    CHECK(taken.head == head.digest);
    CHECK(receipts[1].verdict == ReceiptVerdict::refused);
    CHECK(receipts[1].unit == exampleUnitCode(2).text());
    CHECK(receipts[1].file == sha256("a"));
    CHECK(receipts[1].refusal == ReceiptRefusal{"key-not-pinned", "signer.cer", {{"unit", exampleUnitCode(2).text()}}});
    CHECK_FALSE(receipts[1].identity);
    CHECK(f.issue().empty());
    CHECK(issuedReceipts(f.database, "", 0, 10)->size() == 2);
    CHECK(issuedReceipts(f.database, exampleUnitCode(2).text(), 0, 10)->size() == 1);
    CHECK(issuedReceipts(f.database, "", 1, 10)->front().name == "refused_00000002.zbh");
}

TEST_CASE("a receipt says what a version waits for, and another follows when that has changed", "[store][receipts]") {
    Fixture f;
    auto const first = ArrivalBuilder{1}.finding("query", false).make();
    test::receiveEach(f.database, {first});
    auto const receipts = f.issue();
    REQUIRE(receipts.size() == 1);
    CHECK(receipts[0].verdict == ReceiptVerdict::received);
    CHECK(receipts[0].waits == "findings");
    REQUIRE(receipts[0].findings.size() == 1);
    CHECK(receipts[0].findings[0].level == "query");
    REQUIRE(acceptVersion(f.database, 1, "已电话核实", test::dayOfArrival, "bureau"));
    CHECK(f.told() == Texts{"1 accepted"});
    auto const third = ArrivalBuilder{1}.version(3, sha256("second")).amount(7).make();
    test::receiveEach(f.database, {third});
    CHECK(f.told() == Texts{"3 received predecessor"});
    auto const rival = ArrivalBuilder{1}.amount(9).make();
    test::receiveEach(f.database, {rival});
    CHECK(f.told() == Texts{"1 received fork", "1 received fork"});
    CHECK(f.issue().empty());
}

TEST_CASE("under the policy manual a clean filing waits for the decision", "[store][receipts]") {
    Fixture f;
    REQUIRE(f.database.setAcceptancePolicy(AcceptancePolicy::manual, test::dayOfArrival, "bureau"));
    test::receiveEach(f.database, {ArrivalBuilder{1}.make()});
    CHECK(f.told() == Texts{"1 received decision"});
}

TEST_CASE("a version that is sent back leaves the totals, keeps its figures, and its unit is told the cells", "[store][receipts]") {
    Fixture f;
    auto const filing = f.submissions.filing(1, "2017Q1");
    auto const identity = f.takeIn(filing);
    CHECK(test::totalsIn(f.database).size() == 3);
    CHECK(f.told() == Texts{"1 accepted"});
    auto const before = readVersion(f.database, 1).value();
    std::vector<ReturnReason> const reasons{{{{"form2", 0, "total"}, {"form2", 2, "mode1"}}, "与合同不符"}};
    REQUIRE(sendBack(f.database, f.submissions.library(), 1, "请核对", reasons, test::dayOfArrival, "bureau"));
    CHECK(test::totalsIn(f.database).empty());
    auto const after = readVersion(f.database, 1).value();
    CHECK(after.entry.state == VersionState::returned);
    CHECK(after.package == before.package);
    CHECK(after.findings == before.findings);
    auto const receipts = f.issue();
    REQUIRE(receipts.size() == 1);
    CHECK(receipts[0].verdict == ReceiptVerdict::returned);
    CHECK(receipts[0].text == "请核对");
    CHECK(receipts[0].reasons == reasons);
    CHECK(sendBack(f.database, f.submissions.library(), 1, "请核对", {}, test::dayOfArrival, "bureau").error().code == error::versionIsReturned);
    CHECK(f.problems() == 0);

    // The next version counts by itself, and the bureau may change its mind about the first as long as there is none.
    SECTION("the unit files another version") {
        f.takeIn(f.submissions.correction(filing, identity, 5));
        CHECK(test::totalsIn(f.database).size() == 3);
        CHECK(f.told() == Texts{"2 accepted"});
    }
    SECTION("the bureau accepts it after all") {
        REQUIRE(acceptVersion(f.database, 1, "核对无误", test::dayOfArrival, "bureau"));
        CHECK(f.told() == Texts{"1 accepted"});
        REQUIRE(sendBack(f.database, f.submissions.library(), 1, "再核对", {}, test::dayOfArrival, "bureau"));
        auto const again = f.issue();
        REQUIRE(again.size() == 1);
        CHECK(again[0].reasons.empty());
    }
    CHECK(f.problems() == 0);
}

TEST_CASE("a version is sent back with words, about cells that it has", "[store][receipts]") {
    Fixture f;
    f.takeIn(f.submissions.filing(1, "2017Q1"));
    auto const refusal = [&](std::string const& text, std::vector<ReturnReason> const& reasons, std::int64_t version = 1) {
        return sendBack(f.database, f.submissions.library(), version, text, reasons, test::dayOfArrival, "bureau").error();
    };
    CHECK(refusal("　", {}).code == error::returnReasonMissing);
    CHECK(refusal("样例", {{{{"form2", 0, "total"}}, " "}}).code == error::returnReasonMissing);
    CHECK(refusal("", {{{{"form2", 3, "total"}}, "样例"}}) == Error{error::returnCellUnknown, {}, {{"cell", "form2/4/total"}}});
    CHECK(refusal("", {{{{"form2", 0, "totals"}}, "样例"}}).arguments.at("cell") == "form2/1/totals");
    CHECK(refusal("", {{{{"form9", 0, ""}}, "样例"}}).arguments.at("cell") == "form9/1");
    CHECK(refusal("样例", {}, 9).code == error::versionUnknown);
    CHECK(f.database.connection().integer("SELECT count(*) FROM decision WHERE kind = 'returned'").value() == 0);
}

TEST_CASE("a filing that was there already gets the answer that it is a duplicate, and no second place in the ledger", "[store][receipts]") {
    Fixture f;
    auto const filing = f.submissions.filing(1, "2017Q1");
    f.takeIn(filing);
    CHECK(f.told() == Texts{"1 accepted"});
    // The same filing sealed again: another signature, so another file.
    auto const again = f.submissions.seal(filing);
    auto const later = Moment{test::dayOfArrival.seconds + 60};
    auto const issued = issueDuplicateReceipt(f.database, again.bytes, later, f.bureau, clockOfBureau, "0.1.0");
    REQUIRE(issued);
    auto const receipt = readReceipt(issued->bytes, authorityOf(f.database).value()).value();
    CHECK(receipt.verdict == ReceiptVerdict::duplicate);
    CHECK(receipt.file == sha256(again.bytes));
    CHECK(receipt.identity == again.identity);
    CHECK(receipt.arrived == later);
    CHECK(f.issue().empty());
    CHECK(f.database.connection().integer("SELECT count(*) FROM filing_version").value() == 1);
    CHECK(f.problems() == 0);
    CHECK(issueDuplicateReceipt(f.database, f.submissions.seal(f.submissions.filing(2, "2017Q1")).bytes, later, f.bureau, clockOfBureau, "0.1.0").error().code == error::fileNeverArrived);
}

TEST_CASE("receipts are issued in portions, older files first", "[store][receipts]") {
    Fixture f;
    std::vector<Arrival> arrivals;
    for (unsigned unit = 1; unit <= 5; ++unit) arrivals.emplace_back(ArrivalBuilder{unit}.make());
    test::receiveEach(f.database, arrivals);
    CHECK(f.issue(2).size() == 2);
    auto const next = f.issue(2);
    REQUIRE(next.size() == 2);
    CHECK(next[0].unit == exampleUnitCode(3).text());
    CHECK(f.issue(2).size() == 1);
    CHECK(f.issue(2).empty());
}

TEST_CASE("only the bureau's own certificate signs receipts, as long as it is not revoked", "[store][receipts]") {
    Fixture f;
    test::receiveEach(f.database, {ArrivalBuilder{1}.make()});
    auto stranger = test::signerOf("91999999MA0000023Y");
    auto unit = test::signerOf(exampleUnitCode(1).text());
    CHECK(issueReceipts(f.database, stranger, clockOfBureau, "0.1.0").error().code == error::certificateNotIssued);
    CHECK(issueReceipts(f.database, unit, clockOfBureau, "0.1.0").error().code == error::exchangeNotOfBureau);
    REQUIRE(revokeCertificate(f.database, serialOf(f.bureau.certificate()), "样例", test::dayOfArrival, "authority"));
    CHECK(issueReceipts(f.database, f.bureau, clockOfBureau, "0.1.0").error().code == error::certificateIsRevoked);
    CHECK(f.database.connection().integer("SELECT count(*) FROM receipt").value() == 0);
}

TEST_CASE("verification finds receipts that were exchanged, and reasons that were altered, though the chain fits", "[store][receipts][verify]") {
    Fixture f;
    test::receiveEach(f.database, {ArrivalBuilder{1}.make(), ArrivalBuilder{2}.make()});
    REQUIRE(sendBack(f.database, f.submissions.library(), 1, "样例", {{{}, "样例"}}, test::dayOfArrival, "bureau"));
    REQUIRE(f.issue().size() == 2);
    // The copy that is forged is of the file alone.
    REQUIRE(f.database.connection().executeScript("PRAGMA wal_checkpoint(TRUNCATE)"));
    auto const codesAfter = [&](std::string const& sql, bool mended) {
        test::forge(f.folder / "bureau.db", f.folder / "forged.db", sql);
        if (mended) test::mendChain(f.folder / "forged.db");
        auto const forged = test::openBureau(f.folder / "forged.db");
        std::set<std::string> codes;
        auto const report = verify(forged, f.submissions.library(), {}).value();
        for (auto const& problem : report.problems) codes.emplace(problem.code.name());
        return codes;
    };
    CHECK(codesAfter("UPDATE return_reason SET text = '别的'", false).contains("ledger-rows-altered"));
    CHECK(codesAfter("UPDATE receipt SET version_id = 3 - version_id", true).contains("ledger-receipt-contradicts"));
    CHECK(codesAfter("UPDATE receipt SET unit = 'x' WHERE receipt_id = 1", true).contains("ledger-receipt-contradicts"));
    CHECK(codesAfter("UPDATE receipt SET bytes = zeroblob(9) WHERE receipt_id = 1", true).contains("ledger-receipt-contradicts"));
}

TEST_CASE("what nobody has processed is taken back without a decision, and what was accepted is not", "[store][receipts]") {
    Fixture f;
    REQUIRE(f.database.setAcceptancePolicy(AcceptancePolicy::manual, test::dayOfArrival, "bureau"));
    auto const filing = f.submissions.filing(1, "2017Q1");
    auto const identity = f.takeIn(filing);
    bool const isProcessed = GENERATE(false, true);
    if (isProcessed) REQUIRE(acceptVersion(f.database, 1, "核对无误", test::dayOfArrival, "bureau"));
    f.takeIn(test::Submissions::withdrawal(filing, identity));
    CHECK(f.told() == (isProcessed ? Texts{"1 accepted", "2 received decision"} : Texts{"1 received decision", "2 withdrawn"}));
    CHECK(test::totalsIn(f.database).empty() != isProcessed);
    CHECK(f.problems() == 0);
}
