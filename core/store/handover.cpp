#include "store/handover.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "base/digest.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "package/zip_container.h"
#include "store/backup.h"
#include "store/draft_attachments.h"
#include "trust/keys.h"
#include "trust/unit_keys.h"

namespace zhibao {

namespace {

constexpr std::string_view schemaName = "handover-1";
constexpr std::string_view contentsEntry = "handover.json";
constexpr std::string_view databaseEntry = "drafts.db";
// A program's whole life goes in; a package's limits are for strangers' files.
constexpr ZipLimits limits{.archiveBytes = std::size_t{4} << 30U, .entryBytes = std::size_t{2} << 30U, .entries = 4000, .nameLength = 100};

/// Names of entries are in lower case.
std::string lowered(std::string_view text) {
    std::string low;
    for (char const c : text) low += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return low;
}

std::string entryName(std::string_view slot, std::string_view ending) {
    return "keys/" + lowered(slot) + std::string{ending};
}

constexpr std::string_view keyEnding{".key.pem"};
constexpr std::string_view certificateEnding{".cert.pem"};
constexpr std::string_view connectionEnding{".connection"};

KeyUse useOf(std::string_view slot) {
    return slot.ends_with(connectionEnding) ? KeyUse::connection : KeyUse::signing;
}

struct KeyTexts {
    std::string slot;  // the unit's code, and what else stands in the names of its files
    Bytes key;
    Bytes certificate;
    bool isProtected = false;
};

bool isThere(std::filesystem::path const& path) {
    std::error_code problem;
    return std::filesystem::exists(path, problem);
}

/// Under which names the unit has keys, sorted; those that were set aside stay here.
Result<std::vector<std::string>> slotsOf(std::filesystem::path const& dataFolder, std::string const& unit) {
    auto const folder = unitKeyFiles(dataFolder, unit).key.parent_path();
    std::vector<std::string> slots;
    if (!isThere(folder)) return slots;
    ZHIBAO_TRY(auto const files, listFiles(folder, keyEnding));
    for (auto const& file : files) {
        auto slot = toText(file.filename());
        slot.resize(slot.size() - keyEnding.size());
        bool const isOfUnit = slot == unit || (slot.starts_with(unit + ".") && !slot.starts_with(unit + ".other-"));
        if (isOfUnit && isThere(unitKeyFiles(dataFolder, slot).certificate)) slots.push_back(std::move(slot));
    }
    return slots;
}

/// The key under the passphrase of the file.
Result<KeyTexts> encryptedKey(std::filesystem::path const& dataFolder, std::string const& unit, std::string const& slot, std::string_view passphrase) {
    auto const files = unitKeyFiles(dataFolder, slot);
    KeyTexts texts{slot, {}, {}, isProtected(files)};
    ZHIBAO_TRY(auto const pem, readFile(files.key));
    auto const key = inside(toText(files.key), PrivateKey::readPem(pem, texts.isProtected ? passphrase : std::string_view{}));
    if (!key && key.error().code == error::keyPassphraseWrong) return fail(error::handoverPassphraseOther, {{"unit", unit}});
    if (!key) return tl::unexpected(key.error());
    ZHIBAO_TRY(texts.key, key->toPem(passphrase));
    ZHIBAO_TRY(texts.certificate, readFile(files.certificate));
    return texts;
}

/// All keys of the unit.
Result<std::vector<KeyTexts>> encryptedKeys(std::filesystem::path const& dataFolder, std::string const& unit, std::string_view passphrase) {
    ZHIBAO_TRY(auto const slots, slotsOf(dataFolder, unit));
    if (!slots.empty() && characterCount(passphrase) < shortestPassphrase) return fail(error::handoverPassphraseShort, {{"least", std::to_string(shortestPassphrase)}});
    std::vector<KeyTexts> all;
    for (auto const& slot : slots) {
        ZHIBAO_TRY(auto texts, encryptedKey(dataFolder, unit, slot, passphrase));
        all.push_back(std::move(texts));
    }
    return all;
}

JsonValue::Object entryJson(ZipEntry const& entry) {
    return {{"name", entry.name}, {"bytes", static_cast<std::int64_t>(entry.bytes.size())}, {"sha256", sha256(entry.bytes).hex()}};
}

/// A folder of its own for a copy of a database, which is gone afterwards with everything SQLite leaves in it.
class CopyFolder {
public:
    static Result<CopyFolder> make(std::filesystem::path const& dataFolder) {
        CopyFolder folder{dataFolder / "hand-over.part"};
        std::error_code problem;
        std::filesystem::remove_all(folder.path_, problem);
        std::filesystem::create_directories(folder.path_, problem);
        if (problem) return fail(error::fileUnwritable, {{"text", problem.message()}}, toText(folder.path_));
        return folder;
    }
    CopyFolder(CopyFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    CopyFolder& operator=(CopyFolder&&) = delete;
    ~CopyFolder() {
        std::error_code ignored;
        if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] std::filesystem::path database() const { return path_ / "drafts.db"; }

private:
    explicit CopyFolder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

struct OpenedHandover {
    HandoverContents contents;
    std::map<std::string, BytesView, std::less<>> entries;

    [[nodiscard]] Result<BytesView> at(std::string_view name) const {
        auto const found = entries.find(name);
        if (found == entries.end()) return fail(error::handoverDamaged, {{"name", std::string{name}}});
        return found->second;
    }
};

Result<HandoverContents::Unit> readUnit(JsonNode const& node) {
    HandoverContents::Unit unit;
    ZHIBAO_TRY(unit.code, node.stringAt("code"));
    ZHIBAO_TRY(unit.name, node.stringAt("name"));
    ZHIBAO_TRY(auto const key, node.at("key"));
    ZHIBAO_TRY(unit.hasKey, key.boolean());
    ZHIBAO_TRY(auto const isUnderPassphrase, node.find("protected"));
    if (isUnderPassphrase) {
        ZHIBAO_TRY(unit.isProtected, isUnderPassphrase->boolean());
    }
    return unit;
}

/// The entries are those that are listed, byte for byte.
Result<> checkEntries(OpenedHandover const& opened, JsonNode const& root) {
    ZHIBAO_TRY(auto const list, root.at("entries"));
    ZHIBAO_TRY(auto const nodes, list.elements());
    if (nodes.size() + 1 != opened.entries.size()) return fail(error::handoverDamaged, {{"name", std::string{contentsEntry}}});
    for (auto const& node : nodes) {
        ZHIBAO_TRY(auto const name, node.stringAt("name"));
        ZHIBAO_TRY(auto const digest, node.stringAt("sha256"));
        ZHIBAO_TRY(auto const bytes, opened.at(name));
        if (sha256(bytes).hex() != digest) return fail(error::handoverDamaged, {{"name", name}});
    }
    return {};
}

Result<OpenedHandover> openHandover(BytesView file) {
    ZHIBAO_TRY(auto const archive, readZip(file, limits));
    OpenedHandover opened;
    for (auto const& entry : archive) opened.entries.emplace(entry.name, entry.bytes);
    ZHIBAO_TRY(auto const text, opened.at(contentsEntry));
    ZHIBAO_TRY(auto const document, inside(contentsEntry, parseJson(text)));
    JsonNode const root{document};
    ZHIBAO_TRY(auto const schema, root.stringAt("schema"));
    if (schema != schemaName) return fail(error::handoverSchemaUnknown, {{"got", shortened(schema, 40)}});
    ZHIBAO_CHECK(checkEntries(opened, root));
    ZHIBAO_TRY(auto const created, root.stringAt("createdAt"));
    ZHIBAO_TRY(opened.contents.createdAt, parseMoment(created));
    ZHIBAO_TRY(opened.contents.drafts, root.integerAt("drafts"));
    ZHIBAO_TRY(opened.contents.sealed, root.integerAt("sealed"));
    ZHIBAO_TRY(auto const units, root.at("units"));
    ZHIBAO_TRY(auto const nodes, units.elements());
    for (auto const& node : nodes) {
        ZHIBAO_TRY(auto unit, readUnit(node));
        opened.contents.units.push_back(std::move(unit));
    }
    return opened;
}

/// A unit's key in the file that opens with the passphrase, and where it goes.
struct TakenKey {
    UnitKeys keys;
    UnitKeyFiles files;
    bool isSame = false;
    bool isRenewed = false;  // the same key with a later certificate
    bool isSetAside = false;
    std::string passphrase = {};  // under which it lies here too
};

bool liesAt(UnitKeyFiles const& files, std::string_view slot, UnitKeys const& keys) {
    auto const known = readUnitCertificate(files, useOf(slot));
    return isThere(files.key) && known && *known && (*known)->keyFingerprint() == keys.certificate.keyFingerprint();
}

/// Where this key lies already among those that were set aside, or else the first place that is free.
std::string slotBeside(std::filesystem::path const& dataFolder, std::string const& unit, std::string const& more, UnitKeys const& keys) {
    for (int number = 2;; ++number) {
        auto slot = unit + ".other-" + std::to_string(number);
        if (liesAt(unitKeyFiles(dataFolder, slot + more), slot + more, keys)) return slot;
        auto const isFree = [&](UnitKeyFiles const& files) { return !isThere(files.key) && !isThere(files.certificate); };
        if (isFree(unitKeyFiles(dataFolder, slot)) && isFree(connectionKeyFiles(dataFolder, slot))) return slot;
    }
}

Result<TakenKey> openKey(OpenedHandover const& opened, std::filesystem::path const& dataFolder, std::string const& slot, std::string_view passphrase) {
    auto const name = entryName(slot, keyEnding);
    ZHIBAO_TRY(auto const keyText, opened.at(name));
    ZHIBAO_TRY(auto key, inside(name, PrivateKey::readPem(keyText, passphrase)));
    ZHIBAO_TRY(auto const certificateText, opened.at(entryName(slot, certificateEnding)));
    ZHIBAO_TRY(auto certificate, inside(name, Certificate::read(certificateText, useOf(slot))));
    TakenKey one{{std::move(key), std::move(certificate)}, unitKeyFiles(dataFolder, slot)};
    if (!isThere(one.files.key) && !isThere(one.files.certificate)) return one;
    auto const known = readUnitCertificate(one.files, useOf(slot));
    one.isSame = isThere(one.files.key) && known && *known && (*known)->keyFingerprint() == one.keys.certificate.keyFingerprint();
    one.isRenewed = one.isSame && (*known)->validity().from < one.keys.certificate.validity().from;
    one.isSetAside = !one.isSame;
    return one;
}

Result<std::vector<TakenKey>> openKeys(OpenedHandover const& opened, std::filesystem::path const& dataFolder, std::string_view passphrase) {
    std::vector<TakenKey> taken;
    for (auto const& unit : opened.contents.units) {
        auto const first = entryName(unit.code, {});
        if (unit.hasKey) ZHIBAO_CHECK(opened.at(first + std::string{keyEnding}));
        std::optional<std::string> aside;  // where its keys go when it has another here
        for (auto const& [name, bytes] : opened.entries) {
            bool const isOfUnit = name.starts_with(first + ".") && name.ends_with(keyEnding);
            if (!isOfUnit) continue;
            auto const more = name.substr(first.size(), name.size() - first.size() - keyEnding.size());
            ZHIBAO_TRY(auto one, openKey(opened, dataFolder, unit.code + more, passphrase));
            if (one.isSetAside) {
                // The key that signs and the one for its connections stay together.
                if (!aside) aside = slotBeside(dataFolder, unit.code, more, one.keys);
                one.files = unitKeyFiles(dataFolder, *aside + more);
                one.isSame = liesAt(one.files, *aside + more, one.keys);
                one.isSetAside = !one.isSame;
            }
            if (unit.isProtected) one.passphrase = passphrase;
            taken.push_back(std::move(one));
        }
    }
    return taken;
}

/// A version as it lies in a database.
struct LyingVersion {
    std::int64_t id = 0;
    std::string unit;
    std::string formSet;
    std::string period;
    std::int64_t version = 1;
    std::string edition;
    std::string filing;
    std::int64_t createdAt = 0;
    std::int64_t changedAt = 0;
    std::string identity;  // empty when it is not sealed
    std::string file;
    std::int64_t sealedAt = 0;
};

/// What hangs on a version beside its filing, with the columns behind the version's id.
struct Appendage {
    std::string_view table;
    std::string_view tableAside;  // the same of a version that was set aside
    std::string_view columns;
    int count;
};
constexpr Appendage appendages[] = {
    {"attachment", "set_aside_attachment", "number, title, sha256, bytes, added_at", 5},
    {"ledger_line", "set_aside_ledger_line",
     "form, number, file, sheet, row, date, document, customer, service, partner, remark, amount_text, currency, amount, row_key, mode, affiliated, digital, outcome, reason", 20}};

constexpr std::string_view lyingColumns =
    "SELECT d.draft_id, d.unit, d.form_set, d.period, d.version, d.edition, d.filing, d.created_at, d.changed_at, coalesce(s.identity, ''), "
    "coalesce(s.file, ''), coalesce(s.sealed_at, 0) FROM draft d LEFT JOIN sealed s USING (draft_id) ";

LyingVersion lyingIn(Cursor const& rows) {
    return {rows.integer(0),           std::string{rows.text(1)}, std::string{rows.text(2)}, std::string{rows.text(3)}, rows.integer(4),            std::string{rows.text(5)},
            std::string{rows.text(6)}, rows.integer(7),           rows.integer(8),           std::string{rows.text(9)}, std::string{rows.text(10)}, rows.integer(11)};
}

/// Brings everything of another database into ours, inside the caller's transaction.
class Merge {
public:
    Merge(Database& ours, Database& theirs, Moment now, HandoverReport& report) : ours_(ours), theirs_(theirs), now_(now), report_(report) {}

    Result<> run() {
        ZHIBAO_CHECK(units());
        ZHIBAO_CHECK(mappings());
        ZHIBAO_TRY(auto rows, theirs_.query(std::string{lyingColumns} + "WHERE d.is_practice = 0 ORDER BY d.unit, d.form_set, d.period, d.version"));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) break;
            ZHIBAO_CHECK(take(lyingIn(rows)));
        }
        ZHIBAO_CHECK(earlierSetAside());
        return bureauAnswers();
    }

private:
    Result<> units() {
        ZHIBAO_TRY(auto rows, theirs_.query("SELECT code, name, changed_at, is_hidden FROM unit "
                                            "WHERE code IN (SELECT unit FROM draft WHERE is_practice = 0) OR code NOT IN (SELECT unit FROM draft)"));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return signatories();
            ZHIBAO_CHECK(ours_.execute("INSERT INTO unit (code, name, changed_at, is_hidden) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (code) DO UPDATE SET name = excluded.name WHERE name = ''",
                                       {rows.text(0), rows.text(1), rows.integer(2), rows.integer(3)}));
        }
    }

