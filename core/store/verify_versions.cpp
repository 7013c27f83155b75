#include <optional>
#include <utility>
#include <vector>

#include "answers/scope.h"
#include "calendar/period.h"
#include "intake/trade_rows.h"
#include "package/open.h"
#include "store/event_log.h"
#include "store/lists.h"
#include "store/verification.h"

namespace zhibao {

namespace {

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

class VersionVerification {
public:
    explicit VersionVerification(Verification& verification) : verification_(verification), database_(verification.database) {}

    Result<> run() {
        ZHIBAO_CHECK(versions());
        return owners();
    }

private:
    void problem(ErrorCode code, ErrorArguments arguments) { verification_.problem(Error{code, {}, std::move(arguments)}); }
    void problem(Error error) { verification_.problem(std::move(error)); }

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
            ++verification_.report.versions;
            if (verification_.options.progress != nullptr)
                verification_.options.progress->advanced(static_cast<std::uint64_t>(verification_.report.versions), static_cast<std::uint64_t>(total.value_or(0)), version.organisationCode);
            if (verification_.options.stop.stop_requested()) return fail(error::cancelled);
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
        ZHIBAO_CHECK(mandate(version, *opened));
        ZHIBAO_CHECK(editionSeen(version));
        ZHIBAO_CHECK(reason(version, *opened));
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
        ZHIBAO_TRY(auto rows, database_.query("SELECT fingerprint FROM pinned_key WHERE unit_id = coalesce((SELECT agent_id FROM version_mandate JOIN mandate USING (mandate_id) WHERE version_id = ?3), ?1) "
                                              "AND event <= ?2 ORDER BY event DESC LIMIT 1",
                                              {version.unit, version.event, version.version}));
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

    Result<> reason(DescribedVersion const& version, OpenedPackage const& package) {
        ZHIBAO_TRY(auto const rows, allOf("SELECT event, reason FROM version_reason WHERE version_id = ?1", {version.version}));
        std::vector<Bytes> expected;
        if (!package.header.reason.empty()) expected.push_back(bytesOf({version.event, std::string_view{package.header.reason}}));
        requireSame(version, rows == expected, "reason");
        return {};
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

    /// Whoever filed for the unit had its mandate on the day of arrival; the unit's own versions rely on none.
    Result<> mandate(DescribedVersion const& version, OpenedPackage const& package) {
        ZHIBAO_TRY(auto rows, database_.query("SELECT m.unit_id, a.organisation_code, m.first_day, m.last_day, x.last_day, x.event, m.event FROM version_mandate w JOIN mandate m USING (mandate_id) "
                                              "JOIN unit a ON a.unit_id = m.agent_id LEFT JOIN mandate_end x USING (mandate_id) WHERE w.version_id = ?1",
                                              {version.version}));
        ZHIBAO_TRY(bool const found, rows.next());
        auto const& agent = package.manifest.agent;
        if (!found || agent.empty()) {
            requireSame(version, !found && agent.empty(), "agent");
            return {};
        }
        ZHIBAO_TRY(UnitCode const code, UnitCode::parse(agent));
        auto const day = toText(dayInChina(Moment{version.arrived}));
        // What was ended later held until then.
        bool const hadEnded = !rows.isNull(5) && rows.integer(5) < version.event && rows.text(4) < day;
        bool const held = rows.integer(0) == version.unit && rows.text(1) == code.organisationCode() && rows.integer(6) < version.event && rows.text(2) <= day &&
                          (rows.isNull(3) || rows.text(3) >= day) && !hadEnded;
        requireSame(version, held, "agent");
        return {};
    }

    /// The rows and the unit's profile again from the signed answers, where the edition is still at hand as it was.
    Result<> reread(DescribedVersion const& version, OpenedPackage const& package, std::vector<TradeRow> const& rows) {
        auto const edition = verification_.library.find(version.edition);
        if (!edition || (*edition)->digest != version.editionDigest) return {};
        ++verification_.report.reread;
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

    Verification& verification_;
    Database& database_;
};

}  // namespace

Result<> verifyVersions(Verification& verification) {
    return VersionVerification{verification}.run();
}

}  // namespace zhibao
