#include "store/verify.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "answers/scope.h"
#include "calendar/period.h"
#include "intake/trade_rows.h"
#include "package/open.h"
#include "store/counting.h"
#include "store/event_log.h"
#include "store/lists.h"
#include "store/migrations.h"
#include "trust/certificate.h"

namespace zhibao {

namespace {

/// Rows of one table, in the order of the events that wrote them, read one behind the other.
class RowsByEvent {
public:
    static Result<RowsByEvent> of(Database& database, LedgerTable const& table) {
        ZHIBAO_TRY(auto cursor, database.query(table.selection));
        RowsByEvent rows{table, std::move(cursor)};
        ZHIBAO_CHECK(rows.advance());
        return rows;
    }
    [[nodiscard]] bool hasRow() const noexcept { return hasRow_; }
    [[nodiscard]] std::int64_t event() const noexcept { return cursor_.integer(0); }
    [[nodiscard]] LedgerTable const& table() const noexcept { return *table_; }
    [[nodiscard]] Bytes bytes() const {
        FieldBytes fields;
        fields.add(table_->name);
        for (int column = 1; column < cursor_.columns(); ++column) fields.add(cursor_.value(column));
        return std::move(fields).take();
    }
    Result<> advance() {
        ZHIBAO_TRY(hasRow_, cursor_.next());
        return {};
    }

private:
    RowsByEvent(LedgerTable const& table, Cursor cursor) : table_(&table), cursor_(std::move(cursor)) {}
    LedgerTable const* table_;
    Cursor cursor_;
    bool hasRow_ = false;
};

/// A version as the ledger describes it, to be compared with what its package says.
struct DescribedVersion {
    std::int64_t version = 0;
    std::int64_t unit = 0;
    std::string organisationCode;
    std::string formSet;
    std::string period;
    std::int64_t number = 0;
    std::string kind;
    std::string origin;
    bool isZero = false;
    std::int64_t arrived = 0;
    std::optional<Digest> identity;
    std::optional<Digest> replaces;
    std::optional<Digest> signer;
    std::string edition;
    std::optional<Digest> editionDigest;
    std::optional<Digest> packageDigest;
    std::optional<Digest> rowsDigest;
    std::optional<Digest> findingsDigest;
    std::int64_t rowCount = 0;
    FindingCounts counts;
    std::int64_t event = 0;
    std::optional<std::int64_t> eventMoment;
    bool hasPackage = false;
    Bytes package;
};

DescribedVersion versionIn(Cursor const& rows) {
    DescribedVersion version;
    int column = 0;
    version.version = rows.integer(column++);
    version.unit = rows.integer(column++);
    version.organisationCode = rows.text(column++);
    version.formSet = rows.text(column++);
    version.period = rows.text(column++);
    version.number = rows.integer(column++);
    version.kind = rows.text(column++);
    version.origin = rows.text(column++);
    version.isZero = rows.integer(column++) != 0;
    version.arrived = rows.integer(column++);
    version.identity = digestIn(rows, column++);
    version.replaces = digestIn(rows, column++);
    version.signer = digestIn(rows, column++);
    version.edition = rows.text(column++);
    version.editionDigest = digestIn(rows, column++);
    version.packageDigest = digestIn(rows, column++);
    version.rowsDigest = digestIn(rows, column++);
    version.findingsDigest = digestIn(rows, column++);
    version.rowCount = rows.integer(column++);
    version.counts.errors = rows.integer(column++);
    version.counts.queries = rows.integer(column++);
    version.counts.unexplained = rows.integer(column++);
    version.counts.notices = rows.integer(column++);
    version.event = rows.integer(column++);
    version.eventMoment = rows.optionalInteger(column++);
    version.hasPackage = !rows.isNull(column++);
    version.package = rows.blob(column++);
    return version;
}

class Verification {
public:
    Verification(Database& database, EditionLibrary const& library, VerifyOptions const& options)
        : database_(database), library_(library), options_(options) {}

