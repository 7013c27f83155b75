#pragma once
/// What the bureau's window shows: versions of filings and refusals, page by page from the newest, and one version with its findings.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"
#include "intake/ledger.h"
#include "store/bureau_database.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode versionNotFound{"version-not-found"};    // unit, set, period
inline constexpr ErrorCode versionAmbiguous{"version-ambiguous"};  // number, versions: the ledger's numbers
}  // namespace error

/// What a version is to the totals.
enum class VersionState {
    counted,   // in the totals
    waiting,   // not accepted: errors, queries without explanation, or the bureau's decision is due
    gap,       // it replaces a version that is not in the ledger (counting.h)
    fork,      // the unit's versions contradict each other and it has not said which one holds (counting.h)
    withdrawn, // an accepted withdrawal: nothing of the filing is in the totals
    replaced,  // accepted, and a later one counts, or the unit went on with another
    returned   // the bureau sent it back
};
[[nodiscard]] std::string_view nameOf(VersionState state) noexcept;

struct VersionEntry {
    std::int64_t version = 0;  // the ledger's number, in order of arrival
    std::string unit;
    std::string unitName;  // on the period's last day
    std::string formSet;
    std::string period;
    std::int64_t number = 0;  // the unit's number of the version
    std::string agent;  // the code of who filed it under a mandate; empty when the unit did
    std::string kind;
    std::string reason;  // why there is this version; may be empty
    bool isZero = false;
    Moment arrived;
    bool isLate = false;
    std::string fileName;
    std::string edition;
    Digest identity;
    std::int64_t rows = 0;
    std::int64_t errors = 0;
    std::int64_t queries = 0;
    std::int64_t unexplained = 0;
    std::int64_t notices = 0;
    VersionState state = VersionState::waiting;
};

/// What is empty or absent does not filter.
struct VersionFilter {
    std::string period;
    std::string formSet;
    std::string unit;  // a part of the code or of any name the unit has had
    std::optional<VersionState> state;
};

/// At most `limit` entries that arrived before the entry `before` (nothing: from the newest on).
[[nodiscard]] Result<std::vector<VersionEntry>> listVersions(BureauDatabase const& database, VersionFilter const& filter, std::optional<std::int64_t> before,
                                                             std::size_t limit);
[[nodiscard]] Result<std::size_t> countVersions(BureauDatabase const& database, VersionFilter const& filter);

/// A version as it lies in the ledger. `package` is the file as received; openPackage() shows what is in it.
struct StoredVersion {
    VersionEntry entry;
    std::optional<Digest> replaces;
    Digest editionDigest;
    Digest signer;  // fingerprint of the key
    Bytes package;
    std::vector<JudgedFinding> findings;
};
/// versionUnknown.
[[nodiscard]] Result<StoredVersion> readVersion(BureauDatabase const& database, std::int64_t version);

/// Which version is meant: that number of the unit's filing, or the one with the highest number. versionNotFound; versionAmbiguous where two have that number.
[[nodiscard]] Result<std::int64_t> versionNamed(BureauDatabase const& database, std::string_view unit, std::string_view formSet, std::string_view period,
                                                std::optional<std::int64_t> number);

struct RefusalEntry {
    std::int64_t refusal = 0;
    std::string fileName;
    std::optional<Digest> fileDigest;
    std::string code;   // of the error
    std::string place;  // inside the file
    ErrorArguments arguments;
    Moment arrived;
};
[[nodiscard]] Result<std::vector<RefusalEntry>> listRefusals(BureauDatabase const& database, std::optional<std::int64_t> before, std::size_t limit);
[[nodiscard]] Result<std::size_t> countRefusals(BureauDatabase const& database);

/// For verification: the findings of a version as they lie there.
[[nodiscard]] Result<std::vector<JudgedFinding>> findingsOf(Database& database, std::int64_t version);
[[nodiscard]] Result<std::vector<TradeRow>> rowsOf(Database& database, std::int64_t version);

}  // namespace zhibao
