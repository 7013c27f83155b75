#include "store/unit_registration.h"

#include <algorithm>
#include <utility>

#include "base/file.h"
#include "base/text.h"
#include "intake/trade_rows.h"
#include "package/open.h"
#include "package/receipt.h"
#include "package/seal.h"
#include "store/bureau_answers.h"
#include "store/handover.h"
#include "trust/unit_keys.h"

namespace zhibao {

namespace {

/// Sixteen digits tell the keys of one unit apart.
std::string slotOf(std::string_view unit, std::string_view what, Digest const& key) {
    return std::string{unit} + "." + std::string{what} + "-" + key.hex().substr(0, 16);
}

bool isOfAnotherKey(RegistrationPurpose purpose) {
    return purpose == RegistrationPurpose::newKey || purpose == RegistrationPurpose::newSignatory;
}

/// The bureau vouches for it, as far as this computer can tell.
bool isIssued(Certificate const& certificate, std::optional<Certificate> const& authority) {
    return authority && checkIssued(certificate, *authority, certificate.validity().from).has_value();
}

Result<std::optional<AskedRegistration>> lastAsked(DraftStore& store, std::string_view unit) {
    // What was asked before that, and never answered, nobody waits for any more.
    ZHIBAO_TRY(auto rows, store.connection().query("SELECT bytes, written_at, reason, coalesce(answer, '') FROM registration_written WHERE unit = ?1 ORDER BY written_at DESC, answer IS 'approved', sha256 LIMIT 1", {unit}));
    ZHIBAO_TRY(bool const isRow, rows.next());
    if (!isRow || rows.text(3) == "approved") return std::optional<AskedRegistration>{};
    Bytes file{rows.blob(0)};
    ZHIBAO_TRY(auto opened, readRegistration(file));
    return std::optional{AskedRegistration{std::move(opened.registration), std::move(file), Moment{rows.integer(1)}, std::string{rows.text(2)}}};
}

Result<bool> isRevoked(Certificate const& certificate, Certificate const& authority, std::optional<BureauNews> const& news) {
    if (!news) return false;
    ZHIBAO_TRY(auto const list, readRevocationList(news->state.revocations, authority));
    auto const serial = serialOf(certificate);
    return std::any_of(list.revocations.begin(), list.revocations.end(), [&](Revocation const& one) { return one.serial == serial; });
}

int daysLeftOf(Certificate const& certificate, Moment now) {
    return static_cast<int>((dayInChina(certificate.validity().until) - dayInChina(now)).days());
}

Result<KeyStanding> standingOf(Certificate const& certificate, std::optional<Certificate> const& authority, std::optional<BureauNews> const& news, Moment now) {
    if (!isIssued(certificate, authority)) return KeyStanding::unregistered;
    ZHIBAO_TRY(bool const isOnList, isRevoked(certificate, *authority, news));
    if (isOnList) return KeyStanding::revoked;
    if (now > certificate.validity().until) return KeyStanding::ended;
    return daysLeftOf(certificate, now) <= renewalDays ? KeyStanding::ending : KeyStanding::registered;
}

/// The pair that is there, or a new one, on disk.
Result<UnitKeys> keysIn(UnitKeyFiles const& files, CertificateSubject const& subject, std::string_view passphrase, Clock const& clock, KeyUse use) {
    ZHIBAO_TRY(auto present, readUnitKeys(files, passphrase, use));
    if (present) return *std::move(present);
    ZHIBAO_CHECK(makeKeyFolder(files));
    ZHIBAO_TRY(auto keys, makeUnitKeys(subject, clock, Algorithm::ecdsaP256Sha256, use));
    ZHIBAO_CHECK(writeUnitKeys(keys, files.key, files.certificate, passphrase));
    return keys;
}

/// The key that was asked for before and is not certified yet, where the passphrase opens it.
Result<std::optional<std::string>> waitingSlot(DraftStore& store, std::filesystem::path const& dataFolder, Registration const& says, std::string_view passphrase) {
    ZHIBAO_TRY(auto const asked, lastAsked(store, says.unit));
    if (!asked || asked->registration.purpose != says.purpose) return std::optional<std::string>{};
    auto slot = slotOf(says.unit, "asked", asked->registration.key);
    auto const keys = readUnitKeys(unitKeyFiles(dataFolder, slot), passphrase);
    if (keys) return *keys ? std::optional{std::move(slot)} : std::nullopt;
    if (keys.error().code == error::keyPassphraseWrong) return std::optional<std::string>{};
    return tl::unexpected(keys.error());
}

/// A new pair under a name that says which it is.
Result<std::string> makeWaitingSlot(std::filesystem::path const& dataFolder, Registration const& says, std::string_view passphrase, Clock const& clock) {
    ZHIBAO_TRY(auto keys, makeUnitKeys({says.unit, says.name}, clock));
    auto slot = slotOf(says.unit, "asked", keys.certificate.keyFingerprint());
    auto const files = unitKeyFiles(dataFolder, slot);
    ZHIBAO_CHECK(makeKeyFolder(files));
    ZHIBAO_CHECK(writeUnitKeys(keys, files.key, files.certificate, passphrase));
    return slot;
}

/// Under which name the keys of a registration lie.
Result<std::string> slotFor(DraftStore& store, std::filesystem::path const& dataFolder, Registration const& says, std::string_view passphrase, Clock const& clock) {
    ZHIBAO_TRY(auto const here, readUnitCertificate(unitKeyFiles(dataFolder, says.unit)));
    ZHIBAO_TRY(auto const authority, trustedAuthority(store, says.unit));
    bool const isUnfit = says.purpose == RegistrationPurpose::renewal && !(here && isIssued(*here, authority));
    if (isUnfit) return fail(error::registrationPurposeUnfit, {{"unit", says.unit}, {"purpose", std::string{nameOf(says.purpose)}}});
    if (!isOfAnotherKey(says.purpose)) return says.unit;
    ZHIBAO_TRY(auto waiting, waitingSlot(store, dataFolder, says, passphrase));
    if (waiting) return *std::move(waiting);
    return makeWaitingSlot(dataFolder, says, passphrase, clock);
}

/// The key first: the certificate that is left says where it went, if power is lost in between.
Result<> renameKeys(UnitKeyFiles const& from, UnitKeyFiles const& to) {
    std::error_code problem;
    for (auto const& [old, now] : {std::pair{&from.key, &to.key}, std::pair{&from.certificate, &to.certificate}})
        if (std::filesystem::exists(*old, problem)) ZHIBAO_CHECK(moveFile(*old, *now));
    return {};
}

/// The certificate for the key in that place, unless a later one of the bureau's is there already. Whether the key is there.
Result<bool> putCertificate(UnitKeyFiles const& files, Certificate const& certificate, std::optional<Certificate> const& authority, KeyUse use) {
    ZHIBAO_TRY(auto const here, readUnitCertificate(files, use));
    if (!here || here->keyFingerprint() != certificate.keyFingerprint()) return false;
    if (isIssued(*here, authority) && here->validity().from > certificate.validity().from) return true;
    ZHIBAO_CHECK(writeFile(files.certificate, certificate.toPem()));
    return true;
}

/// The keys of one name and the pair for connections that goes with them.
Result<> renameSlot(std::filesystem::path const& dataFolder, std::string const& from, std::string const& to) {
    ZHIBAO_CHECK(renameKeys(connectionKeyFiles(dataFolder, from), connectionKeyFiles(dataFolder, to)));
    return renameKeys(unitKeyFiles(dataFolder, from), unitKeyFiles(dataFolder, to));
}

/// Each step can be done again, so that a loss of power in between is mended by taking the file in once more.
Result<> takeCertificates(std::filesystem::path const& dataFolder, Starter const& starter, TakenStarter& taken) {
    std::optional const authority{starter.authority};
    auto const& unit = starter.unit;
    ZHIBAO_TRY(taken.isKeyHere, putCertificate(unitKeyFiles(dataFolder, unit), starter.signing, authority, KeyUse::signing));
    auto slot = unit;
    if (!taken.isKeyHere) {
        slot = slotOf(unit, "asked", starter.signing.keyFingerprint());
        ZHIBAO_TRY(taken.isKeyHere, putCertificate(unitKeyFiles(dataFolder, slot), starter.signing, authority, KeyUse::signing));
    }
    if (!taken.isKeyHere) return {};
    if (starter.connection) ZHIBAO_CHECK(putCertificate(connectionKeyFiles(dataFolder, slot), *starter.connection, authority, KeyUse::connection));
    if (slot == unit) return {};
    taken.isKeyChanged = true;
    ZHIBAO_TRY(auto const former, readUnitCertificate(unitKeyFiles(dataFolder, unit)));
    if (former) ZHIBAO_CHECK(renameSlot(dataFolder, unit, slotOf(unit, "former", former->keyFingerprint())));
    return renameSlot(dataFolder, slot, unit);
}

Result<> takeFilings(DraftStore& store, std::filesystem::path const& dataFolder, EditionLibrary const& library, Starter const& starter, Moment createdAt, Moment now,
                     TakenStarter& taken) {
    auto const folder = dataFolder / "from-bureau";
    std::vector<SealedVersion> versions;
    for (auto const& package : starter.filings) {
        ZHIBAO_TRY(auto opened, openPackage(package));
        auto const edition = library.find(opened.header.edition);
        auto const name = packageName(opened.header);
        auto filing = edition ? readPackagedFiling(opened, **edition) : Result<Filing>{tl::unexpected(edition.error())};
        if (!filing) {
            taken.unread.push_back(filing.error().inside(name));
            continue;
        }
        std::error_code problem;
        std::filesystem::create_directories(folder, problem);
        ZHIBAO_CHECK(writeFile(folder / pathOf(name), package));
        versions.push_back({*std::move(filing), *edition, std::move(opened.attachments), {opened.identity, toText(folder / pathOf(name)), opened.manifest.createdAt}});
    }
    ZHIBAO_TRY(auto const report, takeSealedVersions(store, dataFolder, versions, now));
    taken.taken = report.taken;
    taken.same = report.same;
    taken.setAside = report.setAside;
    for (auto const& version : versions) {
        auto const identity = version.seal.identity.hex();
        ZHIBAO_CHECK(store.connection().execute("INSERT INTO counted_version (identity, as_of) SELECT identity, ?2 FROM sealed WHERE identity = ?1 "
                                                "ON CONFLICT (identity) DO UPDATE SET as_of = max(as_of, excluded.as_of)",
                                                {std::string_view{identity}, createdAt.seconds}));
    }
    return {};
}

}  // namespace

RegistrationPurpose nextPurpose(UnitKeyState const& state) noexcept {
    switch (state.standing) {
        case KeyStanding::none:
        case KeyStanding::unregistered: break;
        case KeyStanding::registered:
        case KeyStanding::ending: return RegistrationPurpose::renewal;
        // A certificate that has ended renews nothing any more: the bureau gives one for another key.
        case KeyStanding::ended:
        case KeyStanding::revoked: return RegistrationPurpose::newKey;
    }
    return RegistrationPurpose::first;
}

Result<UnitKeyState> unitKeyState(DraftStore& store, std::filesystem::path const& dataFolder, std::string const& unit, Moment now) {
    UnitKeyState state;
    auto const files = unitKeyFiles(dataFolder, unit);
    ZHIBAO_TRY(state.certificate, readUnitCertificate(files));
    state.isProtected = isProtected(files);
    ZHIBAO_TRY(state.asked, lastAsked(store, unit));
    if (!state.certificate) return state;
    ZHIBAO_TRY(auto const authority, trustedAuthority(store, unit));
    ZHIBAO_TRY(auto const news, newestNews(store));
    ZHIBAO_TRY(state.standing, standingOf(*state.certificate, authority, news, now));
    if (state.standing != KeyStanding::unregistered) state.daysLeft = daysLeftOf(*state.certificate, now);
    return state;
}

Result<std::vector<CertificateNotice>> certificatesToTellOf(DraftStore& store, std::filesystem::path const& dataFolder, std::optional<BureauNews> const& news, Moment now) {
    ZHIBAO_TRY(auto const units, store.units());
    std::vector<CertificateNotice> notices;
    for (auto const& unit : units) {
        auto const certificate = readUnitCertificate(unitKeyFiles(dataFolder, unit.code));
        if (!certificate || !*certificate) continue;
        ZHIBAO_TRY(auto const authority, trustedAuthority(store, unit.code));
        auto const standing = standingOf(**certificate, authority, news, now);
        if (!standing || *standing == KeyStanding::unregistered || *standing == KeyStanding::registered) continue;
        notices.push_back({unit, *standing, (*certificate)->validity().until, daysLeftOf(**certificate, now)});
    }
    return notices;
}

Result<FileKeySigner> ownSigner(DraftStore& store, std::filesystem::path const& dataFolder, std::string const& unit, std::string const& name, Clock const& clock,
                                std::string_view passphrase) {
    ZHIBAO_TRY(auto const asked, lastAsked(store, unit));
    ZHIBAO_TRY(auto const here, readUnitCertificate(unitKeyFiles(dataFolder, unit)));
    if (!here && asked && isOfAnotherKey(asked->registration.purpose)) return fail(error::unitKeyAwaited, {{"unit", unit}});
    return unitSigner(dataFolder, unit, name, clock, passphrase);
}

Result<Registration> proposedRegistration(DraftStore& store, EditionLibrary const& library, std::string const& unit) {
    ZHIBAO_TRY(auto const units, store.units(true));
    auto const known = std::find_if(units.begin(), units.end(), [&](KnownUnit const& one) { return one.code == unit; });
    if (known == units.end()) return fail(error::unitNotHere, {{"unit", unit}});
    Registration says;
    says.unit = unit;
    says.name = known->name;
    ZHIBAO_TRY(auto const drafts, store.newest());
    for (auto const& draft : drafts) {
        if (draft.unit != unit) continue;
        auto const edition = library.find(draft.edition);
        // What cannot be read is told where it is opened.
        auto const filing = edition ? store.load(draft.id, **edition) : Result<Filing>{tl::unexpected(edition.error())};
        if (!filing) continue;
        auto const profile = profileOf(*filing, **edition);
        if (!profile) continue;
        if (says.name.empty()) says.name = profile->name;
        says.district = profile->district;
        says.platform = profile->platform;
        says.industry = profile->industry;
        break;
    }
    ZHIBAO_TRY(auto const signatories, store.signatoriesOf(unit));
    if (signatories) {
        says.statisticsHead = signatories->statisticsHead;
        says.preparer = signatories->preparer;
        says.phone = signatories->phone;
    }
    return says;
}

Result<WrittenRegistration> writeUnitRegistration(DraftStore& store, std::filesystem::path const& dataFolder, Registration registration, std::string_view passphrase,
                                                  Clock const& clock, std::string_view programVersion) {
    // What cannot be said makes no key.
    auto const document = toJson(registration);
    ZHIBAO_CHECK(readRegistrationDocument(JsonNode{document}));
    ZHIBAO_TRY(auto const slot, slotFor(store, dataFolder, registration, passphrase, clock));
    CertificateSubject const subject{registration.unit, registration.name};
    ZHIBAO_TRY(auto keys, keysIn(unitKeyFiles(dataFolder, slot), subject, passphrase, clock, KeyUse::signing));
    ZHIBAO_TRY(auto const connection, keysIn(connectionKeyFiles(dataFolder, slot), subject, passphrase, clock, KeyUse::connection));
    ZHIBAO_TRY(auto written, writeRegistration(std::move(registration), std::move(keys.key), std::move(keys.certificate), &connection.key, clock, programVersion));
    ZHIBAO_TRY(auto const opened, readRegistration(written.bytes));
    auto const& says = opened.registration;
    auto const now = clock.now();
    auto const file = opened.file.hex();
    auto const key = says.key.hex();
    ZHIBAO_TRY(auto transaction, Transaction::begin(store.connection()));
    ZHIBAO_CHECK(store.connection().execute("INSERT OR IGNORE INTO unit (code, name, changed_at) VALUES (?1, ?2, ?3)", {std::string_view{says.unit}, std::string_view{says.name}, now.seconds}));
    ZHIBAO_CHECK(store.connection().execute("INSERT OR IGNORE INTO registration_written (sha256, unit, purpose, fingerprint, bytes, written_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                            {std::string_view{file}, std::string_view{says.unit}, nameOf(says.purpose), std::string_view{key}, Blob{written.bytes}, now.seconds}));
    ZHIBAO_CHECK(transaction.commit());
    return WrittenRegistration{says, std::move(written.bytes)};
}

Result<TakenStarter> takeStarter(DraftStore& store, std::filesystem::path const& dataFolder, EditionLibrary const& library, BytesView file, Clock const& clock) {
    ZHIBAO_TRY(auto const exchange, openExchange(file));
    ZHIBAO_CHECK(exchange.checkKind(ExchangeKind::starter));
    auto const& unit = exchange.manifest.unit;
    ZHIBAO_TRY(auto const trusted, trustedAuthority(store, unit));
    if (!trusted) return fail(error::bureauNotTrustedYet, {{"unit", unit}});
    ZHIBAO_TRY(auto const starter, readStarter(file, unit, &*trusted));
    auto const now = clock.now();
    auto const createdAt = exchange.manifest.createdAt;
    TakenStarter taken;
    taken.unit = starter.unit;
    taken.name = starter.name;
    taken.until = starter.signing.validity().until;
    ZHIBAO_TRY(auto transaction, Transaction::begin(store.connection()));
    ZHIBAO_TRY(taken.age, keepNews(store, exchange, file, unit, now));
    ZHIBAO_CHECK(takeFilings(store, dataFolder, library, starter, createdAt, now, taken));
    auto const key = starter.signing.keyFingerprint().hex();
    // One that comes a second time answers nothing that was asked since. The clocks of unit and bureau need not agree.
    if (taken.age != NewsAge::same)
        ZHIBAO_CHECK(store.connection().execute("UPDATE registration_written SET answer = 'approved', reason = '', answered_at = ?3 WHERE unit = ?1 AND fingerprint = ?2",
                                                {std::string_view{unit}, std::string_view{key}, now.seconds}));
    ZHIBAO_CHECK(takeCertificates(dataFolder, starter, taken));
    ZHIBAO_TRY(auto const signing, readUnitCertificate(unitKeyFiles(dataFolder, unit)));
    if (taken.isKeyHere && signing) taken.until = signing->validity().until;
    ZHIBAO_CHECK(transaction.commit());
    return taken;
}

Result<TakenStarter> trustAndTakeStarter(DraftStore& store, std::filesystem::path const& dataFolder, EditionLibrary const& library, BytesView file, Clock const& clock) {
    ZHIBAO_TRY(auto const exchange, openExchange(file));
    ZHIBAO_TRY(auto const starter, readStarter(file, exchange.manifest.unit));
    auto const now = clock.now();
    ZHIBAO_TRY(auto transaction, Transaction::begin(store.connection()));
    ZHIBAO_CHECK(store.connection().execute("INSERT OR IGNORE INTO unit (code, name, changed_at) VALUES (?1, ?2, ?3)",
                                            {std::string_view{starter.unit}, std::string_view{starter.name}, now.seconds}));
    ZHIBAO_CHECK(trustAuthority(store, starter.unit, starter.authority, now));
    ZHIBAO_TRY(auto taken, takeStarter(store, dataFolder, library, file, clock));
    ZHIBAO_CHECK(transaction.commit());
    return taken;
}

Result<TakenReturn> takeReturnedRegistration(DraftStore& store, BytesView file, Moment now) {
    ZHIBAO_TRY(auto const exchange, openExchange(file));
    ZHIBAO_CHECK(exchange.checkKind(ExchangeKind::receipt));
    auto const& unit = exchange.manifest.unit;
    ZHIBAO_TRY(auto const authority, trustedAuthority(store, unit));
    if (!authority) return fail(error::bureauNotTrustedYet, {{"unit", unit}});
    ZHIBAO_TRY(auto const receipt, readReceipt(file, *authority));
    auto const digest = receipt.file.hex();
    ZHIBAO_TRY(auto transaction, Transaction::begin(store.connection()));
    std::string purpose;
    {
        ZHIBAO_TRY(auto rows, store.connection().query("SELECT purpose FROM registration_written WHERE sha256 = ?1 AND unit = ?2", {std::string_view{digest}, std::string_view{unit}}));
        ZHIBAO_TRY(bool const isRow, rows.next());
        if (!isRow) return fail(error::registrationNotAsked, {{"unit", unit}, {"file", digest}});
        purpose = rows.text(0);
    }
    ZHIBAO_CHECK(store.connection().execute("UPDATE registration_written SET answer = 'returned', reason = ?2, answered_at = ?3 WHERE sha256 = ?1 AND answer IS NULL",
                                            {std::string_view{digest}, std::string_view{receipt.text}, now.seconds}));
    ZHIBAO_CHECK(transaction.commit());
    return TakenReturn{unit, registrationPurposeNamed(purpose).value_or(RegistrationPurpose::first), receipt.text};
}

}  // namespace zhibao
