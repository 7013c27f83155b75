#include "store/lists.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/json.h"
#include "register/credit_code.h"
#include "store/counting.h"
#include "store/decisions.h"
#include "store/event_log.h"
#include "store/json_columns.h"
#include "store/money_column.h"
#include "store/profiles.h"

namespace zhibao {

namespace {

// One row per version. Forks and gaps are handed in as lists of versions, acceptance is known by the latest decision, and what counts by the
// table made for it.
constexpr std::string_view versionColumns = R"(
SELECT v.version_id, f.unit_id, (SELECT code FROM unit_entry e WHERE e.unit_id = f.unit_id ORDER BY event DESC LIMIT 1), o.form_set, o.period, o.last_day,
       v.number, v.kind, v.zero, v.arrived, v.arrived > o.deadline, v.file_name, v.edition, v.identity, v.row_count, v.errors, v.queries, v.unexplained, v.notices,
       coalesce((SELECT reason FROM version_reason r WHERE r.version_id = v.version_id), ''),
       coalesce((SELECT code FROM version_mandate w JOIN mandate m USING (mandate_id) JOIN unit_entry e ON e.unit_id = m.agent_id WHERE w.version_id = v.version_id ORDER BY e.event DESC LIMIT 1), ''),
       )";
/// The state, with the places at which the statement gets the forks and the gaps.
std::string versionState(std::string_view forks, std::string_view gaps) {
    return "CASE WHEN v.version_id IN (SELECT value FROM json_each(" + std::string{forks} + ")) THEN 'fork' WHEN v.version_id IN (SELECT value FROM json_each(" +
           std::string{gaps} + R"()) THEN 'gap'
  WHEN EXISTS (SELECT 1 FROM counted c WHERE c.filing_id = v.filing_id AND c.version_id = v.version_id) THEN 'counted'
  WHEN 'returned' = (SELECT kind FROM decision d WHERE d.version_id = v.version_id ORDER BY event DESC LIMIT 1) THEN 'returned'
  WHEN v.kind = 'withdrawal' AND 'accepted' = (SELECT kind FROM decision d WHERE d.version_id = v.version_id ORDER BY event DESC LIMIT 1)
       AND NOT EXISTS (SELECT 1 FROM counted c WHERE c.filing_id = v.filing_id)
       AND NOT EXISTS (SELECT 1 FROM filing_version w WHERE w.replaces = v.identity AND w.kind = 'withdrawal') THEN 'withdrawn'
  WHEN 'accepted' = (SELECT kind FROM decision d WHERE d.version_id = v.version_id ORDER BY event DESC LIMIT 1) THEN 'replaced'
  ELSE 'waiting' END)";
}
constexpr std::string_view versionTables = R"( FROM filing_version v JOIN filing f USING (filing_id) JOIN opening o USING (opening_id))";
constexpr std::string_view versionConditions = R"(
WHERE (?1 = '' OR o.period = ?1) AND (?2 = '' OR o.form_set = ?2)
  AND (?3 = '' OR f.unit_id IN (SELECT unit_id FROM unit_entry WHERE instr(code, ?3) > 0 UNION SELECT unit_id FROM unit_profile WHERE instr(name, ?3) > 0)) )";

/// Versions in forks and gaps, as JSON lists.
struct Unsettled {
    std::string forks;
    std::string gaps;
};

std::string listText(std::vector<std::int64_t> const& versions) {
    JsonValue::Array list;
    for (auto const version : versions) list.emplace_back(version);
    return toText(JsonValue{std::move(list)});
}

Result<Unsettled> unsettledIn(Database& database) {
    std::vector<std::int64_t> forks;
    std::vector<std::int64_t> gaps;
    ZHIBAO_CHECK(forEachStanding(database, [&](std::int64_t, FilingStanding const& standing) {
        forks.insert(forks.end(), standing.forked.begin(), standing.forked.end());
        gaps.insert(gaps.end(), standing.gaps.begin(), standing.gaps.end());
    }));
    return Unsettled{listText(forks), listText(gaps)};
}

VersionState stateNamed(std::string_view name) {
    for (auto const state : {VersionState::counted, VersionState::waiting, VersionState::gap, VersionState::fork, VersionState::withdrawn, VersionState::replaced, VersionState::returned})
        if (nameOf(state) == name) return state;
    return VersionState::waiting;
}

VersionEntry entryIn(Cursor const& rows) {
    VersionEntry entry;
    entry.version = rows.integer(0);
    entry.unit = rows.text(2);
    entry.formSet = rows.text(3);
    entry.period = rows.text(4);
    entry.number = rows.integer(6);
    entry.kind = rows.text(7);
    entry.isZero = rows.integer(8) != 0;
    entry.arrived = Moment{rows.integer(9)};
    entry.isLate = rows.integer(10) != 0;
    entry.fileName = rows.text(11);
    entry.edition = rows.text(12);
    entry.identity = digestIn(rows, 13).value_or(Digest{});
    entry.rows = rows.integer(14);
    entry.errors = rows.integer(15);
    entry.queries = rows.integer(16);
    entry.unexplained = rows.integer(17);
    entry.notices = rows.integer(18);
    entry.reason = rows.text(19);
    entry.agent = rows.text(20);
    entry.state = stateNamed(rows.text(21));
    return entry;
}

