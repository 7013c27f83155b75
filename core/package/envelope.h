#pragma once
/// A package on its way, for the bureau's eyes only: our canonical zip of routing.json, which whoever passes it on can read, and of
/// submission.p7m, the package enclosed for the bureau's key (trust/envelope.h). What counts is the package inside; routing that says
/// something else is refused. Shape of routing.json: schemas/routing-1.schema.json.

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/error.h"
#include "package/contents.h"
#include "trust/certificate.h"
#include "trust/keys.h"

namespace zhibao {

namespace entry {
inline constexpr std::string_view routing{"routing.json"};
inline constexpr std::string_view submission{"submission.p7m"};
}  // namespace entry

namespace error {
inline constexpr ErrorCode routingSchemaUnknown{"routing-schema-unknown"};    // got
inline constexpr ErrorCode routingNotCanonical{"routing-not-canonical"};      // written in another form than ours
inline constexpr ErrorCode routingDiffers{"routing-differs"};                 // key, routing, package
inline constexpr ErrorCode envelopeForOther{"envelope-for-other"};            // recipient, key: fingerprints of keys
inline constexpr ErrorCode envelopeKeyMissing{"envelope-key-missing"};        // the file is enveloped, and there is no key
}  // namespace error

/// What stands outside. Before the envelope is opened nothing of it is checked.
struct Routing {
    Digest recipient;  // fingerprint of the key that it is for, Certificate::keyFingerprint
    std::string unit;
    std::string formSet;
    std::string period;
    std::int64_t version = 1;
    Digest identity;  // of the package inside
    friend bool operator==(Routing const&, Routing const&) = default;
};

/// The one permitted form: JSON on one line, keys in fixed order.
[[nodiscard]] Bytes toText(Routing const& routing);

/// True of an envelope, whole or damaged: its first entry is the routing. No package's is.
[[nodiscard]] bool isMeantAsEnvelope(BytesView bytes) noexcept;

/// Puts a sealed package into an envelope. The result holds what readRouting and openEnvelope accept. Errors: those of glanceAt, enclose, writeZip.
[[nodiscard]] Result<Bytes> writeEnvelope(BytesView package, Certificate const& recipient, PackageLimits const& limits = {});

/// Errors: those of readZip and parseJson, packageEntryMissing, packageEntryUnknown, routingSchemaUnknown, routingNotCanonical.
[[nodiscard]] Result<Routing> readRouting(BytesView envelope, PackageLimits const& limits = {});

/// The package inside, which is a stranger's still: openPackage says what it is. Errors: those of readRouting and disclose, envelopeForOther,
/// routingDiffers, those of glanceAt when there is no package inside. Safe to call from several threads.
[[nodiscard]] Result<Bytes> openEnvelope(BytesView envelope, PrivateKey const& key, PackageLimits const& limits = {});

}  // namespace zhibao
