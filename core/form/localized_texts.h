#pragma once
/// Reading texts that stand in both languages: {"zh": "…", "en": "…"}. Every error names its pointer.

#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/language.h"

namespace zhibao {

/// Neither language absent or empty: textLanguageMissing.
[[nodiscard]] Result<LocalizedText> readText(JsonNode const& node);
/// The same of an object that has further members.
[[nodiscard]] Result<LocalizedText> readTextMembers(JsonNode const& node);
[[nodiscard]] Result<LocalizedText> readTextAt(JsonNode const& parent, std::string_view key);
/// Absent or null is an empty text; a text that is there is there in both languages.
[[nodiscard]] Result<LocalizedText> readTextOrEmpty(JsonNode const& parent, std::string_view key);
/// A list of texts; empty when the member is absent.
[[nodiscard]] Result<std::vector<LocalizedText>> readTextsAt(JsonNode const& parent, std::string_view key);

}  // namespace zhibao
