#include "store/receipts.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "package/open.h"
#include "register/credit_code.h"
#include "store/certificates.h"
#include "store/counting.h"
#include "store/event_log.h"
#include "store/json_columns.h"
#include "store/lists.h"

namespace zhibao {

namespace {

constexpr std::string_view actor = "receipts";

/// A version, or a refusal, for which a receipt is due.
struct Due {
    std::optional<std::int64_t> version;
    std::optional<std::int64_t> refusal;
    Receipt receipt;
    std::string agent;  // who filed for the unit; may be empty
    std::string standing;
    std::int64_t decision = 0;  // the event of the latest one
};

/// Versions in forks and versions that wait for a predecessor.
struct Unsettled {
    std::set<std::int64_t> forks;
    std::set<std::int64_t> gaps;
};

Result<Unsettled> unsettledIn(Database& database) {
    Unsettled unsettled;
    ZHIBAO_CHECK(forEachStanding(database, [&](std::int64_t, FilingStanding const& standing) {
        unsettled.forks.insert(standing.forked.begin(), standing.forked.end());
        unsettled.gaps.insert(standing.gaps.begin(), standing.gaps.end());
    }));
    return unsettled;
}

struct Standing {
    ReceiptVerdict verdict = ReceiptVerdict::received;
    std::string waits;
    std::string text;  // as the column of that name
};

constexpr std::string_view versionQuery = R"(
SELECT v.version_id, v.identity, v.package_digest, (SELECT code FROM unit_entry e WHERE e.unit_id = f.unit_id ORDER BY event DESC LIMIT 1), o.form_set, o.period, v.number,
       v.arrived, v.signer, v.kind, v.errors, v.unexplained, d.kind, d.reason, d.event,
       (SELECT standing FROM receipt r WHERE r.version_id = v.version_id AND r.standing <> 'duplicate' ORDER BY receipt_id DESC LIMIT 1),
       (SELECT code FROM version_mandate w JOIN mandate m USING (mandate_id) JOIN unit_entry e ON e.unit_id = m.agent_id WHERE w.version_id = v.version_id ORDER BY e.event DESC LIMIT 1)
FROM filing_version v JOIN filing f USING (filing_id) JOIN opening o USING (opening_id)
LEFT JOIN decision d ON d.version_id = v.version_id AND d.event = (SELECT max(event) FROM decision WHERE version_id = v.version_id) )";

Standing standingIn(Cursor const& rows, Unsettled const& unsettled) {
    auto const version = rows.integer(0);
    auto const decision = rows.text(12);
    if (decision == "returned") return {ReceiptVerdict::returned, {}, "returned " + std::to_string(rows.integer(14))};
    auto const waitsFor = [](std::string_view what) { return Standing{ReceiptVerdict::received, std::string{what}, "received " + std::string{what}}; };
    if (unsettled.forks.contains(version)) return waitsFor("fork");
    if (unsettled.gaps.contains(version)) return waitsFor("predecessor");
    if (decision == "accepted") {
        auto const verdict = rows.text(9) == "withdrawal" ? ReceiptVerdict::withdrawn : ReceiptVerdict::accepted;
        return {verdict, {}, std::string{nameOf(verdict)}};
    }
    return waitsFor(rows.integer(10) > 0 || rows.integer(11) > 0 ? "findings" : "decision");
}

/// What stands in the row; what else belongs to it is filled in later.
Due dueIn(Cursor const& rows, Standing standing) {
    Due due;
    due.version = rows.integer(0);
    due.standing = std::move(standing.text);
    due.agent = rows.text(16);
    due.decision = rows.optionalInteger(14).value_or(0);
    auto& receipt = due.receipt;
    receipt.verdict = standing.verdict;
    receipt.waits = std::move(standing.waits);
    receipt.identity = digestIn(rows, 1);
    receipt.file = digestIn(rows, 2).value_or(Digest{});
    receipt.unit = rows.text(3);
    receipt.formSet = rows.text(4);
    receipt.period = rows.text(5);
    receipt.version = rows.integer(6);
    receipt.arrived = Moment{rows.integer(7)};
    receipt.key = digestIn(rows, 8);
    if (standing.verdict == ReceiptVerdict::returned) receipt.text = rows.text(13);
    return due;
}

/// The serial number under which the key had been certified when the file arrived.
Result<std::string> certificateOf(Database& database, Digest const& key, Moment arrived) {
    ZHIBAO_TRY(auto rows, database.query("SELECT c.serial FROM certificate c JOIN event e ON e.number = c.event WHERE c.fingerprint = ?1 AND c.use = 'signing' AND e.moment <= ?2 "
                                         "ORDER BY c.event DESC LIMIT 1",
                                         {blobOf(key), arrived.seconds}));
    ZHIBAO_TRY(bool const found, rows.next());
    return found ? std::string{rows.text(0)} : std::string{};
}

/// Errors, and queries that nobody has explained.
Result<std::vector<OpenFinding>> openFindingsOf(Database& database, std::int64_t version) {
    ZHIBAO_TRY(auto all, findingsOf(database, version));
    std::vector<OpenFinding> open;
    for (auto& finding : all)
        if (finding.level == "error" || (finding.level == "query" && !finding.isExplained))
            open.push_back({std::move(finding.rule), std::move(finding.level), std::move(finding.cells), std::move(finding.arguments), std::move(finding.message)});
    return open;
}

Result<> complete(Database& database, Due& due) {
    auto& receipt = due.receipt;
    if (due.version) {
        ZHIBAO_TRY(receipt.certificate, certificateOf(database, receipt.key.value_or(Digest{}), receipt.arrived));
        ZHIBAO_TRY(receipt.findings, openFindingsOf(database, *due.version));
        if (receipt.verdict == ReceiptVerdict::returned) {
            ZHIBAO_TRY(receipt.reasons, reasonsOf(database, *due.version, due.decision));
        }
    }
    ZHIBAO_TRY(auto const head, headOf(database));
    receipt.event = head.number;
    receipt.head = head.digest;
    return {};
}

Result<std::vector<Due>> dueVersions(Database& database, std::size_t limit) {
    ZHIBAO_TRY(auto const unsettled, unsettledIn(database));
    ZHIBAO_TRY(auto rows, database.query(std::string{versionQuery} + "ORDER BY v.version_id"));
    std::vector<Due> due;
    while (due.size() < limit) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) break;
        auto standing = standingIn(rows, unsettled);
        if (rows.text(15) != standing.text) due.push_back(dueIn(rows, std::move(standing)));
    }
    return due;
}