    /// Who signs, where nobody is known here.
    Result<> signatories() {
        ZHIBAO_TRY(auto rows, theirs_.query("SELECT unit, unit_head, statistics_head, preparer, phone FROM unit_signatories WHERE unit IN "
                                            "(SELECT unit FROM draft WHERE is_practice = 0) OR unit NOT IN (SELECT unit FROM draft)"));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return {};
            ZHIBAO_CHECK(ours_.execute("INSERT OR IGNORE INTO unit_signatories (unit, unit_head, statistics_head, preparer, phone) VALUES (?1, ?2, ?3, ?4, ?5)",
                                       {rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4)}));
        }
    }

    /// Whom a unit trusts as its bureau, where nobody has settled it here, and what the bureau answered to the versions that are here now.
    Result<> bureauAnswers() {
        ZHIBAO_TRY(auto authorities, theirs_.query("SELECT unit, certificate, pinned_at FROM bureau_authority"));
        for (;;) {
            ZHIBAO_TRY(bool const more, authorities.next());
            if (!more) break;
            ZHIBAO_CHECK(ours_.execute("INSERT INTO bureau_authority (unit, certificate, pinned_at) SELECT code, ?2, ?3 FROM unit "
                                       "WHERE code = ?1 AND code NOT IN (SELECT unit FROM bureau_authority)",
                                       {authorities.text(0), Blob{authorities.blob(1)}, authorities.integer(2)}));
        }
        ZHIBAO_CHECK(copyTable("registration_written", {"sha256", "unit", "purpose", "fingerprint", "bytes", "written_at", "answer", "reason", "answered_at"}, "unit IN (SELECT code FROM unit)"));
        ZHIBAO_CHECK(copyTable("bureau_file", {"identity", "kind", "unit", "created_at", "bytes", "taken_at"}, "unit IN (SELECT unit FROM bureau_authority)"));
        ZHIBAO_CHECK(copyTable("signing_agent", {"unit", "agent"}, "unit IN (SELECT code FROM unit) AND agent IN (SELECT code FROM unit)"));
        ZHIBAO_CHECK(copyTable("counted_version", {"identity", "as_of"}, "identity IN (SELECT identity FROM sealed)"));
        ZHIBAO_TRY(auto receipts, theirs_.query("SELECT sha256, identity, event, is_duplicate, verdict, waits, arrived_at, open, bytes, taken_at FROM bureau_receipt"));
        for (;;) {
            ZHIBAO_TRY(bool const more, receipts.next());
            if (!more) return {};
            std::vector<SqlArgument> values;
            for (int i = 0; i < 10; ++i) values.push_back(receipts.value(i));
            ZHIBAO_CHECK(ours_.execute("INSERT OR IGNORE INTO bureau_receipt (sha256, identity, event, is_duplicate, verdict, waits, arrived_at, open, bytes, taken_at) "
                                       "SELECT ?1, identity, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 FROM sealed WHERE identity = ?2",
                                       values));
        }
    }

    /// The rows that are not here yet and of which the condition holds here.
    Result<> copyTable(std::string const& table, std::initializer_list<std::string> columns, std::string const& condition) {
        std::string names;
        std::string given;
        for (auto const& column : columns) {
            if (!names.empty()) names += ", ";
            if (!given.empty()) given += ", ";
            names += column;
            given += "? AS " + column;
        }
        ZHIBAO_TRY(auto rows, theirs_.query("SELECT " + names + " FROM " + table));
        auto const sql = "INSERT OR IGNORE INTO " + table + " (" + names + ") SELECT * FROM (SELECT " + given + ") WHERE " + condition;
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return {};
            std::vector<SqlArgument> values;
            for (int i = 0; i < static_cast<int>(columns.size()); ++i) values.push_back(rows.value(i));
            ZHIBAO_CHECK(ours_.execute(sql, values));
        }
    }

    /// How a unit's ledgers are read, where nothing is known of it here.
    Result<> mappings() {
        ZHIBAO_TRY(auto rows, theirs_.query("SELECT unit, form, mapping, changed_at FROM ledger_mapping"));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return {};
            ZHIBAO_CHECK(ours_.execute("INSERT OR IGNORE INTO ledger_mapping (unit, form, mapping, changed_at) VALUES (?1, ?2, ?3, ?4)",
                                       {rows.text(0), rows.text(1), rows.text(2), rows.integer(3)}));
        }
    }

    /// Copies what hangs on a version there to a version here; what is here already stays.
    Result<> copyRows(Database& home, std::string_view from, std::string_view fromId, std::int64_t id, std::string_view to, std::string_view toId, std::int64_t newId,
                      Appendage const& appendage) {
        auto const columns = std::string{appendage.columns};
        ZHIBAO_TRY(auto rows, home.query("SELECT " + columns + " FROM " + std::string{from} + " WHERE " + std::string{fromId} + " = ?1", {id}));
        std::string places;
        for (int i = 0; i < appendage.count; ++i) places += ", ?";
        auto const sql = "INSERT OR IGNORE INTO " + std::string{to} + " (" + std::string{toId} + ", " + columns + ") VALUES (?" + places + ")";
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return {};
            std::vector<SqlArgument> values{newId};
            for (int i = 0; i < appendage.count; ++i) values.push_back(rows.value(i));
            ZHIBAO_CHECK(ours_.execute(sql, values));
        }
    }

    Result<> take(LyingVersion const& theirs) {
        std::optional<LyingVersion> ours;
        {
            ZHIBAO_TRY(auto rows, ours_.query(std::string{lyingColumns} + "WHERE d.unit = ?1 AND d.form_set = ?2 AND d.period = ?3 AND d.version = ?4",
                                              {std::string_view{theirs.unit}, std::string_view{theirs.formSet}, std::string_view{theirs.period}, theirs.version}));
            ZHIBAO_TRY(bool const isHere, rows.next());
            if (isHere) ours = lyingIn(rows);
        }
        if (!ours) {
            ++report_.taken;
            return insert(theirs);
        }
        bool const isSameSeal = !ours->identity.empty() && ours->identity == theirs.identity;
        bool const isSameText = ours->filing == theirs.filing && (theirs.identity.empty() || ours->identity == theirs.identity);
        if (isSameSeal || isSameText) {
            ++report_.same;
            // Two drafts with the same answers may have been given different files.
            return ours->identity.empty() ? addAttachments(ours->id, theirs.id) : Result<>{};
        }
        if (ours->identity.empty() && !theirs.identity.empty()) {
            // What was sealed has left the unit: it takes the place, and the draft that stood there is kept beside it.
            ++report_.setAside;
            ZHIBAO_CHECK(setAside(*ours, ours_));
            for (auto const& appendage : appendages) ZHIBAO_CHECK(ours_.execute("DELETE FROM " + std::string{appendage.table} + " WHERE draft_id = ?1", {ours->id}));
            ZHIBAO_CHECK(ours_.execute("DELETE FROM draft WHERE draft_id = ?1", {ours->id}));
            return insert(theirs);
        }
        ZHIBAO_TRY(auto const isNew, isNotSetAside(theirs));
        if (!isNew) {
            ++report_.same;
            return {};
        }
        ++report_.setAside;
        return setAside(theirs, theirs_);
    }

    Result<> insert(LyingVersion const& version) {
        ZHIBAO_CHECK(ours_.execute("INSERT INTO draft (unit, form_set, period, version, edition, filing, created_at, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                                   {std::string_view{version.unit}, std::string_view{version.formSet}, std::string_view{version.period}, version.version,
                                    std::string_view{version.edition}, std::string_view{version.filing}, version.createdAt, version.changedAt}));
        ZHIBAO_TRY(auto const id, ours_.integer("SELECT last_insert_rowid()"));
        for (auto const& appendage : appendages)
            ZHIBAO_CHECK(copyRows(theirs_, appendage.table, "draft_id", version.id, appendage.table, "draft_id", id.value_or(0), appendage));
        if (version.identity.empty()) return {};
        ZHIBAO_CHECK(ours_.execute("INSERT INTO sealed (draft_id, identity, file, sealed_at) VALUES (?1, ?2, ?3, ?4)",
                                   {id.value_or(0), std::string_view{version.identity}, std::string_view{version.file}, version.sealedAt}));
        ZHIBAO_TRY(auto handedIn, theirs_.query("SELECT place, handed_in_at FROM handed_in WHERE draft_id = ?1", {version.id}));
        ZHIBAO_TRY(bool const isHandedIn, handedIn.next());
        if (!isHandedIn) return {};
        return ours_.execute("INSERT INTO handed_in (draft_id, place, handed_in_at) VALUES (?1, ?2, ?3)", {id.value_or(0), handedIn.text(0), handedIn.integer(1)});
    }

    /// Those of their draft that ours does not have.
    Result<> addAttachments(std::int64_t ours, std::int64_t theirs) {
        ZHIBAO_TRY(auto rows, theirs_.query("SELECT title, sha256, bytes, added_at FROM attachment WHERE draft_id = ?1 ORDER BY number", {theirs}));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return {};
            ZHIBAO_CHECK(ours_.execute("INSERT INTO attachment (draft_id, number, title, sha256, bytes, added_at) "
                                       "SELECT ?1, coalesce((SELECT max(number) FROM attachment WHERE draft_id = ?1), 0) + 1, ?2, ?3, ?4, ?5 "
                                       "WHERE NOT EXISTS (SELECT 1 FROM attachment WHERE draft_id = ?1 AND sha256 = ?3)",
                                       {ours, rows.text(0), Blob{rows.blob(1)}, Blob{rows.blob(2)}, rows.integer(3)}));
        }
    }

    Result<bool> isNotSetAside(LyingVersion const& version) {
        ZHIBAO_TRY(auto const count, ours_.integer("SELECT count(*) FROM set_aside WHERE unit = ?1 AND form_set = ?2 AND period = ?3 AND version = ?4 AND filing = ?5",
                                                   {std::string_view{version.unit}, std::string_view{version.formSet}, std::string_view{version.period}, version.version,
                                                    std::string_view{version.filing}}));
        return count.value_or(0) == 0;
    }

    /// With what hangs on it, which lies in the database it comes from.
    Result<> setAside(LyingVersion const& version, Database& home) {
        ZHIBAO_CHECK(ours_.execute("INSERT OR IGNORE INTO set_aside (unit, form_set, period, version, edition, filing, identity, changed_at, set_aside_at) "
                                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif(?7, ''), ?8, ?9)",
                                   {std::string_view{version.unit}, std::string_view{version.formSet}, std::string_view{version.period}, version.version,
                                    std::string_view{version.edition}, std::string_view{version.filing}, std::string_view{version.identity}, version.changedAt, now_.seconds}));
        ZHIBAO_TRY(auto const id, ours_.integer("SELECT set_aside_id FROM set_aside WHERE unit = ?1 AND form_set = ?2 AND period = ?3 AND version = ?4 AND filing = ?5",
                                                {std::string_view{version.unit}, std::string_view{version.formSet}, std::string_view{version.period}, version.version,
                                                 std::string_view{version.filing}}));
        for (auto const& appendage : appendages)
            ZHIBAO_CHECK(copyRows(home, appendage.table, "draft_id", version.id, appendage.tableAside, "set_aside_id", id.value_or(0), appendage));
        return {};
    }

    /// What had been set aside there stays set aside here.
    Result<> earlierSetAside() {
        ZHIBAO_TRY(auto rows, theirs_.query("SELECT set_aside_id, unit, form_set, period, version, edition, filing, 0, changed_at, coalesce(identity, ''), '', 0 FROM set_aside"));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return {};
            auto version = lyingIn(rows);
            auto const theirId = std::exchange(version.id, 0);  // no draft there has it
            ZHIBAO_TRY(auto const isNew, isNotSetAside(version));
            if (!isNew) continue;
            ZHIBAO_CHECK(setAside(version, theirs_));
            ZHIBAO_TRY(auto const id, ours_.integer("SELECT max(set_aside_id) FROM set_aside"));
            for (auto const& appendage : appendages)
                ZHIBAO_CHECK(copyRows(theirs_, appendage.tableAside, "set_aside_id", theirId, appendage.tableAside, "set_aside_id", id.value_or(0), appendage));
        }
    }

    Database& ours_;
    Database& theirs_;
    Moment now_;
    HandoverReport& report_;
};

