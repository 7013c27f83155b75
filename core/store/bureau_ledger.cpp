#include "store/bureau_ledger.h"

#include <algorithm>

#include "store/certificates.h"
#include "store/counting.h"
#include "store/event_log.h"
#include "store/json_columns.h"
#include "store/mandates.h"
#include "store/openings.h"
#include "store/prior_filings.h"

namespace zhibao {

namespace {

constexpr std::string_view actor = "intake";

SqlArgument amount(std::optional<Money> const& money) {
    if (!money) return std::monostate{};
    return money->hundredths();
}

struct KnownUnit {
    std::int64_t id = 0;
    std::optional<Digest> pinned;
    bool isAnyCertified = false;  // of any unit: where nobody is, nobody need be looked up
};

Result<std::optional<KnownUnit>> findUnit(Database& database, UnitCode const& code) {
    ZHIBAO_TRY(auto rows, database.query("SELECT unit_id, (SELECT fingerprint FROM pinned_key p WHERE p.unit_id = u.unit_id ORDER BY event DESC LIMIT 1), "
                                         "EXISTS (SELECT 1 FROM certificate WHERE use = 'signing') FROM unit u WHERE organisation_code = ?1",
                                         {code.organisationCode()}));
    ZHIBAO_TRY(bool const found, rows.next());
    if (!found) return std::nullopt;
    return KnownUnit{rows.integer(0), digestIn(rows, 1), rows.integer(2) != 0};
}

}  // namespace

Result<std::vector<Outcome>> BureauLedger::receive(std::vector<Arrival> const& arrivals) {
    auto outcomes = receiveInTransaction(arrivals);
    if (!outcomes) {
        openings_.clear();
        editions_.clear();
    }
    return outcomes;
}

Result<std::unique_ptr<PriorFilings>> BureauLedger::priorFilings() {
    return BureauPriorFilings::open(database_->path());
}

Result<std::vector<Outcome>> BureauLedger::receiveInTransaction(std::vector<Arrival> const& arrivals) {
    auto& database = database_->connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(database));
    ZHIBAO_TRY(auto log, EventLog::inTransaction(database));
    ZHIBAO_TRY(auto const policy, database_->acceptancePolicy());
    Numbers numbers;
    {
        ZHIBAO_TRY(auto rows, database.query("SELECT (SELECT coalesce(max(unit_id), 0) FROM unit), (SELECT coalesce(max(filing_id), 0) FROM filing), "
                                             "(SELECT coalesce(max(version_id), 0) FROM filing_version), (SELECT coalesce(max(refusal_id), 0) FROM refusal)"));
        ZHIBAO_TRY([[maybe_unused]] bool const found, rows.next());
        numbers = {rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3)};
    }
    std::vector<Outcome> outcomes;
    outcomes.reserve(arrivals.size());
    for (auto const& arrival : arrivals) {
        if (auto const* filing = std::get_if<JudgedFiling>(&arrival)) {
            ZHIBAO_TRY(Outcome outcome, take(*filing, log, numbers, policy));
            outcomes.push_back(std::move(outcome));
        } else {
            auto const& file = std::get<RefusedFile>(arrival);
            ZHIBAO_TRY(Outcome outcome, refuse(file.fileName, file.fileDigest, file.error, file.arrived, log, numbers));
            outcomes.push_back(std::move(outcome));
        }
    }
    ZHIBAO_CHECK(transaction.commit());
    return outcomes;
}

