#pragma once
/// Filings from files, and what is to be said of them, as JSON and as lines for a terminal.

#include <memory>
#include <string>
#include <vector>

#include "answers/filing.h"
#include "base/json.h"
#include "batch/console.h"
#include "form/edition.h"
#include "rules/edition_rules.h"
#include "rules/judgement.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode filingFileEmpty{"filing-file-empty"};
}  // namespace error

struct LoadedFiling {
    std::shared_ptr<Edition const> edition;
    Filing filing;
};

/// Reads a filing document ("-" for standard input) with the edition it names. filingFileEmpty, and what readers say; errors name the file and the pointer.
[[nodiscard]] Result<LoadedFiling> loadFiling(Console& console, std::string const& path);

/// {"findings":[{"rule","level","verdict","cells":[{"form","row","column"}],"args","message"}]} of CONTRACTS; structural problems come
/// first, with their code as rule.
[[nodiscard]] JsonValue judgementJson(Judgement const& judgement, Edition const& edition, Language language);

/// "服务进出口情况 第 3 行 合计"; of several cells the first, "-" of none.
[[nodiscard]] std::string placeOf(std::vector<CellReference> const& cells, Edition const& edition, Language language);

/// How many errors and queries stand in the way, as arguments of a phrase: errors, queries.
[[nodiscard]] ErrorArguments countsOf(Judgement const& judgement);

/// One line per problem and finding: level (and whether a query is explained), check as the papers number it, place in words, sentence.
[[nodiscard]] std::vector<std::string> judgementLines(Judgement const& judgement, Edition const& edition, EditionRules const& rules, Language language);
/// Only those that stand in the way of sealing.
[[nodiscard]] std::vector<std::string> blockingLines(Judgement const& judgement, Edition const& edition, EditionRules const& rules, Language language);

}  // namespace zhibao
