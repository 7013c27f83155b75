#pragma once
/// Which of several editions a period is filed on.

#include <memory>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "calendar/period.h"
#include "form/edition.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode periodWithoutEdition{"period-without-edition"};  // period, editions: each with its time
}

using Editions = std::vector<std::shared_ptr<Edition const>>;

/// The newest of these editions: the one whose time begins last; of two that begin on one day, the one whose id comes later. Null for none.
[[nodiscard]] std::shared_ptr<Edition const> newestOf(Editions const& editions);
/// The newest published edition that is valid for the period; the newest draft where no published one is. Those that have the form set
/// go before all others. Null when none is valid.
[[nodiscard]] std::shared_ptr<Edition const> editionFor(Editions const& editions, Period const& period, std::string_view formSet = {});
/// periodWithoutEdition, for where editionFor has found none.
[[nodiscard]] Error noEditionFor(Editions const& editions, Period const& period);

/// Every edition of a library that can be read, and why the others cannot.
struct ReadableEditions {
    Editions editions;
    std::vector<Error> problems;
};
[[nodiscard]] Result<ReadableEditions> readableEditions(EditionLibrary const& library);

}  // namespace zhibao
