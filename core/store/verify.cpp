#include "store/verify.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "intake/trade_rows.h"
#include "package/open.h"
#include "store/counting.h"
#include "store/event_log.h"
#include "store/lists.h"
#include "store/migrations.h"

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
    bool isZero = false;
    std::optional<Digest> identity;
    std::optional<Digest> replaces;
    std::optional<Digest> signer;
    std::string edition;
    std::optional<Digest> editionDigest;
    std::optional<Digest> packageDigest;
    std::optional<Digest> rowsDigest;
    std::optional<Digest> findingsDigest;
    std::int64_t event = 0;
    bool hasPackage = false;
    Bytes package;
};

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
        ZHIBAO_CHECK(versions());
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

    Result<> versions() {
        ZHIBAO_TRY(auto const total, database_.integer("SELECT count(*) FROM filing_version"));
        ZHIBAO_TRY(auto rows, database_.query("SELECT v.version_id, f.unit_id, u.organisation_code, o.form_set, o.period, v.number, v.kind, v.zero, v.identity, v.replaces, "
                                              "v.signer, v.edition, v.edition_digest, v.package_digest, v.rows_digest, v.findings_digest, v.event, p.version_id, p.bytes "
                                              "FROM filing_version v LEFT JOIN filing f USING (filing_id) LEFT JOIN unit u USING (unit_id) "
                                              "LEFT JOIN opening o USING (opening_id) LEFT JOIN package p ON p.version_id = v.version_id ORDER BY v.version_id"));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return {};
            DescribedVersion version{rows.integer(0), rows.integer(1), std::string{rows.text(2)}, std::string{rows.text(3)}, std::string{rows.text(4)},
                                     rows.integer(5), std::string{rows.text(6)}, rows.integer(7) != 0, digestIn(rows, 8), digestIn(rows, 9), digestIn(rows, 10),
                                     std::string{rows.text(11)}, digestIn(rows, 12), digestIn(rows, 13), digestIn(rows, 14), digestIn(rows, 15),
                                     rows.integer(16), !rows.isNull(17), Bytes{rows.blob(18)}};
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
        reread(version, *opened, rows);
        return {};
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

    void compare(DescribedVersion const& version, OpenedPackage const& package) {
        auto const contradicts = [&](bool isSame, std::string_view field) {
            if (!isSame) problem(error::ledgerPackageContradicts, {{"version", std::to_string(version.version)}, {"field", std::string{field}}});
        };
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
    }

    /// The rows again from the signed answers, where the edition is still at hand as it was.
    void reread(DescribedVersion const& version, OpenedPackage const& package, std::vector<TradeRow> const& rows) {
        auto const edition = library_.find(version.edition);
        if (!edition || (*edition)->digest != version.editionDigest) return;
        ++report_.reread;
        auto const filing = readPackagedFiling(package, **edition);
        if (!filing) problem(filing.error().inside("version " + std::to_string(version.version)));
        else if (tradeRowsOf(*filing, **edition) != rows) problem(error::ledgerPackageContradicts, {{"version", std::to_string(version.version)}, {"field", "rows"}});
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
