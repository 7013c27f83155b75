#pragma once
/// What a unit and its bureau send each other beside filings, in one kind of file: our canonical zip of the documents, of manifest.json, which names
/// the digest of each of them, of manifest.sig and of signer.cer, exactly as a package of answers has them. What the documents say depends on the
/// kind: registration.h, starter.h, receipt.h, bulletin.h. Shape of manifest.json: schemas/exchange-1.schema.json.
///
/// The same documents, signer and moment give the same bytes, but for manifest.sig. A file's identity is the digest of its manifest.

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"
#include "package/contents.h"
#include "package/manifest.h"
#include "trust/authority.h"
#include "trust/signer.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode exchangeKindUnknown{"exchange-kind-unknown"};    // got
inline constexpr ErrorCode exchangeKindDiffers{"exchange-kind-differs"};    // got, expected: names of kinds
inline constexpr ErrorCode exchangeForOther{"exchange-for-other"};          // unit, expected
inline constexpr ErrorCode exchangeNotOfBureau{"exchange-not-of-bureau"};   // got, bureau: codes
}  // namespace error

enum class ExchangeKind {
    registration,  // 备案申请: a unit asks for a certificate
    starter,       // 开户文件: what a unit needs to begin with
    receipt,       // 回执: what became of a file
    bulletin       // 公告: what all units are to know each quarter
};

/// "registration", "starter", "receipt", "bulletin".
[[nodiscard]] std::string_view nameOf(ExchangeKind kind) noexcept;

struct ExchangeManifest {
    ExchangeKind kind = ExchangeKind::registration;
    Algorithm algorithm = Algorithm::ecdsaP256Sha256;
    std::string from;  // the code that the signer's certificate names
    std::string unit;  // whom it is about; empty for all
    Moment createdAt;
    std::string programName;
    std::string programVersion;
    Digest signer;                       // SHA-256 of signer.cer
    std::vector<ManifestEntry> entries;  // in bytewise order of names; without titles
    friend bool operator==(ExchangeManifest const&, ExchangeManifest const&) = default;
};

/// The one permitted form: JSON on one line, keys in fixed order.
[[nodiscard]] Bytes toText(ExchangeManifest const& manifest);

/// A document in such a file.
struct ExchangeEntry {
    std::string name;  // as in an archive: "receipt.json", "filings/2017q1-quarterly.zbs"
    Bytes bytes;
    friend bool operator==(ExchangeEntry const&, ExchangeEntry const&) = default;
};

struct SignedExchange {
    Bytes bytes;
    Digest identity;
};

/// A unit's earlier filings go with a starter file, so there may be more of them than in a package of answers.
[[nodiscard]] PackageLimits exchangeLimits() noexcept;

/// The result has been opened again. Errors: those of writeZip, of the signer and of openExchange.
[[nodiscard]] Result<SignedExchange> writeExchange(ExchangeKind kind, std::string_view unit, std::vector<ExchangeEntry> const& entries, Signer& signer, Clock const& clock,
                                                   std::string_view programVersion);

struct OpenedExchange {
    ExchangeManifest manifest;
    Digest identity;
    Certificate signer;
    std::vector<ExchangeEntry> entries;
    /// packageEntryMissing.
    [[nodiscard]] Result<BytesView> at(std::string_view name) const;
    /// exchangeKindDiffers.
    [[nodiscard]] Result<> checkKind(ExchangeKind kind) const;
};

/// What the holder of the certificate's key signed, and that it was valid then. Whose the certificate is, is for the caller: checkOfBureau, or a fingerprint.
/// Errors: those of readZip and parseJson, exchangeKindUnknown, manifestSchemaUnknown, manifestNotCanonical, manifestValueImpossible, packageUnitDiffers, those of
/// ArchiveEntries. Safe to call from several threads.
[[nodiscard]] Result<OpenedExchange> openExchange(BytesView file);

/// That the bureau signed it: with a certificate that its authority issued to the bureau itself. Errors: exchangeNotOfBureau, those of checkIssued.
[[nodiscard]] Result<> checkOfBureau(OpenedExchange const& exchange, Certificate const& authority, RevocationList const* list = nullptr);

/// True of such a file, whole or damaged in what follows its manifest's beginning; of no package of answers.
[[nodiscard]] bool isMeantAsExchange(BytesView bytes) noexcept;

}  // namespace zhibao
