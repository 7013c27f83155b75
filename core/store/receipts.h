#pragma once
/// Receipts (回执) for everything that arrived (package/receipt.h). One is due for each version and each refusal, and again whenever its standing has changed:
/// accepted, waiting for something else, sent back. What was issued stays in the ledger, so that it can be handed out again and proven.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/error.h"
#include "package/receipt.h"
#include "store/bureau_database.h"
#include "trust/signer.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode fileNeverArrived{"file-never-arrived"};  // identity
}

struct IssuedReceipt {
    std::int64_t receipt = 0;
    std::string unit;  // empty where the file did not say whose it is
    std::string name;  // of a file: letters, digits, '.', '_' and '-'
    Bytes bytes;
    std::string agent;  // who filed for the unit under a mandate; empty when the unit did
};

/// That this certificate speaks for the bureau: its authority issued it to the bureau itself. authorityMissing, exchangeNotOfBureau, those of checkIssued.
[[nodiscard]] Result<> checkBureauSigner(BureauDatabase const& database, Certificate const& certificate, Moment moment);

/// Issues at most `limit` of the receipts that are due, those of older files first, and records them in one event; none when none is due. Errors: those of
/// checkBureauSigner and writeReceipt.
[[nodiscard]] Result<std::vector<IssuedReceipt>> issueReceipts(BureauDatabase& database, Signer& bureau, Clock const& clock, std::string_view programVersion,
                                                               std::size_t limit = 500);

/// The answer to a file that holds a filing which was there already: verdict `duplicate`, with what became of the filing. `file` is the package out of its
/// envelope. fileNeverArrived, those of glanceAt.
[[nodiscard]] Result<IssuedReceipt> issueDuplicateReceipt(BureauDatabase& database, BytesView file, Moment arrived, Signer& bureau, Clock const& clock,
                                                          std::string_view programVersion);

/// Those issued, of one unit, as itself or as an agent, or (with an empty code) of all, after the receipt with that number, oldest first.
[[nodiscard]] Result<std::vector<IssuedReceipt>> issuedReceipts(BureauDatabase const& database, std::string_view unit, std::int64_t after, std::size_t limit);

/// Why a version was sent back by the decision of that event.
[[nodiscard]] Result<std::vector<ReturnReason>> reasonsOf(Database& database, std::int64_t version, std::int64_t event);

}  // namespace zhibao
