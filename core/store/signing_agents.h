#pragma once
/// Who signs for a unit with a key of its own, under a mandate (委托) that the bureau has recorded (mandates.h): an accounting office, itself a unit on this computer.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "store/drafts.h"

namespace zhibao {

/// The other units whose key is on this computer, last used first; hidden ones too.
[[nodiscard]] Result<std::vector<KnownUnit>> possibleAgents(DraftStore& store, std::filesystem::path const& dataFolder, std::string_view unit);

/// Whose key signed for the unit last; nothing where its own did.
[[nodiscard]] Result<std::optional<std::string>> agentOf(DraftStore& store, std::string_view unit);
/// For its next filings; an empty agent, or the unit itself, for its own key. unitNotHere of either.
[[nodiscard]] Result<> rememberAgent(DraftStore& store, std::string_view unit, std::string_view agent);

}  // namespace zhibao
