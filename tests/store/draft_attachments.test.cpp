#include "store/draft_attachments.h"

#include "package/seal.h"
#include "support/catch.h"
#include "support/draft_stores.h"

using namespace zhibao;
using namespace zhibao::test;

TEST_CASE("a file that goes with a draft comes back byte for byte with its digest", "[store][draft_attachments]") {
    TemporaryFolder const folder;
    auto store = draftStore(folder);
    auto const draft = addDraft(store);
    Bytes const bytes{"\0合同\xFF", 9};
    REQUIRE(addAttachment(store, draft, "合同.PDF", bytes, noon));
    auto const list = attachmentsOf(store, draft).value();
    REQUIRE(list.size() == 1);
    CHECK(list.front() == DraftAttachment{1, "合同.PDF", bytes.size(), sha256(bytes)});
    auto const read = readAttachments(store, draft).value();
    REQUIRE(read.size() == 1);
    CHECK(read.front() == Attachment{"01.pdf", "合同.PDF", bytes});
}

TEST_CASE("limits of number and size are told when a file is added", "[store][draft_attachments]") {
    TemporaryFolder const folder;
    auto store = draftStore(folder);
    auto const draft = addDraft(store);
    AttachmentLimits const limits{.files = 2, .bytesEach = 8, .bytesTogether = 12};
    auto const add = [&](std::string const& title, std::string const& bytes) { return addAttachment(store, draft, title, bytes, noon, limits); };
    CHECK(add("a.txt", "").error().code == error::attachmentEmpty);
    CHECK(add("a.txt", "123456789").error().code == error::attachmentTooLarge);
    CHECK(add("a\n.txt", "1").error().code == error::attachmentTitle);
    REQUIRE(add("a.txt", "12345678"));
    CHECK(add("b.txt", "12345678").error().code == error::attachmentTwice);
    CHECK(add("b.txt", "87654321").error().code == error::attachmentsTooLarge);
    REQUIRE(add("b.txt", "4321"));
    CHECK(add("c.txt", "1").error().code == error::attachmentsTooMany);
    REQUIRE(removeAttachment(store, draft, 1));
    CHECK(removeAttachment(store, draft, 1).error().code == error::attachmentUnknown);
    CHECK(add("c.txt", "1").value() == 3);
}

TEST_CASE("attachments of a sealed version do not change, and its correction begins with them", "[store][draft_attachments]") {
    TemporaryFolder const folder;
    auto store = draftStore(folder);
    auto const draft = addDraft(store);
    REQUIRE(addAttachment(store, draft, "合同.pdf", "样例", noon));
    REQUIRE(store.recordSeal(draft, {sha256("first"), "one.zbs", noon}));
    CHECK(addAttachment(store, draft, "b.pdf", "b", noon).error().code == error::draftSealed);
    CHECK(removeAttachment(store, draft, 1).error().code == error::draftSealed);
    CHECK_FALSE(store.connection().execute("DELETE FROM attachment"));
    auto const next = store.addCorrection(draft, draftEdition(), noon).value();
    CHECK(readAttachments(store, next).value().front().bytes == "样例");
    REQUIRE(store.recordSeal(next, {sha256("second"), "two.zbs", noon}));
    auto const withdrawal = store.addWithdrawal(next, draftEdition(), noon).value();
    CHECK(attachmentsOf(store, withdrawal).value().empty());
    CHECK(store.load(withdrawal, draftEdition()).value().header.kind == FilingKind::withdrawal);
}

TEST_CASE("an attachment that was altered behind the program's back is noticed", "[store][draft_attachments]") {
    TemporaryFolder const folder;
    auto store = draftStore(folder);
    auto const draft = addDraft(store);
    REQUIRE(addAttachment(store, draft, "合同.pdf", "样例", noon));
    REQUIRE(store.connection().executeScript("DROP TRIGGER attachment_stays; UPDATE attachment SET bytes = x'00'"));
    CHECK(readAttachments(store, draft).error().code == error::attachmentAltered);
}