Result<std::vector<Due>> dueRefusals(Database& database, std::size_t limit) {
    ZHIBAO_TRY(auto rows, database.query("SELECT refusal_id, file_digest, code, place, arguments, arrived FROM refusal f WHERE file_digest IS NOT NULL "
                                         "AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.refusal_id = f.refusal_id) ORDER BY refusal_id LIMIT ?1",
                                         {static_cast<std::int64_t>(limit)}));
    std::vector<Due> all;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return all;
        Due due;
        due.refusal = rows.integer(0);
        due.standing = nameOf(ReceiptVerdict::refused);
        auto& receipt = due.receipt;
        receipt.verdict = ReceiptVerdict::refused;
        receipt.file = digestIn(rows, 1).value_or(Digest{});
        ZHIBAO_TRY(auto arguments, argumentsIn(rows.text(4)));
        // Whose file it is stands in the refusal only where it was found out.
        if (auto const unit = arguments.find("unit"); unit != arguments.end())
            if (auto const code = UnitCode::parse(unit->second)) receipt.unit = code->text();
        receipt.refusal = ReceiptRefusal{std::string{rows.text(2)}, std::string{rows.text(3)}, std::move(arguments)};
        receipt.arrived = Moment{rows.integer(5)};
        all.push_back(std::move(due));
    }
}

std::string nameOfFile(Receipt const& receipt, std::int64_t number) {
    auto const digits = std::to_string(number);
    auto const counted = std::string(digits.size() < 8 ? 8 - digits.size() : 0, '0') + digits;
    auto name = receipt.version > 0 ? receipt.period + "_" + receipt.formSet + "_v" + std::to_string(receipt.version) + "_" : std::string{};
    name += std::string{nameOf(receipt.verdict)} + "_" + counted + ".zbh";
    for (auto& letter : name) {
        bool const isPlain = (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') || letter == '.' || letter == '_' || letter == '-';
        if (!isPlain) letter = '-';
    }
    return name;
}

SqlArgument orNull(std::optional<std::int64_t> number) {
    return number ? SqlArgument{*number} : SqlArgument{std::monostate{}};
}

/// Inside the caller's transaction.
Result<std::vector<IssuedReceipt>> record(Database& database, std::vector<Due>& all, Signer& bureau, Clock const& clock, std::string_view programVersion) {
    ZHIBAO_TRY(auto const last, database.integer("SELECT coalesce(max(receipt_id), 0) FROM receipt"));
    auto number = last.value_or(0);
    // The event and the files it records are of the same moment.
    FixedClock const now{clock.now()};
    auto const first = number + 1;
    std::vector<IssuedReceipt> issued;
    std::vector<SignedExchange> files;
    for (auto& due : all) {
        ZHIBAO_CHECK(complete(database, due));
        ZHIBAO_TRY(auto file, writeReceipt(due.receipt, bureau, now, programVersion));
        files.push_back(std::move(file));
    }
    EventDraft draft{now.now(), actor, "receipts-issued", bureau.certificate().unit(),
                     JsonValue::Object{{"first", first}, {"count", static_cast<std::int64_t>(all.size())}}};
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto const& due = all[i];
        draft.addRow(ledger::receipt, {++number, orNull(due.version), orNull(due.refusal), std::string_view{due.receipt.unit}, std::string_view{due.standing},
                                       blobOf(due.receipt.file), blobOf(files[i].identity), Blob{files[i].bytes}});
        issued.push_back({number, due.receipt.unit, nameOfFile(due.receipt, number), files[i].bytes, due.agent});
    }
    ZHIBAO_TRY(auto log, EventLog::inTransaction(database));
    ZHIBAO_CHECK(log.append(draft));
    return issued;
}

}  // namespace