Result<std::vector<VersionEntry>> entriesOf(Database& database, Cursor rows) {
    std::vector<VersionEntry> entries;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return entries;
        auto entry = entryIn(rows);
        ZHIBAO_TRY(auto const profiles, profilesOf(database, rows.integer(1)));
        ZHIBAO_TRY(Date const lastDay, parseDate(rows.text(5)));
        entry.unitName = profileOn(profiles, lastDay).name;
        entries.push_back(std::move(entry));
    }
}

std::string wantedState(VersionFilter const& filter) {
    return filter.state ? std::string{nameOf(*filter.state)} : std::string{};
}

Result<std::size_t> countOf(Result<std::optional<std::int64_t>> number) {
    if (!number) return tl::unexpected(std::move(number).error());
    return static_cast<std::size_t>(number->value_or(0));
}

}  // namespace

std::string_view nameOf(VersionState state) noexcept {
    switch (state) {
        case VersionState::counted: return "counted";
        case VersionState::waiting: return "waiting";
        case VersionState::gap: return "gap";
        case VersionState::fork: return "fork";
        case VersionState::withdrawn: return "withdrawn";
        case VersionState::replaced: return "replaced";
        case VersionState::returned: return "returned";
    }
    return {};
}

Result<std::vector<VersionEntry>> listVersions(BureauDatabase const& database, VersionFilter const& filter, std::optional<std::int64_t> before, std::size_t limit) {
    static std::string const sql = std::string{versionColumns} + versionState("?5", "?6") + std::string{versionTables} + std::string{versionConditions} +
                                   "AND (?4 = '' OR ?4 = " + versionState("?5", "?6") + ") AND v.version_id < ?7 ORDER BY v.version_id DESC LIMIT ?8";
    auto& connection = database.connection();
    ZHIBAO_TRY(auto const moment, ReadMoment::begin(connection));
    auto const state = wantedState(filter);
    ZHIBAO_TRY(auto const unsettled, unsettledIn(connection));
    ZHIBAO_TRY(auto rows, connection.query(sql, {std::string_view{filter.period}, std::string_view{filter.formSet}, std::string_view{filter.unit},
                                                 std::string_view{state}, std::string_view{unsettled.forks}, std::string_view{unsettled.gaps}, before.value_or(INT64_MAX), static_cast<std::int64_t>(limit)}));
    return entriesOf(connection, std::move(rows));
}

Result<std::size_t> countVersions(BureauDatabase const& database, VersionFilter const& filter) {
    static std::string const sql = "SELECT count(*)" + std::string{versionTables} + std::string{versionConditions} + "AND (?4 = '' OR ?4 = " +
                                   versionState("?5", "?6") + ")";
    auto const state = wantedState(filter);
    auto& connection = database.connection();
    ZHIBAO_TRY(auto const moment, ReadMoment::begin(connection));
    ZHIBAO_TRY(auto const unsettled, unsettledIn(connection));
    return countOf(connection.integer(sql, {std::string_view{filter.period}, std::string_view{filter.formSet}, std::string_view{filter.unit},
                                            std::string_view{state}, std::string_view{unsettled.forks}, std::string_view{unsettled.gaps}}));
}

Result<StoredVersion> readVersion(BureauDatabase const& database, std::int64_t version) {
    static std::string const sql =
        std::string{versionColumns} + versionState("?2", "?3") + std::string{versionTables} + " WHERE v.version_id = ?1";
    auto& connection = database.connection();
    ZHIBAO_TRY(auto const moment, ReadMoment::begin(connection));
    ZHIBAO_TRY(auto const filing, connection.integer("SELECT filing_id FROM filing_version WHERE version_id = ?1", {version}));
    ZHIBAO_TRY(auto const standing, standingOf(connection, filing.value_or(0)));
    auto const forks = listText(standing.forked);
    auto const gaps = listText(standing.gaps);
    ZHIBAO_TRY(auto entryRows, connection.query(sql, {version, std::string_view{forks}, std::string_view{gaps}}));
    ZHIBAO_TRY(auto entries, entriesOf(connection, std::move(entryRows)));
    if (entries.empty()) return fail(error::versionUnknown, {{"version", std::to_string(version)}});
    StoredVersion stored;
    stored.entry = std::move(entries.front());
    ZHIBAO_TRY(auto rows, connection.query("SELECT v.replaces, v.edition_digest, v.signer, p.bytes FROM filing_version v LEFT JOIN package p USING (version_id) "
                                           "WHERE v.version_id = ?1",
                                           {version}));
    ZHIBAO_TRY([[maybe_unused]] bool const found, rows.next());
    stored.replaces = digestIn(rows, 0);
    stored.editionDigest = digestIn(rows, 1).value_or(Digest{});
    stored.signer = digestIn(rows, 2).value_or(Digest{});
    stored.package = rows.blob(3);
    ZHIBAO_TRY(stored.findings, findingsOf(connection, version));
    return stored;
}