Result<Outcome> BureauLedger::refuse(std::string_view fileName, std::optional<Digest> const& fileDigest, Error const& error, Moment arrived,
                                     EventLog& log, Numbers& numbers) {
    auto& database = database_->connection();
    SqlArgument const digest = fileDigest ? SqlArgument{blobOf(*fileDigest)} : SqlArgument{std::monostate{}};
    // The same file, taken in again and refused for the same reason, is one refusal.
    ZHIBAO_TRY(auto const known, fileDigest ? database.integer("SELECT 1 FROM refusal WHERE file_digest = ?1 AND code = ?2", {digest, error.code.name()})
                                            : database.integer("SELECT 1 FROM refusal WHERE file_digest IS NULL AND code = ?1 AND file_name = ?2",
                                                               {error.code.name(), fileName}));
    if (!known) {
        auto const place = error.where();
        auto const arguments = argumentsText(error.arguments);
        EventDraft draft{arrived, actor, "file-refused", std::string{fileName}, JsonValue::Object{{"code", error.code.name()}}};
        draft.addRow(ledger::refusal, {++numbers.refusal, fileName, digest, error.code.name(), std::string_view{place}, std::string_view{arguments},
                                       arrived.seconds});
        ZHIBAO_CHECK(log.append(draft));
    }
    return Outcome{.kind = Outcome::Kind::refused, .isAccepted = false, .error = error, .waits = Outcome::Waits::no, .isKnown = known.has_value()};
}

Result<std::int64_t> BureauLedger::openingOf(JudgedFiling const& filing, std::string const& period, EventLog& log) {
    auto& database = database_->connection();
    std::pair const key{filing.header.formSet, period};
    if (auto const known = openings_.find(key); known != openings_.end()) return known->second;
    ZHIBAO_TRY(auto opening, database.integer("SELECT opening_id FROM opening WHERE period = ?1 AND form_set = ?2",
                                              {std::string_view{period}, std::string_view{filing.header.formSet}}));
    if (!opening) {
        ZHIBAO_TRY(opening, openPeriodIn(database, log, filing.header.edition, filing.header.formSet, filing.period, filing.window, filing.arrived, actor,
                                         filing.formSet.get()));
    }
    openings_.emplace(key, *opening);
    return *opening;
}

Result<bool> BureauLedger::isNewEdition(JudgedFiling const& filing) {
    std::pair const key{filing.header.edition, filing.editionDigest};
    if (editions_.contains(key)) return false;
    ZHIBAO_TRY(auto const known, database_->connection().integer("SELECT 1 FROM edition_seen WHERE edition = ?1 AND digest = ?2",
                                                                 {std::string_view{filing.header.edition}, blobOf(filing.editionDigest)}));
    editions_.insert(key);
    return !known.has_value();
}

// OR ROLLBACK as for the rows of events.
Result<> BureauLedger::storeContents(JudgedFiling const& filing, std::int64_t version) {
    auto& database = database_->connection();
    ZHIBAO_CHECK(database.execute("INSERT OR ROLLBACK INTO package (version_id, bytes) VALUES (?1, ?2)", {version, Blob{filing.package}}));
    std::int64_t number = 0;
    for (auto const& finding : filing.findings) {
        auto const cells = cellsText(finding.cells);
        auto const arguments = argumentsText(finding.arguments);
        ZHIBAO_CHECK(database.execute(
            "INSERT OR ROLLBACK INTO finding (version_id, number, rule, level, verdict, explained, cells, arguments, message_zh, message_en) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            {version, number++, std::string_view{finding.rule}, std::string_view{finding.level}, std::string_view{finding.verdict},
             std::int64_t{finding.isExplained ? 1 : 0}, std::string_view{cells}, std::string_view{arguments}, std::string_view{finding.message.zh},
             std::string_view{finding.message.en}}));
    }
    number = 0;
    for (auto const& row : filing.rows) {
        ZHIBAO_CHECK(database.execute(
            "INSERT OR ROLLBACK INTO trade_row (version_id, number, form, flow, item, partner, outsourcing, currency, total, mode1, mode2, mode4, affiliated, digital) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            {version, number++, std::string_view{row.form}, std::string_view{row.flow}, std::string_view{row.item}, std::string_view{row.partner},
             std::string_view{row.outsourcing}, std::string_view{row.currency}, amount(row.total), amount(row.mode1), amount(row.mode2),
             amount(row.mode4), amount(row.affiliated), amount(row.digital)}));
    }
    return {};
}

