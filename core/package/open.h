#pragma once
/// Opens a package from a stranger. The order of steps is: size, the archive's form, the manifest, the digests, the certificate, the
/// signature; only then are answers parsed. What comes out is exactly what the holder of the certificate's key signed. Whether
/// that key is the unit's is for the caller: compare signer.keyFingerprint() with the pinned one.

#include <vector>

#include "answers/filing.h"
#include "base/bytes.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/json.h"
#include "form/edition.h"
#include "package/contents.h"
#include "package/manifest.h"
#include "trust/certificate.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode packageEntryMissing{"package-entry-missing"};      // name
inline constexpr ErrorCode packageEntryUnknown{"package-entry-unknown"};      // name
inline constexpr ErrorCode packageEntryAltered{"package-entry-altered"};      // name: not the bytes that the manifest names
inline constexpr ErrorCode packageUnitDiffers{"package-unit-differs"};        // manifest, certificate: codes of units
inline constexpr ErrorCode packageHeaderDiffers{"package-header-differs"};    // key, manifest, answers
inline constexpr ErrorCode explanationsSchemaUnknown{"explanations-schema-unknown"};  // got
inline constexpr ErrorCode editionDigestDiffers{"edition-digest-differs"};    // edition, package, here
}  // namespace error

/// What a package says.
struct PackagedAnswers {
    Manifest manifest;
    FilingHeader header;
    JsonValue document;  // answers.json and explanations.json as one filing document
};

struct OpenedPackage : PackagedAnswers {
    Digest identity;     // SHA-256 of manifest.json: the name of the filing version
    Certificate signer;
    Bytes answers;       // answers.json and explanations.json as they were signed
    Bytes explanations;
    std::vector<Attachment> attachments;
};

/// Errors: those of readZip, readManifest, Certificate::parseDer, verifySignature, parseJson, readFilingHeader, certificateNotValidAt (for
/// the moment the manifest says it was made) and those above, with entry and pointer. Safe to call from several threads.
[[nodiscard]] Result<OpenedPackage> openPackage(BytesView package, PackageLimits const& limits = {});

/// The same without certificate and signature, for a package that was opened before and was kept since in a place of trust.
[[nodiscard]] Result<PackagedAnswers> readAnswers(BytesView package, PackageLimits const& limits = {});

/// The filing in an opened package, read against the edition it was made with. Errors: editionDigestDiffers, those of readFiling.
[[nodiscard]] Result<Filing> readPackagedFiling(PackagedAnswers const& package, Edition const& edition);

/// What a package claims to be. Nothing of it is checked: only good for putting files in order before they are opened.
struct PackageGlance {
    FilingHeader header;
    Digest identity;
};
[[nodiscard]] Result<PackageGlance> glanceAt(BytesView package, PackageLimits const& limits = {});
/// Only the unit, without reading the rest: what `glanceAt` says wherever it says anything. A view into the package.
[[nodiscard]] Result<std::string_view> glanceAtUnit(BytesView package, PackageLimits const& limits = {});

}  // namespace zhibao