Result<std::vector<ReturnReason>> reasonsOf(Database& database, std::int64_t version, std::int64_t event) {
    std::vector<ReturnReason> reasons;
    ZHIBAO_TRY(auto rows, database.query("SELECT cells, text FROM return_reason WHERE version_id = ?1 AND event = ?2 ORDER BY number", {version, event}));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return reasons;
        ZHIBAO_TRY(auto cells, cellsIn(rows.text(0)));
        reasons.push_back({std::move(cells), std::string{rows.text(1)}});
    }
}

Result<> checkBureauSigner(BureauDatabase const& database, Certificate const& certificate, Moment moment) {
    ZHIBAO_TRY(auto const authority, authorityOf(database));
    if (certificate.unit() != authority.unit()) return fail(error::exchangeNotOfBureau, {{"got", certificate.unit()}, {"bureau", authority.unit()}});
    ZHIBAO_CHECK(checkIssued(certificate, authority, moment));
    ZHIBAO_TRY(auto const known, issuedCertificate(database, serialOf(certificate)));
    if (known.revoked) return fail(error::certificateIsRevoked, {{"serial", known.serial}});
    return {};
}

Result<std::vector<IssuedReceipt>> issueReceipts(BureauDatabase& database, Signer& bureau, Clock const& clock, std::string_view programVersion, std::size_t limit) {
    auto& connection = database.connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    ZHIBAO_CHECK(checkBureauSigner(database, bureau.certificate(), clock.now()));
    ZHIBAO_TRY(auto due, dueVersions(connection, limit));
    ZHIBAO_TRY(auto refusals, dueRefusals(connection, limit - due.size()));
    due.insert(due.end(), std::make_move_iterator(refusals.begin()), std::make_move_iterator(refusals.end()));
    if (due.empty()) return std::vector<IssuedReceipt>{};
    ZHIBAO_TRY(auto issued, record(connection, due, bureau, clock, programVersion));
    ZHIBAO_CHECK(transaction.commit());
    return issued;
}

Result<IssuedReceipt> issueDuplicateReceipt(BureauDatabase& database, BytesView file, Moment arrived, Signer& bureau, Clock const& clock, std::string_view programVersion) {
    ZHIBAO_TRY(auto const opened, openPackage(file));
    auto& connection = database.connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    ZHIBAO_CHECK(checkBureauSigner(database, bureau.certificate(), clock.now()));
    std::vector<Due> one;
    {
        ZHIBAO_TRY(auto const unsettled, unsettledIn(connection));
        ZHIBAO_TRY(auto rows, connection.query(std::string{versionQuery} + "WHERE v.identity = ?1", {blobOf(opened.identity)}));
        ZHIBAO_TRY(bool const found, rows.next());
        if (!found) return fail(error::fileNeverArrived, {{"identity", opened.identity.hex()}});
        auto standing = standingIn(rows, unsettled);
        one.push_back(dueIn(rows, std::move(standing)));
        one.front().standing = nameOf(ReceiptVerdict::duplicate);
    }
    auto& receipt = one.front().receipt;
    receipt.file = sha256(file);
    receipt.arrived = arrived;
    receipt.verdict = ReceiptVerdict::duplicate;
    ZHIBAO_TRY(auto issued, record(connection, one, bureau, clock, programVersion));
    ZHIBAO_CHECK(transaction.commit());
    return std::move(issued.front());
}

Result<std::vector<IssuedReceipt>> issuedReceipts(BureauDatabase const& database, std::string_view unit, std::int64_t after, std::size_t limit) {
    ZHIBAO_TRY(auto rows, database.connection().query(R"(
SELECT receipt_id, unit, bytes, agent FROM (SELECT r.receipt_id, r.unit, r.bytes, (SELECT code FROM version_mandate w JOIN mandate m USING (mandate_id)
  JOIN unit_entry e ON e.unit_id = m.agent_id WHERE w.version_id = r.version_id ORDER BY e.event DESC LIMIT 1) AS agent FROM receipt r WHERE r.receipt_id > ?1)
WHERE ?2 = '' OR unit = ?2 OR agent = ?2 ORDER BY receipt_id LIMIT ?3)",
                                                      {after, unit, static_cast<std::int64_t>(limit)}));
    std::vector<IssuedReceipt> all;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return all;
        Bytes bytes{rows.blob(2)};
        ZHIBAO_TRY(auto const opened, openExchange(bytes));
        ZHIBAO_TRY(auto const text, opened.at(entry::receipt));
        ZHIBAO_TRY(auto const document, parseJson(text));
        ZHIBAO_TRY(auto const receipt, readReceiptDocument(JsonNode{document}));
        all.push_back({rows.integer(0), std::string{rows.text(1)}, nameOfFile(receipt, rows.integer(0)), std::move(bytes), std::string{rows.text(3)}});
    }
}

}  // namespace zhibao
