#pragma once
/// Which version of a filing is in the totals, and which ones are disputed. The answer follows from the set of versions and the decisions
/// about them alone; the order of arrival plays no part.
///
/// Each version after the first names the one it replaces, so the versions of a filing form a tree.
///
/// Gap    A version whose predecessor is not in the ledger waits, and so does what follows it. What ends the waiting: the predecessor
///        arrives, or the bureau accepts the version by a decision of its own (decisions.h), which stands for everything with a lower number.
/// Fork   Two versions that replace the same one, or two first versions. Neither side counts; what counted before the fork goes on
///        counting. What resolves it: the unit files a further version that names a version of one side in `replaces`, so that this side
///        has a follower and reaches a higher number than every other side. Accepted or not, that version says which side the unit means;
///        the other side is then out. A version that names what stood before the fork is a further side, and one that names something
///        unknown is a gap: neither resolves anything. Followers of two sides with the same number are a fork again.
/// Line   The versions from the first to the last one that is neither in a fork nor waits for a predecessor. The totals contain the last
///        accepted version of the line.

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/digest.h"
#include "base/error.h"
#include "store/database.h"

namespace zhibao {

/// What counting asks of one version of a filing.
struct VersionFact {
    std::int64_t version = 0;  // the ledger's number
    std::int64_t number = 0;   // the unit's number
    Digest identity;
    std::optional<Digest> replaces;
    bool isAccepted = false;  // by the latest decision
    bool isDecided = false;   // that decision was the bureau's own, not intake's
    bool isWithdrawal = false;
};

/// How the versions of one filing stand. Nothing counts where the last accepted version of the line is a withdrawal. The lists hold the ledger's numbers, sorted by the unit's number, then by identity.
struct FilingStanding {
    std::optional<std::int64_t> counted;
    std::optional<std::int64_t> withdrawal;  // the one by which nothing counts
    std::vector<std::int64_t> forked;  // all versions on the sides of the fork that is not resolved
    std::vector<std::int64_t> gaps;    // those that wait for a predecessor
};

[[nodiscard]] FilingStanding standingOf(std::vector<VersionFact> versions);
[[nodiscard]] Result<FilingStanding> standingOf(Database& database, std::int64_t filing);

/// Those filings that have more than one version or a version with a predecessor, by id; the others need no thought.
[[nodiscard]] Result<> forEachStanding(Database& database, std::function<void(std::int64_t filing, FilingStanding const& standing)> const& take);

/// Brings the table `counted` up to date for one filing, inside the caller's transaction. Gives how it stands.
Result<FilingStanding> recount(Database& database, std::int64_t filing);

}  // namespace zhibao