    Result<VerifyReport> run() {
        ZHIBAO_TRY(auto const moment, ReadMoment::begin(database_));
        ZHIBAO_CHECK(file());
        ZHIBAO_CHECK(schema());
        ZHIBAO_CHECK(references());
        ZHIBAO_CHECK(events());
        ZHIBAO_CHECK(refusals());
        ZHIBAO_CHECK(units());
        ZHIBAO_CHECK(keys());
        ZHIBAO_CHECK(versions());
        ZHIBAO_CHECK(owners());
        ZHIBAO_CHECK(counted());
        return std::move(report_);
    }

private:
    void problem(ErrorCode code, ErrorArguments arguments) { problem(Error{code, {}, std::move(arguments)}); }
    void problem(Error error) {
        if (report_.problems.size() < options_.problemLimit) report_.problems.push_back(std::move(error));
        else report_.isCutShort = true;
    }

    Result<> file() {
        auto rows = database_.query("PRAGMA integrity_check(100)");
        if (!rows) return tl::unexpected(rows.error());
        for (;;) {
            auto const more = rows->next();
            // Pages can be damaged so much that even the check cannot read on; that is a finding too.
            if (!more) {
                problem(error::ledgerFileInconsistent, {{"text", more.error().arguments.contains("text") ? more.error().arguments.at("text") : ""}});
                return {};
            }
            if (!*more) return {};
            if (rows->text(0) != "ok") problem(error::ledgerFileInconsistent, {{"text", std::string{rows->text(0)}}});
        }
    }

    static Result<std::map<std::string, std::string>> schemaOf(Database& database) {
        std::map<std::string, std::string> objects;
        ZHIBAO_TRY(auto rows, database.query("SELECT type || ' ' || name, sql FROM sqlite_schema"));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return objects;
            objects.emplace(rows.text(0), rows.text(1));
        }
    }

    /// Tables, indexes and triggers are those that the migrations make. Statistics that SQLite may keep for itself are no part of it.
    Result<> schema() {
        ZHIBAO_TRY(auto fresh, Database::open(":memory:", Database::Access::create));
        ZHIBAO_CHECK(migrate(fresh, bureauSchema()));
        ZHIBAO_TRY(auto const expected, schemaOf(fresh));
        ZHIBAO_TRY(auto found, schemaOf(database_));
        std::erase_if(found, [](auto const& object) { return object.first.starts_with("table sqlite_stat"); });
        for (auto const& [name, sql] : expected)
            if (auto const known = found.find(name); known == found.end() || known->second != sql) problem(error::ledgerSchemaAltered, {{"name", name}});
        for (auto const& [name, sql] : found)
            if (!expected.contains(name)) problem(error::ledgerSchemaAltered, {{"name", name}});
        return {};
    }

    Result<> references() {
        ZHIBAO_TRY(auto rows, database_.query("SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2"));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return {};
            problem(error::ledgerReferenceBroken, {{"table", std::string{rows.text(0)}}, {"parent", std::string{rows.text(1)}}, {"rows", std::to_string(rows.integer(2))}});
        }
    }