/// Writes the keys; when one cannot be written, those before it are removed again.
Result<> writeKeys(std::vector<TakenKey> const& keys, HandoverReport& report) {
    std::vector<std::filesystem::path> written;
    for (auto const& one : keys) {
        if (one.isSame) {
            ++report.keysSame;
            if (one.isRenewed) ZHIBAO_CHECK(writeFile(one.files.certificate, one.keys.certificate.toPem()));
            continue;
        }
        std::error_code problem;
        std::filesystem::create_directories(one.files.key.parent_path(), problem);
        if (auto const done = writeUnitKeys(one.keys, one.files.key, one.files.certificate, one.passphrase); !done) {
            for (auto const& path : written) std::filesystem::remove(path, problem);
            return done;
        }
        written.insert(written.end(), {one.files.key, one.files.certificate});
        if (one.isSetAside)
            report.keysSetAside.push_back(one.files.key);
        else
            ++report.keysTaken;
    }
    return {};
}

}  // namespace

Result<Bytes> writeHandover(DraftStore& store, std::filesystem::path const& dataFolder, std::string_view passphrase, Clock const& clock) {
    auto& database = store.connection();
    ZHIBAO_TRY(auto units, store.units(true));
    std::sort(units.begin(), units.end(), [](KnownUnit const& left, KnownUnit const& right) { return left.code < right.code; });
    std::vector<KeyTexts> keys;
    JsonValue::Array unitList;
    for (auto const& unit : units) {
        ZHIBAO_TRY(auto all, encryptedKeys(dataFolder, unit.code, passphrase));
        bool const hasKey = std::any_of(all.begin(), all.end(), [&](KeyTexts const& one) { return one.slot == unit.code; });
        bool const isUnderPassphrase = std::any_of(all.begin(), all.end(), [](KeyTexts const& one) { return one.isProtected; });
        unitList.emplace_back(JsonValue::Object{{"code", unit.code}, {"name", unit.name}, {"key", hasKey}, {"protected", isUnderPassphrase}});
        std::move(all.begin(), all.end(), std::back_inserter(keys));
    }
    ZHIBAO_TRY(auto const copy, bytesWrittenTo([&](std::filesystem::path const& path) { return copyDatabase(database, path, Overwrite::yes); }));
    ZHIBAO_TRY(auto const all, database.integer("SELECT count(*) FROM draft WHERE is_practice = 0"));
    ZHIBAO_TRY(auto const sealed, database.integer("SELECT count(*) FROM sealed"));

    std::vector<std::pair<std::string, BytesView>> parts{{std::string{databaseEntry}, copy}};
    for (auto const& key : keys) {
        parts.emplace_back(entryName(key.slot, certificateEnding), key.certificate);
        parts.emplace_back(entryName(key.slot, keyEnding), key.key);
    }
    std::sort(parts.begin(), parts.end(), [](auto const& left, auto const& right) { return left.first < right.first; });
    std::vector<ZipEntry> entries;
    JsonValue::Array entryList;
    for (auto const& [name, bytes] : parts) {
        entries.push_back({name, bytes});
        entryList.emplace_back(entryJson(entries.back()));
    }
    auto const contents = toText(JsonValue{JsonValue::Object{{"schema", schemaName},
                                                             {"createdAt", toText(clock.now())},
                                                             {"units", std::move(unitList)},
                                                             {"drafts", all.value_or(0) - sealed.value_or(0)},
                                                             {"sealed", sealed.value_or(0)},
                                                             {"entries", std::move(entryList)}}});
    entries.push_back({contentsEntry, contents});
    return writeZip(std::move(entries), limits);
}

