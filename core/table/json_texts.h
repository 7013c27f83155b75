#pragma once
/// Small pieces that table definitions and print layouts are written with. Every error names its pointer.

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/language.h"
#include "form/localized_texts.h"
#include "form/model.h"

namespace zhibao {

/// "one", "tenThousand", "hundredMillion".
[[nodiscard]] Result<Unit> readUnit(JsonNode const& node);

/// One place below a table where a name or date stands: what is printed, and whose it is.
struct FooterPlace {
    LocalizedText title;
    std::string signatory;  // "unitHead" …; empty: room to write
    friend bool operator==(FooterPlace const&, FooterPlace const&) = default;
};
[[nodiscard]] Result<std::vector<FooterPlace>> readFooter(JsonNode const& parent);

}  // namespace zhibao
