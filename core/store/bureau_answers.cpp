#include "store/bureau_answers.h"

#include <utility>

#include "base/file.h"
#include "package/exchange.h"
#include "store/signing_agents.h"

namespace zhibao {

namespace {

constexpr ReceiptVerdict verdicts[] = {ReceiptVerdict::accepted, ReceiptVerdict::received,  ReceiptVerdict::returned,
                                       ReceiptVerdict::refused,  ReceiptVerdict::duplicate, ReceiptVerdict::withdrawn};

/// A refused file is known by its digest only: it is one of those that were sealed here, as long as that lies where it was put.
bool isSealedFile(SealRecord const& seal, Receipt const& receipt) {
    if (receipt.identity) return seal.identity == *receipt.identity;
    auto const bytes = readFile(pathOf(seal.file));
    return bytes && sha256(*bytes) == receipt.file;
}

Result<DraftEntry> versionOf(DraftStore& store, std::string_view unit, Receipt const& receipt) {
    ZHIBAO_TRY(auto const versions, store.versionsOf(unit));
    for (auto const& version : versions)
        if (version.seal && isSealedFile(*version.seal, receipt)) return version;
    return fail(error::receiptOfNothingHere, {{"file", receipt.file.hex()}});
}

/// Of the unit itself, or of who signs for it: both file at one bureau.
Result<std::optional<Certificate>> authorityOver(DraftStore& store, std::string_view unit) {
    ZHIBAO_TRY(auto own, trustedAuthority(store, unit));
    if (own) return own;
    ZHIBAO_TRY(auto const agent, agentOf(store, unit));
    return agent ? trustedAuthority(store, *agent) : std::move(own);
}

}  // namespace

Result<std::optional<Certificate>> trustedAuthority(DraftStore& store, std::string_view unit) {
    ZHIBAO_TRY(auto rows, store.connection().query("SELECT certificate FROM bureau_authority WHERE unit = ?1", {unit}));
    ZHIBAO_TRY(bool const isRow, rows.next());
    if (!isRow) return std::optional<Certificate>{};
    ZHIBAO_TRY(auto authority, Certificate::read(rows.blob(0), KeyUse::authority));
    return std::optional{std::move(authority)};
}

Result<> trustAuthority(DraftStore& store, std::string_view unit, Certificate const& authority, Moment now) {
    ZHIBAO_TRY(auto transaction, Transaction::begin(store.connection()));
    ZHIBAO_TRY(auto const known, store.connection().integer("SELECT 1 FROM unit WHERE code = ?1", {unit}));
    if (!known) return fail(error::unitNotHere, {{"unit", std::string{unit}}});
    ZHIBAO_TRY(auto const trusted, trustedAuthority(store, unit));
    if (trusted) {
        if (*trusted == authority) return transaction.commit();
        return fail(error::bureauOtherAuthority, {{"unit", std::string{unit}}, {"got", authority.keyFingerprint().hex()}, {"expected", trusted->keyFingerprint().hex()}});
    }
    ZHIBAO_CHECK(store.connection().execute("INSERT INTO bureau_authority (unit, certificate, pinned_at) VALUES (?1, ?2, ?3)", {unit, Blob{authority.der()}, now.seconds}));
    return transaction.commit();
}

Result<TakenReceipt> takeReceipt(DraftStore& store, BytesView file, Moment now) {
    ZHIBAO_TRY(auto const exchange, openExchange(file));
    ZHIBAO_CHECK(exchange.checkKind(ExchangeKind::receipt));
    // The manifest says only whose authority to ask; what the receipt says is read when that has vouched for it.
    auto const& unit = exchange.manifest.unit;
    ZHIBAO_TRY(auto const authority, authorityOver(store, unit));
    if (!authority) return fail(error::bureauNotTrustedYet, {{"unit", unit}});
    ZHIBAO_TRY(auto receipt, readReceipt(file, *authority));
    ZHIBAO_TRY(auto transaction, Transaction::begin(store.connection()));
    ZHIBAO_TRY(auto version, versionOf(store, unit, receipt));
    auto const digest = sha256(file).hex();
    ZHIBAO_TRY(auto const known, store.connection().integer("SELECT 1 FROM bureau_receipt WHERE sha256 = ?1", {std::string_view{digest}}));
    bool const isNew = !known;
    if (isNew) {
        auto const identity = version.seal->identity.hex();
        ZHIBAO_CHECK(store.connection().execute("INSERT INTO bureau_receipt (sha256, identity, event, is_duplicate, verdict, waits, arrived_at, open, bytes, taken_at) "
                                                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                                                {std::string_view{digest}, std::string_view{identity}, receipt.event, std::int64_t{receipt.verdict == ReceiptVerdict::duplicate},
                                                 nameOf(receipt.verdict), std::string_view{receipt.waits}, receipt.arrived.seconds,
                                                 static_cast<std::int64_t>(receipt.findings.size()), Blob{file}, now.seconds}));
        ZHIBAO_CHECK(transaction.commit());
    }
    return TakenReceipt{std::move(version), std::move(receipt), isNew};
}

Result<std::map<std::int64_t, ReceiptSummary>> lastReceipts(DraftStore& store) {
    // Each row takes the place of the one before it, so that the last one counts.
    ZHIBAO_TRY(auto rows, store.connection().query("SELECT draft_id, verdict, waits, arrived_at, open FROM bureau_receipt JOIN sealed USING (identity) "
                                                   "ORDER BY is_duplicate DESC, event, taken_at"));
    std::map<std::int64_t, ReceiptSummary> last;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) break;
        ReceiptSummary summary{ReceiptVerdict::received, std::string{rows.text(2)}, {rows.integer(3)}, rows.integer(4)};
        for (auto const verdict : verdicts)
            if (nameOf(verdict) == rows.text(1)) summary.verdict = verdict;
        last.insert_or_assign(rows.integer(0), std::move(summary));
    }
    ZHIBAO_TRY(auto counted, store.connection().query("SELECT draft_id, as_of FROM counted_version JOIN sealed USING (identity)"));
    for (;;) {
        ZHIBAO_TRY(bool const more, counted.next());
        if (!more) return last;
        last.try_emplace(counted.integer(0), ReceiptSummary{ReceiptVerdict::accepted, {}, {counted.integer(1)}, 0, true});
    }
}

Result<std::optional<Receipt>> lastReceipt(DraftStore& store, DraftEntry const& draft) {
    ZHIBAO_TRY(auto rows, store.connection().query("SELECT bytes FROM bureau_receipt JOIN sealed USING (identity) WHERE draft_id = ?1 "
                                                   "ORDER BY is_duplicate, event DESC, taken_at DESC LIMIT 1",
                                                   {draft.id}));
    ZHIBAO_TRY(bool const isRow, rows.next());
    if (!isRow) return std::optional<Receipt>{};
    ZHIBAO_TRY(auto const authority, authorityOver(store, draft.unit));
    if (!authority) return fail(error::bureauNotTrustedYet, {{"unit", draft.unit}});
    ZHIBAO_TRY(auto receipt, readReceipt(rows.blob(0), *authority));
    return std::optional{std::move(receipt)};
}

}  // namespace zhibao
