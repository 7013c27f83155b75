#include "store/unit_registration.h"

#include "package/open.h"
#include "package/seal.h"
#include "register/credit_code.h"
#include "store/bureau_answers.h"
#include "store/handover.h"
#include "support/draft_stores.h"
#include "support/registering_bureau.h"
#include "trust/unit_keys.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::string const unit = exampleUnitCode(1).text();
constexpr Moment april2017{1'491'364'800};

Moment daysAfter(Moment moment, int days) {
    return Moment{moment.seconds + std::int64_t{days} * 86'400};
}

/// A unit's computer on which nothing was done yet but to set the unit up.
struct Computer {
    TemporaryFolder folder;
    DraftStore store = draftStore(folder);
    EditionLibrary library{std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms"};

    Computer() { REQUIRE(store.saveUnit(unit, "样例服务有限公司", april2017)); }
    [[nodiscard]] UnitKeyState state(Moment now = april2017) { return unitKeyState(store, folder.path(), unit, now).value(); }
    [[nodiscard]] Registration says(RegistrationPurpose purpose = RegistrationPurpose::first, std::string const& reason = {}) {
        auto registration = proposedRegistration(store, library, unit).value();
        registration.purpose = purpose;
        registration.reason = reason;
        return registration;
    }
    [[nodiscard]] Result<WrittenRegistration> write(Registration const& registration, std::string_view passphrase = {}, Moment now = april2017) {
        return writeUnitRegistration(store, folder.path(), registration, passphrase, FixedClock{now}, "0.1.0");
    }
    [[nodiscard]] Result<TakenStarter> take(BytesView starter, Moment now = april2017) { return takeStarter(store, folder.path(), library, starter, FixedClock{now}); }
    [[nodiscard]] Certificate signing(std::string_view passphrase = {}) { return presentUnitSigner(folder.path(), unit, passphrase).value().certificate(); }
    /// Registered, with the bureau trusted.
    Bytes begin(RegisteringBureau& bureau) {
        auto const written = write(says());
        REQUIRE(written);
        auto starter = bureau.approve(written->file, april2017);
        REQUIRE(trustAuthority(store, unit, bureau.authority(), april2017));
        REQUIRE(take(starter));
        return starter;
    }
};

}  // namespace

TEST_CASE("a first registration makes keys, and after the starter file filings are signed with the bureau's certificate", "[store][unitregistration]") {
    Computer here;
    RegisteringBureau bureau;
    CHECK(here.state().standing == KeyStanding::none);
    auto const written = here.write(here.says());
    REQUIRE(written);
    CHECK(here.state().standing == KeyStanding::unregistered);
    REQUIRE(here.state().asked);
    CHECK(here.state().asked->registration == written->registration);
    CHECK(here.state().asked->file == written->file);
    CHECK(here.signing().keyFingerprint() == written->registration.key);
    // A form that is stamped already stays true.
    CHECK(here.write(here.says(), {}, daysAfter(april2017, 1))->registration.key == written->registration.key);

    auto const starter = bureau.approve(written->file, daysAfter(april2017, 2));
    CHECK(here.take(starter).error().code == error::bureauNotTrustedYet);
    REQUIRE(trustAuthority(here.store, unit, bureau.authority(), april2017));
    auto const taken = here.take(starter);
    REQUIRE(taken);
    CHECK(taken->isKeyHere);
    CHECK_FALSE(taken->isKeyChanged);
    CHECK(taken->age == NewsAge::newest);
    auto const state = here.state(daysAfter(april2017, 3));
    CHECK(state.standing == KeyStanding::registered);
    CHECK_FALSE(state.asked);
    CHECK(here.signing() == readStarter(starter, unit)->signing);
    auto const connection = readUnitKeys(connectionKeyFiles(here.folder.path(), unit), {}, KeyUse::connection).value();
    REQUIRE(connection);
    CHECK(connection->certificate == *readStarter(starter, unit)->connection);
    CHECK(connection->key.publicKey() == connection->certificate.publicKey());
    CHECK(here.take(starter)->age == NewsAge::same);
    // Who compares the fingerprint once more loses nothing.
    CHECK(trustAndTakeStarter(here.store, here.folder.path(), here.library, starter, FixedClock{april2017})->age == NewsAge::same);
    CHECK(trustedAuthority(here.store, unit).value() == bureau.authority());
}

TEST_CASE("what cannot be said makes no key, and a renewal needs a certificate", "[store][unitregistration]") {
    Computer here;
    auto nameless = here.says();
    nameless.name = " ";
    CHECK(here.write(nameless).error().code == error::registrationNameMissing);
    CHECK(here.write(here.says(RegistrationPurpose::newKey)).error().code == error::registrationReasonMissing);
    CHECK(here.write(here.says(RegistrationPurpose::renewal)).error().code == error::registrationPurposeUnfit);
    CHECK(here.state().standing == KeyStanding::none);
    CHECK_FALSE(here.state().asked);
    CHECK(proposedRegistration(here.store, here.library, exampleUnitCode(2).text()).error().code == error::unitNotHere);
}

TEST_CASE("what the profile and those who sign say need not be typed again", "[store][unitregistration]") {
    Computer here;
    auto const edition = here.library.find("services-trade/2017-1").value();
    auto profile = newFiling(*edition, *edition->findFormSet("profile"), unit, "2017");
    auto const& form = *edition->findForm("form1");
    auto& row = profile.findForm("form1")->rows.front();
    for (auto const& [column, answer] : {std::pair{"unitName", "旧名称有限公司"}, {"district", "500112"}, {"platform", "HNC"}, {"industry", "I"}})
        row.cells[form.indexOf(column).value()] = std::string{answer};
    REQUIRE(here.store.add(profile, *edition, april2017));
    REQUIRE(here.store.rememberSignatories(unit, {"样例甲", "样例乙", "样例丙", "023-60000000", {}}));
    auto const says = here.says();
    CHECK(says.name == "样例服务有限公司");
    CHECK(says.district == "500112");
    CHECK(says.platform == "HNC");
    CHECK(says.industry == "I");
    CHECK(says.statisticsHead == "样例乙");
    CHECK(says.preparer == "样例丙");
    CHECK(says.phone == "023-60000000");
}

TEST_CASE("a certificate ends in the days before and after its last, and its renewal keeps the key", "[store][unitregistration]") {
    Computer here;
    RegisteringBureau bureau;
    auto const first = here.begin(bureau);
    CHECK(here.state(daysAfter(april2017, 730 - renewalDays - 1)).standing == KeyStanding::registered);
    auto const ending = here.state(daysAfter(april2017, 730 - renewalDays));
    CHECK(ending.standing == KeyStanding::ending);
    CHECK(ending.daysLeft == renewalDays);
    CHECK(nextPurpose(ending) == RegistrationPurpose::renewal);
    CHECK(here.state(daysAfter(april2017, 731)).standing == KeyStanding::ended);
    CHECK(nextPurpose(here.state(daysAfter(april2017, 731))) == RegistrationPurpose::newKey);

    auto const later = daysAfter(april2017, 700);
    // Nobody waits any more for what was never answered, once something else was asked for.
    REQUIRE(here.write(here.says(RegistrationPurpose::newSignatory, "样例"), {}, daysAfter(april2017, 5)));
    auto const renewal = here.write(here.says(RegistrationPurpose::renewal), {}, later);
    REQUIRE(renewal);
    auto const key = here.signing().keyFingerprint();
    CHECK(renewal->registration.key == key);
    REQUIRE(here.take(bureau.approve(renewal->file, later), later));
    CHECK(here.state(daysAfter(april2017, 731)).standing == KeyStanding::registered);
    CHECK(here.signing().keyFingerprint() == key);
    CHECK_FALSE(here.state(later).asked);
    // The first starter file once more brings nothing back.
    auto const now = here.signing();
    auto const again = here.take(first, later);
    REQUIRE(again);
    CHECK(again->age == NewsAge::same);
    CHECK(again->until == now.validity().until);
    CHECK(here.signing() == now);
}

TEST_CASE("another key waits beside the old one until its certificate comes, and the old one is kept", "[store][unitregistration]") {
    Computer here;
    RegisteringBureau bureau;
    auto const first = here.begin(bureau);
    auto const old = here.signing();
    auto const asked = here.write(here.says(RegistrationPurpose::newSignatory, "样例丁接替样例丙"), "八个字以上的口令");
    REQUIRE(asked);
    CHECK(asked->registration.key != old.keyFingerprint());
    CHECK(here.signing() == old);
    CHECK(here.state().standing == KeyStanding::registered);
    CHECK(here.state().asked->registration.reason == "样例丁接替样例丙");
    CHECK(here.write(here.says(RegistrationPurpose::newSignatory, "样例丁接替样例丙"), "八个字以上的口令", daysAfter(april2017, 1))->registration.key == asked->registration.key);
    CHECK(here.write(here.says(RegistrationPurpose::newSignatory, "样例"), {}).error().code == error::keyPassphraseMissing);
    // Whoever has forgotten the passphrase of the key that waits asks for another.
    auto const another = here.write(here.says(RegistrationPurpose::newSignatory, "样例丁接替样例丙"), "另外一个新的口令", daysAfter(april2017, 2));
    REQUIRE(another);
    CHECK(another->registration.key != asked->registration.key);

    auto const taken = here.take(bureau.approve(asked->file, daysAfter(april2017, 3)), daysAfter(april2017, 3));
    REQUIRE(taken);
    CHECK(taken->isKeyChanged);
    CHECK(here.state().isProtected);
    CHECK(presentUnitSigner(here.folder.path(), unit).error().code == error::keyPassphraseMissing);
    CHECK(here.signing("八个字以上的口令").keyFingerprint() == asked->registration.key);
    auto const former = unit + ".former-" + old.keyFingerprint().hex().substr(0, 16);
    CHECK(readUnitKeys(unitKeyFiles(here.folder.path(), former))->value().certificate == old);
    CHECK(readUnitKeys(connectionKeyFiles(here.folder.path(), former), {}, KeyUse::connection)->has_value());
    CHECK(here.state().asked->registration.key == another->registration.key);
    // What was for the old key does not come back.
    REQUIRE(here.take(first, daysAfter(april2017, 4)));
    CHECK(here.signing("八个字以上的口令").keyFingerprint() == asked->registration.key);
}

TEST_CASE("a change of keys that was broken off anywhere is mended by taking the starter file in once more", "[store][unitregistration]") {
    RegisteringBureau bureau;
    Computer here;
    static_cast<void>(here.begin(bureau));
    auto const old = here.signing();
    auto const asked = here.write(here.says(RegistrationPurpose::newKey, "样例"), {}, daysAfter(april2017, 1));
    REQUIRE(asked);
    auto const starter = bureau.approve(asked->file, daysAfter(april2017, 2));
    auto const name = [&](char const* what, Digest const& key) { return unit + "." + what + "-" + key.hex().substr(0, 16); };
    auto const former = name("former", old.keyFingerprint());
    auto const waiting = name("asked", asked->registration.key);
    // In this order files get their new names; power is lost after so many of them.
    std::vector<std::pair<std::filesystem::path, std::filesystem::path>> steps;
    for (auto const& [from, to] : {std::pair{unit, former}, std::pair{waiting, unit}}) {
        for (auto const& [fromFiles, toFiles] : {std::pair{connectionKeyFiles(here.folder.path(), from), connectionKeyFiles(here.folder.path(), to)},
                                                 std::pair{unitKeyFiles(here.folder.path(), from), unitKeyFiles(here.folder.path(), to)}}) {
            steps.emplace_back(fromFiles.key, toFiles.key);
            steps.emplace_back(fromFiles.certificate, toFiles.certificate);
        }
    }
    auto const keys = here.folder / "keys";
    std::filesystem::copy(keys, here.folder / "before");
    for (std::size_t done = 0; done <= steps.size(); ++done) {
        INFO(done);
        std::filesystem::remove_all(keys);
        std::filesystem::copy(here.folder / "before", keys);
        for (std::size_t step = 0; step < done; ++step) std::filesystem::rename(steps[step].first, steps[step].second);
        REQUIRE(here.take(starter, daysAfter(april2017, 3)));
        CHECK(here.signing().keyFingerprint() == asked->registration.key);
        CHECK(checkIssued(here.signing(), bureau.authority(), daysAfter(april2017, 3)));
        auto const kept = readUnitKeys(unitKeyFiles(here.folder.path(), former));
        REQUIRE(kept);
        REQUIRE(*kept);
        CHECK((*kept)->certificate == old);
        CHECK((*kept)->key.publicKey() == old.publicKey());
        for (auto const& slot : {unit, former}) {
            auto const connection = readUnitKeys(connectionKeyFiles(here.folder.path(), slot), {}, KeyUse::connection);
            REQUIRE(connection);
            REQUIRE(*connection);
            CHECK((*connection)->key.publicKey() == (*connection)->certificate.publicKey());
        }
    }
}

TEST_CASE("a lost key is replaced on a new computer, and what the bureau counts comes back as history", "[store][unitregistration]") {
    RegisteringBureau bureau;
    std::vector<Bytes> filings;
    Digest identity;
    {
        Computer lost;
        static_cast<void>(lost.begin(bureau));
        auto const edition = lost.library.find("services-trade/2017-1").value();
        auto filing = newFiling(*edition, *edition->findFormSet("quarterly"), unit, "2017Q1");
        filing.header.zero = true;
        filing.header.zeroReason = "本季没有服务贸易";
        auto signer = presentUnitSigner(lost.folder.path(), unit).value();
        auto const sealed = seal(filing, *edition, {}, signer, FixedClock{april2017}).value();
        filings.push_back(sealed.bytes);
        identity = sealed.identity;
    }
    Computer here;
    auto const asked = here.write(here.says(RegistrationPurpose::newKey, "硬盘损坏"));
    REQUIRE(asked);
    CHECK(here.state().standing == KeyStanding::none);
    auto const now = daysAfter(april2017, 10);
    auto const starter = bureau.withFilings(bureau.approve(asked->file, now), filings, now);
    // A draft of the same place is set aside, not lost.
    auto const edition = here.library.find("services-trade/2017-1").value();
    REQUIRE(here.store.add(newFiling(*edition, *edition->findFormSet("quarterly"), unit, "2017Q1"), *edition, april2017));
    REQUIRE(trustAuthority(here.store, unit, bureau.authority(), now));
    auto const taken = here.take(starter, now);
    REQUIRE(taken);
    CHECK(taken->isKeyChanged);
    CHECK(taken->setAside == 1);
    CHECK(taken->unread.empty());
    CHECK(here.state(now).standing == KeyStanding::registered);
    auto const version = here.store.findSealed(unit, "quarterly", "2017Q1").value();
    REQUIRE(version);
    CHECK(version->seal->identity == identity);
    CHECK(readFile(pathOf(version->seal->file)).value() == filings.front());
    CHECK(here.store.load(version->id, *edition)->header.zeroReason == "本季没有服务贸易");
    auto const last = lastReceipts(here.store).value().at(version->id);
    CHECK(last == ReceiptSummary{ReceiptVerdict::accepted, {}, now, 0, true});
    CHECK(here.take(starter, now)->same == 1);

    // The next computer knows all of it.
    auto const file = writeHandover(here.store, here.folder.path(), "八个字以上的口令", FixedClock{now});
    REQUIRE(file);
    Computer next;
    REQUIRE(takeOver(next.store, next.folder.path(), *file, "八个字以上的口令", now));
    CHECK(next.state(now).standing == KeyStanding::registered);
    CHECK(newestNews(next.store).value().has_value());
    CHECK(lastReceipts(next.store).value().size() == 1);
}

TEST_CASE("a registration that the bureau returned says why, until it is written anew", "[store][unitregistration]") {
    Computer here;
    RegisteringBureau bureau;
    static_cast<void>(here.begin(bureau));
    auto const asked = here.write(here.says(RegistrationPurpose::newKey, "误删"));
    REQUIRE(asked);
    auto const answer = bureau.returned(asked->file, "备案表未盖章", daysAfter(april2017, 1));
    auto const taken = takeReturnedRegistration(here.store, answer, daysAfter(april2017, 1));
    REQUIRE(taken);
    CHECK(taken->reason == "备案表未盖章");
    CHECK(taken->purpose == RegistrationPurpose::newKey);
    CHECK(here.state().asked->returned == "备案表未盖章");
    REQUIRE(here.write(here.says(RegistrationPurpose::newKey, "误删"), {}, daysAfter(april2017, 2)));
    CHECK(here.state().asked->returned.empty());
    Computer other;
    REQUIRE(trustAuthority(other.store, unit, bureau.authority(), april2017));
    CHECK(takeReturnedRegistration(other.store, answer, april2017).error().code == error::registrationNotAsked);
}

TEST_CASE("a bulletin holds until a newer one comes, and only of the bureau that is trusted", "[store][unitregistration]") {
    Computer here;
    RegisteringBureau bureau;
    auto const may = bureau.bulletin("2017Q2", {{{"五月通知", "May notice"}, {"请按时报送", "Report in time"}}}, daysAfter(april2017, 30));
    CHECK(takeBulletin(here.store, may, april2017).error().code == error::bureauNotTrustedYet);
    static_cast<void>(here.begin(bureau));
    auto const starterNews = newestNews(here.store).value();
    REQUIRE(starterNews);
    CHECK(starterNews->notices.empty());
    CHECK(takeBulletin(here.store, may, april2017)->age == NewsAge::newest);
    CHECK(takeBulletin(here.store, may, april2017)->age == NewsAge::same);
    CHECK(newestNews(here.store).value()->period == "2017Q2");
    CHECK(newestNews(here.store).value()->notices.front().title.zh == "五月通知");
    CHECK(takeBulletin(here.store, bureau.bulletin("2017Q1", {}, daysAfter(april2017, 1)), april2017)->age == NewsAge::older);
    CHECK(newestNews(here.store).value()->period == "2017Q2");
    // Nor does a starter file that was made out before the bulletin.
    auto const renewal = here.write(here.says(RegistrationPurpose::renewal), {}, daysAfter(april2017, 2));
    REQUIRE(renewal);
    bureau.state.rates = "quarter,currency,units_per_usd,basis\n";
    REQUIRE(here.take(bureau.approve(renewal->file, daysAfter(april2017, 3)), daysAfter(april2017, 40)));
    CHECK(newestNews(here.store).value()->createdAt == daysAfter(april2017, 30));
    CHECK(newestNews(here.store).value()->state.rates != bureau.state.rates);
    RegisteringBureau stranger;
    CHECK_FALSE(takeBulletin(here.store, stranger.bulletin("2017Q3", {}, daysAfter(april2017, 90)), april2017));
    CHECK(newestNews(here.store).value()->period == "2017Q2");
}

TEST_CASE("the list in a bulletin tells that the unit's own certificate was revoked", "[store][unitregistration]") {
    Computer here;
    RegisteringBureau bureau;
    static_cast<void>(here.begin(bureau));
    REQUIRE(revokeCertificate(bureau.database, serialOf(here.signing()), "样例", daysAfter(april2017, 1), "registration"));
    REQUIRE(takeBulletin(here.store, bureau.bulletin("2017Q2", {}, daysAfter(april2017, 2)), daysAfter(april2017, 2)));
    CHECK(here.state(daysAfter(april2017, 3)).standing == KeyStanding::revoked);
}
