#pragma once
/// What this computer knows of a unit beside the filing that is open: what it reported before, and what its profile says. A version
/// that cannot be read is left out and told; it never keeps another draft from being opened.

#include <optional>
#include <vector>

#include "answers/scope.h"
#include "form/edition.h"
#include "rules/surroundings.h"
#include "store/drafts.h"

namespace zhibao {

struct UnitHistory {
    /// What rules may compare with: filings that were sealed, and of the profile also the draft when none was.
    std::vector<KnownFiling> filings;
    /// Of the latest profile, sealed or not.
    std::optional<Characteristics> profile;
    std::vector<Error> unread;
};

/// What the latest profile of a unit says, however old it is, sealed or not; nothing without one. What cannot be read is added to `unread`.
[[nodiscard]] Result<std::optional<Characteristics>> latestProfile(DraftStore& store, EditionLibrary const& library, std::string const& unit,
                                                                   std::vector<Error>& unread);

/// What the store says.
[[nodiscard]] Result<UnitHistory> unitHistory(DraftStore& store, EditionLibrary const& library, FilingHeader const& filing, Edition const& edition);

}  // namespace zhibao