    Result<> events() {
        std::vector<RowsByEvent> tables;
        for (auto const* table : ledger::all()) {
            ZHIBAO_TRY(auto rows, RowsByEvent::of(database_, *table));
            tables.push_back(std::move(rows));
        }
        ZHIBAO_TRY(auto cursor, database_.query("SELECT number, moment, actor, kind, subject, payload, content, previous, digest FROM event ORDER BY number"));
        Digest previous;
        std::int64_t last = 0;
        bool headFound = !options_.head.has_value();
        for (;;) {
            ZHIBAO_TRY(bool const more, cursor.next());
            if (!more) break;
            auto const event = eventIn(cursor);
            for (auto missing = last + 1; missing < event.number; ++missing) {
                problem(error::ledgerEventMissing, {{"event", std::to_string(missing)}});
                if (report_.isCutShort) break;  // a number may have been set to something enormous
            }
            last = event.number;
            auto const number = std::to_string(event.number);
            if (event.previous != previous) problem(error::ledgerChainBroken, {{"event", number}});
            if (digestOf(event) != event.digest) problem(error::ledgerEventAltered, {{"event", number}});
            ZHIBAO_TRY(auto const content, contentOf(event.number, tables));
            if (content != event.content) problem(error::ledgerRowsAltered, {{"event", number}, {"kind", event.kind}, {"subject", event.subject}});
            previous = event.digest;
            headFound = headFound || event.digest == *options_.head;
            ++report_.events;
            if (options_.stop.stop_requested()) return fail(error::cancelled);
        }
        for (auto& table : tables) ZHIBAO_CHECK(complainUntil(table, std::nullopt));
        report_.head = previous;
        if (!headFound) problem(error::ledgerHeadUnknown, {{"head", options_.head->hex()}});
        return {};
    }

    /// Rows that name an event before `event`, or any event that is left, which is not there.
    Result<> complainUntil(RowsByEvent& table, std::optional<std::int64_t> event) {
        while (table.hasRow() && (!event || table.event() < *event)) {
            problem(error::ledgerRowWithoutEvent, {{"table", std::string{table.table().name}}, {"event", std::to_string(table.event())}});
            ZHIBAO_CHECK(table.advance());
        }
        return {};
    }

    Result<Digest> contentOf(std::int64_t event, std::vector<RowsByEvent>& tables) {
        std::vector<Bytes> rows;
        for (auto& table : tables) {
            ZHIBAO_CHECK(complainUntil(table, event));
            while (table.hasRow() && table.event() == event) {
                rows.push_back(table.bytes());
                ZHIBAO_CHECK(table.advance());
            }
        }
        return contentDigest(rows);
    }

