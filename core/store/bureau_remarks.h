#pragma once
/// What the bureau asks about a filing, at the cells that it means: the reasons of a returned version and the queries that were still open. They are said to a sealed
/// version. In the version that replaces it they stand at the same rows, wherever these are now, and count as answered as soon as one of their cells holds something
/// else, or an explanation was given there. Whether the answer satisfies is the bureau's to say, of the next version.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "answers/filing.h"
#include "base/error.h"
#include "base/language.h"
#include "form/edition.h"
#include "package/receipt.h"
#include "store/bureau_answers.h"
#include "store/drafts.h"

namespace zhibao {

/// A version with the bureau's last word on it.
struct AnsweredVersion {
    std::int64_t version = 1;
    Filing filing;
    Receipt receipt;
};

/// Of a sealed version its own; of one that is being worked on that of the version it replaces. Nothing where no receipt of it was taken in. Errors: what the
/// store says, those of readReceipt.
[[nodiscard]] Result<std::optional<AnsweredVersion>> answeredVersion(DraftStore& store, DraftEntry const& draft, Edition const& edition);

struct BureauRemark {
    std::vector<CellReference> cells;  // as they stand in the filing now; none for the filing as a whole
    LocalizedText text;
    std::string rule;                  // of a query that was open; empty for a reason
    std::string level;                 // of a query that was open
    ErrorArguments arguments;          // of a query that was open
    bool isAnswered = false;
    friend bool operator==(BureauRemark const&, BureauRemark const&) = default;
};

/// In the receipt's order; what is about rows that are gone is left out. None where the bureau asks for nothing: of a version that was accepted, withdrawn or there
/// before. A structural problem has no text: its words are those of the code in `rule`.
[[nodiscard]] std::vector<BureauRemark> bureauRemarks(AnsweredVersion const& answered, Filing const& now, Edition const& edition);

}  // namespace zhibao
