#pragma once
/// A receipt (回执): the bureau's signed answer to one file. It is bound to the file by its digest, and attests when the file arrived, with which key it was
/// signed, and where the bureau's ledger stood. It travels as an exchange file (exchange.h) with the one document receipt.json, whose shape is
/// schemas/receipt-1.schema.json. What a code means in words is said by the program that shows it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/bytes.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/json.h"
#include "base/language.h"
#include "package/exchange.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode receiptSchemaUnknown{"receipt-schema-unknown"};        // got
inline constexpr ErrorCode receiptContradicts{"receipt-contradicts"};             // key: the document and the manifest around it differ there
inline constexpr ErrorCode receiptOfOtherFile{"receipt-of-other-file"};           // got, expected: digests of files
inline constexpr ErrorCode receiptRefused{"receipt-refused"};                     // code: the bureau did not take the file in
inline constexpr ErrorCode receiptOfOtherKey{"receipt-of-other-key"};             // got, expected: fingerprints of keys
}  // namespace error

enum class ReceiptVerdict {
    accepted,   // 已验收: it is in the totals, or would be if no later version were
    received,   // 已收到: it waits, `waits` says for what
    returned,   // 退回: the bureau asks for another version, `reasons` say why
    refused,    // 拒收: it is not a filing for this bureau, `refusal` says why
    duplicate,  // 重复: the same filing was there already
    withdrawn   // 已撤回: nothing of the filing is in the totals
};

/// "accepted", "received", "returned", "refused", "duplicate", "withdrawn".
[[nodiscard]] std::string_view nameOf(ReceiptVerdict verdict) noexcept;

/// Why something was returned: about these cells, or about the whole where there are none.
struct ReturnReason {
    std::vector<CellReference> cells;
    std::string text;
    friend bool operator==(ReturnReason const&, ReturnReason const&) = default;
};

/// A finding that stands in the way of acceptance: an error, or a query without an explanation.
struct OpenFinding {
    std::string rule;
    std::string level;
    std::vector<CellReference> cells;
    ErrorArguments arguments;
    LocalizedText message;  // empty for structural problems, whose sentence is that of the code in `rule`
    friend bool operator==(OpenFinding const&, OpenFinding const&) = default;
};

struct ReceiptRefusal {
    std::string code;   // of an error
    std::string place;  // inside the file
    ErrorArguments arguments;
    friend bool operator==(ReceiptRefusal const&, ReceiptRefusal const&) = default;
};

struct Receipt {
    enum class About { filing, registration };
    About about = About::filing;
    Digest file;                     // SHA-256 of what arrived: of a package out of its envelope
    std::optional<Digest> identity;  // of the filing version; nothing where the file was refused or is no filing
    std::string unit;                // empty where the file does not say it
    std::string formSet;             // this and the following of filings that were taken in only
    std::string period;
    std::int64_t version = 0;
    Moment arrived;
    ReceiptVerdict verdict = ReceiptVerdict::received;
    std::string waits;               // of what was received: "predecessor", "fork", "findings", "decision"
    std::optional<Digest> key;       // fingerprint of the key that had signed, which the bureau knew as the unit's then
    std::string certificate;         // serial number of the certificate that the bureau had issued for this key; empty while it was only pinned
    std::optional<ReceiptRefusal> refusal;
    std::string text;                // the bureau's words
    std::vector<ReturnReason> reasons;
    std::vector<OpenFinding> findings;
    std::int64_t event = 0;          // where the ledger stood when the receipt was made
    Digest head;
    friend bool operator==(Receipt const&, Receipt const&) = default;
};

[[nodiscard]] JsonValue toJson(Receipt const& receipt);
/// Errors, with pointers: receiptSchemaUnknown, those of JsonNode, digestMalformed, momentMalformed.
[[nodiscard]] Result<Receipt> readReceiptDocument(JsonNode const& document);

/// Signed by the bureau. Errors: those of writeExchange.
[[nodiscard]] Result<SignedExchange> writeReceipt(Receipt const& receipt, Signer& bureau, Clock const& clock, std::string_view programVersion);

/// What the bureau of this authority attests. Errors: those of openExchange and checkOfBureau, exchangeKindDiffers, receiptContradicts, those of
/// readReceiptDocument.
[[nodiscard]] Result<Receipt> readReceipt(BytesView file, Certificate const& authority, RevocationList const* list = nullptr);

/// That the receipt is about this file, which was taken in, signed with this key. receiptOfOtherFile, receiptRefused, receiptOfOtherKey.
[[nodiscard]] Result<> checkReceiptOf(Receipt const& receipt, BytesView file, Digest const& keyFingerprint);

namespace entry {
inline constexpr std::string_view receipt{"receipt.json"};
}

}  // namespace zhibao