Result<std::int64_t> versionNamed(BureauDatabase const& database, std::string_view unit, std::string_view formSet, std::string_view period,
                                  std::optional<std::int64_t> number) {
    ZHIBAO_TRY(auto const code, UnitCode::parse(unit));
    ZHIBAO_TRY(auto rows, database.connection().query("SELECT v.version_id, v.number FROM filing_version v JOIN filing f USING (filing_id) JOIN opening o USING (opening_id) "
                                                      "JOIN unit u USING (unit_id) WHERE u.organisation_code = ?1 AND o.form_set = ?2 AND o.period = ?3 AND (?4 IS NULL OR v.number = ?4) "
                                                      "ORDER BY v.number DESC, v.version_id",
                                                      {code.organisationCode(), formSet, period, number ? SqlArgument{*number} : SqlArgument{std::monostate{}}}));
    ZHIBAO_TRY(bool const found, rows.next());
    if (!found) return fail(error::versionNotFound, {{"unit", code.text()}, {"set", std::string{formSet}}, {"period", std::string{period}}});
    auto const version = rows.integer(0);
    auto const highest = rows.integer(1);
    auto same = std::to_string(version);
    bool isAmbiguous = false;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more || rows.integer(1) != highest) break;
        isAmbiguous = true;
        same += ", " + std::to_string(rows.integer(0));
    }
    if (isAmbiguous) return fail(error::versionAmbiguous, {{"number", std::to_string(highest)}, {"versions", same}});
    return version;
}

Result<std::vector<RefusalEntry>> listRefusals(BureauDatabase const& database, std::optional<std::int64_t> before, std::size_t limit) {
    std::vector<RefusalEntry> entries;
    ZHIBAO_TRY(auto rows, database.connection().query("SELECT refusal_id, file_name, file_digest, code, place, arguments, arrived FROM refusal "
                                                      "WHERE refusal_id < ?1 ORDER BY refusal_id DESC LIMIT ?2",
                                                      {before.value_or(INT64_MAX), static_cast<std::int64_t>(limit)}));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return entries;
        RefusalEntry entry{rows.integer(0), std::string{rows.text(1)}, digestIn(rows, 2), std::string{rows.text(3)}, std::string{rows.text(4)}, {},
                           Moment{rows.integer(6)}};
        ZHIBAO_TRY(entry.arguments, argumentsIn(rows.text(5)));
        entries.push_back(std::move(entry));
    }
}

Result<std::size_t> countRefusals(BureauDatabase const& database) {
    return countOf(database.connection().integer("SELECT count(*) FROM refusal"));
}

Result<std::vector<JudgedFinding>> findingsOf(Database& database, std::int64_t version) {
    std::vector<JudgedFinding> findings;
    ZHIBAO_TRY(auto rows, database.query("SELECT rule, level, verdict, explained, cells, arguments, message_zh, message_en FROM finding WHERE version_id = ?1 "
                                         "ORDER BY number",
                                         {version}));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return findings;
        JudgedFinding finding{std::string{rows.text(0)}, std::string{rows.text(1)}, std::string{rows.text(2)}, rows.integer(3) != 0, {}, {},
                              {std::string{rows.text(6)}, std::string{rows.text(7)}}};
        ZHIBAO_TRY(finding.cells, cellsIn(rows.text(4)));
        ZHIBAO_TRY(finding.arguments, argumentsIn(rows.text(5)));
        findings.push_back(std::move(finding));
    }
}

Result<std::vector<TradeRow>> rowsOf(Database& database, std::int64_t version) {
    std::vector<TradeRow> trade;
    ZHIBAO_TRY(auto rows, database.query("SELECT form, flow, item, partner, outsourcing, currency, total, mode1, mode2, mode4, affiliated, digital "
                                         "FROM trade_row WHERE version_id = ?1 ORDER BY number",
                                         {version}));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return trade;
        trade.push_back(TradeRow{std::string{rows.text(0)}, std::string{rows.text(1)}, std::string{rows.text(2)}, std::string{rows.text(3)},
                                 std::string{rows.text(4)}, std::string{rows.text(5)}, moneyIn(rows, 6), moneyIn(rows, 7), moneyIn(rows, 8), moneyIn(rows, 9),
                                 moneyIn(rows, 10), moneyIn(rows, 11)});
    }
}

}  // namespace zhibao
