#include "store/handover.h"

#include <map>

#include "base/file.h"
#include "package/zip_container.h"
#include "store/draft_attachments.h"
#include "store/migrations.h"
#include "support/catch.h"
#include "support/draft_stores.h"
#include "trust/unit_keys.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::string const unit = "91999999MA00000001";
constexpr std::string_view passphrase = "样例口令一二三四";
FixedClock const handoverClock{Moment{1'500'000'000}};

/// A computer with a store and a data folder.
struct Computer {
    TemporaryFolder folder;
    DraftStore store = draftStore(folder);

    void makeKey() {
        std::filesystem::create_directories(folder / "keys");
        auto const files = unitKeyFiles(folder.path(), unit);
        auto const keys = makeUnitKeys({unit, "样例"}, handoverClock);
        REQUIRE(keys);
        REQUIRE(writeUnitKeys(*keys, files.key, files.certificate));
    }
    [[nodiscard]] Bytes written() {
        auto file = writeHandover(store, folder.path(), passphrase, handoverClock);
        REQUIRE(file);
        return *std::move(file);
    }
    [[nodiscard]] Result<HandoverReport> take(BytesView file, std::string_view words = passphrase) {
        return takeOver(store, folder.path(), file, words, handoverClock.now());
    }
    [[nodiscard]] std::string filingOf(std::string_view period) {
        auto const entry = store.find(unit, "quarterly", period).value();
        REQUIRE(entry);
        return toText(toJson(store.load(entry->id, draftEdition()).value(), draftEdition()));
    }
};

std::int64_t countIn(DraftStore& store, std::string const& table) {
    return store.connection().integer("SELECT count(*) FROM " + table).value().value_or(0);
}

void addLedgerLine(DraftStore& store, std::int64_t draft) {
    REQUIRE(store.connection().execute("INSERT INTO ledger_line (draft_id, form, number, file, sheet, row, date, document, customer, service, partner, remark, amount_text, "
                                       "currency, amount, row_key, mode, affiliated, digital, outcome) VALUES (?1, 'form2', 1, 'f', 's', 2, '', '', '样例客户', '', '', '', '1', 'USD', "
                                       "'1.00', '[]', '', 0, 0, 'taken')",
                                       {draft}));
}

}  // namespace

TEST_CASE("everything on one computer is on the next after the hand-over", "[store][handover]") {
    Computer before;
    before.makeKey();
    REQUIRE(before.store.saveUnit(unit, "样例公司", noon));
    auto const first = addDraft(before.store);
    REQUIRE(addAttachment(before.store, first, "合同.pdf", "样例附件", noon));
    addLedgerLine(before.store, first);
    REQUIRE(before.store.recordSeal(first, {sha256("first"), "one.zbs", noon}));
    addDraft(before.store, draftWith("2017Q2", 77));
    REQUIRE(before.store.connection().execute("INSERT INTO ledger_mapping (unit, form, mapping, changed_at) VALUES (?1, 'form2', '{}', 1)", {std::string_view{unit}}));
    auto const file = before.written();
    CHECK(file.find("PRIVATE KEY") != Bytes::npos);
    CHECK(file.find("BEGIN PRIVATE KEY") == Bytes::npos);

    auto const contents = readHandover(file).value();
    CHECK(contents.units == std::vector<HandoverContents::Unit>{{unit, "样例公司", true}});
    CHECK(contents.drafts == 1);
    CHECK(contents.sealed == 1);

    Computer after;
    auto const report = after.take(file);
    REQUIRE(report);
    CHECK(report->taken == 2);
    CHECK(report->setAside == 0);
    CHECK(report->keysTaken == 1);
    CHECK(after.filingOf("2017Q1") == before.filingOf("2017Q1"));
    CHECK(after.filingOf("2017Q2") == before.filingOf("2017Q2"));
    auto const sealed = after.store.findSealed(unit, "quarterly", "2017Q1").value();
    REQUIRE(sealed);
    CHECK(sealed->unitName == "样例公司");
    CHECK(sealed->seal->identity == sha256("first"));
    CHECK(readAttachments(after.store, sealed->id).value().front().bytes == "样例附件");
    CHECK(countIn(after.store, "ledger_line") == 1);
    CHECK(countIn(after.store, "ledger_mapping") == 1);
    CHECK(readFile(unitKeyFiles(after.folder.path(), unit).certificate).value() == readFile(unitKeyFiles(before.folder.path(), unit).certificate).value());
    CHECK_FALSE(std::filesystem::exists(after.folder / "hand-over.part"));

    // The same file again brings nothing new.
    auto const again = after.take(file);
    REQUIRE(again);
    CHECK(again->taken == 0);
    CHECK(again->same == 2);
    CHECK(again->keysSame == 1);
}

TEST_CASE("a draft that would be overwritten stays, and the other is set aside whole", "[store][handover]") {
    Computer before;
    auto const theirs = addDraft(before.store, draftWith("2017Q1", 100));
    REQUIRE(addAttachment(before.store, theirs, "合同.pdf", "样例附件", noon));
    auto const file = before.written();

    Computer after;
    addDraft(after.store, draftWith("2017Q1", 200));
    auto const here = after.filingOf("2017Q1");
    auto const report = after.take(file);
    REQUIRE(report);
    CHECK(report->taken == 0);
    CHECK(report->setAside == 1);
    CHECK(after.filingOf("2017Q1") == here);
    auto const aside = setAsideVersions(after.store).value();
    REQUIRE(aside.size() == 1);
    CHECK(aside.front().period == "2017Q1");
    CHECK_FALSE(aside.front().identity);
    CHECK(readSetAside(after.store, aside.front().id, draftEdition()).value() == draftWith("2017Q1", 100));
    CHECK(after.store.connection().integer("SELECT count(*) FROM set_aside_attachment WHERE title = '合同.pdf'").value() == 1);
    CHECK(after.take(file)->setAside == 0);

    // What is set aside goes on to the next computer too.
    Computer third;
    REQUIRE(third.take(after.written()));
    CHECK(setAsideVersions(third.store).value().size() == 1);
    CHECK(third.store.connection().integer("SELECT count(*) FROM set_aside_attachment").value() == 1);
}

TEST_CASE("a sealed version takes its place, and the draft that stood there is set aside", "[store][handover]") {
    Computer before;
    auto const sealed = addDraft(before.store, draftWith("2017Q1", 100));
    REQUIRE(before.store.recordSeal(sealed, {sha256("first"), "one.zbs", noon}));
    Computer after;
    auto const draft = addDraft(after.store, draftWith("2017Q1", 200));
    REQUIRE(addAttachment(after.store, draft, "草稿.pdf", "样例附件", noon));
    addLedgerLine(after.store, draft);
    auto const report = after.take(before.written());
    REQUIRE(report);
    CHECK(report->setAside == 1);
    CHECK(after.filingOf("2017Q1") == before.filingOf("2017Q1"));
    CHECK(after.store.findSealed(unit, "quarterly", "2017Q1").value());
    auto const aside = setAsideVersions(after.store).value();
    REQUIRE(aside.size() == 1);
    CHECK(readSetAside(after.store, aside.front().id, draftEdition()).value() == draftWith("2017Q1", 200));
    CHECK(countIn(after.store, "set_aside_attachment") == 1);
    CHECK(countIn(after.store, "set_aside_ledger_line") == 1);
    CHECK(countIn(after.store, "ledger_line") == 0);
}

TEST_CASE("two sealed versions with one number are both kept", "[store][handover]") {
    Computer before;
    REQUIRE(before.store.recordSeal(addDraft(before.store, draftWith("2017Q1", 100)), {sha256("one"), "one.zbs", noon}));
    Computer after;
    REQUIRE(after.store.recordSeal(addDraft(after.store, draftWith("2017Q1", 200)), {sha256("other"), "other.zbs", noon}));
    REQUIRE(after.take(before.written()));
    CHECK(after.store.findSealed(unit, "quarterly", "2017Q1").value()->seal->identity == sha256("other"));
    CHECK(setAsideVersions(after.store).value().front().identity == sha256("one"));
}

TEST_CASE("a wrong passphrase changes nothing, and a short one is refused when writing", "[store][handover]") {
    Computer before;
    before.makeKey();
    addDraft(before.store);
    CHECK(writeHandover(before.store, before.folder.path(), "short", handoverClock).error().code == error::handoverPassphraseShort);
    auto const file = before.written();
    Computer after;
    CHECK(after.take(file, "样例口令五六七八").error().code == error::keyPassphraseWrong);
    CHECK(after.take(file, "").error().code == error::keyPassphraseMissing);
    CHECK(after.store.newest().value().empty());
    CHECK_FALSE(std::filesystem::exists(unitKeyFiles(after.folder.path(), unit).key));
}

TEST_CASE("without keys no passphrase is asked for", "[store][handover]") {
    Computer before;
    addDraft(before.store);
    auto const file = writeHandover(before.store, before.folder.path(), {}, handoverClock);
    REQUIRE(file);
    Computer after;
    CHECK(after.take(*file, {})->taken == 1);
}

TEST_CASE("another key of the same unit is put beside the one that is here", "[store][handover]") {
    Computer before;
    before.makeKey();
    addDraft(before.store);
    Computer after;
    after.makeKey();
    auto const files = unitKeyFiles(after.folder.path(), unit);
    auto const own = readFile(files.key).value();
    auto const report = after.take(before.written());
    REQUIRE(report);
    CHECK(report->keysTaken == 0);
    REQUIRE(report->keysSetAside.size() == 1);
    CHECK(readFile(files.key).value() == own);
    CHECK(std::filesystem::exists(report->keysSetAside.front()));
}

TEST_CASE("keys for connections, waiting and former keys go along, and stay under their passphrase", "[store][handover]") {
    Computer before;
    REQUIRE(before.store.saveUnit(unit, "样例公司", noon));
    REQUIRE(makeKeyFolder(unitKeyFiles(before.folder.path(), unit)));
    auto const make = [&](std::string const& slot, KeyUse use) {
        auto const files = unitKeyFiles(before.folder.path(), slot);
        REQUIRE(writeUnitKeys(makeUnitKeys({unit, "样例"}, handoverClock, Algorithm::ecdsaP256Sha256, use).value(), files.key, files.certificate, passphrase));
    };
    std::pair<std::string, KeyUse> const slots[] = {
        {unit, KeyUse::signing}, {unit + ".connection", KeyUse::connection}, {unit + ".asked-0011223344556677", KeyUse::signing}, {unit + ".former-8899aabbccddeeff", KeyUse::signing}};
    for (auto const& [slot, use] : slots) make(slot, use);
    make(unit + ".other-2", KeyUse::signing);
    CHECK(writeHandover(before.store, before.folder.path(), "另外一个口令九十", handoverClock).error().code == error::handoverPassphraseOther);
    auto const file = before.written();
    CHECK(readHandover(file)->units.front().isProtected);
    Computer after;
    CHECK(after.take(file)->keysTaken == 4);
    for (auto const& [slot, use] : slots) {
        INFO(slot);
        auto const files = unitKeyFiles(after.folder.path(), slot);
        CHECK(isProtected(files));
        auto const keys = readUnitKeys(files, passphrase, use);
        REQUIRE(keys);
        REQUIRE(*keys);
        CHECK((*keys)->certificate == readUnitCertificate(unitKeyFiles(before.folder.path(), slot), use).value().value());
    }
    CHECK_FALSE(std::filesystem::exists(unitKeyFiles(after.folder.path(), unit + ".other-2").key));
    // The certificate that came for the same key since goes along too.
    auto const renewed = selfSignedCertificate(readUnitKeys(unitKeyFiles(before.folder.path(), unit), passphrase).value()->key, {unit, "样例"},
                                               {Moment{handoverClock.now().seconds + 1}, Moment{handoverClock.now().seconds + 99}})
                             .value();
    REQUIRE(writeFile(unitKeyFiles(before.folder.path(), unit).certificate, renewed.toPem()));
    CHECK(after.take(before.written())->keysSame == 4);
    CHECK(readUnitCertificate(unitKeyFiles(after.folder.path(), unit)).value() == renewed);
}

TEST_CASE("keys of several computers are set aside each once, however often their files are taken", "[store][handover]") {
    Computer first;
    first.makeKey();
    addDraft(first.store);
    Computer second;
    second.makeKey();
    addDraft(second.store);
    Computer here;
    here.makeKey();
    auto const keyOf = [](Computer& computer, std::string const& name) {
        return Certificate::read(readFile(unitKeyFiles(computer.folder.path(), name).certificate).value()).value().keyFingerprint();
    };
    auto const own = keyOf(here, unit);
    auto const fileOfFirst = first.written();
    REQUIRE(here.take(fileOfFirst)->keysSetAside.size() == 1);
    REQUIRE(here.take(second.written())->keysSetAside.size() == 1);
    CHECK(keyOf(here, unit) == own);
    CHECK(keyOf(here, unit + ".other-2") == keyOf(first, unit));
    CHECK(keyOf(here, unit + ".other-3") == keyOf(second, unit));
    auto const again = here.take(fileOfFirst);
    REQUIRE(again);
    CHECK(again->keysSetAside.empty());
    CHECK(again->keysSame == 1);
    CHECK_FALSE(std::filesystem::exists(unitKeyFiles(here.folder.path(), unit + ".other-4").key));

    // Those that were set aside stay where they are.
    Computer next;
    auto const taken = next.take(here.written());
    REQUIRE(taken);
    CHECK(taken->keysTaken == 1);
    CHECK(taken->keysSetAside.empty());
    CHECK(keyOf(next, unit) == own);
}

TEST_CASE("a file with any byte changed or cut off is refused before anything is taken", "[store][handover]") {
    Computer before;
    before.makeKey();
    addDraft(before.store);
    auto const file = before.written();
    Computer after;
    for (std::size_t i = 0; i < file.size(); i += 97) {
        auto damaged = file;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x20);
        INFO(i);
        CHECK_FALSE(after.take(damaged));
    }
    for (auto const length : {std::size_t{0}, std::size_t{10}, file.size() / 2, file.size() - 1}) CHECK_FALSE(after.take(BytesView{file}.substr(0, length)));
    CHECK(after.store.newest().value().empty());
    CHECK_FALSE(std::filesystem::exists(unitKeyFiles(after.folder.path(), unit).key));
}

TEST_CASE("a hand-over file of a newer program is refused by its number", "[store][handover]") {
    Computer before;
    addDraft(before.store);
    REQUIRE(before.store.connection().executeScript("PRAGMA user_version = 99"));
    Computer after;
    CHECK(after.take(before.written()).error().code == error::databaseNewer);
    CHECK(after.store.newest().value().empty());
}