Result<HandoverContents> readHandover(BytesView file) {
    ZHIBAO_TRY(auto opened, openHandover(file));
    return std::move(opened.contents);
}

Result<HandoverReport> takeOver(DraftStore& store, std::filesystem::path const& dataFolder, BytesView file, std::string_view passphrase, Moment now) {
    ZHIBAO_TRY(auto const opened, openHandover(file));
    ZHIBAO_TRY(auto const keys, openKeys(opened, dataFolder, passphrase));
    ZHIBAO_TRY(auto const bytes, opened.at(databaseEntry));
    ZHIBAO_TRY(auto const folder, CopyFolder::make(dataFolder));
    ZHIBAO_CHECK(writeFile(folder.database(), bytes, FileAccess::ownerOnly));
    // Opening it brings an older one to this program's shape and refuses a newer one.
    ZHIBAO_TRY(auto theirs, inside(databaseEntry, DraftStore::open(folder.database())));
    HandoverReport report;
    ZHIBAO_TRY(auto transaction, Transaction::begin(store.connection()));
    ZHIBAO_CHECK(Merge(store.connection(), theirs.connection(), now, report).run());
    ZHIBAO_CHECK(writeKeys(keys, report));
    ZHIBAO_CHECK(transaction.commit());
    return report;
}

