#include "store/drafts.h"

#include <utility>

#include "base/json.h"
#include "store/migrations.h"

namespace zhibao {

namespace {

ErrorArguments argumentsOf(DraftEntry const& entry) {
    return {{"unit", entry.unit}, {"period", entry.period}, {"version", std::to_string(entry.version)}};
}

constexpr std::string_view columns =
    "SELECT draft.draft_id, draft.unit, unit.name, draft.edition, draft.form_set, draft.period, draft.version, draft.created_at, "
    "draft.changed_at, sealed.identity, sealed.file, sealed.sealed_at, handed_in.place, handed_in.handed_in_at, draft.is_practice "
    "FROM draft JOIN unit ON unit.code = draft.unit LEFT JOIN sealed USING (draft_id) LEFT JOIN handed_in USING (draft_id) ";

constexpr std::string_view isNewest =
    "draft.version = (SELECT max(other.version) FROM draft AS other WHERE other.unit = draft.unit AND other.form_set = draft.form_set "
    "AND other.period = draft.period) ";

}  // namespace

Result<DraftStore> DraftStore::open(std::filesystem::path const& path) {
    std::error_code problem;
    auto const access = std::filesystem::exists(path, problem) ? Database::Access::readWrite : Database::Access::create;
    ZHIBAO_TRY(auto database, Database::open(path, access));
    ZHIBAO_CHECK(migrate(database, enterpriseSchema()));
    return DraftStore{std::move(database)};
}

Result<std::vector<DraftEntry>> DraftStore::entries(std::string_view condition, std::initializer_list<SqlArgument> arguments) {
    ZHIBAO_TRY(auto cursor, database_.query(std::string{columns} + std::string{condition}, arguments));
    std::vector<DraftEntry> found;
    while (true) {
        ZHIBAO_TRY(bool const isRow, cursor.next());
        if (!isRow) return found;
        DraftEntry entry{cursor.integer(0),
                         std::string{cursor.text(1)},
                         std::string{cursor.text(2)},
                         std::string{cursor.text(3)},
                         std::string{cursor.text(4)},
                         std::string{cursor.text(5)},
                         cursor.integer(6),
                         Moment{cursor.integer(7)},
                         Moment{cursor.integer(8)},
                         std::nullopt,
                         std::nullopt,
                         cursor.integer(14) == 0 ? DraftPurpose::report : DraftPurpose::practice};
        if (!cursor.isNull(9)) {
            ZHIBAO_TRY(auto const identity, Digest::parse(cursor.text(9)));
            entry.seal = SealRecord{identity, std::string{cursor.text(10)}, Moment{cursor.integer(11)}};
        }
        if (!cursor.isNull(12)) entry.handIn = HandIn{std::string{cursor.text(12)}, Moment{cursor.integer(13)}};
        found.push_back(std::move(entry));
    }
}

Result<std::vector<DraftEntry>> DraftStore::newest() {
    return entries("WHERE " + std::string{isNewest} + "ORDER BY draft.changed_at DESC, draft.draft_id DESC", {});
}

Result<std::optional<DraftEntry>> DraftStore::find(std::string_view unit, std::string_view formSet, std::string_view period) {
    ZHIBAO_TRY(auto found, entries("WHERE draft.unit = ?1 AND draft.form_set = ?2 AND draft.period = ?3 AND " + std::string{isNewest},
                                   {unit, formSet, period}));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

Result<std::optional<DraftEntry>> DraftStore::findSealed(std::string_view unit, std::string_view formSet, std::string_view period) {
    ZHIBAO_TRY(auto found, entries("WHERE draft.unit = ?1 AND draft.form_set = ?2 AND draft.period = ?3 AND sealed.draft_id IS NOT NULL "
                                   "ORDER BY draft.version DESC LIMIT 1",
                                   {unit, formSet, period}));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

Result<DraftEntry> DraftStore::entry(std::int64_t id) {
    ZHIBAO_TRY(auto found, entries("WHERE draft.draft_id = ?1", {id}));
    if (found.empty()) return fail(error::draftUnknown, {{"draft", std::to_string(id)}});
    return std::move(found.front());
}

Result<std::int64_t> DraftStore::add(Filing const& filing, Edition const& edition, Moment now, DraftPurpose purpose) {
    auto const& header = filing.header;
    auto const document = toText(toJson(filing, edition));
    ZHIBAO_TRY(auto transaction, Transaction::begin(database_));
    ZHIBAO_CHECK(database_.execute("INSERT OR IGNORE INTO unit (code, name, changed_at) VALUES (?1, '', ?2)", {header.unit, now.seconds}));
    ZHIBAO_TRY(auto const taken, database_.integer("SELECT draft_id FROM draft WHERE unit = ?1 AND form_set = ?2 AND period = ?3 AND version = ?4",
                                                   {header.unit, header.formSet, header.period, header.version}));
    if (taken)
        return fail(error::draftExists, {{"unit", header.unit}, {"period", header.period}, {"version", std::to_string(header.version)}});
    ZHIBAO_CHECK(database_.execute("INSERT INTO draft (unit, form_set, period, version, edition, filing, created_at, changed_at, is_practice) "
                                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8)",
                                   {header.unit, header.formSet, header.period, header.version, header.edition, document, now.seconds,
                                    std::int64_t{purpose == DraftPurpose::practice}}));
    ZHIBAO_TRY(auto const id, database_.integer("SELECT last_insert_rowid()"));
    ZHIBAO_CHECK(transaction.commit());
    return id.value_or(0);
}

Result<Filing> DraftStore::load(std::int64_t id, Edition const& edition) {
    std::string document;
    {
        ZHIBAO_TRY(auto cursor, database_.query("SELECT filing FROM draft WHERE draft_id = ?1", {id}));
        ZHIBAO_TRY(bool const isRow, cursor.next());
        if (!isRow) return fail(error::draftUnknown, {{"draft", std::to_string(id)}});
        document = cursor.text(0);
    }
    ZHIBAO_TRY(JsonValue const value, parseJson(document));
    return readFiling(JsonNode{value}, edition);
}

Result<> DraftStore::save(std::int64_t id, Filing const& filing, Edition const& edition, Moment now) {
    ZHIBAO_TRY(auto const draft, entry(id));
    if (draft.seal) return fail(error::draftSealed, argumentsOf(draft));
    return database_.execute("UPDATE draft SET filing = ?2, changed_at = ?3, saves = saves + 1 WHERE draft_id = ?1",
                             {id, toText(toJson(filing, edition)), now.seconds});
}

Result<> DraftStore::recordSeal(std::int64_t id, SealRecord const& seal) {
    ZHIBAO_TRY(auto const draft, entry(id));
    if (draft.seal) return fail(error::draftSealed, argumentsOf(draft));
    if (draft.purpose == DraftPurpose::practice) return fail(error::draftIsPractice);
    return database_.execute("INSERT INTO sealed (draft_id, identity, file, sealed_at) VALUES (?1, ?2, ?3, ?4)",
                             {id, seal.identity.hex(), seal.file, seal.moment.seconds});
}

Result<> DraftStore::removePractice(std::string_view unit) {
    ZHIBAO_TRY(auto transaction, Transaction::begin(database_));
    for (std::string const table : {"attachment", "ledger_line", "draft"})
        ZHIBAO_CHECK(database_.execute("DELETE FROM " + table + " WHERE draft_id IN (SELECT draft_id FROM draft WHERE unit = ?1 AND is_practice = 1)", {unit}));
    return transaction.commit();
}

Result<> DraftStore::recordHandIn(std::int64_t id, HandIn const& handIn) {
    ZHIBAO_TRY(auto const draft, entry(id));
    if (!draft.seal) return fail(error::draftNotSealed, argumentsOf(draft));
    return database_.execute("INSERT INTO handed_in (draft_id, place, handed_in_at) VALUES (?1, ?2, ?3) "
                             "ON CONFLICT (draft_id) DO UPDATE SET place = excluded.place, handed_in_at = excluded.handed_in_at",
                             {id, handIn.place, handIn.moment.seconds});
}

Result<std::int64_t> DraftStore::addCorrection(std::int64_t id, Edition const& edition, Moment now) {
    ZHIBAO_TRY(auto const draft, entry(id));
    if (!draft.seal) return fail(error::draftNotSealed, argumentsOf(draft));
    ZHIBAO_TRY(auto filing, load(id, edition));
    ZHIBAO_TRY(auto const correction, add(correctionOf(std::move(filing), draft.seal->identity), edition, now));
    for (auto const& form : edition.forms) {
        ZHIBAO_TRY(auto const lines, ledger(id, form.id));
        if (!lines.empty()) ZHIBAO_CHECK(saveLedger(correction, form.id, lines));
    }
    ZHIBAO_CHECK(database_.execute("INSERT INTO attachment (draft_id, number, title, sha256, bytes, added_at) "
                                   "SELECT ?2, number, title, sha256, bytes, ?3 FROM attachment WHERE draft_id = ?1",
                                   {id, correction, now.seconds}));
    return correction;
}

Result<std::int64_t> DraftStore::addWithdrawal(std::int64_t id, Edition const& edition, Moment now) {
    ZHIBAO_TRY(auto const draft, entry(id));
    if (!draft.seal) return fail(error::draftNotSealed, argumentsOf(draft));
    ZHIBAO_TRY(auto filing, load(id, edition));
    return add(withdrawalOf(std::move(filing), draft.seal->identity), edition, now);
}

Result<std::vector<DraftEntry>> DraftStore::versionsOf(std::string_view unit) {
    return entries("WHERE draft.unit = ?1 ORDER BY draft.form_set, draft.period, draft.version", {unit});
}

}  // namespace zhibao