Result<Outcome> BureauLedger::take(JudgedFiling const& filing, EventLog& log, Numbers& numbers, AcceptancePolicy policy) {
    auto& database = database_->connection();
    ZHIBAO_TRY(auto const same, database.integer("SELECT 1 FROM filing_version WHERE identity = ?1", {blobOf(filing.identity)}));
    if (same) return Outcome{.kind = Outcome::Kind::duplicate};

    auto const refused = [&](Error const& error) { return refuse(filing.fileName, filing.packageDigest, error, filing.arrived, log, numbers); };
    ZHIBAO_TRY(auto const knownUnit, findUnit(database, filing.unit));
    std::optional<std::int64_t> mandate;
    if (!filing.agent.empty()) {
        ZHIBAO_TRY(UnitCode const agent, UnitCode::parse(filing.agent));
        ZHIBAO_TRY(mandate, mandateOn(database, filing.unit.organisationCode(), agent.organisationCode(), dayInChina(filing.arrived)));
        if (!mandate) return refused(Error{error::mandateMissing, {}, {{"unit", filing.unit.text()}, {"agent", agent.text()}}});
        ZHIBAO_TRY(auto const knownAgent, findUnit(database, agent));
        // A mandate makes nobody's key known: the agent has shown it in a registration or a filing of its own.
        if (!knownAgent || !knownAgent->pinned) return refused(Error{error::agentKeyUnknown, {}, {{"unit", filing.unit.text()}, {"agent", agent.text()}}});
        if (*knownAgent->pinned != filing.signer)
            return refused(Error{error::keyNotPinned, {}, {{"unit", agent.text()}, {"pinned", knownAgent->pinned->hex()}, {"got", filing.signer.hex()}}});
    } else if (knownUnit && knownUnit->pinned && *knownUnit->pinned != filing.signer) {
        return refused(Error{error::keyNotPinned, {}, {{"unit", filing.unit.text()}, {"pinned", knownUnit->pinned->hex()}, {"got", filing.signer.hex()}}});
    }

    if (knownUnit && knownUnit->isAnyCertified) {
        if (auto const holds = checkKeyCertified(database, filing.signer, filing.arrived); !holds) {
            if (holds.error().code != error::certificateRevoked && holds.error().code != error::certificateNotValidAt) return tl::unexpected(holds.error());
            return refused(holds.error());
        }
    }

    auto const& header = filing.header;
    auto const period = toText(filing.period);
    ZHIBAO_TRY(std::int64_t const opening, openingOf(filing, period, log));
    ZHIBAO_TRY(bool const isNewEditionHere, isNewEdition(filing));
    std::int64_t const unit = knownUnit ? knownUnit->id : ++numbers.unit;
    std::optional<std::int64_t> known;
    std::optional<std::int64_t> sameNumber;
    std::optional<std::int64_t> obligation;
    if (knownUnit) {
        ZHIBAO_TRY(known, database.integer("SELECT filing_id FROM filing WHERE opening_id = ?1 AND unit_id = ?2", {opening, unit}));
        if (known) {
            ZHIBAO_TRY(sameNumber, database.integer("SELECT 1 FROM filing_version WHERE filing_id = ?1 AND number = ?2", {*known, header.version}));
        }
        ZHIBAO_TRY(obligation, database.integer("SELECT 1 FROM obligation WHERE opening_id = ?1 AND unit_id = ?2 LIMIT 1", {opening, unit}));
    }
    std::int64_t const filingId = known ? *known : ++numbers.filing;
    std::int64_t const version = ++numbers.version;

    auto const counts = countsOf(filing.findings);
    SqlArgument const replaces = header.replaces ? SqlArgument{blobOf(*header.replaces)} : SqlArgument{std::monostate{}};

    bool const isUnprocessed = policy == AcceptancePolicy::manual && header.kind == FilingKind::withdrawal && known.has_value();
    std::optional<std::int64_t> accepted;
    if (isUnprocessed) {
        ZHIBAO_TRY(accepted, database.integer("SELECT 1 FROM decision d JOIN filing_version v USING (version_id) WHERE v.filing_id = ?1 AND d.kind = 'accepted' LIMIT 1", {*known}));
    }
    // Taking back what nobody has processed yet leaves nobody anything to decide.
    bool const needsNobody = policy == AcceptancePolicy::automatic || (isUnprocessed && !accepted);
    bool const isAccepted = needsNobody && filing.isClean();

    JsonValue::Object payload{{"set", header.formSet}, {"period", period}, {"number", header.version}, {"version", version}, {"identity", filing.identity.hex()},
                              {"accepted", isAccepted}};
    if (mandate) payload.emplace_back("agent", filing.agent);
    EventDraft received{filing.arrived, actor, "version-received", filing.unit.text(), std::move(payload)};
    if (isNewEditionHere) received.addRow(ledger::editionSeen, {std::string_view{header.edition}, blobOf(filing.editionDigest)});
    if (!knownUnit) {
        received.addRow(ledger::unit, {unit, filing.unit.organisationCode()});
        received.addRow(ledger::unitEntry, {unit, std::string_view{filing.unit.text()}, std::string_view{"unconfirmed"}, std::string_view{"filed"}});
    }
    if (!mandate && (!knownUnit || !knownUnit->pinned)) received.addRow(ledger::pinnedKey, {unit, blobOf(filing.signer), Blob{filing.certificate}});
    if (!obligation)
        received.addRow(ledger::obligation, {opening, unit, std::string_view{"due"}, std::string_view{knownUnit ? "entered-later" : "unconfirmed"}});
    if (!known) received.addRow(ledger::filing, {filingId, opening, unit});
    // Just before the version that they refer to, so that no other row is searched for what refers to it.
    received.addStep([&] { return storeContents(filing, version); });
    received.addRow(ledger::filingVersion,
                    {version, filingId, header.version, blobOf(filing.identity), replaces, nameOf(header.kind), std::string_view{"sealed"},
                     std::int64_t{header.zero ? 1 : 0}, filing.arrived.seconds, std::string_view{filing.fileName}, blobOf(filing.signer),
                     std::string_view{header.edition}, blobOf(filing.editionDigest), blobOf(filing.packageDigest), blobOf(filing.rowsDigest),
                     blobOf(filing.findingsDigest), static_cast<std::int64_t>(filing.rows.size()), counts.errors, counts.queries,
                     counts.unexplained, counts.notices});
    if (mandate) received.addRow(ledger::versionMandate, {version, *mandate});
    if (!header.reason.empty()) received.addRow(ledger::versionReason, {version, std::string_view{header.reason}});
    std::string validFrom;
    if (filing.profile) {
        validFrom = toText(firstDay(filing.period));
        received.addRow(ledger::unitProfile, {unit, std::string_view{validFrom}, version, std::string_view{filing.profile->name},
                                              std::string_view{filing.profile->district}, std::string_view{filing.profile->platform},
                                              std::string_view{filing.profile->industry}, std::string_view{}, std::monostate{}});
        for (auto const& [name, value] : filing.characteristics)
            received.addRow(ledger::unitCharacteristic, {unit, std::string_view{validFrom}, version, std::string_view{name}, std::string_view{value}});
    }
    if (isAccepted) received.addRow(ledger::decision, {version, std::string_view{"accepted"}, std::string_view{isUnprocessed ? "unprocessed" : "clean"}});
    ZHIBAO_CHECK(log.append(received));

    FilingStanding standing;
    if (known || header.replaces) {
        ZHIBAO_TRY(standing, recount(database, filingId));
    } else if (isAccepted && header.kind != FilingKind::withdrawal) {
        ZHIBAO_CHECK(database.execute("INSERT OR ROLLBACK INTO counted (filing_id, version_id) VALUES (?1, ?2)", {filingId, version}));
    }
    auto const has = [version](std::vector<std::int64_t> const& versions) { return std::find(versions.begin(), versions.end(), version) != versions.end(); };
    bool const isGap = has(standing.gaps);
    Outcome outcome;
    outcome.kind = !known ? Outcome::Kind::newFiling : sameNumber || has(standing.forked) ? Outcome::Kind::fork : Outcome::Kind::newVersion;
    outcome.isAccepted = isAccepted && !isGap;
    if (isGap) outcome.waits = Outcome::Waits::predecessor;
    else if (!filing.isClean()) outcome.waits = Outcome::Waits::findings;
    else if (!isAccepted) outcome.waits = Outcome::Waits::decision;
    return outcome;
}

}  // namespace zhibao
