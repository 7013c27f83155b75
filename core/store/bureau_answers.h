#pragma once
/// What the bureau answered to the filings that were sealed on this computer: its receipts, kept beside the versions they are about, and whose signature counts as
/// the bureau's. A receipt is kept only when that authority vouches for it.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/date.h"
#include "base/error.h"
#include "package/receipt.h"
#include "store/drafts.h"
#include "trust/certificate.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode bureauNotTrustedYet{"bureau-not-trusted-yet"};    // unit: no authority was compared with the bureau's paper
inline constexpr ErrorCode bureauOtherAuthority{"bureau-other-authority"};   // unit, got, expected: fingerprints of keys
inline constexpr ErrorCode receiptOfNothingHere{"receipt-of-nothing-here"};  // file: digest of what it answers
}  // namespace error

/// Whom the unit trusts as the bureau from now on; the same once more changes nothing. unitNotHere, bureauOtherAuthority.
[[nodiscard]] Result<> trustAuthority(DraftStore& store, std::string_view unit, Certificate const& authority, Moment now);
/// Nothing where nobody has settled it.
[[nodiscard]] Result<std::optional<Certificate>> trustedAuthority(DraftStore& store, std::string_view unit);

struct TakenReceipt {
    DraftEntry draft;  // the version that it answers
    Receipt receipt;
    bool isNew = true;
};
/// Keeps a receipt beside its version; one that is there already changes nothing. Errors: those of openExchange and readReceipt, exchangeKindDiffers,
/// bureauNotTrustedYet, receiptOfNothingHere.
[[nodiscard]] Result<TakenReceipt> takeReceipt(DraftStore& store, BytesView file, Moment now);

/// What a list shows of the last receipt of a version.
struct ReceiptSummary {
    ReceiptVerdict verdict = ReceiptVerdict::received;
    std::string waits;
    Moment arrived;
    std::int64_t open = 0;  // findings in the way of acceptance
    bool isFromStarter = false;  // no receipt is here: a starter file said it, at that moment
    friend bool operator==(ReceiptSummary const&, ReceiptSummary const&) = default;
};
/// By draft. The last one is that with which the bureau's ledger stood furthest; that a second copy was one counts only where nothing else is known.
[[nodiscard]] Result<std::map<std::int64_t, ReceiptSummary>> lastReceipts(DraftStore& store);
/// The whole of the last one of a draft; nothing where there is none. Errors: those of readReceipt.
[[nodiscard]] Result<std::optional<Receipt>> lastReceipt(DraftStore& store, DraftEntry const& draft);

}  // namespace zhibao