    /// A file was refused when it arrived.
    Result<> refusals() {
        ZHIBAO_TRY(auto rows, database_.query("SELECT e.number, e.kind, e.subject FROM refusal r JOIN event e ON e.number = r.event WHERE r.arrived <> e.moment ORDER BY 1"));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return {};
            problem(error::ledgerRowsAltered, {{"event", std::to_string(rows.integer(0))}, {"kind", std::string{rows.text(1)}}, {"subject", std::string{rows.text(2)}}});
        }
    }

    /// Whatever code a unit is listed under contains its organisation code.
    Result<> units() {
        ZHIBAO_TRY(auto rows, database_.query("SELECT u.organisation_code, e.code FROM unit_entry e JOIN unit u USING (unit_id) ORDER BY e.unit_id, e.event"));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return {};
            auto const code = UnitCode::parse(rows.text(1));
            if (!code || code->text() != rows.text(1) || code->organisationCode() != rows.text(0))
                problem(error::ledgerUnitContradicts, {{"unit", std::string{rows.text(0)}}, {"code", std::string{rows.text(1)}}});
        }
    }

    /// A pinned key is the one in the certificate beside it.
    Result<> keys() {
        ZHIBAO_TRY(auto rows, database_.query("SELECT fingerprint, certificate, (SELECT organisation_code FROM unit u WHERE u.unit_id = k.unit_id) "
                                              "FROM pinned_key k ORDER BY unit_id, event"));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return {};
            auto const certificate = Certificate::parseDer(rows.blob(1));
            if (!certificate || certificate->keyFingerprint() != digestIn(rows, 0)) problem(error::ledgerKeyContradicts, {{"unit", std::string{rows.text(2)}}});
        }
    }

    Result<> versions() {
        ZHIBAO_TRY(auto const total, database_.integer("SELECT count(*) FROM filing_version"));
        ZHIBAO_TRY(auto rows, database_.query("SELECT v.version_id, f.unit_id, u.organisation_code, o.form_set, o.period, v.number, v.kind, v.origin, v.zero, v.arrived, "
                                              "v.identity, v.replaces, v.signer, v.edition, v.edition_digest, v.package_digest, v.rows_digest, v.findings_digest, "
                                              "v.row_count, v.errors, v.queries, v.unexplained, v.notices, v.event, e.moment, p.version_id, p.bytes "
                                              "FROM filing_version v LEFT JOIN filing f USING (filing_id) LEFT JOIN unit u USING (unit_id) "
                                              "LEFT JOIN opening o USING (opening_id) LEFT JOIN event e ON e.number = v.event "
                                              "LEFT JOIN package p ON p.version_id = v.version_id ORDER BY v.version_id"));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return {};
            auto const version = versionIn(rows);
            ZHIBAO_CHECK(oneVersion(version));
            ++report_.versions;
            if (options_.progress != nullptr)
                options_.progress->advanced(static_cast<std::uint64_t>(report_.versions), static_cast<std::uint64_t>(total.value_or(0)), version.organisationCode);
            if (options_.stop.stop_requested()) return fail(error::cancelled);
        }
    }

    Result<> oneVersion(DescribedVersion const& version) {
        auto const number = std::to_string(version.version);
        ZHIBAO_CHECK(pinned(version));
        ZHIBAO_TRY(auto const rows, rowsOf(database_, version.version));
        if (digestOf(rows) != version.rowsDigest) problem(error::ledgerTradeRowsAltered, {{"version", number}});
        // Findings hold JSON; what cannot be read any more was altered.
        auto const findings = findingsOf(database_, version.version);
        if (!findings || digestOf(*findings) != version.findingsDigest) problem(error::ledgerFindingsAltered, {{"version", number}});
        ZHIBAO_CHECK(numbered(version, rows.size(), findings ? findings->size() : 0));
        counts(version, rows.size(), findings ? countsOf(*findings) : version.counts);
        if (!version.hasPackage) {
            problem(error::ledgerPackageMissing, {{"version", number}});
            return {};
        }
        if (sha256(version.package) != version.packageDigest) problem(error::ledgerPackageAltered, {{"version", number}});
        auto const opened = openPackage(version.package);
        if (!opened) {
            problem(opened.error().inside("version " + number));
            return {};
        }
        compare(version, *opened);
        ZHIBAO_CHECK(certificate(version, *opened));
        ZHIBAO_CHECK(editionSeen(version));
        return reread(version, *opened, rows);
    }

    /// What lists show without reading rows and findings.
    void counts(DescribedVersion const& version, std::size_t rows, FindingCounts const& findings) {
        auto const same = [&](std::int64_t left, std::int64_t right, std::string_view field) {
            if (left != right) problem(error::ledgerCountsWrong, {{"version", std::to_string(version.version)}, {"field", std::string{field}}});
        };
        same(version.rowCount, static_cast<std::int64_t>(rows), "row_count");
        same(version.counts.errors, findings.errors, "errors");
        same(version.counts.queries, findings.queries, "queries");
        same(version.counts.unexplained, findings.unexplained, "unexplained");
        same(version.counts.notices, findings.notices, "notices");
    }

    /// Rows and findings are numbered from 0 without gaps: a digest over them in order does not see their numbers.
    Result<> numbered(DescribedVersion const& version, std::size_t rows, std::size_t findings) {
        ZHIBAO_TRY(auto const lastRow, database_.integer("SELECT max(number) FROM trade_row WHERE version_id = ?1", {version.version}));
        ZHIBAO_TRY(auto const lastFinding, database_.integer("SELECT max(number) FROM finding WHERE version_id = ?1", {version.version}));
        if (lastRow.value_or(-1) != static_cast<std::int64_t>(rows) - 1) problem(error::ledgerTradeRowsAltered, {{"version", std::to_string(version.version)}});
        if (lastFinding.value_or(-1) != static_cast<std::int64_t>(findings) - 1) problem(error::ledgerFindingsAltered, {{"version", std::to_string(version.version)}});
        return {};
    }

    Result<> pinned(DescribedVersion const& version) {
        ZHIBAO_TRY(auto rows, database_.query("SELECT fingerprint FROM pinned_key WHERE unit_id = ?1 AND event <= ?2 ORDER BY event DESC LIMIT 1", {version.unit, version.event}));
        ZHIBAO_TRY(bool const found, rows.next());
        if (!found || digestIn(rows, 0) != version.signer) problem(error::ledgerSignerNotPinned, {{"version", std::to_string(version.version)}});
        return {};
    }

    void requireSame(DescribedVersion const& version, bool isSame, std::string_view field) {
        if (!isSame) problem(error::ledgerPackageContradicts, {{"version", std::to_string(version.version)}, {"field", std::string{field}}});
    }

    void compare(DescribedVersion const& version, OpenedPackage const& package) {
        auto const contradicts = [&](bool isSame, std::string_view field) { requireSame(version, isSame, field); };
        auto const unit = UnitCode::parse(package.header.unit);
        contradicts(unit && unit->organisationCode() == version.organisationCode, "unit");
        contradicts(package.identity == version.identity, "identity");
        contradicts(package.signer.keyFingerprint() == version.signer, "signer");
        contradicts(package.header.formSet == version.formSet, "set");
        contradicts(package.header.period == version.period, "period");
        contradicts(package.header.version == version.number, "version");
        contradicts(package.header.replaces == version.replaces, "replaces");
        contradicts(nameOf(package.header.kind) == version.kind, "kind");
        contradicts(package.header.zero == version.isZero, "zero");
        contradicts(package.header.edition == version.edition, "edition");
        contradicts(package.manifest.editionDigest == version.editionDigest, "edition_digest");
        contradicts(version.origin == "sealed", "origin");
        contradicts(version.eventMoment == version.arrived, "arrived");
    }

    /// The state of the edition under which a version was filed is among those that were seen by then.
    Result<> editionSeen(DescribedVersion const& version) {
        if (!version.editionDigest) return {};
        ZHIBAO_TRY(auto const event, database_.integer("SELECT event FROM edition_seen WHERE edition = ?1 AND digest = ?2",
                                                       {std::string_view{version.edition}, blobOf(*version.editionDigest)}));
        requireSame(version, event && *event <= version.event, "edition_seen");
        return {};
    }

    /// The certificate that was pinned when a version arrived is the one its package brought.
    Result<> certificate(DescribedVersion const& version, OpenedPackage const& package) {
        ZHIBAO_TRY(auto rows, database_.query("SELECT certificate FROM pinned_key WHERE unit_id = ?1 AND event = ?2", {version.unit, version.event}));
        ZHIBAO_TRY(bool const found, rows.next());
        if (found) requireSame(version, rows.blob(0) == package.signer.der(), "signer.cer");
        return {};
    }

    /// The rows and the unit's profile again from the signed answers, where the edition is still at hand as it was.
    Result<> reread(DescribedVersion const& version, OpenedPackage const& package, std::vector<TradeRow> const& rows) {
        auto const edition = library_.find(version.edition);
        if (!edition || (*edition)->digest != version.editionDigest) return {};
        ++report_.reread;
        auto const filing = readPackagedFiling(package, **edition);
        if (!filing) {
            problem(filing.error().inside("version " + std::to_string(version.version)));
            return {};
        }
        requireSame(version, tradeRowsOf(*filing, **edition) == rows, "rows");
        return profile(version, *filing, **edition);
    }

    /// What the register took from a filing is what the filing says.
    Result<> profile(DescribedVersion const& version, Filing const& filing, Edition const& edition) {
        auto const period = parsePeriod(filing.header.period);
        auto const validFrom = period ? toText(firstDay(*period)) : std::string{};
        auto const said = profileOf(filing, edition);
        std::vector<Bytes> expected;
        if (said)
            expected.push_back(bytesOf({version.event, std::string_view{validFrom}, std::string_view{said->name}, std::string_view{said->district},
                                        std::string_view{said->platform}, std::string_view{said->industry}, std::string_view{}, std::monostate{}}));
        ZHIBAO_TRY(auto const rows, allOf("SELECT event, valid_from, name, district, platform, industry, industry_edition, in_liangjiang FROM unit_profile "
                                          "WHERE unit_id = ?1 AND version_id = ?2 ORDER BY valid_from, event", {version.unit, version.version}));
        requireSame(version, rows == expected, "profile");
        expected.clear();
        if (said)
            for (auto const& [name, value] : characteristicsOf(filing, edition).value_or(Characteristics{}))
                expected.push_back(bytesOf({version.event, std::string_view{validFrom}, std::string_view{name}, std::string_view{value}}));
        ZHIBAO_TRY(auto const characteristics, allOf("SELECT event, valid_from, name, value FROM unit_characteristic WHERE unit_id = ?1 AND version_id = ?2 "
                                                     "ORDER BY valid_from, name, event", {version.unit, version.version}));
        requireSame(version, characteristics == expected, "characteristics");
        return {};
    }

    static Bytes bytesOf(std::initializer_list<SqlArgument> values) {
        FieldBytes fields;
        for (auto const& value : values) fields.add(value);
        return std::move(fields).take();
    }

    Result<std::vector<Bytes>> allOf(std::string_view query, std::initializer_list<SqlArgument> arguments) {
        std::vector<Bytes> found;
        ZHIBAO_TRY(auto rows, database_.query(query, arguments));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return found;
            FieldBytes fields;
            for (int column = 0; column < rows.columns(); ++column) fields.add(rows.value(column));
            found.push_back(std::move(fields).take());
        }
    }

    /// What comes from a filing is about the unit that filed.
    Result<> owners() {
        for (auto const* table : {"unit_profile", "unit_characteristic"}) {
            ZHIBAO_TRY(auto rows, database_.query("SELECT DISTINCT p.version_id FROM " + std::string{table} + " p JOIN filing_version v USING (version_id) "
                                                  "JOIN filing f USING (filing_id) WHERE p.unit_id <> f.unit_id"));
            for (;;) {
                ZHIBAO_TRY(bool const more, rows.next());
                if (!more) break;
                problem(error::ledgerPackageContradicts, {{"version", std::to_string(rows.integer(0))}, {"field", "unit"}});
            }
        }
        return {};
    }

    /// The derived table against what the versions and decisions say (counting.h).
    Result<> counted() {
        // A filing with one version that replaces nothing needs no thought; the others are few.
        std::map<std::int64_t, std::optional<std::int64_t>> thoughtOver;
        ZHIBAO_CHECK(forEachStanding(database_, [&](std::int64_t filing, FilingStanding const& standing) { thoughtOver.emplace(filing, standing.counted); }));
        ZHIBAO_TRY(auto rows, database_.query(R"(
SELECT f.filing_id, c.version_id, (SELECT max(v.version_id) FROM filing_version v WHERE v.filing_id = f.filing_id
         AND 'accepted' = (SELECT kind FROM decision d WHERE d.version_id = v.version_id ORDER BY event DESC LIMIT 1))
FROM filing f LEFT JOIN counted c USING (filing_id)
UNION ALL SELECT filing_id, version_id, NULL FROM counted WHERE filing_id NOT IN (SELECT filing_id FROM filing) ORDER BY 1)"));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return {};
            auto const known = thoughtOver.find(rows.integer(0));
            auto const expected = known == thoughtOver.end() ? rows.optionalInteger(2) : known->second;
            if (rows.optionalInteger(1) != expected) problem(error::ledgerCountedWrong, {{"filing", std::to_string(rows.integer(0))}});
        }
    }

    Database& database_;
    EditionLibrary const& library_;
    VerifyOptions const& options_;
    VerifyReport report_;
};

}  // namespace

Result<VerifyReport> verify(BureauDatabase const& database, EditionLibrary const& library, VerifyOptions const& options) {
    return Verification{database.connection(), library, options}.run();
}

}  // namespace zhibao
