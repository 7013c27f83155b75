#pragma once
/// Looks for loss and alteration in a ledger, also by someone who could write the file: the file's own consistency, the chain of events and
/// the rows each wrote, every package opened again with its signature, rows and findings against their digests and counts, rows and the
/// unit's profile against the answers that were signed, keys against their certificates, receipts against what they
/// are about, and what counts against what was decided. Whoever
/// alters everything from a point on consistently can only be found out by a head (event digest) that was kept elsewhere; give it, and
/// the ledger must contain it.

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "base/digest.h"
#include "base/error.h"
#include "base/progress.h"
#include "form/edition.h"
#include "store/bureau_database.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode ledgerFileInconsistent{"ledger-file-inconsistent"};    // text: what SQLite's own check says
inline constexpr ErrorCode ledgerSchemaAltered{"ledger-schema-altered"};          // name: of a table, index or trigger
inline constexpr ErrorCode ledgerReferenceBroken{"ledger-reference-broken"};      // table, parent, rows
inline constexpr ErrorCode ledgerEventMissing{"ledger-event-missing"};            // event: its number
inline constexpr ErrorCode ledgerEventAltered{"ledger-event-altered"};            // event
inline constexpr ErrorCode ledgerChainBroken{"ledger-chain-broken"};              // event: it does not continue the one before
inline constexpr ErrorCode ledgerRowsAltered{"ledger-rows-altered"};              // event, kind, subject: a row it wrote was altered, added or removed
inline constexpr ErrorCode ledgerRowWithoutEvent{"ledger-row-without-event"};     // table, event
inline constexpr ErrorCode ledgerHeadUnknown{"ledger-head-unknown"};              // head
inline constexpr ErrorCode ledgerPackageMissing{"ledger-package-missing"};        // version
inline constexpr ErrorCode ledgerPackageAltered{"ledger-package-altered"};        // version
inline constexpr ErrorCode ledgerPackageContradicts{"ledger-package-contradicts"};  // version, field: the package says something else
inline constexpr ErrorCode ledgerTradeRowsAltered{"ledger-trade-rows-altered"};   // version
inline constexpr ErrorCode ledgerFindingsAltered{"ledger-findings-altered"};      // version
inline constexpr ErrorCode ledgerCountsWrong{"ledger-counts-wrong"};              // version, field: not as many as its rows and findings
inline constexpr ErrorCode ledgerCertificateContradicts{"ledger-certificate-contradicts"};  // serial
inline constexpr ErrorCode ledgerReceiptContradicts{"ledger-receipt-contradicts"};  // receipt: its number
inline constexpr ErrorCode ledgerRegistrationContradicts{"ledger-registration-contradicts"};  // registration: its number
inline constexpr ErrorCode ledgerSignerNotPinned{"ledger-signer-not-pinned"};     // version
inline constexpr ErrorCode ledgerUnitContradicts{"ledger-unit-contradicts"};      // unit, code: the code belongs to another unit, or is none
inline constexpr ErrorCode ledgerKeyContradicts{"ledger-key-contradicts"};        // unit: its certificate holds another key
inline constexpr ErrorCode ledgerCountedWrong{"ledger-counted-wrong"};            // filing
}  // namespace error

struct VerifyOptions {
    std::optional<Digest> head;
    Progress* progress = nullptr;  // counts versions
    std::stop_token stop;
    std::size_t problemLimit = 1000;
};

struct VerifyReport {
    std::int64_t events = 0;
    std::int64_t versions = 0;
    /// Versions whose rows were made again from the signed answers; the others were filed under an edition of which only another state is
    /// at hand (a draft that went on), so their rows were compared with their digest only.
    std::int64_t reread = 0;
    Digest head;
    std::vector<Error> problems;  // at most problemLimit; empty when all is well
    bool isCutShort = false;      // there may be more problems
};

/// Errors are of the machine (the database cannot be read at all, cancelled); what is wrong with the ledger is in the report.
[[nodiscard]] Result<VerifyReport> verify(BureauDatabase const& database, EditionLibrary const& library, VerifyOptions const& options = {});

}  // namespace zhibao
