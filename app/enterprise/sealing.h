#pragma once
/// Sealing a draft into the file that goes to the bureau, with the unit's own key, which is made when it is first needed.

#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/error.h"
#include "calendar/rates.h"
#include "enterprise/draft_session.h"
#include "trust/signer.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode unitKeyIncomplete{"unit-key-incomplete"};  // file: the one of the two that is missing
inline constexpr ErrorCode sealNotPossible{"seal-not-possible"};               // errors, queries: what stands in the way
}  // namespace error

/// The unit's key from the data folder (keys/UNIT.key.pem, for its owner only, and keys/UNIT.cert.pem); a new one with a self-signed
/// certificate when there is none. A key that is half there is an error, never replaced: the bureau has pinned it.
[[nodiscard]] Result<FileKeySigner> unitSigner(std::filesystem::path const& dataFolder, std::string const& unit, std::string const& name, Clock const& clock);

/// What a sealed file is called: UNIT_2017Q1_quarterly_v1.zbs.
[[nodiscard]] std::string packageName(FilingHeader const& header);

/// Judges, seals with the draft's attachments, writes the file and freezes the draft. Nothing is written when a finding stands in the way
/// (sealNotPossible), or when a later version does not say why there is one (versionReasonMissing).
[[nodiscard]] Result<std::filesystem::path> sealDraft(DraftSession& session, DraftStore& store, std::filesystem::path const& folder, std::filesystem::path const& dataFolder,
                                                      RateTable const* rates, Clock const& clock);

}  // namespace zhibao
