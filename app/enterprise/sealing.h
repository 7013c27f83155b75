#pragma once
/// Sealing a draft into the file that goes to the bureau, with the unit's own key, which is made when it is first needed, or with that of who files for it.

#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/error.h"
#include "calendar/rates.h"
#include "enterprise/draft_session.h"
#include "package/seal.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode sealNotPossible{"seal-not-possible"};  // errors, queries: what stands in the way
}  // namespace error

/// Whose key signs, and what opens it.
struct SealingKey {
    std::string agent;  // who signs for the unit under a mandate; empty: the unit itself
    std::string passphrase;
};

/// Judges, seals with the draft's attachments, writes the file and freezes the draft. Nothing is written when a finding stands in the way
/// (sealNotPossible), or when a later version does not say why there is one (versionReasonMissing).
[[nodiscard]] Result<std::filesystem::path> sealDraft(DraftSession& session, DraftStore& store, std::filesystem::path const& folder, std::filesystem::path const& dataFolder,
                                                      RateTable const* rates, Clock const& clock, SealingKey const& key = {});

}  // namespace zhibao