Result<HandoverReport> takeSealedVersions(DraftStore& store, std::filesystem::path const& dataFolder, std::vector<SealedVersion> const& versions, Moment now) {
    HandoverReport report;
    if (versions.empty()) return report;
    ZHIBAO_TRY(auto const folder, CopyFolder::make(dataFolder));
    ZHIBAO_TRY(auto theirs, DraftStore::open(folder.database()));
    for (auto const& version : versions) {
        ZHIBAO_TRY(auto const id, theirs.add(version.filing, *version.edition, version.seal.moment));
        for (auto const& attachment : version.attachments) ZHIBAO_CHECK(addAttachment(theirs, id, attachment.title, attachment.bytes, version.seal.moment));
        ZHIBAO_CHECK(theirs.recordSeal(id, version.seal));
    }
    ZHIBAO_TRY(auto transaction, Transaction::begin(store.connection()));
    ZHIBAO_CHECK(Merge(store.connection(), theirs.connection(), now, report).run());
    ZHIBAO_CHECK(transaction.commit());
    return report;
}

Result<std::vector<SetAside>> setAsideVersions(DraftStore& store) {
    ZHIBAO_TRY(auto rows, store.connection().query("SELECT s.set_aside_id, s.unit, unit.name, s.edition, s.form_set, s.period, s.version, s.identity, s.changed_at, s.set_aside_at "
                                                   "FROM set_aside s JOIN unit ON unit.code = s.unit ORDER BY s.set_aside_at DESC, s.set_aside_id DESC"));
    std::vector<SetAside> list;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return list;
        SetAside one{rows.integer(0),           std::string{rows.text(1)}, std::string{rows.text(2)}, std::string{rows.text(3)}, std::string{rows.text(4)},
                     std::string{rows.text(5)}, rows.integer(6),           std::nullopt,              Moment{rows.integer(8)},   Moment{rows.integer(9)}};
        if (!rows.isNull(7)) {
            ZHIBAO_TRY(auto const identity, Digest::parse(rows.text(7)));
            one.identity = identity;
        }
        list.push_back(std::move(one));
    }
}

Result<Filing> readSetAside(DraftStore& store, std::int64_t id, Edition const& edition) {
    std::string document;
    {
        ZHIBAO_TRY(auto rows, store.connection().query("SELECT filing FROM set_aside WHERE set_aside_id = ?1", {id}));
        ZHIBAO_TRY(bool const isThere, rows.next());
        if (!isThere) return fail(error::draftUnknown, {{"draft", std::to_string(id)}});
        document = rows.text(0);
    }
    ZHIBAO_TRY(JsonValue const value, parseJson(document));
    return readFiling(JsonNode{value}, edition);
}

}  // namespace zhibao
