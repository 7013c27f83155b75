#pragma once
/// The manifest of a package: what it answers, under which definitions, made by which program, signed by whom, and the digest of
/// every entry. Its bytes are what is signed, and their digest is the filing's identity; so there is one permitted form of them.
/// Shape: schemas/submission-manifest-1.schema.json.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "answers/filing.h"
#include "base/bytes.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/json.h"
#include "trust/algorithm.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode manifestSchemaUnknown{"manifest-schema-unknown"};      // got
inline constexpr ErrorCode manifestNotCanonical{"manifest-not-canonical"};        // written in another form than ours
inline constexpr ErrorCode manifestValueImpossible{"manifest-value-impossible"};  // key, text
}  // namespace error

/// An entry that the manifest vouches for.
struct ManifestEntry {
    std::string name;   // "answers.json", "attachments/01.pdf"
    std::string title;  // the file name its sender knows; attachments only, may be empty
    std::int64_t bytes = 0;
    Digest digest;
    friend bool operator==(ManifestEntry const&, ManifestEntry const&) = default;
};

/// As it stands in a manifest: {"name", "title" unless empty, "bytes", "sha256"}.
[[nodiscard]] JsonValue toJson(ManifestEntry const& entry);
[[nodiscard]] Result<ManifestEntry> readManifestEntry(JsonNode const& node);

struct Manifest {
    Algorithm algorithm = Algorithm::ecdsaP256Sha256;
    Digest editionDigest;
    /// Edition, form set, unit, period, version, replaced version and kind: the same as in answers.json. Whether the filing is a
    /// zero filing and why there is this version stand in answers.json only.
    FilingHeader header;
    Moment createdAt;
    std::string programName;
    std::string programVersion;
    std::optional<Digest> rateTable;  // the period's exchange rates that the respondent saw, RateTable::digestOf
    Digest signer;                    // SHA-256 of signer.cer
    std::vector<ManifestEntry> entries;  // in bytewise order of names; without manifest.json, manifest.sig and signer.cer
    std::string agent;  // the code of who files for the unit under a mandate, and signs; empty when the unit signs itself
    friend bool operator==(Manifest const&, Manifest const&) = default;
};

/// True for a title that can be shown: UTF-8, at most 200 characters, no control characters.
[[nodiscard]] bool isPlainTitle(std::string_view title) noexcept;

/// Fails with manifestValueImpossible, at the pointer, for a value that can be written but cannot be: a malformed unit or period, an agent that is the unit,
/// a version below 1, a first version that replaces one or a later one that replaces none, entries out of order.
[[nodiscard]] Result<> checkManifest(Manifest const& manifest);

/// The one permitted form: JSON on one line, keys in fixed order.
[[nodiscard]] Bytes toText(Manifest const& manifest);

/// Errors, with pointers: those of parseJson and JsonNode, manifestSchemaUnknown, algorithmUnknown, digestMalformed, momentMalformed,
/// manifestValueImpossible, manifestNotCanonical.
[[nodiscard]] Result<Manifest> readManifest(BytesView text);

}  // namespace zhibao
